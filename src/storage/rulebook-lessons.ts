// What the ledger teaches: the person's own choices of category, and what sources say of a payoree elsewhere.
import { sql } from 'kysely'
import type { ProviderCategories } from '../domain/category/category.ts'
import type { Correction } from '../domain/category/model.ts'
import type { CategoryCode } from '../domain/category/tree.ts'
import type { PayoreeKey } from '../domain/payoree/payoree.ts'
import type { Tx } from './schema.ts'

/** The newest choices; older ones say less of how somebody sorts today. */
const CORRECTIONS_MAX = 5_000
/** Payorees whose category sources told; the most frequent codes are read. */
const LESSONS_MAX = 5_000
const TOLD_MAX = 20_000
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

/** How many decisions of category there are. */
export async function countCorrections(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from transaction_intent
    where decided @> array['category'] and category is not null`.execute(tx)
  return rows[0]?.count ?? 0
}

/**
 * What sources' own codes say of each payoree, where they agree. Taken from the codes themselves and not from what was
 * made of them: learning from one's own conclusions would never end.
 */
export async function readSourceCategories(
  tx: Tx,
  providerCategories: ProviderCategories,
): Promise<readonly (readonly [PayoreeKey, CategoryCode])[]> {
  const { rows } = await sql<{ key: PayoreeKey; scheme: string; code: string; said: number }>`
    select derived_payoree_key as key, category_scheme as scheme, category_code as code, count(*)::int as said
    from transaction
    where derived_payoree_key is not null and category_scheme is not null and category_code is not null
    group by derived_payoree_key, category_scheme, category_code
    order by said desc, key, scheme, code limit ${TOLD_MAX}`.execute(tx)
  const byKey = new Map<PayoreeKey, Map<CategoryCode, number>>()
  for (const { key, scheme, code, said } of rows) {
    const category = providerCategories.get(scheme)?.get(code)
    if (category === undefined) continue
    const told = byKey.get(key) ?? new Map<CategoryCode, number>()
    byKey.set(key, told.set(category, (told.get(category) ?? 0) + said))
  }
  return [...byKey]
    .flatMap(([key, told]) => {
      const category = agreed(told)
      return category === null ? [] : [[key, category] as const]
    })
    .slice(0, LESSONS_MAX)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
}

function agreed(told: ReadonlyMap<CategoryCode, number>): CategoryCode | null {
  const all = [...told.values()].reduce((sum, said) => sum + said, 0)
  for (const [category, said] of told) if (said >= SAID_MIN && said >= all * SHARE_MIN) return category
  return null
}
