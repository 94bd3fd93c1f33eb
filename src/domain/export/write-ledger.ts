// From a format's name to its writer.
import type { ExportFormat, ExportHead, LedgerWriter } from './ledger-export.ts'
import { beancountWriter } from './write-beancount.ts'
import { csvWriter } from './write-csv.ts'
import { jsonLinesWriter } from './write-json-lines.ts'
import { ofxWriter } from './write-ofx.ts'
import { hledgerWriter, ledgerWriter } from './write-plain-journal.ts'
import { qifWriter } from './write-qif.ts'

const WRITERS: Readonly<Record<ExportFormat, (head: ExportHead) => LedgerWriter>> = {
  csv: csvWriter,
  jsonl: jsonLinesWriter,
  ofx: ofxWriter,
  qif: qifWriter,
  beancount: beancountWriter,
  hledger: hledgerWriter,
  ledger: ledgerWriter,
}

export const writerOf = (format: ExportFormat, head: ExportHead): LedgerWriter => WRITERS[format](head)
