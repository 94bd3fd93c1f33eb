// The laws of the planner, through PostgreSQL and through the whole engine: what storage keeps is what the reference
// ledger keeps, and what a person sees is what the bank's history is.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { addDays } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { AccountId, AccountLinkId, TransactionId } from '../../src/domain/ids.ts'
import type { Span } from '../../src/domain/reconcile/plan.ts'
import { EMPTY_LEDGER } from '../../src/domain/reconcile/reference-ledger.ts'
import type { ReferenceLedger } from '../../src/domain/reconcile/reference-ledger.ts'
import { generateWorld } from '../../src/providers/world/generate.ts'
import { seeded } from '../../src/providers/world/random.ts'
import { bookedMinor } from '../../src/providers/world/truth.ts'
import type { World } from '../../src/providers/world/world.ts'
import { withTransaction } from '../../src/storage/database.ts'
import type { Tx } from '../../src/storage/schema.ts'
import { importSpan } from '../../src/sync/import-span.ts'
import { cloneDatabase } from '../support/database.ts'
import { expectedLedger, makeHousehold, makeOwner, newId, openPools } from '../sync/household.ts'
import { testKeyRing } from '../sync/household.ts'
import type { Household, Owner, Pools } from '../sync/household.ts'
import { accountOf, applyAll, cut, linkOf, read } from './world-spans.ts'
import type { Bank } from './world-spans.ts'
import { randomBytes } from 'node:crypto'

const WORLDS = process.env['TRIBUTARY_LONG'] ? 250 : 25
const DAYS = 45
/** Under a second a World is usual; the bound is for slow machines. */
const LAW_TIMEOUT_MS = 20 * 60_000
const READINGS = ['changes', 'windows', 'windows without ids'] as const
const deps = { keyRing: testKeyRing, newId, randomBytes }

let pools: Pools
beforeAll(async () => {
  pools = openPools(await cloneDatabase())
})
afterAll(() => pools.end())

async function forAllWorlds(law: (seed: number) => Promise<void>): Promise<void> {
  for (let seed = 1; seed <= WORLDS; seed += 1) {
    try {
      await law(seed)
    } catch (error) {
      throw new Error(`the law fails for World ${seed}`, { cause: error })
    }
  }
}

describe(`spans of ${WORLDS} random Worlds`, () => {
  test('leave the same records, transactions and questions in PostgreSQL as in the reference ledger', {
    timeout: LAW_TIMEOUT_MS,
  }, async () => {
    await forAllWorlds(async (seed) => {
      const random = seeded(seed * 31 + 5)
      const reading = READINGS[seed % READINGS.length] ?? 'changes'
      const world = generateWorld(seed, { days: DAYS })
      const owner = await makeOwner(pools)
      const ids = await makeLinks(owner, world)
      let bank: Bank = { world, reading, generation: 0, position: 0 }
      let reference = EMPTY_LEDGER
      for (let day = random.between(0, 6); day < DAYS + 12; day += random.between(3, 12)) {
        const given = read(bank, addDays(world.startsOn, day))
        const after = applyAll(reference, cut(given.span, random))
        for (const step of after.steps) {
          const counts = await write(owner, ids, step.span)
          expect({ ...counts, reviews: 0 }).toEqual({ ...step.plan.counts, reviews: 0 })
        }
        reference = after.ledger
        bank = given.bank
        expect(await dump(owner, ids)).toEqual(referenceDump(reference))
      }
    })
  })
})

type Ids = { readonly accounts: ReadonlyMap<string, AccountId>; readonly links: ReadonlyMap<string, AccountLinkId> }

async function makeLinks({ ownerId, token }: Owner, world: World): Promise<Ids> {
  const bank: Bank = { world, reading: 'changes', generation: 0, position: 0 }
  const accounts = new Map<string, AccountId>()
  const links = new Map<string, AccountLinkId>()
  await withTransaction(pools.appDb, token, async (tx) => {
    for (const { key, name, kind, currency } of world.accounts) {
      const accountId = newId() as AccountId
      const linkId = newId() as AccountLinkId
      accounts.set(accountOf(key), accountId)
      links.set(linkOf(bank, key), linkId)
      await tx.insertInto('account').values({ ownerId, id: accountId, name, kind, currency }).execute()
      const link = { ownerId, id: linkId, accountId, accountSourceId: key }
      await tx.insertInto('accountLink').values(link).execute()
    }
  })
  return { accounts, links }
}

function known<Id>(ids: ReadonlyMap<string, Id>, id: string): Id {
  const found = ids.get(id)
  if (found === undefined) throw new Error(`no ${id}`)
  return found
}

