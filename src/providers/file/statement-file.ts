// What a file of a format that explains itself holds: statements of one or more accounts, each with its balances.
import type { CalendarDate } from '../../domain/calendar.ts'
import type { ExportedView } from '../../domain/export/exported-row.ts'
import type { CurrencyCode } from '../../domain/currency.ts'
import type { Money } from '../../domain/money.ts'
import type { RejectedRecord, SourceRecord } from '../../domain/source-record.ts'
import type { FileAccount, FileHints, FileQuestion, FileReading, StatementFormat } from './file-reading.ts'

/** A file of text, with the bytes it was made of for formats that name their own encoding. */
export type TextFile = { readonly text: string; readonly encoding: string; readonly bytes: Uint8Array }

/** A balance that a statement gives, money in credit positive. `on` is null where it names no day. */
export type StatedBalance = { readonly amount: Money; readonly on: CalendarDate | null }

/** A record and the file's line where it begins, 1-based; of an export of a ledger with what it showed there. */
export type StatementRow = { readonly record: SourceRecord; readonly line: number; readonly view?: ExportedView }

/** What a statement says of one account for one period, or one page of it. */
export type FileStatement = {
  readonly account: FileAccount
  /** In the file's order. Their currency is the statement's. */
  readonly rows: readonly StatementRow[]
  readonly rejected: readonly RejectedRecord[]
  readonly currency: CurrencyCode
  /** Booked balances before the first and after the last row; null where not given. */
  readonly opening: StatedBalance | null
  readonly closing: StatedBalance | null
  /** What else the statement says of itself and its rows contradict, in words: a wrong count, sum or page number. */
  readonly warnings: readonly string[]
}

/** What a reader makes of a file of its format. */
export type StatementFile =
  | {
      readonly kind: 'statements'
      readonly version: string | null
      readonly statements: readonly FileStatement[]
      /** Parts of the file that are no movements of money, such as securities, with how many. */
      readonly ignored: readonly { readonly reason: string; readonly count: number }[]
    }
  | {
      readonly kind: 'asks'
      readonly version: string | null
      readonly questions: readonly FileQuestion[]
      /** The accounts that it has rows of, so that an answer is found again for their next file. */
      readonly accounts?: readonly FileAccount[]
    }
  | Extract<FileReading, { kind: 'refused' }>

/**
 * Reads a file of one format. Pure: the same file and hints always give the same. `hints.answers` holds the answers to
 * its own questions, also those remembered from an earlier file.
 */
export type StatementReader = {
  readonly format: StatementFormat
  readonly read: (file: TextFile, hints: FileHints) => StatementFile
}
