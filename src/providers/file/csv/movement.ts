// The signed amount of one row, by the plan that was inferred for the whole file.
import { parseDecimal } from '../../../domain/money.ts'
import type { Money } from '../../../domain/money.ts'
import type { CurrencyCode } from '../../../domain/currency.ts'
import { plainDecimal, readAmountText } from './amounts.ts'
import type { DecimalMark } from './amounts.ts'
import { directionOf } from './value-words.ts'
import type { Direction } from './value-words.ts'

/** Where a row's amount stands and how its sign is read. Columns are indexes. */
export type AmountPlan = {
  readonly columns:
    | { readonly kind: 'single'; readonly amount: number }
    | { readonly kind: 'pair'; readonly debit: number | null; readonly credit: number | null }
  /** The column whose words give the sign; null where the amounts carry it. */
  readonly direction: number | null
  /** The word that means money out, where the bank's words are unknown; every other word then means money in. */
  readonly outWord: string | null
  /** What a blank in the direction column means. */
  readonly blankDirection: Direction | null
  /** The debit column writes its amounts with a minus. */
  readonly isDebitNegative: boolean
  /** The credit column writes its amounts with a minus, as some cards do. */
  readonly isCreditNegative: boolean
  readonly isFlipped: boolean
  /** The fee column that is taken off on top. */
  readonly deductedFee: number | null
}

export type Movement =
  | { readonly kind: 'amount'; readonly amount: Money; readonly unit: string | null }
  /** Nothing stands where the amount should be. */
  | { readonly kind: 'none' }
  | { readonly kind: 'bad'; readonly reason: string }

/** Reads the amount of a row. Excess decimals, two amounts at once and unknown directions are bad, never guessed. */
export function movementOf(
  cells: readonly string[],
  plan: AmountPlan,
  mark: DecimalMark,
  currency: CurrencyCode,
): Movement {
  const gross =
    plan.columns.kind === 'single' ? single(cells, plan, mark, currency) : pair(cells, plan, mark, currency)
  if (gross.kind !== 'amount') return gross
  const signed = plan.isFlipped ? -gross.amount.minor : gross.amount.minor
  const fee = plan.deductedFee === null ? null : moneyOf(cells[plan.deductedFee] ?? '', mark, currency)
  if (fee?.kind === 'bad') return fee
  const taken = fee?.kind === 'amount' ? (fee.amount.minor < 0n ? -fee.amount.minor : fee.amount.minor) : 0n
  return { ...gross, amount: { minor: signed - taken, currency } }
}

function single(
  cells: readonly string[],
  { columns, direction, blankDirection, outWord }: AmountPlan,
  mark: DecimalMark,
  currency: CurrencyCode,
): Movement {
  const index = columns.kind === 'single' ? columns.amount : -1
  const read = moneyOf(cells[index] ?? '', mark, currency)
  if (read.kind !== 'amount' || direction === null) return read
  const word = (cells[direction] ?? '').trim()
  const side =
    word === '' ? blankDirection : outWord === null ? directionOf(word) : word === outWord ? 'out' : 'in'
  if (side === null)
    return { kind: 'bad', reason: `"${word}" does not say whether money came in or went out` }
  return side === 'in' ? read : { ...read, amount: { minor: -read.amount.minor, currency } }
}

function pair(
  cells: readonly string[],
  { columns, isDebitNegative, isCreditNegative }: AmountPlan,
  mark: DecimalMark,
  currency: CurrencyCode,
): Movement {
  if (columns.kind !== 'pair') return { kind: 'none' }
  const read = (index: number | null): Movement =>
    index === null ? { kind: 'none' } : moneyOf(cells[index] ?? '', mark, currency)
  const debit = read(columns.debit)
  const credit = read(columns.credit)
  if (debit.kind === 'bad') return debit
  if (credit.kind === 'bad') return credit
  const out = debit.kind === 'amount' ? debit.amount.minor : 0n
  const into = credit.kind === 'amount' ? credit.amount.minor : 0n
  if (out !== 0n && into !== 0n) return { kind: 'bad', reason: 'it has both a debit and a credit' }
  const given = out !== 0n || credit.kind === 'none' ? debit : credit
  if (given.kind !== 'amount') return given
  const minor = out === 0n ? (isCreditNegative ? -into : into) : isDebitNegative ? out : -out
  return { ...given, amount: { minor, currency } }
}

/** One cell as signed money. A `DR` or `CR` in the cell gives the sign. */
export function moneyOf(cell: string, mark: DecimalMark, currency: CurrencyCode): Movement {
  if (cell.trim() === '') return { kind: 'none' }
  const text = readAmountText(cell)
  const plain = text && plainDecimal(text.body, mark)
  if (!text || !plain) return { kind: 'bad', reason: `"${cell.trim().slice(0, 40)}" is not an amount` }
  const parsed = parseDecimal(plain, currency)
  if (!parsed.ok) return { kind: 'bad', reason: parsed.reason }
  const isOut = text.isNegative !== (text.side === 'out')
  const { minor } = parsed.value
  return { kind: 'amount', amount: { minor: isOut ? -minor : minor, currency }, unit: text.unit }
}
