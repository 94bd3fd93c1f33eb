// The derived layer in its columns.
import type { Derived, RuledLayer } from '../domain/transaction.ts'
import type { Columns } from './rows.ts'

/** Of any row that has a derived layer. */
export const DERIVED_COLUMNS: Columns<{ readonly derived: Derived }> = [
  ['derived_payoree', 'text', ({ derived }) => derived.payoree?.name ?? null],
  ['derived_payoree_key', 'text', ({ derived }) => derived.payoree?.key ?? null],
  ['derived_payoree_by', 'text', ({ derived }) => derived.payoree?.by ?? null],
  ['derived_category', 'text', ({ derived }) => derived.category?.id ?? null],
  ['derived_category_by', 'text', ({ derived }) => derived.category?.by ?? null],
  ['derived_category_confidence', 'float4', ({ derived }) => derived.category?.confidence ?? null],
  ['derived_ruled', 'jsonb', ruledJson],
]

/** Null where rules set none of it. */
function ruledJson({ derived: { note, tags, ignored, transfer } }: { readonly derived: Derived }): string | null {
  if (note === null && tags.length === 0 && ignored === null && transfer === null) return null
  return JSON.stringify({ note, tags, ignored, transfer } satisfies RuledLayer)
}

/** The columns as they are read. */
export type DerivedRow = {
  readonly derivedPayoree: string | null
  readonly derivedPayoreeKey: string | null
  readonly derivedPayoreeBy: string | null
  readonly derivedCategory: string | null
  readonly derivedCategoryBy: string | null
  readonly derivedCategoryConfidence: number | null
  readonly derivedRuled: RuledLayer | null
}

/** The layer that `DERIVED_COLUMNS` wrote. */
export function derivedOf(row: DerivedRow): Derived {
  const { derivedPayoree: name, derivedCategory: id, derivedRuled: ruled } = row
  const by = row.derivedPayoreeBy as NonNullable<Derived['payoree']>['by'] | null
  const categoryBy = row.derivedCategoryBy as NonNullable<Derived['category']>['by'] | null
  const key = row.derivedPayoreeKey as NonNullable<Derived['payoree']>['key']
  return {
    payoree: name === null || by === null ? null : { name, key, by },
    category:
      id === null || categoryBy === null
        ? null
        : { id, by: categoryBy, confidence: row.derivedCategoryConfidence ?? 0 },
    note: ruled?.note ?? null,
    tags: ruled?.tags ?? [],
    ignored: ruled?.ignored ?? null,
    transfer: ruled?.transfer ?? null,
  }
}
