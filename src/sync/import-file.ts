// A file goes the way of a span: tied to its account, planned against the ledger, written in one transaction. A preview
// is that very plan with nothing written; the import carries the preview's hash and does nothing if the plan would be
// another one by now.
import { addDays } from '../domain/calendar.ts'
import type { CurrencyCode } from '../domain/currency.ts'
import { decidersBy } from '../domain/decorate.ts'
import type { ExportedView } from '../domain/export/exported-row.ts'
import type { AccountId, FileId, OwnerId } from '../domain/ids.ts'
import { planSpan } from '../domain/reconcile/plan-span.ts'
import type { ImportPlan, Span, SourceTraits } from '../domain/reconcile/plan.ts'
import type { Money } from '../domain/money.ts'
import { recordDate } from '../domain/source-record.ts'
import type { RejectedRecord, SourceRecord } from '../domain/source-record.ts'
import { accountCurrency, fileLink } from '../storage/accounts.ts'
import { keepStatement } from '../storage/balances.ts'
import { keepViews } from '../storage/exported-views.ts'
import type { Statement } from '../storage/balances.ts'
import { lockAccounts } from '../storage/commit.ts'
import type { Committed } from '../storage/commit.ts'
import { crashPoint } from '../storage/crash-points.ts'
import { withTransaction } from '../storage/database.ts'
import { recordEvent } from '../storage/events.ts'
import { planHash } from '../storage/plan-hash.ts'
import { rulebookFor } from '../storage/rulebook.ts'
import type { Db, Tx } from '../storage/schema.ts'
import { rehearse } from '../storage/rehearsal.ts'
import { readSnapshot } from '../storage/snapshot.ts'
import type { StorageDeps } from './deps.ts'
import { importSpan } from './import-span.ts'

export type ImportDeps = StorageDeps & { readonly db: Db }

/** What was read from a file, on its way into an account. */
export type FileImport = {
  readonly ownerId: OwnerId
  readonly token: string
  readonly accountId: AccountId
  readonly fileId: FileId | null
  readonly records: readonly SourceRecord[]
  /** The file's line of each record, 1-based, in the same order. */
  readonly lines: readonly number[]
  /** What each record showed in the ledger that it was exported from, in the same order; absent in banks' files. */
  readonly views?: readonly (ExportedView | null)[]
  readonly rejected: readonly RejectedRecord[]
  readonly ignored: readonly { readonly reason: string; readonly count: number }[]
  /** Before its first row and after its last, where the file states them. */
  readonly balances?: { readonly opening: Money | null; readonly closing: Money | null }
}

/** What importing would do. `span.records` and `plan.actions` go together by index; `lines` too. */
export type FilePlan = {
  readonly span: Span
  readonly plan: ImportPlan
  readonly lines: readonly number[]
  readonly planHash: string
}

export type ImportedFile = Committed & FilePlan

/** The owner has no such account. */
export class AccountUnknown extends Error {
  override readonly name = 'AccountUnknown'
}

/** The ledger has moved since the preview: importing would do something else by now. Nothing was written. */
export class LedgerMoved extends Error {
  override readonly name = 'LedgerMoved'
}

/** Files state posted movements, now and then pending ones, and never tie the two together. */
const FILE_TRAITS: SourceTraits = { source: 'file', pending: 'unlinked', pendingDays: 7 }

/** What a budget program holds is the person's own record of what their bank did: the bank's words lead over it. */
const PROGRAM_TRAITS: SourceTraits = { ...FILE_TRAITS, source: 'manual' }

const traitsOf = ({ views }: FileImport): SourceTraits =>
  views?.some((view) => view?.isOfProgram === true) ? PROGRAM_TRAITS : FILE_TRAITS

/** Plans the import and writes nothing. Throws `AccountUnknown`. */
export async function previewFileImport(deps: ImportDeps, file: FileImport): Promise<FilePlan> {
  const inTransaction = (work: (tx: Tx) => Promise<never>) => withTransaction(deps.db, file.token, work)
  const plan = await rehearse(inTransaction, async (tx) => {
    const planned = await planFile(tx, deps, file)
    crashPoint('import-file: previewed')
    return planned
  })
  crashPoint('import-file: preview undone')
  return plan
}

