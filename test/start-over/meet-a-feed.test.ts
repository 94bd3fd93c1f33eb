// A person starts over from a budget program and connects their bank, in either order: each movement is there once, with
// the bank's day and amount and the person's payee, category and note.
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { makeAccount, openReviews, withPerson } from '../../eval/lib/quality/household.ts'
import type { Person } from '../../eval/lib/quality/household.ts'
import { syncWorld } from '../../eval/lib/quality/world-bank.ts'
import type { KnownAccounts } from '../../eval/lib/quality/world-bank.ts'
import { addDays } from '../../src/domain/calendar.ts'
import type { AccountId } from '../../src/domain/ids.ts'
import { onlyAccount } from '../../src/providers/file/questions.ts'
import { readFile } from '../../src/providers/file/read-file.ts'
import { day } from '../../src/providers/world/build.ts'
import { demoWorlds } from '../../src/providers/world/demo-worlds.ts'
import { trueLedger } from '../../src/providers/world/truth.ts'
import type { World } from '../../src/providers/world/world.ts'
import { withTransaction } from '../../src/storage/database.ts'
import { commitFileImport, previewFileImport } from '../../src/sync/import-file.ts'
import { cloneDatabase } from '../support/database.ts'
import { EXPORTS, keptRows } from './program-exports.ts'
import type { KeptRow, ProgramName } from './program-exports.ts'

const AS_OF = day('2026-06-30')
const FROM = addDays(AS_OF, -400)
/** Rows that the person is asked about, of all; beside what the two plainly say differently. */
const REVIEWED_SHARE_MAX = 0.02

const bank = demoWorlds(AS_OF).toSorted((left, right) => left.happenings.length - right.happenings.length)[0]
if (bank === undefined) throw new Error('there is no demo bank')
const world: World = bank

type Figures = {
  readonly rows: number
  readonly doubles: number
  readonly missing: number
  readonly reviews: number
  readonly categorised: number
  readonly noted: number
}

async function makeAccounts(person: Person): Promise<KnownAccounts> {
  const accounts = new Map<string, AccountId>()
  for (const { key, name, currency, kind } of world.accounts) {
    accounts.set(key, await makeAccount(person, { name, currency, kind }))
  }
  return accounts
}

async function importProgram(
  { ownerId, token, deps }: Person,
  name: ProgramName,
  accounts: KnownAccounts,
  rows: readonly KeptRow[],
): Promise<void> {
  const [first] = world.accounts
  const text = EXPORTS[name](rows, first?.currency ?? '')
  const bytes = new TextEncoder().encode(text)
  for (const { key, name: title, currency } of world.accounts) {
    const accountId = accounts.get(key)
    if (accountId === undefined) throw new Error(`the account ${title} is not there`)
    const read = (only: string) =>
      readFile({ name: 'export', bytes }, { currency, layout: null, answers: { account: onlyAccount(only), 'date-order': 'mdy' } })
    const asked = read(title)
    const reading = asked.kind === 'asks' ? read(`${title} ${currency}`) : asked
    if (reading.kind !== 'read') throw new Error(`not read: ${JSON.stringify(reading)}`)
    expect(reading.rejected).toEqual([])
    const { records, lines, views, rejected, ignored } = reading
    const file = { ownerId, token, accountId, fileId: null, records, lines, rejected, ignored, ...(views ? { views } : {}) }
    const { planHash } = await previewFileImport(deps, file)
    await commitFileImport(deps, file, planHash)
  }
}

async function figuresOf({ pools, token }: Person): Promise<Omit<Figures, 'reviews'>> {
  const rows = await withTransaction(pools.appDb, token, async (tx) => {
    const found = await sql<{ place: string; category: string | null; note: string | null }>`
      select a.name || ' ' || t.on_date::text || ' ' || t.amount_minor as place, i.category, i.note
      from transaction t join account a on a.owner_id = t.owner_id and a.id = t.account_id
      left join transaction_intent i on i.owner_id = t.owner_id and i.transaction_id = t.id
      where not t.is_removed and t.status = 'posted' and t.on_date >= ${FROM}::date`.execute(tx)
    return found.rows
  })
  const names = new Map(world.accounts.map(({ key, name }) => [key, name]))
  const left = trueLedger(world, AS_OF)
    .filter(({ status, on }) => status === 'posted' && on >= FROM)
    .map(({ account, on, amountMinor }) => `${names.get(account)} ${on} ${amountMinor}`)
  let doubles = 0
  for (const { place } of rows) {
    const at = left.indexOf(place)
    if (at < 0) doubles += 1
    else left.splice(at, 1)
  }
  return {
    rows: rows.length,
    doubles,
    missing: left.length,
    categorised: rows.filter(({ category }) => category?.startsWith('own.')).length,
    noted: rows.filter(({ note }) => note !== null).length,
  }
}

