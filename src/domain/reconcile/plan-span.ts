// The reconcile ladder: strongest evidence first, each rung on all records before the next. Pure: the same span and
// snapshot give the same plan. docs/reconciliation.md shows each rung with an example.
import type { Counts } from '../counts.ts'
import type { AccountLinkId, TransactionId } from '../ids.ts'
import type { Statement } from '../source-record.ts'
import type { Evidence } from '../transaction.ts'
import { markAbsent, markLapsed, markTakenBack } from './absence.ts'
import { derive } from './derive.ts'
import type { Decorate } from './derive.ts'
import { evidenceOf, sameEvidence, takenBack } from './evidence.ts'
import type { Standing } from './evidence.ts'
import { evidenceJudge } from './judge.ts'
import type { Judge } from './pair.ts'
import { isLive, openMatching } from './matching.ts'
import type { Matching, PartyOf, Slot } from './matching.ts'
import { within } from './nested.ts'
import type { ImportPlan, RecordAction, Snapshot, Span, TransactionWrite } from './plan.ts'
import type { TransactionRef } from './refs.ts'
import { reviewsOf } from './reviews.ts'
import { matchContents } from './rung-content.ts'
import { matchOtherSources } from './rung-cross-source.ts'
import { matchPending } from './rung-pending.ts'
import { matchSourceIds } from './rung-source-id.ts'
import { matchSuperseded } from './rung-supersedes.ts'

/** What a plan asks: each can be replaced alone. */
export type Deciders = {
  /** The scoring. */
  readonly judge?: Judge
  /** The derived layer of what is new or changed. */
  readonly decorate?: Decorate
  /** Who a statement names for certain. */
  readonly partyOf?: PartyOf
}

/** Decides what becomes of every record of the span. */
export function planSpan(span: Span, snapshot: Snapshot, { judge = evidenceJudge, decorate = derive, partyOf = () => null }: Deciders = {}): ImportPlan {
  const matching = openMatching(span, snapshot, judge, partyOf)
  markTakenBack(matching)
  matchSourceIds(matching)
  markAbsent(matching, 'with-id')
  matchSuperseded(matching)
  matchContents(matching)
  markLapsed(matching)
  matchPending(matching)
  matchOtherSources(matching)
  return write(matching, decorate)
}

function write(matching: Matching, decorate: Decorate): ImportPlan {
  const targets = targetsOf(matching)
  const targetOf = (slot: Slot): TransactionRef => targets[slot.index] ?? { new: 0 }
  const actions = actionsOf(matching, targetOf)
  const removals = [...matching.recordsOf.values()]
    .flat()
    .filter(({ id, isRemoved, isSuperseded }) => matching.gone.has(id) && !isSuperseded && !matching.superseded.has(id) && (!isRemoved || matching.stated.has(id)))
    .map(({ id }) => id)
  const reviews = reviewsOf(matching, targetOf)
  const brief = actions.filter(({ recordId, isRemoved }) => recordId === null && isRemoved).length
  return {
    actions,
    removals,
    transactions: writesOf(matching, targetOf, decorate),
    merges: [...matching.merges.keys()].map((from) => ({ from, into: endOf(matching, from) })),
    reviews,
    counts: countsOf(matching, actions, removals.length + brief, reviews.length),
  }
}

/** The transaction that the given one is or went into. */
function endOf(matching: Matching, id: TransactionId): TransactionId {
  let end = id
  for (let next = matching.merges.get(end); next !== undefined; next = matching.merges.get(end)) end = next
  return end
}

/** Where each record goes. Rung g: what no rung placed is new, numbered in the source's order. */
function targetsOf(matching: Matching): readonly TransactionRef[] {
  const targets: TransactionRef[] = []
  const placed = new Map<Slot, TransactionRef>()
  let fresh = 0
  const place = (slot: Slot): TransactionRef => {
    const known = placed.get(slot)
    if (known) return known
    const leader = leaderOf(matching, slot)
    let target: TransactionRef
    if (leader !== null) target = place(leader)
    else if (slot.match !== null) target = { id: endOf(matching, slot.match.transactionId) }
    else {
      target = { new: fresh }
      fresh += 1
    }
    placed.set(slot, target)
    return target
  }
  for (const slot of matching.slots) targets.push(place(slot))
  return targets
}

/** The record of this span that decides for this one. */
function leaderOf(matching: Matching, { repeatedBy, follows }: Slot): Slot | null {
  if (repeatedBy !== null) return matching.slots[repeatedBy] ?? null
  return follows
}

