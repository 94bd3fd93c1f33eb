// Reading changes by `/transactions/sync`: pages until there is no more, and only then a checkpoint.
import type { ConnectedSession, ReadRequest } from '../contract/adapter.ts'
import { ProviderError, asProviderError } from '../contract/errors.ts'
import type { Page } from '../contract/page.ts'
import { call } from './call.ts'
import type { PlaidConfig } from './config.ts'
import { errorOfConnection } from './errors.ts'
import { Loop } from './loop.ts'
import { cursorLost, openCheckpoint, openCredential, sealCheckpoint } from './tokens.ts'
import type { OpenCredential } from './tokens.ts'
import { itemAnswer, syncAnswer } from './wire.ts'
import type { SyncAnswer } from './wire.ts'

const SYNC = '/transactions/sync'
/** The most that one call may ask for. */
const PAGE_COUNT = 500
/** A hundred thousand changes: far beyond 24 months of any household, so more is a loop and not a history. */
const PAGES_MAX = 200

/**
 * Yields a page per answer; the last one carries the checkpoint. After it the connection's own standing is
 * asked, since Plaid goes on serving what it has when the bank no longer lets it in: the person then hears of
 * it at once.
 */
export async function* read(
  session: ConnectedSession<PlaidConfig>,
  request: ReadRequest,
): AsyncGenerator<Page> {
  const credential = openCredential(session.credential)
  const loop = new Loop(request, session.log)
  let cursor = request.cursor === null ? null : openCheckpoint(request.cursor, credential.connectionSourceId)
  for (let pageNumber = 1; pageNumber <= PAGES_MAX; pageNumber += 1) {
    const answer = await syncPage(session, credential, cursor, { isFirst: pageNumber === 1 })
    const page = loop.take(answer)
    if (!answer.has_more) {
      yield {
        ...page,
        ...loop.end(),
        checkpoint: sealCheckpoint(credential.connectionSourceId, answer.next_cursor),
      }
      await checkStanding(session, credential)
      return
    }
    if (answer.next_cursor === cursor) {
      throw new ProviderError('broken', 'protocol', {
        internal: `${SYNC}: more is promised, but the cursor stands still`,
      })
    }
    yield page
    cursor = answer.next_cursor
  }
  throw new ProviderError('broken', 'limit', { internal: `${SYNC}: more than ${PAGES_MAX} pages` })
}

async function syncPage(
  session: ConnectedSession<PlaidConfig>,
  { accessToken }: OpenCredential,
  cursor: string | null,
  { isFirst }: { readonly isFirst: boolean },
): Promise<SyncAnswer> {
  const body = {
    access_token: accessToken,
    ...(cursor === null ? {} : { cursor }),
    count: PAGE_COUNT,
    options: { include_original_description: true, personal_finance_category_version: 'v2' },
  }
  try {
    const answer = await call(session, SYNC, body, syncAnswer)
    // An empty cursor is Plaid's word for "nothing is there yet"; kept, it would mean "start from the
    // beginning".
    if (answer.next_cursor === '' || answer.transactions_update_status === 'NOT_READY') {
      throw new ProviderError('retryLater', 'not-ready', {
        internal: `${SYNC}: the bank's history is not there yet`,
      })
    }
    return answer
  } catch (error) {
    throw cursor === null ? error : refusedCursor(asProviderError(error), isFirst)
  }
}

/**
 * What a refusal says about the cursor that was sent. A stored one that Plaid no longer takes is lost: also
 * when it speaks of movement on the very first page, where nothing was paged yet and a restart would meet the
 * same. A page token that it no longer takes restarts the loop.
 */
function refusedCursor(error: ProviderError, isFirst: boolean): ProviderError {
  const code = error.facts.providerCode
  if (isFirst) {
    const isLost = code === 'INVALID_FIELD' || code === 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION'
    return isLost ? cursorLost(`${SYNC}: the stored cursor was refused with ${code}`) : error
  }
  if (code !== 'INVALID_FIELD') return error
  return new ProviderError('restartSpan', 'page-token-expired', error.facts)
}

/** Throws where the person must act or the connection is gone; any other trouble in asking is only logged. */
async function checkStanding(
  session: ConnectedSession<PlaidConfig>,
  { accessToken }: OpenCredential,
): Promise<void> {
  let failure: ProviderError | null
  try {
    const { item } = await call(session, '/item/get', { access_token: accessToken }, itemAnswer)
    failure = errorOfConnection('/item/get', item.error)
  } catch (error) {
    failure = asProviderError(error)
  }
  if (failure === null) return
  if (failure.kind === 'needsUser' || failure.kind === 'gone') throw failure
  session.log('standing-unknown', { kind: failure.kind, reason: failure.reason, why: failure.facts.internal })
}
