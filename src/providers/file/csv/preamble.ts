// Balances that a file states outside its rows: `Kontostand vom 31.12.2024: 1.234,50 €`, or a small table of totals.
import type { CurrencyCode } from '../../../domain/currency.ts'
import type { Money } from '../../../domain/money.ts'
import type { DecimalMark } from './amounts.ts'
import { moneyOf } from './movement.ts'
import type { Line } from './line.ts'
import { statedFact } from './value-words.ts'
import type { StatedFact } from './value-words.ts'

export type StatedBalances = { readonly opening: Money | null; readonly closing: Money | null }

/**
 * Labels stand left of their amount or above it. An opening balance that is not stated follows from the closing one
 * where the file states both totals.
 */
export function readStatedBalances(
  lines: readonly Line[],
  mark: DecimalMark,
  currency: CurrencyCode,
): StatedBalances {
  const facts = new Map<StatedFact, bigint>()
  lines.forEach(({ cells }, row) => {
    cells.forEach((label, column) => {
      const fact = statedFact(label)
      if (!fact || facts.has(fact)) return
      const value = amountIn(cells[column + 1]) ?? amountIn(lines[row + 1]?.cells[column])
      if (value !== null) facts.set(fact, value)
    })
  })
  const asMoney = (minor: bigint | undefined): Money | null =>
    minor === undefined ? null : { minor, currency }
  const closing = facts.get('closing')
  const [into, out] = [facts.get('totalIn'), facts.get('totalOut')]
  const derived =
    closing !== undefined && into !== undefined && out !== undefined
      ? closing - into + (out < 0n ? -out : out)
      : undefined
  return { opening: asMoney(facts.get('opening') ?? derived), closing: asMoney(closing) }

  function amountIn(cell: string | undefined): bigint | null {
    const read = moneyOf(cell ?? '', mark, currency)
    return read.kind === 'amount' ? read.amount.minor : null
  }
}
