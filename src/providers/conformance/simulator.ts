// The reference adapter: a provider that serves Worlds without a network, in the ways real ones differ. It
// shows what a good adapter looks like and proves the kit; it is used by tests only.
import type { JsonValue } from '../../domain/source-record.ts'
import type { Adapter } from '../contract/adapter.ts'
import { ProviderError } from '../contract/errors.ts'
import type { Manifest } from '../contract/manifest.ts'
import { createInProcessClient } from '../http/in-process-client.ts'
import type { Harness, Spoil, Spoiler } from './harness.ts'
import { simulatorGoldens } from './simulator/goldens.ts'
import type { Dialect } from './simulator/bank.ts'
import { askConnected, askOpenly } from './simulator/call.ts'
import type { SimulatorConfig } from './simulator/call.ts'
import { beginLink, completeLink, searchInstitutions, unlink } from './simulator/link.ts'
import { readAccounts, readChanges, readWindows, RESTATES_DAYS } from './simulator/read.ts'
import { openSimulatorBank, SIMULATOR_HOST, SIMULATOR_KEY } from './simulator/server.ts'
import * as z from 'zod'

/** The ways of real providers, two by two. */
export const DIALECTS = {
  'changes, linked': { reads: 'changes', pending: 'linked', sourceIds: 'stable', repair: 'in-place' },
  'changes, same id': { reads: 'changes', pending: 'same-id', sourceIds: 'stable', repair: 'in-place' },
  'window, unlinked': { reads: 'window', pending: 'unlinked', sourceIds: 'stable', repair: 'in-place' },
  'window, ids sometimes absent': {
    reads: 'window',
    pending: 'unlinked',
    sourceIds: 'sometimes-absent',
    repair: 'in-place',
  },
  'window, reissued on reconnect': {
    reads: 'window',
    pending: 'linked',
    sourceIds: 'reissued-on-reconnect',
    repair: 'new-link',
  },
} as const satisfies Record<string, Dialect>

export type DialectName = keyof typeof DIALECTS

const manifestOf = (dialect: Dialect): Manifest => ({
  id: 'simulator',
  title: 'Simulator',
  homepage: 'https://bank.simulator.invalid/',
  spec: null,
  countries: ['DE', 'GB', 'US'],
  hosts: { test: [SIMULATOR_HOST] },
  capabilities: {
    link: 'redirect',
    ...dialect,
    pendingDays: 7,
    historyDays: 730,
    restatesDays: RESTATES_DAYS,
    refresh: 'none',
    push: 'none',
    balances: 'booked',
    consent: 'open-ended',
    pace: { perConnectionPerMinute: 60, perOperatorPerMinute: 600 },
  },
})

export function simulatorAdapter(dialect: Dialect): Adapter<SimulatorConfig> {
  return {
    manifest: manifestOf(dialect),
    parseConfig: ({ key }) => {
      if (key === undefined || key === '') {
        throw new ProviderError('needsOperator', 'bad-config', { internal: 'the setting "key" is missing' })
      }
      return { host: SIMULATOR_HOST, key }
    },
    check: async (session) => {
      await askOpenly(session)('/banks', {}, z.object({ banks: z.array(z.unknown()) }))
    },
    searchInstitutions,
    beginLink,
    completeLink,
    listAccounts: (session) => readAccounts(askConnected(session)),
    read: dialect.reads === 'changes' ? readChanges : readWindows,
    unlink,
  }
}

/** The simulator, ready for the kit. */
export function simulatorHarness(name: DialectName): Harness<SimulatorConfig> {
  const dialect: Dialect = DIALECTS[name]
  return {
    name: `simulator (${name})`,
    adapter: simulatorAdapter(dialect),
    open: async (world, options) => {
      const bank = openSimulatorBank(world, dialect, options)
      return {
        config: { host: SIMULATOR_HOST, key: SIMULATOR_KEY },
        credential: bank.credential(),
        http: createInProcessClient({ hosts: { [SIMULATOR_HOST]: bank.handler } }),
        setAsOf: bank.setAsOf,
        setFaults: bank.setFaults,
        reconnect: async () => bank.reconnect(),
        person: async (prompt, does) => {
          bank.finishLink(prompt.pending, does === 'finishes' ? 'done' : 'left')
          return { returnedState: null, params: {} }
        },
        expireCredential: bank.expireCredential,
        secrets: [SIMULATOR_KEY, bank.credential()],
        close: async () => {},
      }
    },
    transactionsPath: dialect.reads === 'changes' ? '/changes' : '/window',
    pageTokenIn: (body) => {
      const next = isObject(body) ? body['next'] : null
      return typeof next === 'string' ? next : null
    },
    spoilers: SPOILERS,
    goldens: simulatorGoldens,
    volatileHeaders: [],
    skips: skipsOf(dialect),
  }
}

function skipsOf({ reads }: Dialect): Readonly<Record<string, string>> {
  if (reads === 'window') return {}
  const reason = 'one stream carries all accounts, so an account can’t fail alone'
  return { E4: reason, 'one-account-fails': reason }
}

type JsonObject = { readonly [key: string]: JsonValue }

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Changes the first row of an answer that has rows. */
const firstRow =
  (change: (row: JsonObject) => JsonObject): Spoiler =>
  (body) => {
    if (!isObject(body) || !Array.isArray(body['rows'])) return body
    const [first, ...rest]: readonly JsonValue[] = body['rows']
    return first === undefined || !isObject(first) ? body : { ...body, rows: [change(first), ...rest] }
  }

const SPOILERS: Readonly<Record<Spoil, Spoiler>> = {
  'without-amount': firstRow(({ amount: _, ...row }) => row),
  'without-currency': firstRow(({ currency: _, ...row }) => row),
  'without-date': firstRow((row) => ({ ...row, booked: null, done: null })),
  'extra-fields': firstRow((row) => ({ ...row, mood: 'sunny', nested: { depth: [1, 2] } })),
  'unknown-status': firstRow((row) => ({ ...row, status: 'dreamt' })),
  'unknown-sign': firstRow((row) => ({ ...row, direction: 'sideways' })),
  'always-more': (body) =>
    isObject(body) && 'next' in body && body['next'] === null
      ? { ...body, next: 'token:0:0:0', ...('mark' in body ? { mark: null } : {}) }
      : body,
}
