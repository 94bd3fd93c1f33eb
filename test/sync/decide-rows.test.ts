// What a person decides about rows, in a real ledger: done whole, remembered, and undone.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RecordId, TransactionId } from '../../src/domain/ids.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { readOpenReviews } from '../../src/storage/read/reviews.ts'
import { decideRows } from '../../src/sync/decide-rows.ts'
import type { RowDecision } from '../../src/sync/decide-rows.ts'
import { cloneDatabase } from '../support/database.ts'
import { edit, filesOf, hashOf, makeAccount, seenBy } from '../undo/undo-file.ts'
import type { Row } from '../undo/undo-file.ts'
import { makeOwner, newId, openPools, testKeyRing } from './household.ts'
import type { Owner, Pools } from './household.ts'

let pools: Pools
beforeAll(async () => {
  pools = openPools(await cloneDatabase())
})
afterAll(() => pools.end())

/** Two exports of one day: the second has the row with an id and under another name. */
const FIRST: readonly Row[] = [
  { day: 2, minor: -4_783n, text: 'SHELL OIL 5441' },
  { day: 5, minor: -1_210n, text: 'TESCO STORES 12' },
]
const SECOND: readonly Row[] = [{ day: 2, minor: -4_783n, text: 'Planet Fitness', id: 'a' }]
const ALIKE: readonly Row[] = [{ day: 5, minor: -1_210n, text: 'Tesco', id: 'b' }]

async function person() {
  const owner = await makeOwner(pools)
  const files = filesOf(pools, owner, await makeAccount(pools, owner))
  await files.import(FIRST)
  return { owner, files }
}

const decide = ({ ownerId, token }: Owner, decision: RowDecision, wish: { reviewId?: never; always?: boolean } = {}) =>
  decideRows(
    { db: pools.appDb, keyRing: testKeyRing, newId, randomBytes, now: () => new Date() },
    { ownerId, token, decision, ...wish },
  )

async function idOf(owner: Owner, text: string): Promise<TransactionId> {
  const found = (await seenBy(pools, owner)).find((row) => row.text === text)
  if (found === undefined) throw new Error(`no ${text}`)
  return found.id
}

const recordsOf = ({ token }: Owner, id: TransactionId): Promise<readonly { id: RecordId; description: string }[]> =>
  withTransaction(pools.appDb, token, (tx) =>
    tx.selectFrom('sourceRecord').select(['id', 'description']).where('transactionId', '=', id).orderBy('id').execute(),
  )

const texts = async (owner: Owner) => (await seenBy(pools, owner)).map(({ text }) => text)
const openReviews = ({ token }: Owner) => withTransaction(pools.appDb, token, (tx) => readOpenReviews(tx, 10))

describe('two rows that the person says are one', () => {
  test('become one, and a later file finds both of its forms there', async () => {
    const { owner, files } = await person()
    await files.import(SECOND)
    expect(await openReviews(owner)).toHaveLength(1)
    const [one, other] = [await idOf(owner, 'Planet Fitness'), await idOf(owner, 'SHELL OIL 5441')]
    expect(await decide(owner, { kind: 'same', one, other })).toMatchObject({ kind: 'decided', transactionId: other })
    expect(await texts(owner)).toHaveLength(2)
    expect(await files.import(FIRST)).toMatchObject({ added: 0 })
    expect(await files.import(SECOND)).toMatchObject({ added: 0 })
  })

  test('come apart whole when that is undone, each with its own edits', async () => {
    const { owner, files } = await person()
    await files.import(SECOND)
    const [one, other] = [await idOf(owner, 'Planet Fitness'), await idOf(owner, 'SHELL OIL 5441')]
    await edit(pools, owner, one, { note: 'gym' })
    const before = await hashOf(pools, owner)
    const decided = await decide(owner, { kind: 'same', one, other })
    if (decided.kind !== 'decided') throw new Error(decided.kind)
    expect(decided.transactionId).toBe(one)
    expect(await files.undo(decided.batchId)).toMatchObject({ kind: 'undone', kept: [] })
    expect(await hashOf(pools, owner)).toBe(before)
  })

  test('keep what the person gave both', async () => {
    const { owner, files } = await person()
    await files.import(SECOND)
    const [one, other] = [await idOf(owner, 'Planet Fitness'), await idOf(owner, 'SHELL OIL 5441')]
    await edit(pools, owner, one, { note: 'gym' })
    await edit(pools, owner, other, { note: 'car', payoree: 'Mine' })
    const decided = await decide(owner, { kind: 'same', one, other })
    if (decided.kind !== 'decided') throw new Error(decided.kind)
    const intents = await withTransaction(pools.appDb, owner.token, (tx) => tx.selectFrom('transactionIntent').selectAll().execute())
    expect(intents).toMatchObject([{ transactionId: decided.transactionId, payoree: 'Mine' }])
    expect(await files.undo(decided.batchId)).toMatchObject({ kind: 'undone', parted: 1 })
    const after = await withTransaction(pools.appDb, owner.token, (tx) => tx.selectFrom('transactionIntent').selectAll().execute())
    expect(after).toHaveLength(2)
  })
})

