// The answers that commands of the rulebook have in common.
import { isSet, reply } from './command.ts'
import type { Given } from './command.ts'
import type { Output } from './program.ts'

type Fields = {
  readonly payoree: string | null
  readonly category: string | null
  readonly note: string | null
  readonly tags: readonly string[]
}

type Change = {
  readonly batchId: string | null
  readonly isDryRun: boolean
  readonly changed: number
  /** Of a rule that tells of transactions: how often it would have. */
  readonly wouldAlert?: number | null
  readonly sample: readonly {
    readonly on: string | null
    readonly description: string
    readonly before: Fields
    readonly after: Fields
  }[]
}

/** Options that all of them take. */
export const CHANGE_OPTIONS = { 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } } as const
export const CHANGE_HELP = { 'dry-run': 'show what would be done and save nothing', json: 'answer in JSON' } as const

export const changeOptions = (given: Given) => ({ isDryRun: isSet(given, 'dry-run') })

/** Tells what a change of the rulebook does, with examples. */
export function replyChange(out: Output, given: Given, change: Change): void {
  const { batchId, isDryRun, changed, sample, wouldAlert = null } = change
  const what = changed === 1 ? '1 transaction' : `${changed} transactions`
  const lines = sample.map(({ on, description, before, after }) => {
    return `  ${on ?? ''}  ${description.slice(0, 60)}: ${differences(before, after).join(', ')}`
  })
  const head = isDryRun ? `This would change ${what}; nothing was saved.` : `Saved; ${what} changed.`
  const foot = batchId === null ? [] : [`Undo it with \`tributary undo ${batchId}\`.`]
  const alerts = wouldAlert === null ? [] : [`It would have alerted ${wouldAlert} times in the last 90 days.`]
  reply(out, given, change, [head, ...alerts, ...lines, ...foot].join('\n'))
}

type Undone = { readonly isDryRun: boolean; readonly restored: number; readonly keptIds: readonly string[] }

/** Tells what the undo of a change brings back. */
export function replyUndone(out: Output, given: Given, undone: Undone): void {
  const { isDryRun, restored, keptIds } = undone
  const what = restored === 1 ? '1 transaction is' : `${restored} transactions are`
  const kept = keptIds.length === 0 ? '' : ` ${keptIds.length} keep what you changed since.`
  const head = isDryRun ? 'Undoing would change this' : 'Undone'
  reply(out, given, undone, `${head}: ${what} as before.${kept}`)
}

function differences(before: Fields, after: Fields): readonly string[] {
  const fields = ['payoree', 'category', 'note'] as const
  const told = fields
    .filter((field) => before[field] !== after[field])
    .map((field) => `${field} ${before[field] ?? 'none'} -> ${after[field] ?? 'none'}`)
  const [tagsBefore, tagsAfter] = [before.tags.join(', '), after.tags.join(', ')]
  const tags = tagsBefore === tagsAfter ? [] : [`tags ${tagsBefore || 'none'} -> ${tagsAfter || 'none'}`]
  return told.length + tags.length > 0 ? [...told, ...tags] : ['who set it, or hiding, transfer']
}