/** Imports the file if the plan still is the previewed one. Throws `LedgerMoved` or `AccountUnknown`. */
export async function commitFileImport(deps: ImportDeps, file: FileImport, expectedHash: string): Promise<ImportedFile> {
  const imported = await withTransaction(deps.db, file.token, async (tx) => {
    const { ownerId, accountId, fileId } = file
    const tied = await tieFile(tx, deps, file)
    crashPoint('import-file: tied')
    const origin = { kind: 'file' as const, fileId, accountId }
    const into = { ownerId, origin, accountIds: [accountId] }
    const { plan, ...committed } = await importSpan(tx, deps, into, tied.span, tied.lines)
    crashPoint('import-file: written')
    if (planHash(plan) !== expectedHash) throw new LedgerMoved()
    const batch = { ownerId, batchId: committed.batchId, newId: deps.newId }
    if (file.views !== undefined) await keepViews(tx, batch, viewsByLine(file, file.views))
    crashPoint('import-file: views kept')
    const statement = statementOf(file, tied.span)
    if (statement !== null) await keepStatement(tx, ownerId, { ...statement, batchId: committed.batchId }, deps.newId)
    crashPoint('import-file: statement kept')
    const event = { runId: null, connectionId: null, facts: { ...committed.counts } }
    await recordEvent(tx, ownerId, { kind: 'ledger.changed', ...event })
    crashPoint('import-file: change told')
    return { ...committed, ...tied, plan, planHash: expectedHash }
  })
  crashPoint('import-file: committed')
  return imported
}

/** By the line that they stand on: the records that were written bear it too. */
const viewsByLine = ({ lines }: FileImport, views: readonly (ExportedView | null)[]): ReadonlyMap<number, ExportedView> =>
  new Map(
    lines.flatMap((line, index) => {
      const view = views[index]
      return view == null ? [] : [[line, view] as const]
    }),
  )

async function planFile(tx: Tx, deps: ImportDeps, file: FileImport): Promise<FilePlan> {
  const tied = await tieFile(tx, deps, file)
  crashPoint('import-file: tied for preview')
  await lockAccounts(tx, [file.accountId])
  crashPoint('import-file: account locked')
  const snapshot = await readSnapshot(tx, file.ownerId, tied.span)
  crashPoint('import-file: snapshot read')
  const rulebook = await rulebookFor(tx, file.ownerId, deps.newId)
  crashPoint('import-file: rulebook read')
  const plan = planSpan(tied.span, snapshot, decidersBy(rulebook))
  return { ...tied, plan, planHash: planHash(plan) }
}

/** The file's rows as a span of the account's own link; those in another currency are rejected with their line. */
async function tieFile(tx: Tx, deps: ImportDeps, file: FileImport): Promise<Pick<FilePlan, 'span' | 'lines'>> {
  const { ownerId, accountId } = file
  const currency = await accountCurrency(tx, ownerId, accountId)
  crashPoint('import-file: account read')
  if (currency === null) throw new AccountUnknown()
  const linkId = await fileLink(tx, ownerId, accountId, deps.newId)
  crashPoint('import-file: link there')
  const rows = file.records.map((record, index) => ({ record, line: file.lines[index] ?? null }))
  const fitting = rows.filter(({ record }) => record.amount.currency === currency)
  const others = rows.filter(({ record }) => record.amount.currency !== currency)
  const span: Span = {
    traits: traitsOf(file),
    records: fitting.map(({ record }) => ({ linkId, accountId, record })),
    removals: [],
    coverage: [],
    rejected: [...file.rejected, ...others.map(({ record, line }) => otherCurrency(record, line, currency))],
    ignored: file.ignored,
  }
  return { span, lines: fitting.map(({ line }) => line ?? 0) }
}

const otherCurrency = (
  { accountSourceId, sourceId, amount, raw }: SourceRecord,
  line: number | null,
  currency: CurrencyCode,
): RejectedRecord => ({
  accountSourceId,
  sourceId,
  line,
  raw,
  reason: `it is in ${amount.currency}, but the account is in ${currency}`,
})

/** The days from the file's first row to its last, and its balances as of these; null where it has no rows. */
function statementOf({ accountId, balances }: FileImport, { records }: Span): Omit<Statement, 'batchId'> | null {
  const days = records.map(({ record }) => recordDate(record)).toSorted()
  const [from] = days
  const to = days.at(-1)
  const linkId = records[0]?.linkId
  const currency = records[0]?.record.amount.currency
  if (from === undefined || to === undefined || linkId === undefined) return null
  const ends = [
    { on: addDays(from, -1), balance: balances?.opening ?? null },
    { on: to, balance: balances?.closing ?? null },
  ]
  return {
    accountId,
    linkId,
    days: { from, to },
    statuses: [...new Set(records.map(({ record }) => record.status))].toSorted(),
    balances: ends.flatMap(({ on, balance }) =>
      balance?.currency === currency && balance !== null ? [{ on, amountMinor: balance.minor }] : [],
    ),
  }
}
