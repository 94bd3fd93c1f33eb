// Reads a connection to its end: accounts first, then span after span, each committed before the next is fetched.
import { addDays } from '../domain/calendar.ts'
import { tallyOf } from '../domain/reconcile/tally.ts'
import type { ContentTally } from '../domain/reconcile/plan.ts'
import type { SourceAccount } from '../domain/account.ts'
import type { ConnectedSession, ReadRequest } from '../providers/contract/adapter.ts'
import { asProviderError, ProviderError } from '../providers/contract/errors.ts'
import type { Cursor } from '../providers/contract/page.ts'
import { loseCursor, moveCursor } from '../storage/connections.ts'
import { crashPoint } from '../storage/crash-points.ts'
import { keepCredential } from '../storage/credentials.ts'
import { readLinks, setLinkFailure } from '../storage/accounts.ts'
import { recordEvent } from '../storage/events.ts'
import { addSpan } from '../storage/runs.ts'
import type { Tx } from '../storage/schema.ts'
import { asRun, CursorMoved, Progress, RunEnded } from './attempt.ts'
import type { Attempt } from './attempt.ts'
import { importSpan, tieSpan } from './import-span.ts'
import { RESTARTS_MAX } from './limits.ts'
import { linkAccounts } from './link-accounts.ts'
import { askAboutAccounts, reattachAccounts } from './reattach-accounts.ts'
import { gatherSpans, refuseTooManyRejects } from './spans.ts'
import type { GatheredSpan } from './spans.ts'

/** Spans committed so far, which the caller needs even where reading ends in an error. */
export type Progressed = { spans: number }

/** What one read of the adapter carries from span to span. */
type Reading = { cursor: Cursor | null; tally: ContentTally }

/** Reads and commits everything. Gives the accounts that failed while the others went on. */
export async function readAll(attempt: Attempt, progressed: Progressed): Promise<readonly ProviderError[]> {
  const progress = new Progress(attempt)
  await progress.step('contacting')
  crashPoint('read-all: contacting shown')
  const accounts = await listAccounts(attempt)
  crashPoint('read-all: accounts listed')
  await asRun(attempt, (tx) => linkAccounts(tx, attempt.deps, placeOf(attempt), accounts, true))
  crashPoint('read-all: accounts linked')
  let cursor = attempt.connection.cursor as Cursor | null
  let restarts = 0
  let hasLostCursor = false
  for (;;) {
    const reading: Reading = { cursor, tally: new Map() }
    try {
      await readOnce(attempt, reading, progress, progressed)
      crashPoint('read-all: read to the end')
      await asRun(attempt, (tx) => noteAccountFailures(tx, attempt, progress))
      crashPoint('read-all: account failures noted')
      return [...progress.failures.values()]
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      if (error.kind === 'restartSpan' && restarts < RESTARTS_MAX) restarts += 1
      else if (error.kind === 'restartSpan') throw unsettled(error)
      else if (error.kind === 'cursorLost' && !hasLostCursor && reading.cursor !== null) {
        hasLostCursor = true
        await forgetCursor(attempt, reading)
        crashPoint('read-all: cursor forgotten')
      } else throw error
      // Spans committed before the error moved the cursor: reading goes on from there.
      cursor = reading.cursor
    }
  }
}

async function readOnce(
  attempt: Attempt,
  reading: Reading,
  progress: Progress,
  progressed: Progressed,
): Promise<void> {
  const pages = attempt.route.adapter.read(sessionOf(attempt), requestOf(attempt, reading.cursor))
  for await (const gathered of gatherSpans(pages, (page) => progress.page(page))) {
    crashPoint('read-all: span gathered')
    const pages = progress.takePages()
    await asRun(attempt, (tx) => commitSpan(tx, attempt, reading, gathered, pages))
    crashPoint('read-all: span committed')
    reading.cursor = gathered.checkpoint
    progressed.spans += 1
  }
}

/**
 * Everything that a span changes, in one transaction: cursor, ledger, counts. Throws `CursorMoved` or `RunEnded` where
 * the span is not this run's to write; then nothing is.
 */
