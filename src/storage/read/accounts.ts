// Accounts with what the screens show beside them.
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { AccountKind, SourceBalance } from '../../domain/account.ts'
import type { CurrencyCode } from '../../domain/currency.ts'
import type { AccountId, ConnectionId } from '../../domain/ids.ts'
import { isCalibrated } from '../calibrations.ts'
import type { Tables } from '../schema.ts'

export type AccountRow = {
  readonly id: AccountId
  readonly name: string
  readonly kind: AccountKind
  readonly currency: CurrencyCode
  readonly mask: string | null
  readonly isClosed: boolean
  readonly transactionCount: number
  readonly balanceKind: SourceBalance['kind'] | null
  readonly balanceMinor: bigint | null
  readonly balanceAt: Date | null
  /** The connection that feeds it, the newest where a reconnect made another. */
  readonly connectionId: ConnectionId | null
  readonly institutionName: string | null
}

/** The balance is told with the other sign, as its proof has shown. */
const IS_FLIPPED = isCalibrated(sql`'flip-' || n.kind`, sql`n.account_id`, sql`r.connection_id`)

/** Accounts by bank and name. Counts leave out what was taken back or hidden, as the ledger does. */
export async function readAccounts(db: Kysely<Tables>): Promise<readonly AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    select a.id, a.name, a.kind, a.currency, a.mask, a.is_closed,
      coalesce(n.count, 0)::int as transaction_count,
      b.kind as balance_kind, b.amount_minor as balance_minor, b.as_of_at as balance_at,
      l.connection_id, l.institution_name
    from account a
    left join lateral (
      select count(*) from transaction t
      left join transaction_intent i on i.owner_id = t.owner_id and i.transaction_id = t.id
      where t.owner_id = a.owner_id and t.account_id = a.id
        and not t.is_removed and not coalesce(i.is_hidden, false)
    ) n on true
    left join lateral (
      select n.kind, n.as_of_at, case when ${IS_FLIPPED} then -n.amount_minor else n.amount_minor end as amount_minor
      from (
        select kind, amount_minor, as_of_at, run_id, owner_id, account_id from balance
        where balance.owner_id = a.owner_id and balance.account_id = a.id
        order by kind = 'booked' desc, as_of_at desc limit 1
      ) n
      left join sync_run r on r.owner_id = n.owner_id and r.id = n.run_id
    ) b on true
    left join lateral (
      select k.connection_id, c.institution_name from account_link k
      join connection c on c.owner_id = k.owner_id and c.id = k.connection_id
      where k.owner_id = a.owner_id and k.account_id = a.id
      order by c.disconnected_at is null desc, k.created_at desc limit 1
    ) l on true
    order by l.institution_name nulls last, a.name, a.id`.execute(db)
  return rows
}
