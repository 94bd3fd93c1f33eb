import type { CalendarDate } from '../../domain/calendar.ts'
import { readId, showId } from '../../domain/ids.ts'
import type { Action, Condition, RuleDraft, TextCondition } from '../../domain/rules/rule.ts'
import { conditionFromJson, conditionToJson } from '../../domain/rules/rule-json.ts'
import type { AmountConditionJson, ConditionJson } from '../../domain/rules/rule-json.ts'
import type { StoredRule } from '../../storage/rulebook-rules.ts'
import { showAt } from './show.ts'

/** A condition as it is shown and as it is given: account ids carry their prefix, amounts are text. */
export type ShownCondition =
  | { readonly all: readonly ShownCondition[] }
  | { readonly any: readonly ShownCondition[] }
  | TextCondition
  | (Omit<AmountConditionJson, 'currency'> & { readonly currency: string })
  | { readonly field: 'account'; readonly accountIds: readonly string[] }
  | { readonly field: 'category'; readonly categoryId: string | null }
  | { readonly field: 'direction'; readonly value: 'in' | 'out' }

/** A rule as it is given. */
export type GivenRule = {
  readonly name: string
  readonly isOn: boolean
  readonly condition: ShownCondition
  readonly actions: readonly Action[]
  readonly stops: boolean
  readonly fromOn: string | null
}

export const ruleView = (rule: StoredRule) => ({
  id: showId('rule', rule.id),
  name: rule.name,
  isOn: rule.isOn,
  condition: conditionView(rule.condition),
  actions: rule.actions.map((action) => ({ ...action })),
  stops: rule.stops,
  fromOn: rule.fromOn as string | null,
  updatedAt: showAt(rule.updatedAt),
})

/** The rule behind what was given. An account id that is none is kept, and found faulty with the rest. */
export const draftOf = (given: GivenRule, fromOn: CalendarDate | null): RuleDraft => ({
  name: given.name.trim(),
  isOn: given.isOn,
  condition: conditionOf(given.condition),
  actions: given.actions,
  stops: given.stops,
  fromOn,
})

export const conditionView = (condition: Condition): ShownCondition => shownOf(conditionToJson(condition))

const shownOf = (json: ConditionJson): ShownCondition => withAccounts(json, (id) => showId('account', id))

const conditionOf = (given: ShownCondition): Condition =>
  conditionFromJson(withAccounts(given, (id) => readId('account', id) ?? id) as ConditionJson)

function withAccounts(given: ShownCondition, change: (id: string) => string): ShownCondition {
  if ('all' in given) return { all: given.all.map((part) => withAccounts(part, change)) }
  if ('any' in given) return { any: given.any.map((part) => withAccounts(part, change)) }
  if (given.field !== 'account') return given
  return { ...given, accountIds: given.accountIds.map(change) }
}