/** The span with the database's ids. */
function inDatabase({ accounts, links }: Ids, span: Span): Span {
  return {
    ...span,
    earlier: new Map([...(span.earlier ?? [])].map(([linkId, counts]) => [known(links, linkId), counts])),
    records: span.records.map((each) => ({
      ...each,
      linkId: known(links, each.linkId),
      accountId: known(accounts, each.accountId),
    })),
    removals: span.removals.map((each) => ({ ...each, linkId: known(links, each.linkId) })),
    coverage: span.coverage.map((each) => ({
      ...each,
      linkId: known(links, each.linkId),
      accountId: known(accounts, each.accountId),
    })),
  }
}

async function write({ ownerId, token }: Owner, ids: Ids, span: Span) {
  const accountIds = [...ids.accounts.values()]
  const origin = { kind: 'file' as const, fileId: null, accountId: known(ids.accounts, [...ids.accounts.keys()][0] ?? '') }
  return withTransaction(pools.workerDb, token, async (tx) => {
    const { counts } = await importSpan(tx, deps, { ownerId, origin, accountIds }, inDatabase(ids, span), [])
    return counts
  })
}

/** Everything that both ledgers hold, in lines that know nothing of ids but which belong together. */
type Dump = { readonly transactions: readonly string[]; readonly records: readonly string[]; readonly reviews: number }

type RecordLine = {
  readonly transactionId: string
  readonly link: string
  readonly sourceId: string | null
  readonly contentKey: string
  readonly ordinal: number
  readonly contentHash: string
  readonly isCurrent: boolean
  readonly isRemoved: boolean
  readonly isSuperseded: boolean
}

type TransactionLine = {
  readonly id: string
  readonly account: string
  readonly status: string
  readonly amountMinor: bigint
  readonly postedOn: string | null
  readonly transactionOn: string | null
  readonly description: string
  readonly isRemoved: boolean
}

function linesOf(records: readonly RecordLine[], transactions: readonly TransactionLine[], reviews: number): Dump {
  const shown = records.map(({ transactionId: _, ...record }) => JSON.stringify(Object.values(record)))
  const byTransaction = Map.groupBy(records, ({ transactionId }) => transactionId)
  return {
    records: shown.toSorted(),
    transactions: transactions
      .map(({ id, amountMinor, ...transaction }) => {
        const own = (byTransaction.get(id) ?? []).map(({ link, contentKey, ordinal }) => `${link} ${contentKey} ${ordinal}`)
        return JSON.stringify([...Object.values(transaction), String(amountMinor), own.toSorted()])
      })
      .toSorted(),
    reviews,
  }
}

async function dump({ token }: Owner, { accounts, links }: Ids): Promise<Dump> {
  const accountNames = new Map([...accounts].map(([name, id]) => [id, name]))
  const linkNames = new Map([...links].map(([name, id]) => [id, name]))
  return withTransaction(pools.appDb, token, async (tx) => {
    const records = await sql<RecordLine & { readonly link: AccountLinkId }>`
      select transaction_id, account_link_id as link, source_id, content_key, ordinal, content_hash, is_current,
        is_removed, superseded_by is not null as is_superseded from source_record`.execute(tx)
    const transactions = await sql<TransactionLine & { readonly account: AccountId }>`
      select id, account_id as account, status, amount_minor, posted_on, transaction_on, description, is_removed
      from transaction`.execute(tx)
    const reviews = await sql<{ readonly count: number }>`select count(*)::int as count from review`.execute(tx)
    return linesOf(
      records.rows.map((row) => ({ ...row, link: linkNames.get(row.link) ?? '' })),
      transactions.rows.map((row) => ({ ...row, account: accountNames.get(row.account) ?? '' })),
      reviews.rows[0]?.count ?? 0,
    )
  })
}

function referenceDump(ledger: ReferenceLedger): Dump {
  const records = [...ledger.records.values()].map((record) => ({
    transactionId: record.transactionId,
    link: record.linkId,
    sourceId: record.sourceId,
    contentKey: record.contentKey,
    ordinal: record.ordinal,
    contentHash: record.contentHash,
    isCurrent: record.isCurrent,
    isRemoved: record.isRemoved,
    isSuperseded: record.isSuperseded,
  }))
  const transactions = [...ledger.transactions.values()].map(({ id, accountId, evidence }) => ({
    id,
    account: accountId,
    status: evidence.status,
    amountMinor: evidence.amount.minor,
    postedOn: evidence.postedOn,
    transactionOn: evidence.transactionOn,
    description: evidence.description,
    isRemoved: evidence.isRemoved,
  }))
  return linesOf(records, transactions, ledger.reviews.size)
}

