// An account is a ledger of one currency that belongs to an owner. A link ties it to what a source calls it.
import type { AccountId, AccountLinkId, ConnectionId } from './ids.ts'
import type { CurrencyCode } from './currency.ts'
import type { Instant } from './calendar.ts'
import type { Money } from './money.ts'

export const ACCOUNT_KINDS = ['checking', 'savings', 'credit-card', 'cash', 'loan', 'investment', 'other'] as const
export type AccountKind = (typeof ACCOUNT_KINDS)[number]

/**
 * One ledger of one currency. Amounts are signed from the holder's side, credit cards included.
 * @public
 */
export type Account = {
  readonly id: AccountId
  readonly name: string
  readonly kind: AccountKind
  readonly currency: CurrencyCode
  /** The last two to four characters of the account number, as the bank shows them. */
  readonly mask: string | null
  readonly isClosed: boolean
}

/**
 * The tie between our account and a source's own id for it. A reconnect makes a new link to the same account.
 * @public
 */
export type AccountLink = {
  readonly id: AccountLinkId
  readonly accountId: AccountId
  /** Null for files: a file's link belongs to the account alone. */
  readonly connectionId: ConnectionId | null
  readonly accountSourceId: string
}

/** What a source says of an account, in canonical form. */
export type SourceAccount = {
  readonly sourceId: string
  readonly name: string
  readonly kind: AccountKind
  readonly currency: CurrencyCode
  readonly mask: string | null
  /** Ids that survive a reconnect where the provider has them (Plaid's persistent id, an IBAN hash). */
  readonly persistentId: string | null
  readonly balances: readonly SourceBalance[]
  readonly isClosed: boolean
}

export const BALANCE_KINDS = ['booked', 'available'] as const

/** A balance from the holder's side: what is owed on a credit card is negative. */
export type SourceBalance = {
  readonly kind: (typeof BALANCE_KINDS)[number]
  readonly amount: Money
  readonly asOf: Instant | null
}
