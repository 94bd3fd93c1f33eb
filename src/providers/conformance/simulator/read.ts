// Reads the simulated bank, by changes or by windows, into pages that end in checkpoints.
import * as z from 'zod'
import { addDays, parseCalendarDate } from '../../../domain/calendar.ts'
import type { CalendarDate } from '../../../domain/calendar.ts'
import type { SourceAccount } from '../../../domain/account.ts'
import type { ConnectedSession, ReadRequest } from '../../contract/adapter.ts'
import { asProviderError, ProviderError } from '../../contract/errors.ts'
import { checkpoint, EMPTY_PAGE } from '../../contract/page.ts'
import type { Checkpoint, Coverage, Page } from '../../contract/page.ts'
import type { SourceRecord } from '../../../domain/source-record.ts'
import { recordDate } from '../../../domain/source-record.ts'
import { askConnected } from './call.ts'
import type { Ask, SimulatorConfig } from './call.ts'
import { mapAccount, mapRows, wireAccount, wireRow } from './map.ts'

type SimulatorSession = ConnectedSession<SimulatorConfig>

/** 20,000 records are the most a span may hold; at one record a page this many pages are its end. */
const PAGES_MAX = 20_000
/** History is cut into windows of this many days, so that a long first read commits in between. */
const WINDOW_DAYS = 120
/** Days back that the simulated bank may rewrite: the overlap of the next window. */
export const RESTATES_DAYS = 14

const changesAnswer = z.object({
  rows: z.array(wireRow),
  gone: z.array(z.object({ account: z.string(), id: z.string() })),
  next: z.string().nullable(),
  mark: z.string().nullable(),
  accounts: z.array(wireAccount),
})

/** Everything that changed since the cursor, net. Only the last page carries a checkpoint. */
export async function* readChanges(session: SimulatorSession, request: ReadRequest): AsyncGenerator<Page> {
  const ask = askConnected(session)
  const since = request.cursor === null ? null : markIn(request.cursor)
  const unreadable = new Set<string | null>()
  let token: string | null = null
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const from = since === null ? request.earliest : null
    const answer: z.infer<typeof changesAnswer> = await ask('/changes', { since, from, token }, changesAnswer)
    if ((answer.next === null) !== (answer.mark !== null)) {
      throw new ProviderError('broken', 'protocol', {
        internal: 'a page is neither followed by another nor the last',
      })
    }
    const { upserts, rejected } = mapRows(answer.rows)
    for (const { accountSourceId } of rejected) unreadable.add(accountSourceId)
    const accounts = mapAccounts(answer.accounts)
    const isWhole = since === null && answer.mark !== null
    yield {
      ...EMPTY_PAGE,
      ...selected(upserts, request),
      rejected,
      removals: answer.gone.map(({ account, id }) => ({ accountSourceId: account, sourceId: id })),
      accounts,
      coverage: isWhole ? wholeCoverage(accounts, request, unreadable) : [],
      checkpoint: answer.mark === null ? null : checkpoint(CHANGES_PREFIX + answer.mark),
    }
    if (answer.next === null) return
    token = answer.next
  }
  throw tooManyPages()
}

const CHANGES_PREFIX = 'sim-changes-1 '

function markIn(cursor: Checkpoint): string {
  if (!cursor.startsWith(CHANGES_PREFIX)) throw cursorRefused()
  return cursor.slice(CHANGES_PREFIX.length)
}

/**
 * A read from nothing shows all there is, so what is missing in it is gone; but not in an account with a row
 * that we could not read, whose absence would be our doing.
 */
function wholeCoverage(
  accounts: readonly SourceAccount[],
  { accountSourceIds, earliest, asOf }: ReadRequest,
  unreadable: ReadonlySet<string | null>,
): readonly Coverage[] {
  return accounts
    .filter(({ sourceId }) => (accountSourceIds?.includes(sourceId) ?? true) && !unreadable.has(sourceId))
    .map(({ sourceId }) => ({
      accountSourceId: sourceId,
      range: { from: earliest, to: asOf },
      statuses: ['pending', 'posted'] as const,
    }))
}

/** The records that were asked for; the others are counted, not forgotten. */
function selected(records: readonly SourceRecord[], { accountSourceIds, earliest }: ReadRequest) {
  const upserts = records.filter(
    (record) =>
      (accountSourceIds === null || accountSourceIds.includes(record.accountSourceId)) &&
      recordDate(record) >= earliest,
  )
  const count = records.length - upserts.length
  return { upserts, ignored: count === 0 ? [] : [{ reason: 'of an account or time not asked for', count }] }
}

const accountsAnswer = z.object({ accounts: z.array(wireAccount) })
const windowAnswer = z.object({ rows: z.array(wireRow), next: z.string().nullable() })

/**
 * Everything between two days, account by account and window by window, each of which ends in a checkpoint.
 */
