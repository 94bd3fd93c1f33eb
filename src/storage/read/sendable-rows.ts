// The ledger as pushes take it: what is shown of the accounts that are sent, and which of it is in question.
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { CalendarDate } from '../../domain/calendar.ts'
import type { CurrencyCode } from '../../domain/currency.ts'
import type { AccountId, TransactionId } from '../../domain/ids.ts'
import type { RecordStatus } from '../../domain/source-record.ts'
import { standingReview } from '../payoree-reviews.ts'
import type { Tables } from '../schema.ts'
import { CATEGORY_ID, IS_HIDDEN, TAGS, VISIBLE_NOTE, VISIBLE_PAYOREE } from './transactions.ts'

export type SendableRow = {
  readonly id: TransactionId
  readonly accountId: AccountId
  readonly currency: CurrencyCode
  readonly status: RecordStatus
  readonly amountMinor: bigint
  readonly onDate: CalendarDate
  readonly payoree: string | null
  readonly categoryId: string | null
  readonly note: string | null
  readonly tags: readonly string[]
  readonly description: string
  /** It is a side of an open question, or its whole account is. */
  readonly isInReview: boolean
  /** The other side of the transfer that it is a leg of. */
  readonly transferOther: TransactionId | null
}

const IS_SHOWN = sql`not t.is_removed and not ${IS_HIDDEN}`

const WITH_INTENT = sql`transaction t
  left join transaction_intent i on i.owner_id = t.owner_id and i.transaction_id = t.id`

/** By day, so that a push that breaks off has sent the older part. */
export async function readSendableRows(
  db: Kysely<Tables>,
  accountIds: readonly AccountId[],
): Promise<readonly SendableRow[]> {
  const { rows } = await sql<SendableRow>`
    with asked as (
      select unnest(subject_transaction_id || candidate_transaction_ids) as id
      from review where state = 'open' and ${standingReview}
    ), asked_accounts as (
      select unnest(r.subject_account_id || r.candidate_account_ids) as id
      from review r where r.state = 'open' and r.subject_account_id is not null
    ), legs as (
      select out_transaction_id as id, in_transaction_id as other_id from transfer where state = 'linked'
      union all select in_transaction_id, out_transaction_id from transfer where state = 'linked'
    )
    select t.id, t.account_id, a.currency, t.status, t.amount_minor, t.on_date, ${VISIBLE_PAYOREE} as payoree,
      ${CATEGORY_ID} as category_id, ${VISIBLE_NOTE} as note, ${TAGS} as tags, t.description,
      t.id in (select id from asked) or t.account_id in (select id from asked_accounts) as is_in_review,
      l.other_id as transfer_other
    from ${WITH_INTENT}
    join account a on a.owner_id = t.owner_id and a.id = t.account_id
    left join legs l on l.id = t.id
    where t.account_id = any(${accountIds}::uuid[]) and ${IS_SHOWN}
    order by t.on_date, t.id`.execute(db)
  return rows
}

/** Shown transactions of all other accounts. */
export async function countOtherRows(db: Kysely<Tables>, accountIds: readonly AccountId[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${WITH_INTENT}
    where t.account_id <> all(${accountIds}::uuid[]) and ${IS_SHOWN}`.execute(db)
  return rows[0]?.count ?? 0
}
