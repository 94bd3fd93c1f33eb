// Undoes a batch: whatever it added, changed, merged, asked or settled is as it was before, except for what the person
// touched since. In the caller's transaction, and only where no later batch stands on it.
import { sql } from 'kysely'
import type { BatchId, OwnerId, TransactionId } from '../domain/ids.ts'
import { lockAccounts } from './commit.ts'
import { lockConnection } from './connections.ts'
import { crashPoint } from './crash-points.ts'
import type { Tx } from './schema.ts'
import { isAnyRunning, readAccountImage } from './join-accounts.ts'
import { connectionsOfJoined, partAccounts, readTied } from './part-accounts.ts'
import { undoTransfers } from './transfers.ts'
import { rederiveRestored } from './rederive-restored.ts'
import { readBlockers } from './undo-blockers.ts'
import { readAccounts, readBatch, readFootprint } from './undo-footprint.ts'
import type { UndoneBatch } from './undo-footprint.ts'
import { closeOver, readKept } from './undo-kept.ts'
import type { Kept, KeptReason } from './undo-kept.ts'
import { turnBack } from './undo-rows.ts'
import type { TurnedBack } from './undo-rows.ts'

/**
 * How a connection goes on. `back-where-it-was`: its cursor stands where it stood before the batch. `reads-all-again`:
 * later reads had moved it on, so the next one is of the whole window.
 */
export type ConnectionAfterUndo = 'back-where-it-was' | 'reads-all-again'

export type UndoResult =
  | (TurnedBack & {
      readonly kind: 'undone'
      /** Left as it is, since the person touched it. */
      readonly kept: readonly { readonly transactionId: TransactionId; readonly reason: KeptReason }[]
      /** Null for files. */
      readonly connection: ConnectionAfterUndo | null
    })
  | { readonly kind: 'unknown' }
  | { readonly kind: 'undone-before'; readonly at: Date }
  /** A run of the connection is reading: it may be writing this very batch. */
  | { readonly kind: 'running' }
  /** Accounts that it joined can part only whole, and the person worked on rows that both hold. */
  | { readonly kind: 'touched'; readonly transactionIds: readonly TransactionId[] }
  /** Later batches stand on it; the latest first. */
  | { readonly kind: 'built-on'; readonly batchIds: readonly BatchId[] }

export type UndoWish = {
  readonly at: Date
  readonly newId: () => string
  /** What the batch added is hidden instead of removed: it stays away when the source sends it again. */
  readonly staysAway?: boolean
}

/** Undoes the batch, or says why not; then nothing is changed. */
export async function undoBatch(tx: Tx, ownerId: OwnerId, batchId: BatchId, wish: UndoWish): Promise<UndoResult> {
  const found = await readBatch(tx, ownerId, batchId)
  crashPoint('undo: batch found')
  if (found === null) return { kind: 'unknown' }
  // In the order in which imports take them, so that the two can't wait in a circle.
  if (found.connectionId !== null) await lockConnection(tx, ownerId, found.connectionId)
  crashPoint('undo: connection locked')
  const joined = await readAccountImage(tx, ownerId, batchId)
  crashPoint('undo: joined account looked for')
  const readers = joined === null ? [] : await connectionsOfJoined(tx, ownerId, joined)
  crashPoint('undo: connections of the joined account known')
  for (const reader of readers) {
    await lockConnection(tx, ownerId, reader)
    crashPoint('undo: connection of the joined account locked')
  }
  const accountIds = await readAccounts(tx, ownerId, batchId)
  crashPoint('undo: accounts known')
  await lockAccounts(tx, accountIds)
  crashPoint('undo: accounts locked')
  const batch = await readBatch(tx, ownerId, batchId)
  crashPoint('undo: batch read')
  if (batch === null) return { kind: 'unknown' }
  if (batch.undoneAt !== null) return { kind: 'undone-before', at: batch.undoneAt }
  const isRunning = await isAnyRunning(tx, ownerId, batch.connectionId === null ? readers : [batch.connectionId])
  crashPoint('undo: runs looked at')
  if (isRunning) return { kind: 'running' }
  const footprint = await readFootprint(tx, ownerId, batchId)
  crashPoint('undo: footprint read')
  const batchIds = await readBlockers(tx, ownerId, batch, footprint)
  crashPoint('undo: later batches read')
  if (batchIds.length > 0) return { kind: 'built-on', batchIds }
  const tied = joined === null ? [] : await readTied(tx, ownerId, { ...joined, batchId, own: footprint.changed })
  crashPoint('undo: rows tied since looked at')
  if (tied.length > 0) return { kind: 'built-on', batchIds: tied }
  const edited = await readKept(tx, ownerId, batchId, footprint)
  crashPoint('undo: kept rows known')
  const touched = [...edited].flatMap(([id, reason]) => (reason === 'together' ? [] : [id]))
  if (joined !== null && touched.length > 0) return { kind: 'touched', transactionIds: touched }
  const hidden = wish.staysAway === true ? footprint.added.filter((id) => !edited.has(id)) : []
  await hide(tx, ownerId, hidden, wish.at)
  crashPoint('undo: rows hidden')
  const kept = closeOver(new Map([...edited, ...hidden.map((id) => [id, 'hidden'] as const)]), footprint.records)
  const turned = await turnBack(tx, ownerId, batchId, footprint, kept)
  crashPoint('undo: rows turned back')
  const restored = footprint.changed.filter((id) => !kept.has(id))
  await rederiveRestored(tx, ownerId, batch.rulebookVersion, restored, wish.newId)
  crashPoint('undo: restored rows worked out again')
  await undoTransfers(tx, ownerId, batchId, [...kept.keys()])
  crashPoint('undo: transfers turned back')
  await turnBackReviews(tx, ownerId, batchId, footprint.added, kept)
  crashPoint('undo: questions turned back')
  await removeStatements(tx, ownerId, batch)
  crashPoint('undo: coverage and balances gone')
  if (joined !== null) await partAccounts(tx, ownerId, joined, wish.newId)
  crashPoint('undo: joined accounts parted')
  const connection = await turnBackCursor(tx, ownerId, batch)
  crashPoint('undo: cursor turned back')
  await close(tx, ownerId, batchId, kept, wish.at)
  crashPoint('undo: batch closed')
  const named = [...kept].map(([transactionId, reason]) => ({ transactionId, reason }))
  return { kind: 'undone', ...turned, kept: named, connection }
}

