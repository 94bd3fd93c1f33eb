// The ledger handed to another program as a file, page by page.
import { parseCalendarDate } from '../domain/calendar.ts'
import type { CalendarDate } from '../domain/calendar.ts'
import { exportBalances } from '../domain/export/checkpoints.ts'
import { EXPORT_ORDER } from '../domain/export/ledger-export.ts'
import type {
  ExportAccount,
  ExportCategory,
  ExportFormat,
  ExportHead,
  ExportRow,
  ExportTransfer,
} from '../domain/export/ledger-export.ts'
import { writerOf } from '../domain/export/write-ledger.ts'
import { readId, showId } from '../domain/ids.ts'
import type { AccountId } from '../domain/ids.ts'
import { money } from '../domain/money.ts'
import { readAccounts } from '../storage/read/accounts.ts'
import type { AccountRow } from '../storage/read/accounts.ts'
import {
  readDaySums,
  readExportedTransactions,
  readExportKeys,
  readLedgerStamp,
} from '../storage/read/ledger-export.ts'
import type { ExportedTransaction, ExportedTransfer, ExportKey, ExportScope } from '../storage/read/ledger-export.ts'
import { readCategories } from '../storage/rulebook-categories.ts'
import type { CategoryRow } from '../storage/rulebook-categories.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { invalid, notFound, Refusal } from './refusal.ts'
import { proofOf } from './show-balance-proof.ts'

/** Rows read and written at once: some 300 kB of text, a tenth of a second. */
const PAGE_ROWS = 1_000
/** A century of a busy household; what is kept in memory of a row is its id. */
const ROWS_MAX = 2_000_000

