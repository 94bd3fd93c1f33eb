// Runs a story through an adapter and an engine, and says where the outcome differs from the one the story
// tells.
import type { CalendarDate } from '../../domain/calendar.ts'
import type { AccountId } from '../../domain/ids.ts'
import { countsAddUp } from '../../domain/counts.ts'
import { decide } from '../../domain/reconcile/reference-ledger.ts'
import { recordDate } from '../../domain/source-record.ts'
import { hasIntent } from '../../domain/transaction.ts'
import type { Intent, Transaction } from '../../domain/transaction.ts'
import type { ExpectedRow, SafeOutcome, Story, Visit } from '../world/story.ts'
import { trueLedger } from '../world/truth.ts'
import { NOTHING_SEEN, sourceFailures, watchingSource } from './story-source.ts'
import type { SourceSeen } from './story-source.ts'
import type { World } from '../world/world.ts'
import type { Bench, Opened } from './bench.ts'
import { newConnection, sync } from './engine.ts'
import type { Connection, Synced } from './engine.ts'
import { differences } from './pages.ts'

/** The ways in which the provider's outcome differs from the story's; empty where it is the same. */
export async function runStory(story: Story, bench: Bench): Promise<readonly string[]> {
  const [first] = story.visits
  if (first === undefined) return ['the story has no visit']
  const { world, pageSize } = story
  const options = { asOf: first.on, ...(pageSize === undefined ? {} : { pageSize }) }
  try {
    return await bench.withBank(world, options, async (opened) => {
      const told: Telling = {
        story,
        bench,
        opened,
        connection: connectionFor(world, bench),
        seen: NOTHING_SEEN,
        edits: new Map(),
      }
      for (const visit of story.visits) {
        const failures = await makeVisit(told, visit)
        if (failures.length > 0) return failures.map((failure) => `on ${visit.on}: ${failure}`)
      }
      return []
    })
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : 'something that is no error'
    return [`the story was ended by ${said}`]
  }
}

type Telling = {
  readonly story: Story
  readonly bench: Bench
  readonly opened: Opened
  connection: Connection
  seen: SourceSeen
  /** What the person decided in sum, by movement. */
  readonly edits: Map<string, Intent>
}

const connectionFor = (world: World, bench: Bench): Connection =>
  newConnection(bench.manifest.capabilities, world.startsOn)

async function makeVisit(told: Telling, visit: Visit): Promise<readonly string[]> {
  const { opened, bench } = told
  applyEdits(told, visit)
  opened.setAsOf(visit.on)
  if (visit.reconnects) await reconnect(told)
  opened.setFaults(
    (visit.faults ?? []).map(({ kind, at, after = 0, times = 1 }) => ({
      kind,
      after,
      times,
      path: at === 'transactions' ? bench.transactionsPath : null,
    })),
  )
  const seen = watchingSource(told.seen, opened.run)
  const synced = await sync(told.connection, seen.openRun, visit.on)
  told.seen = seen.now()
  opened.setFaults([])
  told.connection = synced.connection
  const shown = sourceFailures(told.seen, bench, told.story.world, visit)
  return [
    ...endFailures(visit, synced),
    ...shown,
    ...ledgerFailures(told, visit),
    ...editFailures(told, visit),
  ]
}

async function reconnect(told: Telling): Promise<void> {
  await told.opened.reconnect()
  const { repair } = told.bench.manifest.capabilities
  // A new link is a new connection of the provider's: its old cursor means nothing there.
  if (repair === 'new-link') told.connection = { ...told.connection, cursor: null }
}

function endFailures(visit: Visit, { error, failedAccounts, counts }: Synced): readonly string[] {
  const ends = visit.ends ?? 'read'
  const failures = countsAddUp(counts) ? [] : ['the counts do not add up']
  const expectsError = ends !== 'read' && ends.kind !== 'account-failed'
  if (error !== null && !expectsError) failures.push(`the sync ended in ${error.message}`)
  if (ends === 'read') return failedAccounts.length === 0 ? failures : [...failures, 'an account failed']
  if (ends.kind === 'account-failed')
    return failedAccounts.length > 0 ? failures : [...failures, 'no account failed']
  if (error === null) return [...failures, `the sync ended well instead of in ${ends.kind}`]
  const isRight = error.kind === ends.kind && ends.reasons.includes(error.reason)
  return isRight ? failures : [...failures, `the sync ended in ${error.message} instead of ${ends.kind}`]
}

/** Whether the outcome for want of the bank's word holds here. */
function safeOutcomeOf({ bench }: Telling, visit: Visit): SafeOutcome | null {
  const { safeOutcome } = visit
  if (safeOutcome === undefined || safeOutcome.when === 'always') return safeOutcome ?? null
  const { pending } = bench.manifest.capabilities
  return pending === 'linked' || pending === 'same-id' ? null : safeOutcome
}

