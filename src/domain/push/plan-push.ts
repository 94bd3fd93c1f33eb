// What a push does with each transaction. First without a look at the destination, which says what must be read there;
// then with what it holds. Nothing that the person changed there is overwritten.
import type { CalendarDate } from '../calendar.ts'
import type { CurrencyCode } from '../currency.ts'
import type { AccountId, TransactionId } from '../ids.ts'
import { changedFields, contentOf } from './content.ts'
import type { Content, Sendable } from './content.ts'
import { GENERATION_MAX, importIdOf } from './import-id.ts'
import type { HeldFacts, HeldRow, RowField } from './rows.ts'

/** A shown transaction of an account that is sent. */
export type LedgerEntry = {
  readonly transactionId: TransactionId
  readonly accountId: AccountId
  readonly row: Sendable
  /** The person hasn't answered yet what it is. */
  readonly isInReview: boolean
}

/** `gone`: the person deleted it there. `deleted`: we did. */
export type SentState = 'held' | 'gone' | 'deleted'

/** What earlier pushes left of a transaction at the destination. */
export type SentEntry = {
  readonly transactionId: TransactionId
  /** Ours, from which it was sent. */
  readonly accountId: AccountId
  readonly theirAccountId: string
  readonly theirId: string
  readonly generation: number
  readonly state: SentState
  readonly content: Content
  /** As the destination held it after our last write. */
  readonly facts: HeldFacts
}

export type AccountMapping = {
  readonly accountId: AccountId
  readonly theirAccountId: string
  readonly currency: CurrencyCode
  /** Null where the destination keeps amounts without a currency. */
  readonly theirCurrency: CurrencyCode | null
  /** Earlier transactions aren't sent: the person has them there already. */
  readonly sendsFromOn: CalendarDate
}

/** What a destination can do, as its manifest says. */
export type Abilities = {
  readonly canHoldPending: boolean
  readonly canUpdate: boolean
  readonly canDelete: boolean
  readonly tags: 'kept' | 'ignored'
}

export const HELD_REASONS = ['in-review', 'pending', 'not-mapped', 'before-start', 'currency-differs'] as const
export type HeldReason = (typeof HELD_REASONS)[number]

export const LEFT_REASONS = [
  'changed-there',
  'deleted-there',
  'reconciled-there',
  'cannot-update',
  'cannot-delete',
  'account-changed',
  'too-often',
] as const
export type LeftReason = (typeof LEFT_REASONS)[number]

/** A row to make there. */
export type PlannedCreate = {
  readonly kind: 'create'
  readonly entry: LedgerEntry
  readonly theirAccountId: string
  readonly importId: string
  readonly generation: number
  readonly content: Content
}
export type PlannedUpdate = {
  readonly kind: 'update'
  readonly entry: LedgerEntry
  readonly sent: SentEntry
  readonly fields: readonly RowField[]
  readonly content: Content
  /** As it is there before the update; null until the destination was read. */
  readonly before: HeldRow | null
}
export type PlannedDelete = {
  readonly kind: 'delete'
  readonly sent: SentEntry
  readonly before: HeldRow | null
}

/** What becomes of one transaction. */
export type PushStep =
  | PlannedCreate
  | PlannedUpdate
  | PlannedDelete
  /** Made by an earlier push that ended before it could take note: only noted now. */
  | { readonly kind: 'already there'; readonly create: PlannedCreate; readonly held: HeldRow }
  | { readonly kind: 'unchanged'; readonly transactionId: TransactionId }
  | {
      readonly kind: 'left'
      readonly transactionId: TransactionId
      readonly reason: LeftReason
      readonly sent: SentEntry
    }
  | { readonly kind: 'held'; readonly transactionId: TransactionId; readonly reason: HeldReason }

export type PushInput = {
  readonly entries: readonly LedgerEntry[]
  readonly sent: readonly SentEntry[]
  readonly mappings: readonly AccountMapping[]
  readonly abilities: Abilities
}

/**
 * One step for each entry in its order, then one for each sent row whose transaction isn't shown any more. What was
 * sent from an account that isn't sent any more stays there as it is, and is no step.
 */
export function draftPush({ entries, sent, mappings, abilities }: PushInput): readonly PushStep[] {
  const sentBy = new Map(sent.map((each) => [each.transactionId, each]))
  const mappingBy = new Map(mappings.map((each) => [each.accountId, each]))
  const shown = new Set(entries.map(({ transactionId }) => transactionId))
  return [
    ...entries.map((entry) =>
      draftEntry(entry, sentBy.get(entry.transactionId), mappingBy.get(entry.accountId), abilities),
    ),
    ...sent
      .filter(({ transactionId, state }) => state === 'held' && !shown.has(transactionId))
      .filter(({ accountId, theirAccountId }) => mappingBy.get(accountId)?.theirAccountId === theirAccountId)
      .map((each) => draftDelete(each, abilities)),
  ]
}

function draftEntry(
  entry: LedgerEntry,
  sent: SentEntry | undefined,
  mapping: AccountMapping | undefined,
  abilities: Abilities,
): PushStep {
  const { transactionId, row } = entry
  const held = (reason: HeldReason): PushStep => ({ kind: 'held', transactionId, reason })
  if (mapping === undefined) return held('not-mapped')
  if (mapping.theirCurrency !== null && mapping.theirCurrency !== mapping.currency) return held('currency-differs')
  const isThere = sent !== undefined && sent.state !== 'deleted'
  if (!isThere && row.bookedOn < mapping.sendsFromOn) return held('before-start')
  if (entry.isInReview) return held('in-review')
  if (row.isPending && !abilities.canHoldPending) return held('pending')
  const content = contentOf(row, abilities.tags === 'kept')
  if (!isThere) return draftCreate(entry, sent, mapping, content)
  return draftUpdate(entry, sent, mapping, content, abilities)
}

