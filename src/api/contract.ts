// The HTTP interface as schemas: the server validates by them, the OpenAPI document is emitted from them, and the web
// app takes its types from them. Names are those of the glossary; ids carry their prefix.
import * as z from 'zod'

/** An amount: whole minor units as text (they exceed what JSON numbers hold), its currency, and decimal text. */
export const money = z.object({
  minor: z.string().regex(/^-?\d+$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  decimal: z.string(),
})
export type MoneyView = z.infer<typeof money>

/** RFC 9457. `detail` is what the screen says: what happened, that the data is safe, what to do. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** Who must act. */
  actor: z.enum(['user', 'operator', 'nobody', 'us']),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  requestId: z.string().optional(),
  retryAfterSeconds: z.int().optional(),
})
export type Problem = z.infer<typeof problem>

export const CONNECTION_STATUSES = [
  'importing',
  'ok',
  'syncing',
  'reauth',
  'expiring',
  'revoked',
  'bank_down',
  'limited',
  'paused',
] as const

export const RUN_STATES = ['queued', 'running', 'succeeded', 'partly', 'needs-user', 'failed', 'cancelled'] as const

/** `what happened → what it means for your data → what to do and how long`, each one sentence; `todo` may be empty. */
export const message = z.object({ happened: z.string(), yourTransactions: z.string(), todo: z.string() })
export type MessageView = z.infer<typeof message>

export const counts = z.object({
  fetched: z.int(),
  added: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  ignored: z.int(),
  rejected: z.int(),
  removed: z.int(),
  reviews: z.int(),
})
export type CountsView = z.infer<typeof counts>

export const account = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['checking', 'savings', 'credit-card', 'cash', 'loan', 'investment', 'other']),
  currency: z.string(),
  mask: z.string().nullable(),
  isClosed: z.boolean(),
  /** Newest balance the bank told, and when; null before the first. */
  balance: z.object({ kind: z.enum(['booked', 'available']), amount: money, asOf: z.string() }).nullable(),
  transactionCount: z.int(),
  connectionId: z.string().nullable(),
  institutionName: z.string().nullable(),
})
export type AccountView = z.infer<typeof account>

export const run = z.object({
  id: z.string(),
  connectionId: z.string(),
  institutionName: z.string(),
  trigger: z.enum(['user', 'schedule', 'connect', 'repair', 'webhook']),
  state: z.enum(RUN_STATES),
  /** Where a running run is: queued, contacting, reading, matching, saving, waiting, done. */
  step: z.string(),
  isDryRun: z.boolean(),
  attempt: z.int(),
  pages: z.int(),
  spans: z.int(),
  counts,
  message: message.nullable(),
  /** For "Details for support": kind, reason, provider code and request id; never secrets. */
  error: z.object({ kind: z.string(), reason: z.string(), details: z.record(z.string(), z.string()) }).nullable(),
  queuedAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  nextAttemptAt: z.string().nullable(),
})
export type RunView = z.infer<typeof run>

export const rejectedRecord = z.object({ line: z.int().nullable(), sourceId: z.string().nullable(), reason: z.string() })

/** One record of a dry run and what would become of it. */
export const plannedRow = z.object({
  outcome: z.enum(['added', 'updated']),
  reason: z.string(),
  on: z.string(),
  status: z.enum(['pending', 'posted']),
  payoree: z.string().nullable(),
  description: z.string(),
  amount: money,
})

export const runDetail = run.extend({
  rejected: z.array(rejectedRecord),
  accounts: z.array(z.string()),
  /** Of a dry run: what a sync can be held to. Null where nothing was planned, or accounts would be made. */
  planHash: z.string().nullable().optional(),
  /** Of a dry run: the first of what it would write. */
  plannedRows: z.array(plannedRow).optional(),
})

/** A dry run saves nothing; a run held to a dry run's plan saves that, or nothing. */
export const requestSync = z.strictObject({ isDryRun: z.boolean().optional(), planHash: z.string().max(64).optional() })
export type RunDetailView = z.infer<typeof runDetail>

