// Two accounts that are one: joined on the person's word, whole and in one transaction, with nothing doubled or lost, and
// parted again by an undo.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { AccountId, BatchId, ConnectionId, ReviewId, TransactionId } from '../../src/domain/ids.ts'
import { account, posted, world as buildWorld } from '../../src/providers/world/build.ts'
import type { Happening, World } from '../../src/providers/world/world.ts'
import { keepCredential } from '../../src/storage/credentials.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { stateHash } from '../../src/storage/state-hash.ts'
import type { Tx } from '../../src/storage/schema.ts'
import { decide } from '../../src/storage/intents.ts'
import { joinAccounts } from '../../src/sync/join-accounts.ts'
import { undoBatch } from '../../src/sync/undo-batch.ts'
import { cloneDatabase } from '../support/database.ts'
import { expectedLedger, makeHousehold, newId, openHousehold, openPools, sorted } from './household.ts'
import type { Household, LedgerRow, Pools } from './household.ts'

const START = '2026-03-01' as CalendarDate
const AS_OF = addDays(START, 40)
const WORDS = ['BAKERY', 'GROCER', 'CINEMA', 'FLORIST', 'PHARMACY', 'BOOKS', 'RENT', 'GYM', 'FUEL', 'CAFE', 'TAILOR', 'ZOO']

const checking = account('checking', 'USD')
const history = (from: number, to: number): readonly Happening[] =>
  WORDS.slice(from, to).map((description, at) =>
    posted(addDays(START, 2 + (from + at) * 2), checking, `checking-${description}`, `-${10 + (from + at) * 3}.${37 + from + at}`, { description }),
  )
const bankOf = (happenings: readonly Happening[], more: Partial<typeof checking> = {}): World => {
  const shown = { ...checking, ...more }
  const institution = { id: 'bank-joined', name: 'First Bank', country: 'US' }
  return buildWorld({ key: 'joined', startsOn: START, accounts: [shown], happenings, institution })
}
const whole = bankOf(history(0, 12))
/** The first eight as the first connection tells them, the last eight as the second does under another number. */
const early = bankOf(history(0, 8))
const late = bankOf(history(4, 12), { persistentId: null, name: 'CHK PLUS', mask: '9999', bankId: 'checking-new' })

let pools: Pools
beforeAll(async () => {
  pools = openPools(await cloneDatabase())
})
afterAll(() => pools.end())

const see = <Value>({ token }: Household, work: (tx: Tx) => Promise<Value>) => withTransaction(pools.appDb, token, work)
const plain = (rows: readonly LedgerRow[]) => sorted(rows.map((row) => ({ ...row, account: '' })))
const sumOf = (rows: readonly LedgerRow[]): bigint => rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
const hashOf = (household: Household) => see(household, (tx) => stateHash(tx, household.ownerId))

async function connectAgain(first: Household, world: World): Promise<Household> {
  const { ownerId, token } = first
  const connectionId = newId() as ConnectionId
  const again = openHousehold(pools, world, { dialect: 'window, unlinked', asOf: AS_OF, ownerId, token, connectionId })
  await see(first, async (tx) => {
    const about = { isDemo: true, connectionSourceId: `source ${connectionId}`, institutionName: 'First Bank', country: 'US' }
    await tx.insertInto('connection').values({ ownerId, id: connectionId, provider: 'other', ...about, askedHistoryDays: 3_000 }).execute()
    await keepCredential(tx, again.deps, ownerId, connectionId, again.bank.credential())
  })
  return again
}

type Asked = { readonly reviewId: ReviewId; readonly from: AccountId; readonly into: AccountId }

const asked = (household: Household): Promise<Asked> =>
  see(household, async (tx) => {
    const review = await tx.selectFrom('review').selectAll().where('kind', '=', 'which-account').executeTakeFirstOrThrow()
    const [into] = review.candidateAccountIds ?? []
    if (review.subjectAccountId === null || into === undefined) throw new Error('the question names no accounts')
    return { reviewId: review.id, from: review.subjectAccountId, into }
  })

const join = ({ ownerId, token, deps }: Household, wish: Asked) => joinAccounts({ ...deps, db: pools.appDb }, { ownerId, token, ...wish })
const undo = ({ ownerId, token, deps }: Household, batchId: BatchId) =>
  undoBatch({ db: pools.appDb, now: deps.now, newId }, { ownerId, token, batchId })

const accountNames = (household: Household) =>
  see(household, async (tx) => (await tx.selectFrom('account').select('name').orderBy('name').execute()).map(({ name }) => name))

const note = (household: Household, id: TransactionId, text: string) =>
  see(household, (tx) =>
    decide(tx, { ownerId: household.ownerId, at: new Date(), newId, by: 'person', batchId: null }, id, { note: text }),
  )

