import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

export type Tone = 'good' | 'active' | 'warn' | 'bad' | 'neutral'

const TONES: Record<Tone, string> = {
  good: 'bg-good-soft text-good-text',
  active: 'bg-accent-soft text-accent-text',
  warn: 'bg-warn-soft text-warn-text',
  bad: 'bg-bad-soft text-bad-text',
  neutral: 'bg-sunken text-soft',
}

/** A short state: always a word, with an icon where there is one, never color alone. */
export function Badge({ tone, icon, children }: { tone: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex h-6 items-center gap-1.5 rounded-full px-2.5 text-xs font-medium whitespace-nowrap',
        '[&_svg]:size-3.5 [&_svg]:shrink-0',
        TONES[tone],
      )}
    >
      {icon}
      {children}
    </span>
  )
}

/** A small outlined mark inside a row, such as "Pending". */
export function Chip({ children }: { children: ReactNode }) {
  return (
    <span className="inline-flex h-5 items-center rounded-md border border-line-strong/50 px-1.5 text-xs whitespace-nowrap text-soft">
      {children}
    </span>
  )
}
