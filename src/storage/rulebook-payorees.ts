// Payorees: those that the person has touched are rows, all others are the names that were worked out.
import { sql } from 'kysely'
import type { CalendarDate } from '../domain/calendar.ts'
import type { OwnerId, PayoreeId } from '../domain/ids.ts'
import type { PayoreeKey } from '../domain/payoree/payoree.ts'
import { foldCase } from '../domain/rules/fold-case.ts'
import { insertRows } from './rows.ts'
import { ALIASES_MAX } from './rulebook.ts'
import type { Tx } from './schema.ts'

/** A payoree as the ledger knows it. */
export type PayoreeRow = {
  readonly name: string
  readonly keys: readonly PayoreeKey[]
  readonly transactions: number
  readonly lastOn: CalendarDate
  /** Where the person has named, merged or sorted it. */
  readonly id: PayoreeId | null
  readonly categoryId: string | null
}

/** Payorees by name, the most frequent first. Hidden and taken-back transactions count too: their names stand. */
export async function readPayorees(tx: Tx, text: string | null, limit: number): Promise<readonly PayoreeRow[]> {
  const pattern = text === null ? null : `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<Omit<PayoreeRow, 'id' | 'categoryId'>>`
    select derived_payoree as name,
      array_remove((array_agg(distinct derived_payoree_key))[1:${KEYS_SHOWN_MAX}], null) as keys,
      count(*)::int as transactions, max(on_date) as last_on
    from transaction
    where derived_payoree is not null and (${pattern}::text is null or derived_payoree ilike ${pattern})
    group by derived_payoree order by count(*) desc, derived_payoree limit ${limit}`.execute(tx)
  // Names are folded here alone: a database's idea of small letters depends on its locale.
  const folded = rows.map(({ name }) => foldCase(name).trim())
  const known = await tx.selectFrom('payoree').selectAll().where('foldedName', 'in', [...folded, '']).execute()
  const byName = new Map(known.map((row) => [row.foldedName, row]))
  return rows.map((row, index) => {
    const touched = byName.get(folded[index] ?? '')
    return { ...row, id: touched?.id ?? null, categoryId: touched?.categoryId ?? null }
  })
}

/** Keys of one payoree that are shown; a merged one may have hundreds. */
const KEYS_SHOWN_MAX = 50

/** Every key that transactions of these names are recognised by. */
export async function readKeysOf(tx: Tx, names: readonly string[]): Promise<readonly PayoreeKey[]> {
  const { rows } = await sql<{ key: PayoreeKey }>`
    select derived_payoree_key as key from transaction
    where derived_payoree = any(${names}::text[]) and derived_payoree_key is not null
    union
    select a.key from payoree_alias a join payoree p on p.owner_id = a.owner_id and p.id = a.payoree_id
    where p.name = any(${names}::text[])
    order by key limit ${ALIASES_MAX}`.execute(tx)
  return rows.map(({ key }) => key)
}

export type StoredPayoree = { readonly id: PayoreeId; readonly name: string; readonly categoryId: string | null }

/** The row of that name, whatever the capitals; null where the person has not touched it. */
export async function findPayoree(tx: Tx, name: string): Promise<StoredPayoree | null> {
  const row = await tx
    .selectFrom('payoree')
    .select(['id', 'name', 'categoryId'])
    .where('foldedName', '=', foldCase(name).trim())
    .executeTakeFirst()
  return row ?? null
}

export type AliasRow = { readonly id: string; readonly key: PayoreeKey; readonly payoreeId: PayoreeId }

export const readAliases = (tx: Tx, keys: readonly PayoreeKey[]): Promise<readonly AliasRow[]> =>
  tx.selectFrom('payoreeAlias').select(['id', 'key', 'payoreeId']).where('key', 'in', [...keys, NO_KEY]).execute()

/** A list of SQL can't be empty. */
const NO_KEY = 'text:' as PayoreeKey

export async function writePayoree(tx: Tx, ownerId: OwnerId, payoree: StoredPayoree, at: Date): Promise<void> {
  const { id, name, categoryId } = payoree
  const row = { name, foldedName: foldCase(name).trim(), categoryId, updatedAt: at }
  await tx
    .insertInto('payoree')
    .values({ ownerId, id, ...row })
    .onConflict((conflict) => conflict.columns(['ownerId', 'id']).doUpdateSet(row))
    .execute()
}

/** Points the keys to the payoree. A key that pointed elsewhere does so no more. */
export async function writeAliases(tx: Tx, ownerId: OwnerId, aliases: readonly AliasRow[]): Promise<void> {
  await deleteAliases(tx, ownerId, aliases.map(({ key }) => key))
  await insertRows(tx, 'payoree_alias', ownerId, aliases, [
    ['id', 'uuid', ({ id }) => id],
    ['key', 'text', ({ key }) => key],
    ['payoree_id', 'uuid', ({ payoreeId }) => payoreeId],
  ])
}

export async function deleteAliases(tx: Tx, ownerId: OwnerId, keys: readonly PayoreeKey[]): Promise<void> {
  await sql`
    delete from payoree_alias where owner_id = ${ownerId}::uuid and key = any(${keys}::text[])`.execute(tx)
}

export async function countAliases(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('payoreeAlias')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}
