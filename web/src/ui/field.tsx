import { Search, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { SearchField as AriaSearchField, type SearchFieldProps } from 'react-aria-components/SearchField'
import { Text } from 'react-aria-components/Text'
import { TextArea } from 'react-aria-components/TextArea'
import { TextField as AriaTextField, type TextFieldProps } from 'react-aria-components/TextField'
import { cx } from './class-names.ts'

export const CONTROL = cx(
  'w-full rounded-control border border-line-strong/70 bg-surface text-ink placeholder:text-muted',
  'focus-visible:-outline-offset-1 data-[invalid]:border-bad data-[focused]:border-accent',
)

export function FieldLabel({ children }: { children: ReactNode }) {
  return <Label className="text-caption font-medium text-soft">{children}</Label>
}

/** What is wrong with the field's value, read out when it appears. */
export function Wrong() {
  return <FieldError className="text-caption text-bad-text" />
}

type FieldProps = Omit<TextFieldProps, 'className' | 'children' | 'style'> & {
  /** Left out where `aria-label` says it. */
  label?: ReactNode
  hint?: ReactNode
  placeholder?: string | undefined
  type?: 'text' | 'date' | 'password'
  isLong?: boolean
  className?: string
}

export function Field({ label, hint, placeholder, isLong = false, className, ...rest }: FieldProps) {
  return (
    <AriaTextField {...rest} className={cx('flex flex-col gap-1.5', className)}>
      {label !== undefined && <FieldLabel>{label}</FieldLabel>}
      {isLong ? (
        <TextArea rows={3} placeholder={placeholder} className={cx(CONTROL, 'px-3 py-2')} />
      ) : (
        <Input placeholder={placeholder} className={cx(CONTROL, 'h-10 px-3')} />
      )}
      {hint !== undefined && (
        <Text slot="description" className="text-caption text-muted">
          {hint}
        </Text>
      )}
      <Wrong />
    </AriaTextField>
  )
}

type SearchProps = Omit<SearchFieldProps, 'className' | 'children' | 'style'> & {
  label: string
  placeholder?: string
  clearLabel: string
  className?: string
}

export function SearchBox({ label, placeholder, clearLabel, className, ...rest }: SearchProps) {
  return (
    <AriaSearchField {...rest} aria-label={label} className={cx('group relative', className)}>
      <Search aria-hidden className="pointer-events-none absolute top-3 left-3 size-4 text-muted" />
      <Input placeholder={placeholder} className={cx(CONTROL, 'h-10 pr-9 pl-9 [&::-webkit-search-cancel-button]:hidden')} />
      <Button
        aria-label={clearLabel}
        className="absolute top-1.5 right-1.5 flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover group-data-[empty]:hidden"
      >
        <X aria-hidden className="size-4" />
      </Button>
    </AriaSearchField>
  )
}
