import { showId } from '../domain/ids.ts'
import { readPayoreeRows } from '../storage/payoree-reviews.ts'
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
    const found = await readOpenReviews(transaction, REVIEWS_MAX)
    const about = await readPayoreeRows(transaction, found.flatMap(({ payoreeKey }) => payoreeKey ?? []))
    const open = found.map((review): Shown => {
      const rowsOfIt = review.payoreeKey === null ? undefined : about.get(review.payoreeKey)
      return { ...review, subjectId: rowsOfIt?.newestId ?? review.subjectId, payoreeRows: rowsOfIt?.count ?? null }
    })
    const ids = new Set(open.flatMap(({ subjectId, candidateIds }) => [subjectId, ...candidateIds]))
    return { reviews: open, rows: await readLedgerRows(transaction, [...ids]) }
  })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return reviews.flatMap((review) => reviewView(review, byId))
}

/** A question with its transaction: of one about a payoree the newest, and how many there are. */
type Shown = ReviewRow & { readonly payoreeRows: number | null }

/** Nothing where its transaction was erased meanwhile. */
function reviewView(review: Shown, byId: ReadonlyMap<string, LedgerRow>) {
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
      payorees: [...review.payorees],
      payoreeRows: review.payoreeRows,
    },
  ]
}

/** From the logarithm of odds to a share that people can read. */
const oddsOf = (bits: number | null): number | null =>
  bits === null ? null : Math.round((1 - 1 / (1 + 2 ** bits)) * 1000) / 1000
