import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

type BannerTone = 'info' | 'warn' | 'bad'

const TONES: Record<BannerTone, string> = {
  info: 'border-accent/25 bg-accent-soft [&>svg]:text-accent-text',
  warn: 'border-warn-line bg-warn-soft [&>svg]:text-warn-text',
  bad: 'border-bad-line bg-bad-soft [&>svg]:text-bad-text',
}

const ICONS = { info: Info, warn: TriangleAlert, bad: CircleAlert }

type BannerProps = { tone: BannerTone; title?: ReactNode; children?: ReactNode; actions?: ReactNode; role?: 'alert' }

export function Banner({ tone, title, children, actions, role }: BannerProps) {
  const Icon = ICONS[tone]
  return (
    <div role={role} className={cx('flex gap-3 rounded-card border px-4 py-3.5', TONES[tone])}>
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-prose">
          {title !== undefined && <p className="font-semibold">{title}</p>}
          {children !== undefined && <div className="text-soft">{children}</div>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}
