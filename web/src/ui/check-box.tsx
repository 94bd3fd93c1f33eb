import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

type CheckBoxProps = {
  isChecked: boolean
  onChange: (isChecked: boolean) => void
  children: ReactNode
  hint?: ReactNode
  isDisabled?: boolean
  className?: string
}

/** The browser's own box, with words that belong to it. */
export function CheckBox({ isChecked, onChange, children, hint, isDisabled, className }: CheckBoxProps) {
  return (
    <label className={cx('flex min-h-6 items-start gap-2.5', className)}>
      <input
        type="checkbox"
        className="mt-0.5 size-4.5 shrink-0 accent-(--accent)"
        checked={isChecked}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="min-w-0">
        {children}
        {hint !== undefined && <span className="block text-caption text-muted">{hint}</span>}
      </span>
    </label>
  )
}
