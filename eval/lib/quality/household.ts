// A person with accounts in a real database, and files brought into them the way the web app does: read, previewed,
// committed.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { AccountKind } from '../../../src/domain/account.ts'
import type { Counts } from '../../../src/domain/counts.ts'
import type { CurrencyCode } from '../../../src/domain/currency.ts'
import type { AccountId } from '../../../src/domain/ids.ts'
import type { FileHints } from '../../../src/providers/file/file-reading.ts'
import { PROVIDER_CATEGORIES } from '../../../src/providers/registry.ts'
import { readFile } from '../../../src/providers/file/read-file.ts'
import { withTransaction } from '../../../src/storage/database.ts'
import { useProviderCategories } from '../../../src/storage/rulebook.ts'
import type { DatabaseAccess } from '../../../src/storage/postgres/access.ts'
import type { Db } from '../../../src/storage/schema.ts'
import { commitFileImport, previewFileImport } from '../../../src/sync/import-file.ts'
import type { FileImport, ImportDeps } from '../../../src/sync/import-file.ts'
import { makeOwner, newId, openPools, testKeyRing } from '../../../test/sync/household.ts'
import type { Owner, Pools } from '../../../test/sync/household.ts'

export type Person = Owner & { readonly pools: Pools; readonly deps: ImportDeps }

export type AccountWish = {
  readonly name: string
  readonly currency: CurrencyCode
  readonly kind: AccountKind
}

/** Makes a person in the database, lets them work, and closes what was opened. */
export async function withPerson<Value>(
  access: DatabaseAccess,
  work: (person: Person) => Promise<Value>,
): Promise<Value> {
  useProviderCategories(PROVIDER_CATEGORIES)
  const pools = openPools(access)
  try {
    const owner = await makeOwner(pools)
    const deps = { db: pools.appDb, keyRing: testKeyRing, newId, randomBytes }
    return await work({ ...owner, pools, deps })
  } finally {
    await pools.end()
  }
}

export async function makeAccount({ pools, ownerId, token }: Person, wish: AccountWish): Promise<AccountId> {
  const id = newId() as AccountId
  await withTransaction(pools.appDb, token, (tx) =>
    tx
      .insertInto('account')
      .values({ ownerId, id, ...wish })
      .execute(),
  )
  return id
}

/**
 * Previews the CSV and commits it. Its amounts without a minus are money in, which is answered where a file of such
 * amounts alone makes the reader ask. Throws where anything else keeps it from being read.
 */
export async function importCsv(
  person: Person,
  into: { readonly accountId: AccountId; readonly currency: CurrencyCode },
  csv: string,
): Promise<Counts> {
  const file = fileOf(person, into, csv)
  const { planHash } = await previewFileImport(person.deps, file)
  const { counts } = await commitFileImport(person.deps, file, planHash)
  return counts
}

function fileOf(
  { ownerId, token }: Person,
  { accountId, currency }: { readonly accountId: AccountId; readonly currency: CurrencyCode },
  csv: string,
): FileImport {
  const bytes = new TextEncoder().encode(csv)
  const read = (answers: FileHints['answers']) =>
    readFile({ name: 'export.csv', bytes }, { currency, layout: null, answers })
  const asked = read({})
  const isAboutSign = asked.kind === 'asks' && asked.questions.every(({ kind }) => kind === 'sign')
  const reading = isAboutSign ? read({ sign: 'as-written' }) : asked
  if (reading.kind === 'refused') throw new Error(`the file was refused: ${reading.text}`)
  if (reading.kind === 'asks') throw new Error(`the file asks: ${reading.questions.map(({ text }) => text).join(' ')}`)
  const { records, lines, rejected, ignored } = reading
  return { ownerId, token, accountId, fileId: null, records, lines, rejected, ignored }
}

export type LedgerRow = {
  readonly account: string
  readonly on: string
  readonly amountMinor: bigint
  readonly status: 'pending' | 'posted'
  readonly payoree: string | null
  readonly category: string | null
}

/** What the person sees: every transaction that no source took back, with its name and category. */
export async function readLedger({
  db,
  token,
}: {
  readonly db: Db
  readonly token: string
}): Promise<readonly LedgerRow[]> {
  return withTransaction(db, token, async (tx) => {
    const { rows } = await sql<LedgerRow>`
      select a.name as account, t.on_date::text as "on", t.amount_minor, t.status,
        coalesce(t.derived_payoree, t.counterparty_name) as payoree, t.derived_category as category
      from transaction t join account a on a.owner_id = t.owner_id and a.id = t.account_id
      where not t.is_removed
      order by a.name, t.on_date, t.amount_minor, t.description, t.id`.execute(tx)
    return rows
  })
}

/** Questions that wait for an answer. */
export async function openReviews({ pools, token }: Person): Promise<number> {
  return withTransaction(pools.appDb, token, async (tx) => {
    const rows = await tx.selectFrom('review').select('id').where('state', '=', 'open').execute()
    return rows.length
  })
}

/** Whole units with a point and two places, as banks write them. */
export function decimal(minor: bigint): string {
  const size = minor < 0n ? -minor : minor
  const digits = size.toString().padStart(3, '0')
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** A line of CSV; cells with a comma or a quote are quoted. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`
