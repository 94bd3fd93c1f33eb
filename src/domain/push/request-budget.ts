// How many requests a destination still allows. Counted by the minute, so that what is kept stays small.

export type RequestMinutes = Readonly<Record<string, number>>

const MINUTE_MS = 60_000
/** An hour, and the minute that is not over yet. */
const MINUTES_KEPT = 61

const minuteOf = (atMs: number): number => Math.floor(atMs / MINUTE_MS)

/** The count with one request more, or how long there is none. A minute's requests count until the whole of it is past. */
export function spend(
  minutes: RequestMinutes,
  perHourMax: number,
  atMs: number,
): { readonly minutes: RequestMinutes } | { readonly waitSeconds: number } {
  const now = minuteOf(atMs)
  const recent = Object.entries(minutes)
    .filter(([minute]) => Number(minute) > now - MINUTES_KEPT)
    .toSorted(([left], [right]) => Number(left) - Number(right))
  const used = recent.reduce((sum, [, count]) => sum + count, 0)
  const [oldest] = recent
  if (used >= perHourMax && oldest !== undefined) {
    const freeAtMs = (Number(oldest[0]) + MINUTES_KEPT) * MINUTE_MS
    return { waitSeconds: Math.ceil((freeAtMs - atMs) / 1000) }
  }
  return { minutes: { ...Object.fromEntries(recent), [now]: (minutes[now] ?? 0) + 1 } }
}
