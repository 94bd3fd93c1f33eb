// What the tables hold, as Kysely sees them: camelCase names, `bigint` for 64-bit integers, ISO text for calendar dates
// and `Date` for instants. The migrations decide; this file follows them.
import type { ColumnType, Generated, Kysely, Transaction } from 'kysely'
import type { AccountKind, SourceBalance } from '../domain/account.ts'
import type { CalendarDate } from '../domain/calendar.ts'
import type { CurrencyCode } from '../domain/currency.ts'
import type {
  AccountId,
  AccountLinkId,
  AlertId,
  BatchId,
  ConnectionId,
  DestinationId,
  FileId,
  LinkSessionId,
  OwnerId,
  PayoreeId,
  PushId,
  RecordId,
  ReviewId,
  RuleId,
  RunId,
  TransactionId,
  TransferId,
} from '../domain/ids.ts'
import type { CategoryKind } from '../domain/category/tree.ts'
import type { Learned } from '../domain/learned.ts'
import type { PayoreeCandidate } from '../domain/payoree/doubt.ts'
import type { PayoreeKey } from '../domain/payoree/payoree.ts'
import type { CalibrationKind } from '../domain/proof/calibration.ts'
import type { Content } from '../domain/push/content.ts'
import type { PushCounts } from '../domain/push/push-counts.ts'
import type { SentState } from '../domain/push/push-step.ts'
import type { HeldFacts } from '../domain/push/rows.ts'
import type { Action } from '../domain/rules/rule.ts'
import type { ConditionJson } from '../domain/rules/rule-json.ts'
import type { RuledLayer } from '../domain/transaction.ts'
import type { MatchReason } from '../domain/reconcile/plan.ts'
import type { ReviewKind, ReviewState } from '../domain/review.ts'
import type { JsonValue, RecordStatus, SourceKind } from '../domain/source-record.ts'
import type { TransferEvidence } from '../domain/transfers/leg.ts'

/** Set by the database when left out. */
type At = ColumnType<Date, Date | string | undefined, Date | string>
/** An instant that may be unknown. */
type MaybeAt = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
type RequiredAt = ColumnType<Date, Date | string, Date | string>
/** Nullable columns may be left out of an insert. */
type Maybe<Value> = ColumnType<Value | null, Value | null | undefined, Value | null>
/** Written as JSON text, read as a value. */
type Json<Value = JsonValue> = ColumnType<Value, string, string>

export type RunTrigger = 'user' | 'schedule' | 'connect' | 'repair' | 'webhook'
export type RunState = 'queued' | 'running' | 'succeeded' | 'partly' | 'needs-user' | 'failed' | 'cancelled'
export type RunStep = 'queued' | 'contacting' | 'reading' | 'matching' | 'saving' | 'waiting' | 'done'

/** What a destination held after our last write, as it is kept. */
export type HeldFactsJson = Omit<HeldFacts, 'amountMinor'> & { readonly amountMinor: string }

type CountColumns = {
  fetched: Generated<number>
  added: Generated<number>
  updated: Generated<number>
  unchanged: Generated<number>
  ignored: Generated<number>
  rejected: Generated<number>
  removed: Generated<number>
  reviews: Generated<number>
}

