import { describe, expect, test } from 'vitest'
import { spend } from './request-budget.ts'
import type { RequestMinutes } from './request-budget.ts'

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 2, 1, 12, 0, 30)

function spendAll(most: number, atMs: number): RequestMinutes {
  let minutes: RequestMinutes = {}
  for (let count = 0; count < most; count += 1) {
    const spent = spend(minutes, most, atMs)
    if ('waitSeconds' in spent) throw new Error('there was none left')
    minutes = spent.minutes
  }
  return minutes
}

describe('the requests of an hour', () => {
  test('run out, and the wait reaches past the hour of the first', () => {
    const spent = spend(spendAll(200, START_MS), 200, START_MS + 1_000)
    if (!('waitSeconds' in spent)) throw new Error('there was one left')
    expect(spent.waitSeconds).toBeGreaterThanOrEqual(3_600)
    expect(spent.waitSeconds).toBeLessThanOrEqual(3_660)
  })

  test('are there again after that, in whichever second of a minute they were sent', () => {
    const minutes = spendAll(200, START_MS)
    expect(spend(minutes, 200, START_MS + HOUR_MS - 1)).toHaveProperty('waitSeconds')
    expect(spend(minutes, 200, START_MS + HOUR_MS + 60_000)).toHaveProperty('minutes')
  })

  test('are kept for the hour alone', () => {
    const later = spend(spendAll(10, START_MS), 200, START_MS + 2 * HOUR_MS)
    expect(later).toEqual({ minutes: { [Math.floor((START_MS + 2 * HOUR_MS) / 60_000)]: 1 } })
  })
})
