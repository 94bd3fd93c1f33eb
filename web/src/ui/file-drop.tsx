import { FileUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { DropZone } from 'react-aria-components/DropZone'
import { FileTrigger } from 'react-aria-components/FileTrigger'
import { Text } from 'react-aria-components/Text'
import { buttonClass } from './button.tsx'

type FileDropProps = {
  title: ReactNode
  hint: ReactNode
  chooseLabel: ReactNode
  onFile: (file: File) => void
  isDisabled?: boolean
}

/** A place to drop a file on, with a button that does the same. Takes the first file of several. */
export function FileDrop({ title, hint, chooseLabel, onFile, isDisabled = false }: FileDropProps) {
  return (
    <DropZone
      isDisabled={isDisabled}
      onDrop={async (event) => {
        const dropped = event.items.find((candidate) => candidate.kind === 'file')
        if (dropped?.kind === 'file') onFile(await dropped.getFile())
      }}
      className="flex flex-col items-center rounded-card border-2 border-dashed border-line-strong/60 bg-canvas px-6 py-10 text-center data-[drop-target]:border-accent data-[drop-target]:bg-accent-soft data-[focus-visible]:outline-2 data-[focus-visible]:outline-accent"
    >
      <span className="mb-3 flex size-11 items-center justify-center rounded-full bg-accent-soft text-accent-text">
        <FileUp aria-hidden className="size-5" />
      </span>
      <Text slot="label" className="font-semibold">
        {title}
      </Text>
      <p className="mt-1 mb-4 max-w-sm text-caption text-muted">{hint}</p>
      <FileTrigger
        onSelect={(files) => {
          const file = files?.item(0)
          if (file) onFile(file)
        }}
      >
        <Button isDisabled={isDisabled} className={buttonClass('primary')}>{chooseLabel}</Button>
      </FileTrigger>
    </DropZone>
  )
}
