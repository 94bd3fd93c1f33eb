// What a balance proof is made from: the balances of an account, those printed beside its rows, and its rows.
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { AccountKind, SourceBalance } from '../../domain/account.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import type { CurrencyCode } from '../../domain/currency.ts'
import type { AccountId } from '../../domain/ids.ts'
import type { ProofRow } from '../../domain/proof/balance-point.ts'
import type { PrintedRow } from '../../domain/proof/row-balances.ts'
import { isCalibrated } from '../calibrations.ts'
import type { Tables } from '../schema.ts'

/** Balances of one account: two kinds, daily, for more than a year. */
const BALANCES_MAX = 800
/** Rows with a printed balance: a file of some years. */
const PRINTED_MAX = 10_000
/** Rows of one account that are proved at once: ten busy years. Older balances are left alone. */
export const PROOF_ROWS_MAX = 50_000

export type ProofAccount = {
  readonly id: AccountId
  readonly name: string
  readonly kind: AccountKind
  readonly currency: CurrencyCode
  /** IANA name, the owner's. */
  readonly timeZone: string
}

/** The account, or null where the owner has no such. */
export async function readProofAccount(db: Kysely<Tables>, id: AccountId): Promise<ProofAccount | null> {
  const { rows } = await sql<ProofAccount>`
    select a.id, a.name, a.kind, a.currency, o.time_zone
    from account a join owner o on o.id = a.owner_id where a.id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

export type BalanceRow = {
  readonly id: string
  readonly kind: SourceBalance['kind']
  readonly amountMinor: bigint
  readonly asOfAt: Date
  /** The day it holds for, where that is known without a time zone. */
  readonly on: CalendarDate | null
  readonly isStatement: boolean
  /** The ledger's sums when it came, with older rows that came later; null where it was not summed up then. */
  readonly postedMinor: bigint | null
  readonly pendingMinor: bigint | null
  readonly summedAt: Date | null
  /** Whether it holds what is pending. */
  readonly holdsPending: boolean
}

/** What tells that a balance of this kind holds what such balances usually don't. */
const HOLDS_OTHERWISE = sql`case b.kind when 'booked' then 'holds-in-booked' else 'no-holds-in-available' end`

/** The newest balances in the order they came, read as they have been proved to be meant; of one run the last, as an attempt that failed asks again. */
export async function readBalances(db: Kysely<Tables>, accountId: AccountId): Promise<readonly BalanceRow[]> {
  const { rows } = await sql<Omit<BalanceRow, 'postedMinor'> & { readonly postedMinor: string | null }>`
    with told as materialized (
      select distinct on (coalesce(run_id, id), kind) * from balance where account_id = ${accountId}::uuid
      order by coalesce(run_id, id), kind, recorded_at desc, id desc
    ), newest as materialized (
      select * from told order by recorded_at desc, as_of_at desc, id desc limit ${BALANCES_MAX}
    ), older as materialized (
      select d.since_on, coalesce(sum(t.amount_minor), 0) as minor
      from (select distinct since_on from newest where since_on is not null) d
      left join (
        select t.on_date, t.amount_minor from transaction t
        left join transaction_intent i on i.owner_id = t.owner_id and i.transaction_id = t.id
        where t.account_id = ${accountId}::uuid and t.status = 'posted' and not t.is_removed
          and not coalesce(i.is_hidden, false)
      ) t on t.on_date < d.since_on
      group by d.since_on
    )
    select b.id, b.kind, case when read.is_flipped then -b.amount_minor else b.amount_minor end as amount_minor,
      b.as_of_at, b.batch_id is not null as is_statement,
      coalesce(b.as_of_on, case when b.is_heard then r.as_of end) as "on",
      case when older.minor is null or read.is_mixed then null
        when read.is_turned then older.minor - b.posted_minor else older.minor + b.posted_minor end::text as posted_minor,
      case when older.minor is null or read.is_mixed then null
        when read.is_turned then -b.pending_minor else b.pending_minor end as pending_minor,
      b.summed_at, case when read.is_otherwise then b.kind = 'booked' else b.kind = 'available' end as holds_pending
    from newest b
    left join sync_run r on r.owner_id = b.owner_id and r.id = b.run_id
    left join older on older.since_on = b.since_on
    cross join lateral (
      select ${isCalibrated(sql`'flip-' || b.kind`, sql`b.account_id`, sql`r.connection_id`)} as is_flipped,
        ${isCalibrated(HOLDS_OTHERWISE, sql`b.account_id`, sql`r.connection_id`)} as is_otherwise, t.is_turned,
        t.is_turned and (select count(distinct s.account_link_id) > 1 from source_record s
          where s.account_id = b.account_id) as is_mixed
      from (
        -- The rows were summed up with the sign that they had then.
        select ${isCalibrated(sql`'flip-rows'`, sql`b.account_id`, sql`r.connection_id`)}
          <> ${isCalibrated(sql`'flip-rows'`, sql`b.account_id`, sql`r.connection_id`, sql`b.summed_at`)} as is_turned
      ) t
    ) read
    order by b.recorded_at, b.as_of_at, b.id`.execute(db)
  return rows.map((row) => ({ ...row, postedMinor: row.postedMinor === null ? null : BigInt(row.postedMinor) }))
}

export type PrintedBalanceRow = PrintedRow & { readonly batchId: string }

/** Rows of sources that print a balance beside some of them, batch by batch in the source's order. */
export async function readPrintedBalances(
  db: Kysely<Tables>,
  accountId: AccountId,
): Promise<readonly PrintedBalanceRow[]> {
  const { rows } = await sql<PrintedBalanceRow>`
    with printing as (
      select distinct batch_id from source_record
      where account_id = ${accountId}::uuid and balance_after_minor is not null
    )
    select r.batch_id, r.on_date as "on", r.amount_minor, r.balance_after_minor
    from source_record r join printing on printing.batch_id = r.batch_id
    where r.account_id = ${accountId}::uuid and r.status = 'posted' and not r.is_removed
    order by r.batch_id desc, r.line, r.evidence_id, r.evidence_index
    limit ${PRINTED_MAX}`.execute(db)
  return rows
}

export type ProofRows = {
  readonly rows: readonly ProofRow[]
  /** Posted and shown before the first of the rows, minor units. */
  readonly earlierMinor: bigint
  /** Rows before this day are only summed up; null where all are there. */
  readonly since: CalendarDate | null
}

/** The rows from a day on, the newest where there are too many, and the sum of those before. */
export async function readProofRows(
  db: Kysely<Tables>,
  accountId: AccountId,
  from: CalendarDate,
): Promise<ProofRows> {
  const { rows } = await sql<ProofRow>`
    select t.id, t.on_date as "on", t.amount_minor, t.status, t.is_removed, coalesce(i.is_hidden, false) as is_hidden,
      greatest(t.updated_at, i.updated_at) as changed_at
    from transaction t
    left join transaction_intent i on i.owner_id = t.owner_id and i.transaction_id = t.id
    where t.account_id = ${accountId}::uuid and t.on_date >= ${from}::date
    order by t.on_date desc, t.id desc limit ${PROOF_ROWS_MAX + 1}`.execute(db)
  // The day at which the limit cuts is left out: half a day proves nothing.
  const cut = rows.length > PROOF_ROWS_MAX ? (rows.at(-1)?.on ?? null) : null
  const whole = cut === null ? rows : rows.filter(({ on }) => on > cut)
  const since = whole.at(-1)?.on ?? from
  // As text: rows that are absurd may sum up to more than 64 bits hold.
  const { rows: sums } = await sql<{ minor: string }>`
    select coalesce(sum(t.amount_minor), 0)::text as minor from transaction t
    left join transaction_intent i on i.owner_id = t.owner_id and i.transaction_id = t.id
    where t.account_id = ${accountId}::uuid and t.status = 'posted' and not t.is_removed
      and not coalesce(i.is_hidden, false) and t.on_date < ${since}::date`.execute(db)
  return { rows: whole.toReversed(), earlierMinor: BigInt(sums[0]?.minor ?? 0), since: cut === null ? null : since }
}

/** The account's days with postings, newest first. */
export async function readPostingDays(
  db: Kysely<Tables>,
  accountId: AccountId,
  limit: number,
): Promise<readonly CalendarDate[]> {
  const { rows } = await sql<{ on: CalendarDate }>`
    select distinct on_date as "on" from transaction
    where account_id = ${accountId}::uuid and status = 'posted' and not is_removed
    order by 1 desc limit ${limit}`.execute(db)
  return rows.map(({ on }) => on)
}
