// Undoing what a bank connection brought, through the whole engine: the state before returns, and the next sync brings
// the bank's ledger again.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { sql } from 'kysely'
import { addDays } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { AccountId, BatchId } from '../../src/domain/ids.ts'
import { DIALECTS } from '../../src/providers/conformance/simulator.ts'
import type { DialectName } from '../../src/providers/conformance/simulator.ts'
import { account, posted, world as buildWorld } from '../../src/providers/world/build.ts'
import { generateWorld } from '../../src/providers/world/generate.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { startAttempt } from '../../src/storage/runs.ts'
import { undoBatch } from '../../src/sync/undo-batch.ts'
import type { UndoWish } from '../../src/sync/undo-batch.ts'
import { FIRST, SCENARIOS, SECOND } from '../crash/scenarios.ts'
import { cloneDatabase } from '../support/database.ts'
import { expectedLedger, makeHousehold, newId, openPools } from '../sync/household.ts'
import type { Household, Pools } from '../sync/household.ts'
import { edit, filesOf, hashOf, seenBy } from './undo-file.ts'

const RUNS = process.env['TRIBUTARY_LONG'] ? 200 : 8
/** About a second a run; the bound is for slow machines. */
const PROPERTY_MS_MAX = 10 * 60_000
const DAYS = 40
const START = '2026-01-05' as CalendarDate
/** Dialects whose pending forms are named, so that the ledger is the World's after every sync. */
const NAMED = ['changes, linked', 'window, reissued on reconnect'] as const

let pools: Pools
beforeAll(async () => {
  pools = openPools(await cloneDatabase())
})
afterAll(() => pools.end())

/** Batches of the household, the newest first. */
async function batchesOf({ token }: Household): Promise<readonly BatchId[]> {
  return withTransaction(pools.appDb, token, async (tx) => {
    const rows = await tx.selectFrom('importBatch').select('id').orderBy('lastPosition', 'desc').execute()
    return rows.map(({ id }) => id)
  })
}

const undo = (household: Household, batchId: BatchId, wish: Pick<UndoWish, 'staysAway'> = {}) => {
  const { ownerId, token, deps } = household
  return undoBatch({ db: pools.appDb, now: deps.now, newId }, { ownerId, token, batchId, ...wish })
}

async function undoNewest(household: Household) {
  const [newest] = await batchesOf(household)
  if (newest === undefined) throw new Error('there is no batch')
  return undo(household, newest)
}

async function editSome(household: Household, share: number): Promise<readonly string[]> {
  const rows = await seenBy(pools, household)
  const chosen = rows.filter((_, index) => index % share === 0)
  for (const { id } of chosen) await edit(pools, household, id, { note: `note of ${id}` })
  return chosen.map(({ id }) => id)
}

const syncOn = async (household: Household, day: number): Promise<void> => {
  household.setDay(addDays(START, day))
  expect(await household.sync()).toMatchObject({ state: 'succeeded' })
}

const randomCase = fc.record({
  seed: fc.integer({ min: 1, max: 10_000 }),
  first: fc.integer({ min: 4, max: 20 }),
  gap: fc.integer({ min: 1, max: 18 }),
  pageSize: fc.integer({ min: 5, max: 60 }),
  share: fc.integer({ min: 2, max: 9 }),
})

