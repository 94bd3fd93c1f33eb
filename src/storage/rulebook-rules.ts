// Rules in their table.
import { sql } from 'kysely'
import type { OwnerId, RuleId } from '../domain/ids.ts'
import type { Action, Condition, Rule, RuleDraft } from '../domain/rules/rule.ts'
import type { RuleTerms } from '../domain/rules/rule-faults.ts'
import { conditionFromJson, conditionToJson } from '../domain/rules/rule-json.ts'
import type { Tx } from './schema.ts'

/** A rule with when it was changed last. */
export type StoredRule = Rule & { readonly updatedAt: Date }

/** All rules in their order, those that are off too. */
export async function readRules(tx: Tx): Promise<readonly StoredRule[]> {
  const rows = await tx
    .selectFrom('rule')
    .select(['id', 'name', 'isOn', 'condition', 'actions', 'stops', 'fromOn', 'updatedAt'])
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, condition: conditionFromJson(row.condition) }))
}

/** Accounts with their currencies, the oldest first. */
export const readAccountCurrencies = (tx: Tx) =>
  tx.selectFrom('account').select(['id', 'currency']).orderBy('createdAt').orderBy('id').execute()

/** What a rule may speak of, for `ruleFaults`. */
export async function readTerms(tx: Tx): Promise<RuleTerms> {
  const categories = await tx.selectFrom('category').select('id').where('deletedAt', 'is', null).execute()
  const accounts = await readAccountCurrencies(tx)
  return {
    categoryIds: new Set(categories.map(({ id }) => id)),
    accountIds: new Set<string>(accounts.map(({ id }) => id)),
    currencies: new Set(accounts.map(({ currency }) => currency)),
  }
}

/** Writes the rule: a new one behind all others, a known one in its place. */
export async function writeRule(tx: Tx, ownerId: OwnerId, id: RuleId, draft: RuleDraft, at: Date): Promise<void> {
  const row = {
    name: draft.name,
    isOn: draft.isOn,
    condition: JSON.stringify(conditionToJson(draft.condition)),
    actions: JSON.stringify(draft.actions),
    stops: draft.stops,
    fromOn: draft.fromOn,
    updatedAt: at,
  }
  const last = sql<number>`coalesce((select max(position) from rule where owner_id = ${ownerId}::uuid), 0) + 1`
  await tx
    .insertInto('rule')
    .values({ ownerId, id, ...row, position: last })
    .onConflict((conflict) => conflict.columns(['ownerId', 'id']).doUpdateSet(row))
    .execute()
}

export async function deleteRule(tx: Tx, ownerId: OwnerId, id: RuleId): Promise<void> {
  await tx.deleteFrom('rule').where('ownerId', '=', ownerId).where('id', '=', id).execute()
}

/** Puts the rules into this order. Every rule must be named. */
export async function orderRules(tx: Tx, ownerId: OwnerId, ids: readonly RuleId[]): Promise<void> {
  await sql`
    update rule t set position = v.n
    from unnest(${ids}::uuid[]) with ordinality as v (id, n)
    where t.owner_id = ${ownerId}::uuid and t.id = v.id`.execute(tx)
}

/** Puts one category in another's place in every rule that names it. */
export async function moveRules(tx: Tx, ownerId: OwnerId, from: string, to: string): Promise<void> {
  for (const rule of await readRules(tx)) {
    const condition = withCategory(rule.condition, from, to)
    const actions = rule.actions.map((action): Action =>
      action.set === 'category' && action.categoryId === from ? { ...action, categoryId: to } : action,
    )
    const isSame = JSON.stringify(actions) === JSON.stringify(rule.actions) && condition === rule.condition
    if (!isSame) await writeRule(tx, ownerId, rule.id, { ...rule, condition, actions }, rule.updatedAt)
  }
}

/** The condition itself where it does not name the category. */
function withCategory(condition: Condition, from: string, to: string): Condition {
  if ('all' in condition) {
    const all = condition.all.map((part) => withCategory(part, from, to))
    return all.every((part, index) => part === condition.all[index]) ? condition : { all }
  }
  if ('any' in condition) {
    const any = condition.any.map((part) => withCategory(part, from, to))
    return any.every((part, index) => part === condition.any[index]) ? condition : { any }
  }
  return condition.field === 'category' && condition.categoryId === from ? { ...condition, categoryId: to } : condition
}