function draftCreate(
  entry: LedgerEntry,
  sent: SentEntry | undefined,
  { theirAccountId }: AccountMapping,
  content: Content,
): PushStep {
  const { transactionId } = entry
  const generation = sent === undefined ? 0 : sent.generation + 1
  if (sent !== undefined && generation > GENERATION_MAX) {
    return { kind: 'left', transactionId, reason: 'too-often', sent }
  }
  const importId = importIdOf(transactionId, generation)
  return { kind: 'create', entry, theirAccountId, importId, generation, content }
}

function draftUpdate(
  entry: LedgerEntry,
  sent: SentEntry,
  mapping: AccountMapping,
  content: Content,
  { canUpdate }: Abilities,
): PushStep {
  const { transactionId } = entry
  const left = (reason: LeftReason): PushStep => ({ kind: 'left', transactionId, reason, sent })
  const fields = changedFields(sent.content, content)
  if (sent.theirAccountId !== mapping.theirAccountId) return left('account-changed')
  if (fields.length === 0) return { kind: 'unchanged', transactionId }
  if (sent.state === 'gone') return left('deleted-there')
  if (!canUpdate) return left('cannot-update')
  return { kind: 'update', entry, sent, fields, content, before: null }
}

function draftDelete(sent: SentEntry, { canDelete }: Abilities): PushStep {
  const { transactionId } = sent
  return canDelete
    ? { kind: 'delete', sent, before: null }
    : { kind: 'left', transactionId, reason: 'cannot-delete', sent }
}

/** What a destination holds of one account, as it was just read. */
export type AccountHoldings = { readonly theirAccountId: string; readonly rows: readonly HeldRow[] }

/** The draft in the light of what the destination holds. Each step stays one step. */
export function settlePush(
  draft: readonly PushStep[],
  holdings: readonly AccountHoldings[],
): readonly PushStep[] {
  const accounts = new Map(
    holdings.map(({ theirAccountId, rows }) => [
      theirAccountId,
      {
        byTheirId: new Map(rows.map((row) => [row.theirId, row])),
        byImportId: new Map(rows.flatMap((row) => (row.importId === null ? [] : [[row.importId, row] as const]))),
      },
    ]),
  )
  return draft.map((step): PushStep => {
    if (step.kind === 'create') {
      const held = accounts.get(step.theirAccountId)?.byImportId.get(step.importId)
      return held === undefined ? step : { kind: 'already there', create: step, held }
    }
    if (step.kind !== 'update' && step.kind !== 'delete') return step
    const account = accounts.get(step.sent.theirAccountId)
    const before = account?.byTheirId.get(step.sent.theirId)
    return step.kind === 'update' ? settleUpdate(step, before) : settleDelete(step, before)
  })
}

function settleUpdate(step: PlannedUpdate, before: HeldRow | undefined): PushStep {
  const { sent } = step
  const left = (reason: LeftReason): PushStep => {
    return { kind: 'left', transactionId: sent.transactionId, reason, sent }
  }
  if (before === undefined) return left('deleted-there')
  if (before.isReconciled) return left('reconciled-there')
  if (isRewritten(sent.facts, before.facts)) return left('changed-there')
  const fields = step.fields.filter((field) => !isTheirs(field, sent.facts, before.facts))
  return fields.length === 0 ? left('changed-there') : { ...step, fields, before }
}

function settleDelete(step: PlannedDelete, before: HeldRow | undefined): PushStep {
  const { sent } = step
  const left = (reason: LeftReason): PushStep => {
    return { kind: 'left', transactionId: sent.transactionId, reason, sent }
  }
  if (before === undefined) return left('deleted-there')
  if (before.isReconciled) return left('reconciled-there')
  return isRewritten(sent.facts, before.facts) ? left('changed-there') : { ...step, before }
}

/** Whether the person changed there what the bank tells: such a row is theirs now. */
const isRewritten = (ours: HeldFacts, theirs: HeldFacts): boolean =>
  ours.bookedOn !== theirs.bookedOn ||
  ours.amountMinor !== theirs.amountMinor ||
  ours.payoreeName !== theirs.payoreeName ||
  ours.text !== theirs.text

/**
 * Category, tags and the mark of clearing are what a budget program is for: a change of them there is no reason to
 * leave the rest of the row behind, and is itself never overwritten.
 */
function isTheirs(field: RowField, ours: HeldFacts, theirs: HeldFacts): boolean {
  if (field === 'category') return ours.category !== theirs.category
  if (field === 'tags') return !sameTags(ours.tags, theirs.tags)
  return field === 'isPending' && ours.isPending !== theirs.isPending
}

const sameTags = (left: readonly string[], right: readonly string[]): boolean =>
  JSON.stringify(left.toSorted()) === JSON.stringify(right.toSorted())

/** Whether anything at all is other there than after our last write. */
export const isChangedThere = (ours: HeldFacts, theirs: HeldFacts): boolean =>
  isRewritten(ours, theirs) ||
  ours.category !== theirs.category ||
  ours.isPending !== theirs.isPending ||
  !sameTags(ours.tags, theirs.tags)
