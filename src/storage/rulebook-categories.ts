// The owner's categories: the built-in tree, what they renamed or added, and where deleted ones went.
import { sql } from 'kysely'
import { CATEGORIES } from '../domain/category/tree.ts'
import type { CategoryKind } from '../domain/category/tree.ts'
import type { OwnerId, PayoreeId } from '../domain/ids.ts'
import { unnest } from './rows.ts'
import type { Columns } from './rows.ts'
import type { Db, Tx } from './schema.ts'

/** Raised when the built-in tree gains categories: owners get them with their next import. */
export const TREE_EDITION = 1
/** Categories of one person, the built-in ones too. */
export const CATEGORIES_MAX = 1_000

export type CategoryRow = {
  readonly id: string
  readonly parentId: string | null
  readonly name: string
  readonly kind: CategoryKind
  readonly position: number
  readonly isOwn: boolean
}

const SEEDS = CATEGORIES.map((category, index) => ({ ...category, position: (index + 1) * 10 }))
type Seed = (typeof SEEDS)[number]

const SEED_COLUMNS: Columns<Seed> = [
  ['id', 'text', (seed) => seed.code],
  ['parent_id', 'text', (seed) => seed.parent],
  ['name', 'text', (seed) => seed.name],
  ['kind', 'text', (seed) => seed.kind],
  ['position', 'int4', (seed) => seed.position],
]

/** Adds the built-in categories that the owner does not have; what they renamed or deleted stays so. */
export async function seedCategories(tx: Tx, ownerId: OwnerId): Promise<void> {
  await sql`
    insert into category (owner_id, id, parent_id, name, kind, position, is_own)
    select ${ownerId}::uuid, v.id, v.parent_id, v.name, v.kind, v.position, false
    from ${unnest(SEEDS, SEED_COLUMNS)}
    on conflict (owner_id, id) do nothing`.execute(tx)
}

/** Categories that stand, parents before children. */
export async function readCategories(db: Db | Tx): Promise<readonly CategoryRow[]> {
  return db
    .selectFrom('category')
    .select(['id', 'parentId', 'name', 'kind', 'position', 'isOwn'])
    .where('deletedAt', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
}

/** Names by id, those of deleted categories too. */
export async function readCategoryNames(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.selectFrom('category').select(['id', 'name']).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Ids that stand, and where each deleted one leads in the end. */
export async function movedCategories(
  tx: Tx,
): Promise<{ readonly ids: ReadonlySet<string>; readonly moved: ReadonlyMap<string, string | null> }> {
  const rows = await tx.selectFrom('category').select(['id', 'deletedAt', 'movedToId']).execute()
  const ids = new Set(rows.filter(({ deletedAt }) => deletedAt === null).map(({ id }) => id))
  const next = new Map(rows.filter(({ deletedAt }) => deletedAt !== null).map((row) => [row.id, row.movedToId]))
  const moved = new Map<string, string | null>()
  for (const id of next.keys()) moved.set(id, endOf(id, next))
  return { ids, moved }
}

function endOf(id: string, next: ReadonlyMap<string, string | null>): string | null {
  let end: string | null = id
  // A category is deleted into one that stands, so the way has no circle; the bound is for a database edited by hand.
  for (let step = 0; end !== null && next.has(end) && step <= next.size; step += 1) end = next.get(end) ?? null
  return end !== null && next.has(end) ? null : end
}

/** Adds a category of the person's own, behind all others. */
export async function insertCategory(
  tx: Tx,
  ownerId: OwnerId,
  category: Omit<CategoryRow, 'position' | 'isOwn'>,
): Promise<void> {
  const { id, parentId, name, kind } = category
  const position = sql<number>`coalesce((select max(position) from category where owner_id = ${ownerId}::uuid), 0) + 1`
  await tx.insertInto('category').values({ ownerId, id, parentId, name, kind, position, isOwn: true }).execute()
}

export async function nameCategory(tx: Tx, id: string, name: string): Promise<void> {
  await tx.updateTable('category').set({ name }).where('id', '=', id).execute()
}

/** Deletes the category in favour of another, for payorees too; null where nothing used it. */
export async function endCategory(tx: Tx, id: string, movedToId: string | null, at: Date): Promise<void> {
  await tx.updateTable('category').set({ deletedAt: at, movedToId }).where('id', '=', id).execute()
  await tx.updateTable('payoree').set({ categoryId: movedToId }).where('categoryId', '=', id).execute()
}

export async function payoreesOfCategory(tx: Tx, id: string): Promise<readonly PayoreeId[]> {
  const rows = await tx.selectFrom('payoree').select('id').where('categoryId', '=', id).execute()
  return rows.map((row) => row.id)
}

/** How often a category is used, by what; nothing of it is left when it is deleted. */
export type CategoryUse = {
  readonly decided: number
  readonly derived: number
  readonly rules: number
  readonly payorees: number
  readonly children: number
}

export async function readCategoryUse(tx: Tx, id: string): Promise<CategoryUse> {
  const { rows } = await sql<CategoryUse>`
    select
      (select count(*)::int from transaction_intent where category = ${id} and decided @> array['category'])
        as decided,
      (select count(*)::int from transaction where derived_category = ${id}) as derived,
      (select count(*)::int from rule where condition @? ${`$.** ? (@.categoryId == ${JSON.stringify(id)})`}::jsonpath
        or actions @? ${`$.** ? (@.categoryId == ${JSON.stringify(id)})`}::jsonpath) as rules,
      (select count(*)::int from payoree where category_id = ${id}) as payorees,
      (select count(*)::int from category where parent_id = ${id} and deleted_at is null) as children`.execute(tx)
  const [use] = rows
  if (use === undefined) throw new Error('a count gave no row')
  return use
}

/** What uses a category as the ledger is shown now. */
export type CategoryUsage = { readonly transactions: number; readonly rules: number; readonly payorees: number }

/** Of every category that is used at all; a rule counts once for each that it names. */
export async function readCategoryUsage(tx: Tx): Promise<ReadonlyMap<string, CategoryUsage>> {
  const { rows } = await sql<CategoryUsage & { readonly id: string }>`
    select id, sum(transactions)::int as transactions, sum(rules)::int as rules, sum(payorees)::int as payorees from (
      select case when i.decided @> array['category'] then i.category else t.derived_category end as id,
        count(*) as transactions, 0 as rules, 0 as payorees
      from transaction t
      left join transaction_intent i on i.owner_id = t.owner_id and i.transaction_id = t.id
      group by 1
      union all
      select named.id #>> '{}', 0, count(distinct r.id), 0 from rule r
      cross join lateral (
        select jsonb_path_query(r.condition, '$.**.categoryId') as id
        union select jsonb_path_query(r.actions, '$.**.categoryId')
      ) named
      group by 1
      union all
      select category_id, 0, 0, count(*) from payoree group by 1
    ) used
    where id is not null group by id`.execute(tx)
  return new Map(rows.map(({ id, transactions, rules, payorees }) => [id, { transactions, rules, payorees }]))
}
