// Balance proof and coverage as schemas.
import * as z from 'zod'
import { money, transaction } from '../contract.ts'

const balancePoint = z.object({
  on: z.string(),
  /** Who says so: the bank beside a sync, a file's opening or closing balance, a balance printed beside a row. */
  source: z.enum(['bank', 'statement', 'row']),
  /** Which rows it is taken to hold: all of its day, none of its day, the next day's too, or those known then. */
  reading: z.enum(['closing', 'before', 'next-day', 'as-read']),
  amount: money,
})

const namedRow = z.object({
  fault: z.enum([
    'stale-hold',
    'booked-already',
    'doubled',
    'taken-back',
    'hidden',
    'other-day',
    'sign-flipped',
  ]),
  /** What the ledger's sum gains where the fault is righted. */
  effect: money,
  transaction,
})

const explanation = z.object({
  certainty: z.enum(['only', 'several', 'chance']).nullable(),
  hasMore: z.boolean(),
  /** False where there were more rows under suspicion than could be tried in sets. */
  isComplete: z.boolean(),
  /** The amount that a missing row would have. */
  missing: money,
  sets: z.array(z.array(namedRow)),
})

const intervalCheck = z.object({
  verdict: z.enum(['fits', 'heals', 'by-choice', 'differs']),
  from: balancePoint,
  to: balancePoint,
  after: z.string(),
  through: z.string(),
  bank: money,
  ledger: money,
  /** What the ledger's sum lacks to be the bank's; negative where it has too much. */
  difference: money,
  text: z.string(),
  explanation: explanation.nullable(),
})

const chain = z.object({
  kind: z.enum(['booked', 'available']),
  balances: z.int(),
  counts: z.object({ fits: z.int(), heals: z.int(), byChoice: z.int(), differs: z.int() }),
  /** Newest first. */
  checks: z.array(intervalCheck),
})

const calibrationKind = z.enum([
  'flip-rows',
  'flip-booked',
  'flip-available',
  'holds-in-booked',
  'no-holds-in-available',
])

const calibration = z.object({
  kind: z.enum(['booked', 'available']),
  proposal: z.enum([
    'none',
    'flip-rows',
    'flip-balance',
    'flip-either',
    'holds-in-booked',
    'no-holds-in-booked',
    'holds-in-available',
    'no-holds-in-available',
  ]),
  text: z.string(),
  /** What would set it right; several where the balances do not tell which. */
  cures: z.array(calibrationKind),
  /** What was applied before and is true no more: take it back. */
  stale: calibrationKind.nullable(),
  supports: z.array(
    z.object({
      sign: z.enum(['as-is', 'flipped']),
      balance: z.enum(['posted-only', 'with-pending']),
      agreeing: z.int(),
      intervals: z.int(),
    }),
  ),
})

export const balanceProof = z.object({
  accountId: z.string(),
  name: z.string(),
  currency: z.string(),
  state: z.enum(['no-balance', 'first-balance', 'proved', 'stale-holds', 'differs']),
  needsUser: z.boolean(),
  text: z.string(),
  opening: z
    .object({
      /** What the account held before its first transaction, worked out from the newest balance. */
      balance: money,
      /** By how much transactions from before the first balance have changed since it was told. */
      moved: money,
      text: z.string(),
      explanation: explanation.nullable(),
    })
    .nullable(),
  /** Transactions before this day are too many to check one by one; null where all are checked. */
  since: z.string().nullable(),
  chains: z.array(chain),
  calibrations: z.array(calibration),
  /** How its bank is read otherwise than was assumed at first. */
  applied: z.array(
    z.object({
      what: calibrationKind,
      agreeing: z.int(),
      intervals: z.int(),
      /** The batch that corrected transactions; null where it is about balances. */
      batchId: z.string().nullable(),
      appliedAt: z.string(),
      text: z.string(),
    }),
  ),
})
export type BalanceProofView = z.infer<typeof balanceProof>

const range = z.object({ from: z.string(), to: z.string() })

export const coverage = z.object({
  accountId: z.string(),
  name: z.string(),
  from: z.string().nullable(),
  today: z.string(),
  needsUser: z.boolean(),
  sources: z.array(
    z.object({
      source: z.enum(['connection', 'file', 'manual']),
      name: z.string(),
      isOpen: z.boolean(),
      /** The source says that nothing else happened on these days; a file merely starts and ends there. */
      isComplete: z.boolean(),
      statuses: z.array(z.enum(['pending', 'posted'])),
      ranges: z.array(range),
    }),
  ),
  gaps: z.array(range.extend({ isLast: z.boolean(), isProvedEmpty: z.boolean(), text: z.string() })),
  overlaps: z.array(range),
  rhythm: z
    .object({
      usualDays: z.int(),
      longestDays: z.int(),
      silentDays: z.int(),
      lastOn: z.string(),
      isQuiet: z.boolean(),
      text: z.string(),
    })
    .nullable(),
})
export type CoverageView = z.infer<typeof coverage>

/** What an account has to tell a person. */
export const finding = z.object({
  accountId: z.string(),
  accountName: z.string(),
  kind: z.enum(['broken-proof', 'doubled-before', 'wrong-reading', 'quiet']),
  needsUser: z.boolean(),
  /** The day of the last balance that fits, or of the last posting of an account that has gone quiet. */
  since: z.string().nullable(),
  /** What the ledger's sum lacks to be the bank's. */
  difference: money.nullable(),
  /** Transactions that explain it for certain; 0 where none do. */
  explainedBy: z.int().nullable(),
  text: z.string(),
})
export type FindingView = z.infer<typeof finding>

export const calibrationParam = z.object({ id: z.string().max(60), what: calibrationKind })
export const calibrationWish = z.strictObject({ isDryRun: z.boolean().default(false) })
export const calibrated = z.object({
  what: calibrationKind,
  isDryRun: z.boolean(),
  /** Whose sign was turned. */
  transactions: z.int(),
  batchId: z.string().nullable(),
  /** Of the proof as it is then. */
  state: balanceProof.shape.state,
  needsUser: z.boolean(),
  text: z.string(),
})
export type CalibratedView = z.infer<typeof calibrated>