export const connection = z.object({
  id: z.string(),
  provider: z.string(),
  providerTitle: z.string(),
  isDemo: z.boolean(),
  institutionName: z.string(),
  country: z.string(),
  status: z.enum(CONNECTION_STATUSES),
  /** True once disconnected: history is kept, nothing is fetched. */
  isDisconnected: z.boolean(),
  message: message.nullable(),
  /** The one thing to do: null where there is nothing. */
  action: z.enum(['reconnect', 'renew', 'connect-anew', 'resume']).nullable(),
  accounts: z.array(account),
  lastGoodReadAt: z.string().nullable(),
  nextDueAt: z.string().nullable(),
  consentExpiresAt: z.string().nullable(),
  openRun: run.nullable(),
  lastRun: run.nullable(),
  transactionCount: z.int(),
})
export type ConnectionView = z.infer<typeof connection>

export const transaction = z.object({
  id: z.string(),
  accountId: z.string(),
  status: z.enum(['pending', 'posted']),
  amount: money,
  on: z.string(),
  postedOn: z.string().nullable(),
  transactionOn: z.string().nullable(),
  payoree: z.string().nullable(),
  /** Its name; the id is what edits and rules take. */
  category: z.string().nullable(),
  categoryId: z.string().nullable(),
  /** The person's, else given by rules. */
  tags: z.array(z.string()),
  /** A rule says that it is money between the person's own accounts. */
  isTransfer: z.boolean(),
  note: z.string().nullable(),
  description: z.string(),
  /** The bank took it back; it counts in no sum. */
  isRemoved: z.boolean(),
  isHidden: z.boolean(),
  isEdited: z.boolean(),
  openReviews: z.int(),
})
export type TransactionView = z.infer<typeof transaction>

/** One thing a source said about a transaction, with where it came from. */
export const sourceRecordView = z.object({
  source: z.string(),
  sourceId: z.string().nullable(),
  status: z.enum(['pending', 'posted']),
  amount: money,
  postedOn: z.string().nullable(),
  transactionOn: z.string().nullable(),
  description: z.string(),
  counterpartyName: z.string().nullable(),
  reference: z.string().nullable(),
  line: z.int().nullable(),
  version: z.int(),
  matchReason: z.string(),
  isRemoved: z.boolean(),
  isSuperseded: z.boolean(),
  batchAt: z.string(),
})
export const transactionDetail = transaction.extend({
  accountName: z.string(),
  records: z.array(sourceRecordView),
})
export type TransactionDetailView = z.infer<typeof transactionDetail>

export const transactionEdit = z.strictObject({
  payoree: z.string().max(500).nullable().optional(),
  category: z.string().max(200).nullable().optional(),
  note: z.string().max(4000).nullable().optional(),
  isHidden: z.boolean().optional(),
  /** All of them: those left out are taken away, and none at all is a decision, too. */
  tags: z.array(z.string().max(60)).max(50).optional(),
  /** Fields left to the bank, rules and the model again. An empty value is a decision; this is none. */
  automatic: z
    .array(z.enum(['payoree', 'category', 'note', 'isHidden', 'tags']))
    .max(5)
    .optional(),
})
export type TransactionEdit = z.infer<typeof transactionEdit>

/** Keyset pages: `nextCursor` is null on the last one. */
export const transactionQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(200),
  cursor: z.string().max(200).optional(),
  accountId: z.string().optional(),
  text: z.string().max(200).optional(),
  status: z.enum(['pending', 'posted']).optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  includeHidden: z.stringbool().default(false),
})
export const transactionPage = z.object({
  transactions: z.array(transaction),
  nextCursor: z.string().nullable(),
  total: z.int(),
  /** Sums of the filter, one per currency, never over two. */
  sums: z.array(money),
})
export type TransactionPage = z.infer<typeof transactionPage>

