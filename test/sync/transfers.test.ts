// Transfers between own accounts through the real commit: linked once, asked where unsure, ended with their sides.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { TransactionId } from '../../src/domain/ids.ts'
import { account, cancelled, posted, world } from '../../src/providers/world/build.ts'
import type { Happening } from '../../src/providers/world/world.ts'
import { withTransaction } from '../../src/storage/database.ts'
import type { Tx } from '../../src/storage/schema.ts'
import { decideTransfer } from '../../src/storage/transfers-decide.ts'
import { decideRows } from '../../src/sync/decide-rows.ts'
import { undoBatch } from '../../src/sync/undo-batch.ts'
import { cloneDatabase } from '../support/database.ts'
import { makeHousehold, newId, openPools } from './household.ts'
import type { Household, Pools } from './household.ts'

const FIRST = '2026-03-06' as CalendarDate
const SECOND = '2026-03-16' as CalendarDate
const checking = account('checking', 'USD', { openingMinor: 500_000n })
const savings = account('savings', 'USD', { kind: 'savings' })
const TRANSFER = { description: 'TRANSFER' }

let pools: Pools
beforeAll(async () => {
  pools = openPools(await cloneDatabase())
})
afterAll(() => pools.end())

const connect = (happenings: readonly Happening[], asOf = SECOND): Promise<Household> => {
  const bank = world({ key: 'transfers', startsOn: '2026-03-01', accounts: [checking, savings], happenings })
  return makeHousehold(pools, bank, { asOf })
}

const see = <Value>(household: Household, work: (tx: Tx) => Promise<Value>) =>
  withTransaction(pools.appDb, household.token, work)

type Row = { readonly state: string; readonly source: string; readonly out: bigint; readonly arrived: bigint }

const transfers = (household: Household): Promise<readonly Row[]> =>
  see(household, (tx) =>
    tx
      .selectFrom('transfer as x')
      .innerJoin('transaction as o', (join) => join.onRef('o.ownerId', '=', 'x.ownerId').onRef('o.id', '=', 'x.outTransactionId'))
      .innerJoin('transaction as i', (join) => join.onRef('i.ownerId', '=', 'x.ownerId').onRef('i.id', '=', 'x.inTransactionId'))
      .select(['x.state', 'x.source', 'o.amountMinor as out', 'i.amountMinor as arrived'])
      .orderBy('o.amountMinor')
      .execute(),
  )

const questions = (household: Household) =>
  see(household, (tx) => tx.selectFrom('review').select(['kind', 'state']).where('kind', '=', 'transfer').execute())

const legsOf = async (household: Household): Promise<{ readonly outId: TransactionId; readonly inId: TransactionId }> =>
  see(household, async (tx) => {
    const rows = await tx.selectFrom('transaction').select(['id', 'amountMinor']).execute()
    const [out, arrival] = [rows.find(({ amountMinor }) => amountMinor < 0n), rows.find(({ amountMinor }) => amountMinor > 0n)]
    if (out === undefined || arrival === undefined) throw new Error('a leg is missing')
    return { outId: out.id, inId: arrival.id }
  })

const decide = (household: Household, legs: { outId: TransactionId; inId: TransactionId }, isTransfer: boolean) =>
  see(household, (tx) => decideTransfer(tx, household.ownerId, { ...legs, isTransfer }, { newId, at: new Date() }))

const lastBatch = (household: Household) =>
  see(household, (tx) =>
    tx.selectFrom('importBatch').select('id').orderBy('lastPosition', 'desc').executeTakeFirstOrThrow(),
  )

const forgetCursor = (household: Household) =>
  see(household, (tx) =>
    tx.updateTable('connection').set({ cursor: null, isCursorLost: true }).where('id', '=', household.connectionId).execute(),
  )

const LINKED = { state: 'linked', source: 'auto', out: -25_000n, arrived: 25_000n }
const sent = posted('2026-03-05', checking, 'out', '-250.00', TRANSFER)
const arrived = posted('2026-03-09', savings, 'in', '250.00', TRANSFER)

