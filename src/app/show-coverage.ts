import { addDays, daysBetween } from '../domain/calendar.ts'
import type { CalendarDate, DateRange } from '../domain/calendar.ts'
import type { AccountId } from '../domain/ids.ts'
import { coverageMap } from '../domain/proof/coverage-map.ts'
import type { SourceDays } from '../domain/proof/coverage-map.ts'
import type { AccountProof } from '../domain/proof/prove-account.ts'
import { intervalOf } from '../domain/proof/prove.ts'
import { RHYTHM_DAYS_MAX, rhythmOf } from '../domain/proof/quiet.ts'
import { readPostingDays } from '../storage/read/balance-proof.ts'
import { readCoverage, readSources } from '../storage/read/coverage.ts'
import type { CoverageRow, SourceRow } from '../storage/read/coverage.ts'
import type { Tx } from '../storage/schema.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { bankDay } from './bank-day.ts'
import { proofOf } from './show-balance-proof.ts'
import { coverageView } from './views/coverage-view.ts'
import type { Gap } from './views/coverage-view.ts'
import { wantId } from './views/show.ts'

/** Days at the end that no source needs to give yet: banks are read daily, and files come later still. */
const FRESH_DAYS = 2

/** Which source gives which days of the account, what is missing, and whether the account has gone quiet. */
export async function showCoverage(context: AppContext, shownId: string) {
  const id = wantId('account', shownId, 'account')
  const { account, proof } = await proofOf(context, id)
  const today = await bankDay(context, account.timeZone)
  const { sources, ranges, postingDays } = await asOwner(context, (tx) => readFacts(tx, id))
  const days = [...claimed(ranges, sources), ...followed(ranges, sources), ...unclaimed(ranges, sources)]
  const from = days.map(({ range }) => range.from).toSorted()[0] ?? null
  const map = coverageMap(days, { from: from ?? today, to: today })
  const gaps = from === null ? [] : map.gaps.flatMap((gap) => gapOf(gap, today, proof))
  const readOn =
    sources
      .flatMap((each) => each.readOn ?? [])
      .toSorted()
      .at(-1) ?? null
  const rhythm = readOn === null ? null : rhythmOf(postingDays, readOn)
  return coverageView(account, { from, today, map: { ...map, gaps }, sources, rhythm })
}

async function readFacts(tx: Tx, id: AccountId) {
  const sources = await readSources(tx, id)
  const ranges = await readCoverage(tx, id)
  const postingDays = await readPostingDays(tx, id, RHYTHM_DAYS_MAX)
  return { sources, ranges, postingDays }
}

const sourceOf = ({ connectionId }: SourceRow) => (connectionId === null ? 'file' : 'connection')

/** What batches said that they cover. */
const claimed = (ranges: readonly CoverageRow[], sources: readonly SourceRow[]): readonly SourceDays[] =>
  sources.flatMap((source) =>
    ranges
      .filter(({ linkId }) => linkId === source.linkId)
      .map(({ fromOn, toOn, statuses, isComplete }) => ({
        link: source.linkId,
        source: sourceOf(source),
        range: { from: fromOn, to: toOn },
        statuses,
        isComplete,
      })),
  )

/**
 * Once a source has given a whole window, reading its changes to the end keeps it whole: each run that ended well
 * covers the days since.
 */
const followed = (ranges: readonly CoverageRow[], sources: readonly SourceRow[]): readonly SourceDays[] =>
  sources.flatMap((source) => {
    const whole = ranges.filter(({ linkId, isComplete }) => linkId === source.linkId && isComplete)
    const from = whole
      .map(({ toOn }) => toOn)
      .toSorted()
      .at(-1)
    if (from === undefined || source.readOn === null || source.readOn <= from) return []
    const statuses = [...new Set(whole.flatMap((each) => each.statuses))].toSorted()
    const range = { from, to: source.readOn }
    return [{ link: source.linkId, source: sourceOf(source), range, statuses, isComplete: true }]
  })

/** A connection that claims nothing, as one whose rows can't all be read: its first to its last row. */
const unclaimed = (ranges: readonly CoverageRow[], sources: readonly SourceRow[]): readonly SourceDays[] =>
  sources.flatMap((source) => {
    const { linkId, firstOn, lastOn } = source
    if (firstOn === null || lastOn === null || ranges.some((each) => each.linkId === linkId)) return []
    const range = { from: firstOn, to: lastOn }
    return [
      { link: linkId, source: sourceOf(source), range, statuses: ['posted' as const], isComplete: false },
    ]
  })

/** Nothing for the last days before today, which will come. */
function gapOf(range: DateRange, today: CalendarDate, proof: AccountProof): readonly Gap[] {
  const isLast = range.to === today
  if (isLast && daysBetween(range.from, range.to) < FRESH_DAYS) return []
  const isProvedEmpty = !isLast && isBridged(range, proof)
  return [{ ...range, isLast, isProvedEmpty }]
}

/** Two balances, one from before and one from after, that fit: then no row is missing between. */
const isBridged = (range: DateRange, { chains }: AccountProof): boolean =>
  chains.some(({ kind, checks }) =>
    checks.some((check) => {
      const { after, through } = intervalOf(check)
      return (
        kind === 'booked' && check.verdict === 'fits' && after < addDays(range.from, 1) && through >= range.to
      )
    }),
  )
