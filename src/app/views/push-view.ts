// A push as people see it: what it did, in counts and in one line of words.
import { showId } from '../../domain/ids.ts'
import { HELD_REASONS, LEFT_REASONS } from '../../domain/push/push-step.ts'
import type { HeldReason, LeftReason } from '../../domain/push/push-step.ts'
import { heldCount, leftCount } from '../../domain/push/push-counts.ts'
import type { PushCounts } from '../../domain/push/push-counts.ts'
import { DESTINATION_FAILURES } from '../../destinations/contract.ts'
import type { PushRow } from '../../storage/pushes.ts'
import { showAt, showMaybeAt } from './show.ts'

export const HELD_WORDS: Readonly<Record<HeldReason, string>> = {
  'in-review': 'wait for your answer in Review',
  pending: 'are pending at the bank and wait until they are booked',
  'other-leg': 'wait for the other side of their transfer',
  'not-mapped': 'are in accounts that you don’t send',
  'before-start': 'are from before the day you send from',
  'currency-differs': 'are in another currency than the account there',
}

export const LEFT_WORDS: Readonly<Record<LeftReason, string>> = {
  'changed-there': 'changed there, left alone',
  'deleted-there': 'deleted there, left alone',
  'reconciled-there': 'reconciled there, left alone',
  'cannot-update': 'changed here, which can’t be sent there',
  'cannot-delete': 'gone here, which can’t be sent there',
  'account-changed': 'moved to another account here, left alone',
  'transfer-changed': 'of a transfer that is none any more here, left alone',
  'too-often': 'taken back and sent too often, left alone',
}

export type Tense = 'planned' | 'done' | 'undone'

/** `Sent 14, updated 1. 2 were there already. 3 wait for your answer in Review.` */
export function countsWords(counts: PushCounts, tense: Tense): string {
  const verbs: Readonly<Record<Tense, readonly [string, string, string]>> = {
    planned: ['would send', 'would update', 'would delete'],
    done: ['sent', 'updated', 'deleted'],
    undone: ['made again', 'put back', 'took back'],
  }
  const [create, update, remove] = verbs[tense]
  const { created, updated, deleted, alreadyThere, refused, unsent } = counts
  const parts: readonly (readonly [number, string])[] = [
    [created, create],
    [updated, update],
    [deleted, remove],
  ]
  const did = parts.filter(([count]) => count > 0).map(([count, verb]) => `${verb} ${count}`)
  const nothing = tense === 'undone' ? 'Nothing was left to take back' : 'Nothing new to send'
  const rest: readonly (readonly [number, string])[] = [
    [alreadyThere, 'were there already'],
    [refused, 'were refused there'],
    [unsent, 'were not sent'],
    ...LEFT_REASONS.map((reason) => [counts.left[reason], LEFT_WORDS[reason]] as const),
    ...HELD_REASONS.map((reason) => [counts.held[reason], HELD_WORDS[reason]] as const),
  ]
  const told = rest.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}.`)
  return [`${capital(did.length === 0 ? nothing : did.join(', '))}.`, ...told].join(' ')
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

export const countsView = (counts: PushCounts) => ({
  ...counts,
  left: { ...counts.left },
  held: { ...counts.held },
  leftTotal: leftCount(counts),
  heldTotal: heldCount(counts),
})

export const pushView = (row: PushRow) => ({
  id: showId('push', row.id),
  destinationId: showId('destination', row.destinationId),
  destinationName: row.destinationName,
  program: row.program,
  kind: row.kind,
  undoesPushId: row.undoesPushId === null ? null : showId('push', row.undoesPushId),
  state: row.state,
  counts: countsView(row.counts),
  words: countsWords(row.counts, row.kind === 'undo' ? 'undone' : 'done'),
  failure:
    row.failure === null
      ? null
      : {
          reason: row.failure,
          message: row.failureMessage ?? '',
          actor: actorOf(row.failure),
          retryAt: showMaybeAt(row.retryAt),
        },
  startedAt: showAt(row.startedAt),
  endedAt: showMaybeAt(row.endedAt),
  undoable: row.state === 'running' || row.kind === 'undo' ? 0 : row.undoable,
})

/** One that this version does not know is ours to mend. */
function actorOf(failure: string): 'user' | 'operator' | 'nobody' | 'us' {
  const known: Readonly<Record<string, 'user' | 'operator' | 'nobody' | 'us'>> = DESTINATION_FAILURES
  return Object.hasOwn(known, failure) ? (known[failure] ?? 'us') : 'us'
}
