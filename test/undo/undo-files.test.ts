import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BatchId, RuleId } from '../../src/domain/ids.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { changeVersion } from '../../src/storage/rulebook.ts'
import { writeRule } from '../../src/storage/rulebook-rules.ts'
import { cloneDatabase } from '../support/database.ts'
import { makeOwner, newId, openPools } from '../sync/household.ts'
import type { Owner, Pools } from '../sync/household.ts'
import { edit, filesOf, hashOf, makeAccount, seenBy } from './undo-file.ts'
import type { Row } from './undo-file.ts'

let pools: Pools
beforeAll(async () => {
  pools = openPools(await cloneDatabase())
})
afterAll(() => pools.end())

const MARCH: readonly Row[] = [
  { day: 2, minor: 250_000n, text: 'SALARY' },
  { day: 3, minor: -500n, text: 'COFFEE' },
  { day: 3, minor: -500n, text: 'COFFEE' },
  { day: 9, minor: -4_210n, text: 'GROCERIES' },
]
const LATER: readonly Row[] = [
  { day: 9, minor: -4_210n, text: 'GROCERIES' },
  { day: 12, minor: -1_999n, text: 'BOOKS' },
]

async function person(): Promise<{ owner: Owner; files: ReturnType<typeof filesOf> }> {
  const owner = await makeOwner(pools)
  return { owner, files: filesOf(pools, owner, await makeAccount(pools, owner)) }
}

const texts = async (owner: Owner) => (await seenBy(pools, owner)).map(({ text }) => text)

