import { describe, expect, test } from 'vitest'
import { bankingDays } from './banking-days.ts'
import { day } from './fixtures.ts'

describe('bankingDays', () => {
  test.each([
    ['2026-03-06', '2026-03-09', 1, 'Friday to Monday'],
    ['2026-03-07', '2026-03-09', 1, 'Saturday to Monday'],
    ['2026-03-07', '2026-03-10', 1, 'Saturday to Tuesday'],
    ['2026-03-03', '2026-03-05', 2, 'within a week'],
    ['2026-03-09', '2026-03-06', -1, 'Monday back to Friday'],
    ['2026-04-02', '2026-04-07', 1, 'over Easter'],
    ['2025-12-24', '2025-12-29', 1, 'over Christmas'],
    ['2026-03-07', '2026-03-08', 1, 'Saturday to Sunday'],
    ['2026-03-07', '2026-03-07', 0, 'the same day'],
  ])('%s to %s is %i: %s', (from, to, days) => {
    expect(bankingDays(day(from), day(to))).toBe(days)
  })
})
