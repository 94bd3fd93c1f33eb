// Who the other party of a movement is: payee when money leaves, payor when it arrives.
import type { Brand, Brands } from './brands.ts'

/** Which way the money went, from the holder's side. */
export type Direction = 'in' | 'out'

/**
 * What a payoree is recognised by: `account:<hash>`, `creditor:<id>`, `enriched:<id>`, `brand:<id>` or `text:<name>`.
 * The value behind the colon is folded (see `fold.ts`), so equal parties have equal keys.
 */
export type PayoreeKey = `${PayoreeKeyKind}:${string}`

/** Strongest first: an account belongs to one party, a text may be shared by several. */
export const PAYOREE_KEY_KINDS = ['account', 'creditor', 'enriched', 'brand', 'text'] as const
export type PayoreeKeyKind = (typeof PAYOREE_KEY_KINDS)[number]

/** What one movement says about its other party. */
export type PayoreeInput = {
  /** The bank's text, as it came. */
  readonly description: string
  /** The other party as the source names it, where it does. */
  readonly counterpartyName: string | null
  readonly direction: Direction
  /** A keyed hash of the other party's IBAN or account number; never the number itself. */
  readonly counterpartyAccount?: string | null
  /** SEPA creditor identifier. */
  readonly creditorId?: string | null
  /** A stable id that a source's enrichment gives the other party. */
  readonly enrichedId?: string | null
}

/** What is known beside the movement itself. */
export type PayoreeKnowledge = {
  /** The owner's names: a key seen before and what its party is called. Merges and renames end here. */
  readonly aliases: ReadonlyMap<PayoreeKey, string>
  /** Names of the account's holders: never the other party. */
  readonly ownNames: readonly string[]
  /** Names of the account's own bank: the other party only of its fees and interest. */
  readonly bankNames: readonly string[]
  readonly brands: Brands
}

/** A business between the holder and the other party, which passed the money on: `PayPal`, `Square`. */
export type Intermediary = string

export type ResolvedPayoree = {
  readonly name: string
  /** The strongest key: what an alias, a category or a rule of this payoree is stored under. */
  readonly key: PayoreeKey
  /** Every key of this movement, strongest first; each may be stored as an alias of the name. */
  readonly keys: readonly [PayoreeKey, ...PayoreeKey[]]
  /** What the name was taken from. */
  readonly by: 'alias' | 'brand' | 'counterparty' | 'text'
  readonly brand: Brand | null
  readonly intermediary: Intermediary | null
  /** 0 to 1: how sure the name is. Below one half it deserves a question. */
  readonly confidence: number
}
