// Rules of the person's making: conditions on a transaction, and what follows from them.
import type { CalendarDate } from '../calendar.ts'
import type { CurrencyCode } from '../currency.ts'
import type { AccountId, RuleId } from '../ids.ts'

/** Rules of one person. Each is tried on every new transaction, so their number is part of the import's speed. */
export const RULES_MAX = 500
/** Single conditions in one rule, groups counted too. */
export const CONDITIONS_MAX = 50
/** Groups inside groups: what goes deeper nobody can read. */
export const CONDITION_DEPTH_MAX = 4
export const ACTIONS_MAX = 10
export const RULE_TEXT_MAX = 500
export const TAG_CHARS_MAX = 60
export const NOTE_CHARS_MAX = 1_000

export const TEXT_TESTS = ['is', 'contains', 'starts-with', 'matches'] as const
/** `matches` is a regular expression of our own dialect; the others compare without regard to capitals. */
export type TextTest = (typeof TEXT_TESTS)[number]

export const AMOUNT_TESTS = ['is', 'more-than', 'less-than', 'between'] as const
export type AmountTest = (typeof AMOUNT_TESTS)[number]

export type TextCondition = {
  readonly field: 'payoree' | 'description'
  readonly test: TextTest
  readonly value: string
}

/** On the amount without its sign, in one currency: `direction` tells in from out. */
export type AmountCondition = {
  readonly field: 'amount'
  readonly test: AmountTest
  readonly minor: bigint
  /** The upper end of `between`, which holds both ends; null for the other tests. */
  readonly upToMinor: bigint | null
  readonly currency: CurrencyCode
}

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | TextCondition
  | AmountCondition
  | { readonly field: 'account'; readonly accountIds: readonly AccountId[] }
  /** The category so far; null is "none". */
  | { readonly field: 'category'; readonly categoryId: string | null }
  | { readonly field: 'direction'; readonly value: 'in' | 'out' }

export type Action =
  | { readonly set: 'payoree'; readonly name: string }
  | { readonly set: 'category'; readonly categoryId: string }
  | { readonly set: 'tag'; readonly name: string }
  | { readonly set: 'note'; readonly text: string }
  /** Hidden, and in no sum. */
  | { readonly set: 'ignored' }
  /** Money between the person's own accounts. */
  | { readonly set: 'transfer' }
  /** Tells of it once, when it newly arrives. */
  | { readonly set: 'alert' }

/** What a rule does, apart from its place in the list. */
export type RuleDraft = {
  readonly name: string
  readonly isOn: boolean
  readonly condition: Condition
  readonly actions: readonly Action[]
  /** Rules further down are not tried where this one matched. */
  readonly stops: boolean
  /** Only transactions of this day and later; null is all of history. It makes "new ones only" hold for ever. */
  readonly fromOn: CalendarDate | null
}

export type Rule = RuleDraft & { readonly id: RuleId }

/** What a rule sees of a transaction. */
export type RuleSubject = {
  readonly accountId: AccountId
  readonly on: CalendarDate
  readonly minor: bigint
  readonly currency: CurrencyCode
  readonly description: string
  readonly payoree: string | null
  readonly categoryId: string | null
}
