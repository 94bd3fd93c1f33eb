// Banks that are read wrongly, through the whole engine and PostgreSQL: what their balances prove is applied, obeyed by
// later syncs, and taken back without a trace.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { applyCalibration, takeBackCalibration } from '../../src/app/calibrate-account.ts'
import type { AppContext } from '../../src/app/context.ts'
import { listAccounts } from '../../src/app/list-accounts.ts'
import { showBalanceProof } from '../../src/app/show-balance-proof.ts'
import { undoBatch } from '../../src/app/undo-batch.ts'
import { addDays } from '../../src/domain/calendar.ts'
import type { AccountId } from '../../src/domain/ids.ts'
import { money, negate } from '../../src/domain/money.ts'
import { DIALECTS, simulatorAdapter } from '../../src/providers/conformance/simulator.ts'
import type { Adapter } from '../../src/providers/contract/adapter.ts'
import type { Page } from '../../src/providers/contract/page.ts'
import type { SourceAccount } from '../../src/domain/account.ts'
import { generateWorld } from '../../src/providers/world/generate.ts'
import { trueLedger } from '../../src/providers/world/truth.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { stateHash } from '../../src/storage/state-hash.ts'
import { cloneDatabase } from '../support/database.ts'
import { expectedLedger, makeHousehold, openPools } from '../sync/household.ts'
import type { Household, LedgerRow, Pools } from '../sync/household.ts'

const DAYS = [6, 9, 13, 17, 20]

let pools: Pools
beforeAll(async () => {
  pools = openPools(await cloneDatabase())
})
afterAll(() => pools.end())

type Quirk = {
  readonly rows?: (page: Page) => Page
  /** @param pendingMinor what is pending today */
  readonly accounts?: (accounts: readonly SourceAccount[], pendingMinor: bigint) => readonly SourceAccount[]
}

/** A bank that speaks otherwise than is assumed. */
function odd(
  rows: (page: Page) => Page,
  accounts: (listed: readonly SourceAccount[]) => readonly SourceAccount[],
): Adapter {
  const adapter = simulatorAdapter(DIALECTS['changes, linked']) as unknown as Adapter
  return {
    ...adapter,
    listAccounts: async (session) => accounts(await adapter.listAccounts(session)),
    read: async function* (session, request) {
      for await (const page of adapter.read(session, request)) yield rows({ ...page, accounts: accounts(page.accounts) })
    },
  }
}

const turnedRows = (page: Page): Page => ({
  ...page,
  upserts: page.upserts.map((record) => ({ ...record, amount: negate(record.amount) })),
})

const withBalances = (listed: readonly SourceAccount[], read: (account: SourceAccount) => SourceAccount['balances']) =>
  listed.map((account) => ({ ...account, balances: read(account) }))

/** So much more is owed than the account ever holds. */
const LIMIT_MINOR = 100_000_000n

/** What is owed, told as a positive balance. */
const debtAsBalance = (listed: readonly SourceAccount[]): readonly SourceAccount[] =>
  withBalances(listed, ({ balances }) =>
    balances.map((balance) => {
      const { minor, currency } = balance.amount
      return { ...balance, amount: money(LIMIT_MINOR - minor, currency) }
    }),
  )

/** A booked balance that holds what is pending. */
const holdsInBooked = (listed: readonly SourceAccount[], pendingMinor: bigint): readonly SourceAccount[] =>
  withBalances(listed, ({ balances }) =>
    balances.map((balance) => {
      const { minor, currency } = balance.amount
      return { ...balance, amount: money(minor + pendingMinor, currency) }
    }),
  )

/** The household after some syncs of such a bank, and its one account. */
async function readOddly(seed: number, quirk: Quirk, kind?: SourceAccount['kind']) {
  const world = generateWorld(seed, { days: 30, accounts: 1, pending: 'linked', purchasesPerDay: 2 })
  let today = world.startsOn
  const pendingMinor = () =>
    trueLedger(world, today).reduce((sum, row) => (row.status === 'pending' ? sum + row.amountMinor : sum), 0n)
  const read = (listed: readonly SourceAccount[]) =>
    (quirk.accounts?.(listed, pendingMinor()) ?? listed).map((each) => (kind === undefined ? each : { ...each, kind }))
  const adapter = odd(quirk.rows ?? ((page) => page), read)
  const on = (day: number) => addDays(world.startsOn, day)
  const household = await makeHousehold(pools, world, { asOf: on(DAYS[0] ?? 0), adapter })
  const sync = async (day: number) => {
    today = on(day)
    household.setDay(today)
    expect((await household.sync()).state).toBe('succeeded')
  }
  for (const day of DAYS) await sync(day)
  const { ownerId, token, deps } = household
  const context = { ...deps, db: pools.appDb, ownerId, token } as unknown as AppContext
  const [account] = await listAccounts(context)
  if (account === undefined) throw new Error('the bank listed no account')
  return { household, context, account, sync, right: (day: number) => expectedLedger(world, on(day)) }
}

