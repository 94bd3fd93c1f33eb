import { readId, showId } from '../domain/ids.ts'
import { hasRulebookChange, readRulebookChanges, undoRulebookChange } from '../storage/rulebook-batch.ts'
import { onlyLooked } from './change-rulebook.ts'
import type { ChangeOptions } from './change-rulebook.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { notFound, Refusal } from './refusal.ts'
import { showAt, showMaybeAt, wantId } from './views/show.ts'

/** Changes of the rulebook that are listed. */
const CHANGES_MAX = 100

/** Takes back what a change of a rule, a payoree or a category did, and the change itself. */
export async function undoRulebook(context: AppContext, shownId: string, { isDryRun }: ChangeOptions) {
  const batchId = wantId('batch', shownId, 'change')
  const within = isDryRun ? onlyLooked : asOwner
  return within(context, async (tx) => {
    const undone = await undoRulebookChange(tx, context, batchId)
    switch (undone.kind) {
      case 'unknown':
        throw notFound('change')
      case 'undone-before':
        throw new Refusal('undone-before', 'This change was undone already. Nothing was changed.')
      case 'changed-since':
        throw new Refusal(
          'built-on',
          'The same rule, payoree or category was changed again since. Nothing was changed. Undo that change first.',
        )
      case 'undone':
        return {
          batchId: shownId,
          isDryRun,
          restored: undone.restored,
          keptIds: undone.kept.map((id) => showId('transaction', id)),
        }
    }
  })
}

/** Whether the id is that of a change of the rulebook, and not of an import. */
export async function isRulebookChange(context: AppContext, shownId: string): Promise<boolean> {
  const id = readId('batch', shownId)
  return id !== null && (await asOwner(context, (tx) => hasRulebookChange(tx, id)))
}

/** Changes of the rulebook, the newest first. */
export async function listRulebookChanges(context: AppContext) {
  return asOwner(context, async (tx) => {
    const rows = await readRulebookChanges(tx, CHANGES_MAX)
    return rows.map(({ id, kind, summary, changed, createdAt, undoneAt }) => ({
      batchId: showId('batch', id),
      kind,
      summary,
      changed,
      at: showAt(createdAt),
      undoneAt: showMaybeAt(undoneAt),
    }))
  })
}