describe('two legs of own accounts', () => {
  test('are linked when both come in one sync, and stay two rows', async () => {
    const household = await connect([sent, arrived])
    await household.sync()
    expect(await transfers(household)).toEqual([LINKED])
    expect(await household.ledger()).toHaveLength(2)
    await household.sync()
    expect(await transfers(household)).toEqual([LINKED])
  })

  test('are linked when the second comes in a later sync', async () => {
    const household = await connect([sent, arrived], FIRST)
    await household.sync()
    expect(await transfers(household)).toEqual([])
    household.setDay(SECOND)
    await household.sync()
    expect(await transfers(household)).toEqual([LINKED])
  })

  test('that could be others by chance are asked about once', async () => {
    const household = await connect([
      posted('2026-03-05', checking, 'out', '-251.37', { description: '0001' }),
      posted('2026-03-05', savings, 'in', '251.37', { description: '0002' }),
    ])
    await household.sync()
    await household.sync()
    expect(await transfers(household)).toEqual([])
    expect(await questions(household)).toEqual([{ kind: 'transfer', state: 'open' }])
    const legs = await legsOf(household)
    expect(await decide(household, legs, true)).toMatchObject({ kind: 'decided' })
    expect(await transfers(household)).toMatchObject([{ state: 'linked', source: 'user' }])
    expect(await questions(household)).toEqual([{ kind: 'transfer', state: 'answered' }])
  })

  test('end being a transfer when the bank takes one back', async () => {
    const household = await connect([sent, posted('2026-03-05', savings, 'in', '250.00', TRANSFER), cancelled('2026-03-10', savings, 'in')], FIRST)
    await household.sync()
    expect(await transfers(household)).toEqual([LINKED])
    household.setDay(SECOND)
    await household.sync()
    expect(await transfers(household)).toEqual([{ ...LINKED, state: 'ended' }])
    const { id: batchId } = await lastBatch(household)
    const undone = await undoBatch({ ...household.deps, db: pools.appDb }, { ...household, batchId })
    expect(undone.kind).toBe('undone')
    expect(await transfers(household)).toEqual([LINKED])
  })

  test('end being a transfer when the bank corrects the sum of one', async () => {
    const household = await connect(
      [sent, posted('2026-03-05', savings, 'in', '250.00', TRANSFER), posted('2026-03-10', savings, 'in', '99.00', { ...TRANSFER, postedOn: '2026-03-05' })],
      FIRST,
    )
    await household.sync()
    expect(await transfers(household)).toEqual([LINKED])
    household.setDay(SECOND)
    await household.sync()
    expect(await transfers(household)).toMatchObject([{ state: 'ended' }])
  })

  test('that the person parted stay apart, and that they linked stay linked', async () => {
    const household = await connect([sent, arrived])
    await household.sync()
    const legs = await legsOf(household)
    expect(await decide(household, legs, false)).toMatchObject({ kind: 'decided' })
    await forgetCursor(household)
    await household.sync()
    expect(await transfers(household)).toEqual([{ ...LINKED, state: 'refused', source: 'user' }])
    await decide(household, legs, true)
    await household.sync()
    expect(await transfers(household)).toEqual([{ ...LINKED, source: 'user' }])
  })

  test('are linked no more after the undo of the sync that linked them, and again after the next', async () => {
    const household = await connect([sent, arrived], FIRST)
    await household.sync()
    household.setDay(SECOND)
    await household.sync()
    const { id: batchId } = await lastBatch(household)
    const undone = await undoBatch({ ...household.deps, db: pools.appDb }, { ...household, batchId })
    expect(undone.kind).toBe('undone')
    expect(await transfers(household)).toEqual([])
    await household.sync()
    expect(await transfers(household)).toEqual([LINKED])
  })
})

describe('the answer to a question about a transfer', () => {
  const unsure = [
    posted('2026-03-05', checking, 'out', '-251.37', { description: '0001' }),
    posted('2026-03-05', savings, 'in', '251.37', { description: '0002' }),
  ]

  test('ties or parts the two, merges nothing, and is taken back by its undo', async () => {
    const answers = [
      ['same', 'linked'],
      ['different', 'refused'],
    ] as const
    for (const [kind, state] of answers) {
      const household = await connect(unsure)
      await household.sync()
      const { outId: one, inId: other } = await legsOf(household)
      const { id: reviewId } = await see(household, (tx) => tx.selectFrom('review').select('id').executeTakeFirstOrThrow())
      const deps = { ...household.deps, db: pools.appDb }
      const done = await decideRows(deps, { ...household, decision: { kind, one, other }, reviewId })
      if (done.kind !== 'decided') throw new Error(`the answer was ${done.kind}`)
      expect(await transfers(household)).toMatchObject([{ state, source: 'user' }])
      expect(await questions(household)).toEqual([{ kind: 'transfer', state: 'answered' }])
      expect(await household.ledger()).toHaveLength(2)
      expect(await undoBatch(deps, { ...household, batchId: done.batchId })).toMatchObject({ kind: 'undone' })
      expect(await transfers(household)).toEqual([])
      expect(await questions(household)).toEqual([{ kind: 'transfer', state: 'open' }])
    }
  })
})

describe('a decision about a transfer', () => {
  test('is refused where the two do not fit or one is taken', async () => {
    const again = posted('2026-03-09', savings, 'in-2', '250.00', { description: 'INTEREST' })
    const household = await connect([sent, arrived, again])
    await household.sync()
    expect(await transfers(household)).toEqual([LINKED])
    const { outId, inId } = await see(household, (tx) =>
      tx.selectFrom('transfer').select(['outTransactionId as outId', 'inTransactionId as inId']).executeTakeFirstOrThrow(),
    )
    expect(await decide(household, { outId: inId, inId: outId }, true)).toEqual({ kind: 'does-not-fit' })
    expect(await decide(household, { outId: newId() as TransactionId, inId }, true)).toEqual({ kind: 'unknown' })
    const other = await see(household, (tx) =>
      tx.selectFrom('transaction').select('id').where('amountMinor', '>', 0n).where('id', '<>', inId).executeTakeFirstOrThrow(),
    )
    expect(await decide(household, { outId, inId: other.id }, true)).toMatchObject({ kind: 'taken' })
  })
})
