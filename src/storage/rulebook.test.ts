import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { cloneDatabase } from '../../test/support/database.ts'
import { makeOwner, newId, openPools } from '../../test/sync/household.ts'
import type { Owner, Pools } from '../../test/sync/household.ts'
import type { BatchId, PayoreeId, RuleId, TransactionId } from '../domain/ids.ts'
import { isMatched } from '../domain/rederive.ts'
import type { RuleDraft } from '../domain/rules/rule.ts'
import { withTransaction } from './database.ts'
import { readFieldChanges } from './field-changes.ts'
import { decide } from './intents.ts'
import { changeRulebook, undoRulebookChange } from './rulebook-batch.ts'
import { readNewestLayers } from './rulebook-history.ts'
import { recomputePage, RECOMPUTE_PAGE } from './rulebook-recompute.ts'
import { writeRule } from './rulebook-rules.ts'
import { rulebookFor } from './rulebook.ts'
import type { Tx } from './schema.ts'

let pools: Pools
beforeAll(async () => {
  pools = openPools(await cloneDatabase())
})
afterAll(() => pools.end())

const asOwner = <Value>({ token }: Owner, work: (tx: Tx) => Promise<Value>): Promise<Value> =>
  withTransaction(pools.appDb, token, work)
const deps = ({ ownerId }: Owner) => ({ ownerId, newId, now: () => new Date() })

/** A person with an account of that many transactions that nobody has decorated. */
async function ownerWith(count: number): Promise<Owner & { readonly ids: readonly TransactionId[] }> {
  const owner = await makeOwner(pools)
  const accountId = newId()
  const ids = Array.from({ length: count }, () => newId() as TransactionId)
  await asOwner(owner, async (tx) => {
    await sql`insert into account (owner_id, id, name, kind, currency)
      values (${owner.ownerId}, ${accountId}, 'Test', 'checking', 'EUR')`.execute(tx)
    await sql`insert into transaction (owner_id, id, account_id, batch_id, status, amount_minor, on_date, posted_on,
        description)
      select ${owner.ownerId}::uuid, v.id, ${accountId}::uuid, ${newId()}::uuid, 'posted', -100, '2026-03-01',
        '2026-03-01', 'ZORBLAX ' || v.n
      from unnest(${ids}::uuid[]) with ordinality as v (id, n)`.execute(tx)
  })
  return { ...owner, ids }
}

const draft = (more: Partial<RuleDraft> = {}): RuleDraft => ({
  name: 'Zorblax',
  isOn: true,
  condition: { field: 'description', test: 'starts-with', value: 'zorblax' },
  actions: [{ set: 'category', categoryId: 'shopping.hobbies' }],
  stops: false,
  fromOn: null,
  ...more,
})

const saveRule = (tx: Tx, owner: Owner, id: RuleId) =>
  changeRulebook(tx, deps(owner), {
    kind: 'rule',
    summary: 'Made a rule',
    touched: { rule: [id] },
    write: (within) => writeRule(within, owner.ownerId, id, draft(), new Date()),
    reach: async (within, _before, after) =>
      (await readNewestLayers(within, 100)).filter((row) => isMatched(id, after, row)),
  })

describe('a rulebook', () => {
  test('is made once, however many imports come first at once, with the built-in categories', async () => {
    const owner = await ownerWith(0)
    const read = () => asOwner(owner, (tx) => rulebookFor(tx, owner.ownerId, newId))
    const books = await Promise.all([read(), read(), read()])
    expect(new Set(books.map(({ version }) => version)).size).toBe(1)
    expect(books[0]?.categoryIds.has('food.groceries')).toBe(true)
  })

  test('is another one for each person, and new with every change', async () => {
    const [one, two] = [await ownerWith(1), await ownerWith(1)]
    const before = await asOwner(one, (tx) => rulebookFor(tx, one.ownerId, newId))
    await asOwner(one, (tx) => saveRule(tx, one, newId() as RuleId))
    const after = await asOwner(one, (tx) => rulebookFor(tx, one.ownerId, newId))
    expect([before.rules.length, after.rules.length]).toEqual([0, 1])
    expect((await asOwner(two, (tx) => rulebookFor(tx, two.ownerId, newId))).rules).toEqual([])
  })

  test('that was changed in a transaction that was undone is as it was', async () => {
    const owner = await ownerWith(1)
    const trial = asOwner(owner, async (tx) => {
      await saveRule(tx, owner, newId() as RuleId)
      throw new Error('only a look')
    })
    await expect(trial).rejects.toThrow('only a look')
    expect((await asOwner(owner, (tx) => rulebookFor(tx, owner.ownerId, newId))).rules).toEqual([])
  })
})

