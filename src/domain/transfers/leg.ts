// One side of a possible movement between the person's own accounts.
import type { AccountKind } from '../account.ts'
import type { CalendarDate } from '../calendar.ts'
import type { CategoryKind } from '../category/tree.ts'
import type { CurrencyCode } from '../currency.ts'
import type { AccountId, TransactionId } from '../ids.ts'
import type { Statement } from '../source-record.ts'

/** A transaction as pairing sees it. Money that leaves an account is negative. */
export type Leg = Statement & {
  readonly id: TransactionId
  readonly accountId: AccountId
  /** What a source or the person's rules take it for; null where nobody sorted it. Words of the text don't count. */
  readonly categoryKind: CategoryKind | null
  /** A rule of the person's says that it is a transfer. */
  readonly isTransferByRule: boolean
  /** Anything says that it is one: only then another side of another sum is looked for. */
  readonly mayBeTransfer: boolean
}

/** An account of the owner's, as texts of banks may name it. */
export type OwnAccount = {
  readonly id: AccountId
  readonly name: string
  readonly kind: AccountKind
  readonly mask: string | null
  /** Names of the banks that it is read from. */
  readonly bankNames: readonly string[]
}

/** Two legs, by id. */
export type LegPair = { readonly outId: TransactionId; readonly inId: TransactionId }

/** How many minor units of `to` one minor unit of `from` was worth in a transfer that is certain. */
export type SeenRate = {
  readonly from: CurrencyCode
  readonly to: CurrencyCode
  readonly rate: number
  readonly on: CalendarDate
}

/** What is known beside the legs. */
export type TransferContext = {
  readonly accounts: readonly OwnAccount[]
  /** The holder's own names, as banks may write them. */
  readonly ownNames: readonly string[]
  /** Of certain transfers. */
  readonly rates: readonly SeenRate[]
  /** Pairs that the person said are no transfer. */
  readonly refused: readonly LegPair[]
  /** Pairs that the person said are one. */
  readonly confirmed: readonly LegPair[]
}

/** What speaks for a pair, and what against it: facts that the person can check. */
export const TRANSFER_REASONS = [
  'person',
  'equal-amount',
  'stated-amount',
  'usual-rate',
  'no-rate',
  'fee',
  'account-number',
  'own-account-named',
  'own-name',
  'transfer-words',
  'same-text',
  'category',
  'rule',
  'other-party',
] as const
export type TransferReason = (typeof TRANSFER_REASONS)[number]

export type TransferEvidence = {
  /** Logarithm to base two of the odds that the two are one movement. */
  readonly bits: number
  /** Of the next likely pair that one of the legs could form instead; null where there is none. */
  readonly runnerUpBits: number | null
  /** Banking days from the money's leaving to its arrival; negative where it is booked as arrived first. */
  readonly daysApart: number
  /** What left more than arrived, in minor units; null between currencies. */
  readonly feeMinor: bigint | null
  readonly reasons: readonly TransferReason[]
}