describe('the undo of a file', () => {
  test('gives the state before it, and the same file then the same plan', async () => {
    const { owner, files } = await person()
    const first = await files.import(MARCH)
    const before = await hashOf(pools, owner)
    const second = await files.import(LATER)
    expect(await hashOf(pools, owner)).not.toBe(before)
    expect(await files.undo(second.batchId)).toMatchObject({ kind: 'undone', removed: 1, restored: 0, kept: [] })
    expect(await hashOf(pools, owner)).toBe(before)
    expect(await files.preview(LATER)).toBe(second.planHash)
    expect(await files.undo(first.batchId)).toMatchObject({ kind: 'undone', removed: 4 })
    expect(await texts(owner)).toEqual([])
    expect(await files.preview(MARCH)).toBe(first.planHash)
    expect(await files.import(MARCH)).toMatchObject({ added: 4, planHash: first.planHash })
    expect(await texts(owner)).toHaveLength(4)
  })

  test('restores what the file restated, with every version', async () => {
    const { owner, files } = await person()
    await files.import([{ day: 4, minor: -1_000n, text: 'TAXI', id: 'a' }])
    const before = await hashOf(pools, owner)
    const restated = [{ day: 4, minor: -1_250n, text: 'TAXI', id: 'a' }]
    const second = await files.import(restated)
    expect(await seenBy(pools, owner)).toMatchObject([{ minor: -1_250n, text: 'TAXI' }])
    expect(await files.undo(second.batchId)).toMatchObject({ kind: 'undone', removed: 0, restored: 1 })
    expect(await hashOf(pools, owner)).toBe(before)
    expect(await files.import(restated)).toMatchObject({ planHash: second.planHash })
  })

  test('keeps rows that the person touched, names them, and meets them again later', async () => {
    const { owner, files } = await person()
    const { batchId } = await files.import(MARCH)
    const groceries = (await seenBy(pools, owner)).find(({ text }) => text === 'GROCERIES')
    if (groceries === undefined) throw new Error('no groceries')
    await edit(pools, owner, groceries.id, { category: null })
    const kept = [{ transactionId: groceries.id, reason: 'edited' }]
    expect(await files.undo(batchId)).toMatchObject({ kind: 'undone', removed: 3, kept })
    expect(await texts(owner)).toEqual(['GROCERIES'])
    expect(await files.import(MARCH)).toMatchObject({ added: 3 })
    expect(await texts(owner)).toHaveLength(4)
  })

  test('keeps a restated row that was edited since, and restores one that was edited before', async () => {
    const { owner, files } = await person()
    await files.import([
      { day: 4, minor: -1_000n, text: 'TAXI', id: 'a' },
      { day: 5, minor: -2_000n, text: 'TRAIN', id: 'b' },
    ])
    const [taxi, train] = await seenBy(pools, owner)
    if (taxi === undefined || train === undefined) throw new Error('no rows')
    await edit(pools, owner, taxi.id, { note: 'before' })
    const { batchId } = await files.import([
      { day: 4, minor: -1_100n, text: 'TAXI', id: 'a' },
      { day: 5, minor: -2_100n, text: 'TRAIN', id: 'b' },
    ])
    await edit(pools, owner, train.id, { note: 'since' })
    const kept = [{ transactionId: train.id, reason: 'edited' }]
    expect(await files.undo(batchId)).toMatchObject({ kind: 'undone', restored: 1, kept })
    expect((await seenBy(pools, owner)).map(({ minor }) => minor)).toEqual([-1_000n, -2_100n])
  })

  test('restores what it changed by the rules of today', async () => {
    const { owner, files } = await person()
    await files.import([{ day: 4, minor: -1_000n, text: 'TAXI', id: 'a' }])
    const { batchId } = await files.import([{ day: 4, minor: -1_250n, text: 'TAXI', id: 'a' }])
    await withTransaction(pools.appDb, owner.token, async (tx) => {
      const condition = { field: 'description', test: 'contains', value: 'taxi' } as const
      const draft = { name: 'Rides', isOn: true, condition, stops: false, fromOn: null }
      const actions = [{ set: 'payoree', name: 'Some taxi' }] as const
      await writeRule(tx, owner.ownerId, newId() as RuleId, { ...draft, actions }, new Date())
      await changeVersion(tx, owner.ownerId, newId)
    })
    expect(await files.undo(batchId)).toMatchObject({ kind: 'undone', restored: 1 })
    const restored = await withTransaction(pools.appDb, owner.token, (tx) =>
      tx.selectFrom('transaction').select(['amountMinor', 'derivedPayoree']).execute(),
    )
    expect(restored).toEqual([{ amountMinor: -1_000n, derivedPayoree: 'Some taxi' }])
  })

  test('is refused while a later file relies on its rows, and the later one is named', async () => {
    const { owner, files } = await person()
    const first = await files.import(MARCH)
    const second = await files.import(LATER)
    const before = await hashOf(pools, owner)
    expect(await files.undo(first.batchId)).toEqual({ kind: 'built-on', batchIds: [second.batchId] })
    expect(await hashOf(pools, owner)).toBe(before)
    expect(await files.undo(second.batchId)).toMatchObject({ kind: 'undone' })
    expect(await files.undo(first.batchId)).toMatchObject({ kind: 'undone' })
    expect(await texts(owner)).toEqual([])
  })

  test('is refused while a later file has restated its rows', async () => {
    const { owner, files } = await person()
    const first = await files.import([{ day: 4, minor: -1_000n, text: 'TAXI', id: 'a' }])
    const second = await files.import([{ day: 4, minor: -1_250n, text: 'TAXI', id: 'a' }])
    const third = await files.import([{ day: 4, minor: -1_275n, text: 'TAXI', id: 'a' }])
    expect(await files.undo(first.batchId)).toEqual({ kind: 'built-on', batchIds: [third.batchId, second.batchId] })
    expect(await files.undo(second.batchId)).toEqual({ kind: 'built-on', batchIds: [third.batchId] })
    for (const { batchId } of [third, second, first]) {
      expect(await files.undo(batchId)).toMatchObject({ kind: 'undone' })
    }
    expect(await texts(owner)).toEqual([])
  })

  test('does not mind later files that have nothing to do with it', async () => {
    const { owner, files } = await person()
    const first = await files.import(MARCH)
    await files.import([{ day: 20, minor: -77n, text: 'GUM' }])
    expect(await files.undo(first.batchId)).toMatchObject({ kind: 'undone', removed: 4 })
    expect(await texts(owner)).toEqual(['GUM'])
  })

  test('happens once: again it says since when, and so do two at once', async () => {
    const { owner, files } = await person()
    const { batchId } = await files.import(MARCH)
    const both = await Promise.all([files.undo(batchId), files.undo(batchId)])
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['undone', 'undone-before'])
    expect(await files.undo(batchId)).toMatchObject({ kind: 'undone-before', at: expect.any(Date) })
    expect(await texts(owner)).toEqual([])
  })

  test('knows no batch of another person, and no made-up one', async () => {
    const { owner, files } = await person()
    const { batchId } = await files.import(MARCH)
    const other = await person()
    expect(await other.files.undo(batchId)).toEqual({ kind: 'unknown' })
    expect(await files.undo(newId() as BatchId)).toEqual({ kind: 'unknown' })
    expect(await texts(owner)).toHaveLength(4)
  })

  test('can be rehearsed', async () => {
    const { owner, files } = await person()
    const { batchId } = await files.import(MARCH)
    const before = await hashOf(pools, owner)
    expect(await files.undo(batchId, { isDryRun: true })).toMatchObject({ kind: 'undone', removed: 4 })
    expect(await hashOf(pools, owner)).toBe(before)
  })

  test('can let rows stay away: they are hidden, and the same file does not bring them back', async () => {
    const { owner, files } = await person()
    const { batchId } = await files.import(MARCH)
    const undone = await files.undo(batchId, { staysAway: true })
    expect(undone).toMatchObject({ kind: 'undone', removed: 0 })
    expect(undone.kind === 'undone' && undone.kept.map(({ reason }) => reason)).toEqual(Array(4).fill('hidden'))
    expect(await files.import(MARCH)).toMatchObject({ added: 0 })
    const visible = await withTransaction(pools.appDb, owner.token, (tx) =>
      tx.selectFrom('transactionIntent').select('isHidden').where('isHidden', '=', false).execute(),
    )
    expect(visible).toEqual([])
  })

  test('meets an edit of a row that goes: either it is kept, or the edit finds it gone', async () => {
    const { owner, files } = await person()
    for (let round = 0; round < 5; round += 1) {
      const { batchId } = await files.import([{ day: 4, minor: BigInt(-1_000 - round), text: `TAXI ${round}` }])
      const row = (await seenBy(pools, owner)).find(({ text }) => text === `TAXI ${round}`)
      if (row === undefined) throw new Error('no row')
      const [undone, isEdited] = await Promise.all([files.undo(batchId), edit(pools, owner, row.id, { note: 'mine' })])
      expect(undone).toMatchObject({ kind: 'undone', removed: isEdited ? 0 : 1 })
    }
  })
})
