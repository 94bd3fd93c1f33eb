import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox'
import { Input } from 'react-aria-components/Input'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Text } from 'react-aria-components/Text'
import { cx } from './class-names.ts'
import { CONTROL, FieldLabel, Wrong } from './field.tsx'
import { OPTION, POPOVER } from './option-style.ts'
import type { Choice } from './select.tsx'

type ComboBoxProps = {
  label: string
  isLabelHidden?: boolean
  choices: readonly Choice[]
  value: string | null
  onChange: (value: string | null) => void
  placeholder?: string
  hint?: ReactNode
  /** What the button that opens the list is called. */
  openLabel: string
  className?: string
}

/** One of many choices, found by typing a part of its name. Emptied, it is none of them. */
export function ComboBox(props: ComboBoxProps) {
  const { label, isLabelHidden, choices, value, onChange, placeholder, hint, openLabel, className } = props
  return (
    <AriaComboBox
      {...(isLabelHidden ? { 'aria-label': label } : {})}
      defaultItems={choices}
      value={value}
      onChange={(key) => onChange(key === null ? null : String(key))}
      menuTrigger="focus"
      className={cx('flex flex-col gap-1.5', className)}
    >
      {!isLabelHidden && <FieldLabel>{label}</FieldLabel>}
      <div className="relative">
        <Input placeholder={placeholder} className={cx(CONTROL, 'h-10 pr-9 pl-3')} />
        <Button
          aria-label={openLabel}
          className="absolute top-1.5 right-1.5 flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover"
        >
          <ChevronDown aria-hidden className="size-4" />
        </Button>
      </div>
      {hint !== undefined && (
        <Text slot="description" className="text-caption text-muted">
          {hint}
        </Text>
      )}
      <Wrong />
      <Popover className={cx(POPOVER, 'w-(--trigger-width) min-w-56')}>
        <ListBox<Choice> className="max-h-72 overflow-auto outline-none">
          {(choice) => (
            <ListBoxItem id={choice.value} textValue={choice.label} className={OPTION}>
              <Check aria-hidden className="invisible size-4 shrink-0 text-accent-text group-data-[selected]:visible" />
              <span className="min-w-0">
                <span className="block truncate">{choice.label}</span>
                {choice.hint !== undefined && <span className="block text-caption text-muted">{choice.hint}</span>}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  )
}