function ledgerFailures(told: Telling, visit: Visit): readonly string[] {
  const safe = safeOutcomeOf(told, visit)
  const expected = [...expectedRows(told.story.world, visit), ...(safe?.besides ?? [])]
  const rows = liveRows(told.connection, told.story.world)
  const asked = [...told.connection.ledger.reviews.values()].map(({ kind }) => kind)
  const reviews = safe?.reviews ?? visit.reviews ?? []
  return [
    ...differences(rows.map(rowLine), expected.map(rowLine), [
      'in the ledger and not at the bank',
      'missing in the ledger',
    ]),
    ...differences(asked, reviews, ['asked without need', 'not asked']),
  ]
}

const rowLine = ({ account, amountMinor, status, on }: ExpectedRow): string =>
  `${account} ${amountMinor} ${status} ${on}`

function expectedRows(world: World, visit: Visit): readonly ExpectedRow[] {
  const { stale } = visit
  const ledgerAsOf = visit.ledgerAsOf === undefined ? visit.on : visit.ledgerAsOf
  const rowsOn = (asOf: CalendarDate | null) => (asOf === null ? [] : trueLedger(world, asOf))
  if (stale === undefined) return rowsOn(ledgerAsOf)
  return [
    ...rowsOn(ledgerAsOf).filter(({ account }) => account !== stale.account),
    ...rowsOn(stale.asOf).filter(({ account }) => account === stale.account),
  ]
}

/** The rows that count in sums, under the World's names for their accounts. */
export function liveRows(
  connection: Connection,
  world: World,
): readonly (ExpectedRow & { readonly intent: Intent })[] {
  const keys = accountKeyById(connection, world)
  return [...connection.ledger.transactions.values()]
    .filter(({ evidence }) => !evidence.isRemoved)
    .map(({ accountId, evidence, intent }) => ({
      account: keys.get(accountId) ?? accountId,
      amountMinor: evidence.amount.minor,
      status: evidence.status,
      on: recordDate(evidence),
      intent,
    }))
}

function accountKeyById({ links }: Connection, world: World): ReadonlyMap<AccountId, string> {
  return new Map(
    [...links.values()].flatMap(({ account, accountId }) => {
      const known = world.accounts.find(({ mask }) => mask === account.mask)
      return known === undefined ? [] : [[accountId, known.key] as const]
    }),
  )
}

/** The person edits what they see, which is the ledger after the visit before. */
function applyEdits(told: Telling, visit: Visit): void {
  const before = told.story.visits[told.story.visits.indexOf(visit) - 1]
  for (const edit of visit.edits ?? []) {
    if (before === undefined) throw new Error('there is nothing to edit before the first visit')
    const transaction = findMovement(told, edit.movement, before.on)
    if (transaction === null) throw new Error(`${edit.movement} is not in the ledger to be edited`)
    told.connection = {
      ...told.connection,
      ledger: decide(told.connection.ledger, transaction.id, edit.intent),
    }
    told.edits.set(edit.movement, { ...told.edits.get(edit.movement), ...edit.intent })
  }
}

function findMovement(
  { connection, story: { world } }: Telling,
  movement: string,
  on: CalendarDate,
): Transaction | null {
  const row = trueLedger(world, on).find((known) => known.movement === movement)
  if (row === undefined) return null
  const keys = accountKeyById(connection, world)
  const matching = [...connection.ledger.transactions.values()].filter(
    ({ accountId, evidence }) =>
      !evidence.isRemoved &&
      keys.get(accountId) === row.account &&
      evidence.amount.minor === row.amountMinor &&
      recordDate(evidence) === row.on,
  )
  return matching.find(({ intent }) => hasIntent(intent)) ?? matching[0] ?? null
}

/**
 * No edit is ever lost: it is on its movement, or, where that is gone or kept apart, still on the row it was
 * made on.
 */
function editFailures(told: Telling, visit: Visit): readonly string[] {
  const isApart = safeOutcomeOf(told, visit) !== null
  return [...told.edits].flatMap(([movement, intent]) => {
    const at = findMovement(told, movement, visit.on)
    const holders = at === null || isApart ? [...told.connection.ledger.transactions.values()] : [at]
    return holders.some((holder) => holdsIntent(holder, intent)) ? [] : [`the edit of ${movement} is lost`]
  })
}

const holdsIntent = ({ intent }: Transaction, wanted: Intent): boolean =>
  Object.entries(wanted).every(([field, value]) =>
    Object.entries(intent).some(([key, held]) => key === field && held === value),
  )
