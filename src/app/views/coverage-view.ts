import type { CalendarDate, DateRange } from '../../domain/calendar.ts'
import { showId } from '../../domain/ids.ts'
import type { CoverageMap } from '../../domain/proof/coverage-map.ts'
import type { Rhythm } from '../../domain/proof/quiet.ts'
import type { ProofAccount } from '../../storage/read/balance-proof.ts'
import type { SourceRow } from '../../storage/read/coverage.ts'
import { daysText, rhythmText } from './proof-words.ts'

/** Days that no source gives. */
export type Gap = DateRange & {
  /** It reaches to today: a later read or file may still fill it. */
  readonly isLast: boolean
  /** The balances before and after it show that nothing is missing. */
  readonly isProvedEmpty: boolean
}

export type CoverageFacts = {
  /** The first day that any source gives; null before there is one. */
  readonly from: CalendarDate | null
  readonly today: CalendarDate
  readonly map: Omit<CoverageMap, 'gaps'> & { readonly gaps: readonly Gap[] }
  readonly sources: readonly SourceRow[]
  readonly rhythm: Rhythm | null
}

/** The coverage of an account as it is shown. */
export function coverageView(account: ProofAccount, { from, today, map, sources, rhythm }: CoverageFacts) {
  const known = new Map<string, SourceRow>(sources.map((source) => [source.linkId, source]))
  const open = map.gaps.filter(({ isProvedEmpty, isLast }) => !isProvedEmpty && !isLast)
  return {
    accountId: showId('account', account.id),
    name: account.name,
    from: from as string | null,
    today: today as string,
    needsUser: open.length > 0,
    sources: map.sources.map(({ link, source, isComplete, statuses, ranges }) => ({
      source,
      name: known.get(link)?.institutionName ?? 'files',
      isOpen: known.get(link)?.isOpen ?? false,
      isComplete,
      statuses: [...statuses],
      ranges: ranges.map(rangeView),
    })),
    gaps: map.gaps.map((gap) => ({
      ...rangeView(gap),
      isLast: gap.isLast,
      isProvedEmpty: gap.isProvedEmpty,
      text: gapText(gap),
    })),
    overlaps: map.overlaps.map(rangeView),
    rhythm: rhythm === null ? null : { ...rhythm, lastOn: rhythm.lastOn as string, text: rhythmText(rhythm) },
  }
}

const rangeView = ({ from, to }: DateRange) => ({ from: from as string, to: to as string })

function gapText(gap: Gap): string {
  const days = daysText(gap)
  if (gap.isProvedEmpty)
    return `No source covers ${days}, and the balances around show that nothing is missing.`
  if (gap.isLast) return `No source covers ${days} yet. Sync, or upload a file for these days.`
  return `No source covers ${days}. Upload a file for these days.`
}
