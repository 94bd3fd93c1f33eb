import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select'
import { cx } from './class-names.ts'
import { CONTROL, FieldLabel, Wrong } from './field.tsx'
import { OPTION, POPOVER } from './option-style.ts'

export type Choice = { value: string; label: string; hint?: string }

type SelectProps = {
  label: string
  /** Read out but not drawn, where the place says it already. */
  isLabelHidden?: boolean
  choices: readonly Choice[]
  value: string | null
  onChange: (value: string) => void
  placeholder?: string
  className?: string
  isRequired?: boolean
  icon?: ReactNode
}

export function Select({ label, isLabelHidden, choices, value, onChange, className, icon, ...rest }: SelectProps) {
  return (
    <AriaSelect
      {...rest}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
      value={value}
      onChange={(key) => onChange(String(key))}
      className={cx('flex flex-col gap-1.5', className)}
    >
      {!isLabelHidden && <FieldLabel>{label}</FieldLabel>}
      <Button className={cx(CONTROL, 'flex h-10 items-center gap-2 px-3 text-left hover:bg-hover')}>
        {icon}
        <SelectValue className="min-w-0 flex-1 truncate data-[placeholder]:text-muted">
          {({ isPlaceholder, selectedText, defaultChildren }) => (isPlaceholder ? defaultChildren : selectedText)}
        </SelectValue>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
      </Button>
      <Wrong />
      <Popover className={cx(POPOVER, 'min-w-(--trigger-width)')}>
        <ListBox items={choices} className="max-h-80 overflow-auto outline-none">
          {(choice) => (
            <ListBoxItem
              id={choice.value}
              textValue={choice.label}
              className={OPTION}
            >
              <Check aria-hidden className="invisible size-4 shrink-0 text-accent-text group-data-[selected]:visible" />
              <span className="min-w-0">
                <span className="block truncate">{choice.label}</span>
                {choice.hint !== undefined && <span className="block text-caption text-muted">{choice.hint}</span>}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
