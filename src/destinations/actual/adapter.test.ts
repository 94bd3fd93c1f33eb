import fs from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { once } from 'node:events'
import { afterAll, describe, expect, test } from 'vitest'
import type { DestinationDeps } from '../contract.ts'
import { actualAdapter } from './adapter.ts'
import { failureOf } from './failures.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'actual-test-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const depsWith = (signal: AbortSignal): DestinationDeps => ({
  openHttp: () => {
    throw new TypeError('the client speaks to its server itself')
  },
  signal,
  sleep: async () => {},
  spendRequest: async () => {},
  folder: async () => folder,
  log: () => {},
})
const open = (address: string, signal = new AbortController().signal) =>
  actualAdapter.open({ address }, { password: 'fake-password' }, depsWith(signal))

describe('Actual Budget', { timeout: 120_000 }, () => {
  test('that is not there is told in words, and leaves nothing behind', async () => {
    const probe = createServer().listen(0, '127.0.0.1')
    await once(probe, 'listening')
    const { port } = probe.address() as AddressInfo
    probe.close()
    await expect(open(`http://127.0.0.1:${port}`)).rejects.toMatchObject({ failure: 'unreachable' })
    expect(fs.readdirSync(folder)).toEqual([])
  })

  test('that never answers is left when the push is stopped', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const stop = new AbortController()
    silent.once('request', () => stop.abort())
    await expect(open(`http://127.0.0.1:${port}`, stop.signal)).rejects.toMatchObject({ failure: 'stopped' })
    expect(fs.readdirSync(folder)).toEqual([])
    silent.closeAllConnections()
    silent.close()
  })

  test('is not spoken to in the open', async () => {
    await expect(open('http://actual.example')).rejects.toMatchObject({ failure: 'settings' })
  })
})

describe('a failure of the client', () => {
  test.each([
    ['invalid-password', 'sign-in'],
    ['network-failure', 'unreachable'],
    ['missing-key', 'settings'],
    ['out-of-sync-migrations', 'not-installed'],
    ['too-many-requests', 'rate-limited'],
    ['a word that nobody knows', 'answer'],
  ])('%s is told as %s', (code, failure) => {
    expect(failureOf(code, []).failure).toBe(failure)
  })

  test('of which budget names those there are', () => {
    expect(failureOf('which-budget', ['Home', 'Club']).message).toContain('You have: Home, Club.')
    expect(failureOf('which-budget', []).message).toContain('has no budget')
  })
})
