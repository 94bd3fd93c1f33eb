// One World through an interface and through files, alone and in both orders into the same accounts: the ledgers must
// be the same, and nothing may be there twice.
import { addDays } from '../../../src/domain/calendar.ts'
import type { CalendarDate } from '../../../src/domain/calendar.ts'
import { exponentOf } from '../../../src/domain/currency.ts'
import type { AccountId } from '../../../src/domain/ids.ts'
import { trueLedger } from '../../../src/providers/world/truth.ts'
import type { World } from '../../../src/providers/world/world.ts'
import type { DatabaseAccess } from '../../../src/storage/postgres/access.ts'
import { importCsv, makeAccount, openReviews, readLedger, withPerson } from './household.ts'
import type { LedgerRow, Person } from './household.ts'
import { csvOf, syncWorld } from './world-bank.ts'
import type { KnownAccounts } from './world-bank.ts'

/** Within the two years of an interface's first read, so that both ways hold the same days. */
const COMPARED_DAYS = 700
/** What only the files hold where the interface is no longer read. */
const LATER_DAYS = 180

const FIELDS = ['payoree', 'category'] as const

export type WayFigures = {
  /** Booked rows of the compared days. */
  readonly rows: number
  /** Rows more than the bank's truth has, of their account, day and amount. */
  readonly doubles: number
  readonly missing: number
  /** Questions that wait. */
  readonly reviews: number
  /** Rows equal to one of the interface's in account, day, amount, payoree and category, of those the bank has. */
  readonly equal: number
  /** The same by day and amount alone. */
  readonly equalOnDayAndAmount: number
  readonly equalPayoree: number
  readonly equalCategory: number
  /** How payorees and categories differ from the interface's, the commonest first. */
  readonly differing: readonly { readonly what: string; readonly count: number }[]
}

export type WorldFigures = {
  readonly trueRows: number
  readonly interfaceOnly: WayFigures
  readonly fileOnly: WayFigures
  readonly interfaceThenFile: WayFigures
  readonly fileThenInterface: WayFigures
  /** The interface is read until half a year before, and files go on from there. */
  readonly interfaceUntilFiles: WayFigures
}

/** Differences told in words. */
const DIFFERING_MAX = 10

/** Runs the ways, each for a person of its own. The World's currencies must have two places. */
export async function compareWays(access: DatabaseAccess, world: World, asOf: CalendarDate): Promise<WorldFigures> {
  const from = addDays(asOf, -COMPARED_DAYS)
  const days = { from, asOf }
  const truth = trueRows(world, days)
  const way = (work: (person: Person) => Promise<void>) =>
    withPerson(access, async (person) => {
      await work(person)
      const shown = (await readLedger({ db: person.deps.db, token: person.token })).filter(({ status, on }) => status === 'posted' && on >= from)
      return { shown, reviews: await openReviews(person) }
    })
  const byInterface = await way(async (person) => void (await syncWorld(person, world, asOf, new Map())))
  const byFile = await way(async (person) => importFiles(person, world, days, await makeAccounts(person, world)))
  const interfaceFirst = await way(async (person) => {
    await importFiles(person, world, days, await syncWorld(person, world, asOf, new Map()))
  })
  const fileFirst = await way(async (person) => {
    const known = await makeAccounts(person, world)
    await importFiles(person, world, days, known)
    await syncWorld(person, world, asOf, known)
  })
  const interfaceUntil = await way(async (person) => {
    const until = addDays(asOf, -LATER_DAYS)
    const accounts = await syncWorld(person, world, until, new Map())
    await importFiles(person, world, { from: addDays(until, 1), asOf }, accounts)
  })
  const figures = (each: typeof byInterface) => compare(byInterface.shown, each.shown, truth, each.reviews)
  return {
    trueRows: truth.length,
    interfaceOnly: figures(byInterface),
    fileOnly: figures(byFile),
    interfaceThenFile: figures(interfaceFirst),
    fileThenInterface: figures(fileFirst),
    interfaceUntilFiles: figures(interfaceUntil),
  }
}

type Days = { readonly from: CalendarDate; readonly asOf: CalendarDate }

function trueRows(world: World, { from, asOf }: Days): readonly string[] {
  const names = new Map(world.accounts.map(({ key, name }) => [key, name]))
  return trueLedger(world, asOf)
    .filter(({ status, on }) => status === 'posted' && on >= from)
    .map(({ account, on, amountMinor }) => `${names.get(account)} ${on} ${amountMinor}`)
}

async function makeAccounts(person: Person, world: World): Promise<KnownAccounts> {
  const accounts = new Map<string, AccountId>()
  for (const { key, name, currency, kind } of world.accounts) {
    accounts.set(key, await makeAccount(person, { name, currency, kind }))
  }
  return accounts
}

async function importFiles(person: Person, world: World, days: Days, accounts: KnownAccounts): Promise<void> {
  for (const account of world.accounts) {
    const accountId = accounts.get(account.key)
    if (accountId === undefined) throw new Error(`the account ${account.name} is not in the ledger`)
    if (exponentOf(account.currency) !== 2) throw new RangeError('these files have two places after the point')
    await importCsv(person, { accountId, currency: account.currency }, csvOf(world, account, days))
  }
}

function compare(
  reference: readonly LedgerRow[],
  shown: readonly LedgerRow[],
  truth: readonly string[],
  reviews: number,
): WayFigures {
  const placeOf = ({ account, on, amountMinor }: LedgerRow): string => `${account} ${on} ${amountMinor}`
  const equalBy = (keyOf: (row: LedgerRow) => string) => common(reference.map(keyOf), shown.map(keyOf))
  const inTruth = common(truth, shown.map(placeOf))
  return {
    rows: shown.length,
    doubles: shown.length - inTruth,
    missing: truth.length - inTruth,
    reviews,
    equal: equalBy((row) => `${placeOf(row)} ${row.payoree} ${row.category}`),
    equalOnDayAndAmount: equalBy(placeOf),
    equalPayoree: equalBy((row) => `${placeOf(row)} ${row.payoree}`),
    equalCategory: equalBy((row) => `${placeOf(row)} ${row.category}`),
    differing: differing(reference, shown, placeOf),
  }
}

/** How many of the one list are in the other, equal ones counted as often as both have them. */
function common(left: readonly string[], right: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const key of left) counts.set(key, (counts.get(key) ?? 0) + 1)
  let found = 0
  for (const key of right) {
    const count = counts.get(key) ?? 0
    if (count === 0) continue
    counts.set(key, count - 1)
    found += 1
  }
  return found
}

/** What the two say of rows that only one of each has at its place. */
function differing(
  reference: readonly LedgerRow[],
  shown: readonly LedgerRow[],
  placeOf: (row: LedgerRow) => string,
): WayFigures['differing'] {
  const others = Map.groupBy(shown, placeOf)
  const counts = new Map<string, number>()
  for (const [place, rows] of Map.groupBy(reference, placeOf)) {
    const [row] = rows
    const [other] = others.get(place) ?? []
    if (row === undefined || other === undefined || rows.length > 1) continue
    for (const field of FIELDS) {
      if (row[field] === other[field]) continue
      const what = `${field}: ${row[field]} by interface, ${other[field]} here`
      counts.set(what, (counts.get(what) ?? 0) + 1)
    }
  }
  return [...counts]
    .map(([what, count]) => ({ what, count }))
    .toSorted((left, right) => right.count - left.count || (left.what < right.what ? -1 : 1))
    .slice(0, DIFFERING_MAX)
}