const turned = (rows: readonly LedgerRow[]) => rows.map((row) => ({ ...row, amountMinor: -row.amountMinor }))
const plain = (rows: readonly LedgerRow[]) =>
  rows.map(({ on, amountMinor, status }) => `${on} ${amountMinor} ${status}`).toSorted()

const hashOf = ({ ownerId, token }: Household, id: string) =>
  withTransaction(pools.appDb, token, (tx) =>
    stateHash(tx, ownerId, `${id.slice(4, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20, 24)}-${id.slice(24)}` as AccountId),
  )
const bookedOf = async (context: AppContext, id: string) =>
  (await showBalanceProof(context, id)).calibrations.find(({ kind }) => kind === 'booked')

describe('a bank whose transactions have the wrong sign', () => {
  test('is read rightly once its balances proved it: old rows, later syncs, and the proof', async () => {
    const { household, context, account, sync, right } = await readOddly(11, { rows: turnedRows })
    expect(plain(await household.ledger())).toEqual(plain(turned(right(20))))
    expect(await bookedOf(context, account.id)).toMatchObject({ proposal: 'flip-rows', cures: ['flip-rows'] })
    const before = await hashOf(household, account.id)

    const tried = await applyCalibration(context, account.id, 'flip-rows', { isDryRun: true })
    expect(tried).toMatchObject({ isDryRun: true, state: 'proved', needsUser: false, batchId: null })
    expect(await hashOf(household, account.id)).toBe(before)

    const applied = await applyCalibration(context, account.id, 'flip-rows')
    expect(applied).toMatchObject({ state: 'proved', transactions: tried.transactions })
    expect(plain(await household.ledger())).toEqual(plain(right(20)))
    expect(await bookedOf(context, account.id)).toMatchObject({ proposal: 'none' })

    // What comes later, and what is stated again, is read the same way: nothing is doubled.
    await sync(24)
    expect(plain(await household.ledger())).toEqual(plain(right(24)))
    expect((await showBalanceProof(context, account.id)).state).toBe('proved')
  })

  test('leaves no trace when it is taken back at once, by its own command or by undoing its batch', async () => {
    const { household, context, account, right } = await readOddly(12, { rows: turnedRows })
    const before = await hashOf(household, account.id)
    await applyCalibration(context, account.id, 'flip-rows')
    await takeBackCalibration(context, account.id, 'flip-rows')
    expect(await hashOf(household, account.id)).toBe(before)
    const { batchId } = await applyCalibration(context, account.id, 'flip-rows')
    expect(plain(await household.ledger())).toEqual(plain(right(20)))
    const tried = await undoBatch(context, batchId ?? '', { isDryRun: true })
    const undone = await undoBatch(context, batchId ?? '')
    expect(undone).toMatchObject({ removed: 0, kept: [], restored: tried.restored })
    expect(await hashOf(household, account.id)).toBe(before)
    expect((await showBalanceProof(context, account.id)).applied).toEqual([])
    await expect(undoBatch(context, batchId ?? '')).rejects.toMatchObject({ code: 'undone-before' })
  })

  test('is read as before when it is taken back after more came, those rows too', async () => {
    const { household, context, account, sync, right } = await readOddly(13, { rows: turnedRows })
    const { batchId } = await applyCalibration(context, account.id, 'flip-rows')
    await sync(23)
    await takeBackCalibration(context, account.id, 'flip-rows')
    expect(plain(await household.ledger())).toEqual(plain(turned(right(23))))
    await expect(undoBatch(context, batchId ?? '')).rejects.toMatchObject({ code: 'undone-before' })
    await sync(26)
    expect(plain(await household.ledger())).toEqual(plain(turned(right(26))))
    // And it can be applied once more.
    expect(await applyCalibration(context, account.id, 'flip-rows')).toMatchObject({ state: 'proved' })
    expect(plain(await household.ledger())).toEqual(plain(right(26)))
  })

  test('keeps what the person decided, and stands in the way of undoing an import from before', async () => {
    const { household, context, account, right } = await readOddly(14, { rows: turnedRows })
    const [first] = await withTransaction(pools.appDb, household.token, (tx) =>
      tx.selectFrom('transaction').select(['id', 'batchId']).orderBy('id').limit(1).execute())
    await withTransaction(pools.appDb, household.token, (tx) => sql`
      insert into transaction_intent (owner_id, transaction_id, decided, note)
      values (${household.ownerId}::uuid, ${first?.id}::uuid, array['note'], 'Mine')`.execute(tx))
    const { batchId } = await applyCalibration(context, account.id, 'flip-rows')
    await expect(undoBatch(context, first?.batchId ?? '')).rejects.toMatchObject({ code: 'built-on' })
    await undoBatch(context, batchId ?? '')
    expect(plain(await household.ledger())).toEqual(plain(turned(right(20))))
    const notes = await withTransaction(pools.appDb, household.token, (tx) =>
      tx.selectFrom('transactionIntent').select('note').execute())
    expect(notes).toEqual([{ note: 'Mine' }])
  })
})

