// The finished reading: records with what proves them and the balances around them.
import type { AmountInference } from './amount-plan.ts'
import { formatDecimal } from '../../../domain/money.ts'
import type { Money } from '../../../domain/money.ts'
import { isProven } from './balance.ts'
import type { CsvLayout, FileReading } from '../file-reading.ts'
import { readStatedBalances } from './preamble.ts'
import { refusedFile } from '../refusals.ts'
import type { ReadRows, RowPlan } from './rows.ts'
import type { Table } from './table.ts'

type Known = {
  readonly layout: CsvLayout
  readonly fingerprint: string
  /** What was put right before the file could be read, in words. */
  readonly repairs: readonly string[]
}

export function finish(
  read: ReadRows,
  table: Table,
  plan: RowPlan,
  amounts: AmountInference,
  { layout, fingerprint, repairs }: Known,
): FileReading {
  const { records, lines, rejected, ignored } = read
  const [onlyReason] = new Set(rejected.map(({ reason }) => reason))
  if (records.length === 0 && rejected.length > 0 && onlyReason?.startsWith(OTHER_CURRENCY)) {
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
    warnings: [...repairs, ...leftOut(rejected), ...contradictions(amounts, edges, sum)],
    account: null,
    openingBalance: edges.opening,
    closingBalance: edges.closing,
  }
}

/** Rows in another currency are rejected one by one; how many there are is told once. */
function leftOut(rejected: ReadRows['rejected']): readonly string[] {
  const counts = new Map<string, number>()
  for (const { reason } of rejected) {
    if (reason.startsWith(OTHER_CURRENCY)) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return [...counts].map(([reason, count]) =>
    count === 1 ? `1 row was left out: ${reason}.` : `${count} rows were left out, each because ${reason}.`,
  )
}

/** How a row's rejection for its currency begins. */
const OTHER_CURRENCY = 'it is in '

/** Balances of the file that its own rows do not lead to: a row may be missing or wrong. */
function contradictions(
  { chain }: AmountInference,
  { opening, closing, areStated }: Edges,
  sum: bigint,
): readonly string[] {
  const broken =
    isProven(chain) && chain.agreeing < chain.links
      ? [`The running balance disagrees with ${chain.links - chain.agreeing} of ${chain.links} steps.`]
      : []
  if (!areStated || !opening || !closing || opening.minor + sum === closing.minor) return broken
  const reached = formatDecimal({ minor: opening.minor + sum, currency: opening.currency })
  return [
    ...broken,
    `From the opening balance of ${formatDecimal(opening)} its rows lead to ${reached}, ` +
      `but it states ${formatDecimal(closing)}.`,
  ]
}

type Edges = {
  readonly opening: Money | null
  readonly closing: Money | null
  /** Both stand in the file, not computed from the running balance. */
  readonly areStated: boolean
}

/** Balances before and after all rows: as stated on lines of their own, else from the running balance. */
function balancesOf(read: ReadRows, table: Table, plan: RowPlan, amounts: AmountInference): Edges {
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
  const before = read.stated.opening ?? stated.opening
  const after = read.stated.closing ?? stated.closing
  return {
    opening: before ?? opening,
    closing: after ?? closing,
    areStated: before !== null && after !== null,
  }
}
