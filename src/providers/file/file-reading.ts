// What reading a file gives: records in the canonical form, one precise question, or a reason why it can't be read.
import type { CurrencyCode } from '../../domain/currency.ts'
import type { ExportedView } from '../../domain/export/exported-row.ts'
import type { Money } from '../../domain/money.ts'
import type { RejectedRecord, SourceRecord } from '../../domain/source-record.ts'

/** A file as it arrived. */
export type FileInput = { readonly name: string; readonly bytes: Uint8Array }

export type FileHints = {
  /** Currency of the account it goes to; used where the file states none. */
  readonly currency: CurrencyCode
  /** The layout saved for this header fingerprint, or null to detect it. */
  readonly layout: FileLayout | null
  /** Answers to earlier questions about this file, by question id. */
  readonly answers: Readonly<Record<string, string>>
}

/** Fields a column can mean. */
export type ColumnRole =
  | 'ignore'
  | 'postedOn'
  | 'transactionOn'
  /** The day interest counts from. Kept with the evidence; the date of last resort. */
  | 'valueOn'
  | 'amount'
  | 'debit'
  | 'credit'
  | 'direction'
  | 'currency'
  | 'balance'
  /** Balances that stand on lines of their own, before and after all rows. */
  | 'openingBalance'
  | 'closingBalance'
  | 'fee'
  | 'counterpartyName'
  /** Who paid and who was paid: one of the two is the holder, the other the counterparty. */
  | 'payerName'
  | 'payeeName'
  | 'counterpartyAccount'
  /** The bank's word for the kind of movement, such as "Direct debit". */
  | 'kind'
  | 'description'
  | 'reference'
  | 'sourceId'
  | 'category'
  | 'status'
  | 'account'

/** How a CSV's columns and values are to be read: small JSON, kept per header fingerprint, shareable. */
export type CsvLayout = {
  readonly format: 'csv'
  readonly encoding: string
  readonly delimiter: string
  readonly quote: string
  /** Lines before the header (or before the first row where there is none). */
  readonly skipLines: number
  readonly hasHeader: boolean
  readonly columns: readonly { readonly header: string; readonly role: ColumnRole }[]
  readonly dateOrder: 'ymd' | 'dmy' | 'mdy'
  readonly decimalMark: '.' | ','
  /** True where the file's positive amounts are money out. */
  readonly isSignFlipped: boolean
  /** The word of the direction column that means money out, where the person had to tell; null where words speak for themselves. */
  readonly outWord: string | null
  /** True where the fee column is taken off on top of the amount. */
  readonly isFeeDeducted: boolean
}

/** Formats that say themselves what each value means. */
export type StatementFormat = 'tributary' | 'ofx' | 'qif' | 'camt' | 'mt940' | 'program'

/** What stays to be known of a format that explains itself: its version, and what the person had to tell. */
export type StatementLayout = {
  readonly format: StatementFormat
  readonly encoding: string
  /** As the file names it, such as "OFX 1.02" or "camt.053.001.08"; null where it names none. */
  readonly version: string | null
  /** Answers that hold for the next file of this kind too, by question id. */
  readonly answers: Readonly<Record<string, string>>
}

/** How files of one kind from one bank are read. */
export type FileLayout = CsvLayout | StatementLayout

/** Whose export a shared layout is for, in its giver's words. */
export type SharedAbout = { readonly bank: string; readonly country: string | null }

export type LayoutRead =
  | { readonly ok: true; readonly layout: CsvLayout; readonly fingerprint: string; readonly about: SharedAbout }
  /** What is wrong with it, in words. */
  | { readonly ok: false; readonly reason: string }

/** Layouts as one person gives them to another: JSON that holds facts of the format and nothing of an account. */
export type LayoutSharing = {
  /** The layout to give away, or why it can't be. */
  readonly toShared: (
    layout: CsvLayout,
    about: SharedAbout,
  ) => { readonly ok: true; readonly shared: object } | { readonly ok: false; readonly reason: string }
  /** Reads what was given, whatever it is. */
  readonly fromShared: (json: unknown) => LayoutRead
}

/** The account that a file says it is of. Fields the file doesn't state are null. */
export type FileAccount = {
  /** IBAN, account or card number, as written, without spaces. */
  readonly number: string | null
  readonly bankCode: string | null
  readonly name: string | null
  readonly currency: CurrencyCode | null
}

/** One thing the file itself can't settle. The answer is remembered with the layout. */
export type FileQuestion = {
  readonly id: string
  readonly kind:
    'date-order' | 'decimal-mark' | 'sign' | 'fee' | 'columns' | 'currency' | 'account' | 'encoding'
  /** In words, with the file's own example: "Is 03/04/2026 the 3rd of April or the 4th of March?" */
  readonly text: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
}

export type FileReading =
  | {
      readonly kind: 'read'
      readonly layout: FileLayout
      /** The same for two exports of one layout of one bank; the key that a saved layout is found by. */
      readonly fingerprint: string
      readonly records: readonly SourceRecord[]
      /** The file's line of each record, 1-based, in the same order. */
      readonly lines: readonly number[]
      /** What each record showed in the program that it was exported from, in the same order; absent in banks' files. */
      readonly views?: readonly (ExportedView | null)[]
      readonly rejected: readonly RejectedRecord[]
      readonly ignored: readonly { readonly reason: string; readonly count: number }[]
      /** What proves the reading, such as the running balance; empty where nothing does. */
      readonly proofs: readonly string[]
      /** What the file states and its rows contradict, in words: a closing balance that they don't reach. */
      readonly warnings: readonly string[]
      /** The account it states, or null where it states none or holds several. */
      readonly account: FileAccount | null
      readonly openingBalance: Money | null
      readonly closingBalance: Money | null
    }
  | {
      readonly kind: 'asks'
      readonly layout: FileLayout
      readonly fingerprint: string
      readonly questions: readonly FileQuestion[]
      /** First rows as text, for the screen. */
      readonly sample: readonly (readonly string[])[]
    }
  | {
      readonly kind: 'refused'
      readonly code:
        | 'empty'
        | 'too-large'
        | 'binary'
        | 'not-csv'
        | 'damaged'
        | 'no-transactions'
        | 'too-many-rows'
        | 'encoding'
        | 'other-currency'
      /** What happened, that nothing was changed, what to do. */
      readonly text: string
    }
