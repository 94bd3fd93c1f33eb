// Transfers between the person's own accounts come and go with the batches that found, ended or moved them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TransactionId } from '../../src/domain/ids.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { decideRows } from '../../src/sync/decide-rows.ts'
import { cloneDatabase } from '../support/database.ts'
import { makeOwner, openPools } from '../sync/household.ts'
import type { Owner, Pools } from '../sync/household.ts'
import { edit, filesOf, hashOf, makeAccount, seenBy } from './undo-file.ts'

let pools: Pools
beforeAll(async () => {
  pools = openPools(await cloneDatabase())
})
afterAll(() => pools.end())

const transfersOf = ({ token }: Owner) =>
  withTransaction(pools.appDb, token, (tx) =>
    tx.selectFrom('transfer').select(['outTransactionId', 'inTransactionId', 'state']).execute(),
  )

/** Two accounts; the first one's money out is linked to the second one's money in by the second file. */
async function linked() {
  const owner = await makeOwner(pools)
  const giro = filesOf(pools, owner, await makeAccount(pools, owner, 'Giro', 'checking'))
  const savings = filesOf(pools, owner, await makeAccount(pools, owner, 'Savings', 'savings'))
  const first = await giro.import([{ day: 5, minor: -25_000n, text: 'TRANSFER' }])
  const before = await hashOf(pools, owner)
  const second = await savings.import([{ day: 9, minor: 25_000n, text: 'TRANSFER' }])
  const transfers = await transfersOf(owner)
  expect(transfers).toMatchObject([{ state: 'linked' }])
  return { owner, giro, savings, first, second, before }
}

const idOf = async (owner: Owner, text: string, isArrival = false): Promise<TransactionId> => {
  const row = (await seenBy(pools, owner)).find((each) => each.text === text && each.minor > 0n === isArrival)
  if (row === undefined) throw new Error(`no ${text}`)
  return row.id
}

describe('a transfer', () => {
  test('goes with the file that found it, and comes with it again', async () => {
    const { owner, savings, second, before } = await linked()
    expect(await savings.undo(second.batchId)).toMatchObject({ kind: 'undone', removed: 1 })
    expect(await transfersOf(owner)).toEqual([])
    expect(await hashOf(pools, owner)).toBe(before)
    await savings.import([{ day: 9, minor: 25_000n, text: 'TRANSFER' }])
    expect(await transfersOf(owner)).toMatchObject([{ state: 'linked' }])
  })

  test('stays where the person edited the side that would go', async () => {
    const { owner, savings, second } = await linked()
    await edit(pools, owner, await idOf(owner, 'TRANSFER', true), { note: 'mine' })
    expect(await savings.undo(second.batchId)).toMatchObject({ kind: 'undone', removed: 0, kept: [{ reason: 'edited' }] })
    expect(await transfersOf(owner)).toMatchObject([{ state: 'linked' }])
  })

  test('that moved with a merge is back where it was once the merge is undone', async () => {
    const { owner, giro } = await linked()
    await giro.import([{ day: 11, minor: -25_000n, text: 'SOMETHING ELSE ALTOGETHER' }])
    const [one, other] = [await idOf(owner, 'TRANSFER'), await idOf(owner, 'SOMETHING ELSE ALTOGETHER')]
    const before = await hashOf(pools, owner)
    expect(await transfersOf(owner)).toMatchObject([{ outTransactionId: one, state: 'linked' }])
    const decided = await decideRows(giro.deps, { ...owner, decision: { kind: 'same', one, other } })
    if (decided.kind !== 'decided') throw new Error(`not decided: ${decided.kind}`)
    expect(decided.transactionId).toBe(other)
    expect(await transfersOf(owner)).toMatchObject([{ outTransactionId: other, state: 'linked' }])
    expect(await giro.undo(decided.batchId)).toMatchObject({ kind: 'undone', parted: 1 })
    expect(await hashOf(pools, owner)).toBe(before)
  })
})
