import type { CalendarDate } from '../../../domain/calendar.ts'
import { isWithin } from '../../../domain/calendar.ts'
import type { Bench } from '../bench.ts'
import type { Coverage } from '../../contract/page.ts'
import { accountKeys } from '../account-keys.ts'
import { readPages, spansOf } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { spoiling } from '../spoiling.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'
import { standingOn } from '../../world/truth.ts'
import { day } from '../../world/build.ts'

/** In the middle of the ordinary World's history, so that a claim may reach too far back as well. */
const EARLIEST = day('2026-02-10')

export const r6: Rule = {
  id: 'R6',
  says: 'coverage is claimed only for days and statuses that came completely and could be read',
  applies: always,
  check: async (bench) => [...(await inAGoodRead(bench)), ...(await withAnUnreadableRow(bench))],
}

function inAGoodRead(bench: Bench): Promise<readonly string[]> {
  return bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY, pageSize: 2 }, async ({ run }) => {
    const keys = accountKeys(await run().listAccounts(), ordinaryWorld)
    const pages = await readPages(run(), { asOf: ORDINARY_DAY, earliest: EARLIEST })
    const failures: string[] = []
    for (const span of spansOf(pages)) {
      const came = span.flatMap((page) => page.upserts).map((record) => record.description)
      for (const claim of span.flatMap((page) => page.coverage)) {
        failures.push(...missing(bench, claim, keys.get(claim.accountSourceId), came))
        if (claim.range.to > ORDINARY_DAY) failures.push(`it claims days to come, up to ${claim.range.to}`)
        if (claim.range.from < EARLIEST)
          failures.push(`it claims days from ${claim.range.from} that were not asked for`)
      }
    }
    return failures
  })
}

/** A row that we can't read is not gone: its account must not pass for complete in that span. */
function withAnUnreadableRow(bench: Bench): Promise<readonly string[]> {
  const spoiler = bench.spoilers['without-amount']
  if (typeof spoiler === 'string') return Promise.resolve([])
  return bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY }, async ({ run }) => {
    const { intercept } = spoiling(spoiler)
    const spans = spansOf(await readPages(run({ intercept }), { asOf: ORDINARY_DAY }))
    return spans.flatMap((span) => {
      const unread = new Set(
        span.flatMap((page) => page.rejected).map(({ accountSourceId }) => accountSourceId),
      )
      return span
        .flatMap((page) => page.coverage)
        .filter(({ accountSourceId }) => unread.has(accountSourceId))
        .map(
          ({ accountSourceId }) => `it claims ${accountSourceId} as complete without a row it could not read`,
        )
    })
  })
}

function missing(
  bench: Bench,
  claim: Coverage,
  account: string | undefined,
  came: readonly string[],
): readonly string[] {
  if (account === undefined) return [`it claims coverage of ${claim.accountSourceId}, which is no account`]
  const isSameId = bench.manifest.capabilities.pending === 'same-id'
  return standingOn(ordinaryWorld, ORDINARY_DAY)
    .filter((standing) => standing.account === account)
    .filter(
      ({ statement }) =>
        claim.statuses.includes(statement.status) && !(isSameId && statement.status === 'pending'),
    )
    .filter(({ statement }) => isWithin(shownOn(statement), claim.range))
    .filter(({ statement }) => !came.includes(statement.description))
    .map(
      ({ statement }) =>
        `it claims ${claim.range.from}..${claim.range.to} without "${statement.description}"`,
    )
}

const shownOn = (statement: {
  readonly postedOn: CalendarDate | null
  readonly transactionOn: CalendarDate
}) => statement.postedOn ?? statement.transactionOn
