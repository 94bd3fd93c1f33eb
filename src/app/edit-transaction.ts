import type { TransactionId } from '../domain/ids.ts'
import { TAG_CHARS_MAX } from '../domain/rules/rule.ts'
import { changedTags, TAGS_MAX, tagSet } from '../domain/tags.ts'
import type { Intent, IntentField } from '../domain/transaction.ts'
import { decide, lockIntent } from '../storage/intents.ts'
import { readLedgerRows } from '../storage/read/transactions.ts'
import type { Tx } from '../storage/schema.ts'
import { categoryTyped } from './change-category.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { learnWhenDue } from './recompute-rulebook.ts'
import { invalid, notFound } from './refusal.ts'
import { wantId } from './views/show.ts'
import { transactionView } from './views/transaction-view.ts'

/** What a person decides of fields, and the fields that they leave to the bank, rules and the model again. */
export type TransactionEdit = Intent & {
  readonly automatic?: readonly IntentField[] | undefined
  /** Tags more and fewer than are shown; not together with `tags`, which are all. */
  readonly tagChanges?: TagChanges | undefined
}

export type TagChanges = { readonly added: readonly string[]; readonly taken: readonly string[] }

/** Writes down what the person decided; fields left out stay as they are. No sync changes it afterwards. */
export async function editTransaction(context: AppContext, shownId: string, edit: TransactionEdit) {
  const id = wantId('transaction', shownId, 'transaction')
  const { automatic = [], tagChanges, ...decision } = edit
  const isTagged = decision.tags !== undefined || tagChanges !== undefined
  const torn = automatic.find((field) => (field === 'tags' ? isTagged : decision[field] !== undefined))
  if (torn !== undefined) throw invalid(`/${torn}`, `The field "${torn}" is both set and left to itself.`)
  const view = await asOwner(context, async (transaction) => {
    const { ownerId, newId } = context
    const deciding = { ownerId, newId, at: context.now(), by: 'person', batchId: null }
    const { category } = decision
    const sorted = typeof category === 'string' ? { category: await categoryTyped(transaction, context, category) } : {}
    const tagged = isTagged ? { tags: await tagsTyped(transaction, id, decision.tags, tagChanges) } : {}
    const whole = { ...decision, ...sorted, ...tagged }
    if (!(await decide(transaction, deciding, id, whole, automatic))) throw notFound('transaction')
    const [row] = await readLedgerRows(transaction, [id])
    if (!row) throw notFound('transaction')
    return transactionView(row)
  })
  if (decision.category !== undefined || automatic.includes('category')) await learnFrom(context)
  return view
}

async function tagsTyped(
  tx: Tx,
  id: TransactionId,
  all: readonly string[] | undefined,
  changes: TagChanges | undefined,
): Promise<readonly string[]> {
  // Held first, so that two changes at once don't lose each other's tags.
  if ((await lockIntent(tx, id)) === null) throw notFound('transaction')
  const [row] = await readLedgerRows(tx, [id])
  const tags = changes === undefined ? tagSet(all ?? []) : changedTags(all ?? row?.tags ?? [], changes.added, changes.taken)
  if (tags.length > TAGS_MAX) throw invalid('/tags', `A transaction has at most ${TAGS_MAX} tags. Nothing was changed.`)
  const long = tags.find((tag) => tag.length > TAG_CHARS_MAX)
  if (long !== undefined) {
    throw invalid('/tags', `The tag "${long.slice(0, 20)}…" has more than ${TAG_CHARS_MAX} characters. Nothing was changed.`)
  }
  return tags
}

/** The decision is saved; that nothing could be learned from it now is for the operator to know. */
async function learnFrom(context: AppContext): Promise<void> {
  try {
    await learnWhenDue(context)
  } catch (err) {
    context.log.warn({ err }, 'nothing was learned from a decision')
  }
}