/** The person's word that these stay away: a decision like any other, which they can take back row by row. */
async function hide(tx: Tx, ownerId: OwnerId, ids: readonly TransactionId[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await sql`
    insert into transaction_intent (owner_id, transaction_id, decided, is_hidden, updated_at)
    select ${ownerId}::uuid, id, array['isHidden'], true, ${at} from unnest(${ids}::uuid[]) as v (id)
    on conflict (owner_id, transaction_id) do update
    set decided = array_append(transaction_intent.decided, 'isHidden'), is_hidden = true, updated_at = excluded.updated_at`.execute(tx)
  crashPoint('undo: transactions hidden')
}

/** Questions that the batch asked go, those it settled are open again, and those about what is gone are moot. */
async function turnBackReviews(
  tx: Tx,
  ownerId: OwnerId,
  batchId: BatchId,
  added: readonly TransactionId[],
  kept: Kept,
): Promise<void> {
  const keptIds = [...kept.keys()]
  await sql`
    delete from review
    where owner_id = ${ownerId}::uuid and batch_id = ${batchId}::uuid and state <> 'answered'
      and subject_transaction_id <> all(${keptIds}::uuid[])`.execute(tx)
  crashPoint('undo: asked questions gone')
  await sql`
    update review r set state = b.state, closed_at = b.closed_at, answer = b.answer, decision_batch_id = b.decision_batch_id
    from before_image i cross join lateral jsonb_populate_record(null::review, i.before) b
    where i.owner_id = ${ownerId}::uuid and i.batch_id = ${batchId}::uuid and i.kind = 'review'
      and r.owner_id = i.owner_id and r.id = i.row_id
      and (r.state = 'settled' or r.decision_batch_id = ${batchId}::uuid)
      and r.subject_transaction_id <> all(${keptIds}::uuid[])`.execute(tx)
  crashPoint('undo: settled questions open again')
  const gone = added.filter((id) => !kept.has(id))
  await sql`
    update review set state = 'settled', closed_at = now()
    where owner_id = ${ownerId}::uuid and state = 'open' and kind <> 'uncertain-payoree'
      and (subject_transaction_id = any(${gone}::uuid[])
        or cardinality(candidate_transaction_ids) > 0 and candidate_transaction_ids <@ ${gone}::uuid[])`.execute(tx)
  crashPoint('undo: moot questions settled')
}

/** What was said of days and balances by this batch and by the run that it is of. */
async function removeStatements(tx: Tx, ownerId: OwnerId, { id, runId }: UndoneBatch): Promise<void> {
  await tx.deleteFrom('coverage').where('ownerId', '=', ownerId).where('batchId', '=', id).execute()
  crashPoint('undo: coverage gone')
  await tx.deleteFrom('constraintPair').where('ownerId', '=', ownerId).where('batchId', '=', id).execute()
  crashPoint('undo: constraints gone')
  await tx.deleteFrom('idFinding').where('ownerId', '=', ownerId).where('batchId', '=', id).execute()
  crashPoint('undo: findings gone')
  await sql`
    delete from balance
    where owner_id = ${ownerId}::uuid and (batch_id = ${id}::uuid or run_id = ${runId}::uuid)`.execute(tx)
  crashPoint('undo: balances gone')
}

/**
 * The connection must be able to give again what was undone. Where nothing has read on since, its cursor goes back to
 * where it stood; else the cursor is dropped, for the next read is then a whole one.
 */
async function turnBackCursor(tx: Tx, ownerId: OwnerId, batch: UndoneBatch): Promise<ConnectionAfterUndo | null> {
  if (batch.connectionId === null) return null
  const { cursorBefore, cursorAfter } = batch
  const now = await tx
    .selectFrom('connection')
    .select('cursor')
    .where('ownerId', '=', ownerId)
    .where('id', '=', batch.connectionId)
    .executeTakeFirst()
  crashPoint('undo: cursor read')
  const isNewest = cursorAfter !== null && now?.cursor === cursorAfter
  const cursor = isNewest ? cursorBefore : null
  await tx
    .updateTable('connection')
    .set({ cursor, ...(cursor === null ? { isHistoryComplete: false } : {}) })
    .where('ownerId', '=', ownerId)
    .where('id', '=', batch.connectionId)
    .execute()
  crashPoint('undo: cursor written')
  return isNewest ? 'back-where-it-was' : 'reads-all-again'
}

/** The batch stays in the books as undone; its images are used up, but for those of rows that were kept. */
async function close(tx: Tx, ownerId: OwnerId, id: BatchId, kept: Kept, at: Date): Promise<void> {
  await sql`
    delete from before_image
    where owner_id = ${ownerId}::uuid and batch_id = ${id}::uuid
      and row_id <> all(${[...kept.keys()]}::uuid[])`.execute(tx)
  crashPoint('undo: used images gone')
  await tx
    .updateTable('importBatch')
    .set({ undoneAt: at })
    .where('ownerId', '=', ownerId)
    .where('id', '=', id)
    .execute()
  crashPoint('undo: batch marked')
}

