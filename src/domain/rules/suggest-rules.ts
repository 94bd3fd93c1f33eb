// Rules that the person's own edits call for: "you changed AMZN MKTP to Shopping 6 times". Nothing is made from them
// unless the person says so; each comes with how often it would have been right.
import type { TransactionId } from '../ids.ts'
import { foldCase } from './fold-case.ts'
import type { Action, Condition } from './rule.ts'

/** Fewer edits that agree may be chance. */
export const SUPPORT_MIN = 3
/** Of what the person decided about transactions that the rule matches, this share must agree. */
export const PRECISION_MIN = 0.9
/** More are not read; the best come first. */
export const SUGGESTIONS_MAX = 20
/** Each is measured over all of history. */
const CANDIDATES_MAX = 200
/** Shorter words are in too many texts to mean one party. */
const WORD_CHARS_MIN = 4
/** Words from the beginning of a text that are tried as what tells its party. */
const WORDS_TRIED_MAX = 3

/** One transaction with what the person decided about it; `undefined` is no decision. */
export type Edited = {
  readonly id: TransactionId
  readonly description: string
  /** As it was shown before the edit: derived, else what the bank said. */
  readonly payoree: string | null
  readonly decidedPayoree: string | null | undefined
  readonly decidedCategory: string | null | undefined
}

export type Suggestion = {
  readonly condition: Condition
  readonly action: Action
  /** Edits that say so. */
  readonly support: number
  /** Share of the person's decisions on what it matches that agree with it, measured over history. */
  readonly precision: number
  /** Transactions of history that it matches, decided or not. */
  readonly matches: number
  readonly examples: readonly TransactionId[]
}

/** An edited transaction with its texts folded once. */
type FoldedRow = { readonly row: Edited; readonly payoree: string; readonly description: string }

type Candidate = { readonly condition: Condition; readonly action: Action; readonly holds: (row: FoldedRow) => boolean }

/** Suggestions over history, best support first. `isCovered` tells whether the rules already give that. */
export function suggestRules(
  history: readonly Edited[],
  isCovered: (row: Edited, action: Action) => boolean,
): readonly Suggestion[] {
  const rows = history.map((row): FoldedRow => {
    return { row, payoree: foldCase(row.payoree ?? ''), description: foldCase(row.description) }
  })
  const weighed = calledFor(rows, isCovered).flatMap((candidate) => weigh(candidate, rows))
  const sorted = weighed.toSorted(
    (left, right) => right.support - left.support || right.precision - left.precision || right.matches - left.matches,
  )
  return withoutRepeats(sorted).slice(0, SUGGESTIONS_MAX)
}

/** What enough edits have in common, the most frequent first. */
function calledFor(
  rows: readonly FoldedRow[],
  isCovered: (row: Edited, action: Action) => boolean,
): readonly Candidate[] {
  const calls = new Map<string, { candidate: Candidate; count: number }>()
  for (const folded of rows) {
    for (const action of actionsOf(folded.row)) {
      if (isCovered(folded.row, action)) continue
      for (const candidate of candidatesFor(folded, action)) {
        const key = keyOf(candidate)
        calls.set(key, { candidate, count: (calls.get(key)?.count ?? 0) + 1 })
      }
    }
  }
  return [...calls.values()]
    .filter(({ count }) => count >= SUPPORT_MIN)
    .toSorted((left, right) => right.count - left.count)
    .slice(0, CANDIDATES_MAX)
    .map(({ candidate }) => candidate)
}

function actionsOf({ decidedPayoree, decidedCategory }: Edited): readonly Action[] {
  const actions: Action[] = []
  if (decidedCategory) actions.push({ set: 'category', categoryId: decidedCategory })
  if (decidedPayoree) actions.push({ set: 'payoree', name: decidedPayoree })
  return actions
}

function candidatesFor({ row, payoree: wanted, description }: FoldedRow, action: Action): readonly Candidate[] {
  const candidates: Candidate[] = []
  const { payoree } = row
  if (payoree !== null && payoree.trim() !== '') {
    const condition = { field: 'payoree', test: 'is', value: payoree } as const
    candidates.push({ condition, action, holds: (other) => other.payoree === wanted })
  }
  const words = description.split(/\s+/).filter((word) => /\p{L}/u.test(word))
  for (let count = 1; count <= Math.min(WORDS_TRIED_MAX, words.length); count += 1) {
    const value = words.slice(0, count).join(' ')
    if (value.length < WORD_CHARS_MIN) continue
    const condition = { field: 'description', test: 'contains', value } as const
    candidates.push({ condition, action, holds: (other) => other.description.includes(value) })
  }
  return candidates
}

function weigh({ condition, action, holds }: Candidate, rows: readonly FoldedRow[]): readonly Suggestion[] {
  let agreeing = 0
  let decided = 0
  let matches = 0
  const examples: TransactionId[] = []
  for (const folded of rows) {
    if (!holds(folded)) continue
    const { row } = folded
    matches += 1
    const decision = action.set === 'category' ? row.decidedCategory : row.decidedPayoree
    if (decision === undefined) continue
    decided += 1
    const wanted = action.set === 'category' ? action.categoryId : action.set === 'payoree' ? action.name : null
    if (decision !== wanted) continue
    agreeing += 1
    if (examples.length < SUPPORT_MIN) examples.push(row.id)
  }
  const precision = decided === 0 ? 0 : agreeing / decided
  if (agreeing < SUPPORT_MIN || precision < PRECISION_MIN) return []
  return [{ condition, action, support: agreeing, precision, matches, examples }]
}

/** The same edits call for the same thing in several ways: the first, best one is enough. */
function withoutRepeats(sorted: readonly Suggestion[]): readonly Suggestion[] {
  const told = new Set<string>()
  return sorted.filter(({ action, examples }) => {
    const keys = examples.map((id) => `${id} ${JSON.stringify(action)}`)
    if (keys.some((key) => told.has(key))) return false
    for (const key of keys) told.add(key)
    return true
  })
}

const keyOf = ({ condition, action }: Candidate): string => JSON.stringify([condition, action])
