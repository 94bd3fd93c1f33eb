// Budget programs that the ledger is sent to, and the history of what was sent.
import { z } from '@hono/zod-openapi'
import { money } from '../contract.ts'

const settingField = z.object({
  name: z.string(),
  label: z.string(),
  help: z.string(),
  /** Sealed, and never shown again. */
  isSecret: z.boolean(),
  isRequired: z.boolean(),
  kind: z.enum(['address', 'text']),
})

export const program = z.object({
  name: z.string(),
  label: z.string(),
  settings: z.array(settingField),
  canHoldPending: z.boolean(),
  requestsPerHourMax: z.int().nullable(),
})
export type ProgramView = z.infer<typeof program>

/** Each transaction that could be sent is in exactly one of these. */
const pushCounts = z.object({
  total: z.int(),
  created: z.int(),
  updated: z.int(),
  deleted: z.int(),
  alreadyThere: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  unsent: z.int(),
  /** Not touched there, by reason. */
  left: z.record(z.string(), z.int()),
  leftTotal: z.int(),
  /** Not sent yet, by reason. */
  held: z.record(z.string(), z.int()),
  heldTotal: z.int(),
})

export const push = z.object({
  id: z.string(),
  destinationId: z.string(),
  destinationName: z.string(),
  program: z.string(),
  kind: z.enum(['push', 'undo']),
  undoesPushId: z.string().nullable(),
  state: z.enum(['running', 'succeeded', 'partly', 'failed']),
  counts: pushCounts,
  /** The counts in words. */
  words: z.string(),
  failure: z
    .object({
      reason: z.string(),
      message: z.string(),
      actor: z.enum(['user', 'operator', 'nobody', 'us']),
      retryAt: z.string().nullable(),
    })
    .nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  /** Rows that an undo would take back. */
  undoable: z.int(),
})
export type PushView = z.infer<typeof push>

export const mapping = z.object({
  accountId: z.string(),
  accountName: z.string(),
  currency: z.string(),
  theirAccountId: z.string(),
  theirName: z.string(),
  theirCurrency: z.string().nullable(),
  /** Earlier transactions are not sent. */
  sendsFromOn: z.string(),
})

export const destination = z.object({
  id: z.string(),
  program: z.string(),
  programLabel: z.string(),
  name: z.string(),
  /** Without secrets. */
  settings: z.record(z.string(), z.string()),
  accounts: z.array(mapping),
  lastPush: push.nullable(),
  createdAt: z.string(),
})
export type DestinationView = z.infer<typeof destination>

export const destinationList = z.object({ programs: z.array(program), destinations: z.array(destination) })

const settings = z.record(z.string().max(60), z.string().max(4_000))

export const newDestination = z.strictObject({
  program: z.string().max(60),
  name: z.string().max(200).optional(),
  settings,
})
export const changedDestination = z.strictObject({ name: z.string().max(200).optional(), settings })

export const destinationAccounts = z.object({
  accounts: z.array(z.object({ id: z.string(), name: z.string(), currency: z.string() })),
  theirAccounts: z.array(
    z.object({ id: z.string(), name: z.string(), currency: z.string().nullable(), isClosed: z.boolean() }),
  ),
  mappings: z.array(mapping),
})
export type DestinationAccountsView = z.infer<typeof destinationAccounts>

/** More accounts than a household has. */
const ACCOUNTS_MAX = 500

export const newMappings = z.strictObject({
  accounts: z
    .array(
      z.strictObject({
        accountId: z.string().max(200),
        theirAccountId: z.string().max(200),
        sendsFromOn: z.string().max(10),
      }),
    )
    .max(ACCOUNTS_MAX),
})

export const pushPlan = z.object({
  destinationId: z.string(),
  counts: pushCounts,
  words: z.string(),
  /** What would be done, without rows that stay as they are; the first of them. */
  steps: z.array(
    z.object({
      what: z.string(),
      reason: z.string().nullable(),
      why: z.string().nullable(),
      transactionId: z.string(),
      on: z.string().nullable(),
      payoree: z.string().nullable(),
      description: z.string().nullable(),
      amount: money.nullable(),
      fields: z.array(z.string()),
    }),
  ),
  stepsTotal: z.int(),
})
export type PushPlanView = z.infer<typeof pushPlan>

export const startedPush = z.object({ id: z.string() })

export const pushQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  destinationId: z.string().max(200).optional(),
})
export const pushList = z.object({ pushes: z.array(push) })
