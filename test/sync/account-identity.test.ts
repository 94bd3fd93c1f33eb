// An account that comes again, under other ids or through another connection, is the ledger that is there: nothing is
// doubled. Where that is not certain it is kept apart and asked about.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '../../src/domain/calendar.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { CurrencyCode } from '../../src/domain/currency.ts'
import type { AccountId, ConnectionId, FileId } from '../../src/domain/ids.ts'
import { money } from '../../src/domain/money.ts'
import type { DialectName } from '../../src/providers/conformance/simulator.ts'
import { account, posted, world as buildWorld } from '../../src/providers/world/build.ts'
import { generateWorld } from '../../src/providers/world/generate.ts'
import type { Happening, World } from '../../src/providers/world/world.ts'
import { keepCredential } from '../../src/storage/credentials.ts'
import { withTransaction } from '../../src/storage/database.ts'
import type { Tx } from '../../src/storage/schema.ts'
import { commitFileImport, previewFileImport } from '../../src/sync/import-file.ts'
import { cloneDatabase } from '../support/database.ts'
import { expectedLedger, makeHousehold, newId, openHousehold, openPools, sorted } from './household.ts'
import type { Household, LedgerRow, Pools } from './household.ts'
import { fileRow } from '../support/file-rows.ts'

const START = '2026-03-01' as CalendarDate
const AS_OF = addDays(START, 40)
const WORDS = ['BAKERY', 'GROCER', 'CINEMA', 'FLORIST', 'PHARMACY', 'BOOKS', 'RENT', 'GYM', 'FUEL', 'CAFE', 'TAILOR', 'ZOO']

/** A dozen booked movements, each of its own amount. */
const history = (of: ReturnType<typeof account>, seed = 0): readonly Happening[] =>
  WORDS.map((description, at) =>
    posted(addDays(START, 2 + at * 2), of, `${of.key}-${description}`, `-${10 + seed + at * 3}.${37 + at}`, { description }),
  )

const bankOf = (key: string, happenings: readonly Happening[], accounts: readonly ReturnType<typeof account>[]): World =>
  buildWorld({ key, startsOn: START, accounts, happenings, institution: { id: `bank-${key}`, name: 'First Bank', country: 'US' } })

let pools: Pools
beforeAll(async () => {
  pools = openPools(await cloneDatabase())
})
afterAll(() => pools.end())

const see = <Value>({ token }: Household, work: (tx: Tx) => Promise<Value>) => withTransaction(pools.appDb, token, work)

/** The same person connects once more, as `provider`. */
async function connectAgain(first: Household, world: World, provider: string, dialect: DialectName): Promise<Household> {
  const { ownerId, token } = first
  const connectionId = newId() as ConnectionId
  const again = openHousehold(pools, world, { dialect, asOf: AS_OF, ownerId, token, connectionId })
  await see(first, async (tx) => {
    await tx
      .insertInto('connection')
      .values({
        ownerId,
        id: connectionId,
        provider,
        isDemo: true,
        connectionSourceId: `source ${connectionId}`,
        institutionName: world.institution.name,
        country: 'US',
        askedHistoryDays: 3_000,
      })
      .execute()
    await keepCredential(tx, again.deps, ownerId, connectionId, again.bank.credential())
  })
  return again
}

const disconnect = (household: Household) =>
  see(household, (tx) =>
    tx.updateTable('connection').set({ disconnectedAt: new Date() }).where('id', '=', household.connectionId).execute(),
  )

const accountNames = (household: Household) =>
  see(household, async (tx) => {
    const rows = await tx.selectFrom('account').select('name').orderBy('name').execute()
    return rows.map(({ name }) => name)
  })

const questions = (household: Household) =>
  see(household, (tx) => tx.selectFrom('review').select(['kind', 'state']).where('kind', '=', 'which-account').execute())

const plain = (rows: readonly LedgerRow[]) => sorted(rows.map((row) => ({ ...row, account: '' })))

const renumbered = (world: World): World => ({
  ...world,
  accounts: world.accounts.map((each) => ({ ...each, bankId: `${each.bankId}-new` })),
})

describe('the same provider under new ids', () => {
  test('doubles nothing where looks tell the accounts', async () => {
    const world = generateWorld(31, { startsOn: START, days: 40, accounts: 2, pending: 'linked' })
    const household = await makeHousehold(pools, world, { asOf: AS_OF })
    await household.sync()
    await disconnect(household)
    const again = await connectAgain(household, renumbered(world), 'simulator', 'changes, linked')
    expect(await again.sync()).toMatchObject({ state: 'succeeded' })
    expect(await again.ledger()).toEqual(expectedLedger(world, AS_OF))
    expect(await questions(again)).toEqual([])
  })
})