describe('a card whose debt is told as a balance', () => {
  test('is read as debt, in the proof and on the first page, and as told once that is taken back', async () => {
    const { context, account, sync } = await readOddly(15, { accounts: debtAsBalance }, 'credit-card')
    const toldMinor = BigInt((await listAccounts(context))[0]?.balance?.amount.minor ?? '0')
    expect(toldMinor).toBeGreaterThan(0n)
    expect(await bookedOf(context, account.id)).toMatchObject({ proposal: 'flip-balance', cures: ['flip-booked'] })
    const applied = await applyCalibration(context, account.id, 'flip-booked')
    expect(applied).toMatchObject({ transactions: 0, batchId: null, state: 'proved' })
    expect((await listAccounts(context))[0]?.balance?.amount.minor).toBe(String(-toldMinor))
    await sync(25)
    expect((await showBalanceProof(context, account.id)).state).toBe('proved')
    await expect(applyCalibration(context, account.id, 'flip-booked')).rejects.toMatchObject({ code: 'review-mismatch' })
    await takeBackCalibration(context, account.id, 'flip-booked')
    expect((await bookedOf(context, account.id))?.proposal).toBe('flip-balance')
    expect((await showBalanceProof(context, account.id)).state).toBe('differs')
  })
})

describe('a booked balance that holds what is pending', () => {
  test('is checked with what is pending once it proved that, at later syncs too', async () => {
    const { context, account, sync } = await readOddly(18, { accounts: holdsInBooked })
    expect(await bookedOf(context, account.id)).toMatchObject({ proposal: 'holds-in-booked', stale: null })
    expect((await showBalanceProof(context, account.id)).state).toBe('differs')
    expect(await applyCalibration(context, account.id, 'holds-in-booked')).toMatchObject({ state: 'proved' })
    await sync(25)
    const proof = await showBalanceProof(context, account.id)
    expect(proof).toMatchObject({ state: 'proved', applied: [{ what: 'holds-in-booked' }] })
    expect(proof.calibrations.map(({ proposal }) => proposal)).toEqual(['none'])
  })
})

describe('what is applied', () => {
  test('is refused where no balance proves it, where it is applied already, and where no bank reads', async () => {
    const { household, context, account } = await readOddly(16, {})
    const before = await hashOf(household, account.id)
    for (const what of ['flip-rows', 'flip-booked', 'holds-in-booked'] as const) {
      await expect(applyCalibration(context, account.id, what)).rejects.toMatchObject({ code: 'review-mismatch' })
    }
    await expect(takeBackCalibration(context, account.id, 'flip-rows')).rejects.toMatchObject({ code: 'not-found' })
    expect(await hashOf(household, account.id)).toBe(before)
  })

  test('is refused where another source tells the same transactions with the right sign', async () => {
    const { household, context, account } = await readOddly(17, { rows: turnedRows })
    await withTransaction(pools.appDb, household.token, (tx) => sql`
      insert into transaction (owner_id, id, account_id, batch_id, status, amount_minor, on_date, posted_on, description)
      select owner_id, gen_random_uuid(), account_id, batch_id, status, -amount_minor, on_date, posted_on, description
      from transaction where status = 'posted' and not is_removed order by id limit 3`.execute(tx))
    const refused = applyCalibration(context, account.id, 'flip-rows')
    await expect(refused).rejects.toMatchObject({ code: 'review-mismatch' })
  })
})
