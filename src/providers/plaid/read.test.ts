import { describe, expect, test } from 'vitest'
import { addDays } from '../../domain/calendar.ts'
import type { ReadRequest } from '../contract/adapter.ts'
import { asProviderError } from '../contract/errors.ts'
import { checkpoint } from '../contract/page.ts'
import type { Page } from '../contract/page.ts'
import { createInProcessClient } from '../http/in-process-client.ts'
import { day } from '../world/build.ts'
import { DEMO_HOST } from './config.ts'
import { plaidAdapter } from './index.ts'
import { openCheckpoint, sealCheckpoint, sealCredential } from './tokens.ts'
import { plaidConfig } from '../../../test/support/plaid-harness.ts'

const ASOF = day('2026-03-20')
const CREDENTIAL = sealCredential({ accessToken: 'access-sandbox-fake-1', connectionSourceId: 'conn-1' })

type Row = Record<string, unknown>

const row = (id: string, date: string, more: Row = {}): Row => ({
  transaction_id: id,
  account_id: 'acct-1',
  amount: 5,
  iso_currency_code: 'USD',
  date,
  pending: false,
  name: id,
  ...more,
})

const syncAnswer = (more: object = {}) => ({
  accounts: [],
  added: [],
  modified: [],
  removed: [],
  next_cursor: 'final',
  has_more: false,
  transactions_update_status: 'HISTORICAL_UPDATE_COMPLETE',
  ...more,
})

const refusal = (code: string) => ({
  error_type: 'X',
  error_code: code,
  error_message: '',
  display_message: null,
})
const standing = (error: object | null = null) => ({ item: { item_id: 'conn-1', error } })

type Script = { readonly sync: readonly object[]; readonly standing?: object }

/** Reads from a bank that answers by a script; gives pages, sent bodies, logs, and how it ended. */
async function readFrom(script: Script, request: Partial<ReadRequest> = {}) {
  const sent: Row[] = []
  const logs: string[] = []
  const answers = [...script.sync]
  const handler = async (asked: Request) => {
    const isSync = asked.url.endsWith('/transactions/sync')
    if (isSync) sent.push((await asked.json()) as Row)
    const body = isSync ? (answers.shift() ?? syncAnswer()) : (script.standing ?? standing())
    const isRefusal = 'error_code' in body
    return Response.json(body, { status: isRefusal ? 400 : 200 })
  }
  const session = {
    config: plaidConfig,
    http: createInProcessClient({ hosts: { [DEMO_HOST]: handler } }),
    signal: new AbortController().signal,
    log: (event: string, facts: object) => void logs.push(`${event} ${JSON.stringify(facts)}`),
    credential: CREDENTIAL,
    keepCredential: async () => {},
  }
  const pages: Page[] = []
  const asked = { cursor: null, asOf: ASOF, earliest: day('2026-01-01'), accountSourceIds: null, ...request }
  try {
    for await (const page of plaidAdapter.read(session, asked)) pages.push(page)
  } catch (error) {
    const { kind, reason } = asProviderError(error)
    return { pages, sent, logs, end: `${kind}/${reason}` }
  }
  return { pages, sent, logs, end: 'read' }
}

const ids = (pages: readonly Page[]) =>
  pages.flatMap(({ upserts }) => upserts.map(({ sourceId }) => sourceId))

