import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, isWithin, parseCalendarDate } from '../calendar.ts'
import type { CalendarDate, DateRange } from '../calendar.ts'
import { coverageMap, gapsIn, mergeRanges } from './coverage-map.ts'
import type { SourceDays } from './coverage-map.ts'

const START = parseCalendarDate('2026-01-01') ?? ('' as CalendarDate)
const range = (from: number, to: number): DateRange => ({
  from: addDays(START, from),
  to: addDays(START, to),
})
const days = (link: string, from: number, to: number, more: Partial<SourceDays> = {}): SourceDays => ({
  link,
  source: link.startsWith('file') ? 'file' : 'connection',
  range: range(from, to),
  statuses: ['pending', 'posted'],
  isComplete: !link.startsWith('file'),
  ...more,
})

describe('the coverage of an account', () => {
  test('names the days that no source gives', () => {
    const map = coverageMap([days('bank', 0, 9), days('bank', 25, 40), days('file', 12, 20)], range(0, 45))
    expect(map.gaps).toEqual([range(10, 11), range(21, 24), range(41, 45)])
    expect(map.sources.map(({ source, isComplete, ranges }) => ({ source, isComplete, ranges }))).toEqual([
      { source: 'connection', isComplete: true, ranges: [range(0, 9), range(25, 40)] },
      { source: 'file', isComplete: false, ranges: [range(12, 20)] },
    ])
  })

  test('shows where one source checks another, and not where one source overlaps itself', () => {
    const map = coverageMap([days('bank', 0, 20), days('bank', 10, 30), days('file', 25, 50)], range(0, 50))
    expect(map).toMatchObject({ gaps: [], overlaps: [range(25, 30)] })
  })

  test('counts a day on which only pending rows are given as a gap', () => {
    expect(coverageMap([days('bank', 0, 10, { statuses: ['pending'] })], range(0, 10)).gaps).toEqual([
      range(0, 10),
    ])
  })

  test('has each day either in a merged range or in a gap, never in both', () => {
    const ranges = fc.array(
      fc.tuple(fc.nat(60), fc.nat(15)).map(([from, length]) => range(from, from + length)),
    )
    fc.assert(
      fc.property(ranges, (given) => {
        const merged = mergeRanges(given)
        const gaps = gapsIn(merged, range(0, 80))
        for (let day = 0; day <= 80; day += 1) {
          const on = addDays(START, day)
          const isGiven = given.some((each) => isWithin(on, each))
          expect(merged.filter((each) => isWithin(on, each))).toHaveLength(isGiven ? 1 : 0)
          expect(gaps.filter((each) => isWithin(on, each))).toHaveLength(isGiven ? 0 : 1)
        }
      }),
      { seed: 7, numRuns: 60 },
    )
  })
})
