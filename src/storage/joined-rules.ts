// Rules that name an account which is joined into another one: they follow it, and come back when the accounts part.
import { sql } from 'kysely'
import type { AccountId, OwnerId, RuleId } from '../domain/ids.ts'
import type { JsonValue } from '../domain/source-record.ts'
import { changeVersion } from './rulebook.ts'
import type { Tx } from './schema.ts'

/** What rules, and the changes of them that can be undone, said before; in the database's own form. */
export type JoinedRules = {
  readonly rules: readonly { readonly id: RuleId; readonly condition: JsonValue; readonly followed: JsonValue }[]
  readonly changes: readonly { readonly id: string; readonly before: JsonValue; readonly after: JsonValue }[]
}

const NONE: JoinedRules = { rules: [], changes: [] }

/**
 * Puts the account that stays in the place of the one that goes, in rules and in what an undo of their changes would
 * restore. Imports of other accounts need not wait: nothing changes for these.
 */
export async function followAccount(
  tx: Tx,
  { ownerId, newId }: { readonly ownerId: OwnerId; readonly newId: () => string },
  from: AccountId,
  into: AccountId,
): Promise<JoinedRules> {
  await sql`select 1 from rulebook where owner_id = ${ownerId}::uuid for update`.execute(tx)
  const moved = await readMoved(tx, ownerId, from, into)
  if (moved.rules.length === 0 && moved.changes.length === 0) return NONE
  await sql`
    update rule set condition = replace(condition::text, ${from}, ${into})::jsonb
    where owner_id = ${ownerId}::uuid and position(${from} in condition::text) > 0`.execute(tx)
  await sql`
    update rulebook_batch set
      before = before || replace(jsonb_build_object('rule', coalesce(before -> 'rule', '[]'))::text, ${from}, ${into})::jsonb,
      after = after || replace(jsonb_build_object('rule', coalesce(after -> 'rule', '[]'))::text, ${from}, ${into})::jsonb
    where owner_id = ${ownerId}::uuid and id = any(${moved.changes.map(({ id }) => id)}::uuid[])`.execute(tx)
  await changeVersion(tx, ownerId, newId)
  return moved
}

async function readMoved(tx: Tx, ownerId: OwnerId, from: AccountId, into: AccountId): Promise<JoinedRules> {
  const { rows: rules } = await sql<JoinedRules['rules'][number]>`
    select id, condition, replace(condition::text, ${from}, ${into})::jsonb as followed from rule
    where owner_id = ${ownerId}::uuid and position(${from} in condition::text) > 0 order by id`.execute(tx)
  const { rows: changes } = await sql<JoinedRules['changes'][number]>`
    select id, before, after from rulebook_batch
    where owner_id = ${ownerId}::uuid and undone_at is null
      and position(${from} in concat(before ->> 'rule', after ->> 'rule')) > 0
    order by id`.execute(tx)
  return { rules, changes }
}

/** Gives rules back what they said, but for those whose conditions the person changed since. Tells whether any did. */
export async function unfollowAccount(
  tx: Tx,
  { ownerId, newId }: { readonly ownerId: OwnerId; readonly newId: () => string },
  { rules, changes }: JoinedRules,
): Promise<boolean> {
  if (rules.length === 0 && changes.length === 0) return false
  await sql`select 1 from rulebook where owner_id = ${ownerId}::uuid for update`.execute(tx)
  await sql`
    update rule r set condition = v.condition
    from jsonb_to_recordset(${JSON.stringify(rules)}::jsonb) as v (id uuid, condition jsonb, followed jsonb)
    where r.owner_id = ${ownerId}::uuid and r.id = v.id and r.condition = v.followed`.execute(tx)
  await sql`
    update rulebook_batch b set before = v.before, after = v.after
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as v (id uuid, before jsonb, after jsonb)
    where b.owner_id = ${ownerId}::uuid and b.id = v.id`.execute(tx)
  await changeVersion(tx, ownerId, newId)
  return rules.length > 0
}
