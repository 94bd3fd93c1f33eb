// A rule as the pages hold it: the interface's own shape, and the flat form that the editor edits.
import type { RuleListView } from '../../../src/api/contract/rules.ts'

export type TextTest = 'is' | 'contains' | 'starts-with' | 'matches'
export type AmountTest = 'is' | 'more-than' | 'less-than' | 'between'

export type Leaf =
  | { field: 'payoree' | 'description'; test: TextTest; value: string }
  | { field: 'amount'; test: AmountTest; minor: string; upToMinor: string | null; currency: string }
  | { field: 'account'; accountIds: string[] }
  | { field: 'category'; categoryId: string | null }
  | { field: 'direction'; value: 'in' | 'out' }

export type Condition = Leaf | { all: Condition[] } | { any: Condition[] }
export type Action = RuleListView['rules'][number]['actions'][number]

/** The interface says nothing of a condition's shape, because it is one within the other. */
export type RuleView = Omit<RuleListView['rules'][number], 'condition'> & { condition: Condition }

export type RuleDraft = Pick<RuleView, 'name' | 'isOn' | 'condition' | 'actions' | 'stops' | 'fromOn'>

/** One level of conditions, all or any of which must hold; null where groups stand within groups. */
export type FlatCondition = { join: 'all' | 'any'; leaves: Leaf[] }

export function flatten(condition: Condition): FlatCondition | null {
  if ('field' in condition) return { join: 'all', leaves: [condition] }
  const [join, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const)
  const leaves = parts.flatMap((part) => ('field' in part ? [part] : []))
  return leaves.length === parts.length ? { join, leaves } : null
}

export function unflatten({ join, leaves }: FlatCondition): Condition {
  const [only, ...others] = leaves
  if (only !== undefined && others.length === 0) return only
  return join === 'all' ? { all: leaves } : { any: leaves }
}

/** Whether nothing is left to fill in. */
export function isWhole({ name, condition, actions }: RuleDraft): boolean {
  return name.trim() !== '' && isFilled(condition) && actions.length > 0 && actions.every(isActionFilled)
}

function isFilled(condition: Condition): boolean {
  if ('all' in condition) return condition.all.length > 0 && condition.all.every(isFilled)
  if ('any' in condition) return condition.any.length > 0 && condition.any.every(isFilled)
  if (condition.field === 'payoree' || condition.field === 'description') return condition.value.trim() !== ''
  if (condition.field === 'account') return condition.accountIds.length > 0
  if (condition.field !== 'amount') return true
  return condition.minor !== '' && (condition.test !== 'between' || (condition.upToMinor ?? '') !== '')
}

function isActionFilled(action: Action): boolean {
  if (action.set === 'payoree' || action.set === 'tag') return action.name.trim() !== ''
  if (action.set === 'category') return action.categoryId !== ''
  return action.set !== 'note' || action.text.trim() !== ''
}