describe('the undo of a random World’s last sync', () => {
  test('gives the state before it in every dialect, and the next sync does the same again', {
    timeout: PROPERTY_MS_MAX,
  }, async () => {
    const dialects = Object.keys(DIALECTS) as DialectName[]
    const cases = fc.tuple(randomCase, fc.constantFrom(...dialects))
    await fc.assert(
      fc.asyncProperty(cases, async ([{ seed, first, gap, pageSize, share }, dialect]) => {
        const world = generateWorld(seed, { startsOn: START, days: DAYS })
        const household = await makeHousehold(pools, world, { dialect, asOf: addDays(START, first), pageSize })
        await syncOn(household, first)
        await editSome(household, share)
        const before = { hash: await hashOf(pools, household), seen: await seenBy(pools, household) }
        await syncOn(household, first + gap)
        const after = await household.ledger()
        const counts = await countsOf(household)
        expect(await undoNewest(household)).toMatchObject({ kind: 'undone', kept: [], connection: 'back-where-it-was' })
        expect(await seenBy(pools, household)).toEqual(before.seen)
        expect(await hashOf(pools, household)).toBe(before.hash)
        await syncOn(household, first + gap)
        expect(await household.ledger()).toEqual(after)
        expect(await countsOf(household)).toEqual(counts)
      }),
      { numRuns: RUNS, seed: 41, endOnFailure: true },
    )
  })

  test('keeps each row that was edited since, and the next sync brings the bank’s ledger, none twice', {
    timeout: PROPERTY_MS_MAX,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(randomCase, fc.constantFrom(...NAMED), async (given, dialect) => {
        const { seed, first, gap, pageSize, share } = given
        const world = generateWorld(seed, { startsOn: START, days: DAYS, pending: 'linked' })
        const household = await makeHousehold(pools, world, { dialect, asOf: addDays(START, first), pageSize })
        await syncOn(household, first)
        await syncOn(household, first + gap)
        const edited = await editSome(household, share)
        const result = await undoNewest(household)
        expect(result.kind).toBe('undone')
        const left = new Set((await seenBy(pools, household)).map(({ id }) => id as string))
        expect(edited.filter((id) => !left.has(id))).toEqual([])
        await syncOn(household, first + gap)
        expect(await household.ledger()).toEqual(expectedLedger(world, addDays(START, first + gap)))
      }),
      { numRuns: RUNS, seed: 42, endOnFailure: true },
    )
  })

  test('and of all before it, in reverse order, leaves nothing, and all comes again', {
    timeout: PROPERTY_MS_MAX,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(randomCase, fc.constantFrom(...NAMED), async (given, dialect) => {
        const { seed, first, gap, pageSize } = given
        const world = generateWorld(seed, { startsOn: START, days: DAYS, pending: 'linked' })
        const household = await makeHousehold(pools, world, { dialect, asOf: addDays(START, first), pageSize })
        const empty = await hashOf(pools, household)
        await syncOn(household, first)
        await syncOn(household, first + gap)
        for (const batchId of await batchesOf(household)) expect(await undo(household, batchId)).toMatchObject({ kind: 'undone' })
        expect(await seenBy(pools, household)).toEqual([])
        expect(await hashOf(pools, household)).toBe(empty)
        await syncOn(household, first + gap)
        expect(await household.ledger()).toEqual(expectedLedger(world, addDays(START, first + gap)))
      }),
      { numRuns: RUNS / 2, seed: 43, endOnFailure: true },
    )
  })
})

async function countsOf({ token }: Household): Promise<unknown> {
  return withTransaction(pools.appDb, token, async (tx) => {
    const { rows } = await sql`
      select fetched, added, updated, unchanged, ignored, rejected, removed, reviews from import_batch
      order by last_position desc limit 1`.execute(tx)
    return rows[0]
  })
}

const known = (name: string) => {
  const scenario = SCENARIOS[name]
  if (scenario === undefined) throw new Error(`there is no scenario ${name}`)
  return scenario
}

