// The adapter's side of a story: whether the records, removals and coverage it gave add up to what the bank
// shows.
import type { CalendarDate } from '../../domain/calendar.ts'
import type { SourceAccount } from '../../domain/account.ts'
import { recordDate } from '../../domain/source-record.ts'
import type { Page } from '../contract/page.ts'
import type { Visit } from '../world/story.ts'
import { standingOn } from '../world/truth.ts'
import type { StandingStatement } from '../world/truth.ts'
import type { World } from '../world/world.ts'
import { accountKeys } from './account-keys.ts'
import type { Bench, Run } from './bench.ts'
import { differences, viewAfter } from './pages.ts'
import type { SourceView } from './pages.ts'

/** What the adapter said so far, and the accounts it listed last: ids of older links are history. */
export type SourceSeen = { readonly view: SourceView; readonly accounts: readonly SourceAccount[] }

export const NOTHING_SEEN: SourceSeen = { view: [], accounts: [] }

/** Sessions whose reads and listings are noted. A read that fails counts up to its last checkpoint. */
export function watchingSource(
  before: SourceSeen,
  openRun: () => Run,
): { readonly openRun: () => Run; readonly now: () => SourceSeen } {
  let { view, accounts } = before
  async function* noted(pages: AsyncIterable<Page>): AsyncGenerator<Page> {
    const read: Page[] = []
    try {
      for await (const page of pages) {
        read.push(page)
        yield page
      }
    } finally {
      view = viewAfter(view, read)
    }
  }
  const watching = (): Run => {
    const run = openRun()
    const listAccounts = async () => {
      const listed = await run.listAccounts()
      accounts = withUnlisted(accounts, listed)
      return listed
    }
    return { ...run, listAccounts, read: (request) => noted(run.read(request)) }
  }
  return { openRun: watching, now: () => ({ view, accounts }) }
}

/**
 * Some providers just stop listing a closed account; its rows stand all the same. New ids take an account's
 * place.
 */
function withUnlisted(
  before: readonly SourceAccount[],
  listed: readonly SourceAccount[],
): readonly SourceAccount[] {
  const unlisted = before.filter((known) => !listed.some(({ mask }) => mask === known.mask))
  return [...unlisted, ...listed]
}

export function sourceFailures(
  seen: SourceSeen,
  bench: Bench,
  world: World,
  visit: Visit,
): readonly string[] {
  const keys = accountKeys(seen.accounts, world)
  const said = seen.view.flatMap((record) => {
    const account = keys.get(record.accountSourceId)
    const { amount, status, description } = record
    return account === undefined ? [] : [line(account, status, amount.minor, recordDate(record), description)]
  })
  const truth = shownRows(bench, world, visit).map(({ account, statement }) => {
    const { status, amountMinor, postedOn, transactionOn, description } = statement
    return line(account, status, amountMinor, postedOn ?? transactionOn, description)
  })
  return differences(said, truth, ['the adapter shows', 'the bank shows'])
}

const line = (...parts: readonly (string | bigint)[]): string => parts.join(' ')

function shownRows(
  bench: Bench,
  world: World,
  { on, ledgerAsOf = on, stale }: Visit,
): readonly StandingStatement[] {
  const rowsOn = (asOf: CalendarDate | null) =>
    asOf === null ? [] : presented(bench, standingOn(world, asOf))
  if (stale === undefined) return rowsOn(ledgerAsOf)
  return [
    ...rowsOn(ledgerAsOf).filter(({ account }) => account !== stale.account),
    ...rowsOn(stale.asOf).filter(({ account }) => account === stale.account),
  ]
}

/** A provider that keeps the id shows one statement of a movement, the posted one where there is one. */
function presented(bench: Bench, standing: readonly StandingStatement[]): readonly StandingStatement[] {
  if (bench.manifest.capabilities.pending !== 'same-id') return standing
  const shown = new Map<string, StandingStatement>()
  for (const each of standing) {
    const key = `${each.account} ${each.movement}`
    if (shown.get(key)?.statement.status === 'posted' && each.statement.status === 'pending') continue
    shown.set(key, each)
  }
  return [...shown.values()]
}
