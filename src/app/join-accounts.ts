// The answer that two accounts are one.
import type { AccountId, ReviewId } from '../domain/ids.ts'
import { readAskedAccounts } from '../storage/reviews.ts'
import type { AskedAccounts } from '../storage/reviews.ts'
import { JOINED_ROWS_MAX, joinAccounts } from '../sync/join-accounts.ts'
import type { JoinResult } from '../sync/join-accounts.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { Refusal } from './refusal.ts'
import { decided } from './review-answer.ts'
import { wantId } from './views/show.ts'

/** A sync of a few pages takes about as long. */
const BUSY_SECONDS = 10

/** Joins the account that is asked about into the one that the candidate is in. */
export async function joinAsked(context: AppContext, reviewId: ReviewId, candidateId: string | undefined) {
  const { ownerId, token } = context
  const asked = await asOwner(context, (tx) => readAskedAccounts(tx, ownerId, reviewId))
  const into = asked === undefined ? undefined : intoOf(asked, candidateId)
  if (asked === undefined || into === undefined) {
    throw new Refusal('review-mismatch', 'Say which of the accounts it is, by its transaction. Nothing was changed.')
  }
  const result = await joinAccounts(context, { ownerId, token, reviewId, from: asked.accountId, into })
  return decided(refuse(result), 'question')
}

/** The one that is meant; where there is one only, that. */
function intoOf({ candidateIds, shown }: AskedAccounts, candidateId: string | undefined): AccountId | undefined {
  if (candidateId === undefined) return candidateIds.length === 1 ? (shown[0]?.accountId ?? candidateIds[0]) : undefined
  const wanted = wantId('transaction', candidateId, 'transaction')
  return shown.find(({ transactionId }) => transactionId === wanted)?.accountId
}

function refuse(result: JoinResult) {
  switch (result.kind) {
    case 'other-currency':
      throw new Refusal(
        'review-mismatch',
        'The two accounts are in different currencies, so they are not one. Nothing was changed. Answer that they are different.',
      )
    case 'running':
      throw new Refusal(
        'busy',
        'A sync of one of the accounts is under way, so nothing was joined. Your data is safe. Try again when it has ended.',
        { actor: 'nobody', retryAfterSeconds: BUSY_SECONDS },
      )
    case 'too-large':
      throw new Refusal(
        'review-mismatch',
        `The newer account holds more than ${JOINED_ROWS_MAX} transactions, which is more than can be joined at once. ` +
          'Nothing was changed. Your data is safe.',
      )
    default:
      return result
  }
}