async function commitSpan(
  tx: Tx,
  attempt: Attempt,
  reading: Reading,
  gathered: GatheredSpan,
  pages: number,
): Promise<void> {
  const { deps, ownerId, run, connection, route } = attempt
  const hasMoved = await moveCursor(tx, ownerId, connection.id, reading.cursor, gathered.checkpoint)
  crashPoint('read-all: cursor moved')
  if (!hasMoved) throw new CursorMoved()
  const listed = await linkAccounts(tx, deps, placeOf(attempt), gathered.accounts.map(withoutBalances), false)
  crashPoint('read-all: accounts of the span linked')
  const { links, questions } = await reattachAccounts(tx, placeOf(attempt), listed, gathered.records)
  crashPoint('read-all: known accounts found again')
  const { pending, pendingDays } = route.adapter.manifest.capabilities
  const span = tieSpan(gathered, links, { source: 'connection', pending, pendingDays }, reading.tally)
  refuseTooManyRejects({ records: gathered.records, rejected: span.rejected })
  const cursor = { before: reading.cursor, after: gathered.checkpoint }
  const origin = { kind: 'sync' as const, runId: run.id, connectionId: connection.id, cursor }
  const accountIds = [...links.values()].map(({ accountId }) => accountId)
  const { batchId, counts, batchHash } = await importSpan(tx, deps, { ownerId, origin, accountIds }, span, [])
  crashPoint('read-all: span imported')
  await askAboutAccounts(tx, ownerId, batchId, questions, deps.newId)
  crashPoint('read-all: accounts asked about')
  const isOurs = await addSpan(tx, ownerId, run.id, { counts, batchHash, pages, at: deps.now() })
  crashPoint('read-all: run counted')
  if (!isOurs) throw new RunEnded()
  const event = { runId: run.id, connectionId: connection.id, facts: { ...counts } }
  await recordEvent(tx, ownerId, { kind: 'ledger.changed', ...event })
  crashPoint('read-all: change told')
  reading.tally = tallyOf(span)
}

/** Balances are taken once a run, from the list; those on pages may be of another moment. */
export const withoutBalances = (account: SourceAccount): SourceAccount => ({ ...account, balances: [] })

/** Says of each link whether it failed; one that was heard of again has recovered. */
export async function noteAccountFailures(
  tx: Tx,
  { ownerId, connection }: Attempt,
  { failures, heardOf }: Progress,
): Promise<void> {
  const links = await readLinks(tx, ownerId, connection.id)
  crashPoint('read-all: links read')
  for (const { accountSourceId, linkId, hasFailed } of links) {
    const failure = failures.get(accountSourceId)
    if (failure === undefined && !(hasFailed && heardOf.has(accountSourceId))) continue
    await setLinkFailure(tx, ownerId, linkId, failure ?? null)
    crashPoint('read-all: account failure written')
  }
}

/** The refused cursor is taken away, if it still is the one: the next read is a whole window. */
async function forgetCursor(attempt: Attempt, reading: Reading): Promise<void> {
  const { ownerId, connection, deps } = attempt
  const isForgotten = await asRun(attempt, (tx) => loseCursor(tx, ownerId, connection.id, reading.cursor))
  crashPoint('read-all: cursor taken away')
  if (!isForgotten) throw new CursorMoved()
  deps.log.warn({ connection: connection.id }, 'cursor-lost')
  reading.cursor = null
}

/** The accounts that the source lists; whatever the adapter throws is a `ProviderError`. */
export async function listAccounts(attempt: Attempt): Promise<readonly SourceAccount[]> {
  try {
    const accounts = await attempt.route.adapter.listAccounts(sessionOf(attempt))
    crashPoint('read-all: accounts fetched')
    return accounts
  } catch (error) {
    throw asProviderError(error)
  }
}

export function requestOf({ asOf, connection }: Attempt, cursor: Cursor | null): ReadRequest {
  return { cursor, asOf, earliest: addDays(asOf, -connection.askedHistoryDays), accountSourceIds: null }
}

/** What the adapter gets. A rotated credential is durable before the adapter goes on to use it. */
export function sessionOf(attempt: Attempt): ConnectedSession<unknown> {
  const { deps, ownerId, connection, credential, route, signal, run } = attempt
  return {
    config: route.config,
    http: route.http,
    signal,
    credential: credential.inUse,
    log: (event, facts) => deps.log.info({ run: run.id, ...facts }, event),
    keepCredential: async (next) => {
      await asRun(attempt, (tx) => keepCredential(tx, deps, ownerId, connection.id, next))
      crashPoint('read-all: credential kept')
      credential.inUse = next
    },
  }
}

export const placeOf = ({ ownerId, run, connection }: Attempt) => ({ ownerId, runId: run.id, connection })

const unsettled = ({ facts }: ProviderError): ProviderError =>
  new ProviderError('retryLater', 'not-ready', {
    ...facts,
    internal: `the bank's list kept moving: ${RESTARTS_MAX} fresh starts were not enough`,
  })
