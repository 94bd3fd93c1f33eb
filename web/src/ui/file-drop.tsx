import { FileUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { DropZone, type DropZoneProps } from 'react-aria-components/DropZone'
import { FileTrigger } from 'react-aria-components/FileTrigger'
import { Text } from 'react-aria-components/Text'
import { buttonClass } from './button.tsx'

type FileDropProps = {
  title: ReactNode
  hint: ReactNode
  chooseLabel: ReactNode
  onFiles: (files: readonly File[]) => void
  isDisabled?: boolean
}

/** A place to drop files on, with a button that does the same. */
export function FileDrop({ title, hint, chooseLabel, onFiles, isDisabled = false }: FileDropProps) {
  return (
    <DropZone
      isDisabled={isDisabled}
      onDrop={async (event) => {
        const dropped = await Promise.all(event.items.map(filesOf))
        const files = dropped.flat()
        if (files.length > 0) onFiles(files)
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
        allowsMultiple
        onSelect={(files) => {
          if (files !== null && files.length > 0) onFiles([...files])
        }}
      >
        <Button isDisabled={isDisabled} className={buttonClass('primary')}>{chooseLabel}</Button>
      </FileTrigger>
    </DropZone>
  )
}

type Dropped = Parameters<NonNullable<DropZoneProps['onDrop']>>[0]['items'][number]

/** A folder stands for the files in it; those of folders within are left alone. */
async function filesOf(dropped: Dropped): Promise<readonly File[]> {
  if (dropped.kind === 'file') return [await dropped.getFile()]
  if (dropped.kind !== 'directory') return []
  const files: File[] = []
  for await (const entry of dropped.getEntries()) if (entry.kind === 'file') files.push(await entry.getFile())
  return files
}
