// Rules and changes of the rulebook as schemas.
import * as z from 'zod'
import { money } from '../contract.ts'

const TEXT_MAX = 500

const textCondition = z.strictObject({
  field: z.enum(['payoree', 'description']),
  /** `matches` is a regular expression: no look-around, no references back, no repetition of a repetition. */
  test: z.enum(['is', 'contains', 'starts-with', 'matches']),
  value: z.string().max(TEXT_MAX),
})
/** On the amount without its sign, in whole minor units as text. */
const amountCondition = z.strictObject({
  field: z.literal('amount'),
  test: z.enum(['is', 'more-than', 'less-than', 'between']),
  minor: z.string().regex(/^\d{1,18}$/),
  /** For `between`, which holds both ends; else null. */
  upToMinor: z.string().regex(/^\d{1,18}$/).nullable(),
  currency: z.string().regex(/^[A-Z]{3}$/),
})
const leaf = z.union([
  textCondition,
  amountCondition,
  z.strictObject({ field: z.literal('account'), accountIds: z.array(z.string().max(60)).max(100) }),
  z.strictObject({ field: z.literal('category'), categoryId: z.string().max(100).nullable() }),
  z.strictObject({ field: z.literal('direction'), value: z.enum(['in', 'out']) }),
])

const groupOf = <Part extends z.ZodType>(part: Part) => {
  const parts = z.array(part).min(1).max(50)
  return z.union([leaf, z.strictObject({ all: parts }), z.strictObject({ any: parts })])
}

/** A condition, or `all` or `any` of several; groups nest three deep. */
export const condition = groupOf(groupOf(groupOf(leaf)))

export const action = z.discriminatedUnion('set', [
  z.strictObject({ set: z.literal('payoree'), name: z.string().max(TEXT_MAX) }),
  z.strictObject({ set: z.literal('category'), categoryId: z.string().max(100) }),
  z.strictObject({ set: z.literal('tag'), name: z.string().max(60) }),
  z.strictObject({ set: z.literal('note'), text: z.string().max(1000) }),
  z.strictObject({ set: z.literal('ignored') }),
  z.strictObject({ set: z.literal('transfer') }),
  /** Told once, when a transaction newly arrives. */
  z.strictObject({ set: z.literal('alert') }),
])

export const givenRule = z.strictObject({
  name: z.string().max(TEXT_MAX),
  isOn: z.boolean().default(true),
  condition,
  actions: z.array(action).max(10),
  /** Rules further down are not tried where this one matched. */
  stops: z.boolean().default(false),
  /** Only transactions of this day and later; null is all of history. Today makes it a rule for new ones. */
  fromOn: z.string().nullable().default(null),
})

/** `isDryRun` tells what would happen and changes nothing. */
export const saveRule = z.strictObject({
  rule: givenRule,
  overwritesByHand: z.boolean().default(false),
  /** What the rule would have told of in the last 90 days is told now. */
  alertsPast: z.boolean().default(false),
  isDryRun: z.boolean().default(false),
})

export const rule = z.object({
  id: z.string(),
  name: z.string(),
  isOn: z.boolean(),
  condition: z.unknown(),
  actions: z.array(action),
  stops: z.boolean(),
  fromOn: z.string().nullable(),
  updatedAt: z.string(),
  matched: z.int(),
  /** In the last 30 days. */
  matchedLately: z.int(),
  /** Why it has no effect; null where it has. */
  doesNothing: z.string().nullable(),
})

export const ruleList = z.object({
  /** Transactions that the counts are of, the newest first. */
  looked: z.int(),
  rules: z.array(rule),
  /** Two rules want different things of one transaction: the one higher in the list wins. */
  conflicts: z.array(
    z.object({
      field: z.enum(['payoree', 'category', 'note']),
      winnerId: z.string(),
      loserId: z.string(),
      count: z.int(),
      exampleId: z.string(),
    }),
  ),
})
export type RuleListView = z.infer<typeof ruleList>

export const suggestions = z.object({
  looked: z.int(),
  suggestions: z.array(
    z.object({
      condition: z.unknown(),
      action,
      words: z.string(),
      /** Edits that call for it. */
      support: z.int(),
      /** Share of the person's decisions on what it matches that agree with it. */
      precision: z.number(),
      matches: z.int(),
      exampleIds: z.array(z.string()),
    }),
  ),
})

const shownFields = z.object({
  payoree: z.string().nullable(),
  category: z.string().nullable(),
  note: z.string().nullable(),
  tags: z.array(z.string()),
  isHidden: z.boolean(),
  isTransfer: z.boolean(),
})

/** What a change of the rulebook does to transactions: the counts are of all, the sample is of some. */
export const rulebookChange = z.object({
  /** Under which it can be undone; null for a dry run. */
  batchId: z.string().nullable(),
  isDryRun: z.boolean(),
  looked: z.int(),
  changed: z.int(),
  sample: z.array(
    z.object({
      id: z.string(),
      on: z.string().nullable(),
      description: z.string(),
      amount: money,
      before: shownFields,
      after: shownFields,
    }),
  ),
})
export type RulebookChangeView = z.infer<typeof rulebookChange>

export const savedRule = rulebookChange.extend({
  ruleId: z.string(),
  /** How often it would have told in the last 90 days; null where it tells of nothing. */
  wouldAlert: z.int().nullable(),
})
export type SavedRuleView = z.infer<typeof savedRule>

export const ruleOrder = z.strictObject({
  ruleIds: z.array(z.string().max(60)).max(500),
  isDryRun: z.boolean().default(false),
})

/** A bank's text to try the rules on, with one more rule below all others where one is given. */
export const tryText = z.strictObject({
  text: z.string().max(2_000),
  /** Whole minor units, in is positive. */
  minor: z.string().regex(/^-?\d{1,18}$/).default('-1000'),
  accountId: z.string().max(60).optional(),
  rule: givenRule.optional(),
})
export const tried = shownFields.extend({
  /** Rules that come to bear, in their order. */
  ruleIds: z.array(z.string()),
  /** Whether the rule on trial does; null without one. */
  isMatched: z.boolean().nullable(),
})

/** For requests whose only choice it is. */
export const dryRun = z.object({ isDryRun: z.stringbool().default(false) })

export const rulebookHistory = z.object({
  changes: z.array(
    z.object({
      batchId: z.string(),
      kind: z.string(),
      summary: z.string(),
      changed: z.int(),
      at: z.string(),
      undoneAt: z.string().nullable(),
    }),
  ),
})
export const rulebookUndone = z.object({
  batchId: z.string(),
  isDryRun: z.boolean(),
  restored: z.int(),
  /** Transactions that keep what the person changed since. */
  keptIds: z.array(z.string()),
})
export const recomputed = z.object({ looked: z.int(), changed: z.int(), hasLearned: z.boolean() })
