// What the person decided about a transaction. Sync never writes here. Each decision is in the history of its field.
import { sql } from 'kysely'
import type { BatchId, OwnerId, TransactionId } from '../domain/ids.ts'
import type { JsonValue } from '../domain/source-record.ts'
import { INTENT_FIELDS, sameDecision } from '../domain/transaction.ts'
import type { Intent, IntentField } from '../domain/transaction.ts'
import { writeFieldChanges } from './field-changes.ts'
import type { FieldChange } from './field-changes.ts'
import type { Tx } from './schema.ts'

/** Who decides, and when. `by` is `person`, or the kind of change that the person asked for. */
export type Deciding = {
  readonly ownerId: OwnerId
  readonly at: Date
  readonly newId: () => string
  readonly by: string
  readonly batchId: BatchId | null
}

/**
 * Adds decisions to those made before, field by field; a field left out stays as it is. False where the owner
 * has no such transaction.
 * @param automatic fields whose decision is taken back: what the bank, a rule or the model says of them shows again
 */
export async function decide(
  tx: Tx,
  deciding: Deciding,
  id: TransactionId,
  decision: Intent,
  automatic: readonly IntentField[] = [],
): Promise<boolean> {
  const before = await lockIntent(tx, id)
  if (before === null) return false
  const takenBack = Object.fromEntries(automatic.map((field) => [field, undefined]))
  await replaceIntent(tx, deciding, id, before, { ...before, ...withoutGaps(decision), ...takenBack })
  return true
}

/** What is decided so far, held until the transaction ends; null where the owner has no such transaction. */
export async function lockIntent(tx: Tx, id: TransactionId): Promise<Intent | null> {
  // Two edits of one transaction at once must not lose each other's fields.
  const known = await tx.selectFrom('transaction').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  if (!known) return null
  const row = await tx.selectFrom('transactionIntent').selectAll().where('transactionId', '=', id).executeTakeFirst()
  if (!row) return {}
  const decided = INTENT_FIELDS.filter((field) => row.decided.includes(field))
  return Object.fromEntries(decided.map((field) => [field, field === 'tags' ? (row.tags ?? []) : row[field]]))
}

/** Makes `after` all that is decided, and writes down which fields that changes. */
export async function replaceIntent(
  tx: Tx,
  { ownerId, at, newId, by, batchId }: Deciding,
  id: TransactionId,
  before: Intent,
  after: Intent,
): Promise<void> {
  const changes = changesOf(id, before, after)
  if (changes.length === 0) return
  await writeFieldChanges(tx, { ownerId, at, newId, by, batchId }, changes)
  const decided = INTENT_FIELDS.filter((field) => after[field] !== undefined).toSorted()
  if (decided.length === 0) {
    await sql`
      delete from transaction_intent
      where owner_id = ${ownerId}::uuid and transaction_id = ${id}::uuid`.execute(tx)
    return
  }
  const row = {
    decided,
    payoree: after.payoree ?? null,
    category: after.category ?? null,
    note: after.note ?? null,
    isHidden: after.isHidden ?? false,
    tags: after.tags === undefined ? null : [...after.tags],
    updatedAt: at,
  }
  await tx
    .insertInto('transactionIntent')
    .values({ ownerId, transactionId: id, ...row })
    .onConflict((conflict) => conflict.columns(['ownerId', 'transactionId']).doUpdateSet(row))
    .execute()
}

const withoutGaps = (decision: Intent): Intent =>
  Object.fromEntries(Object.entries(decision).filter(([, value]) => value !== undefined))

function changesOf(transactionId: TransactionId, before: Intent, after: Intent): readonly FieldChange[] {
  return INTENT_FIELDS.filter((field) => !sameDecision(before[field], after[field])).map((field) => ({
    transactionId,
    field,
    before: decisionJson(before[field]),
    after: decisionJson(after[field]),
  }))
}

/** A field as its history holds it: an empty value that was decided is not the same as no decision. */
const decisionJson = (value: Intent[keyof Intent]): JsonValue =>
  value === undefined ? { decided: false } : { decided: true, value: isTagSet(value) ? [...value] : value }

const isTagSet = (value: unknown): value is readonly string[] => Array.isArray(value)
