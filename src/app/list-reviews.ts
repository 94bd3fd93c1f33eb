import { showId } from '../domain/ids.ts'
import { readOpenReviews } from '../storage/read/reviews.ts'
import type { ReviewRow } from '../storage/read/reviews.ts'
import { readLedgerRows } from '../storage/read/transactions.ts'
import type { LedgerRow } from '../storage/read/transactions.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { showAt } from './views/show.ts'
import { transactionView } from './views/transaction-view.ts'

/** More open questions than a person answers in a sitting; the rest comes as these are answered. */
const REVIEWS_MAX = 200

/** Open questions, oldest first. */
export async function listReviews(context: AppContext) {
  const { reviews, rows } = await asOwner(context, async (transaction) => {
    const open = await readOpenReviews(transaction, REVIEWS_MAX)
    const ids = new Set(open.flatMap(({ subjectId, candidateIds }) => [subjectId, ...candidateIds]))
    return { reviews: open, rows: await readLedgerRows(transaction, [...ids]) }
  })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return reviews.flatMap((review) => reviewView(review, byId))
}

/** Nothing where its transaction was erased meanwhile. */
function reviewView(review: ReviewRow, byId: ReadonlyMap<string, LedgerRow>) {
  const subject = byId.get(review.subjectId)
  if (!subject) return []
  const candidates = review.candidateIds.flatMap((id) => byId.get(id) ?? [])
  return [
    {
      id: showId('review', review.id),
      kind: review.kind,
      why: review.why,
      odds: oddsOf(review.bits),
      runnerUpOdds: oddsOf(review.runnerUpBits),
      daysApart: review.daysApart,
      textLikeness: review.textLikeness,
      createdAt: showAt(review.createdAt),
      subject: transactionView(subject),
      candidates: candidates.map(transactionView),
    },
  ]
}

/** From the logarithm of odds to a share that people can read. */
const oddsOf = (bits: number | null): number | null =>
  bits === null ? null : Math.round((1 - 1 / (1 + 2 ** bits)) * 1000) / 1000
