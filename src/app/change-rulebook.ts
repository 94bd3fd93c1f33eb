// What the use cases of the rulebook have in common: a change in one transaction, or only looked at and undone.
import type { BatchId } from '../domain/ids.ts'
import { showId } from '../domain/ids.ts'
import { visible } from '../domain/transaction.ts'
import type { Derived, Transaction } from '../domain/transaction.ts'
import { rehearse } from '../storage/rehearsal.ts'
import { changeRulebook, CHANGED_MAX, ReachTooFar } from '../storage/rulebook-batch.ts'
import type { RulebookChange, RulebookChanged } from '../storage/rulebook-batch.ts'
import { readCategoryNames } from '../storage/rulebook-categories.ts'
import type { Tx } from '../storage/schema.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { Refusal } from './refusal.ts'
import { showMoney } from './views/show.ts'

/** Changes shown before they are made; the counts are of all. */
const SAMPLE_MAX = 20

export type ChangeOptions = {
  /** Tells what would happen and changes nothing. */
  readonly isDryRun: boolean
}

/** Makes the change that `plan` works out in the same transaction; a dry run does all of it and keeps nothing. */
export async function makeChange(
  context: AppContext,
  { isDryRun }: ChangeOptions,
  plan: (tx: Tx) => Promise<RulebookChange>,
) {
  const work = async (tx: Tx) => {
    const changed = await changeRulebook(tx, context, await plan(tx))
    return changeView(changed, await readCategoryNames(tx), isDryRun)
  }
  try {
    if (!isDryRun) return await asOwner(context, work)
    return await onlyLooked(context, work)
  } catch (error) {
    if (error instanceof ReachTooFar) {
      throw new Refusal(
        'invalid-input',
        `This would change more than ${CHANGED_MAX} transactions at once. Nothing was changed. ` +
          'Narrow it, or let it begin on a day.',
        { cause: error },
      )
    }
    throw error
  }
}

/** Does the work and undoes it. */
export const onlyLooked = <Value>(context: AppContext, work: (tx: Tx) => Promise<Value>): Promise<Value> =>
  rehearse<Tx, Value>((looked) => asOwner(context, looked), work)

function changeView(changed: RulebookChanged, names: ReadonlyMap<string, string>, isDryRun: boolean) {
  const { batchId, reached, changes, decisions } = changed
  const decided = new Map(decisions.map(({ transaction, after }) => [transaction.id, after]))
  const rederived = new Map(changes.map(({ transaction, after }) => [transaction.id, after]))
  const seen = reached.filter(({ id }) => decided.has(id) || rederived.has(id))
  return {
    /** Under which it can be undone; null where nothing was done. */
    batchId: isDryRun ? null : showBatch(batchId),
    isDryRun,
    looked: reached.length,
    changed: seen.length,
    sample: seen.slice(0, SAMPLE_MAX).map((transaction) => {
      const after = {
        ...transaction,
        derived: rederived.get(transaction.id) ?? transaction.derived,
        intent: decided.get(transaction.id) ?? transaction.intent,
      }
      return {
        id: showId('transaction', transaction.id),
        on: (transaction.evidence.postedOn ?? transaction.evidence.transactionOn) as string | null,
        description: transaction.evidence.description,
        amount: showMoney(transaction.evidence.amount),
        before: shown(transaction, names),
        after: shown(after, names),
      }
    }),
  }
}

const showBatch = (id: BatchId): string => showId('batch', id)

/** What a person sees of a transaction, categories by name. */
export function shown(
  transaction: Pick<Transaction, 'evidence' | 'intent'> & { readonly derived: Derived },
  names: ReadonlyMap<string, string>,
) {
  const { category, ...rest } = visible(transaction)
  return { ...rest, category: category === null || category === '' ? null : (names.get(category) ?? category) }
}
