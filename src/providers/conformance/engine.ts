// The smallest engine that can sync: spans, the pure planner, and a ledger in memory. Stories and laws run on
// it.
import type { SourceAccount } from '../../domain/account.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import type { Counts } from '../../domain/counts.ts'
import { addCounts, NO_COUNTS } from '../../domain/counts.ts'
import type { AccountId, AccountLinkId } from '../../domain/ids.ts'
import type { IncomingRecord, IncomingRemoval, Span } from '../../domain/reconcile/plan.ts'
import { planSpan } from '../../domain/reconcile/plan-span.ts'
import { applyPlan, EMPTY_LEDGER, endLink, snapshotFor } from '../../domain/reconcile/reference-ledger.ts'
import type { ReferenceLedger } from '../../domain/reconcile/reference-ledger.ts'
import { tallyOf } from '../../domain/reconcile/tally.ts'
import type { ContentTally } from '../../domain/reconcile/plan.ts'
import { asProviderError } from '../contract/errors.ts'
import type { ProviderError } from '../contract/errors.ts'
import type { Cursor, Page } from '../contract/page.ts'
import type { Capabilities } from '../contract/manifest.ts'
import type { Run } from './bench.ts'
import { gather } from './gather.ts'
import type { GatheredSpan } from './gather.ts'

/** Restarts of one read before the provider counts as busy. */
const RESTARTS_MAX = 3

type Link = { readonly linkId: AccountLinkId; readonly account: SourceAccount; readonly accountId: AccountId }

/** One connection's side of the engine: its ledger, links and cursor. */
export type Connection = {
  readonly capabilities: Capabilities
  readonly earliest: CalendarDate
  readonly ledger: ReferenceLedger
  /** By the source's id for the account. */
  readonly links: ReadonlyMap<string, Link>
  readonly cursor: Cursor | null
}

export const newConnection = (capabilities: Capabilities, earliest: CalendarDate): Connection => ({
  capabilities,
  earliest,
  ledger: EMPTY_LEDGER,
  links: new Map(),
  cursor: null,
})

/** How a sync ended. What was committed before an error stays. */
export type Synced = {
  readonly connection: Connection
  readonly counts: Counts
  readonly failedAccounts: readonly string[]
  readonly error: ProviderError | null
}

type Progress = {
  connection: Connection
  counts: Counts
  readonly failedAccounts: string[]
  tally: ContentTally
}

/** Reads to the end and commits span by span. `openRun` opens a session for each attempt. */
export async function sync(connection: Connection, openRun: () => Run, asOf: CalendarDate): Promise<Synced> {
  const progress: Progress = { connection, counts: NO_COUNTS, failedAccounts: [], tally: new Map() }
  let error: ProviderError | null = null
  for (let attempt = 0; attempt <= RESTARTS_MAX; attempt += 1) {
    error = await attemptRead(progress, openRun(), asOf)
    if (error === null || (error.kind !== 'restartSpan' && error.kind !== 'cursorLost')) break
    // Without a cursor everything is read anew, and what is missing in it is gone.
    if (error.kind === 'cursorLost') progress.connection = { ...progress.connection, cursor: null }
  }
  const { counts, failedAccounts } = progress
  return { connection: progress.connection, counts, failedAccounts, error }
}

async function attemptRead(progress: Progress, run: Run, asOf: CalendarDate): Promise<ProviderError | null> {
  const { cursor, earliest } = progress.connection
  try {
    progress.connection = linkAccounts(progress.connection, await run.listAccounts())
    for await (const gathered of gather(run.read({ cursor, asOf, earliest }))) {
      if (gathered.kind === 'span') commitSpan(progress, gathered.span)
      else progress.failedAccounts.push(gathered.failure.accountSourceId)
    }
    return null
  } catch (error) {
    return asProviderError(error)
  }
}

function commitSpan(progress: Progress, { pages, checkpoint }: GatheredSpan): void {
  const accounts = pages.flatMap((page) => page.accounts)
  const connection = linkAccounts(progress.connection, accounts)
  const span = spanOf(connection, pages, progress.tally)
  const plan = planSpan(span, snapshotFor(connection.ledger, span))
  progress.connection = {
    ...connection,
    ledger: applyPlan(connection.ledger, span, plan),
    cursor: checkpoint,
  }
  progress.counts = addCounts(progress.counts, plan.counts)
  progress.tally = tallyOf(span)
}

/** The pages as one span, tied to our accounts. */
export function spanOf(
  connection: Connection,
  pages: readonly Page[],
  earlier: ContentTally = new Map(),
): Span {
  const linkOf = (accountSourceId: string): Link => {
    const link = connection.links.get(accountSourceId)
    if (link === undefined)
      throw new Error(`a record came of the account ${accountSourceId}, which was never listed`)
    return link
  }
  const records: IncomingRecord[] = []
  const removals: IncomingRemoval[] = []
  for (const page of pages) {
    for (const record of page.upserts) {
      const { linkId, accountId } = linkOf(record.accountSourceId)
      records.push({ linkId, accountId, record })
    }
    for (const { accountSourceId, sourceId } of page.removals) {
      removals.push({ linkId: linkOf(accountSourceId).linkId, sourceId, afterRecords: records.length })
    }
  }
  const { pending, pendingDays } = connection.capabilities
  return {
    traits: { source: 'connection', pending, pendingDays },
    records,
    removals,
    coverage: pages.flatMap((page) =>
      page.coverage.map(({ accountSourceId, ...claim }) => {
        const { linkId, accountId } = linkOf(accountSourceId)
        return { linkId, accountId, ...claim }
      }),
    ),
    rejected: pages.flatMap((page) => page.rejected),
    ignored: pages.flatMap((page) => page.ignored),
    earlier,
  }
}

/** Links accounts that are not linked yet: to the account they were before a reconnect, or to a new one. */
export function linkAccounts(connection: Connection, accounts: readonly SourceAccount[]): Connection {
  const links = new Map(connection.links)
  let { ledger } = connection
  for (const account of accounts) {
    if (links.has(account.sourceId)) continue
    const before = [...links.values()].findLast(({ account: known }) => isSameAccount(known, account))
    const linkId = `link-${links.size + 1}` as AccountLinkId
    const accountId = before?.accountId ?? (`account-${links.size + 1}` as AccountId)
    links.set(account.sourceId, { linkId, account, accountId })
    if (before !== undefined) ledger = endLink(ledger, before.linkId)
  }
  return { ...connection, links, ledger }
}

/** Ids that survive decide where both have one; else what the bank prints on the card must agree. */
function isSameAccount(left: SourceAccount, right: SourceAccount): boolean {
  if (left.persistentId !== null && right.persistentId !== null)
    return left.persistentId === right.persistentId
  return (
    left.mask !== null &&
    left.mask === right.mask &&
    left.kind === right.kind &&
    left.currency === right.currency
  )
}
