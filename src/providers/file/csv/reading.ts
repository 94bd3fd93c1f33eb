// The finished reading: records with what proves them and the balances around them.
import type { AmountInference } from './amount-plan.ts'
import { isProven } from './balance.ts'
import type { CsvLayout, FileReading } from '../file-reading.ts'
import { readStatedBalances } from './preamble.ts'
import { refusedFile } from '../refusals.ts'
import type { ReadRows, RowPlan } from './rows.ts'
import type { Table } from './table.ts'

export function finish(
  read: ReadRows,
  table: Table,
  plan: RowPlan,
  amounts: AmountInference,
  layout: CsvLayout,
  fingerprint: string,
): FileReading {
  const { records, lines, rejected, ignored } = read
  const [onlyReason] = new Set(rejected.map(({ reason }) => reason))
  if (records.length === 0 && rejected.length > 0 && onlyReason?.startsWith('it is in ')) {
    return refusedFile('other-currency', `All its rows: ${onlyReason}.`)
  }
  if (records.length === 0 && rejected.length === 0) return refusedFile('no-transactions')
  const edges = balancesOf(read, table, plan, amounts)
  const sum = records
    .filter(({ status }) => status === 'posted')
    .reduce((total, { amount }) => total + amount.minor, 0n)
  const isClosed = edges.opening && edges.closing && edges.opening.minor + sum === edges.closing.minor
  const proofs = [
    ...(isProven(amounts.chain)
      ? [`The running balance agrees with ${amounts.chain.agreeing} of ${amounts.chain.links} steps.`]
      : []),
    ...(isClosed ? ['Opening balance plus all rows is the closing balance.'] : []),
  ]
  return {
    kind: 'read',
    layout,
    fingerprint,
    records,
    lines,
    rejected,
    ignored,
    proofs,
    warnings: [],
    account: null,
    openingBalance: edges.opening,
    closingBalance: edges.closing,
  }
}

/** Balances before and after all rows: as stated on lines of their own, else from the running balance. */
function balancesOf(read: ReadRows, table: Table, plan: RowPlan, amounts: AmountInference) {
  const stated = readStatedBalances(table.preamble, plan.mark, plan.currency)
  const chain = amounts.chain
  const isTrusted = chain !== null && chain.agreeing * 2 > chain.links && chain.shape.stands === 'after'
  const withBalance = read.records.filter(({ balanceAfter }) => balanceAfter !== null)
  const [first, last] = [withBalance.at(0), withBalance.at(-1)]
  const [oldest, newest] = chain?.shape.direction === 'descending' ? [last, first] : [first, last]
  const opening =
    isTrusted && oldest?.balanceAfter
      ? { minor: oldest.balanceAfter.minor - oldest.amount.minor, currency: plan.currency }
      : null
  const closing = isTrusted ? (newest?.balanceAfter ?? null) : null
  return {
    opening: read.stated.opening ?? stated.opening ?? opening,
    closing: read.stated.closing ?? stated.closing ?? closing,
  }
}
