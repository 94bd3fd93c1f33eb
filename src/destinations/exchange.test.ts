import { describe, expect, test } from 'vitest'
import { ProviderError } from '../providers/contract/errors.ts'
import type { HttpResponse } from '../providers/contract/http.ts'
import { readAddress } from './address.ts'
import { DestinationError } from './contract.ts'
import type { DestinationFailure } from './contract.ts'
import { exchange, UnknownOutcome } from './exchange.ts'
import type { Exchange } from './exchange.ts'

const TOKEN = 'exchange-fake-token'

function answer(status: number, body: string, headers: Record<string, string> = {}): HttpResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: new TextEncoder().encode(body) }
}

const lost = () => new ProviderError('retryLater', 'network', { internal: 'the connection broke' })

/** A line on which these are the answers, one after the other, and what it waited and asked. */
function lineOf(answers: readonly (HttpResponse | ProviderError)[]) {
  const waited: number[] = []
  let spent = 0
  const rest = [...answers]
  const line: Exchange = {
    label: 'Envelopes',
    headers: { authorization: `Bearer ${TOKEN}` },
    http: {
      send: async () => {
        const next = rest.shift()
        if (next === undefined) throw new Error('it was asked once too often')
        if (next instanceof ProviderError) throw next
        return next
      },
    },
    deps: {
      signal: new AbortController().signal,
      sleep: async (ms) => void waited.push(ms),
      spendRequest: async () => void (spent += 1),
      log: () => {},
    },
  }
  return { line, waited, spent: () => spent, left: () => rest.length }
}

const wish = { method: 'GET', url: 'https://envelopes.invalid/', isSafeToRepeat: true } as const

async function failureOf(call: Promise<unknown>): Promise<DestinationError> {
  const error = await call.catch((thrown: unknown) => thrown)
  if (error instanceof DestinationError) return error
  throw new Error('it did not fail as a destination does')
}

describe('an exchange', () => {
  test('gives the answer, and counts its request', async () => {
    const { line, spent } = lineOf([answer(200, '{"a":1}')])
    expect(await exchange(line, wish)).toEqual({ status: 200, body: { a: 1 } })
    expect(spent()).toBe(1)
  })

  test('is tried again with growing pauses where the other side is down, and then given up', async () => {
    const { line, waited, spent } = lineOf([answer(503, '{}'), lost(), answer(500, '{}'), answer(502, '{}')])
    expect((await failureOf(exchange(line, wish))).failure).toBe('down')
    expect(waited).toEqual([1_000, 4_000, 15_000])
    expect(spent()).toBe(4)
  })

  test('waits as long as it is told to, but not for an hour', async () => {
    const soon = lineOf([answer(429, '{}', { 'retry-after': '30' }), answer(200, '{}')])
    await exchange(soon.line, wish)
    expect(soon.waited).toEqual([30_000])
    const late = lineOf([answer(429, '{}', { 'retry-after': '3600' })])
    const failure = await failureOf(exchange(late.line, wish))
    expect(failure).toMatchObject({ failure: 'rate-limited', retryAfterSeconds: 3_600 })
    expect(late.waited).toEqual([])
  })

  test('of a write that may have been done is not repeated blindly', async () => {
    for (const broken of [lost(), answer(502, '{}')]) {
      const { line, waited } = lineOf([broken, answer(200, '{}')])
      await expect(exchange(line, { ...wish, method: 'POST', isSafeToRepeat: false })).rejects.toThrow(UnknownOutcome)
      expect(waited).toEqual([])
    }
  })

  test('of a write that was turned away for its pace is repeated', async () => {
    const { line, left } = lineOf([answer(429, '{}'), answer(200, '{}')])
    await exchange(line, { ...wish, method: 'POST', isSafeToRepeat: false })
    expect(left()).toBe(0)
  })

  const failures: [what: string, status: number, body: string, failure: DestinationFailure][] = [
    ['a refused token', 401, '{}', 'sign-in'],
    ['a forbidden one', 403, '{}', 'sign-in'],
    ['a redirect', 302, '', 'settings'],
    ['a page instead of JSON', 200, '<html>', 'answer'],
  ]
  test.each(failures)('tells %s in words, without the token', async (_what, status, body, failure) => {
    const { line } = lineOf([answer(status, body)])
    const error = await failureOf(exchange(line, wish))
    expect(error.failure).toBe(failure)
    expect(error.message).toContain('Envelopes')
    expect(error.message).toContain('safe')
    expect(error.message).not.toContain(TOKEN)
  })

  test('that was stopped is not tried again', async () => {
    const stop = new AbortController()
    stop.abort()
    const { line, waited } = lineOf([lost()])
    const stopped = { ...line, deps: { ...line.deps, signal: stop.signal } }
    expect((await failureOf(exchange(stopped, wish))).failure).toBe('stopped')
    expect(waited).toEqual([])
  })
})

describe('an address', () => {
  test.each(['https://money.example', 'https://money.example:8443/firefly/', 'http://127.0.0.1:8080', 'http://[::1]:80'])(
    'is taken: %s',
    (text) => {
      expect(readAddress(` ${text} `).href.startsWith(text.replace(/:80$|\/$/, ''))).toBe(true)
    },
  )

  test.each(['http://money.example', 'ftp://money.example', 'money.example', '', 'https://me:secret-fake@money.example'])(
    'is refused: %s',
    (text) => {
      expect(() => readAddress(text)).toThrow(DestinationError)
    },
  )
})
