// JSON Lines: everything an export holds, one JSON object a line. The schema is in docs/exports.md.
import { formatDecimal } from '../money.ts'
import type { Money } from '../money.ts'
import { recordDate } from '../source-record.ts'
import type { JsonValue } from '../source-record.ts'
import type { ExportAccount, ExportCheckpoint, ExportHead, ExportRow, LedgerWriter } from './ledger-export.ts'

/** The name and version that the first line of every file carries. A reader refuses versions it doesn't know. */
export const JSON_LINES_FORMAT = 'tributary-ledger'
export const JSON_LINES_VERSION = 1

export function jsonLinesWriter(head: ExportHead): LedgerWriter {
  const first = {
    type: 'ledger',
    format: JSON_LINES_FORMAT,
    version: JSON_LINES_VERSION,
    madeOn: head.madeOn,
    from: head.from,
    to: head.to,
  }
  let rowCount = 0
  return {
    start: () =>
      [first, ...head.accounts.map(accountJson), ...head.checkpoints.map(checkpointJson)].map(lineOf).join(''),
    row: (row) => {
      rowCount += 1
      return lineOf(rowJson(row))
    },
    end: () => lineOf({ type: 'end', transactions: rowCount }),
  }
}

const lineOf = (value: JsonValue): string => `${JSON.stringify(value)}\n`

/** Decimal text, so that no reader rounds it. */
const moneyJson = (amount: Money) => ({ amount: formatDecimal(amount), currency: amount.currency })

const accountJson = ({ opening, ...account }: ExportAccount) => ({
  type: 'account',
  ...account,
  opening: opening === null ? null : moneyJson(opening),
})

const checkpointJson = ({ accountId, on, amount }: ExportCheckpoint) => ({
  type: 'balance',
  accountId,
  on,
  ...moneyJson(amount),
})

function rowJson({ amount, transfer, category, tags, providerCategory, ...row }: ExportRow) {
  return {
    type: 'transaction',
    ...row,
    on: recordDate(row),
    ...moneyJson(amount),
    category: category === null ? null : { id: category.id, path: [...category.path], kind: category.kind },
    tags: [...tags],
    providerCategory: providerCategory === null ? null : { ...providerCategory },
    transfer: transfer === null ? null : { ...transfer, otherAmount: moneyJson(transfer.otherAmount) },
  }
}
