// Rules on one transaction, from the top of the list down. The first to set a field keeps it; conditions see what rules
// above have set; a rule that stops ends it.
import type { RuleId } from '../ids.ts'
import { fold } from './compile-rule.ts'
import type { CompiledRule, Folded } from './compile-rule.ts'
import type { Action, RuleSubject } from './rule.ts'

/** A value and the rule that set it. */
export type Ruled<Value> = { readonly value: Value; readonly by: RuleId }

export type RuleOutcome = {
  readonly payoree: Ruled<string> | null
  readonly category: Ruled<string> | null
  readonly note: Ruled<string> | null
  readonly tags: readonly Ruled<string>[]
  readonly ignored: Ruled<true> | null
  readonly transfer: Ruled<true> | null
}

export const NOTHING_RULED: RuleOutcome = {
  payoree: null,
  category: null,
  note: null,
  tags: [],
  ignored: null,
  transfer: null,
}

type Running = { -readonly [Field in keyof RuleOutcome]: RuleOutcome[Field] }

/** What happened when rules met a transaction: which matched, in order, and what came of it. */
export type RuleRun = { readonly outcome: RuleOutcome; readonly matched: readonly CompiledRule[] }

export function runRules(rules: readonly CompiledRule[], subject: RuleSubject): RuleRun {
  if (rules.length === 0) return { outcome: NOTHING_RULED, matched: [] }
  const outcome: Running = { ...NOTHING_RULED }
  const matched: CompiledRule[] = []
  let folded: Folded = fold(subject)
  for (const each of rules) {
    if (!each.matches(folded)) continue
    matched.push(each)
    for (const action of each.rule.actions) apply(outcome, action, each.rule.id)
    if (each.rule.stops) break
    if (each.rule.actions.some(isSeenByRules)) folded = seenAfter(subject, outcome)
  }
  return { outcome, matched }
}

/** Other rules have conditions on these two. */
const isSeenByRules = ({ set }: Action): boolean => set === 'payoree' || set === 'category'

function seenAfter(subject: RuleSubject, { payoree, category }: Running): Folded {
  return fold({
    ...subject,
    payoree: payoree === null ? subject.payoree : payoree.value,
    categoryId: category === null ? subject.categoryId : category.value,
  })
}

function apply(outcome: Running, action: Action, by: RuleId): void {
  switch (action.set) {
    case 'payoree':
      outcome.payoree ??= { value: action.name, by }
      break
    case 'category':
      outcome.category ??= { value: action.categoryId, by }
      break
    case 'note':
      outcome.note ??= { value: action.text, by }
      break
    case 'tag':
      if (!outcome.tags.some(({ value }) => value === action.name)) {
        outcome.tags = [...outcome.tags, { value: action.name, by }]
      }
      break
    case 'ignored':
      outcome.ignored ??= { value: true, by }
      break
    case 'transfer':
      outcome.transfer ??= { value: true, by }
      break
    case 'alert':
      // Sets nothing: who imports asks for it.
      break
  }
}