describe('another provider', () => {
  const checking = account('checking', 'USD')
  const world = bankOf('switch', history(checking), [checking])
  const elsewhere = (more: Partial<typeof checking>): World =>
    renumbered({ ...world, accounts: [{ ...checking, persistentId: null, name: 'CHK PLUS', ...more }] })

  test('is known by the movements that both tell, and doubles none', async () => {
    const household = await makeHousehold(pools, world, { asOf: AS_OF })
    await household.sync()
    await disconnect(household)
    const again = await connectAgain(household, elsewhere({}), 'other', 'window, unlinked')
    expect(await again.sync()).toMatchObject({ state: 'succeeded' })
    expect(plain(await again.ledger())).toEqual(plain(expectedLedger(world, AS_OF)))
    expect(await accountNames(again)).toEqual(['CHK PLUS'])
    expect(await questions(again)).toEqual([])
    await again.sync()
    expect(plain(await again.ledger())).toEqual(plain(expectedLedger(world, AS_OF)))
  })

  test('beside the first, which goes on reading, doubles none either', async () => {
    const household = await makeHousehold(pools, world, { asOf: AS_OF })
    await household.sync()
    const again = await connectAgain(household, elsewhere({}), 'other', 'window, unlinked')
    await again.sync()
    await household.sync()
    await again.sync()
    expect(plain(await again.ledger())).toEqual(plain(expectedLedger(world, AS_OF)))
    const links = await see(again, (tx) => tx.selectFrom('accountLink').select('id').where('endedAt', 'is', null).execute())
    expect(links).toHaveLength(2)
  })

  test('that tells another number is asked about and kept apart meanwhile', async () => {
    const household = await makeHousehold(pools, world, { asOf: AS_OF })
    await household.sync()
    await disconnect(household)
    const again = await connectAgain(household, elsewhere({ mask: '9999' }), 'other', 'window, unlinked')
    await again.sync()
    expect(await accountNames(again)).toEqual(['CHK PLUS', 'Checking'])
    expect(await questions(again)).toEqual([{ kind: 'which-account', state: 'open' }])
    await again.sync()
    expect(await questions(again)).toHaveLength(1)
  })

  test('with another account that looks alike is another one', async () => {
    const household = await makeHousehold(pools, world, { asOf: AS_OF })
    await household.sync()
    await disconnect(household)
    const other = account('other', 'USD', { name: 'CHK PLUS', persistentId: null, mask: checking.mask })
    const again = await connectAgain(household, bankOf('other', history(other, 500), [other]), 'other', 'window, unlinked')
    await again.sync()
    expect(await accountNames(again)).toEqual(['CHK PLUS', 'Checking'])
    expect(await questions(again)).toEqual([])
  })
})

describe('an account that was kept by files', () => {
  test('is known by its movements when its bank is connected, and doubles none', async () => {
    const checking = account('checking', 'USD')
    const world = bankOf('files', history(checking), [checking])
    const household = await makeHousehold(pools, world, { asOf: AS_OF })
    const { ownerId, token, deps } = household
    const accountId = newId() as AccountId
    const currency = 'USD' as CurrencyCode
    await see(household, (tx) => tx.insertInto('account').values({ ownerId, id: accountId, name: 'By file', kind: 'other', currency }).execute())
    const records = expectedLedger(world, AS_OF).map(({ amountMinor, on }, at) =>
      fileRow(on as CalendarDate, money(amountMinor, currency), WORDS[at] ?? '', at),
    )
    const file = { ownerId, token, accountId, fileId: newId() as FileId, records, lines: records.map((_, at) => at + 2), rejected: [], ignored: [] }
    const { planHash } = await previewFileImport(deps, file)
    await commitFileImport(deps, file, planHash)
    await household.sync()
    expect(plain(await household.ledger())).toEqual(plain(expectedLedger(world, AS_OF)))
    // The person's name for it stays, at this sync and at those that follow; what kind it is the bank knows better.
    expect(await accountNames(household)).toEqual(['By file'])
    household.setDay(addDays(AS_OF, 1))
    await household.sync()
    expect(await accountNames(household)).toEqual(['By file'])
    const kinds = await see(household, (tx) => tx.selectFrom('account').select('kind').execute())
    expect(kinds).toEqual([{ kind: 'checking' }])
  })
})
