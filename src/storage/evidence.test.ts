import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { cloneDatabase } from '../../test/support/database.ts'
import { makeOwner, newId, openPools, testKeyRing } from '../../test/sync/household.ts'
import type { Owner, Pools } from '../../test/sync/household.ts'
import type { BatchId } from '../domain/ids.ts'
import type { JsonValue } from '../domain/source-record.ts'
import { withTransaction } from './database.ts'
import { keepEvidence, readEvidence } from './evidence.ts'
import type { EvidencePlace } from './evidence.ts'
import { ringOf } from './key-ring.ts'
import { SealError } from './seal.ts'

/** Long and without repetition inside, so that compression leaves it readable where it is not sealed. */
const CANARY = 'CANARY-Zq7Xw2Kp9Vb4Lm1Tj6Rf3'

let pools: Pools
let owner: Owner
let other: Owner
beforeAll(async () => {
  pools = openPools(await cloneDatabase())
  owner = await makeOwner(pools)
  other = await makeOwner(pools, 'Other')
})
afterAll(() => pools.end())

const deps = { keyRing: testKeyRing, newId, randomBytes }

const keep = (originals: readonly JsonValue[], { ownerId, token } = owner): Promise<readonly EvidencePlace[]> =>
  withTransaction(pools.workerDb, token, (tx) =>
    keepEvidence(tx, deps, { ownerId, batchId: newId() as BatchId }, originals),
  )

const read = (place: EvidencePlace, { ownerId, token } = owner, ring = testKeyRing): Promise<JsonValue | null> =>
  withTransaction(pools.appDb, token, (tx) => readEvidence(tx, ring, ownerId, place))

async function keepOne(original: JsonValue, keeper = owner): Promise<EvidencePlace> {
  const [place] = await keep([original], keeper)
  if (place === undefined) throw new Error('nothing was kept')
  return place
}

describe('an original', () => {
  test('comes back as the source sent it, record by record, in any order', async () => {
    const originals: readonly JsonValue[] = [
      { amount: '12.30', nested: { list: [1, 2, { deep: null }] } },
      'a line of a file;12,30;"quoted"',
      ['an', 'array', 0, -0.5, 1e21],
      { snake_case: 1, camelCase: 2, 'with space': 3 },
      'Zürich – Straße 😀 \u2028 \\u0000 "\\',
      '',
      {},
      [],
      true,
      0,
      null,
    ]
    const places = await keep(originals)
    expect(places).toHaveLength(originals.length)
    for (const [index, place] of [...places.entries()].toReversed()) {
      expect(await read(place), `original ${index}`).toEqual(originals[index])
    }
  })

  test('is found beyond the first row of many, and each row holds no more than a thousand', async () => {
    const originals = Array.from({ length: 2_001 }, (_, index) => ({ index }))
    const places = await keep(originals)
    const perRow = Map.groupBy(places, ({ evidenceId }) => evidenceId)
    expect([...perRow.values()].map(({ length }) => length)).toEqual([1_000, 1_000, 1])
    for (const index of [0, 999, 1_000, 1_999, 2_000]) {
      const place = places[index]
      expect(place && (await read(place))).toEqual({ index })
    }
  })

  test('of nothing makes no row', async () => {
    const before = await rowCount()
    expect(await keep([])).toEqual([])
    expect(await rowCount()).toBe(before)
  })

  test('whose row or index is not there is null', async () => {
    const place = await keepOne('here')
    expect(await read({ ...place, evidenceId: newId() })).toBeNull()
    expect(await read({ ...place, evidenceIndex: 1 })).toBeNull()
  })

  test('can’t be read in the bytes of its row', async () => {
    const { evidenceId } = await keepOne({ description: CANARY })
    const { rows } = await withTransaction(pools.appDb, owner.token, (tx) =>
      sql<{ row: string; sealed: Buffer }>`select e::text as row, sealed from evidence e where id = ${evidenceId}`.execute(tx),
    )
    const [row] = rows
    expect(row?.sealed.length).toBeGreaterThan(CANARY.length)
    for (const form of [CANARY, Buffer.from(CANARY).toString('base64').slice(0, 36), Buffer.from(CANARY).toString('hex')]) {
      expect(row?.row).not.toContain(form)
    }
    for (let start = 0; start + 8 <= CANARY.length; start += 1) {
      expect(row?.sealed.includes(CANARY.slice(start, start + 8))).toBe(false)
    }
  })

  test('is not opened for another person, even where the row is copied to them', async () => {
    const place = await keepOne({ description: CANARY })
    expect(await read(place, other)).toBeNull()
    const { keyId, sealed, batchId } = await withTransaction(pools.appDb, owner.token, (tx) =>
      tx.selectFrom('evidence').selectAll().where('id', '=', place.evidenceId).executeTakeFirstOrThrow(),
    )
    const copy = { ownerId: other.ownerId, id: place.evidenceId, batchId, keyId, sealed }
    await withTransaction(pools.appDb, other.token, (tx) => tx.insertInto('evidence').values(copy).execute())
    await expect(read(place, other)).rejects.toThrow(SealError)
  })

  test('is not opened in a row that was moved to another id, and is again once it is back', async () => {
    const place = await keepOne({ description: CANARY })
    const moved = { ...place, evidenceId: newId() }
    await move(place.evidenceId, moved.evidenceId)
    expect(await read(place)).toBeNull()
    await expect(read(moved)).rejects.toThrow(SealError)
    await move(moved.evidenceId, place.evidenceId)
    expect(await read(place)).toEqual({ description: CANARY })
  })

  test('is not opened with the bytes of another row, nor with changed ones', async () => {
    const [first, second] = [await keepOne('first'), await keepOne('second')]
    await withTransaction(pools.appDb, owner.token, async (tx) => {
      await sql`update evidence set sealed = (select sealed from evidence where id = ${second.evidenceId})
                where id = ${first.evidenceId}`.execute(tx)
      await sql`update evidence set sealed = set_bit(sealed, 200, 1 - get_bit(sealed, 200))
                where id = ${second.evidenceId}`.execute(tx)
    })
    await expect(read(first)).rejects.toThrow(SealError)
    await expect(read(second)).rejects.toThrow(SealError)
  })

  test('is not opened without the key that sealed it', async () => {
    const place = await keepOne('kept')
    const strange = ringOf('strange', new Map([['strange', Buffer.alloc(32, 9)]]))
    await expect(read(place, owner, strange)).rejects.toThrow(/test-key .* not in the key file/)
  })
})

const move = (from: string, to: string): Promise<unknown> =>
  withTransaction(pools.appDb, owner.token, (tx) =>
    tx.updateTable('evidence').set({ id: to }).where('id', '=', from).execute(),
  )

const rowCount = (): Promise<number> =>
  withTransaction(pools.appDb, owner.token, async (tx) => {
    return (await tx.selectFrom('evidence').select('id').execute()).length
  })
