// The ledger as it is shown: visible values, newest first, in keyset pages.
import { sql } from 'kysely'
import type { Kysely, RawBuilder } from 'kysely'
import type { CalendarDate } from '../../domain/calendar.ts'
import type { CurrencyCode } from '../../domain/currency.ts'
import type { AccountId, TransactionId } from '../../domain/ids.ts'
import type { RecordStatus } from '../../domain/source-record.ts'
import type { Tables } from '../schema.ts'

export type LedgerRow = {
  readonly id: TransactionId
  readonly accountId: AccountId
  readonly accountName: string
  readonly currency: CurrencyCode
  readonly status: RecordStatus
  readonly amountMinor: bigint
  readonly onDate: CalendarDate
  readonly postedOn: CalendarDate | null
  readonly transactionOn: CalendarDate | null
  readonly payoree: string | null
  readonly category: string | null
  readonly categoryId: string | null
  /** The person's, else given by rules. */
  readonly tags: readonly string[]
  /** A rule says that it is money between the person's own accounts. */
  readonly isTransfer: boolean
  readonly note: string | null
  readonly description: string
  readonly isRemoved: boolean
  readonly isHidden: boolean
  readonly isEdited: boolean
  readonly openReviews: number
}

export type LedgerFilter = {
  readonly accountId: AccountId | null
  /** Found anywhere in payoree, description, category or note, whatever the case. */
  readonly text: string | null
  readonly status: RecordStatus | null
  readonly from: CalendarDate | null
  readonly to: CalendarDate | null
  readonly includeHidden: boolean
}

/** The row a page ended with; the next page starts behind it. */
export type LedgerPosition = { readonly on: CalendarDate; readonly id: TransactionId }

const decided = (field: string) => sql`coalesce(i.decided @> array[${sql.lit(field)}], false)`
/** What is shown of transaction `t` with its intent `i` and its category `k`: intent, else derived, else evidence. */
export const VISIBLE_PAYOREE = sql`case when ${decided('payoree')} then i.payoree
  else coalesce(t.derived_payoree, t.counterparty_name) end`
export const CATEGORY_ID = sql`case when ${decided('category')} then i.category else t.derived_category end`
const VISIBLE_CATEGORY = sql`coalesce(k.name, ${CATEGORY_ID})`
export const VISIBLE_NOTE = sql`case when ${decided('note')} then i.note else t.derived_ruled -> 'note' ->> 'value' end`
export const TAGS = sql`case when ${decided('tags')} then to_jsonb(coalesce(i.tags, '{}'))
  else coalesce(jsonb_path_query_array(t.derived_ruled, '$.tags[*].value'), '[]') end`
const IS_TRANSFER = sql`coalesce(jsonb_typeof(t.derived_ruled -> 'transfer') = 'object', false)`
/** By the person, else by a rule. */
export const IS_HIDDEN = sql`case when ${decided('isHidden')} then i.is_hidden
  else coalesce(jsonb_typeof(t.derived_ruled -> 'ignored') = 'object', false) end`

const FROM = sql`from transaction t
  left join transaction_intent i on i.owner_id = t.owner_id and i.transaction_id = t.id
  left join category k on k.owner_id = t.owner_id and k.id = ${CATEGORY_ID}`

/** At most `limit` rows behind `after`, newest first. */
export async function readLedgerPage(
  db: Kysely<Tables>,
  filter: LedgerFilter,
  after: LedgerPosition | null,
  limit: number,
): Promise<readonly LedgerRow[]> {
  const behind = after === null ? sql`true` : sql`(t.on_date, t.id) < (${after.on}::date, ${after.id}::uuid)`
  return selectRows(
    db,
    sql`${matching(filter)} and ${behind}`,
    sql`order by t.on_date desc, t.id desc limit ${limit}`,
  )
}

/** The transactions of these ids that the owner has, in no particular order. */
export const readLedgerRows = (
  db: Kysely<Tables>,
  ids: readonly TransactionId[],
): Promise<readonly LedgerRow[]> => selectRows(db, sql`t.id = any(${ids}::uuid[])`, sql``)

export type LedgerTotals = {
  readonly total: number
  /** Taken-back rows count in no sum. */
  readonly sums: readonly { readonly currency: CurrencyCode; readonly minor: bigint }[]
}

