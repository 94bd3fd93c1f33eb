import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { CoverageView } from '../../../src/api/contract/proof.ts'
import { formatDay } from '../format/dates.ts'
import { daysWithin, type Month, monthsBetween } from '../format/months.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { SectionCard } from '../ui/card.tsx'

/** Months drawn at first: a year and a bit says how an account is; the rest unfolds. */
const MONTHS_SHOWN = 13
const DAY_PX = 10
const ROW_PX = 14
const DAYS_MAX = 31

/** Which days of the account some source gives, and what is missing, by name. */
export function CoverageMap({ coverage }: { coverage: CoverageView }) {
  if (coverage.from === null) {
    return (
      <SectionCard title={<Trans>Days covered</Trans>}>
        <p className="text-muted">
          <Trans>No source has said which days it gives yet. Sync, or import a file.</Trans>
        </p>
      </SectionCard>
    )
  }
  return (
    <SectionCard title={<Trans>Days covered</Trans>}>
      <div className="space-y-5">
        <Gaps coverage={coverage} />
        <Months coverage={coverage} from={coverage.from} />
        <Sources coverage={coverage} />
      </div>
    </SectionCard>
  )
}

function Gaps({ coverage }: { coverage: CoverageView }) {
  const { gaps, rhythm } = coverage
  return (
    <ul className="space-y-2">
      {gaps.length === 0 && (
        <li className="flex gap-2.5">
          <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-good-text" />
          <Trans>No day is missing.</Trans>
        </li>
      )}
      {gaps.map((gap) => (
        <li key={gap.from} className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <span className="flex min-w-0 flex-1 basis-64 gap-2.5">
            {gap.isProvedEmpty ? (
              <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-good-text" />
            ) : (
              <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-warn-text" />
            )}
            {gap.text}
          </span>
          {!gap.isProvedEmpty && (
            <ButtonLink to="/import" search={{ accountId: coverage.accountId }} size="small">
              <Trans>Import a file</Trans>
            </ButtonLink>
          )}
        </li>
      ))}
      {rhythm !== null && rhythm.isQuiet && (
        <li className="flex gap-2.5">
          <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-warn-text" />
          <span>
            <Trans>This account has gone quiet: {rhythm.text}. Check at your bank whether something is missing.</Trans>
          </span>
        </li>
      )}
    </ul>
  )
}

/** A line of days for each month. The picture says no more than the words beside it, so it is read out by them. */
function Months({ coverage, from }: { coverage: CoverageView; from: string }) {
  const [isUnfolded, setIsUnfolded] = useState(false)
  const months = monthsBetween(from, coverage.today)
  const shown = isUnfolded ? months : months.slice(0, MONTHS_SHOWN)
  return (
    <div>
      <ul className="gap-x-8 sm:columns-2">
        {shown.map((month) => (
          <MonthLine key={month.key} month={month} coverage={coverage} />
        ))}
      </ul>
      <ul aria-hidden className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-caption text-muted">
        <LegendEntry className="fill-accent/60">
          <Trans>covered</Trans>
        </LegendEntry>
        <LegendEntry className="fill-accent">
          <Trans>by several sources</Trans>
        </LegendEntry>
        <LegendEntry className="fill-bad">
          <Trans>missing</Trans>
        </LegendEntry>
        <LegendEntry className="fill-warn-line">
          <Trans>not read yet</Trans>
        </LegendEntry>
        <LegendEntry className="fill-line-strong">
          <Trans>nothing happened, by the balances</Trans>
        </LegendEntry>
      </ul>
      {months.length > MONTHS_SHOWN && (
        <Button
          variant="quiet"
          size="small"
          className="mt-2 -ml-3"
          aria-expanded={isUnfolded}
          onPress={() => setIsUnfolded(!isUnfolded)}
        >
          {isUnfolded ? (
            <Trans>Show fewer</Trans>
          ) : (
            <Plural value={months.length} one="Show # month" other="Show all # months" />
          )}
        </Button>
      )}
    </div>
  )
}

function LegendEntry({ className, children }: { className: string; children: ReactNode }) {
  return (
    <li className="flex items-center gap-1.5">
      <svg width={ROW_PX} height={ROW_PX} className={className}>
        <rect x={1} y={1} width={ROW_PX - 2} height={ROW_PX - 2} rx={2} />
      </svg>
      {children}
    </li>
  )
}

function MonthLine({ month, coverage }: { month: Month; coverage: CoverageView }) {
  const { t, i18n } = useLingui()
  const name = new Intl.DateTimeFormat(i18n.locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month.key}-01T00:00:00Z`),
  )
  const within = (ranges: readonly { from: string; to: string }[]) =>
    ranges.flatMap((range) => daysWithin(range, month) ?? [])
  const covered = within(coverage.sources.flatMap(({ ranges }) => ranges))
  const missing = within(coverage.gaps.filter(({ isProvedEmpty, isLast }) => !isProvedEmpty && !isLast))
  const awaited = within(coverage.gaps.filter(({ isProvedEmpty, isLast }) => !isProvedEmpty && isLast))
  const empty = within(coverage.gaps.filter(({ isProvedEmpty }) => isProvedEmpty))
  const missingDays = [...missing, ...awaited].reduce((sum, { length }) => sum + length, 0)
  const label = missingDays === 0 ? t`${name}: no day is missing` : t`${name}: ${missingDays} days are missing`
  const bars = [
    { className: 'fill-accent/60', spans: covered },
    { className: 'fill-accent', spans: within(coverage.overlaps) },
    { className: 'fill-line-strong', spans: empty },
    { className: 'fill-bad', spans: missing },
    { className: 'fill-warn-line', spans: awaited },
  ]
  return (
    <li className="mb-1 flex break-inside-avoid items-center gap-3">
      <span aria-hidden className="w-18 shrink-0 text-caption text-muted tabular">
        {name}
      </span>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${DAYS_MAX * DAY_PX} ${ROW_PX}`}
        className="min-w-0 flex-1"
        preserveAspectRatio="none"
        height={ROW_PX}
      >
        <rect x={0} y={0} width={month.days * DAY_PX} height={ROW_PX} rx={3} className="fill-sunken" />
        {bars.flatMap(({ className, spans }) =>
          spans.map(({ start, length }) => (
            <rect
              key={`${className} ${start}`}
              x={(start - 1) * DAY_PX + 0.5}
              y={0.5}
              width={length * DAY_PX - 1}
              height={ROW_PX - 1}
              rx={3}
              className={className}
            />
          )),
        )}
      </svg>
    </li>
  )
}

function Sources({ coverage }: { coverage: CoverageView }) {
  const { i18n } = useLingui()
  return (
    <ul className="divide-y divide-line border-t border-line">
      {coverage.sources.map((source, index) => (
        <li key={index} className="py-2.5 last:pb-0">
          <p className="font-medium">
            {source.source === 'connection' && source.name}
            {source.source === 'file' && <Trans>Files</Trans>}
            {source.source === 'manual' && <Trans>By hand</Trans>}
            {source.source === 'connection' && !source.isOpen && (
              <span className="ml-2 font-normal text-muted">
                <Trans>no longer connected</Trans>
              </span>
            )}
          </p>
          <p className="text-caption text-muted">
            {source.ranges
              .map(({ from, to }) => `${formatDay(from, i18n.locale)} – ${formatDay(to, i18n.locale)}`)
              .join(', ')}
            {source.isComplete && (
              <>
                {' · '}
                <Trans>says that nothing else happened on these days</Trans>
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}