function actionsOf(matching: Matching, targetOf: (slot: Slot) => TransactionRef): readonly RecordAction[] {
  const knownBySlot = Map.groupBy(matching.superseded.keys(), (id) => matching.superseded.get(id))
  const followers = Map.groupBy(matching.slots, (slot) => slot.follows)
  const ordinals = new Map<AccountLinkId, Map<string, number>>()
  return matching.slots.map((slot) => {
    const record = slot.match?.record ?? null
    return {
      incoming: slot.index,
      outcome: outcomeOf(slot),
      reason: reasonOf(slot),
      transaction: targetOf(slot),
      recordId: record?.id ?? null,
      supersedes: [
        ...(knownBySlot.get(slot) ?? []).map((id) => ({ id })),
        ...(followers.get(slot) ?? []).map(({ index }) => ({ incoming: index })),
      ],
      displaces: slot.displaces?.id ?? null,
      displacedBy: slot.displacedBy,
      isSuperseded: slot.follows !== null,
      isRemoved: slot.isRemoved,
      repeatedBy: slot.repeatedBy,
      contentKey: slot.contentKey,
      ordinal: ordinalOf(matching, slot, ordinals),
      contentHash: slot.contentHash,
    }
  })
}

function outcomeOf({ match, follows, repeatedBy, contentHash, isRemoved }: Slot): RecordAction['outcome'] {
  if (repeatedBy !== null) return 'unchanged'
  if (match === null) return follows === null ? 'added' : 'updated'
  if (match.record === null) return 'updated'
  return match.record.contentHash === contentHash && match.record.isRemoved === isRemoved ? 'unchanged' : 'updated'
}

function reasonOf({ match, follows, repeatedBy }: Slot): RecordAction['reason'] {
  if (repeatedBy !== null) return 'source-id'
  if (follows !== null) return 'superseded'
  return match?.reason ?? 'none'
}

/** A record keeps its place among its equals; a new one, or one with new content, is put last. */
function ordinalOf(matching: Matching, slot: Slot, ordinals: Map<AccountLinkId, Map<string, number>>): number {
  const record = slot.match?.record ?? null
  if (record !== null && record.contentKey === slot.contentKey) return record.ordinal
  if (slot.repeatedBy !== null) return 0
  const { accountId, linkId } = slot.incoming
  const given = within(ordinals, linkId)
  const known = matching.byContent.get(accountId)?.get(slot.contentKey) ?? []
  const last = known.reduce((most, each) => (each.linkId === linkId ? Math.max(most, each.ordinal) : most), -1)
  const ordinal = Math.max(last, given.get(slot.contentKey) ?? -1) + 1
  given.set(slot.contentKey, ordinal)
  return ordinal
}

/** The transactions whose evidence is new or changed. */
function writesOf(
  matching: Matching,
  targetOf: (slot: Slot) => TransactionRef,
  decorate: Decorate,
): readonly TransactionWrite[] {
  const effective = matching.slots.filter((slot) => slot.repeatedBy === null)
  const slotsAt = Map.groupBy(effective, (slot) => keyOf(targetOf(slot)))
  const sources = Map.groupBy(matching.merges.keys(), (from) => endOf(matching, from))
  const writes: TransactionWrite[] = []
  for (const [id, known] of matching.transactions) {
    if (matching.merges.has(id)) continue
    const slots = slotsAt.get(id) ?? []
    const evidence = standingEvidence(matching, [id, ...(sources.get(id) ?? [])], slots, known.evidence)
    if (sameEvidence(evidence, known.evidence)) continue
    writes.push({ ref: { id }, accountId: known.accountId, evidence, derived: decorate(evidence, known.accountId) })
  }
  for (const slots of slotsAt.values()) {
    const [first] = slots
    if (first === undefined) continue
    const ref = targetOf(first)
    if ('id' in ref) continue
    const { accountId, record } = first.incoming
    const evidence = standingEvidence(matching, [], slots, record)
    writes.push({ ref, accountId, evidence, derived: decorate(evidence, accountId) })
  }
  return writes
}

const keyOf = (ref: TransactionRef): string | number => ('id' in ref ? ref.id : ref.new)

/** What the live statements say together; where none is left, the last evidence, marked as removed. */
function standingEvidence(
  matching: Matching,
  ids: readonly TransactionId[],
  slots: readonly Slot[],
  last: Statement,
): Evidence {
  const restated = new Map(slots.map((slot) => [slot.match?.record?.id, slot]))
  const standing: Standing[] = []
  const records = ids.flatMap((id) => matching.recordsOf.get(id) ?? [])
  for (const record of records.toSorted((left, right) => (left.id < right.id ? -1 : 1))) {
    if (!isLive(matching, record)) continue
    standing.push({ statement: restated.get(record.id)?.incoming.record ?? record, source: record.source })
  }
  for (const slot of slots) {
    if ((slot.match?.record ?? null) !== null || slot.follows !== null || slot.isRemoved) continue
    standing.push({ statement: slot.incoming.record, source: matching.span.traits.source })
  }
  return evidenceOf(standing) ?? takenBack(last)
}

function countsOf(
  matching: Matching,
  actions: readonly RecordAction[],
  removed: number,
  reviews: number,
): Counts {
  const { span } = matching
  const having = (outcome: RecordAction['outcome']) => actions.filter((action) => action.outcome === outcome).length
  const ignored = span.ignored.reduce((sum, { count }) => sum + count, 0)
  const rejected = span.rejected.length
  return {
    fetched: actions.length + ignored + rejected,
    added: having('added'),
    updated: having('updated'),
    unchanged: having('unchanged'),
    ignored,
    rejected,
    removed,
    reviews,
  }
}
