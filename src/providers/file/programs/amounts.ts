// The amount of a row, with money in positive.
import type { CurrencyCode } from '../../../domain/currency.ts'
import { money, negate } from '../../../domain/money.ts'
import type { Money } from '../../../domain/money.ts'
import { ok, refused } from '../../../domain/result.ts'
import type { Result } from '../../../domain/result.ts'
import type { DecimalMark } from '../csv/amounts.ts'
import { readStatedAmount } from '../stated-amount.ts'
import type { ProgramAmount } from './program.ts'

export function amountOf(amount: ProgramAmount, currency: CurrencyCode, mark: DecimalMark): Result<Money> {
  const read = (text: string) => readStatedAmount(text, currency, () => mark)
  if (amount.kind === 'sides') return sidesOf(amount, currency, read)
  if (amount.text === '') return refused('it has no amount')
  const stated = read(amount.text)
  if (!stated.ok) return stated
  if (amount.kind === 'signed') return ok(amount.isOutPositive ? negate(stated.value) : stated.value)
  const size = stated.value.minor < 0n ? -stated.value.minor : stated.value.minor
  return ok(money(amount.isOut ? -size : size, currency))
}

/** One side is empty or zero. A negative figure on a side is money the other way. */
function sidesOf(
  sides: Extract<ProgramAmount, { kind: 'sides' }>,
  currency: CurrencyCode,
  read: (text: string) => Result<Money>,
): Result<Money> {
  if (sides.out === '' && sides.in === '') return refused('it has no amount')
  const nothing = ok(money(0n, currency))
  const [left, arrived] = [sides.out, sides.in].map((text) => (text === '' ? nothing : read(text)))
  if (left === undefined || arrived === undefined) return refused('it has no amount')
  if (!left.ok) return left
  if (!arrived.ok) return arrived
  if (left.value.minor !== 0n && arrived.value.minor !== 0n) return refused('it states money out and money in')
  return ok(money(arrived.value.minor - left.value.minor, currency))
}
