// Rules in their table.
import { sql } from 'kysely'
import type { OwnerId, RuleId } from '../domain/ids.ts'
import type { Rule, RuleDraft } from '../domain/rules/rule.ts'
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
