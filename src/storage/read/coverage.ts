// Which source gives which days of an account.
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { CalendarDate } from '../../domain/calendar.ts'
import type { AccountId, AccountLinkId, ConnectionId } from '../../domain/ids.ts'
import type { RecordStatus } from '../../domain/source-record.ts'
import type { Tables } from '../schema.ts'

/** Merged ranges told of one account: more would be a hole in every week of ten years. */
const RANGES_MAX = 500

export type CoverageRow = {
  readonly linkId: AccountLinkId
  readonly isComplete: boolean
  readonly statuses: readonly RecordStatus[]
  readonly fromOn: CalendarDate
  readonly toOn: CalendarDate
}

/** What batches said that they cover, merged by the database: windows that are read daily overlap for years. */
export async function readCoverage(
  db: Kysely<Tables>,
  accountId: AccountId,
): Promise<readonly CoverageRow[]> {
  const { rows } = await sql<CoverageRow>`
    select link_id, is_complete, statuses, lower(range) as from_on, upper(range) - 1 as to_on from (
      select account_link_id as link_id, is_complete, statuses,
        unnest(range_agg(daterange(from_on, to_on, '[]'))) as range
      from coverage where account_id = ${accountId}::uuid
      group by account_link_id, is_complete, statuses
    ) merged
    order by from_on desc, link_id limit ${RANGES_MAX}`.execute(db)
  return rows.toReversed()
}

/** A source of an account, with the days of its rows and how far it was read. */
export type SourceRow = {
  readonly linkId: AccountLinkId
  /** Null for files. */
  readonly connectionId: ConnectionId | null
  readonly institutionName: string | null
  readonly firstOn: CalendarDate | null
  readonly lastOn: CalendarDate | null
  /** The bank's day of the last run that read this link to its end. */
  readonly readOn: CalendarDate | null
  /** Something reads through it still. */
  readonly isOpen: boolean
}

/** The sources of an account, the oldest first. */
export async function readSources(db: Kysely<Tables>, accountId: AccountId): Promise<readonly SourceRow[]> {
  const { rows } = await sql<SourceRow>`
    select l.id as link_id, l.connection_id, c.institution_name, d.first_on, d.last_on, r.read_on,
      l.ended_at is null and (c.id is null or c.disconnected_at is null) as is_open
    from account_link l
    left join connection c on c.owner_id = l.owner_id and c.id = l.connection_id
    left join lateral (
      select min(s.on_date) as first_on, max(s.on_date) as last_on from source_record s
      where s.owner_id = l.owner_id and s.account_id = l.account_id and s.account_link_id = l.id
        and s.status = 'posted' and not s.is_removed
    ) d on true
    left join lateral (
      select max(n.as_of) as read_on from sync_run n
      where n.owner_id = l.owner_id and n.connection_id = l.connection_id and not n.is_dry_run
        and (n.state = 'succeeded' or (n.state = 'partly' and l.failed_at is null))
        and n.ended_at >= l.created_at and (l.ended_at is null or n.ended_at <= l.ended_at)
    ) r on true
    where l.account_id = ${accountId}::uuid and l.is_selected
    order by l.created_at, l.id`.execute(db)
  return rows
}
