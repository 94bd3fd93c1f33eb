// The writing part of a push. After each call its outcome is noted in one transaction with the sign of life, so that a
// crash loses at most the note of one call; the next push finds those rows by their import ids.
import { DestinationError } from '../destinations/contract.ts'
import type { AccountRef, SentOutcome } from '../destinations/contract.ts'
import type { DestinationId, PushId, TransactionId } from '../domain/ids.ts'
import type { Content } from '../domain/push/content.ts'
import type { PlannedCreate, PlannedDelete, PlannedUpdate, PushStep, SentEntry } from '../domain/push/push-step.ts'
import type { HeldRow, OutgoingRow, TheirCategory } from '../domain/push/rows.ts'
import { renewPush } from '../storage/pushes.ts'
import { noteGone, noteRows } from '../storage/pushed-rows.ts'
import type { Noted } from '../storage/pushed-rows.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { categoryFinder } from './destination-categories.ts'
import type { OpenedDestination } from './destination-session.ts'
import { accountRef } from './plan-push.ts'
import type { PushPlan } from './plan-push.ts'
import type { PushTally } from './push-tally.ts'

export type PushWork = {
  readonly context: AppContext
  readonly destinationId: DestinationId
  readonly pushId: PushId
  readonly opened: OpenedDestination
  readonly tally: PushTally
}

type FindCategory = (path: readonly string[]) => TheirCategory | null

/** Deletes first, then updates, then new rows: a bank's new id for a movement is then never there twice. */
export async function sendSteps(work: PushWork, { steps, mappings }: PushPlan): Promise<void> {
  const { session, manifest } = work.opened
  const find = await categoryFinder(session, manifest, steps)
  await noteFound(work, steps)
  const accounts = mappings.map(({ theirAccountId }) => accountRef(theirAccountId, mappings))
  for (const account of accounts) {
    const deletes = steps.filter((step): step is PlannedDelete => step.kind === 'delete')
    await inCalls(work, deletes.filter(isOf(account)), (part) => sendDeletes(work, account, part))
  }
  for (const account of accounts) {
    const updates = steps.filter((step): step is PlannedUpdate => step.kind === 'update')
    await inCalls(work, updates.filter(isOf(account)), (part) => sendUpdates(work, account, find, part))
  }
  const seconds = new Map(steps.flatMap((step) => (step.kind === 'second leg' ? [[step.leadId, step.create]] : [])))
  for (const account of accounts) {
    const creates = steps.filter((step): step is PlannedCreate => step.kind === 'create')
    const own = creates.filter(({ theirAccountId }) => theirAccountId === account.theirId)
    await inCalls(work, own, (part) => sendCreates(work, account, find, part, seconds))
  }
}

const isOf =
  ({ theirId }: AccountRef) =>
  ({ sent }: { readonly sent: SentEntry }): boolean =>
    sent.theirAccountId === theirId

async function inCalls<Step>(
  { opened }: PushWork,
  steps: readonly Step[],
  send: (part: readonly Step[]) => Promise<void>,
): Promise<void> {
  const { rowsPerCallMax } = opened.manifest
  for (let at = 0; at < steps.length; at += rowsPerCallMax) await send(steps.slice(at, at + rowsPerCallMax))
}

/** Rows that an earlier push made without taking note, and rows that the person deleted there. */
async function noteFound(work: PushWork, steps: readonly PushStep[]): Promise<void> {
  const gone = steps.flatMap((step) =>
    step.kind === 'left' && step.reason === 'deleted-there' ? [step.transactionId] : [],
  )
  const found = steps.flatMap((step) => (step.kind === 'already there' ? [step] : []))
  for (const _ of found) work.tally.done('alreadyThere')
  await note(
    work,
    found.map(({ create, held, leadId }) => ({
      entry: { ...entryOf(create, held, foundContent(create, held)), leadId },
      change: null,
    })),
    gone,
  )
}

/** Where day or amount there are not what we would send now, the next push has them to update. */
function foundContent({ content, entry }: PlannedCreate, { facts }: HeldRow): Content {
  const { bookedOn, amount } = entry.row
  return {
    ...content,
    ...(facts.bookedOn === bookedOn ? {} : { bookedOn: '' }),
    ...(facts.amountMinor === amount.minor ? {} : { amount: '' }),
  }
}

