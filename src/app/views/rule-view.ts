import type { CalendarDate } from '../../domain/calendar.ts'
import { readId, showId } from '../../domain/ids.ts'
import type { AccountId } from '../../domain/ids.ts'
import type { Action, Condition, RuleDraft } from '../../domain/rules/rule.ts'
import { conditionFromJson, conditionToJson } from '../../domain/rules/rule-json.ts'
import type { ConditionJson } from '../../domain/rules/rule-json.ts'
import type { StoredRule } from '../../storage/rulebook-rules.ts'
import { showAt } from './show.ts'

/** A rule as it is shown and as it is given: account ids carry their prefix, amounts are text. */
export type GivenRule = {
  readonly name: string
  readonly isOn: boolean
  readonly condition: ConditionJson
  readonly actions: readonly Action[]
  readonly stops: boolean
  readonly fromOn: string | null
}

export const ruleView = (rule: StoredRule) => ({
  id: showId('rule', rule.id),
  name: rule.name,
  isOn: rule.isOn,
  condition: withAccounts(conditionToJson(rule.condition), (id) => showId('account', id)),
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

export const conditionView = (condition: Condition): ConditionJson =>
  withAccounts(conditionToJson(condition), (id) => showId('account', id))

const conditionOf = (json: ConditionJson): Condition =>
  conditionFromJson(withAccounts(json, (id) => readId('account', id) ?? id))

function withAccounts(json: ConditionJson, change: (id: string) => string): ConditionJson {
  if ('all' in json) return { all: json.all.map((part) => withAccounts(part, change)) }
  if ('any' in json) return { any: json.any.map((part) => withAccounts(part, change)) }
  if (json.field !== 'account') return json
  return { ...json, accountIds: json.accountIds.map((id) => change(id) as AccountId) }
}
