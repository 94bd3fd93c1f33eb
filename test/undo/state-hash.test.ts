import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { withTransaction } from '../../src/storage/database.ts'
import { PARTS, stateHash } from '../../src/storage/state-hash.ts'
import { cloneDatabase } from '../support/database.ts'
import { makeOwner, openPools } from '../sync/household.ts'
import type { Pools } from '../sync/household.ts'
import { edit, filesOf, hashOf, makeAccount, seenBy } from './undo-file.ts'

let pools: Pools
beforeAll(async () => {
  pools = openPools(await cloneDatabase())
})
afterAll(() => pools.end())

/** Tables of a person's that no import changes, or that say how something came about and decide nothing. */
const OTHERS = [
  'account',
  'account_change',
  'account_finding',
  'account_link',
  'alert',
  'before_image',
  'category',
  'connection',
  'consent',
  'credential',
  'evidence',
  'field_change',
  'file',
  'file_layout',
  'import_batch',
  'link_session',
  'outbox',
  'payoree',
  'payoree_alias',
  'rejected_record',
  'rule',
  'rulebook',
  // What a budget program was sent decides nothing here.
  'destination',
  'destination_account',
  'push',
  'push_change',
  'pushed_transaction',
  'rulebook_batch',
  'run_event',
  'source_record_version',
  'sync_run',
]

describe('the state hash', () => {
  test('covers each table of a person’s that decides or shows anything: whoever adds one says which it is', async () => {
    const { rows } = await pools.migrate.query<{ name: string }>(
      `select table_name as name from information_schema.columns c join information_schema.tables t using (table_name)
       where c.table_schema = 'public' and t.table_schema = 'public' and c.column_name = 'owner_id'`,
    )
    const known = [...PARTS.map(({ table }) => table), ...OTHERS]
    expect(rows.map(({ name }) => name).toSorted()).toEqual(known.toSorted())
  })

  test('is the same as long as nothing changes, and another after any change', async () => {
    const owner = await makeOwner(pools)
    const files = filesOf(pools, owner, await makeAccount(pools, owner))
    const hashes = [await hashOf(pools, owner)]
    await files.import([{ day: 4, minor: -1_000n, text: 'TAXI', id: 'a' }])
    hashes.push(await hashOf(pools, owner))
    expect(await hashOf(pools, owner)).toBe(hashes.at(-1))
    const [taxi] = await seenBy(pools, owner)
    if (taxi === undefined) throw new Error('no taxi')
    await edit(pools, owner, taxi.id, { note: '' })
    hashes.push(await hashOf(pools, owner))
    for (const change of [
      sql`update transaction set is_removed = true`,
      sql`update source_record set is_current = false`,
      sql`update source_record set ordinal = ordinal + 1`,
    ]) {
      await withTransaction(pools.appDb, owner.token, (tx) => change.execute(tx))
      hashes.push(await hashOf(pools, owner))
    }
    expect(new Set(hashes).size).toBe(hashes.length)
  })

  test('of one account does not hear of another', async () => {
    const owner = await makeOwner(pools)
    const [one, other] = [await makeAccount(pools, owner, 'One'), await makeAccount(pools, owner, 'Other')]
    const ofOne = () => withTransaction(pools.appDb, owner.token, (tx) => stateHash(tx, owner.ownerId, one))
    const before = await ofOne()
    await filesOf(pools, owner, other).import([{ day: 4, minor: -1_000n, text: 'TAXI' }])
    expect(await ofOne()).toBe(before)
    await filesOf(pools, owner, one).import([{ day: 5, minor: -1_000n, text: 'TAXI' }])
    expect(await ofOne()).not.toBe(before)
  })
})
