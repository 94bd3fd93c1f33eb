// Transactions with all three layers, for whoever works the derived layer out again.
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { AccountId, OwnerId, TransactionId } from '../domain/ids.ts'
import type { Intent, Transaction } from '../domain/transaction.ts'
import { DERIVED_COLUMNS, derivedOf } from './derived-columns.ts'
import type { DerivedRow } from './derived-columns.ts'
import { updateRows } from './rows.ts'
import type { Tx } from './schema.ts'
import { evidenceOf } from './snapshot.ts'
import type { EvidenceRow } from './snapshot.ts'

type Row = DerivedRow & EvidenceRow & {
  readonly id: TransactionId
  readonly accountId: AccountId
  readonly decided: readonly string[] | null
  readonly payoree: string | null
  readonly category: string | null
  readonly note: string | null
  readonly isHidden: boolean | null
  readonly tags: readonly string[] | null
}

/** At most `limit` transactions behind `after`, in the order of their ids, which is that of their making. */
export const readLayersAfter = (
  tx: Tx,
  after: TransactionId | null,
  limit: number,
): Promise<readonly Transaction[]> =>
  select(tx, after === null ? sql`true` : sql`t.id > ${after}::uuid`, sql`order by t.id limit ${limit}`)

/** The newest transactions, at most `limit`. */
export const readNewestLayers = (tx: Tx, limit: number): Promise<readonly Transaction[]> =>
  select(tx, sql`true`, sql`order by t.on_date desc, t.id desc limit ${limit}`)

export const readLayersOf = (tx: Tx, ids: readonly TransactionId[]): Promise<readonly Transaction[]> =>
  select(tx, sql`t.id = any(${ids}::uuid[])`, sql`order by t.id`)

/** Those that were given one of these keys or names, at most `limit`. */
export const readLayersOfPayorees = (
  tx: Tx,
  keys: readonly string[],
  names: readonly string[],
  limit: number,
): Promise<readonly Transaction[]> =>
  select(
    tx,
    sql`(t.derived_payoree_key = any(${keys}::text[]) or t.derived_payoree = any(${names}::text[]))`,
    sql`order by t.id limit ${limit}`,
  )

/** Those whose category was worked out or decided to be this one, at most `limit`. */
export const readLayersOfCategory = (tx: Tx, id: string, limit: number): Promise<readonly Transaction[]> =>
  select(
    tx,
    sql`(t.derived_category = ${id} or (i.category = ${id} and i.decided @> array['category']))`,
    sql`order by t.id limit ${limit}`,
  )

/** Writes derived layers over what was worked out before. */
export async function writeDerived(
  tx: Tx,
  ownerId: OwnerId,
  rows: readonly Pick<Transaction, 'id' | 'derived'>[],
): Promise<void> {
  const names = DERIVED_COLUMNS.map(([name]) => `${name} = v.${name}`)
  const assignments = [...names, 'updated_at = now()'].join(', ')
  await updateRows(tx, 'transaction', ownerId, rows, [['id', 'uuid', ({ id }) => id], ...DERIVED_COLUMNS], assignments)
}

async function select(tx: Tx, where: RawBuilder<unknown>, end: RawBuilder<unknown>): Promise<readonly Transaction[]> {
  const { rows } = await sql<Row>`
    select t.id, t.account_id, a.currency, t.status, t.amount_minor, t.posted_on, t.transaction_on, t.description,
      t.counterparty_name, t.counterparty_account_mask, t.category_scheme, t.category_code, t.reference, t.is_removed,
      t.derived_payoree, t.derived_payoree_key, t.derived_payoree_by, t.derived_category, t.derived_category_by,
      t.derived_category_confidence, t.derived_ruled, i.decided, i.payoree, i.category, i.note, i.is_hidden,
      i.tags
    from transaction t
    join account a on a.owner_id = t.owner_id and a.id = t.account_id
    left join transaction_intent i on i.owner_id = t.owner_id and i.transaction_id = t.id
    where ${where} ${end}`.execute(tx)
  return rows.map(transactionOf)
}

function transactionOf(row: Row): Transaction {
  return {
    id: row.id,
    accountId: row.accountId,
    evidence: evidenceOf(row),
    derived: derivedOf(row),
    intent: intentOf(row),
  }
}

function intentOf({ decided, payoree, category, note, isHidden, tags }: Row): Intent {
  const has = (field: string): boolean => decided?.includes(field) ?? false
  return {
    ...(has('payoree') ? { payoree } : {}),
    ...(has('category') ? { category } : {}),
    ...(has('note') ? { note } : {}),
    ...(has('isHidden') ? { isHidden: isHidden ?? false } : {}),
    ...(has('tags') ? { tags: tags ?? [] } : {}),
  }
}