describe('the undo of a sync', () => {
  test('takes merged transactions apart', async () => {
    const { world, dialect } = known('a late word')
    const household = await makeHousehold(pools, world, { dialect, asOf: FIRST })
    await household.sync()
    const before = { hash: await hashOf(pools, household), seen: await seenBy(pools, household) }
    expect(before.seen.filter(({ isRemoved }) => !isRemoved)).toHaveLength(2)
    household.setDay(SECOND)
    await household.sync()
    expect((await seenBy(pools, household)).filter(({ isRemoved }) => !isRemoved)).toHaveLength(1)
    expect(await undoNewest(household)).toMatchObject({ kind: 'undone', parted: 1 })
    expect(await seenBy(pools, household)).toEqual(before.seen)
    expect(await hashOf(pools, household)).toBe(before.hash)
  })

  test('leaves merged transactions together where the person edited the one since', async () => {
    const { world, dialect } = known('a late word')
    const household = await makeHousehold(pools, world, { dialect, asOf: FIRST })
    await household.sync()
    household.setDay(SECOND)
    await household.sync()
    const merged = await seenBy(pools, household)
    for (const { id } of merged) await edit(pools, household, id, { note: 'mine' })
    const result = await undoNewest(household)
    expect(result).toMatchObject({ kind: 'undone', parted: 0 })
    expect(result.kind === 'undone' && result.kept.map(({ reason }) => reason).toSorted()).toEqual(['edited', 'together'])
    expect(await seenBy(pools, household)).toEqual(merged)
    await household.sync()
    expect(await household.ledger()).toEqual(expectedLedger(world, SECOND))
  })

  test('takes its questions back, and asks them again with the next sync', async () => {
    const { world, dialect, prepare } = known('a question')
    const household = await makeHousehold(pools, world, { dialect, asOf: FIRST })
    await prepare?.(household)
    const before = await hashOf(pools, household)
    household.setDay(SECOND)
    await household.sync()
    expect(await questionsOf(household)).toHaveLength(1)
    await undoNewest(household)
    expect(await questionsOf(household)).toEqual([])
    expect(await hashOf(pools, household)).toBe(before)
    await household.sync()
    expect(await questionsOf(household)).toHaveLength(1)
  })

  test('of an older one whose rows nothing changed makes the connection read all again, and loses nothing', async () => {
    const world = generateWorld(7, { startsOn: START, days: 30, pending: 'none', corrections: false, removals: false, backdated: false })
    const household = await makeHousehold(pools, world, { asOf: addDays(START, 10) })
    await syncOn(household, 10)
    await syncOn(household, 20)
    await syncOn(household, 30)
    const [, middle] = await batchesOf(household)
    if (middle === undefined) throw new Error('no batch')
    expect(await undo(household, middle)).toMatchObject({ kind: 'undone', connection: 'reads-all-again' })
    expect(await household.ledger()).not.toEqual(expectedLedger(world, addDays(START, 30)))
    await syncOn(household, 30)
    expect(await household.ledger()).toEqual(expectedLedger(world, addDays(START, 30)))
  })

  test('can let its rows stay away, while others come', async () => {
    const world = generateWorld(8, { startsOn: START, days: 30, pending: 'none', corrections: false, removals: false, backdated: false })
    const household = await makeHousehold(pools, world, { asOf: addDays(START, 10) })
    await syncOn(household, 10)
    const before = await seenBy(pools, household)
    await syncOn(household, 20)
    const [newest] = await batchesOf(household)
    if (newest === undefined) throw new Error('no batch')
    const result = await undo(household, newest, { staysAway: true })
    const hidden = result.kind === 'undone' ? result.kept.length : 0
    expect(hidden).toBeGreaterThan(5)
    await syncOn(household, 20)
    const visible = await visibleCount(household)
    expect(visible).toBe(before.length)
    await syncOn(household, 30)
    expect((await household.ledger()).length - hidden).toBe(await visibleCount(household))
  })

  test('is refused while a run of its connection is reading', async () => {
    const world = generateWorld(9, { startsOn: START, days: 10 })
    const household = await makeHousehold(pools, world, { asOf: addDays(START, 10) })
    await household.sync()
    const runId = await household.request()
    await withTransaction(pools.workerDb, household.token, (tx) =>
      startAttempt(tx, household.ownerId, runId, new Date(), addDays(START, 10)),
    )
    expect(await undoNewest(household)).toEqual({ kind: 'running' })
  })

  test('is no matter of what is shown: a file’s record that a later one restated beneath the bank’s word counts', async () => {
    const { household, gym, files } = await filed()
    const row = { day: 5, minor: -3_000n, text: gym.text, id: 'a' }
    const first = await files.import([row])
    const shown = await seenBy(pools, household)
    const second = await files.import([{ ...row, reference: 'R2' }])
    expect(await seenBy(pools, household)).toEqual(shown)
    expect(await files.undo(first.batchId)).toEqual({ kind: 'built-on', batchIds: [second.batchId] })
    expect(await files.undo(second.batchId)).toMatchObject({ kind: 'undone' })
    expect(await files.undo(first.batchId)).toMatchObject({ kind: 'undone' })
  })

  test('is refused while a file stands on its rows, and goes once the file is undone', async () => {
    const { household, gym, files } = await filed()
    const file = await files.import([{ day: 5, minor: -3_000n, text: gym.text }])
    expect(file.added).toBe(0)
    const [, sync] = await batchesOf(household)
    if (sync === undefined) throw new Error('no sync')
    expect(await undo(household, sync)).toEqual({ kind: 'built-on', batchIds: [file.batchId] })
    const beforeUndo = await household.ledger()
    expect(await files.undo(file.batchId)).toMatchObject({ kind: 'undone' })
    expect(await household.ledger()).toEqual(beforeUndo)
    expect(await undo(household, sync)).toMatchObject({ kind: 'undone', removed: 2 })
  })
})

/** A bank's two rows, and files that go into the same account. */
async function filed() {
  const card = account('card', 'USD')
  const world = buildWorld({
    key: 'filed',
    startsOn: '2026-03-02',
    accounts: [card],
    happenings: [posted('2026-03-05', card, 'gym', '-30.00'), posted('2026-03-06', card, 'food', '-12.50')],
  })
  const household = await makeHousehold(pools, world, { asOf: '2026-03-10' as CalendarDate })
  await household.sync()
  const [gym] = await seenBy(pools, household)
  if (gym === undefined) throw new Error('no gym')
  return { household, gym, files: filesOf(pools, household, await onlyAccount(household)) }
}

const onlyAccount = ({ token }: Household): Promise<AccountId> =>
  withTransaction(pools.appDb, token, async (tx) => (await tx.selectFrom('account').select('id').executeTakeFirstOrThrow()).id)

const questionsOf = ({ token }: Household) =>
  withTransaction(pools.appDb, token, (tx) => tx.selectFrom('review').select(['kind', 'state']).execute())

async function visibleCount({ token }: Household): Promise<number> {
  return withTransaction(pools.appDb, token, async (tx) => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from transaction t
      where not t.is_removed and not exists (select 1 from transaction_intent i where i.transaction_id = t.id and i.is_hidden)
    `.execute(tx)
    return rows[0]?.count ?? 0
  })
}
