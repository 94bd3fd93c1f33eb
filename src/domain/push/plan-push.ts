// What a push does with each transaction. First without a look at the destination, which says what must be read there;
// then with what it holds. Nothing that the person changed there is overwritten.
import { changedFields, contentOf } from './content.ts'
import type { Content } from './content.ts'
import { GENERATION_MAX, importIdOf } from './import-id.ts'
import type {
  Abilities,
  AccountMapping,
  HeldReason,
  LeftReason,
  LedgerEntry,
  PlannedCreate,
  PlannedDelete,
  PlannedSecondLeg,
  PlannedUpdate,
  PushInput,
  PushStep,
  SentEntry,
} from './push-step.ts'
import { joinTransfers, stateOfPair } from './push-transfers.ts'
import type { PairState } from './push-transfers.ts'
import type { HeldFacts, HeldRow, RowField } from './rows.ts'

/**
 * One step for each entry in its order, then one for each sent row whose transaction isn't shown any more. What was
 * sent from an account that isn't sent any more stays there as it is, and is no step.
 */
export function draftPush({ entries, sent, mappings, abilities }: PushInput): readonly PushStep[] {
  const sentBy = new Map(sent.map((each) => [each.transactionId, each]))
  const mappingBy = new Map(mappings.map((each) => [each.accountId, each]))
  const shown = new Map(entries.map((each) => [each.transactionId, each]))
  const pairOf = stateOfPair(shown, sent)
  const steps = entries.map((entry) =>
    draftEntry(entry, sentBy.get(entry.transactionId), mappingBy.get(entry.accountId), abilities, pairOf),
  )
  return [
    ...(abilities.transfers === 'one row' ? joinTransfers(steps) : steps),
    ...sent
      .filter(({ transactionId, state }) => state === 'held' && !shown.has(transactionId))
      .filter(({ accountId, theirAccountId }) => mappingBy.get(accountId)?.theirAccountId === theirAccountId)
      .flatMap((each) => draftDelete(each, abilities, pairOf(each))),
  ]
}

function draftEntry(
  entry: LedgerEntry,
  sent: SentEntry | undefined,
  mapping: AccountMapping | undefined,
  abilities: Abilities,
  pairOf: (sent: SentEntry) => PairState,
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
  return draftUpdate(entry, { ...sent, pair: pairOf(sent) }, mapping, content, abilities)
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
  return { kind: 'create', entry, theirAccountId, importId, generation, content, transfer: null }
}

function draftUpdate(
  entry: LedgerEntry,
  { pair, ...sent }: SentEntry & { readonly pair: PairState },
  mapping: AccountMapping,
  content: Content,
  { canUpdate }: Abilities,
): PushStep {
  const { transactionId } = entry
  const left = (reason: LeftReason): PushStep => ({ kind: 'left', transactionId, reason, sent })
  // A transfer there has an account of the person's where other rows have a payoree.
  const fields = changedFields(sent.content, content).filter((field) => pair === 'none' || field !== 'payoreeName')
  if (sent.theirAccountId !== mapping.theirAccountId) return left('account-changed')
  if (pair === 'broken') return left('transfer-changed')
  if (pair === 'second') return { kind: 'unchanged', transactionId }
  if (fields.length === 0) return { kind: 'unchanged', transactionId }
  if (sent.state === 'gone') return left('deleted-there')
  if (!canUpdate) return left('cannot-update')
  return { kind: 'update', entry, sent, fields, content, before: null }
}

/** A second leg goes with its lead, and is no step of its own; where only one of the two is gone, a person decides. */
function draftDelete(sent: SentEntry, { canDelete }: Abilities, pair: PairState): readonly PushStep[] {
  const { transactionId } = sent
  if (sent.leadId !== null) return []
  if (pair === 'broken') return [{ kind: 'left', transactionId, reason: 'transfer-changed', sent }]
  return canDelete
    ? [{ kind: 'delete', sent, before: null }]
    : [{ kind: 'left', transactionId, reason: 'cannot-delete', sent }]
}

/** What a destination holds of one account, as it was just read. */
export type AccountHoldings = { readonly theirAccountId: string; readonly rows: readonly HeldRow[] }

/** The draft in the light of what the destination holds. Each step stays one step. */
export function settlePush(
  draft: readonly PushStep[],
  holdings: readonly AccountHoldings[],
): readonly PushStep[] {
  const accounts: Holdings = new Map(
    holdings.map(({ theirAccountId, rows }) => [
      theirAccountId,
      {
        byTheirId: new Map(rows.map((row) => [row.theirId, row])),
        byImportId: new Map(rows.flatMap((row) => (row.importId === null ? [] : [[row.importId, row] as const]))),
      },
    ]),
  )
  const seconds = new Map(draft.flatMap((step) => (step.kind === 'second leg' ? [[step.leadId, step] as const] : [])))
  const leads = new Map(
    draft.flatMap((step) => (step.kind === 'create' ? [[step.entry.transactionId, step] as const] : [])),
  )
  return draft.map((step): PushStep => {
    if (step.kind === 'create') return settleCreate(step, seconds.get(step.entry.transactionId), accounts)
    if (step.kind === 'second leg') return settleSecond(step, leads.get(step.leadId), accounts)
    if (step.kind !== 'update' && step.kind !== 'delete') return step
    const account = accounts.get(step.sent.theirAccountId)
    const before = account?.byTheirId.get(step.sent.theirId)
    return step.kind === 'update' ? settleUpdate(step, before) : settleDelete(step, before)
  })
}

type Held = { readonly byTheirId: ReadonlyMap<string, HeldRow>; readonly byImportId: ReadonlyMap<string, HeldRow> }
type Holdings = ReadonlyMap<string, Held>

/** A row of this import id in the account that the step is of. */
const heldOf = (accounts: Holdings, { theirAccountId }: PlannedCreate, importId: string): HeldRow | undefined =>
  accounts.get(theirAccountId)?.byImportId.get(importId)

/** A leg whose other half is there on its own already is made on its own as well. */
function settleCreate(step: PlannedCreate, second: PlannedSecondLeg | undefined, accounts: Holdings): PushStep {
  const held = heldOf(accounts, step, step.importId)
  if (held !== undefined) return { kind: 'already there', create: step, held, leadId: null }
  const isSecondAlone = second !== undefined && heldOf(accounts, second.create, second.create.importId) !== undefined
  return isSecondAlone ? { ...step, transfer: null } : step
}

/** It is there with its lead where the lead's row is seen from its own account too. */
function settleSecond(step: PlannedSecondLeg, lead: PlannedCreate | undefined, accounts: Holdings): PushStep {
  const { create, leadId } = step
  const alone = heldOf(accounts, create, create.importId)
  if (alone !== undefined) return { kind: 'already there', create, held: alone, leadId: null }
  if (lead === undefined || heldOf(accounts, lead, lead.importId) === undefined) return step
  const withLead = heldOf(accounts, create, lead.importId)
  return withLead === undefined ? create : { kind: 'already there', create, held: withLead, leadId }
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
