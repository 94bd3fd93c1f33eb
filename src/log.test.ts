import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createLog, scrub, Secret } from './log.ts'

describe('a secret', () => {
  const secret = new Secret('swordfish-fake')

  test('shows itself only when revealed', () => {
    expect(secret.reveal()).toBe('swordfish-fake')
    expect([JSON.stringify({ secret }), inspect({ secret }), String(secret)].join()).not.toContain('sword')
  })
})

describe('the log', () => {
  const written = (write: (log: ReturnType<typeof createLog>) => void): string => {
    const lines: string[] = []
    write(createLog('debug', (line) => lines.push(line)))
    return lines.join('')
  }

  test.each([
    ['access-sandbox-fake-0000-1111', 'a provider token'],
    ['eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl', 'a signed token'],
    ['Bearer abc-fake', 'a bearer header'],
    ['postgres://joe:hunter2-fake@db/x', 'a password in an address'],
    ['DE89 3704 0044 0532 0130 00', 'an IBAN'],
    ['4111 1111 1111 1111', 'a card number'],
    ['Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmFy', 'a long random text'],
  ])('never holds %s (%s)', (text) => {
    const line = written((log) => log.info({ note: `before ${text} after` }, `again ${text}`))
    expect(line).not.toContain(text)
    expect(line).toContain('before')
    expect(() => JSON.parse(line)).not.toThrow()
  })

  test('hides secrets inside errors and their causes', () => {
    const line = written((log) =>
      log.error({ err: new Error('token access-production-fake-123456 refused') }, 'failed'),
    )
    expect(line).not.toContain('fake-123456')
  })

  test('keeps our own ids and times, which people search for', () => {
    const id = 'run_0192f0c47a3b7c10b1d2e3f405162738'
    expect(scrub(`${id} at 2026-11-24T05:36:47.000Z`)).toBe(`${id} at 2026-11-24T05:36:47.000Z`)
  })
})