describe('reading changes', () => {
  test('asks for the largest pages and the bank’s own text, then goes on by cursor', async () => {
    const first = syncAnswer({ added: [row('a', '2026-03-01')], next_cursor: 'page-2', has_more: true })
    const { sent, pages, end } = await readFrom({
      sync: [first, syncAnswer({ added: [row('b', '2026-03-02')] })],
    })
    expect([end, ids(pages), sent.map(({ cursor }) => cursor)]).toEqual([
      'read',
      ['a', 'b'],
      [undefined, 'page-2'],
    ])
    expect(sent[0]).toMatchObject({ count: 500, options: { include_original_description: true } })
  })

  test('only the last page carries a checkpoint, which holds the cursor and its connection', async () => {
    const first = syncAnswer({ next_cursor: 'page-2', has_more: true })
    const { pages } = await readFrom({ sync: [first, syncAnswer()] })
    expect(pages.map(({ checkpoint: mark }) => mark !== null)).toEqual([false, true])
    const mark = pages[1]?.checkpoint ?? checkpoint('none')
    expect(openCheckpoint(mark, 'conn-1')).toBe('final')
    expect(() => openCheckpoint(mark, 'conn-2')).toThrow('cursorLost')
    const { sent } = await readFrom({ sync: [] }, { cursor: mark })
    expect(sent[0]?.['cursor']).toBe('final')
  })

  test.each([
    ['an empty cursor', { next_cursor: '' }],
    ['the word NOT_READY', { transactions_update_status: 'NOT_READY', next_cursor: 'x' }],
  ])('%s means not ready, with and without a cursor, and is never a checkpoint', async (_name, more) => {
    for (const cursor of [null, sealCheckpoint('conn-1', 'old')]) {
      const { pages, end } = await readFrom({ sync: [syncAnswer(more)] }, { cursor })
      expect([pages.length, end]).toEqual([0, 'retryLater/not-ready'])
    }
  })

  test('movement between pages restarts the span', async () => {
    const first = syncAnswer({ next_cursor: 'page-2', has_more: true })
    const moved = refusal('TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION')
    const { pages, end } = await readFrom({ sync: [first, moved] })
    expect([end, pages.some(({ checkpoint: mark }) => mark !== null)]).toEqual([
      'restartSpan/moved-while-paging',
      false,
    ])
  })

  test('a refused page token restarts the span; a refused stored cursor is lost', async () => {
    const first = syncAnswer({ next_cursor: 'page-2', has_more: true })
    const stored = { cursor: sealCheckpoint('conn-1', 'old') }
    expect((await readFrom({ sync: [first, refusal('INVALID_FIELD')] })).end).toBe(
      'restartSpan/page-token-expired',
    )
    expect((await readFrom({ sync: [refusal('INVALID_FIELD')] }, stored)).end).toBe(
      'cursorLost/cursor-refused',
    )
    const moved = refusal('TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION')
    expect((await readFrom({ sync: [moved] }, stored)).end).toBe('cursorLost/cursor-refused')
    expect((await readFrom({ sync: [refusal('INVALID_FIELD')] })).end).toBe('broken/protocol')
  })

  test('a bank that promises more without moving on is broken', async () => {
    const stuck = syncAnswer({ next_cursor: 'same', has_more: true })
    expect((await readFrom({ sync: [stuck, stuck] })).end).toBe('broken/protocol')
  })

  test('a bank that never ends is stopped by name', async () => {
    const endless = Array.from({ length: 250 }, (_, at) =>
      syncAnswer({ next_cursor: `page-${at}`, has_more: true }),
    )
    const { end, sent } = await readFrom({ sync: endless })
    expect([end, sent.length]).toEqual(['broken/limit', 200])
  })

  test('an answer of another shape breaks the read, a row of another shape only itself', async () => {
    expect((await readFrom({ sync: [syncAnswer({ added: 'none' })] })).end).toBe('broken/schema')
    const odd = syncAnswer({
      added: [row('a', '2026-03-01'), { hello: 1 }, 'text'],
      removed: [{ account_id: 'acct-1' }],
    })
    const { pages, end } = await readFrom({ sync: [odd] })
    expect([end, ids(pages), pages[0]?.rejected.length]).toEqual(['read', ['a'], 3])
  })
})

describe('what was asked for', () => {
  const rows = syncAnswer({
    added: [
      row('old', '2025-12-31'),
      row('new', '2026-01-01'),
      row('other', '2026-02-01', { account_id: 'acct-2' }),
    ],
    modified: [row('known', '2025-12-30')],
    removed: [{ transaction_id: 'x', account_id: 'acct-2' }],
  })

  test('rows of other days and accounts are counted as ignored; changed ones pass', async () => {
    const { pages } = await readFrom({ sync: [rows] }, { accountSourceIds: ['acct-1'] })
    expect(ids(pages)).toEqual(['new', 'known'])
    expect(pages[0]?.removals).toEqual([])
    expect(pages[0]?.ignored).toEqual([
      { reason: 'before the first day asked for', count: 1 },
      { reason: 'in an account that is not imported', count: 1 },
      { reason: 'removal in an account that is not imported', count: 1 },
    ])
  })

  test('a posted row that replaces a pending one passes whatever its day', async () => {
    const { pages } = await readFrom({
      sync: [syncAnswer({ added: [row('p', '2025-12-31', { pending_transaction_id: 'q' })] })],
    })
    expect(ids(pages)).toEqual(['p'])
  })
})

