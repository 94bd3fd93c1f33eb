// The numbers of the first page.
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { standingReview } from '../payoree-reviews.ts'
import type { Tables } from '../schema.ts'

export type OverviewRow = {
  readonly ownerName: string
  readonly demoConnections: number
  readonly realConnections: number
  readonly accountCount: number
  readonly transactionCount: number
  readonly openReviews: number
}

export async function readOverview(db: Kysely<Tables>): Promise<OverviewRow | null> {
  const { rows } = await sql<OverviewRow>`
    select o.name as owner_name,
      (select count(*)::int from connection where is_demo) as demo_connections,
      (select count(*)::int from connection where not is_demo) as real_connections,
      (select count(*)::int from account) as account_count,
      (select count(*)::int from transaction where not is_removed) as transaction_count,
      (select count(*)::int from review where state = 'open' and ${standingReview}) as open_reviews
    from owner o`.execute(db)
  return rows[0] ?? null
}