const notes = (household: Household) =>
  see(household, async (tx) => {
    const rows = await tx.selectFrom('transactionIntent').select('note').orderBy('note').execute()
    return rows.map((row) => row.note)
  })

const idsOf = (household: Household, accountId: AccountId, word: string) =>
  see(household, async (tx) => {
    const row = await tx.selectFrom('transaction').select('id').where('accountId', '=', accountId).where('description', '=', word).executeTakeFirstOrThrow()
    return row.id
  })

/** Every row that names an account names one that is there. */
const strays = (household: Household) =>
  see(household, async (tx) => {
    const tables = ['account_link', 'transaction', 'source_record', 'coverage', 'balance', 'constraint_pair']
    const parts = tables.map((table) => sql`
      select ${table} as name from ${sql.table(table)} x
      where not exists (select 1 from account a where a.owner_id = x.owner_id and a.id = x.account_id)`)
    const { rows } = await sql<{ name: string }>`${sql.join(parts, sql` union all `)}`.execute(tx)
    const links = await sql`
      select 1 from source_record r join account_link l on l.owner_id = r.owner_id and l.id = r.account_link_id
      where l.account_id <> r.account_id`.execute(tx)
    return [...rows.map(({ name }) => name), ...links.rows.map(() => 'record of another account’s link')]
  })

test('every column that names an account is known to the joining', async () => {
  const { rows } = await pools.migrate.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public' and column_name like '%account_id%' order by 1`,
  )
  expect(rows.map(({ name }) => name)).toEqual([
    // Notes that go with their account.
    'account_change.account_id',
    'account_link.account_id',
    'balance.account_id',
    'constraint_pair.account_id',
    'coverage.account_id',
    'destination_account.account_id',
    'destination_account.their_account_id',
    'import_batch.account_id',
    // Accounts of a budget program.
    'push_change.their_account_id',
    'pushed_transaction.account_id',
    'pushed_transaction.their_account_id',
    // Of questions: settled with the account that goes.
    'review.candidate_account_ids',
    'review.subject_account_id',
    'source_record.account_id',
    'transaction.account_id',
  ])
})

let first: Household
let second: Household
beforeEach(async () => {
  first = await makeHousehold(pools, early, { asOf: AS_OF })
  await first.sync()
  second = await connectAgain(first, late)
  await second.sync()
  expect(await accountNames(first)).toEqual(['CHK PLUS', 'Checking'])
})

describe('two accounts that are one', () => {
  test('hold every movement once when they are joined, and go on reading into one', async () => {
    const before = await first.ledger()
    expect(before).toHaveLength(16)
    expect(await join(first, await asked(first))).toMatchObject({ kind: 'decided' })
    const after = await first.ledger()
    expect(plain(after)).toEqual(plain(expectedLedger(whole, AS_OF)))
    const doubles = plain(expectedLedger(bankOf(history(4, 8)), AS_OF))
    expect(sumOf(after)).toBe(sumOf(before) - sumOf(doubles))
    expect(await accountNames(first)).toHaveLength(1)
    expect(await strays(first)).toEqual([])
    await second.sync()
    await first.sync()
    expect(plain(await first.ledger())).toEqual(plain(expectedLedger(whole, AS_OF)))
    expect(await accountNames(first)).toHaveLength(1)
  })

  test('go where the one that goes was sent, and part again with it', async () => {
    const wish = await asked(first)
    const { ownerId } = first
    const [destinationId, mappingId] = [first.deps.newId(), first.deps.newId()]
    await see(first, (tx) =>
      sql`insert into destination (owner_id, id, program, name, settings, key_id, sealed)
        values (${ownerId}::uuid, ${destinationId}::uuid, 'made-up', 'Budget', '{}', 'none', '')`.execute(tx),
    )
    await see(first, (tx) =>
      sql`insert into destination_account (owner_id, id, destination_id, account_id, their_account_id, their_name, sends_from_on)
        values (${ownerId}::uuid, ${mappingId}::uuid, ${destinationId}::uuid, ${wish.from}::uuid, '7', 'There', '2026-01-01')`.execute(tx),
    )
    const sentFrom = async () =>
      (await see(first, (tx) => tx.selectFrom('destinationAccount').select(['accountId', 'theirAccountId']).execute())).map(
        ({ accountId, theirAccountId }) => [accountId, theirAccountId],
      )
    const joined = await join(first, wish)
    expect(await sentFrom()).toEqual([[wish.into, '7']])
    if (joined.kind !== 'decided') throw new Error('not joined')
    await undo(first, joined.batchId)
    expect(await sentFrom()).toEqual([[wish.from, '7']])
  })

  test('are asked about once', async () => {
    const wish = await asked(first)
    await join(first, wish)
    expect(await join(first, wish)).toEqual({ kind: 'does-not-fit' })
    await second.sync()
    const open = await see(first, (tx) => tx.selectFrom('review').select('id').where('state', '=', 'open').execute())
    expect(open).toEqual([])
  })

  test('keep what the person made of either row', async () => {
    const wish = await asked(first)
    await note(first, await idsOf(first, wish.from, 'RENT'), 'of the newer')
    await note(first, await idsOf(first, wish.into, 'BOOKS'), 'of the older')
    await note(first, await idsOf(first, wish.from, 'ZOO'), 'only there')
    await join(first, wish)
    expect(await notes(first)).toEqual(['of the newer', 'of the older', 'only there'])
    expect(plain(await first.ledger())).toEqual(plain(expectedLedger(whole, AS_OF)))
  })

  test('stay as they are where one is in another currency or is being read', async () => {
    const wish = await asked(first)
    const before = await hashOf(first)
    await see(first, (tx) => tx.updateTable('account').set({ currency: 'EUR' as never }).where('id', '=', wish.from).execute())
    expect(await join(first, wish)).toEqual({ kind: 'other-currency' })
    await see(first, (tx) => tx.updateTable('account').set({ currency: 'USD' as never }).where('id', '=', wish.from).execute())

    const runId = await second.request()
    await see(first, (tx) => tx.updateTable('syncRun').set({ state: 'running' }).where('id', '=', runId).execute())
    expect(await join(first, wish)).toEqual({ kind: 'running' })
    await see(first, (tx) => tx.updateTable('syncRun').set({ state: 'failed' }).where('id', '=', runId).execute())

    expect(await hashOf(first)).toBe(before)
  })
})

