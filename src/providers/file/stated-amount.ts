// An amount with its own sign, as formats that explain themselves write it.
import type { CurrencyCode } from '../../domain/currency.ts'
import { parseDecimal } from '../../domain/money.ts'
import type { Money } from '../../domain/money.ts'
import { refused } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import { currenciesOf, plainDecimal, readAmountText } from './csv/amounts.ts'
import type { DecimalMark } from './csv/amounts.ts'
import { QUOTED_CHARS_MAX } from './limits.ts'

/**
 * Reads an amount; `markOf` gives the decimal mark of its digits, points and commas. A currency sign must
 * fit.
 */
export function readStatedAmount(
  text: string,
  currency: CurrencyCode,
  markOf: (body: string) => DecimalMark,
): Result<Money> {
  const read = readAmountText(text)
  const plain = read === null || read.side !== null ? null : plainDecimal(read.body, markOf(read.body))
  if (read === null || plain === null) return refused(`"${text.slice(0, QUOTED_CHARS_MAX)}" is not an amount`)
  const meant = read.unit === null ? [] : currenciesOf(read.unit)
  if (meant.length > 0 && !meant.includes(currency)) {
    return refused(`it is in ${read.unit}, the account in ${currency}`)
  }
  return parseDecimal(`${read.isNegative ? '-' : ''}${plain}`, currency)
}
