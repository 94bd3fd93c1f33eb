// Reading to the end with a bound, and what a source says in sum: records by id, windows replaced, removals
// applied.
import type { Run } from './bench.ts'
import { isWithin } from '../../domain/calendar.ts'
import { recordDate } from '../../domain/source-record.ts'
import type { SourceRecord } from '../../domain/source-record.ts'
import type { Page } from '../contract/page.ts'

/** Far above the requests of any World in the kit, one record to a page included. */
export const PAGES_MAX = 4_000

type Asked = Parameters<Run['read']>[0]

/** All pages of a read; more than the bound is a failure of its own. */
export async function readPages(run: Run, request: Asked): Promise<readonly Page[]> {
  const pages: Page[] = []
  for await (const page of run.read(request)) {
    pages.push(page)
    if (pages.length > PAGES_MAX) throw new Error(`the read goes on after ${PAGES_MAX} pages`)
  }
  return pages
}

/** The pages that came before an error, and the error (null where the read ended well). */
export async function readUntilError(
  run: Run,
  request: Asked,
): Promise<{ readonly pages: readonly Page[]; readonly error: unknown }> {
  const pages: Page[] = []
  try {
    for await (const page of run.read(request)) {
      pages.push(page)
      if (pages.length > PAGES_MAX) throw new Error(`the read goes on after ${PAGES_MAX} pages`)
    }
  } catch (error) {
    return { pages, error }
  }
  return { pages, error: null }
}

/** Pages cut at checkpoints. Pages after the last one belong to no span and are left out. */
export function spansOf(pages: readonly Page[]): readonly (readonly Page[])[] {
  const spans: Page[][] = []
  let open: Page[] = []
  for (const page of pages) {
    open.push(page)
    if (page.checkpoint === null) continue
    spans.push(open)
    open = []
  }
  return spans
}

export const lastCheckpoint = (pages: readonly Page[]) =>
  pages.findLast((page) => page.checkpoint !== null)?.checkpoint ?? null

/**
 * What the source shows after some spans, as a list. Records without an id are told apart by nothing but
 * their place.
 */
export type SourceView = readonly SourceRecord[]

/** The view after further spans. */
export function viewAfter(before: SourceView, pages: readonly Page[]): SourceView {
  let view = before
  for (const span of spansOf(pages)) view = viewAfterSpan(view, span)
  return view
}

const keyOf = ({
  accountSourceId,
  sourceId,
}: {
  readonly accountSourceId: string
  readonly sourceId: string | null
}) => JSON.stringify([accountSourceId, sourceId])

function viewAfterSpan(before: SourceView, span: readonly Page[]): SourceView {
  const coverage = span.flatMap((page) => page.coverage)
  const isCovered = (record: SourceRecord) =>
    coverage.some(
      ({ accountSourceId, range, statuses }) =>
        accountSourceId === record.accountSourceId &&
        statuses.includes(record.status) &&
        isWithin(recordDate(record), range),
    )
  const named = new Map<string, SourceRecord>()
  const nameless: SourceRecord[] = []
  const put = (record: SourceRecord) =>
    record.sourceId === null ? void nameless.push(record) : void named.set(keyOf(record), record)
  before.filter((record) => !isCovered(record)).forEach(put)
  for (const page of span) {
    for (const removal of page.removals) named.delete(keyOf(removal))
    page.upserts.forEach(put)
  }
  return [...named.values(), ...nameless]
}

/** A record in one line, without its raw original: equal lines are equal statements. */
export function recordLine(record: SourceRecord): string {
  const { raw: _, amount, ...rest } = record
  return JSON.stringify({ ...rest, amount: `${amount.minor} ${amount.currency}` })
}

export const viewLines = (view: SourceView): readonly string[] => view.map(recordLine).toSorted()

/** What two lists of lines do not share, in words; empty where they are equal. */
export function differences(
  left: readonly string[],
  right: readonly string[],
  [onlyLeft, onlyRight]: readonly [string, string],
): readonly string[] {
  const spare = new Map<string, number>()
  for (const line of right) spare.set(line, (spare.get(line) ?? 0) + 1)
  const failures: string[] = []
  for (const line of left) {
    const count = spare.get(line) ?? 0
    if (count === 0) failures.push(`${onlyLeft}: ${line}`)
    else spare.set(line, count - 1)
  }
  for (const [line, count] of spare)
    for (let time = 0; time < count; time += 1) failures.push(`${onlyRight}: ${line}`)
  return failures
}
