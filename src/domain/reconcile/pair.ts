// Two statements that may be one movement, as the judge sees them.
import type { SourceKind, SourceRecord, Statement } from '../source-record.ts'
import type { Said } from './constraints.ts'
import type { Surroundings } from './day-shift.ts'
import type { SourceTraits } from './plan.ts'
import { namesLikeness } from './text.ts'

/** What is compared of a statement: its words and sums, and what only some sources give. */
export type Compared = Statement & {
  readonly counterpartyAccountMask: string | null
  readonly reference: string | null
  readonly balanceAfterMinor: bigint | null
}

/** A record as it arrives, in the form in which it is compared. */
export const comparedOf = (record: SourceRecord): Compared => ({ ...record, balanceAfterMinor: record.balanceAfter?.minor ?? null })

/** Two statements of one account and currency that may be one movement. */
export type Pair = {
  readonly kind: 'pending-posted' | 'cross-source'
  /** What the ledger holds. */
  readonly known: Compared
  readonly knownSource: SourceKind
  /** What arrives, or arrived later. */
  readonly later: Compared
  readonly traits: SourceTraits
  /** Whether the source has stopped stating the known one: in this very span, before it, or not that it is known. */
  readonly gone: 'now' | 'before' | 'not'
  /**
   * On how many sides the other source states days before and after, so that it states this movement, too: a row in the
   * middle of what both have seen is not new. 0, 1 or 2.
   */
  readonly sidesWithin: number
  /** What the person said about these two rows; of two that are different nobody asks. */
  readonly saidOfRows: Exclude<Said, 'different'>
  /** What they said about the two names. */
  readonly saidOfNames: Said
  readonly around: Surroundings
}

/**
 * `bits` are the logarithm to base two of the odds, as far as they can be known: 0 is as likely as not, each bit doubles
 * the odds. Null where the two can't be one movement at all.
 */
export type Weight = {
  readonly bits: number
  /** Days from the known to the later one; the nearest of their dates. */
  readonly daysApart: number
  readonly textLikeness: number | null
}

export type Judge = (pair: Pair) => Weight | null

/** 0..1 of the two names, by what the person said where they did. */
export function likenessOf({ known, later, saidOfNames }: Pair): number | null {
  if (saidOfNames !== null) return saidOfNames === 'same' ? 1 : 0
  return namesLikeness(known, later)
}
