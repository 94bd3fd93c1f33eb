// Many rows in one statement: a PostgreSQL array per column, opened by `unnest`. One parameter per column, however many
// rows, and the same statement text for every span.
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { OwnerId } from '../domain/ids.ts'
import type { Tx } from './schema.ts'

export type ColumnType = 'uuid' | 'text' | 'date' | 'int8' | 'int4' | 'float4' | 'bool' | 'timestamptz' | 'jsonb' | 'bytea'

/** Column name, its type, and its value in each row. Names are snake_case and come from this program only. */
export type Columns<Row> = readonly (readonly [name: string, type: ColumnType, value: (row: Row) => unknown])[]

/** Rows in one statement: array parameters of this length stay far below the protocol's and the server's limits. */
const STATEMENT_ROWS_MAX = 5_000

/** `unnest($1::uuid[], $2::text[] …) as v (id, name …)` over the rows. */
export function unnest<Row>(rows: readonly Row[], columns: Columns<Row>): RawBuilder<unknown> {
  const arrays = columns.map(([, type, value]) => sql`${arrayOf(rows.map(value), type)}::${sql.raw(type)}[]`)
  return sql`unnest(${sql.join(arrays)}) as v (${sql.raw(columns.map(([name]) => name).join(', '))})`
}

/** Types whose text holds nothing that an array literal gives a meaning to. */
const PLAIN: ReadonlySet<ColumnType> = new Set(['uuid', 'date', 'int8', 'int4', 'float4', 'bool'])

/** An array literal where it is simple to write: the driver's own way, element by element, takes several times as long. */
function arrayOf(values: readonly unknown[], type: ColumnType): unknown {
  if (PLAIN.has(type) && values.every(isPlain)) return `{${values.map((value) => (value === null ? 'NULL' : String(value))).join(',')}}`
  if (type !== 'text' || !values.every(isTextOrNull)) return values
  return `{${values.map((value) => (value === null ? 'NULL' : `"${value.replaceAll(/["\\]/g, '\\$&')}"`)).join(',')}}`
}

const isPlain = (value: unknown): value is string | number | bigint | boolean | null =>
  value === null || ['string', 'number', 'bigint', 'boolean'].includes(typeof value)

const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string'

/** Inserts the rows, all of one owner. */
export async function insertRows<Row>(
  tx: Tx,
  table: string,
  ownerId: OwnerId,
  rows: readonly Row[],
  columns: Columns<Row>,
): Promise<void> {
  const names = columns.map(([name]) => name)
  for (let start = 0; start < rows.length; start += STATEMENT_ROWS_MAX) {
    const part = rows.slice(start, start + STATEMENT_ROWS_MAX)
    await sql`
      insert into ${sql.raw(table)} (owner_id, ${sql.raw(names.join(', '))})
      select ${ownerId}::uuid, ${sql.raw(names.map((name) => `v.${name}`).join(', '))}
      from ${unnest(part, columns)}`.execute(tx)
  }
}

/**
 * Updates rows by id. `assignments` are SQL over `t` (the row) and `v` (the new values): text of this program, never of
 * a source. Every row must be there: a missing one is a plan that does not fit the ledger.
 */
export async function updateRows<Row>(
  tx: Tx,
  table: string,
  ownerId: OwnerId,
  rows: readonly Row[],
  columns: Columns<Row>,
  assignments: string,
): Promise<void> {
  for (let start = 0; start < rows.length; start += STATEMENT_ROWS_MAX) {
    const part = rows.slice(start, start + STATEMENT_ROWS_MAX)
    const { numAffectedRows } = await sql`
      update ${sql.raw(table)} t set ${sql.raw(assignments)}
      from ${unnest(part, columns)}
      where t.owner_id = ${ownerId}::uuid and t.id = v.id`.execute(tx)
    if (numAffectedRows !== BigInt(part.length)) {
      throw new Error(`${part.length} rows of ${table} were to change, and ${numAffectedRows} were there`)
    }
  }
}
