type Range = { from: string; to: string }

/** A calendar month as `2026-11`, and how many days it has. */
export type Month = { key: string; days: number }

/** The months from one date to another, both included, the newest first. */
export function monthsBetween(from: string, to: string): Month[] {
  const months: Month[] = []
  let [year = 0, month = 0] = to.split('-').map(Number)
  const [firstYear = 0, firstMonth = 0] = from.split('-').map(Number)
  while (year > firstYear || (year === firstYear && month >= firstMonth)) {
    const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
    months.push({ key: `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`, days })
    month -= 1
    if (month === 0) [year, month] = [year - 1, 12]
  }
  return months
}

/** The part of a range within a month, as its first day (from 1) and number of days; null where there is none. */
export function daysWithin({ from, to }: Range, { key, days }: Month): { start: number; length: number } | null {
  const [first, last] = [`${key}-01`, `${key}-${String(days).padStart(2, '0')}`]
  if (to < first || from > last) return null
  const start = from < first ? 1 : Number(from.slice(8))
  const end = to > last ? days : Number(to.slice(8))
  return { start, length: end - start + 1 }
}
