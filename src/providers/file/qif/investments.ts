// Rows of investment accounts: which of them move cash, and which way. Their amounts have no sign.
import { textOf } from './entries.ts'
import type { Entry } from './entries.ts'

const IN = new Set(['xin', 'contribx', 'intinc', 'div', 'cglong', 'cgmid', 'cgshort', 'miscinc', 'rtrncap'])
const OUT = new Set(['xout', 'withdrwx', 'miscexp', 'margint'])
const TRADE = /^(?:buy|sell|cvrshrt|shtsell|reinv|shrs|stksplit|grant|vest|exercis|expire|remind)|x$/

/**
 * `as-written` where the amount has its sign; `trade` where securities move, or money of another account
 * (names that end in X); null for a kind that is not known.
 */
export function investmentDirection(entry: Entry): 'in' | 'out' | 'as-written' | 'trade' | null {
  const action = (textOf(entry, 'N') ?? '').toLowerCase()
  if (action === 'cash' || action === '') return textOf(entry, 'Q') === null ? 'as-written' : 'trade'
  if (IN.has(action)) return 'in'
  if (OUT.has(action)) return 'out'
  return TRADE.test(action) ? 'trade' : null
}