export type Tables = {
  owner: { id: OwnerId; name: string; timeZone: Generated<string>; createdAt: At }

  connection: {
    ownerId: OwnerId
    id: ConnectionId
    provider: string
    isDemo: boolean
    connectionSourceId: string
    institutionSourceId: Maybe<string>
    institutionName: string
    country: string
    askedHistoryDays: number
    cursor: Maybe<string>
    isCursorLost: Generated<boolean>
    isHistoryComplete: Generated<boolean>
    lastAttemptAt: MaybeAt
    lastGoodReadAt: MaybeAt
    lastErrorKind: Maybe<string>
    lastErrorReason: Maybe<string>
    lastErrorAt: MaybeAt
    lastErrorRetryAt: MaybeAt
    failuresInRow: Generated<number>
    pausedAt: MaybeAt
    pausedUntilOn: Maybe<CalendarDate>
    disconnectedAt: MaybeAt
    nextDueAt: MaybeAt
    createdAt: At
  }

  credential: { ownerId: OwnerId; connectionId: ConnectionId; keyId: string; sealed: Buffer; updatedAt: At }

  consent: {
    ownerId: OwnerId
    id: string
    connectionId: ConnectionId
    scope: Json
    grantedAt: RequiredAt
    expiresAt: MaybeAt
    endedAt: MaybeAt
    endReason: Maybe<string>
  }

  linkSession: {
    ownerId: OwnerId
    id: LinkSessionId
    provider: string
    isDemo: boolean
    stateHash: Buffer
    keyId: string
    sealed: Buffer
    showUrl: string
    institutionSourceId: Maybe<string>
    institutionName: Maybe<string>
    country: string
    historyDays: number
    repairConnectionId: Maybe<ConnectionId>
    stage: 'waiting' | 'connected' | 'declined' | 'expired'
    declineReason: Maybe<string>
    connectionId: Maybe<ConnectionId>
    expiresAt: RequiredAt
    createdAt: At
  }

  account: {
    ownerId: OwnerId
    id: AccountId
    name: string
    kind: AccountKind
    currency: CurrencyCode
    mask: Maybe<string>
    persistentId: Maybe<string>
    isClosed: Generated<boolean>
    createdAt: At
  }

  accountLink: {
    ownerId: OwnerId
    id: AccountLinkId
    accountId: AccountId
    connectionId: Maybe<ConnectionId>
    accountSourceId: string
    isSelected: Generated<boolean>
    endedAt: MaybeAt
    failedAt: MaybeAt
    failureKind: Maybe<string>
    failureReason: Maybe<string>
    createdAt: At
  }

  syncRun: CountColumns & {
    ownerId: OwnerId
    id: RunId
    connectionId: ConnectionId
    trigger: RunTrigger
    state: RunState
    step: Generated<RunStep>
    isDryRun: Generated<boolean>
    attempt: Generated<number>
    asOf: Maybe<CalendarDate>
    pages: Generated<number>
    spans: Generated<number>
    errorKind: Maybe<string>
    errorReason: Maybe<string>
    errorFacts: ColumnType<Readonly<Record<string, string>> | null, string | null | undefined, string | null>
    planHash: Maybe<string>
    expectedPlanHash: Maybe<string>
    /** Of a dry run: `PlannedRow`s. */
    plannedRows: ColumnType<unknown, string | null | undefined, string | null>
    queuedAt: At
    startedAt: MaybeAt
    heartbeatAt: MaybeAt
    nextAttemptAt: At
    endedAt: MaybeAt
  }

  runEvent: {
    ownerId: OwnerId
    position: Generated<bigint>
    runId: Maybe<RunId>
    connectionId: Maybe<ConnectionId>
    kind: string
    facts: Json<Readonly<Record<string, JsonValue>>>
    at: At
  }

  file: {
    ownerId: OwnerId
    id: FileId
    name: string
    hash: Buffer
    sizeBytes: number
    keyId: string
    sealed: Buffer
    answers: ColumnType<Readonly<Record<string, string>>, string | undefined, string>
    fingerprint: ColumnType<string | null, never, string>
    createdAt: At
  }

  fileLayout: { ownerId: OwnerId; fingerprint: string; layout: Json<unknown>; updatedAt: At }

  importBatch: CountColumns & {
    ownerId: OwnerId
    id: BatchId
    kind: 'sync' | 'file' | 'decision'
    runId: Maybe<RunId>
    connectionId: Maybe<ConnectionId>
    fileId: Maybe<FileId>
    accountId: Maybe<AccountId>
    planHash: string
    lastPosition: Generated<bigint>
    cursorBefore: Maybe<string>
    cursorAfter: Maybe<string>
    /** Of files: known records that were stated again unchanged. */
    seenRecordIds: Maybe<RecordId[]>
    rulebookVersion: Maybe<string>
    undoneAt: MaybeAt
    createdAt: At
  }

  beforeImage: {
    ownerId: OwnerId
    batchId: BatchId
    kind: 'transaction' | 'review' | 'transfer' | 'account'
    rowId: string
    position: Generated<bigint>
    /** The whole row as it was, in the database's own names. */
    before: Json<Readonly<Record<string, JsonValue>>>
    intent: ColumnType<Readonly<Record<string, JsonValue>> | null, string | null | undefined, string | null>
    isEnded: Generated<boolean>
  }

  evidence: { ownerId: OwnerId; id: string; batchId: BatchId; keyId: string; sealed: Buffer }

  transaction: {
    ownerId: OwnerId
    id: TransactionId
    accountId: AccountId
    batchId: BatchId
    status: RecordStatus
    amountMinor: bigint
    onDate: CalendarDate
    postedOn: Maybe<CalendarDate>
    transactionOn: Maybe<CalendarDate>
    description: string
    counterpartyName: Maybe<string>
    isRemoved: Generated<boolean>
    counterpartyAccountMask: Maybe<string>
    categoryScheme: Maybe<string>
    categoryCode: Maybe<string>
    reference: Maybe<string>
    derivedPayoree: Maybe<string>
    derivedPayoreeKey: Maybe<string>
    derivedPayoreeBy: Maybe<string>
    derivedCategory: Maybe<string>
    derivedCategoryBy: Maybe<string>
    derivedCategoryConfidence: Maybe<number>
    derivedRuled: ColumnType<RuledLayer | null, string | null | undefined, string | null>
    updatedAt: At
  }

  transactionIntent: {
    ownerId: OwnerId
    transactionId: TransactionId
    /** Names of the fields that were decided: `payoree`, `category`, `note`, `isHidden`, `tags`. */
    decided: string[]
    payoree: Maybe<string>
    category: Maybe<string>
    note: Maybe<string>
    isHidden: Generated<boolean>
    tags: Maybe<string[]>
    updatedAt: At
  }

  alert: {
    ownerId: OwnerId
    id: AlertId
    ruleId: RuleId
    ruleName: string
    transactionId: TransactionId
    batchId: BatchId
    raisedAt: RequiredAt
    seenAt: MaybeAt
  }

  sourceRecord: {
    ownerId: OwnerId
    id: RecordId
    accountLinkId: AccountLinkId
    accountId: AccountId
    transactionId: TransactionId
    source: SourceKind
    sourceId: Maybe<string>
    isCurrent: Generated<boolean>
    contentKey: string
    ordinal: number
    contentHash: string
    version: Generated<number>
    status: RecordStatus
    amountMinor: bigint
    onDate: CalendarDate
    postedOn: Maybe<CalendarDate>
    transactionOn: Maybe<CalendarDate>
    occurredAt: MaybeAt
    description: string
    counterpartyName: Maybe<string>
    counterpartyAccountMask: Maybe<string>
    categoryScheme: Maybe<string>
    categoryCode: Maybe<string>
    supersedesSourceId: Maybe<string>
    balanceAfterMinor: Maybe<bigint>
    reference: Maybe<string>
    line: Maybe<number>
    evidenceId: string
    evidenceIndex: number
    batchId: BatchId
    isRemoved: Generated<boolean>
    supersededBy: Maybe<RecordId>
    matchReason: MatchReason
  }

  sourceRecordVersion: {
    ownerId: OwnerId
    recordId: RecordId
    version: number
    /** The whole row as it was, in the database's own names. */
    before: Json<Readonly<Record<string, JsonValue>>>
    replacedBy: BatchId
    replacedAt: At
  }

  rejectedRecord: {
    ownerId: OwnerId
    batchId: BatchId
    position: number
    accountSourceId: Maybe<string>
    sourceId: Maybe<string>
    line: Maybe<number>
    reason: string
    evidenceId: string
    evidenceIndex: number
  }

  review: {
    ownerId: OwnerId
    id: ReviewId
    key: string
    kind: ReviewKind
    state: Generated<ReviewState>
    subjectTransactionId: TransactionId
    candidateTransactionIds: TransactionId[]
    recordId: Maybe<RecordId>
    /** `ReviewEvidence`, with the amount as decimal text of minor units. */
    evidence: Json<{
      readonly daysApart: number | null
      readonly amountDiffersBy: string | null
      readonly textLikeness: number | null
      /** Absent in questions of earlier versions. */
      readonly bits?: number | null
      readonly runnerUpBits?: number | null
      readonly why: string
      /** Of a question about a payoree: what it is recognised by, and who it may be. */
      readonly payoreeKey?: PayoreeKey
      readonly payorees?: readonly PayoreeCandidate[]
    }>
    batchId: BatchId
    answer: Maybe<string>
    decisionBatchId: Maybe<BatchId>
    createdAt: At
    closedAt: MaybeAt
    subjectAccountId: Maybe<AccountId>
    candidateAccountIds: Maybe<AccountId[]>
  }

  transfer: {
    ownerId: OwnerId
    id: TransferId
    outTransactionId: TransactionId
    inTransactionId: TransactionId
    source: 'auto' | 'user'
    state: 'linked' | 'refused' | 'ended'
    /** `TransferEvidence`, with the fee as decimal text of minor units. */
    evidence: Json<Omit<TransferEvidence, 'feeMinor'> & { readonly feeMinor: string | null }>
    batchId: Maybe<BatchId>
    endedBatchId: Maybe<BatchId>
    createdAt: At
    decidedAt: MaybeAt
  }

  calibration: {
    ownerId: OwnerId
    id: string
    accountLinkId: AccountLinkId
    what: CalibrationKind
    agreeing: number
    intervals: number
    batchId: Maybe<BatchId>
    appliedAt: RequiredAt
    endedAt: MaybeAt
  }

  destination: {
    ownerId: OwnerId
    id: DestinationId
    program: string
    name: string
    settings: Json<Readonly<Record<string, string>>>
    keyId: string
    sealed: Buffer
    /** Requests by the minute of the epoch in which they were sent. */
    requestMinutes: ColumnType<Readonly<Record<string, number>>, string | undefined, string>
    createdAt: At
  }

  destinationAccount: {
    ownerId: OwnerId
    id: string
    destinationId: DestinationId
    accountId: AccountId
    theirAccountId: string
    theirName: string
    theirCurrency: Maybe<CurrencyCode>
    sendsFromOn: CalendarDate
  }

  push: {
    ownerId: OwnerId
    id: PushId
    destinationId: DestinationId
    kind: 'push' | 'undo'
    undoesPushId: Maybe<PushId>
    state: 'running' | 'succeeded' | 'partly' | 'failed'
    counts: Json<PushCounts>
    failure: Maybe<string>
    failureMessage: Maybe<string>
    retryAt: MaybeAt
    startedAt: At
    renewedAt: At
    endedAt: MaybeAt
  }

  pushedTransaction: {
    ownerId: OwnerId
    id: string
    destinationId: DestinationId
    transactionId: TransactionId
    accountId: AccountId
    theirAccountId: string
    theirId: string
    generation: number
    state: SentState
    leadTransactionId: Maybe<TransactionId>
    content: Json<Content>
    /** `HeldFacts`, with the amount as decimal text of minor units. */
    facts: Json<HeldFactsJson>
    pushId: PushId
  }

  pushChange: {
    ownerId: OwnerId
    id: string
    pushId: PushId
    transactionId: TransactionId
    action: 'created' | 'updated' | 'deleted'
    theirAccountId: string
    currency: CurrencyCode
    beforeImage: Maybe<string>
    beforeContent: ColumnType<Content | null, string | null, string | null>
    undoneBy: Maybe<PushId>
  }

  accountFinding: { ownerId: OwnerId; id: AccountId; madeId: string; edition: number; findings: Json }

  accountChange: { ownerId: OwnerId; id: string; accountId: AccountId }

  idFinding: {
    ownerId: OwnerId
    id: string
    batchId: BatchId
    accountLinkId: AccountLinkId
    seen: number
    reused: number
    renumbered: number
    reissued: number
  }

  constraintPair: {
    ownerId: OwnerId
    id: string
    accountId: AccountId
    scope: 'rows' | 'names'
    leftKey: string
    rightKey: string
    isSame: boolean
    batchId: BatchId
    createdAt: At
  }

  balance: {
    ownerId: OwnerId
    id: string
    accountId: AccountId
    runId: Maybe<RunId>
    batchId: Maybe<BatchId>
    kind: SourceBalance['kind']
    amountMinor: bigint
    asOfAt: RequiredAt
    recordedAt: At
    isHeard: Generated<boolean>
    asOfOn: Maybe<CalendarDate>
    postedMinor: Maybe<bigint>
    pendingMinor: Maybe<bigint>
    sinceOn: Maybe<CalendarDate>
    summedAt: MaybeAt
  }

  coverage: {
    ownerId: OwnerId
    id: string
    accountId: AccountId
    accountLinkId: AccountLinkId
    batchId: BatchId
    fromOn: CalendarDate
    toOn: CalendarDate
    statuses: RecordStatus[]
    isComplete: Generated<boolean>
  }

  rulebook: {
    ownerId: OwnerId
    id: OwnerId
    version: string
    treeEdition: number
    learned: ColumnType<Learned | null, string | null | undefined, string | null>
    recomputeVersion: Maybe<string>
    recomputeAfter: Maybe<TransactionId>
  }

  category: {
    ownerId: OwnerId
    id: string
    parentId: Maybe<string>
    name: string
    kind: CategoryKind
    position: number
    isOwn: boolean
    deletedAt: MaybeAt
    movedToId: Maybe<string>
  }

  payoree: {
    ownerId: OwnerId
    id: PayoreeId
    name: string
    foldedName: string
    categoryId: Maybe<string>
    updatedAt: At
  }

  payoreeAlias: { ownerId: OwnerId; id: string; key: PayoreeKey; payoreeId: PayoreeId; createdAt: At }

  rule: {
    ownerId: OwnerId
    id: RuleId
    position: number
    name: string
    isOn: boolean
    condition: Json<ConditionJson>
    actions: Json<readonly Action[]>
    stops: boolean
    fromOn: Maybe<CalendarDate>
    updatedAt: At
  }

  rulebookBatch: {
    ownerId: OwnerId
    id: BatchId
    kind: string
    summary: string
    changed: number
    /** Rows by table, in the database's own names. */
    before: Json
    after: Json
    createdAt: At
    undoneAt: MaybeAt
  }

  fieldChange: {
    ownerId: OwnerId
    id: string
    transactionId: TransactionId
    field: string
    before: Json
    after: Json
    by: string
    batchId: Maybe<BatchId>
    at: RequiredAt
  }

  outbox: {
    ownerId: OwnerId
    id: string
    key: string
    kind: string
    facts: Json<Readonly<Record<string, JsonValue>>>
    createdAt: At
    sentAt: MaybeAt
  }

  demoBank: { key: string; state: Json<unknown>; updatedAt: At }

  installation: { key: string; value: Json<unknown> }
}

/** Queries that belong to nobody: outside `withTransaction` they see no person's rows. */
export type Db = Kysely<Tables>
/** One transaction, bound to a token and so to one owner. */
export type Tx = Transaction<Tables>