export type ExportWish = {
  readonly format: ExportFormat
  /** Shown ids; none for all accounts. */
  readonly accountIds: readonly string[]
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export type LedgerFile = {
  readonly name: string
  readonly mediaType: string
  readonly rowCount: number
  /** The file in pieces. Throws a refusal where the ledger changes meanwhile: what came so far is then no file. */
  readonly text: AsyncIterable<string>
}

const FILE_KINDS: Readonly<Record<ExportFormat, { readonly ending: string; readonly mediaType: string }>> = {
  csv: { ending: 'csv', mediaType: 'text/csv; charset=utf-8' },
  jsonl: { ending: 'jsonl', mediaType: 'application/jsonl' },
  ofx: { ending: 'ofx', mediaType: 'application/x-ofx' },
  qif: { ending: 'qif', mediaType: 'application/qif' },
  beancount: { ending: 'beancount', mediaType: 'text/plain; charset=utf-8' },
  hledger: { ending: 'journal', mediaType: 'text/plain; charset=utf-8' },
  ledger: { ending: 'ledger', mediaType: 'text/plain; charset=utf-8' },
}

/** What is shown of the wished accounts and days; hidden rows and those that were taken back are left out. */
export async function exportLedger(context: AppContext, wish: ExportWish): Promise<LedgerFile> {
  const { format } = wish
  const from = readDay('/from', wish.from)
  const to = readDay('/to', wish.to)
  const accounts = await chosenAccounts(context, wish)
  const scope: ExportScope = { accountIds: accounts.map(({ id }) => id), from, to }
  const found = await asOwner(context, async (tx) => ({
    stamp: await readLedgerStamp(tx),
    keys: await readExportKeys(tx, scope, EXPORT_ORDER[format]),
    categories: exportCategories(await readCategories(tx)),
  }))
  if (found.keys.length > ROWS_MAX) {
    const most = `That is more than ${ROWS_MAX} transactions.`
    throw new Refusal('too-large', `${most} Nothing was changed. Export fewer years at a time.`)
  }
  const head = await headOf(context, accounts, scope)
  const { ending, mediaType } = FILE_KINDS[format]
  return {
    name: `tributary-${head.madeOn}.${ending}`,
    mediaType,
    rowCount: found.keys.length,
    text: writeAll(context, format, head, found),
  }
}

type Found = {
  readonly stamp: string
  readonly keys: readonly ExportKey[]
  readonly categories: ReadonlyMap<string, ExportCategory>
}

async function* writeAll(context: AppContext, format: ExportFormat, head: ExportHead, found: Found) {
  const writer = writerOf(format, head)
  yield writer.start()
  for (let at = 0; at < found.keys.length; at += PAGE_ROWS) {
    const rows = await readPage(context, found, head, found.keys.slice(at, at + PAGE_ROWS))
    yield rows.map(writer.row).join('')
  }
  yield writer.end()
}

/** The rows of one page in order, if the ledger is still the one that the export began with. */
async function readPage(
  context: AppContext,
  { stamp, categories }: Found,
  head: ExportHead,
  keys: readonly ExportKey[],
): Promise<readonly ExportRow[]> {
  const page = await asOwner(context, async (tx) => ({
    rows: await readExportedTransactions(tx, keys.map(({ id }) => id)),
    stamp: await readLedgerStamp(tx),
  }))
  const byId = new Map(page.rows.map((row) => [row.id, row]))
  return keys.map(({ id, exportId }) => {
    const row = byId.get(id)
    if (row === undefined || page.stamp !== stamp) throw ledgerMoved()
    return exportRow(row, exportId, head, categories)
  })
}

const ledgerMoved = (): Refusal =>
  new Refusal(
    'ledger-moved',
    'The ledger changed while it was being exported, so the file is not whole: throw it away. ' +
      'Your data is safe. Export again.',
  )

function exportRow(
  row: ExportedTransaction,
  exportId: string,
  head: ExportHead,
  categories: ReadonlyMap<string, ExportCategory>,
): ExportRow {
  const { transfer, categoryId, categoryScheme, categoryCode } = row
  return {
    id: exportId,
    accountId: showId('account', row.accountId),
    status: row.status,
    amount: money(row.amountMinor, row.currency),
    postedOn: row.postedOn,
    transactionOn: row.transactionOn,
    payoree: row.payoree,
    category: categoryId === null ? null : (categories.get(categoryId) ?? unknownCategory(categoryId, row)),
    note: row.note,
    tags: row.tags,
    description: row.description,
    counterpartyName: row.counterpartyName,
    counterpartyAccountMask: row.counterpartyAccountMask,
    reference: row.reference,
    providerCategory:
      categoryScheme === null || categoryCode === null ? null : { scheme: categoryScheme, code: categoryCode },
    transfer: transfer === null ? null : exportTransfer(transfer, head),
  }
}

function exportTransfer(transfer: ExportedTransfer, { accounts, from, to }: ExportHead): ExportTransfer {
  const { isOtherShown, otherMinor, otherCurrency, otherAccountId, id, ...other } = transfer
  const accountId = showId('account', otherAccountId)
  const isWithin = (from === null || other.otherOn >= from) && (to === null || other.otherOn <= to)
  return {
    ...other,
    id: showId('transfer', id),
    otherAccountId: accountId,
    otherAmount: money(BigInt(otherMinor), otherCurrency),
    isOtherExported: isOtherShown && isWithin && accounts.some((account) => account.id === accountId),
  }
}

/** A category that is not in the tree any more is told by its id. */
const unknownCategory = (id: string, { amountMinor }: ExportedTransaction): ExportCategory => ({
  id,
  path: [id],
  kind: amountMinor > 0n ? 'income' : 'expense',
})

export function exportCategories(rows: readonly CategoryRow[]): ReadonlyMap<string, ExportCategory> {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const pathOf = (row: CategoryRow): readonly string[] => {
    const parent = row.parentId === null ? undefined : byId.get(row.parentId)
    return parent === undefined ? [row.name] : [...pathOf(parent), row.name]
  }
  return new Map(rows.map((row) => [row.id, { id: row.id, path: pathOf(row), kind: row.kind }]))
}

/** Credit cards come last, as formats that go account by account want it. */
async function chosenAccounts(context: AppContext, { accountIds }: ExportWish): Promise<readonly AccountRow[]> {
  const all = await asOwner(context, readAccounts)
  const wanted = accountIds.map((text) => {
    const id = readId('account', text)
    const account = all.find((each) => each.id === id)
    if (account === undefined) throw notFound('account')
    return account
  })
  const chosen = wanted.length === 0 ? all : all.filter((account) => wanted.includes(account))
  return chosen.toSorted((left, right) => Number(left.kind === 'credit-card') - Number(right.kind === 'credit-card'))
}

async function headOf(context: AppContext, rows: readonly AccountRow[], scope: ExportScope): Promise<ExportHead> {
  const { from, to } = scope
  const balances = []
  for (const row of rows) balances.push({ row, ...(await balancesOf(context, row.id, scope)) })
  return {
    from,
    to,
    madeOn: dayOf(context.now()),
    accounts: balances.map(({ row, openingMinor }): ExportAccount => {
      const { id, name, kind, currency, mask, institutionName } = row
      const opening = openingMinor === null ? null : money(openingMinor, currency)
      return { id: showId('account', id), name, kind, currency, mask, bankName: institutionName, opening }
    }),
    checkpoints: balances
      .flatMap(({ row, checkpoints }) =>
        checkpoints.map(({ on, minor }) => {
          return { accountId: showId('account', row.id), on, amount: money(minor, row.currency) }
        }),
      )
      .toSorted((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0)),
  }
}

async function balancesOf(context: AppContext, id: AccountId, { from, to }: ExportScope) {
  const { proof } = await proofOf(context, id)
  const sums = await asOwner(context, (tx) => readDaySums(tx, id))
  const booked = proof.chains.find(({ kind }) => kind === 'booked') ?? null
  return exportBalances(booked, sums, from, to)
}

function readDay(pointer: string, text: string | undefined): CalendarDate | null {
  if (text === undefined || text === '') return null
  const day = parseCalendarDate(text)
  if (day === null) throw invalid(pointer, `"${text.slice(0, 40)}" is not a date of the form 2026-01-31.`)
  return day
}

function dayOf(at: Date): CalendarDate {
  const day = parseCalendarDate(at.toISOString().slice(0, 10))
  if (day === null) throw new RangeError(`the clock shows ${at.toISOString()}, which is no day we know`)
  return day
}