describe('coverage', () => {
  const whole = syncAnswer({
    added: [row('a', '2026-02-03'), row('b', '2026-03-01'), row('c', '2026-03-02', { account_id: 'acct-2' })],
  })
  const claims = async (script: Script, request: Partial<ReadRequest> = {}) =>
    (await readFrom(script, request)).pages.flatMap(({ coverage }) =>
      coverage.map(({ accountSourceId, range }) => `${accountSourceId} ${range.from}..${range.to}`),
    )

  test('of a whole history read from nothing reaches from each account’s oldest row to today', async () => {
    expect(await claims({ sync: [whole] })).toEqual([
      'acct-1 2026-02-03..2026-03-20',
      'acct-2 2026-03-02..2026-03-20',
    ])
    expect(await claims({ sync: [whole] }, { earliest: day('2026-02-20') })).toEqual([
      'acct-1 2026-03-01..2026-03-20',
      'acct-2 2026-03-02..2026-03-20',
    ])
  })

  test('is not claimed from a cursor, nor while history is still coming, on any page', async () => {
    expect(await claims({ sync: [whole] }, { cursor: sealCheckpoint('conn-1', 'old') })).toEqual([])
    for (const status of [
      'INITIAL_UPDATE_COMPLETE',
      'TRANSACTIONS_UPDATE_STATUS_UNKNOWN',
      'A_STATUS_OF_NEXT_YEAR',
    ]) {
      expect(await claims({ sync: [{ ...whole, transactions_update_status: status }] })).toEqual([])
    }
    const early = syncAnswer({
      next_cursor: '2',
      has_more: true,
      transactions_update_status: 'INITIAL_UPDATE_COMPLETE',
    })
    expect(await claims({ sync: [early, whole] })).toEqual([])
  })

  test('is not claimed for an account with an unreadable row, or of unknown account', async () => {
    const bad = { ...whole, added: [...whole.added, row('bad', 'never')] }
    expect(await claims({ sync: [bad] })).toEqual(['acct-2 2026-03-02..2026-03-20'])
    expect(await claims({ sync: [{ ...whole, added: [...whole.added, 'text'] }] })).toEqual([])
  })

  test('never reaches beyond today', async () => {
    const tomorrow = addDays(ASOF, 1)
    const { pages } = await readFrom({ sync: [syncAnswer({ added: [row('t', tomorrow)] })] })
    expect([ids(pages), pages[0]?.coverage]).toEqual([['t'], []])
  })
})

describe('the connection’s own standing', () => {
  test('is asked after the checkpoint: a lost sign-in is told, and what came is kept', async () => {
    const { pages, end } = await readFrom({
      sync: [syncAnswer()],
      standing: standing(refusal('ITEM_LOGIN_REQUIRED')),
    })
    expect([end, pages.at(-1)?.checkpoint === null]).toEqual(['needsUser/sign-in', false])
    expect((await readFrom({ sync: [syncAnswer()], standing: refusal('ITEM_NOT_FOUND') })).end).toBe(
      'gone/deleted-at-provider',
    )
  })

  test('fails no read where asking itself fails or the trouble passes by itself', async () => {
    const troubles = [refusal('INTERNAL_SERVER_ERROR'), standing(refusal('INSTITUTION_DOWN')), { hello: 1 }]
    for (const trouble of troubles) {
      const { end, logs } = await readFrom({ sync: [syncAnswer()], standing: trouble })
      expect([end, logs.length]).toEqual(['read', 1])
    }
  })
})

describe('accounts in the answers', () => {
  const account = (id: string, currency: string | null) => ({
    account_id: id,
    name: id,
    type: 'depository',
    balances: {
      current: 1,
      iso_currency_code: currency,
      unofficial_currency_code: currency === null ? 'BTC' : null,
    },
  })

  test('come once, with the checkpoint; unofficial currencies are logged, unreadable ones fail', async () => {
    const accounts = [account('acct-1', 'USD'), account('acct-coin', null), { account_id: 'acct-odd' }]
    const first = syncAnswer({ accounts, next_cursor: '2', has_more: true })
    const { pages, logs } = await readFrom({ sync: [first, syncAnswer({ accounts })] })
    expect(pages.map((page) => page.accounts.map(({ sourceId }) => sourceId))).toEqual([[], ['acct-1']])
    expect(
      pages.flatMap((page) => page.accountFailures.map(({ accountSourceId }) => accountSourceId)),
    ).toEqual(['acct-odd'])
    expect(logs[0]).toContain('BTC is not an official currency')
  })
})
