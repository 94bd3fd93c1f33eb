// Takes a push back: rows that it made are removed, rows that it changed or deleted are put back. What was changed there
// since stays, and is told.
import type { AccountRef } from '../destinations/contract.ts'
import { addDays } from '../domain/calendar.ts'
import { showId } from '../domain/ids.ts'
import type { PushId } from '../domain/ids.ts'
import { importIdOf } from '../domain/push/import-id.ts'
import { isChangedThere } from '../domain/push/plan-push.ts'
import type { SentEntry } from '../domain/push/push-step.ts'
import { countSteps } from '../domain/push/push-counts.ts'
import type { HeldRow } from '../domain/push/rows.ts'
import { markUndone, readPushChanges } from '../storage/pushed-rows.ts'
import type { Noted, PushChangeRow } from '../storage/pushed-rows.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { findDestination } from './destination-session.ts'
import { showPush } from './list-pushes.ts'
import { carryOut, claim } from './push-ledger.ts'
import type { StartedPush } from './push-ledger.ts'
import { Refusal } from './refusal.ts'
import { note, pair } from './send-steps.ts'
import type { PushWork } from './send-steps.ts'
import { wantId } from './views/show.ts'

/** Begins the undoing; it goes on by itself until `ended`. */
export async function beginUndoPush(context: AppContext, shownId: string): Promise<StartedPush> {
  const push = await showPush(context, shownId)
  if (push.kind === 'undo') {
    throw new Refusal('invalid-input', 'That is an undoing itself. Nothing was changed. Push again to send once more.')
  }
  if (push.state === 'running') {
    throw new Refusal('busy', 'This push is still under way. Nothing was changed. Wait until it has ended.')
  }
  const row = await findDestination(context, push.destinationId)
  const undoes = wantId('push', shownId, 'push')
  const id = await claim(context, row.id, { kind: 'undo', undoesPushId: undoes })
  const ended = carryOut(context, row, id, undefined, async (opened, tally) => {
    const changes = await asOwner(context, (tx) => readPushChanges(tx, row.id, undoes))
    tally.begin({ ...countSteps([], 0), total: changes.length, created: changes.length })
    const work = { context, destinationId: row.id, pushId: id, opened, tally }
    for (const [theirAccountId, own] of Map.groupBy(changes, ({ sent }) => sent.theirAccountId)) {
      await undoAccount(work, theirAccountId, own)
    }
  })
  return { id: showId('push', id), ended }
}

/** Undoes a push and waits for the end. */
export async function undoPush(context: AppContext, shownId: string) {
  const { id, ended } = await beginUndoPush(context, shownId)
  await ended
  return showPush(context, id)
}

/** Some programs move a row to a working day or to their own time zone. */
const DAYS_AROUND = 3

async function undoAccount(work: PushWork, theirId: string, changes: readonly PushChangeRow[]): Promise<void> {
  const [first] = changes
  if (first === undefined) return
  const account = { theirId, currency: first.currency }
  const held = await heldNow(work, account, changes)
  const { rowsPerCallMax } = work.opened.manifest
  for (let at = 0; at < changes.length; at += rowsPerCallMax) {
    await undoPart(work, account, changes.slice(at, at + rowsPerCallMax), held)
  }
}

/** What is there now of the rows that the push wrote. */
async function heldNow(
  { opened }: PushWork,
  account: AccountRef,
  changes: readonly PushChangeRow[],
): Promise<ReadonlyMap<string, HeldRow>> {
  const days = changes.map(({ sent }) => sent.facts.bookedOn).toSorted()
  const [first] = days
  const last = days.at(-1)
  if (first === undefined || last === undefined) return new Map()
  const rows = await opened.session.read(account, {
    fromOn: addDays(first, -DAYS_AROUND),
    toOn: addDays(last, DAYS_AROUND),
    theirIds: changes.map(({ sent }) => sent.theirId),
  })
  return new Map(rows.map((row) => [row.theirId, row]))
}

async function undoPart(
  work: PushWork,
  account: AccountRef,
  changes: readonly PushChangeRow[],
  held: ReadonlyMap<string, HeldRow>,
): Promise<void> {
  const { tally } = work
  const removals: { change: PushChangeRow; row: HeldRow }[] = []
  const restores: PushChangeRow[] = []
  for (const change of changes) {
    const row = held.get(change.sent.theirId)
    if (change.action === 'deleted' && change.isLast) restores.push(change)
    else if (row === undefined) tally.left('deleted-there')
    else if (row.isReconciled) tally.left('reconciled-there')
    else if (!change.isLast || isChangedThere(change.sent.facts, row.facts)) tally.left('changed-there')
    else if (change.action === 'created') removals.push({ change, row })
    else restores.push(change)
  }
  await remove(work, account, removals)
  await restore(work, account, restores)
}

async function remove(
  work: PushWork,
  account: AccountRef,
  removals: readonly { readonly change: PushChangeRow; readonly row: HeldRow }[],
): Promise<void> {
  if (removals.length === 0) return
  const outcomes = await work.opened.session.remove(account, removals.map(({ row }) => row))
  const undone: PushChangeRow[] = []
  const noted = pair(removals, outcomes).flatMap(([{ change }, outcome]): Noted[] => {
    work.tally.done(outcome.outcome === 'deleted' ? 'deleted' : 'refused')
    if (outcome.outcome !== 'deleted') return []
    undone.push(change)
    return [{ entry: { ...change.sent, state: 'deleted' }, change: null }]
  })
  await keep(work, noted, undone)
}

async function restore(work: PushWork, account: AccountRef, changes: readonly PushChangeRow[]): Promise<void> {
  const able = changes.flatMap((change) => (change.beforeImage === null ? [] : [{ change, image: change.beforeImage }]))
  if (able.length === 0) return
  const outcomes = await work.opened.session.restore(
    account,
    able.map(({ change, image }) => {
      const { sent } = change
      const importId = importIdOf(sent.transactionId, generationOf(change))
      return { theirId: sent.theirId, importId, image, wasDeleted: change.action === 'deleted' }
    }),
  )
  const undone: PushChangeRow[] = []
  const noted = pair(able, outcomes).flatMap(([{ change }, outcome]): Noted[] => {
    if (!('held' in outcome)) {
      work.tally.done('refused')
      return []
    }
    work.tally.done(change.action === 'deleted' ? 'created' : 'updated')
    undone.push(change)
    const { theirId, facts } = outcome.held
    const content = change.beforeContent ?? change.sent.content
    const entry: SentEntry = { ...change.sent, theirId, facts, content, state: 'held', generation: generationOf(change) }
    return [{ entry, change: null }]
  })
  await keep(work, noted, undone)
}

/** A row that is made again takes a new import id: some programs never take the old one again. */
const generationOf = ({ action, sent }: PushChangeRow): number =>
  action === 'deleted' ? sent.generation + 1 : sent.generation

async function keep(work: PushWork, noted: readonly Noted[], undone: readonly PushChangeRow[]): Promise<void> {
  const { context, pushId } = work
  await note(work, noted)
  const ids = undone.map(({ id }) => id)
  await asOwner(context, (tx) => markUndone(tx, context.ownerId, pushId as PushId, ids))
}