export const review = z.object({
  id: z.string(),
  kind: z.string(),
  why: z.string(),
  /** Odds that they are one movement, 0 to 1, of the likeliest candidate and of the next. Null where nothing was weighed. */
  odds: z.number().nullable(),
  runnerUpOdds: z.number().nullable(),
  daysApart: z.int().nullable(),
  /** 0 to 1, of the names. */
  textLikeness: z.number().nullable(),
  createdAt: z.string(),
  subject: transaction,
  candidates: z.array(transaction),
  /** Of a question about a payoree: who it may be, the likeliest first; `fit` is 0 to 1. Empty in all others. */
  payorees: z.array(z.object({ name: z.string(), fit: z.number() })),
  /** Of a question about a payoree: how many transactions the answer is about. */
  payoreeRows: z.int().nullable(),
})
export type ReviewView = z.infer<typeof review>

export const institution = z.object({
  id: z.string(),
  provider: z.string(),
  providerTitle: z.string(),
  name: z.string(),
  countries: z.array(z.string()),
  url: z.string().nullable(),
  note: z.string().nullable(),
  isDemo: z.boolean(),
})
export type InstitutionView = z.infer<typeof institution>

export const startLink = z.strictObject({
  institutionId: z.string().min(1).max(200),
  provider: z.string().min(1).max(60),
  isDemo: z.boolean(),
  country: z.string().regex(/^[A-Z]{2}$/),
  historyDays: z.int().min(1).max(730).default(730),
  language: z.string().max(20).default('en'),
})
export type StartLink = z.input<typeof startLink>

/** The state that came back with the browser, where it did; without it the provider is asked all the same. */
export const checkLink = z.strictObject({ state: z.string().max(200).optional() })

export const linkSession = z.object({
  id: z.string(),
  stage: z.enum(['waiting', 'connected', 'declined', 'expired']),
  declineReason: z.string().nullable(),
  /** Where the browser goes to sign in at the bank. */
  showUrl: z.string(),
  institutionName: z.string().nullable(),
  expiresAt: z.string(),
  connectionId: z.string().nullable(),
  runId: z.string().nullable(),
  message: message.nullable(),
})
export type LinkSessionView = z.infer<typeof linkSession>

export const fileQuestion = z.object({
  id: z.string(),
  kind: z.string(),
  text: z.string(),
  choices: z.array(z.object({ value: z.string(), label: z.string() })),
})

/** How a CSV's columns and values are read. */
const csvLayoutView = z.object({
  format: z.literal('csv'),
  encoding: z.string(),
  delimiter: z.string(),
  hasHeader: z.boolean(),
  skipLines: z.int(),
  columns: z.array(z.object({ header: z.string(), role: z.string() })),
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']),
  decimalMark: z.enum(['.', ',']),
  isSignFlipped: z.boolean(),
})

/** A format that explains itself. */
const statementLayoutView = z.object({
  format: z.enum(['tributary', 'ofx', 'qif', 'camt', 'mt940', 'program']),
  encoding: z.string(),
  /** As the file names it, such as "camt.053.001.08". */
  version: z.string().nullable(),
})

export const fileLayoutView = z.discriminatedUnion('format', [csvLayoutView, statementLayoutView])

/** One row of a file's preview and what importing would do with it. */
export const previewRow = z.object({
  line: z.int(),
  outcome: z.enum(['added', 'updated', 'unchanged', 'rejected']),
  reason: z.string().nullable(),
  on: z.string().nullable(),
  payoree: z.string().nullable(),
  description: z.string().nullable(),
  amount: money.nullable(),
})

export const filePreview = z.object({
  fileId: z.string(),
  name: z.string(),
  sizeBytes: z.int(),
  /** When this very file was imported before. */
  importedBeforeAt: z.string().nullable(),
  reading: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('read'),
      layout: fileLayoutView,
      isSavedLayout: z.boolean(),
      proofs: z.array(z.string()),
      /** What the file states and its rows contradict. */
      warnings: z.array(z.string()),
      counts,
      planHash: z.string(),
      /** Rejected rows first, then the file's order; at most 200. */
      rows: z.array(previewRow),
      ignored: z.array(z.object({ reason: z.string(), count: z.int() })),
      /** Of the program that the file comes from, and what each becomes here; null where there is no room for it. */
      categories: z.array(
        z.object({
          path: z.array(z.string()),
          becomes: z.array(z.string()).nullable(),
          isNew: z.boolean(),
          rows: z.int(),
        }),
      ),
      from: z.string().nullable(),
      to: z.string().nullable(),
      sum: money,
    }),
    z.object({
      kind: z.literal('asks'),
      layout: fileLayoutView,
      questions: z.array(fileQuestion),
      sample: z.array(z.array(z.string())),
    }),
    z.object({ kind: z.literal('refused'), code: z.string(), text: z.string() }),
  ]),
})
export type FilePreview = z.infer<typeof filePreview>

