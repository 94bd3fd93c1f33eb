// Rows of the rulebook as they are before and after a change, so that it can be undone.
import { sql } from 'kysely'
import type { OwnerId } from '../domain/ids.ts'
import type { JsonValue } from '../domain/source-record.ts'
import type { Tx } from './schema.ts'

/** The tables of the rulebook in the order in which their rows can be written, with the columns that are restored. */
const TABLES = {
  category: ['parent_id', 'name', 'kind', 'position', 'is_own', 'deleted_at', 'moved_to_id'],
  payoree: ['name', 'folded_name', 'category_id', 'updated_at'],
  payoree_alias: ['key', 'payoree_id', 'created_at'],
  // The question that a change answers; undoing the change asks it again.
  review: [
    'key', 'kind', 'state', 'subject_transaction_id', 'candidate_transaction_ids', 'record_id', 'evidence', 'batch_id',
    'created_at', 'closed_at', 'answer', 'decision_batch_id', 'subject_account_id', 'candidate_account_ids',
  ],
  rule: ['position', 'name', 'is_on', 'condition', 'actions', 'stops', 'from_on', 'updated_at'],
} as const satisfies Record<string, readonly string[]>

type Table = keyof typeof TABLES
const NAMES = Object.keys(TABLES) as readonly Table[]

/** Ids of the rows that a change may touch, those that it will make too. */
export type Touched = Readonly<Partial<Record<Table, readonly string[]>>>

/** Whole rows by table, in the database's own names; a touched id without a row was not there. */
export type Images = Readonly<Partial<Record<Table, readonly Readonly<Record<string, JsonValue>>[]>>>

export async function imagesOf(tx: Tx, touched: Touched): Promise<Images> {
  const images: Partial<Record<Table, Images[Table]>> = {}
  for (const table of NAMES) {
    const ids = touched[table] ?? []
    if (ids.length === 0) continue
    const { rows } = await sql<{ row: Readonly<Record<string, JsonValue>> }>`
      select to_jsonb(t) as row from ${sql.table(table)} t where t.id::text = any(${ids}::text[]) order by t.id
    `.execute(tx)
    images[table] = rows.map(({ row }) => row)
  }
  return images
}

/** Makes the rows that `now` shows those of `before`. */
export async function restoreImages(tx: Tx, ownerId: OwnerId, now: Images, before: Images): Promise<void> {
  for (const table of NAMES.toReversed()) {
    const stay = new Set(idsOf(before, table))
    const made = idsOf(now, table).filter((id) => !stay.has(id))
    if (made.length === 0) continue
    await sql`
      delete from ${sql.table(table)} where owner_id = ${ownerId}::uuid and id::text = any(${made}::text[])`.execute(tx)
  }
  for (const table of NAMES) {
    const rows = before[table] ?? []
    if (rows.length === 0) continue
    const columns = TABLES[table].join(', ')
    const assignments = TABLES[table].map((column) => `${column} = excluded.${column}`).join(', ')
    await sql`
      insert into ${sql.table(table)} (owner_id, id, ${sql.raw(columns)})
      select ${ownerId}::uuid, v.id, ${sql.raw(TABLES[table].map((column) => `v.${column}`).join(', '))}
      from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb) v
      on conflict (owner_id, id) do update set ${sql.raw(assignments)}`.execute(tx)
  }
}

/** The ids that images were taken for and that were there. */
export const idsOf = (images: Images, table: Table): readonly string[] =>
  (images[table] ?? []).flatMap(({ id }) => (typeof id === 'string' ? [id] : []))

/** What payorees are recognised by, in any of the images. */
export const aliasKeysOf = (...images: readonly Images[]): readonly string[] => [
  ...new Set(images.flatMap(({ payoree_alias: rows = [] }) => rows.flatMap(({ key }) => (typeof key === 'string' ? [key] : [])))),
]

export const touchedBy = (...images: readonly Images[]): Touched =>
  Object.fromEntries(NAMES.map((table) => [table, [...new Set(images.flatMap((each) => idsOf(each, table)))]]))

export const sameImages = (left: Images, right: Images): boolean =>
  NAMES.every((table) => JSON.stringify(left[table] ?? []) === JSON.stringify(right[table] ?? []))
