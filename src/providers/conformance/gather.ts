// Pages into spans, the least that an engine must do: nothing counts before its checkpoint.
import { ProviderError } from '../contract/errors.ts'
import type { AccountFailure, Checkpoint, Page } from '../contract/page.ts'

export type GatheredSpan = { readonly pages: readonly Page[]; readonly checkpoint: Checkpoint }

export type Gathered =
  | { readonly kind: 'span'; readonly span: GatheredSpan }
  | { readonly kind: 'account-failed'; readonly failure: AccountFailure }

/**
 * Spans as they end, and accounts that failed as they fail. An error of the source drops the span it was in.
 */
export async function* gather(pages: AsyncIterable<Page>): AsyncGenerator<Gathered> {
  let open: Page[] = []
  for await (const page of pages) {
    for (const failure of page.accountFailures) yield { kind: 'account-failed', failure }
    open.push(page)
    if (page.checkpoint === null) continue
    yield { kind: 'span', span: { pages: open, checkpoint: page.checkpoint } }
    open = []
  }
  if (open.some(({ upserts, removals }) => upserts.length + removals.length > 0)) {
    throw new ProviderError('broken', 'protocol', {
      internal: 'the read ended in records without a checkpoint',
    })
  }
}
