// Which source covers which days of an account: ranges merged, gaps named, overlaps shown.
import { addDays } from '../calendar.ts'
import type { CalendarDate, DateRange } from '../calendar.ts'
import type { RecordStatus, SourceKind } from '../source-record.ts'

/** Days that a source has given rows for. */
export type SourceDays = {
  /** The link through which it was read; one source of an account. */
  readonly link: string
  readonly source: SourceKind
  readonly range: DateRange
  readonly statuses: readonly RecordStatus[]
  /**
   * True where the source says that nothing else happened on these days; false where a file merely starts and ends
   * there.
   */
  readonly isComplete: boolean
}

/** The days of one source, merged. */
export type CoveredDays = {
  readonly link: string
  readonly source: SourceKind
  readonly isComplete: boolean
  readonly statuses: readonly RecordStatus[]
  readonly ranges: readonly DateRange[]
}

export type CoverageMap = {
  readonly sources: readonly CoveredDays[]
  /** Days within `range` that no source gives posted rows for. */
  readonly gaps: readonly DateRange[]
  /** Days that two sources or more give, and so each checks the other. */
  readonly overlaps: readonly DateRange[]
}

/** Puts the map together for the days of `range`; sources keep the order they first come in. */
export function coverageMap(days: readonly SourceDays[], range: DateRange): CoverageMap {
  const bySource = Map.groupBy(days, ({ link, isComplete, statuses }) =>
    [link, isComplete, ...statuses.toSorted()].join(' '),
  )
  const sources = [...bySource.values()].flatMap((same) => {
    const [first] = same
    if (first === undefined) return []
    const { link, source, isComplete, statuses } = first
    const ranges = mergeRanges(same.map((each) => each.range))
    return [{ link, source, isComplete, statuses: statuses.toSorted(), ranges }]
  })
  const posted = days.filter(({ statuses }) => statuses.includes('posted'))
  const byLink = [...Map.groupBy(posted, ({ link }) => link).values()].map((own) =>
    mergeRanges(own.map((each) => each.range)),
  )
  return {
    sources,
    gaps: gapsIn(mergeRanges(byLink.flat()), range),
    overlaps: overlapsOf(byLink),
  }
}

/** Ranges in order, those that touch or overlap made one. */
export function mergeRanges(ranges: readonly DateRange[]): readonly DateRange[] {
  const merged: DateRange[] = []
  for (const range of ranges.toSorted((left, right) =>
    left.from < right.from ? -1 : left.from > right.from ? 1 : 0,
  )) {
    const last = merged.at(-1)
    if (last !== undefined && range.from <= addDays(last.to, 1)) {
      merged.pop()
      merged.push({ from: last.from, to: later(last.to, range.to) })
    } else merged.push(range)
  }
  return merged
}

/** The days of `range` that none of the merged ranges holds. */
export function gapsIn(merged: readonly DateRange[], range: DateRange): readonly DateRange[] {
  const gaps: DateRange[] = []
  let { from } = range
  for (const covered of merged) {
    if (covered.to < from) continue
    if (covered.from > range.to) break
    if (covered.from > from) gaps.push({ from, to: addDays(covered.from, -1) })
    from = addDays(covered.to, 1)
  }
  if (from <= range.to) gaps.push({ from, to: range.to })
  return gaps
}

/** Days in the ranges of at least two lists. */
function overlapsOf(lists: readonly (readonly DateRange[])[]): readonly DateRange[] {
  const shared: DateRange[] = []
  lists.forEach((left, index) => {
    for (const right of lists.slice(index + 1)) {
      for (const one of left) {
        for (const other of right) {
          const range = { from: later(one.from, other.from), to: one.to < other.to ? one.to : other.to }
          if (range.from <= range.to) shared.push(range)
        }
      }
    }
  })
  return mergeRanges(shared)
}

const later = (left: CalendarDate, right: CalendarDate): CalendarDate => (left > right ? left : right)
