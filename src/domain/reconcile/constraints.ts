// What the person said about two rows or two names of an account. Later syncs obey it.
import type { AccountId } from '../ids.ts'
import { nameWords } from './text.ts'

/** Of rows: by their content keys, since ids are reissued. Of names: by their words. The order of the two says nothing. */
export type ConstraintPair = {
  readonly accountId: AccountId
  readonly scope: 'rows' | 'names'
  readonly leftKey: string
  readonly rightKey: string
  readonly isSame: boolean
}

/** What was said of the two, or null where nothing was. */
export type Said = 'same' | 'different' | null

export type Constraints = {
  readonly ofRows: (accountId: AccountId, left: string, right: string) => Said
  readonly ofNames: (accountId: AccountId, left: string, right: string) => Said
}

/** A pair in the one form in which it is kept and found. */
export function constraintPair(
  accountId: AccountId,
  scope: ConstraintPair['scope'],
  keys: readonly [string, string],
  isSame: boolean,
): ConstraintPair {
  const [one, other] = keys
  const [leftKey, rightKey] = one <= other ? [one, other] : [other, one]
  return { accountId, scope, leftKey, rightKey, isSame }
}

/** The words by which a name is remembered; '' names nobody. */
export const nameKey = (text: string): string => nameWords(text).join(' ')

export function indexConstraints(pairs: readonly ConstraintPair[]): Constraints {
  const said = new Map(pairs.map((pair) => [keyOf(pair), pair.isSame]))
  const find = (accountId: AccountId, scope: ConstraintPair['scope'], keys: readonly [string, string]): Said => {
    if (said.size === 0) return null
    const isSame = said.get(keyOf(constraintPair(accountId, scope, keys, true)))
    if (isSame === undefined) return null
    return isSame ? 'same' : 'different'
  }
  return {
    ofRows: (accountId, left, right) => find(accountId, 'rows', [left, right]),
    ofNames: (accountId, left, right) => (said.size === 0 ? null : find(accountId, 'names', [nameKey(left), nameKey(right)])),
  }
}

const keyOf = ({ accountId, scope, leftKey, rightKey }: Omit<ConstraintPair, 'isSame'>): string =>
  [accountId, scope, leftKey, rightKey].join('\n')