describe(`syncs of ${WORLDS} random Worlds`, () => {
  test('show each movement once after every sync, sum to the bank’s balance, and twice is once', {
    timeout: LAW_TIMEOUT_MS,
  }, async () => {
    await forAllWorlds(async (seed) => {
      const { world, days, household } = await randomHousehold(seed)
      for (const asOf of days) {
        household.setDay(asOf)
        expect(await household.sync()).toMatchObject({ state: 'succeeded' })
        const ledger = await household.ledger()
        expect(ledger).toEqual(expectedLedger(world, asOf))
        expect(await household.sync()).toMatchObject({ state: 'succeeded' })
        expect(await household.ledger()).toEqual(ledger)
        await asPerson(household, (tx) => expectSums(tx, world, asOf))
      }
      await asPerson(household, expectCountsToAddUp)
    })
  })

  test('keep every edit of the person', { timeout: LAW_TIMEOUT_MS }, async () => {
    await forAllWorlds(async (seed) => {
      const { days, household } = await randomHousehold(seed)
      const edits = new Map<TransactionId, string>()
      for (const asOf of days) {
        household.setDay(asOf)
        await household.sync()
        await asPerson(household, (tx) => editSome(tx, household, edits))
      }
      const kept = await asPerson(household, (tx) =>
        tx.selectFrom('transactionIntent').select(['transactionId', 'category', 'decided']).execute(),
      )
      expect(new Map(kept.map(({ transactionId, category }) => [transactionId, category]))).toEqual(edits)
      expect(edits.size).toBeGreaterThan(0)
    })
  })
})

/** A household at a bank that names pending forms or gives windows, read in pages of any size on any days. */
async function randomHousehold(seed: number) {
  const random = seeded(seed * 17 + 3)
  const dialect = seed % 2 === 0 ? ('changes, linked' as const) : ('window, reissued on reconnect' as const)
  const world = generateWorld(seed, { days: DAYS, pending: 'linked' })
  const days: CalendarDate[] = []
  for (let day = random.between(2, 9); day < DAYS + 12; day += random.between(8, 20)) days.push(addDays(world.startsOn, day))
  const [asOf = world.startsOn] = days
  const household = await makeHousehold(pools, world, { dialect, asOf, pageSize: random.between(15, 60) })
  return { world, days, household }
}

const asPerson = <Value>({ token }: Household, work: (tx: Tx) => Promise<Value>): Promise<Value> =>
  withTransaction(pools.appDb, token, work)

async function expectSums(tx: Tx, world: World, asOf: CalendarDate): Promise<void> {
  const { rows } = await sql<{ readonly name: string; readonly sum: bigint; readonly told: bigint | null }>`
    select a.name, coalesce(sum(t.amount_minor) filter (where not t.is_removed and t.status = 'posted'), 0)::bigint as sum,
      (select b.amount_minor from balance b where b.account_id = a.id order by b.recorded_at desc, b.id desc limit 1) as told
    from account a left join transaction t on t.account_id = a.id group by a.id, a.name`.execute(tx)
  for (const account of world.accounts) {
    const row = rows.find(({ name }) => name === account.name)
    expect((row?.sum ?? 0n) + account.openingMinor).toBe(bookedMinor(world, account, asOf))
    expect(row?.told).toBe(bookedMinor(world, account, asOf))
  }
}

async function expectCountsToAddUp(tx: Tx): Promise<void> {
  const { rows } = await sql<Readonly<Record<string, number>>>`
    select (select count(*) from transaction)::int as transactions, sum(b.added)::int as added,
      sum(b.fetched)::int as fetched, sum(r.fetched)::int as run_fetched, sum(r.added)::int as run_added,
      sum(b.added + b.updated + b.unchanged + b.ignored + b.rejected)::int as parts
    from import_batch b join sync_run r on r.id = b.run_id`.execute(tx)
  const [sums] = rows
  expect(sums?.['parts']).toBe(sums?.['fetched'])
  expect(sums?.['runFetched']).toBe(sums?.['fetched'])
  expect(sums?.['runAdded']).toBe(sums?.['added'])
  expect(sums?.['added']).toBe(sums?.['transactions'])
}

async function editSome(tx: Tx, { ownerId }: Household, edits: Map<TransactionId, string>): Promise<void> {
  const rows = await tx.selectFrom('transaction').select('id').where('isRemoved', '=', false).orderBy('id').execute()
  for (const [index, { id }] of rows.entries()) {
    if (index % 7 !== 0 || edits.has(id)) continue
    edits.set(id, `edit ${index}`)
    const intent = { ownerId, transactionId: id, decided: ['category'], category: `edit ${index}` }
    await tx.insertInto('transactionIntent').values(intent).execute()
  }
}

