import { describe, expect, test } from 'vitest'
import { createPaceLimiter, paced } from './pace-limiter.ts'

function virtualClock() {
  let nowMs = 0
  return {
    nowMs: () => nowMs,
    sleep: async (ms: number) => {
      nowMs += ms
    },
    pass: (ms: number) => (nowMs += ms),
  }
}

const NEVER = new AbortController().signal

describe('pace', () => {
  test('no minute, wherever it starts, sees more requests of a connection than declared', async () => {
    const clock = virtualClock()
    const limiter = createPaceLimiter({ perConnectionPerMinute: 5, perOperatorPerMinute: 1_000 }, clock)
    const sentAt: number[] = []
    for (let request = 0; request < 40; request += 1) {
      clock.pass((request * 7_919) % 4_000)
      await limiter.acquire('one', NEVER)
      sentAt.push(clock.nowMs())
    }
    for (const from of sentAt) {
      expect(sentAt.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(5)
    }
    expect(sentAt.at(-1)).toBeGreaterThanOrEqual(7 * 60_000)
  })

  test('connections share the operator’s pace', async () => {
    const clock = virtualClock()
    const limiter = createPaceLimiter({ perConnectionPerMinute: 5, perOperatorPerMinute: 6 }, clock)
    for (let request = 0; request < 3; request += 1) {
      await limiter.acquire('one', NEVER)
      await limiter.acquire('two', NEVER)
    }
    expect(clock.nowMs()).toBe(0)
    await limiter.acquire('three', NEVER)
    expect(clock.nowMs()).toBe(60_000)
  })

  test('a paced client sends nothing for an aborted run', async () => {
    const limiter = createPaceLimiter({ perConnectionPerMinute: 5, perOperatorPerMinute: 6 }, virtualClock())
    let calls = 0
    const client = paced(
      {
        send: async () => {
          calls += 1
          return { status: 200, headers: {}, body: new Uint8Array() }
        },
      },
      limiter,
      'one',
    )
    const request = { method: 'GET', url: 'https://bank.test/' } as const
    await client.send(request, NEVER)
    await expect(client.send(request, AbortSignal.abort())).rejects.toThrow()
    expect(calls).toBe(1)
  })
})
