// What is in two accounts that are joined: equal rows, files on both sides, transfers between them, and earlier imports.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { CurrencyCode } from '../../src/domain/currency.ts'
import type { AccountId, BatchId, FileId, ReviewId, TransactionId } from '../../src/domain/ids.ts'
import { money } from '../../src/domain/money.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { stateHash } from '../../src/storage/state-hash.ts'
import type { Tx } from '../../src/storage/schema.ts'
import { commitFileImport, previewFileImport } from '../../src/sync/import-file.ts'
import { joinAccounts } from '../../src/sync/join-accounts.ts'
import { undoBatch } from '../../src/sync/undo-batch.ts'
import { account, world as buildWorld } from '../../src/providers/world/build.ts'
import { cloneDatabase } from '../support/database.ts'
import { makeHousehold, newId, openPools } from './household.ts'
import type { Household, Pools } from './household.ts'
import { fileRow } from '../support/file-rows.ts'

const START = '2026-03-01' as CalendarDate
const USD = 'USD' as CurrencyCode
type Row = readonly [day: number, description: string, minor: number]

let pools: Pools
let household: Household
let into: AccountId
let from: AccountId

beforeAll(async () => {
  pools = openPools(await cloneDatabase())
})
afterAll(() => pools.end())
beforeEach(async () => {
  const nothing = buildWorld({ key: 'none', startsOn: START, accounts: [account('none', 'USD')], happenings: [] })
  household = await makeHousehold(pools, nothing, { asOf: START })
  into = await makeAccount('Known')
  from = await makeAccount('New')
})

const see = <Value>(work: (tx: Tx) => Promise<Value>) => withTransaction(pools.appDb, household.token, work)
const hash = () => see((tx) => stateHash(tx, household.ownerId))

async function makeAccount(name: string): Promise<AccountId> {
  const id = newId() as AccountId
  await see((tx) => tx.insertInto('account').values({ ownerId: household.ownerId, id, name, kind: 'checking', currency: USD }).execute())
  return id
}

async function importRows(accountId: AccountId, rows: readonly Row[]): Promise<{ batchId: BatchId; added: number }> {
  const { ownerId, token, deps } = household
  const records = rows.map(([day, description, minor]) =>
    fileRow(addDays(START, day), money(BigInt(minor), USD), description),
  )
  const file = { ownerId, token, accountId, fileId: newId() as FileId, records, lines: records.map((_, at) => at + 2), rejected: [], ignored: [] }
  const { planHash } = await previewFileImport(deps, file)
  const { batchId, counts } = await commitFileImport(deps, file, planHash)
  return { batchId, added: counts.added }
}

/** As a sync asks it. */
async function ask(): Promise<ReviewId> {
  const id = newId() as ReviewId
  await see(async (tx) => {
    const newest = (accountId: AccountId) =>
      tx.selectFrom('transaction').select(['id', 'batchId']).where('accountId', '=', accountId).orderBy('onDate', 'desc').executeTakeFirstOrThrow()
    const [subject, candidate] = [await newest(from), await newest(into)]
    await tx
      .insertInto('review')
      .values({
        ownerId: household.ownerId,
        id,
        key: `which-account ${from}`,
        kind: 'which-account',
        batchId: subject.batchId,
        subjectTransactionId: subject.id,
        candidateTransactionIds: [candidate.id],
        evidence: '{"why": "asked"}',
        subjectAccountId: from,
        candidateAccountIds: [into],
      })
      .execute()
  })
  return id
}

async function join(): Promise<BatchId> {
  const { ownerId, token, deps } = household
  const joined = await joinAccounts({ ...deps, db: pools.appDb }, { ownerId, token, from, into, reviewId: await ask() })
  if (joined.kind !== 'decided') throw new Error(`not joined: ${joined.kind}`)
  return joined.batchId
}

const undo = (batchId: BatchId) =>
  undoBatch({ db: pools.appDb, now: household.deps.now, newId }, { ownerId: household.ownerId, token: household.token, batchId })

const shown = (accountId: AccountId) =>
  see(async (tx) => {
    const rows = await tx
      .selectFrom('transaction')
      .select(['onDate', 'description', 'amountMinor'])
      .where('accountId', '=', accountId)
      .where('isRemoved', '=', false)
      .orderBy('onDate')
      .orderBy('description')
      .execute()
    return rows.map(({ onDate, description, amountMinor }) => `${onDate} ${description} ${amountMinor}`)
  })

const idOf = (accountId: AccountId, description: string): Promise<TransactionId> =>
  see(async (tx) => {
    const row = await tx.selectFrom('transaction').select('id').where('accountId', '=', accountId).where('description', '=', description).executeTakeFirstOrThrow()
    return row.id
  })

const COFFEES: readonly Row[] = [[1, 'COFFEE', -450], [1, 'COFFEE', -450], [3, 'BOOKS', -1_999]]

describe('equal rows', () => {
  test.each([
    [2, 2, 2],
    [1, 2, 2],
    [2, 1, 2],
    [3, 1, 3],
  ])('of %i in the one and %i in the other are %i', async (known, found, expected) => {
    const coffees = (count: number): readonly Row[] => Array.from({ length: count }, () => [1, 'COFFEE', -450] as const)
    await importRows(into, coffees(known))
    await importRows(from, coffees(found))
    await join()
    expect(await shown(into)).toHaveLength(expected)
    expect(await shown(from)).toEqual([])
  })
})