async function sendCreates(
  work: PushWork,
  account: AccountRef,
  find: FindCategory,
  steps: readonly PlannedCreate[],
  seconds: ReadonlyMap<TransactionId, PlannedCreate>,
): Promise<void> {
  const outcomes = await work.opened.session.create(
    account,
    steps.map(({ entry, importId, transfer }) => ({ ...outgoing(entry, importId, find), transfer })),
  )
  const noted = pair(steps, outcomes).flatMap(([step, outcome]): Noted[] => {
    const second = step.transfer === null ? undefined : seconds.get(step.entry.transactionId)
    if (!('held' in outcome)) return second === undefined ? refused(work) : [...refused(work), ...refused(work)]
    const isNew = outcome.outcome === 'created'
    const legs = second === undefined ? [] : [secondEntry(step, second, outcome.held)]
    for (const _ of [step, ...legs]) work.tally.done(isNew ? 'created' : 'alreadyThere')
    const entry = entryOf(step, outcome.held, step.content)
    const { currency } = account
    const change = { id: work.context.newId(), action: 'created' as const, currency, beforeImage: null, beforeContent: null }
    return [{ entry, change: isNew ? change : null }, ...legs.map((leg) => ({ entry: leg, change: null }))]
  })
  await note(work, noted)
}

async function sendUpdates(
  work: PushWork,
  account: AccountRef,
  find: FindCategory,
  steps: readonly PlannedUpdate[],
): Promise<void> {
  const changes = steps.map(({ entry, sent, fields, before }) => {
    const row = outgoing(entry, before?.importId ?? '', find)
    return { theirId: sent.theirId, row, fields: new Set(fields) }
  })
  const outcomes = await work.opened.session.update(account, changes)
  const noted = pair(steps, outcomes).flatMap(([{ sent, content, before }, outcome]): Noted[] => {
    if (!('held' in outcome)) return refused(work)
    work.tally.done('updated')
    const { facts, theirId } = outcome.held
    const change = {
      id: work.context.newId(),
      action: 'updated' as const,
      currency: account.currency,
      beforeImage: before?.image ?? null,
      beforeContent: sent.content,
    }
    return [{ entry: { ...sent, theirId, content, facts }, change }]
  })
  await note(work, noted)
}

async function sendDeletes(work: PushWork, account: AccountRef, steps: readonly PlannedDelete[]): Promise<void> {
  const rows = steps.flatMap(({ before }) => (before === null ? [] : [before]))
  const outcomes = await work.opened.session.remove(account, rows)
  const noted = pair(steps, outcomes).flatMap(([{ sent, before }, outcome]): Noted[] => {
    if (outcome.outcome !== 'deleted') return refused(work)
    work.tally.done('deleted')
    const change = {
      id: work.context.newId(),
      action: 'deleted' as const,
      currency: account.currency,
      beforeImage: before?.image ?? null,
      beforeContent: sent.content,
    }
    return [{ entry: { ...sent, state: 'deleted' }, change }]
  })
  await note(work, noted)
}

function refused({ tally }: PushWork): [] {
  tally.done('refused')
  return []
}

/** Each step with its outcome. An adapter that answers for fewer rows is a mistake of ours. */
export function pair<Step>(
  steps: readonly Step[],
  outcomes: readonly SentOutcome[],
): readonly (readonly [Step, SentOutcome])[] {
  if (steps.length !== outcomes.length) throw new TypeError('a destination did not answer for every row')
  return steps.map((step, index) => [step, outcomes[index] as SentOutcome])
}

const outgoing = ({ row }: PlannedCreate['entry'], importId: string, find: FindCategory): OutgoingRow => {
  const { categoryPath, ...rest } = row
  return { ...rest, importId, category: find(categoryPath), transfer: null }
}

const entryOf = (
  { entry: { transactionId, accountId }, theirAccountId, generation }: PlannedCreate,
  { theirId, facts }: HeldRow,
  content: Content,
): SentEntry => {
  const ids = { transactionId, accountId, theirAccountId, theirId }
  return { ...ids, generation, state: 'held', leadId: null, content, facts }
}

/** The other leg of a transfer that was made as one row, as it is seen from its own account. */
const secondEntry = (lead: PlannedCreate, second: PlannedCreate, held: HeldRow): SentEntry => {
  const facts = { ...held.facts, amountMinor: -held.facts.amountMinor }
  return { ...entryOf(second, { ...held, facts }, second.content), leadId: lead.entry.transactionId }
}

/** Writes down what was done and shows life. Throws `stopped` where somebody took the push over. */
export async function note(
  { context, destinationId, pushId, tally }: PushWork,
  rows: readonly Noted[],
  gone: readonly TransactionId[] = [],
): Promise<void> {
  const { ownerId } = context
  const isOurs = await asOwner(context, async (tx) => {
    await noteRows(
      tx,
      { ownerId, destinationId, pushId },
      rows.map((row) => ({ ...row, id: context.newId() })),
    )
    if (gone.length > 0) await noteGone(tx, ownerId, destinationId, gone)
    return renewPush(tx, ownerId, pushId, tally.counts())
  })
  if (!isOurs) throw new DestinationError('stopped', 'This push was taken for dead and ended. Push again.')
}
