import { describe, expect, test } from 'vitest'
import { ProviderError } from '../contract/errors.ts'
import { createInProcessClient } from './in-process-client.ts'
import type { WebHandler } from './in-process-client.ts'
import type { HttpLimits } from './limits.ts'

const NEVER = new AbortController().signal

async function send(
  handler: WebHandler,
  limits: Partial<HttpLimits> = {},
  signal = NEVER,
  host = 'demo-bank.invalid',
) {
  const client = createInProcessClient({ hosts: { 'demo-bank.invalid': handler }, limits })
  try {
    const { status, body } = await client.send(
      { method: 'POST', url: `https://${host}/a/b`, body: '{"a":1}' },
      signal,
    )
    return `${status} ${Buffer.from(body).toString()}`
  } catch (error) {
    return error instanceof ProviderError ? `${error.kind}/${error.reason}` : String(error)
  }
}

const broken =
  (after: string): WebHandler =>
  async () => {
    const halves = new ReadableStream({
      start: (controller) => controller.enqueue(Buffer.from(after)),
      pull: (controller) => controller.error(Object.assign(new Error('reset'), { code: 'ECONNRESET' })),
    })
    return new Response(halves)
  }

describe('the way to demo banks inside the process', () => {
  test('hands the request over and the answer back', async () => {
    const echo: WebHandler = async (request) =>
      new Response(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`, {
        status: 201,
      })
    expect(await send(echo)).toBe('201 POST /a/b {"a":1}')
    expect(await send(async () => new Response(null, { status: 204 }))).toBe('204 ')
  })

  test('reaches no other host', async () => {
    expect(await send(async () => new Response('x'), {}, NEVER, 'sandbox.plaid.com')).toBe('broken/protocol')
  })

  test('fails as the real client does: broken connection, silence, size', async () => {
    expect(await send(broken('half'))).toBe('retryLater/network')
    const silent: WebHandler = () => new Promise(() => undefined)
    expect(await send(silent, { totalTimeoutMs: 30 })).toBe('retryLater/timeout')
    expect(await send(async () => new Response('x'.repeat(50)), { bodyBytesMax: 49 })).toBe('broken/limit')
    const reset: WebHandler = async () => {
      throw Object.assign(new Error('reset'), { code: 'ECONNRESET' })
    }
    expect(await send(reset)).toBe('retryLater/network')
  })

  test('a mistake in the handler is not taken for a network failure', async () => {
    const mistaken: WebHandler = async () => {
      throw new TypeError('undefined is not a function')
    }
    expect(await send(mistaken)).toBe('broken/protocol')
  })

  test('an abort ends the wait and prevents calls', async () => {
    const stop = new AbortController()
    const pending = send(() => new Promise(() => undefined), {}, stop.signal)
    stop.abort()
    expect(await pending).toBe('retryLater/network')
    let calls = 0
    await send(async () => new Response(String((calls += 1))), {}, stop.signal)
    expect(calls).toBe(0)
  })
})