describe('a change', () => {
  test('is undone with what it did, and what the person decided since stays', async () => {
    const owner = await ownerWith(2)
    const [first, second] = owner.ids
    if (first === undefined || second === undefined) throw new Error('there are two')
    const { batchId } = await asOwner(owner, (tx) => saveRule(tx, owner, newId() as RuleId))
    const deciding = { ...deps(owner), at: new Date(), by: 'person', batchId: null }
    await asOwner(owner, (tx) => decide(tx, deciding, first, { category: 'food' }))
    const undone = await asOwner(owner, (tx) => undoRulebookChange(tx, deps(owner), batchId))
    expect(undone).toEqual({ kind: 'undone', restored: 2, kept: [] })
    const rows = await asOwner(owner, (tx) => readNewestLayers(tx, 10))
    expect(rows.map(({ derived }) => derived.category)).toEqual([null, null])
    expect(rows.find(({ id }) => id === first)?.intent).toEqual({ category: 'food' })
    const history = await asOwner(owner, (tx) => readFieldChanges(tx, first))
    expect(history.map(({ field, by }) => `${field} by ${by}`)).toEqual([
      'derived by undo',
      'category by person',
      'derived by rule',
    ])
  })

  test('that is unknown, undone before, or built on is not undone', async () => {
    const owner = await ownerWith(1)
    const id = newId() as RuleId
    const undo = (batchId: BatchId) => asOwner(owner, (tx) => undoRulebookChange(tx, deps(owner), batchId))
    const first = await asOwner(owner, (tx) => saveRule(tx, owner, id))
    const second = await asOwner(owner, (tx) => saveRule(tx, owner, id))
    expect(await undo(newId() as BatchId)).toEqual({ kind: 'unknown' })
    expect(await undo(first.batchId)).toEqual({ kind: 'changed-since' })
    expect(await undo(second.batchId)).toMatchObject({ kind: 'undone' })
    expect(await undo(first.batchId)).toMatchObject({ kind: 'undone', restored: 1 })
    expect(await undo(first.batchId)).toEqual({ kind: 'undone-before' })
  })

  test('of another person is unknown', async () => {
    const [one, two] = [await ownerWith(1), await ownerWith(1)]
    const { batchId } = await asOwner(one, (tx) => saveRule(tx, one, newId() as RuleId))
    expect(await asOwner(two, (tx) => undoRulebookChange(tx, deps(two), batchId))).toEqual({ kind: 'unknown' })
  })
})

describe('a recompute', () => {
  test('goes on where it was cut off, begins anew with another rulebook, and ends', async () => {
    const owner = await ownerWith(RECOMPUTE_PAGE + 5)
    const page = () => asOwner(owner, (tx) => recomputePage(tx, deps(owner)))
    expect(await page()).toEqual({ looked: RECOMPUTE_PAGE, changed: RECOMPUTE_PAGE, isDone: false })
    expect(await page()).toEqual({ looked: 5, changed: 5, isDone: true })
    expect(await page()).toEqual({ looked: RECOMPUTE_PAGE, changed: 0, isDone: false })
    await asOwner(owner, (tx) => saveRule(tx, owner, newId() as RuleId))
    expect(await page()).toMatchObject({ looked: RECOMPUTE_PAGE, isDone: false })
  })
})

describe('a payoree', () => {
  test('never has the name of another', async () => {
    const owner = await ownerWith(0)
    const insert = (name: string) =>
      asOwner(owner, (tx) =>
        tx
          .insertInto('payoree')
          .values({ ownerId: owner.ownerId, id: newId() as PayoreeId, name, foldedName: 'x' })
          .execute(),
      )
    await insert('X')
    await expect(insert('x')).rejects.toThrow('payoree_name')
  })
})
