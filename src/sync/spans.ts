// Pages become spans at checkpoints. An error before a checkpoint drops what was gathered: nothing of it was written.
import type { SourceAccount } from '../domain/account.ts'
import type { RejectedRecord, SourceRecord } from '../domain/source-record.ts'
import { asProviderError, ProviderError } from '../providers/contract/errors.ts'
import type { Checkpoint, Coverage, IgnoredRecords, Page, Removal } from '../providers/contract/page.ts'
import { crashPoint } from '../storage/crash-points.ts'
import { checkPage, limit } from './check-page.ts'
import { REJECTED_MAX, REJECTED_SHARE_FROM, REJECTED_SHARE_MAX, SPAN_PAGES_MAX, SPAN_RECORDS_MAX } from './limits.ts'

/** Pages up to a checkpoint, checked and counted, in the source's own terms. */
export type GatheredSpan = {
  readonly records: readonly SourceRecord[]
  /** With how many records the source had stated before it took this one back. */
  readonly removals: readonly (Removal & { readonly afterRecords: number })[]
  readonly coverage: readonly Coverage[]
  readonly rejected: readonly RejectedRecord[]
  readonly ignored: readonly IgnoredRecords[]
  readonly accounts: readonly SourceAccount[]
  readonly checkpoint: Checkpoint
}

/**
 * The spans of a read. Whatever the adapter throws comes out as a `ProviderError`, and so does a page that breaks the
 * contract or a limit. `onPage` hears of each page before the span is whole, and of those that hold no records and
 * follow the last checkpoint.
 */
export async function* gatherSpans(
  pages: AsyncIterable<Page>,
  onPage: (page: Page) => Promise<void>,
): AsyncGenerator<GatheredSpan> {
  let gathered: Page[] = []
  let records = 0
  for await (const page of checked(pages)) {
    crashPoint('spans: page read')
    gathered.push(page)
    await onPage(page)
    crashPoint('spans: page shown')
    records += page.upserts.length + page.removals.length + page.rejected.length
    if (gathered.length > SPAN_PAGES_MAX) throw limit(`no checkpoint came within ${SPAN_PAGES_MAX} pages`)
    if (records > SPAN_RECORDS_MAX) throw limit(`no checkpoint came within ${SPAN_RECORDS_MAX} records`)
    if (page.checkpoint === null) continue
    const span = joined(gathered, page.checkpoint)
    gathered = []
    records = 0
    refuseTooManyRejects(span)
    yield span
  }
  if (gathered.some(holdsSomething)) {
    throw new ProviderError('broken', 'protocol', { internal: 'the read ended with pages behind the last checkpoint' })
  }
}

async function* checked(pages: AsyncIterable<Page>): AsyncGenerator<Page> {
  try {
    for await (const page of pages) {
      crashPoint('spans: page fetched')
      yield checkPage(page)
    }
  } catch (error) {
    throw asProviderError(error)
  }
}

function joined(pages: readonly Page[], checkpoint: Checkpoint): GatheredSpan {
  const removals: GatheredSpan['removals'][number][] = []
  let stated = 0
  for (const page of pages) {
    // Within a page a removal comes first: an id that is taken back and stated on one page stands.
    for (const removal of page.removals) removals.push({ ...removal, afterRecords: stated })
    stated += page.upserts.length
  }
  return {
    records: pages.flatMap((page) => page.upserts),
    removals,
    coverage: pages.flatMap((page) => page.coverage),
    rejected: pages.flatMap((page) => page.rejected),
    ignored: pages.flatMap((page) => page.ignored),
    accounts: pages.flatMap((page) => page.accounts),
    checkpoint,
  }
}

/** So many records that can't be read are no slip of the bank: the run stops before it commits the rest. */
export function refuseTooManyRejects({ records, rejected }: Pick<GatheredSpan, 'records' | 'rejected'>): void {
  const share = rejected.length / Math.max(1, records.length + rejected.length)
  const isTooMuch = rejected.length > REJECTED_SHARE_FROM && share > REJECTED_SHARE_MAX
  if (rejected.length <= REJECTED_MAX && !isTooMuch) return
  throw new ProviderError('broken', 'too-many-rejects', {
    internal: `${rejected.length} of ${records.length + rejected.length} records can't be read; the first: ${rejected[0]?.reason}`,
  })
}

const holdsSomething = (page: Page): boolean =>
  page.upserts.length + page.removals.length + page.rejected.length + page.ignored.length > 0
