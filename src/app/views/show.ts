// How values look to the outside: ids with their prefix, amounts as exact text, instants as RFC 3339.
import type { CurrencyCode } from '../../domain/currency.ts'
import { readId } from '../../domain/ids.ts'
import type { IdKind } from '../../domain/ids.ts'
import { formatDecimal } from '../../domain/money.ts'
import type { Money } from '../../domain/money.ts'
import { notFound } from '../refusal.ts'

export type MoneyView = { minor: string; currency: string; decimal: string }

export const showMoney = (money: Money): MoneyView => ({
  minor: money.minor.toString(),
  currency: money.currency,
  decimal: formatDecimal(money),
})

export const showMinor = (minor: bigint, currency: CurrencyCode): MoneyView => showMoney({ minor, currency })

export const showAt = (at: Date): string => at.toISOString()
export const showMaybeAt = (at: Date | null): string | null => at?.toISOString() ?? null

/** The id behind what the person gave, or the refusal that there is no such thing. */
export function wantId<Kind extends IdKind>(kind: Kind, text: string, what: string) {
  const id = readId(kind, text)
  if (id === null) throw notFound(what)
  return id
}
