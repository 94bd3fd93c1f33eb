import type { CalendarDate } from '../domain/calendar.ts'
import { showId } from '../domain/ids.ts'
import type { TransactionRef } from '../domain/reconcile/refs.ts'
import { recordDate } from '../domain/source-record.ts'
import type { SourceRecord } from '../domain/source-record.ts'
import type { FileLayout, FileReading } from '../providers/file/file-reading.ts'
import { previewFileImport } from '../sync/import-file.ts'
import type { FilePlan } from '../sync/import-file.ts'
import type { FileContext } from './file-context.ts'
import { fromImport, importOf } from './import-file.ts'
import { previewCategories } from './preview-categories.ts'
import { readUpload } from './read-upload.ts'
import type { FileWish, ReadFile, ReadUpload } from './read-upload.ts'
import { showMaybeAt, showMinor, showMoney } from './views/show.ts'

/** Rows that a screen shows; the counts cover all. */
const ROWS_MAX = 200

/** What importing the file into the account would do, what has to be asked first, or why it can't be read. */
export async function previewFile(context: FileContext, shownId: string, wish: FileWish) {
  const upload = await readUpload(context, shownId, wish)
  const { file, reading } = upload
  return {
    fileId: showId('file', upload.fileId),
    name: file.name,
    sizeBytes: file.sizeBytes,
    importedBeforeAt: showMaybeAt(file.importedBeforeAt),
    reading: reading.kind === 'read' ? await readView(context, upload, reading) : unreadView(reading),
  }
}

function unreadView(reading: Exclude<FileReading, ReadFile>) {
  if (reading.kind === 'refused') return { kind: 'refused' as const, code: reading.code, text: reading.text }
  return {
    kind: 'asks' as const,
    layout: layoutView(reading.layout),
    questions: reading.questions.map(({ id, kind, text, choices }) => {
      return { id, kind, text, choices: choices.map((choice) => ({ ...choice })) }
    }),
    sample: reading.sample.map((row) => [...row]),
  }
}

async function readView(context: FileContext, upload: ReadUpload, reading: ReadFile) {
  const { currency, isSavedLayout } = upload
  context.tell?.({ kind: 'matching', rows: reading.records.length })
  const planned = await fromImport(() => previewFileImport(context, importOf(context, upload, reading)))
  const records = planned.span.records.map(({ record }) => record)
  const days = records.map(recordDate).toSorted()
  return {
    kind: 'read' as const,
    layout: layoutView(reading.layout),
    isSavedLayout,
    proofs: [...reading.proofs],
    warnings: [...reading.warnings],
    counts: { ...planned.plan.counts },
    planHash: planned.planHash,
    rows: rowsOf(planned),
    ignored: reading.ignored.map((each) => ({ ...each })),
    categories: await previewCategories(context, reading),
    from: (days[0] ?? null) as string | null,
    to: (days.at(-1) ?? null) as string | null,
    sum: showMinor(
      records.reduce((sum, { amount }) => sum + amount.minor, 0n),
      currency,
    ),
  }
}

type PreviewRow = {
  line: number
  outcome: 'added' | 'updated' | 'unchanged' | 'rejected'
  reason: string | null
  on: string | null
  payoree: string | null
  description: string | null
  amount: ReturnType<typeof showMoney> | null
}

/** Rejected rows first, then the file's order. */
function rowsOf({ span, plan, lines }: FilePlan): PreviewRow[] {
  const rejected = span.rejected.map(({ line, reason }): PreviewRow => {
    return {
      line: line ?? 0,
      outcome: 'rejected',
      reason,
      on: null,
      payoree: null,
      description: null,
      amount: null,
    }
  })
  const payorees = new Map(plan.transactions.map(({ ref, derived }) => [keyOf(ref), derived.payoree?.name ?? null]))
  const read = plan.actions.flatMap(({ incoming, outcome, reason, transaction }): PreviewRow[] => {
    const record = span.records[incoming]?.record
    if (record === undefined) return []
    const known = reason === 'cross-source' ? 'Already here from another source' : null
    return [{ line: lines[incoming] ?? 0, outcome, reason: known, ...shownRecord(record, payorees.get(keyOf(transaction))) }]
  })
  return [...rejected, ...read].slice(0, ROWS_MAX)
}

const keyOf = (ref: TransactionRef): string | number => ('id' in ref ? ref.id : ref.new)

/** With the name that the import would give the payoree; one that is here already keeps what it has. */
const shownRecord = (record: SourceRecord, payoree: string | null | undefined) => ({
  on: recordDate(record) satisfies CalendarDate as string,
  payoree: payoree ?? record.counterpartyName,
  description: record.description,
  amount: showMoney(record.amount),
})

function layoutView(layout: FileLayout) {
  if (layout.format !== 'csv') {
    const { format, encoding, version } = layout
    return { format, encoding, version }
  }
  const { encoding, delimiter, hasHeader, skipLines, columns, dateOrder, decimalMark, isSignFlipped } = layout
  return {
    format: layout.format,
    encoding,
    delimiter,
    hasHeader,
    skipLines,
    columns: columns.map(({ header, role }) => ({ header, role: role as string })),
    dateOrder,
    decimalMark,
    isSignFlipped,
  }
}