type Order = 'program first' | 'bank first'

async function startOver(name: ProgramName, order: Order, rows: readonly KeptRow[]): Promise<Figures> {
  return withPerson(await cloneDatabase(), async (person) => {
    if (order === 'program first') {
      const accounts = await makeAccounts(person)
      await importProgram(person, name, accounts, rows)
      await syncWorld(person, world, AS_OF, accounts)
    } else {
      await importProgram(person, name, await syncWorld(person, world, AS_OF, new Map()), rows)
    }
    return { ...(await figuresOf(person)), reviews: await openReviews(person) }
  })
}

const kept = keptRows(world, { from: FROM, asOf: AS_OF })
const PROGRAMS = Object.keys(EXPORTS) as ProgramName[]
/** Some seconds each; a machine that does much else at once still gets through. */
const timeoutMs = 120_000

describe.each(['program first', 'bank first'] as const)('%s', (order) => {
  test.each(PROGRAMS)('%s: each movement is there once, with what the person kept of it', { timeout: timeoutMs }, async (name) => {
    const figures = await startOver(name, order, kept)
    if (process.env['TRIBUTARY_FIGURES']) console.log(JSON.stringify({ order, name, kept: kept.length, ...figures }))
    expect(figures).toMatchObject({ doubles: 0, missing: 0 })
    expect(figures.reviews).toBeLessThanOrEqual(kept.length * REVIEWED_SHARE_MAX)
    const categorised = kept.filter(({ category, isSplit }) => category !== '' && !isSplit).length
    expect(figures.categorised).toBeGreaterThanOrEqual(categorised)
  })
})

describe('payees whom the person calls by names of their own', () => {
  const renamed = keptRows(world, { from: FROM, asOf: AS_OF, renamedShare: 0.3 })

  test.each(['program first', 'bank first'] as const)('stand beside the rows of the bank only with a question: %s', { timeout: timeoutMs }, async (order) => {
    const figures = await startOver('ynab', order, renamed)
    if (process.env['TRIBUTARY_FIGURES']) console.log(JSON.stringify({ order, renamed: true, ...figures }))
    expect(figures.missing).toBe(0)
    expect(figures.doubles).toBeLessThanOrEqual(figures.reviews)
  })

  test.each(['program first', 'bank first'] as const)(
    'don’t swallow what the bank knows nothing of, where the program lacks rows of the bank: %s',
    { timeout: timeoutMs },
    async (order) => {
      const own = ownRows(renamed)
      const some = renamed.filter((_, at) => at % 12 !== 0)
      const figures = await startOver('ynab', order, [...some, ...own])
      if (process.env['TRIBUTARY_FIGURES']) console.log(JSON.stringify({ order, own: own.length, lacking: renamed.length - some.length, ...figures }))
      expect(figures.missing).toBe(0)
      const more = figures.rows - kept.length - own.length
      expect(more).toBeGreaterThanOrEqual(0)
      expect(more).toBeLessThanOrEqual(figures.reviews)
    },
  )
})

/** Cash and the like: payments that the person wrote down, of sums as people pay in cash, on days of their own. */
function ownRows(rows: readonly KeptRow[]): readonly KeptRow[] {
  return rows
    .filter((_, at) => at % 9 === 0)
    .map((row, at) => ({
      ...row,
      on: addDays(row.on, (at % 5) - 2),
      minor: -BigInt(100 + ((at * 137) % 60) * 50),
      payee: `Market stall ${at}`,
      other: null,
      note: '',
      isSplit: false,
    }))
}