describe('rows that the person says are two', () => {
  test('stay two when both are stated again, and are not asked about again', async () => {
    const { owner, files } = await person()
    await files.import(SECOND)
    const [one, other] = [await idOf(owner, 'Planet Fitness'), await idOf(owner, 'SHELL OIL 5441')]
    expect(await decide(owner, { kind: 'different', one, other })).toMatchObject({ kind: 'decided' })
    await files.import(FIRST)
    await files.import(SECOND)
    expect(await texts(owner)).toHaveLength(3)
  })

  test('what was joined by itself comes apart, stays apart, and is joined again when that is undone', async () => {
    const { owner, files } = await person()
    await files.import(ALIKE)
    expect(await texts(owner)).toHaveLength(2)
    const joined = await idOf(owner, 'Tesco')
    const before = await hashOf(pools, owner)
    const [, record] = await recordsOf(owner, joined)
    if (record === undefined) throw new Error('not joined')
    const decided = await decide(owner, { kind: 'separate', one: joined, recordIds: [record.id] })
    if (decided.kind !== 'decided') throw new Error(decided.kind)
    expect(await texts(owner)).toHaveLength(3)
    await files.import(ALIKE)
    await files.import(FIRST)
    // The bank gives the row another id: what the person said is of its content.
    await files.import([{ day: 5, minor: -1_210n, text: 'Tesco', id: 'c' }])
    expect((await texts(owner)).filter((text) => text.startsWith('TESCO'))).toHaveLength(1)
    const { owner: second, files: secondFiles } = await person()
    await secondFiles.import(ALIKE)
    const again = await idOf(second, 'Tesco')
    const [, own] = await recordsOf(second, again)
    if (own === undefined) throw new Error('not joined')
    const parted = await decide(second, { kind: 'separate', one: again, recordIds: [own.id] })
    if (parted.kind !== 'decided') throw new Error(parted.kind)
    expect(await secondFiles.undo(parted.batchId)).toMatchObject({ kind: 'undone' })
    expect(await texts(second)).toHaveLength(2)
    expect(before).not.toBe('')
  })
})

describe('a decision that does not fit', () => {
  test('is refused, and changes nothing', async () => {
    const { owner } = await person()
    const [one, other] = [await idOf(owner, 'SHELL OIL 5441'), await idOf(owner, 'TESCO STORES 12')]
    const before = await hashOf(pools, owner)
    const [record] = await recordsOf(owner, one)
    if (record === undefined) throw new Error('no record')
    expect(await decide(owner, { kind: 'separate', one, recordIds: [record.id] })).toEqual({ kind: 'does-not-fit' })
    expect(await decide(owner, { kind: 'same', one, other: one })).toEqual({ kind: 'does-not-fit' })
    expect(await decide(owner, { kind: 'same', one, other: newId() as TransactionId })).toEqual({ kind: 'unknown' })
    const stranger = await makeOwner(pools)
    expect(await decide(stranger, { kind: 'different', one, other })).toEqual({ kind: 'unknown' })
    expect(await hashOf(pools, owner)).toBe(before)
  })
})
