// What a movement was for, and what may say so.
import type { Brand } from '../payoree/brands.ts'
import type { Direction, PayoreeKey } from '../payoree/payoree.ts'
import type { ProviderCategory } from '../source-record.ts'
import type { CategoryCode, CategoryRef } from './tree.ts'
import type { Model } from './model.ts'

export type { CategoryRef } from './tree.ts'

/** What one movement says about its purpose. */
export type CategoryInput = {
  /** The bank's text, as it came. */
  readonly description: string
  readonly counterpartyName: string | null
  readonly amountMinor: bigint
  readonly currency: string
  readonly direction: Direction
  /** The resolved payoree's keys, strongest first; empty where it is unknown. */
  readonly payoreeKeys: readonly PayoreeKey[]
  readonly brand: Brand | null
  /** Merchant category code, four digits. */
  readonly mcc?: string | null
  readonly providerCategory: ProviderCategory | null
}

/** Which code of a scheme means which category; each provider brings its own. */
export type ProviderCategories = ReadonlyMap<string, ReadonlyMap<string, CategoryCode>>

/** What is known beside the movement itself. */
export type CategoryKnowledge = {
  /** What the owner said of a payoree; `null` is their decision for "no category". */
  readonly payoreeCategories: ReadonlyMap<PayoreeKey, CategoryRef | null>
  /** What a source's code said of a payoree elsewhere, so that a file's rows of the same payoree agree. */
  readonly sourceCategories: ReadonlyMap<PayoreeKey, CategoryCode>
  /** Learned from the owner's corrections; null before there are enough. */
  readonly model: Model | null
  readonly providerCategories: ProviderCategories
}

/** What decided, strongest first. */
export const CATEGORY_EVIDENCE = ['payoree', 'brand', 'words', 'model', 'source', 'code', 'provider'] as const
export type CategoryEvidence = (typeof CATEGORY_EVIDENCE)[number]

export type Categorised = {
  readonly category: CategoryRef | null
  readonly by: CategoryEvidence
  /** 0 to 1. */
  readonly confidence: number
}
