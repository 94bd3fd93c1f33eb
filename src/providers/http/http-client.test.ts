import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import type { HttpResponse } from '../contract/http.ts'
import { ProviderError } from '../contract/errors.ts'
import { createHttpClient } from './http-client.ts'
import { readJson } from './json-body.ts'
import type { HttpLimits } from './limits.ts'

type Behaviour = (socket: Socket) => void

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** A TCP server that lets each test write the exact bytes of an answer. */
async function bank(behave: Behaviour): Promise<{ host: string; requests: () => number }> {
  const sockets = new Set<Socket>()
  let requests = 0
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => sockets.delete(socket))
    socket.once('data', () => {
      requests += 1
      behave(socket)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  return { host: `127.0.0.1:${address.port}`, requests: () => requests }
}

async function send(host: string, limits: Partial<HttpLimits> = {}, signal = new AbortController().signal) {
  const client = createHttpClient({ allowedHosts: [host], allowsLoopbackHttp: true, limits })
  closers.push(client.close)
  return client.send(
    { method: 'POST', url: `http://${host}/transactions/sync?token=canary-7f3a`, body: '{}' },
    signal,
  )
}

async function failure(work: Promise<HttpResponse>): Promise<ProviderError> {
  try {
    await work
  } catch (error) {
    if (error instanceof ProviderError) return error
    throw error
  }
  throw new Error('it was expected to fail')
}

const BODY = JSON.stringify({ added: [], note: 'x'.repeat(200) })
const head = (body: string | Uint8Array, extra = '') =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n${extra}\r\n`

describe('the client for providers', () => {
  test('gives status, lower-case headers and the whole body of any answer', async () => {
    const { host } = await bank((socket) =>
      socket.end(`HTTP/1.1 404 Nope\r\nX-Case: A\r\nContent-Length: 2\r\n\r\nhi`),
    )
    const answer = await send(host)
    expect([answer.status, answer.headers['x-case'], Buffer.from(answer.body).toString()]).toEqual([
      404,
      'A',
      'hi',
    ])
  })

  test('a connection that breaks at any byte is a network failure, never a short answer', async () => {
    const whole = head(BODY) + BODY
    const cuts = [
      0,
      1,
      9,
      15,
      40,
      head(BODY).length - 1,
      head(BODY).length,
      head(BODY).length + 1,
      whole.length - 1,
    ]
    for (const cut of cuts) {
      const { host } = await bank((socket) => {
        socket.write(whole.slice(0, cut), () => socket.resetAndDestroy())
      })
      const error = await failure(send(host))
      expect([cut, error.kind, error.reason]).toEqual([cut, 'retryLater', 'network'])
    }
  })

  test('a body that ends politely but early is a network failure', async () => {
    const { host } = await bank((socket) => socket.end(head(BODY) + BODY.slice(0, 50)))
    expect((await failure(send(host))).reason).toBe('network')
  })

  test('a chunked body without its end mark is a network failure', async () => {
    const { host } = await bank((socket) => {
      socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n')
    })
    expect((await failure(send(host))).reason).toBe('network')
  })

  test('a body that drips without an end is a timeout', async () => {
    const { host } = await bank((socket) => {
      socket.write(head(BODY))
      const drip = setInterval(() => socket.write('x'), 20)
      socket.on('close', () => clearInterval(drip))
    })
    const error = await failure(send(host, { totalTimeoutMs: 150 }))
    expect([error.kind, error.reason]).toEqual(['retryLater', 'timeout'])
  })

  test('no answer at all is a timeout', async () => {
    const { host } = await bank(() => undefined)
    expect((await failure(send(host, { totalTimeoutMs: 100 }))).reason).toBe('timeout')
  })

  test('a body over the limit is refused, declared or not', async () => {
    const bodyBytesMax = 1_000
    const declared = await bank((socket) => socket.end(head('x'.repeat(1_001)) + 'x'.repeat(1_001)))
    const silent = await bank((socket) =>
      socket.end(`HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${'x'.repeat(5_000)}`),
    )
    for (const { host } of [declared, silent]) {
      const error = await failure(send(host, { bodyBytesMax }))
      expect([error.kind, error.reason]).toEqual(['broken', 'limit'])
    }
  })

  test('a packed body is unpacked', async () => {
    const packed = gzipSync(BODY)
    const { host } = await bank((socket) => {
      socket.write(head(packed, 'Content-Encoding: gzip\r\n'))
      socket.end(packed)
    })
    expect(Buffer.from((await send(host)).body).toString()).toBe(BODY)
  })

  test('a small packed body that unpacks beyond the limit is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(30 * 1024 * 1024))
    expect(bomb.length).toBeLessThan(64 * 1024)
    const { host } = await bank((socket) => {
      socket.write(head(bomb, 'Content-Encoding: gzip\r\n'))
      socket.end(bomb)
    })
    const error = await failure(send(host))
    expect([error.kind, error.reason]).toEqual(['broken', 'limit'])
  })

  test('a packed body that lost its end is a network failure; one that is damaged is broken', async () => {
    const packed = gzipSync(BODY)
    const short = packed.subarray(0, packed.length - 12)
    const damaged = Buffer.from(packed).fill(0x55, 12, 20)
    const answers: [Buffer, string][] = [
      [short, 'network'],
      [damaged, 'protocol'],
    ]
    for (const [bytes, reason] of answers) {
      const { host } = await bank((socket) => {
        socket.write(head(bytes, 'Content-Encoding: gzip\r\n'))
        socket.end(bytes)
      })
      expect((await failure(send(host))).reason).toBe(reason)
    }
  })

  test('an encoding nobody asked for and an answer that is not HTTP are broken, not retried', async () => {
    const brotli = await bank((socket) => socket.end(head(BODY, 'Content-Encoding: br\r\n') + BODY))
    const noise = await bank((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'))
    for (const { host } of [brotli, noise]) {
      const error = await failure(send(host))
      expect([error.kind, error.reason]).toEqual(['broken', 'protocol'])
    }
  })

  test('a redirect is handed back and not followed', async () => {
    const target = await bank((socket) => socket.end(head(BODY) + BODY))
    const { host } = await bank((socket) => {
      socket.end(`HTTP/1.1 302 Found\r\nLocation: http://${target.host}/\r\nContent-Length: 0\r\n\r\n`)
    })
    expect((await send(host)).status).toBe(302)
    expect(target.requests()).toBe(0)
  })

  test('unlisted hosts, plain http elsewhere, user names, non-URLs are refused unasked', async () => {
    const { host, requests } = await bank((socket) => socket.end(head(BODY) + BODY))
    const client = createHttpClient({ allowedHosts: [host, 'bank.test'], allowsLoopbackHttp: true })
    const strict = createHttpClient({ allowedHosts: [host] })
    closers.push(client.close, strict.close)
    const { signal } = new AbortController()
    const refusals = [
      client.send({ method: 'GET', url: 'https://elsewhere.test/' }, signal),
      client.send({ method: 'GET', url: 'http://bank.test/' }, signal),
      client.send({ method: 'GET', url: `http://user@${host}/` }, signal),
      client.send({ method: 'GET', url: 'not a url' }, signal),
      client.send({ method: 'GET', url: 'https://bank.test:8443/' }, signal),
      strict.send({ method: 'GET', url: `http://${host}/` }, signal),
    ]
    for (const refusal of refusals) expect((await failure(refusal)).reason).toBe('protocol')
    expect(requests()).toBe(0)
  })

  test('an abort ends the exchange within a second, and an aborted run makes no call', async () => {
    const { host, requests } = await bank(() => undefined)
    const stop = new AbortController()
    const startedAtMs = performance.now()
    setTimeout(() => stop.abort(), 50)
    expect((await failure(send(host, {}, stop.signal))).kind).toBe('retryLater')
    expect(performance.now() - startedAtMs).toBeLessThan(1_000)
    await failure(send(host, {}, stop.signal))
    expect(requests()).toBe(1)
  })

  test('nothing listening and an unknown name are network failures', async () => {
    const { host } = await bank(() => undefined)
    await closers.pop()?.()
    expect((await failure(send(host))).reason).toBe('network')
  })

  test('errors hold neither path nor query', async () => {
    const { host } = await bank((socket) => socket.resetAndDestroy())
    const error = await failure(send(host))
    expect(JSON.stringify(error.facts) + String(error)).not.toContain('canary-7f3a')
  })
})

describe('reading an answer as JSON', () => {
  const answer = (body: string | Uint8Array, type: string): HttpResponse => ({
    status: 200,
    headers: { 'content-type': type },
    body: Buffer.from(body),
  })

  test('takes JSON types only', () => {
    expect(readJson(answer('{"a":1}', 'application/json; charset=utf-8'))).toEqual({
      ok: true,
      value: { a: 1 },
    })
    expect(readJson(answer('{"a":1}', 'application/problem+json')).ok).toBe(true)
    expect(readJson(answer('{"a":1}', 'text/plain')).ok).toBe(false)
    expect(readJson(answer('<html>', 'text/html')).ok).toBe(false)
  })

  test('refuses broken UTF-8, broken JSON and nesting that could overflow a stack', () => {
    expect(readJson(answer(Buffer.from([0x22, 0xff, 0x22]), 'application/json')).ok).toBe(false)
    expect(readJson(answer('{"a":', 'application/json')).ok).toBe(false)
    expect(readJson(answer('['.repeat(100_000) + ']'.repeat(100_000), 'application/json')).ok).toBe(false)
  })
})
