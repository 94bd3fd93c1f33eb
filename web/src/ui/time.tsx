import { useLingui } from '@lingui/react'
import { useSyncExternalStore } from 'react'
import { formatDay, formatMoment, formatRelative } from '../format/dates.ts'

/** "3 minutes ago" is wrong after a minute, so the page's clock ticks this often. */
const TICK_MS = 30_000

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, TICK_MS)
  return () => clearInterval(timer)
}

/** The time now, in steps, so that everything on the page agrees. */
export function useNow(): Date {
  return new Date(useSyncExternalStore(subscribe, () => Math.floor(Date.now() / TICK_MS) * TICK_MS))
}

/** "12 minutes ago", with the exact moment on hover and for machines. */
export function RelativeTime({ at }: { at: string }) {
  const { i18n } = useLingui()
  const now = useNow()
  return (
    <time dateTime={at} title={formatMoment(at, i18n.locale)}>
      {formatRelative(at, now, i18n.locale)}
    </time>
  )
}

/** A bank's calendar date. */
export function Day({ on, style }: { on: string; style?: 'short' | 'long' | 'full' }) {
  const { i18n } = useLingui()
  return <time dateTime={on}>{formatDay(on, i18n.locale, style)}</time>
}
