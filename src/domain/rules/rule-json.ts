// Rules as JSON, which has no integers of any size: amounts are decimal text of minor units.
import type { AmountCondition, Condition } from './rule.ts'

export type AmountConditionJson = Omit<AmountCondition, 'minor' | 'upToMinor'> & {
  readonly minor: string
  readonly upToMinor: string | null
}

/** A condition as JSON holds it. */
export type ConditionJson =
  | { readonly all: readonly ConditionJson[] }
  | { readonly any: readonly ConditionJson[] }
  | AmountConditionJson
  | Exclude<Condition, AmountCondition | { readonly all: unknown } | { readonly any: unknown }>

export function conditionToJson(condition: Condition): ConditionJson {
  if ('all' in condition) return { all: condition.all.map(conditionToJson) }
  if ('any' in condition) return { any: condition.any.map(conditionToJson) }
  if (condition.field !== 'amount') return condition
  const { minor, upToMinor } = condition
  return { ...condition, minor: minor.toString(), upToMinor: upToMinor?.toString() ?? null }
}

export function conditionFromJson(json: ConditionJson): Condition {
  if ('all' in json) return { all: json.all.map(conditionFromJson) }
  if ('any' in json) return { any: json.any.map(conditionFromJson) }
  if (json.field !== 'amount') return json
  return { ...json, minor: BigInt(json.minor), upToMinor: json.upToMinor === null ? null : BigInt(json.upToMinor) }
}
