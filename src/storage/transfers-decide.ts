// What the person says about transfers. It outlasts imports: only the undo of the decision itself takes it back.
import { sql } from 'kysely'
import type { BatchId, OwnerId, ReviewId, TransactionId, TransferId } from '../domain/ids.ts'
import type { LegPair, TransferEvidence } from '../domain/transfers/leg.ts'
import { readLeg, weighTransfer } from '../domain/transfers/weigh-transfer.ts'
import { keepReviews } from './before-images.ts'
import { evidenceJson, lockTransfers, openQuestionsOf } from './transfers.ts'
import { readLegs, readOwned, readStanding } from './transfers-legs.ts'
import { crashPoint } from './crash-points.ts'
import type { Tx } from './schema.ts'

export type TransferDecision = LegPair & { readonly isTransfer: boolean }

export type DecidedTransfer =
  | { readonly kind: 'decided'; readonly transferId: TransferId }
  /** The owner has no such transaction, or it was taken back. */
  | { readonly kind: 'unknown' }
  /** One side is not money that left, or the other not money that arrived, in another account. */
  | { readonly kind: 'does-not-fit' }
  /** A side is linked to another transaction already. */
  | { readonly kind: 'taken'; readonly transferId: TransferId }

/** How a decision is made. */
export type Deciding = {
  readonly newId: () => string
  readonly at: Date
  /** Opens the batch that takes the decision back when it is undone; left out where parting or linking again does. */
  readonly openBatch?: () => Promise<BatchId>
}

/** Links the two or parts them for good, and answers the questions that this decides. */
export async function decideTransfer(
  tx: Tx,
  ownerId: OwnerId,
  { outId, inId, isTransfer }: TransferDecision,
  deciding: Deciding,
): Promise<DecidedTransfer> {
  await lockTransfers(tx, ownerId)
  crashPoint('transfers-decide: locked')
  const owned = await readOwned(tx, ownerId)
  crashPoint('transfers-decide: accounts read')
  const legs = await readLegs(tx, ownerId, owned, [outId, inId])
  crashPoint('transfers-decide: legs read')
  const [out, arrival] = [legs.find(({ id }) => id === outId), legs.find(({ id }) => id === inId)]
  if (out === undefined || arrival === undefined) return { kind: 'unknown' }
  if (out.amount.minor >= 0n || arrival.amount.minor <= 0n || out.accountId === arrival.accountId) return { kind: 'does-not-fit' }
  const standing = await readStanding(tx, ownerId, [outId, inId])
  crashPoint('transfers-decide: what stood read')
  const isThisPair = (pair: LegPair): boolean => pair.outId === outId && pair.inId === inId
  const other = standing.find((each) => each.state === 'linked' && !isThisPair(each))
  if (isTransfer && other !== undefined) return { kind: 'taken', transferId: other.id as TransferId }
  const context = { ...owned, rates: [], refused: [], confirmed: [] }
  const [left, right] = [readLeg(out, context), readLeg(arrival, context)]
  const weighed = left === null || right === null ? null : weighTransfer(left, right, context)
  const evidence: TransferEvidence = {
    bits: weighed?.bits ?? 0,
    runnerUpBits: null,
    daysApart: weighed?.daysApart ?? 0,
    feeMinor: weighed?.feeMinor ?? null,
    reasons: ['person', ...(weighed?.reasons ?? [])],
  }
  const batchId = (await deciding.openBatch?.()) ?? null
  crashPoint('transfers-decide: batch opened')
  const made = { ...deciding, batchId }
  const transferId = await keepDecision(tx, ownerId, { outId, inId, isTransfer }, evidenceJson(evidence), made)
  crashPoint('transfers-decide: kept')
  const decided = isTransfer ? await openQuestionsOf(tx, ownerId, [outId, inId]) : await refusedQuestions(tx, ownerId, outId)
  crashPoint('transfers-decide: decided questions found')
  await answerQuestions(tx, ownerId, decided, isTransfer ? 'same' : 'different', made)
  crashPoint('transfers-decide: questions answered')
  return { kind: 'decided', transferId }
}

type Made = { readonly newId: () => string; readonly at: Date; readonly batchId: BatchId | null }

async function keepDecision(
  tx: Tx,
  ownerId: OwnerId,
  { outId, inId, isTransfer }: TransferDecision,
  evidence: string,
  { newId, at, batchId }: Made,
): Promise<TransferId> {
  const { rows } = await sql<{ id: TransferId }>`
    insert into transfer (owner_id, id, out_transaction_id, in_transaction_id, source, state, evidence, batch_id,
      decided_at)
    values (${ownerId}::uuid, ${newId()}::uuid, ${outId}::uuid, ${inId}::uuid, 'user',
      ${isTransfer ? 'linked' : 'refused'}, ${evidence}::jsonb, ${batchId}::uuid, ${at})
    on conflict (owner_id, out_transaction_id, in_transaction_id) do update
      set source = 'user', state = excluded.state, evidence = excluded.evidence, decided_at = excluded.decided_at,
        batch_id = excluded.batch_id, ended_batch_id = null
    returning id`.execute(tx)
  crashPoint('transfers-decide: row written')
  const [row] = rows
  if (row === undefined) throw new Error('a decision about a transfer wrote no row')
  return row.id
}

/** Open questions of the leg whose candidates are all refused by now. */
async function refusedQuestions(tx: Tx, ownerId: OwnerId, outId: TransactionId): Promise<readonly ReviewId[]> {
  const { rows } = await sql<{ id: ReviewId }>`
    select r.id from review r
    where r.owner_id = ${ownerId}::uuid and r.state = 'open' and r.kind = 'transfer'
      and r.subject_transaction_id = ${outId}::uuid
      and not exists (
        select 1 from unnest(r.candidate_transaction_ids) c (id)
        where not exists (
          select 1 from transfer x where x.owner_id = r.owner_id and x.out_transaction_id = r.subject_transaction_id
            and x.in_transaction_id = c.id and x.state = 'refused'))
    for update`.execute(tx)
  crashPoint('transfers-decide: refused questions found')
  return rows.map(({ id }) => id)
}

async function answerQuestions(
  tx: Tx,
  ownerId: OwnerId,
  ids: readonly ReviewId[],
  answer: 'same' | 'different',
  { at, batchId }: Made,
): Promise<void> {
  if (ids.length === 0) return
  if (batchId !== null) await keepReviews(tx, ownerId, batchId, ids)
  crashPoint('transfers-decide: questions kept as asked')
  await sql`
    update review set state = 'answered', answer = ${answer}, closed_at = ${at}, decision_batch_id = ${batchId}::uuid
    where owner_id = ${ownerId}::uuid and id = any(${ids}::uuid[])`.execute(tx)
  crashPoint('transfers-decide: answers written')
}
