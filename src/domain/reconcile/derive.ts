// The derived layer in its simplest form. It depends on evidence alone, so it can be worked out again at any time.
import type { AccountId } from '../ids.ts'
import { NOTHING_DERIVED } from '../transaction.ts'
import type { Derived, Evidence } from '../transaction.ts'

/** Names the other party and sorts by category: a pure function of what the sources say and the owner's rulebook. */
export type Decorate = (evidence: Evidence, accountId: AccountId) => Derived

/** Payoree: the bank's own name for the other party, else its text without runs of digits and spaces. */
export function derive({ counterpartyName, description }: Pick<Evidence, 'counterpartyName' | 'description'>): Derived {
  const named = counterpartyName?.trim() || cleaned(description)
  return named === '' ? NOTHING_DERIVED : { ...NOTHING_DERIVED, payoree: { name: named, key: null, by: 'bank' } }
}

/** Numbers of terminals, cards and references tell one purchase from another, not whose shop it was. */
function cleaned(description: string): string {
  const words = description.split(/\s+/).filter((word) => word !== '' && !/^[#*x]*\d[\d\-/.#*x]*$/i.test(word))
  return words.length > 0 ? words.join(' ') : description.trim()
}
