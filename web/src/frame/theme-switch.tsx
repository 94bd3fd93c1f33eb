import { useLingui } from '@lingui/react/macro'
import { type LucideIcon, Monitor, Moon, Sun } from 'lucide-react'
import { cx } from '../ui/class-names.ts'
import { setTheme, type Theme, useTheme } from './theme.ts'

/** As the system has it, light, or dark. Plain radio buttons: they need no library for their keys. */
export function ThemeSwitch() {
  const { t } = useLingui()
  const theme = useTheme()
  const choices: { value: Theme; label: string; icon: LucideIcon }[] = [
    { value: 'system', label: t`Theme of the system`, icon: Monitor },
    { value: 'light', label: t`Light theme`, icon: Sun },
    { value: 'dark', label: t`Dark theme`, icon: Moon },
  ]
  return (
    <fieldset className="inline-flex rounded-control bg-sunken p-0.5">
      <legend className="sr-only">{t`Theme`}</legend>
      {choices.map(({ value, label, icon: Icon }) => (
        <label
          key={value}
          title={label}
          className={cx(
            'flex size-8 cursor-pointer items-center justify-center rounded-lg text-muted',
            'has-checked:bg-surface has-checked:text-ink has-checked:shadow-card',
            'has-focus-visible:outline-2 has-focus-visible:outline-accent',
          )}
        >
          <input
            type="radio"
            name="theme"
            className="sr-only"
            checked={theme === value}
            onChange={() => setTheme(value)}
            aria-label={label}
          />
          <Icon aria-hidden className="size-4" />
        </label>
      ))}
    </fieldset>
  )
}