describe('the joining undone', () => {
  test('gives both accounts back as they were', async () => {
    const before = await hashOf(first)
    const ledger = await first.ledger()
    const joined = await join(first, await asked(first))
    if (joined.kind !== 'decided') throw new Error(`not joined: ${joined.kind}`)
    expect(await hashOf(first)).not.toBe(before)
    expect(await undo(first, joined.batchId)).toMatchObject({ kind: 'undone', parted: 4 })
    expect(await first.ledger()).toEqual(ledger)
    expect(await hashOf(first)).toBe(before)
    expect(await strays(first)).toEqual([])
    expect(await join(first, await asked(first))).toMatchObject({ kind: 'decided' })
    expect(plain(await first.ledger())).toEqual(plain(expectedLedger(whole, AS_OF)))
  })

  test('takes what came since to the account that it came for', async () => {
    const wish = await asked(first)
    const joined = await join(first, wish)
    if (joined.kind !== 'decided') throw new Error(`not joined: ${joined.kind}`)
    const more = posted(addDays(AS_OF, 1), checking, 'checking-NEWS', '-99.01', { description: 'NEWS' })
    const later = openHousehold(pools, bankOf([...history(4, 12), more], late.accounts[0]), {
      dialect: 'window, unlinked',
      asOf: addDays(AS_OF, 2),
      ownerId: first.ownerId,
      token: first.token,
      connectionId: second.connectionId,
    })
    await later.sync()
    expect(await undo(first, joined.batchId)).toMatchObject({ kind: 'undone' })
    expect(await idsOf(first, wish.from, 'NEWS')).toBeDefined()
    expect(await first.ledger()).toHaveLength(17)
    expect(await strays(first)).toEqual([])
  })

  test('is refused, and changes nothing, where a row of both was worked on since', async () => {
    const wish = await asked(first)
    const joined = await join(first, wish)
    if (joined.kind !== 'decided') throw new Error(`not joined: ${joined.kind}`)
    await note(first, await idsOf(first, wish.into, 'RENT'), 'since')
    const before = await hashOf(first)
    expect(await undo(first, joined.batchId)).toMatchObject({ kind: 'touched', transactionIds: [await idsOf(first, wish.into, 'RENT')] })
    expect(await hashOf(first)).toBe(before)
  })

  test('leaves earlier syncs undoable, in the one account and in the two', async () => {
    const [sync] = await see(first, (tx) => tx.selectFrom('importBatch').select('id').where('connectionId', '=', second.connectionId).execute())
    const joined = await join(first, await asked(first))
    if (joined.kind !== 'decided' || sync === undefined) throw new Error('not joined')
    await undo(first, joined.batchId)
    expect(await undo(first, sync.id)).toMatchObject({ kind: 'undone', removed: 8 })
    expect(plain(await first.ledger())).toEqual(plain(expectedLedger(early, AS_OF)))
  })
})
