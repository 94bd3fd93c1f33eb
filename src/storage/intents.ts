// What the person decided about a transaction. Sync never writes here.
import type { Kysely } from 'kysely'
import type { OwnerId, TransactionId } from '../domain/ids.ts'
import type { Intent } from '../domain/transaction.ts'
import type { Tables } from './schema.ts'

type Decision = { -readonly [Field in keyof Intent]: Intent[Field] }

/**
 * Adds decisions to those made before, field by field; a field left out stays as it is. False where the owner
 * has no such transaction.
 */
export async function decide(
  transaction: Kysely<Tables>,
  ownerId: OwnerId,
  id: TransactionId,
  decision: Decision,
  at: Date,
): Promise<boolean> {
  // Two edits of one transaction at once must not lose each other's fields.
  const known = await transaction
    .selectFrom('transaction')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!known) return false
  const before = await transaction
    .selectFrom('transactionIntent')
    .selectAll()
    .where('transactionId', '=', id)
    .executeTakeFirst()
  const given = Object.entries(decision).filter(([, value]) => value !== undefined)
  if (given.length === 0) return true
  const row = {
    decided: [...new Set([...(before?.decided ?? []), ...given.map(([field]) => field)])].toSorted(),
    payoree: decision.payoree !== undefined ? decision.payoree : (before?.payoree ?? null),
    category: decision.category !== undefined ? decision.category : (before?.category ?? null),
    note: decision.note !== undefined ? decision.note : (before?.note ?? null),
    isHidden: decision.isHidden ?? before?.isHidden ?? false,
    updatedAt: at,
  }
  await transaction
    .insertInto('transactionIntent')
    .values({ ownerId, transactionId: id, ...row })
    .onConflict((conflict) => conflict.columns(['ownerId', 'transactionId']).doUpdateSet(row))
    .execute()
  return true
}
