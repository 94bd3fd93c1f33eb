// Counts and sums that a statement gives of its own entries, checked.
import type { CurrencyCode } from '../../../domain/currency.ts'
import { formatDecimal, money, parseDecimal } from '../../../domain/money.ts'
import { readSigned } from './amounts.ts'
import { find, findAll, textAt } from './xml.ts'
import type { Element } from './xml.ts'

type Total = { readonly count: number; readonly minor: bigint }

/** What the summary says and the entries contradict, in words. */
export function checkSummary(statement: Element, currency: CurrencyCode): readonly string[] {
  const summary = find(statement, 'TxsSummry')
  if (summary === null) return []
  const signed = findAll(statement, 'Ntry').map(readSigned)
  if (!signed.every((amount) => amount.ok)) return []
  const amounts = signed.flatMap((amount) => (amount.ok ? [amount.value.minor] : []))
  const absolute = amounts.map((minor) => (minor < 0n ? -minor : minor))
  const groups: readonly (readonly [name: string, words: string, minors: readonly bigint[]])[] = [
    ['TtlNtries', 'entries', absolute],
    ['TtlCdtNtries', 'credits', amounts.filter((minor) => minor >= 0n)],
    ['TtlDbtNtries', 'debits', amounts.filter((minor) => minor < 0n).map((minor) => -minor)],
  ]
  return groups.flatMap(([name, words, minors]) =>
    compare(find(summary, name), words, { count: minors.length, minor: sumOf(minors) }, currency),
  )
}

const sumOf = (minors: readonly bigint[]): bigint => minors.reduce((sum, minor) => sum + minor, 0n)

function compare(
  total: Element | null,
  words: string,
  found: Total,
  currency: CurrencyCode,
): readonly string[] {
  const count = textAt(total, 'NbOfNtries')
  const sum = textAt(total, 'Sum')
  const reached = formatDecimal(money(found.minor, currency))
  const read = sum === null ? null : parseDecimal(sum, currency)
  return [
    ...(count !== null && Number(count) !== found.count
      ? [`The statement counts ${count} ${words}, but holds ${found.count}.`]
      : []),
    ...(read?.ok && read.value.minor !== found.minor
      ? [`The statement sums its ${words} to ${sum}, but they add up to ${reached}.`]
      : []),
  ]
}