export const previewFile = z.strictObject({
  accountId: z.string(),
  answers: z.record(z.string(), z.string()).default({}),
})

export const importFile = z.strictObject({
  accountId: z.string(),
  answers: z.record(z.string(), z.string()).default({}),
  /** Of the preview the person saw; refused when the ledger has moved since. */
  planHash: z.string(),
})

export const importResult = z.object({
  batchId: z.string(),
  accountId: z.string(),
  counts,
  rejected: z.array(rejectedRecord),
})
export type ImportResult = z.infer<typeof importResult>

export const createAccount = z.strictObject({
  name: z.string().min(1).max(200),
  kind: account.shape.kind,
  currency: z.string().regex(/^[A-Z]{3}$/),
})

export const overview = z.object({
  owner: z.object({ name: z.string() }),
  version: z.string(),
  /** `demo` households hold made-up banks only, `real` ones none; `empty` holds nothing yet. */
  household: z.enum(['empty', 'demo', 'real']),
  /** The day it is at the demo banks; null outside a demo. */
  demoDay: z.string().nullable(),
  providers: z.array(
    z.object({ id: z.string(), title: z.string(), isConfigured: z.boolean(), note: z.string().nullable() }),
  ),
  accountCount: z.int(),
  transactionCount: z.int(),
  openReviews: z.int(),
  needsYou: z.int(),
})
export type Overview = z.infer<typeof overview>

/** An event of the stream: ids, counts and states only. The page fetches what it shows. */
export const liveEvent = z.object({
  kind: z.enum(['run.changed', 'connection.changed', 'ledger.changed', 'reset']),
  runId: z.string().nullable(),
  connectionId: z.string().nullable(),
  run: run.pick({ state: true, step: true, pages: true, spans: true, counts: true }).nullable(),
})
export type LiveEvent = z.infer<typeof liveEvent>

/**
 * Paths under `/api/v1`. Unsafe methods need the header `X-Tributary: 1` (CSRF) besides a same-origin `Origin`.
 * Every error is a `problem`.
 *
 * GET    /overview                       → overview
 * GET    /institutions?text&country      → { institutions: institution[] }
 * POST   /links            startLink     → 201 linkSession
 * GET    /links/:id                      → linkSession
 * POST   /links/:id/check  checkLink?    → linkSession (asks the provider; completes when it can)
 * GET    /connections                    → { connections: connection[] }
 * GET    /connections/:id                → connection
 * POST   /connections/:id/sync           → 202 run, Location; 200 with the running run where one is open
 * POST   /connections/:id/repair         → 201 linkSession
 * POST   /connections/:id/pause | resume → connection
 * POST   /connections/:id/disconnect     → connection
 * GET    /accounts                       → { accounts: account[] }
 * POST   /accounts         createAccount → 201 account
 * GET    /transactions     (query)       → transactionPage
 * GET    /transactions/:id               → transactionDetail
 * PATCH  /transactions/:id transactionEdit → transaction
 * GET    /reviews                        → { reviews: review[] }
 * GET    /runs?limit&cursor&connectionId → { runs: run[], nextCursor }
 * GET    /runs/:id                       → runDetail
 * POST   /runs/:id/cancel                → run
 * POST   /files (body: the bytes; header X-File-Name, percent-encoded) → 201 { fileId, name, sizeBytes }
 * POST   /files/:id/preview previewFile  → filePreview
 * POST   /files/:id/import  importFile   → importResult; 409 where the ledger moved since the preview
 * DELETE /files/:id                      → 204
 * POST   /demo/advance      { days }     → overview
 * POST   /demo/remove                    → overview
 * GET    /events                         → text/event-stream of liveEvent, replay by Last-Event-ID
 */
export const API_PREFIX = '/api/v1'
