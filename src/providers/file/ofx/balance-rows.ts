// Rows that are balances: some banks list what was there before the period and after each day among the
// movements.
import { normalizeWords } from '../words.ts'
import { statedFact } from '../csv/value-words.ts'
import { textAt } from './tree.ts'
import type { OfxNode } from './tree.ts'

/** What stands after the rows of a day, beside the words that name the balances around all rows. */
const DAILY = new Set([
  'saldo do dia',
  'saldo dia',
  's a l d o',
  'saldo',
  'daily balance',
  'solde du jour',
  'tagessaldo',
])

/**
 * `opening` and `balance` are no movements; null is one. A row with any other text beside these words is a
 * movement.
 */
export function balanceKind(row: OfxNode): 'opening' | 'balance' | null {
  const texts = ['NAME', 'MEMO'].flatMap((name) => textAt(row, name) ?? [])
  const kinds = texts.map((text) => (DAILY.has(normalizeWords(text)) ? 'closing' : statedFact(text)))
  if (kinds.length > 0 && kinds.every((kind) => kind === 'opening')) return 'opening'
  return kinds.length > 0 && kinds.every((kind) => kind === 'opening' || kind === 'closing')
    ? 'balance'
    : null
}
