// A known right answer, and how a ledger is compared with it.
import { z } from 'zod'

const minor = z.number().int()

export const Expected = z.object({
  currency: z.string().nullable().optional(),
  complete: z.boolean(),
  transactions: z.array(
    z.object({
      date: z.string().nullable().optional(),
      amount_minor: minor,
      /** Where the file holds accounts of several currencies. */
      currency: z.string().nullable().optional(),
      payee: z.string().nullable().optional(),
      description: z.string().nullable().optional(),
    }),
  ),
  statement: z.object({ opening_minor: minor, closing_minor: minor }).partial().optional(),
  assertions: z
    .object({ count: z.number(), sum_minor: minor, start_balance: minor, end_balance: minor })
    .partial()
    .optional(),
})
export type Expected = z.infer<typeof Expected>

/** What is expected of an account in this currency: rows in another one belong to another account of the file. */
export const inCurrency = (expected: Expected, currency: string): Expected => ({
  ...expected,
  transactions: expected.transactions.filter((row) => (row.currency ?? currency).toUpperCase() === currency),
})

type ExpectedRow = Expected['transactions'][number]

/** One transaction of the ledger as the comparison sees it. */
export type LedgerRow = {
  readonly date: string
  readonly minor: bigint
  readonly isPending: boolean
  readonly counterparty: string | null
  readonly description: string
}

export type Ledger = {
  readonly rows: readonly LedgerRow[]
  readonly opening: bigint | null
  readonly closing: bigint | null
}

export type Comparison = {
  readonly isRight: boolean
  readonly reason: string
  readonly payees: readonly boolean[]
}

/**
 * Right where the transactions and the stated figures agree. Some sources list pending rows, others leave them out:
 * all of them or none may be missing from the expected result.
 */
export function compare(ledger: Ledger, expected: Expected): Comparison {
  const all = compareRows(ledger, ledger.rows, expected)
  const posted = ledger.rows.filter(({ isPending }) => !isPending)
  if (all.isRight || posted.length === ledger.rows.length) return all
  const booked = compareRows(ledger, posted, expected)
  return booked.isRight
    ? { ...booked, reason: 'right for the booked rows; pending ones are not in the expected result' }
    : all
}

function compareRows(ledger: Ledger, rows: readonly LedgerRow[], expected: Expected): Comparison {
  const pairs = pairUp(rows, expected.transactions)
  const missing = pairs.filter(({ row }) => row === null)
  const payees = pairs.flatMap(({ row, wanted }) => comparePayee(row, wanted))
  const wrong = (reason: string): Comparison => ({ isRight: false, reason, payees })
  if (missing.length > 0) {
    const [first] = missing
    return wrong(
      `${missing.length} expected transactions are not there, such as ${first?.wanted.date} ${first?.wanted.amount_minor}`,
    )
  }
  if (expected.complete && rows.length !== expected.transactions.length) {
    return wrong(`${rows.length} transactions where ${expected.transactions.length} are expected`)
  }
  const figures = compareFigures(ledger, rows, expected)
  return figures === null ? { isRight: true, reason: 'right', payees } : wrong(figures)
}

type Pair = { readonly wanted: ExpectedRow; readonly row: LedgerRow | null }

/** Pairs each expected transaction with a ledger row of its amount and date; undated ones take what is left. */
function pairUp(rows: readonly LedgerRow[], wanted: readonly ExpectedRow[]): readonly Pair[] {
  const free = [...rows]
  const dated = (row: ExpectedRow) => row.date !== null && row.date !== undefined
  const inOrder = [...wanted.filter(dated), ...wanted.filter((row) => !dated(row))]
  return inOrder.map((expected) => {
    const fits = free.filter(
      ({ minor: amount, date }) =>
        amount === BigInt(expected.amount_minor) && (!dated(expected) || date === expected.date),
    )
    const row = fits.find((candidate) => comparePayee(candidate, expected)[0] === true) ?? fits[0] ?? null
    if (row) free.splice(free.indexOf(row), 1)
    return { wanted: expected, row }
  })
}

function comparePayee(row: LedgerRow | null, wanted: ExpectedRow): readonly boolean[] {
  const name = wanted.payee ?? wanted.description
  if (!row || !name) return []
  const ours = wanted.payee ? (row.counterparty ?? row.description) : row.description
  const [left, right] = [ours, name].map((text) => text.toLowerCase().replace(/\s+/g, ' ').trim())
  return [
    left !== undefined &&
      right !== undefined &&
      left !== '' &&
      (left.includes(right) || right.includes(left)),
  ]
}

/** The stated count, sum and balances, or what differs. Balances that the file does not state must differ by the sum. */
function compareFigures(ledger: Ledger, rows: readonly LedgerRow[], expected: Expected): string | null {
  const { assertions = {}, statement = {} } = expected
  const sum = rows.reduce((total, { minor: amount }) => total + amount, 0n)
  if (assertions.count !== undefined && assertions.count !== rows.length) {
    return `${rows.length} rows where ${assertions.count} are asserted`
  }
  if (assertions.sum_minor !== undefined && BigInt(assertions.sum_minor) !== sum) {
    return `a sum of ${sum} where ${assertions.sum_minor} is asserted`
  }
  const opening = statement.opening_minor ?? assertions.start_balance
  const closing = statement.closing_minor ?? assertions.end_balance
  if (opening !== undefined && ledger.opening !== null && BigInt(opening) !== ledger.opening) {
    return `an opening balance of ${ledger.opening} where ${opening} is asserted`
  }
  if (closing !== undefined && ledger.closing !== null && BigInt(closing) !== ledger.closing) {
    return `a closing balance of ${ledger.closing} where ${closing} is asserted`
  }
  const isStated = ledger.opening !== null && ledger.closing !== null
  if (
    opening !== undefined &&
    closing !== undefined &&
    !isStated &&
    BigInt(closing) - BigInt(opening) !== sum
  ) {
    return `the asserted balances differ by ${closing - opening}, the rows add up to ${sum}`
  }
  return null
}
