import type { AccountId, BatchId, TransactionId } from '../domain/ids.ts'
import type { CalibrationKind } from '../domain/proof/calibration.ts'
import { calibratedBy } from '../storage/calibrations.ts'
import { readBatchRows } from '../storage/read/batches.ts'
import type { BatchRow } from '../storage/read/batches.ts'
import { readLedgerRows } from '../storage/read/transactions.ts'
import type { UndoResult } from '../storage/undo.ts'
import { undoBatch as undoWhole } from '../sync/undo-batch.ts'
import { takeBackCalibration } from './calibrate-account.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { notFound, Refusal } from './refusal.ts'
import { batchView, batchWords } from './views/batch-view.ts'
import { showAt, wantId } from './views/show.ts'
import { transactionView } from './views/transaction-view.ts'

/** Kept transactions told with the result; the count is of all. */
const KEPT_MAX = 200
/** A sync of a few pages takes about as long. */
const BUSY_SECONDS = 10

export type UndoOptions = {
  /** What the batch added is hidden instead of removed: it stays away when the bank sends it again. */
  readonly staysAway?: boolean
  /** Tells what would happen and changes nothing. */
  readonly isDryRun?: boolean
}

type Undone = Extract<UndoResult, { kind: 'undone' }>

/** Undoes what one sync or one file did. Refuses, naming them, while later imports stand on it. */
export async function undoBatch(
  context: AppContext,
  shownId: string,
  { staysAway = false, isDryRun = false }: UndoOptions = {},
) {
  const batchId = wantId('batch', shownId, 'import')
  const calibrated = await asOwner(context, (tx) => calibratedBy(tx, batchId))
  if (calibrated !== undefined) return undoCalibration(context, batchId, calibrated, isDryRun)
  const { ownerId, token } = context
  const result = await undoWhole(context, { ownerId, token, batchId, staysAway, isDryRun })
  const batch = await rowOf(context, batchId)
  if (result.kind === 'undone') return undoneView(context, batch, result, isDryRun)
  throw await refusalOf(context, batch, result)
}

/** Signs that were corrected are wrong again only together with how the bank is read. */
async function undoCalibration(
  context: AppContext,
  batchId: BatchId,
  { accountId, what }: { readonly accountId: AccountId; readonly what: CalibrationKind },
  isDryRun: boolean,
) {
  const { transactions } = await takeBackCalibration(context, accountId, what, { isDryRun })
  const undone = { kind: 'undone' as const, removed: 0, restored: transactions, parted: 0, kept: [], connection: null }
  return undoneView(context, await rowOf(context, batchId), undone, isDryRun)
}

async function rowOf(context: AppContext, id: BatchId): Promise<BatchRow> {
  const [row] = await asOwner(context, (tx) => readBatchRows(tx, [id]))
  if (!row) throw notFound('import')
  return row
}

async function undoneView(context: AppContext, batch: BatchRow, undone: Undone, isDryRun: boolean) {
  const { removed, restored, parted, kept, connection } = undone
  const shown = kept.slice(0, KEPT_MAX)
  const ids = shown.map(({ transactionId }) => transactionId)
  const rows = await asOwner(context, (tx) => readLedgerRows(tx, ids))
  const byId = new Map<TransactionId, (typeof rows)[number]>(rows.map((row) => [row.id, row]))
  return {
    batch: batchView(batch),
    isDryRun,
    removed,
    restored,
    parted,
    keptCount: kept.length,
    kept: shown.flatMap(({ transactionId, reason }) => {
      const row = byId.get(transactionId)
      return row ? [{ reason, transaction: transactionView(row) }] : []
    }),
    connection,
    words: wordsOf(batch, undone, isDryRun),
  }
}

const countOf = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`)

function wordsOf(batch: BatchRow, { removed, restored, parted, kept, connection }: Undone, isDryRun: boolean): string {
  const hidden = kept.filter(({ reason }) => reason === 'hidden').length
  const touched = kept.length - hidden
  const start = isDryRun ? 'Undoing would change this' : 'Undone'
  const parts = [
    `${start}: ${countOf(removed, 'transaction is', 'transactions are')} gone`,
    `${countOf(restored, 'is', 'are')} as before`,
    ...(parted > 0 ? [`${countOf(parted, 'is', 'are')} apart again`] : []),
    ...(hidden > 0 ? [`${countOf(hidden, 'is', 'are')} hidden`] : []),
    ...(touched > 0 ? [`${countOf(touched, 'stays', 'stay')} because you changed something there since`] : []),
  ]
  return `${parts.join(', ')}. ${afterwards(batch, connection, hidden > 0)}`
}

function afterwards({ kind, name }: BatchRow, connection: Undone['connection'], areHidden: boolean): string {
  if (areHidden) return 'What is hidden stays away when it comes again; show one again to have it back.'
  if (kind === 'decision') return 'What you were asked is asked again; answer it anew when you like.'
  if (kind === 'file') return 'The file is kept; import it again to have it all back.'
  const how = connection === 'reads-all-again' ? `, which reads all of ${name} anew` : ''
  return `It comes again with the next sync${how}. To keep it away, undo it with "stay away" or pause the connection.`
}

async function refusalOf(
  context: AppContext,
  batch: BatchRow,
  result: Exclude<UndoResult, { kind: 'undone' }>,
): Promise<Refusal> {
  if (result.kind === 'unknown') return notFound('import')
  if (result.kind === 'running') {
    return new Refusal(
      'busy',
      `A sync of ${batch.name} is under way, so nothing was undone. Your data is safe. Try again when it has ended.`,
      { actor: 'nobody', retryAfterSeconds: BUSY_SECONDS },
    )
  }
  if (result.kind === 'touched') {
    const count = countOf(result.transactionIds.length, 'transaction', 'transactions')
    return new Refusal(
      'built-on',
      `You changed ${count} since that both accounts hold, and they part only whole, so nothing was undone. Your data is safe.`,
    )
  }
  if (result.kind === 'undone-before') return undoneBefore(batch, result.at)
  const later = await asOwner(context, (tx) => readBatchRows(tx, result.batchIds))
  return new Refusal(
    'built-on',
    `Later imports stand on this one, so nothing was undone: ${later.map(batchWords).join('; ')}. ` +
      'Your data is safe. Undo those first, in this order.',
  )
}

const HAVE_BACK: Readonly<Record<BatchRow['kind'], (name: string) => string>> = {
  file: (name) => `To have it back, import the file again: ${name} is kept.`,
  sync: (name) => `To have it back, sync ${name} again.`,
  decision: () => 'To have it back, decide it again.',
}

const undoneBefore = ({ kind, name }: BatchRow, at: Date): Refusal =>
  new Refusal(
    'undone-before',
    `This import was undone on ${showAt(at).slice(0, 10)}; nothing was changed now. ` +
      HAVE_BACK[kind](name),
  )