export async function readLedgerTotals(db: Kysely<Tables>, filter: LedgerFilter): Promise<LedgerTotals> {
  const { rows } = await sql<{ currency: CurrencyCode; total: number; minor: string }>`
    select a.currency, count(*)::int as total,
      coalesce(sum(t.amount_minor) filter (where not t.is_removed), 0)::text as minor
    ${FROM} join account a on a.owner_id = t.owner_id and a.id = t.account_id
    where ${matching(filter)} group by a.currency order by a.currency`.execute(db)
  return {
    total: rows.reduce((sum, row) => sum + row.total, 0),
    sums: rows.map(({ currency, minor }) => ({ currency, minor: BigInt(minor) })),
  }
}

async function selectRows(
  db: Kysely<Tables>,
  where: RawBuilder<unknown>,
  end: RawBuilder<unknown>,
): Promise<readonly LedgerRow[]> {
  const { rows } = await sql<LedgerRow>`
    select t.id, t.account_id, a.name as account_name, a.currency, t.status, t.amount_minor, t.on_date,
      t.posted_on, t.transaction_on, ${VISIBLE_PAYOREE} as payoree, ${VISIBLE_CATEGORY} as category,
      ${CATEGORY_ID} as category_id, ${TAGS} as tags, ${IS_TRANSFER} as is_transfer, ${VISIBLE_NOTE} as note,
      t.description, t.is_removed, ${IS_HIDDEN} as is_hidden,
      i.transaction_id is not null as is_edited,
      (select count(*)::int from review r where r.owner_id = t.owner_id and r.state = 'open'
        and (r.subject_transaction_id = t.id or t.id = any(r.candidate_transaction_ids))) as open_reviews
    ${FROM} join account a on a.owner_id = t.owner_id and a.id = t.account_id
    where ${where} ${end}`.execute(db)
  return rows
}

function matching(filter: LedgerFilter): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  if (filter.accountId !== null) conditions.push(sql`t.account_id = ${filter.accountId}`)
  if (filter.status !== null) conditions.push(sql`t.status = ${filter.status}`)
  if (filter.from !== null) conditions.push(sql`t.on_date >= ${filter.from}::date`)
  if (filter.to !== null) conditions.push(sql`t.on_date <= ${filter.to}::date`)
  if (!filter.includeHidden) conditions.push(sql`not ${IS_HIDDEN}`)
  if (filter.text !== null) {
    const pattern = `%${filter.text.replaceAll(/[\\%_]/g, '\\$&')}%`
    conditions.push(
      sql`concat_ws(e'\n', ${VISIBLE_PAYOREE}, t.description, ${VISIBLE_CATEGORY}, ${VISIBLE_NOTE},
        ${TAGS}) ilike ${pattern}`,
    )
  }
  return sql.join(conditions, sql` and `)
}

/** One thing that a source said of a transaction. */
export type ProvenanceRow = {
  readonly source: string
  readonly sourceId: string | null
  readonly status: RecordStatus
  readonly amountMinor: bigint
  readonly postedOn: CalendarDate | null
  readonly transactionOn: CalendarDate | null
  readonly description: string
  readonly counterpartyName: string | null
  readonly reference: string | null
  readonly line: number | null
  readonly version: number
  readonly matchReason: string
  readonly isRemoved: boolean
  readonly isSuperseded: boolean
  readonly batchAt: Date
}

/** Where a transaction comes from, the leading statement first. */
export async function readProvenance(
  db: Kysely<Tables>,
  id: TransactionId,
): Promise<readonly ProvenanceRow[]> {
  const { rows } = await sql<ProvenanceRow>`
    select coalesce(c.institution_name, f.name, 'A file') as source, s.source_id, s.status,
      s.amount_minor, s.posted_on, s.transaction_on, s.description, s.counterparty_name, s.reference, s.line,
      s.version, s.match_reason, s.is_removed, s.superseded_by is not null as is_superseded,
      b.created_at as batch_at
    from source_record s
    join import_batch b on b.owner_id = s.owner_id and b.id = s.batch_id
    join account_link l on l.owner_id = s.owner_id and l.id = s.account_link_id
    left join connection c on c.owner_id = l.owner_id and c.id = l.connection_id
    left join file f on f.owner_id = b.owner_id and f.id = b.file_id
    where s.transaction_id = ${id}
    order by s.superseded_by is not null, s.is_removed, b.created_at, s.id`.execute(db)
  return rows
}
