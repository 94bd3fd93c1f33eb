// One file through the path of an import: read, then planned against an empty ledger.
import type { AccountId, AccountLinkId } from '../../src/domain/ids.ts'
import { parseCurrency } from '../../src/domain/currency.ts'
import type { CurrencyCode } from '../../src/domain/currency.ts'
import { planSpan } from '../../src/domain/reconcile/plan-span.ts'
import type { Span } from '../../src/domain/reconcile/plan.ts'
import { readFile } from '../../src/providers/file/read-file.ts'
import type { FileHints, FileInput, FileReading } from '../../src/providers/file/file-reading.ts'
import type { Ledger } from './expected.ts'

export type Read = Extract<FileReading, { kind: 'read' }>

/** The account's currency where the expected result names none. */
const DEFAULT_CURRENCY = 'USD'

/** Fresh account, no answers, no saved layout. */
function freshHints(currency: CurrencyCode): FileHints {
  return { currency, layout: null, answers: {} }
}

/** Reads the file, or null where there can be no account in the expected currency; where no currency is expected, again in the one that the file turns out to be in. */
export function readForAccount(
  input: FileInput,
  expectedCurrency: string | null | undefined,
): { readonly reading: FileReading; readonly hints: FileHints } | null {
  const account = parseCurrency(expectedCurrency ?? DEFAULT_CURRENCY)
  if (account === null) return null
  const hints = freshHints(account)
  const reading = readFile(input, hints)
  const found =
    reading.kind === 'refused' && reading.code === 'other-currency'
      ? /in ([A-Z]{3}), the account/.exec(reading.text)?.[1]
      : null
  const currency: CurrencyCode | null = found && !expectedCurrency ? parseCurrency(found) : null
  if (!currency) return { reading, hints }
  const other = { ...hints, currency }
  return { reading: readFile(input, other), hints: other }
}

/** The ledger that importing the reading into an empty account makes. */
export function importIntoEmpty(reading: Read): Ledger {
  const linkId = 'link' as AccountLinkId
  const accountId = 'account' as AccountId
  const span: Span = {
    traits: { source: 'file', pending: 'unlinked', pendingDays: 0 },
    records: reading.records.map((record) => ({ linkId, accountId, record })),
    removals: [],
    coverage: [],
    rejected: reading.rejected,
    ignored: reading.ignored,
  }
  const plan = planSpan(span, { records: [], transactions: [] })
  return {
    rows: plan.transactions.map(({ evidence }) => ({
      date: evidence.postedOn ?? evidence.transactionOn ?? '',
      minor: evidence.amount.minor,
      isPending: evidence.status === 'pending',
      counterparty: evidence.counterpartyName,
      description: evidence.description,
    })),
    opening: reading.openingBalance?.minor ?? null,
    closing: reading.closingBalance?.minor ?? null,
  }
}
