// What the ledger teaches: the person's own choices of category, and what sources say of a payoree elsewhere.
import { sql } from 'kysely'
import type { Correction } from '../domain/category/model.ts'
import type { CategoryCode } from '../domain/category/tree.ts'
import type { PayoreeKey } from '../domain/payoree/payoree.ts'
import type { Tx } from './schema.ts'

/** The newest choices; older ones say less of how somebody sorts today. */
const CORRECTIONS_MAX = 5_000
/** Payorees whose category sources told. */
const LESSONS_MAX = 5_000
/** A source says it at least so often, and in this share of the payoree's transactions. */
const SAID_MIN = 2
const SHARE_MIN = 0.8

/** Decisions of category, oldest first. "No category" teaches nothing. */
export async function readCorrections(tx: Tx): Promise<readonly Correction[]> {
  const { rows } = await sql<{
    description: string
    counterpartyName: string | null
    amountMinor: bigint
    category: string
  }>`
    select t.description, t.counterparty_name, t.amount_minor, i.category
    from transaction_intent i join transaction t on t.owner_id = i.owner_id and t.id = i.transaction_id
    where i.decided @> array['category'] and i.category is not null
    order by i.updated_at desc, i.transaction_id desc limit ${CORRECTIONS_MAX}`.execute(tx)
  return rows.toReversed().map(({ description, counterpartyName, amountMinor, category }) => ({
    description,
    counterpartyName,
    amountMinor,
    direction: amountMinor > 0n ? 'in' : 'out',
    category,
  }))
}

/** What sources' own codes say of each payoree, where they agree. */
export async function readSourceCategories(tx: Tx): Promise<readonly (readonly [PayoreeKey, CategoryCode])[]> {
  const { rows } = await sql<{ key: PayoreeKey; category: CategoryCode }>`
    select key, category from (
      select derived_payoree_key as key, derived_category as category, count(*) as said,
        sum(count(*)) over (partition by derived_payoree_key) as known
      from transaction
      where derived_payoree_key is not null and derived_category_by in ('provider', 'code')
      group by derived_payoree_key, derived_category) told
    where said >= ${SAID_MIN} and said >= known * ${SHARE_MIN}::numeric
    order by said desc, key limit ${LESSONS_MAX}`.execute(tx)
  return rows.map(({ key, category }) => [key, category] as const).toSorted(([left], [right]) => (left < right ? -1 : 1))
}
