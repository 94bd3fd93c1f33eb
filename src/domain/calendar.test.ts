import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  calendarDate,
  dayNumber,
  daysBetween,
  daysInMonth,
  fromDayNumber,
  isWeekend,
  isWithin,
  parseCalendarDate,
  parseInstant,
} from './calendar.ts'
import type { CalendarDate } from './calendar.ts'

const DAY_MS = 86_400_000
const anyDay = fc
  .integer({ min: Date.UTC(1900, 0, 1) / DAY_MS, max: Date.UTC(2200, 11, 31) / DAY_MS })
  .map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10) as CalendarDate)

describe('calendar dates', () => {
  test('every real day is read and shown again', () => {
    fc.assert(
      fc.property(anyDay, (date) => {
        expect(parseCalendarDate(date)).toBe(date)
        expect(calendarDate(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8)))).toBe(date)
      }),
      { seed: 2 },
    )
  })

  test.each(['2026-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-1-1', '1899-12-31', '2201-01-01', '', 'today'])(
    '%s is not a day',
    (text) => {
      expect(parseCalendarDate(text)).toBeNull()
    },
  )

  test('day numbers agree with the platform, in both directions', () => {
    fc.assert(
      fc.property(anyDay, (date) => {
        expect(dayNumber(date)).toBe(Date.parse(date) / DAY_MS)
        expect(fromDayNumber(dayNumber(date))).toBe(date)
      }),
      { seed: 3, numRuns: 2_000 },
    )
  })

  test('adding days and counting them are inverse', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -1000, max: 1000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days)
      }),
      { seed: 4 },
    )
  })

  test('dates compare as text', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (left, right) => {
        expect(left < right).toBe(dayNumber(left) < dayNumber(right))
        expect(isWithin(left, { from: right, to: right })).toBe(left === right)
      }),
      { seed: 5 },
    )
  })

  test('February has a leap day by the Gregorian rule', () => {
    expect([1900, 2000, 2024, 2026, 2100].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 29, 28, 28])
  })

  test('weekends are Saturdays and Sundays', () => {
    fc.assert(
      fc.property(anyDay, (date) => {
        expect(isWeekend(date)).toBe([0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()))
      }),
      { seed: 6 },
    )
  })
})

describe('instants', () => {
  test.each(['2026-03-01T10:00:00Z', '2026-03-01T10:00Z', '2026-03-01T10:00:00.123+02:00', '2026-03-01T10:00:00-0500'])(
    '%s is read',
    (text) => {
      expect(parseInstant(text)).toBe(text)
    },
  )

  test.each(['2026-03-01T10:00:00', '2026-03-01', '2026-03-01T25:00:00Z', 'now'])('%s names no point in time', (text) => {
    expect(parseInstant(text)).toBeNull()
  })
})
