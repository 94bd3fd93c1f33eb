import { describe, expect, test } from 'vitest'
import { addDays, parseCalendarDate } from '../calendar.ts'
import type { CalendarDate } from '../calendar.ts'
import { rhythmOf } from './quiet.ts'

const START = parseCalendarDate('2026-01-01') ?? ('' as CalendarDate)
const every = (gap: number, times: number) =>
  Array.from({ length: times }, (_, index) => addDays(START, index * gap))

describe('an account that goes quiet', () => {
  test('is told by its own rhythm: usually every 2 days, silent 9', () => {
    const days = every(2, 20)
    expect(rhythmOf(days, addDays(START, 38 + 9))).toMatchObject({
      usualDays: 2,
      silentDays: 9,
      isQuiet: true,
    })
    expect(rhythmOf(days, addDays(START, 38 + 4))).toMatchObject({ isQuiet: false })
  })

  test('is not one that posts monthly, nor one that has been silent as long before', () => {
    expect(rhythmOf(every(30, 12), addDays(START, 330 + 40))).toMatchObject({ usualDays: 30, isQuiet: false })
    const holiday = [...every(2, 10), ...every(2, 10).map((day) => addDays(day, 40))]
    expect(rhythmOf(holiday, addDays(START, 58 + 15))).toMatchObject({
      usualDays: 2,
      longestDays: 22,
      isQuiet: false,
    })
  })

  test('has no rhythm before some gaps were seen, however long it is silent', () => {
    expect(rhythmOf(every(2, 8), addDays(START, 300))).toBeNull()
    expect(rhythmOf([], START)).toBeNull()
  })

  test('counts days and not rows, and none from after the day it was read', () => {
    const days = [...every(3, 12), ...every(3, 12), addDays(START, 500)]
    expect(rhythmOf(days, addDays(START, 33))).toMatchObject({
      usualDays: 3,
      silentDays: 0,
      lastOn: addDays(START, 33),
    })
  })
})
