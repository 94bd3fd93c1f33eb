import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ConnectionId } from './ids.ts'
import { minuteOf, nextDueAt } from './schedule.ts'

const connection = fc.uuid().map((id) => id as ConnectionId)
const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })

describe('the daily schedule', () => {
  test('the next time is later, within 24 hours, and at the connection’s minute', () => {
    fc.assert(
      fc.property(connection, moment, (id, after) => {
        const due = nextDueAt(id, after)
        const wait = due.getTime() - after.getTime()
        expect(wait).toBeGreaterThan(0)
        expect(wait).toBeLessThanOrEqual(86_400_000)
        expect(due.getUTCHours() * 60 + due.getUTCMinutes()).toBe(minuteOf(id))
      }),
      { seed: 8 },
    )
  })

  test('days follow each other 24 hours apart', () => {
    fc.assert(
      fc.property(connection, moment, (id, after) => {
        const first = nextDueAt(id, after)
        expect(nextDueAt(id, first).getTime() - first.getTime()).toBe(86_400_000)
      }),
      { seed: 9 },
    )
  })

  test('connections are spread over the day', () => {
    const hours = new Set(
      Array.from({ length: 500 }, (_, index) => Math.floor(minuteOf(`connection-${index}` as ConnectionId) / 60)),
    )
    expect(hours.size).toBe(24)
  })
})