describe('files of both', () => {
  test('go on in one link, and neither file adds anything again', async () => {
    const more: readonly Row[] = [...COFFEES, [5, 'GYM', -3_000]]
    await importRows(into, COFFEES)
    await importRows(from, more)
    const batchId = await join()
    expect(await shown(into)).toHaveLength(4)
    expect((await importRows(into, more)).added).toBe(0)
    expect((await importRows(into, COFFEES)).added).toBe(0)
    expect(await shown(into)).toHaveLength(4)
    // Those files stand on rows of both sides.
    expect(await undo(batchId)).toMatchObject({ kind: 'built-on' })
  })

  test('are apart again after the undo, to the last row', async () => {
    await importRows(into, COFFEES)
    await importRows(from, [...COFFEES, [5, 'GYM', -3_000]])
    const reviewId = await ask()
    const before = await hash()
    const { ownerId, token, deps } = household
    const joined = await joinAccounts({ ...deps, db: pools.appDb }, { ownerId, token, from, into, reviewId })
    if (joined.kind !== 'decided') throw new Error('not joined')
    expect(await undo(joined.batchId)).toMatchObject({ kind: 'undone', parted: 3 })
    expect(await hash()).toBe(before)
    expect((await importRows(from, [...COFFEES, [5, 'GYM', -3_000]])).added).toBe(0)
    expect((await importRows(into, COFFEES)).added).toBe(0)
  })
})

describe('an earlier import', () => {
  test('is undone while they are joined: what both hold stays, the rest of it goes, and the accounts can part', async () => {
    await importRows(into, COFFEES)
    const { batchId } = await importRows(from, [[3, 'BOOKS', -1_999], [5, 'GYM', -3_000]])
    const joined = await join()
    expect(await undo(batchId)).toMatchObject({ kind: 'undone', removed: 1 })
    expect(await shown(into)).toEqual(['2026-03-02 COFFEE -450', '2026-03-02 COFFEE -450', '2026-03-04 BOOKS -1999'])
    expect(await undo(joined)).toMatchObject({ kind: 'undone' })
    expect(await shown(into)).toHaveLength(3)
    expect(await shown(from)).toEqual(['2026-03-04 BOOKS -1999'])
  })
})

describe('between the two', () => {
  test('a transfer ends with the joining and is linked again with its undo', async () => {
    await importRows(into, [[2, 'TRANSFER TO SAVINGS', -50_000], [4, 'BOOKS', -1_999]])
    await importRows(from, [[2, 'TRANSFER FROM CHECKING', 50_000], [6, 'GYM', -3_000]])
    const [outTransactionId, inTransactionId] = [await idOf(into, 'TRANSFER TO SAVINGS'), await idOf(from, 'TRANSFER FROM CHECKING')]
    await see(async (tx) => {
      await tx.deleteFrom('transfer').execute()
      await tx.deleteFrom('review').execute()
      const legs = { outTransactionId, inTransactionId, source: 'user' as const, state: 'linked' as const, evidence: '{}', batchId: null }
      await tx.insertInto('transfer').values({ ownerId: household.ownerId, id: newId() as never, ...legs, decidedAt: new Date() }).execute()
    })
    const states = () => see(async (tx) => (await tx.selectFrom('transfer').select('state').execute()).map(({ state }) => state))
    const batchId = await join()
    expect(await states()).toEqual(['ended'])
    expect(await shown(into)).toHaveLength(4)
    await undo(batchId)
    expect(await states()).toEqual(['linked'])
  })

  test('what was said of both in the same words is said once, and is said of both again after the undo', async () => {
    await importRows(into, COFFEES)
    await importRows(from, COFFEES)
    await see(async (tx) => {
      const { id: batchId } = await tx.selectFrom('importBatch').select('id').executeTakeFirstOrThrow()
      for (const [accountId, leftKey] of [[into, 'a'], [from, 'a'], [from, 'b']] as const) {
        const pair = { scope: 'names' as const, leftKey, rightKey: 'z', isSame: true, batchId }
        await tx.insertInto('constraintPair').values({ ownerId: household.ownerId, id: newId(), accountId, ...pair }).execute()
      }
    })
    const said = () =>
      see(async (tx) => {
        const { rows } = await sql<{ said: string }>`
          select a.name || ' ' || c.left_key as said from constraint_pair c join account a on a.id = c.account_id order by 1`.execute(tx)
        return rows.map((row) => row.said)
      })
    const batchId = await join()
    expect(await said()).toEqual(['Known a', 'Known b'])
    await undo(batchId)
    expect(await said()).toEqual(['Known a', 'New a', 'New b'])
  })
})

test('a pair that is not certain stays two rows and is asked about', async () => {
  await importRows(into, [[2, 'ZORBLAX WHOLESALE', -4_783]])
  await importRows(from, [[3, 'QUUXHALL CINEMA', -4_783]])
  const known = await idOf(into, 'ZORBLAX WHOLESALE')
  await see((tx) =>
    tx.insertInto('transactionIntent').values({ ownerId: household.ownerId, transactionId: known, decided: ['note'], note: 'mine' }).execute(),
  )
  await join()
  expect(await shown(into)).toHaveLength(2)
  const open = await see((tx) => tx.selectFrom('review').selectAll().where('state', '=', 'open').execute())
  for (const { subjectTransactionId, candidateTransactionIds } of open) {
    const ids = [subjectTransactionId, ...candidateTransactionIds]
    const there = await see((tx) => tx.selectFrom('transaction').select('id').where('id', 'in', ids).where('accountId', '=', into).execute())
    expect(there).toHaveLength(ids.length)
  }
  expect(open.map(({ kind }) => kind)).toEqual(['same-transaction'])
})
