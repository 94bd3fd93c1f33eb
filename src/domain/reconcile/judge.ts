// The seam of scoring: how much speaks for two statements without a common id being one movement. The rungs gather
// candidates and ask; replacing the judge changes nothing else.
import type { SourceKind, Statement } from '../source-record.ts'
import type { Surroundings } from './day-shift.ts'
import type { SourceTraits } from './plan.ts'
import { weighPosted } from './weigh-posted.ts'
import { weighSources } from './weigh-sources.ts'

/** What is compared of a statement: its words and sums, and what only some sources give. */
export type Compared = Statement & {
  readonly counterpartyAccountMask: string | null
  readonly reference: string | null
  readonly balanceAfterMinor: bigint | null
}

/** Two statements of one account and currency that may be one movement. */
export type Pair = {
  readonly kind: 'pending-posted' | 'cross-source'
  /** What the ledger holds. */
  readonly known: Compared
  readonly knownSource: SourceKind
  /** What arrives, or arrived later. */
  readonly later: Compared
  readonly traits: SourceTraits
  /** The source no longer states the known one, as of this span. */
  readonly isGone: boolean
  /** The span is complete for the day of the known one: what was stated of that day is stated again. */
  readonly isCovered: boolean
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

/** Below it, joining by itself would too often be wrong: one in four. What is less is asked, or left apart. */
export const BITS_SURE = 2
/** From here on the two are likely enough one movement to be worth a person's time. */
export const BITS_ASK = -2.5

/** Weighs what two statements have in common against how often that happens by chance. */
export const evidenceJudge: Judge = (pair) => (pair.kind === 'pending-posted' ? weighPosted(pair) : weighSources(pair))
