// The ledger as exports take it: first which rows in which order, then the rows page by page, so that neither memory
// nor a transaction of the database grows with the ledger.
import { sql } from 'kysely'
import type { Kysely, RawBuilder } from 'kysely'
import type { CalendarDate } from '../../domain/calendar.ts'
import type { CurrencyCode } from '../../domain/currency.ts'
import type { AccountId, TransactionId, TransferId } from '../../domain/ids.ts'
import type { RecordStatus } from '../../domain/source-record.ts'
import type { Tables } from '../schema.ts'
import { CATEGORY_ID, IS_HIDDEN, TAGS, VISIBLE_NOTE, VISIBLE_PAYOREE } from './transactions.ts'

export type ExportScope = {
  readonly accountIds: readonly AccountId[]
  readonly from: CalendarDate | null
  readonly to: CalendarDate | null
}

/** Something that changes with every import and undo: pages that were read under one stamp are of one ledger. */
export async function readLedgerStamp(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<{ stamp: string }>`
    select concat_ws(' ', max(last_position), count(*), count(undone_at), max(undone_at)) as stamp
    from import_batch`.execute(db)
  return rows[0]?.stamp ?? ''
}

/** An id of ours that a file states: what a transaction was exported under before it was imported here. */
const EXPORTED_ID = sql.lit('^txn_[0-9a-f]{32}$')
const ownId = (id: RawBuilder<unknown>) => sql`'txn_' || replace(${id}::text, '-', '')`

/** Rows that are neither hidden nor taken back. */
const IS_SHOWN = sql`not t.is_removed and not ${IS_HIDDEN}`

const WITH_INTENT = sql`transaction t
  left join transaction_intent i on i.owner_id = t.owner_id and i.transaction_id = t.id`

export type ExportKey = { readonly id: TransactionId; readonly exportId: string }

/** The shown rows of the scope by day, those of one day by import id, so that an import and its export agree. */
export async function readExportKeys(
  db: Kysely<Tables>,
  scope: ExportScope,
  order: 'by-day' | 'by-account',
): Promise<readonly ExportKey[]> {
  const exportId = sql`coalesce(f.source_id, ${ownId(sql`t.id`)})`
  const byAccount = sql`array_position(${scope.accountIds}::uuid[], t.account_id),`
  const { rows } = await sql<ExportKey>`
    select t.id, ${exportId} as export_id
    from ${WITH_INTENT}
    left join (
      select owner_id, transaction_id, min(source_id) as source_id from source_record
      where source = 'file' and source_id ~ ${EXPORTED_ID} group by owner_id, transaction_id
    ) f on f.owner_id = t.owner_id and f.transaction_id = t.id
    where t.account_id = any(${scope.accountIds}::uuid[]) and ${IS_SHOWN}
      and t.on_date >= coalesce(${scope.from}::date, '-infinity')
      and t.on_date <= coalesce(${scope.to}::date, 'infinity')
    order by ${order === 'by-account' ? byAccount : sql``} t.on_date, ${exportId} collate "C", t.id`.execute(db)
  return rows
}

export type ExportedTransfer = {
  readonly id: TransferId
  readonly otherId: string
  readonly otherAccountId: AccountId
  readonly otherOn: CalendarDate
  readonly otherMinor: string
  readonly otherCurrency: CurrencyCode
  readonly otherStatus: RecordStatus
  readonly isOtherShown: boolean
}

export type ExportedTransaction = {
  readonly id: TransactionId
  readonly accountId: AccountId
  readonly currency: CurrencyCode
  readonly status: RecordStatus
  readonly amountMinor: bigint
  readonly postedOn: CalendarDate | null
  readonly transactionOn: CalendarDate | null
  readonly payoree: string | null
  readonly categoryId: string | null
  readonly note: string | null
  readonly tags: readonly string[]
  readonly description: string
  readonly counterpartyName: string | null
  readonly counterpartyAccountMask: string | null
  readonly reference: string | null
  readonly categoryScheme: string | null
  readonly categoryCode: string | null
  readonly transfer: ExportedTransfer | null
}

/** The transactions of these ids that the owner still has, in no particular order. */
export async function readExportedTransactions(
  db: Kysely<Tables>,
  ids: readonly TransactionId[],
): Promise<readonly ExportedTransaction[]> {
  const { rows } = await sql<ExportedTransaction>`
    select t.id, t.account_id, a.currency, t.status, t.amount_minor, t.posted_on, t.transaction_on,
      ${VISIBLE_PAYOREE} as payoree, ${CATEGORY_ID} as category_id, ${VISIBLE_NOTE} as note, ${TAGS} as tags,
      t.description, t.counterparty_name, t.counterparty_account_mask, t.reference, t.category_scheme, t.category_code,
      x.transfer
    from ${WITH_INTENT}
    join account a on a.owner_id = t.owner_id and a.id = t.account_id
    left join lateral (${transferOf()}) x on true
    where t.id = any(${ids}::uuid[])`.execute(db)
  return rows
}

/** The other side of the transfer of `t`, as JSON with the amount as text. */
const transferOf = () => sql`
  select jsonb_build_object(
    'id', x.id, 'otherId', coalesce(
      (select min(r.source_id) from source_record r where r.owner_id = o.owner_id and r.transaction_id = o.id
        and r.source = 'file' and r.source_id ~ ${EXPORTED_ID}),
      ${ownId(sql`o.id`)}),
    'otherAccountId', o.account_id, 'otherOn', o.on_date, 'otherMinor', o.amount_minor::text,
    'otherCurrency', oa.currency, 'otherStatus', o.status,
    'isOtherShown', (select ${IS_SHOWN} from ${WITH_INTENT} where t.owner_id = o.owner_id and t.id = o.id)
  ) as transfer
  from transfer x
  join transaction o on o.owner_id = x.owner_id
    and o.id = case when x.out_transaction_id = t.id then x.in_transaction_id else x.out_transaction_id end
  join account oa on oa.owner_id = o.owner_id and oa.id = o.account_id
  where x.owner_id = t.owner_id and x.state = 'linked'
    and (x.out_transaction_id = t.id or x.in_transaction_id = t.id)
  limit 1`

export type DaySum = { readonly on: CalendarDate; readonly minor: bigint }

/** What was booked on each day of an account, of rows that an export takes; oldest first. */
export async function readDaySums(db: Kysely<Tables>, accountId: AccountId): Promise<readonly DaySum[]> {
  const { rows } = await sql<{ on: CalendarDate; minor: string }>`
    select t.on_date as "on", sum(t.amount_minor)::text as minor from ${WITH_INTENT}
    where t.account_id = ${accountId}::uuid and t.status = 'posted' and ${IS_SHOWN}
    group by t.on_date order by t.on_date`.execute(db)
  return rows.map(({ on, minor }) => ({ on, minor: BigInt(minor) }))
}
