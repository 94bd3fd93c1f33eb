import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import type { Choice } from './select.tsx'
import { cx } from './class-names.ts'

type RadioTilesProps = {
  label: string
  isLabelHidden?: boolean
  choices: readonly Choice[]
  value: string | null
  onChange: (value: string) => void
  /** How many stand side by side where there is room. */
  columns: 1 | 2 | 4
}

const COLUMNS = { 1: '', 2: 'sm:grid-cols-2', 4: 'grid-cols-2 sm:grid-cols-4' }

/** One of a few choices, all visible. */
export function RadioTiles({ label, isLabelHidden, choices, value, onChange, columns }: RadioTilesProps) {
  return (
    <RadioGroup
      value={value}
      onChange={onChange}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
      className="flex flex-col gap-2"
    >
      {!isLabelHidden && <Label className="font-medium">{label}</Label>}
      <div className={cx('grid gap-2', COLUMNS[columns])}>
        {choices.map((choice) => (
          <Radio
            key={choice.value}
            value={choice.value}
            className={cx(
              'group flex min-h-12 cursor-pointer items-center gap-3 rounded-control border border-line-strong/50 px-3.5 py-2',
              'bg-surface hover:bg-hover data-[selected]:border-accent data-[selected]:bg-accent-soft',
              'data-[focus-visible]:outline-2 data-[focus-visible]:outline-offset-2 data-[focus-visible]:outline-accent',
            )}
          >
            <span
              aria-hidden
              className="size-4 shrink-0 rounded-full border border-line-strong bg-surface group-data-[selected]:border-5 group-data-[selected]:border-accent"
            />
            <span>
              <span className="block font-medium">{choice.label}</span>
              {choice.hint !== undefined && <span className="block text-caption text-muted">{choice.hint}</span>}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