export async function* readWindows(session: SimulatorSession, request: ReadRequest): AsyncGenerator<Page> {
  const ask = askConnected(session)
  const accounts = await readAccounts(ask)
  const reached = new Map(request.cursor === null ? [] : Object.entries(reachedIn(request.cursor, session)))
  const wanted = accounts.filter(
    ({ sourceId }) => request.accountSourceIds === null || request.accountSourceIds.includes(sourceId),
  )
  yield {
    ...EMPTY_PAGE,
    accounts,
    checkpoint: wanted.length === 0 ? reachedCheckpoint(session, reached) : null,
  }
  for (const { sourceId } of wanted) {
    try {
      yield* readAccount(ask, session, request, sourceId, reached)
    } catch (error) {
      const failure = asProviderError(error)
      if (failure.facts.providerCode !== 'account-unavailable') throw failure
      yield { ...EMPTY_PAGE, accountFailures: [{ accountSourceId: sourceId, error: failure }] }
    }
  }
}

async function* readAccount(
  ask: Ask,
  session: SimulatorSession,
  { asOf, earliest }: ReadRequest,
  account: string,
  reached: Map<string, CalendarDate>,
): AsyncGenerator<Page> {
  const last = reached.get(account)
  const overlap = last === undefined ? earliest : addDays(last, -RESTATES_DAYS)
  let from = overlap < earliest ? earliest : overlap
  while (from <= asOf) {
    const end = addDays(from, WINDOW_DAYS)
    const to = end < asOf ? end : asOf
    yield* readWindow(ask, session, { account, from, to }, reached)
    from = addDays(to, 1)
  }
}

type Window = { readonly account: string; readonly from: CalendarDate; readonly to: CalendarDate }

async function* readWindow(
  ask: Ask,
  session: SimulatorSession,
  window: Window,
  reached: Map<string, CalendarDate>,
): AsyncGenerator<Page> {
  let isReadable = true
  let token: string | null = null
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer: z.infer<typeof windowAnswer> = await ask('/window', { ...window, token }, windowAnswer)
    const mapped = mapRows(answer.rows)
    if (mapped.rejected.length > 0) isReadable = false
    if (answer.next !== null) {
      yield { ...EMPTY_PAGE, ...mapped }
      token = answer.next
      continue
    }
    reached.set(window.account, window.to)
    const { account: accountSourceId, ...range } = window
    const complete = { accountSourceId, range, statuses: ['pending', 'posted'] as const }
    // What we could not read must not pass for gone.
    const coverage = isReadable ? [complete] : []
    yield { ...EMPTY_PAGE, ...mapped, coverage, checkpoint: reachedCheckpoint(session, reached) }
    return
  }
  throw tooManyPages()
}

const WINDOW_VERSION = 'sim-window-1'

const windowCursor = z.strictObject({
  version: z.literal(WINDOW_VERSION),
  connection: z.string(),
  reached: z.record(
    z.string(),
    z.string().transform((text) => parseCalendarDate(text)),
  ),
})

/** The days reached, by account, behind everything that was yielded. */
function reachedCheckpoint(
  session: SimulatorSession,
  reached: ReadonlyMap<string, CalendarDate>,
): Checkpoint {
  const cursor = {
    version: WINDOW_VERSION,
    connection: connectionOf(session),
    reached: Object.fromEntries(reached),
  }
  return checkpoint(JSON.stringify(cursor))
}

function reachedIn(cursor: Checkpoint, session: SimulatorSession): Record<string, CalendarDate> {
  let json: unknown
  try {
    json = JSON.parse(cursor)
  } catch {
    throw cursorRefused()
  }
  const parsed = windowCursor.safeParse(json)
  if (!parsed.success || parsed.data.connection !== connectionOf(session)) throw cursorRefused()
  const days: Record<string, CalendarDate> = {}
  for (const [account, day] of Object.entries(parsed.data.reached)) {
    if (day === null) throw cursorRefused()
    days[account] = day
  }
  return days
}

/**
 * What a credential says of its connection and keeps when it is renewed: the bank, without the counting
 * number.
 */
const connectionOf = ({ credential }: SimulatorSession): string => credential.replace(/-\d+$/, '').slice(-40)

export async function readAccounts(ask: Ask): Promise<readonly SourceAccount[]> {
  const { accounts } = await ask('/accounts', {}, accountsAnswer)
  return mapAccounts(accounts)
}

function mapAccounts(accounts: readonly z.infer<typeof wireAccount>[]): readonly SourceAccount[] {
  return accounts.map((wire) => {
    const mapped = mapAccount(wire)
    if (!mapped.ok) throw new ProviderError('broken', 'schema', { internal: `an account: ${mapped.reason}` })
    return mapped.value
  })
}

const cursorRefused = () =>
  new ProviderError('cursorLost', 'cursor-refused', { internal: 'the cursor is not one of this connection' })

const tooManyPages = () =>
  new ProviderError('broken', 'limit', { internal: `more than ${PAGES_MAX} pages in one span` })
