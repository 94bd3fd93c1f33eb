// Faults that the knobs set for the next requests: they spoil answers, never the World's truth.
import type { Faults } from '../../world/world.ts'
import { errorBody, jsonAnswer, Refusal } from './answers.ts'
import type { PlaidState } from './state.ts'

/** The seconds a limited client is told to wait. */
const RETRY_AFTER_SECONDS = 30

/**
 * The fault that hits a request to this path, counted off in the state; null where it is to be answered well.
 */
export function faultFor(state: PlaidState, path: string, isMidPage: () => boolean): Faults['kind'] | null {
  for (const entry of state.faults) {
    const { fault } = entry
    if (fault.path !== null && !path.endsWith(fault.path)) continue
    // Nothing can move before a loop has begun.
    if (fault.kind === 'moves-while-paging' && !isMidPage()) continue
    if (entry.seen >= fault.after + fault.times) continue
    entry.seen += 1
    if (entry.seen > fault.after) return fault.kind
  }
  return null
}

const REFUSALS: Partial<Record<Faults['kind'], Refusal>> = {
  'server-error': new Refusal(500, 'API_ERROR', 'INTERNAL_SERVER_ERROR', 'an unexpected error occurred'),
  'rate-limited': new Refusal(429, 'RATE_LIMIT_EXCEEDED', 'TRANSACTIONS_SYNC_LIMIT', 'rate limit exceeded'),
  'institution-down': new Refusal(400, 'INSTITUTION_ERROR', 'INSTITUTION_DOWN', 'this institution is down'),
  'not-ready': new Refusal(400, 'ITEM_ERROR', 'PRODUCT_NOT_READY', 'the requested product is not yet ready'),
  'moves-while-paging': new Refusal(
    400,
    'TRANSACTIONS_ERROR',
    'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION',
    'underlying transaction data changed since last page was fetched',
  ),
  // Plaid has no failure of one account alone: the nearest is that the whole bank does not answer.
  'account-fails': new Refusal(
    400,
    'INSTITUTION_ERROR',
    'INSTITUTION_NOT_RESPONDING',
    'the institution is not responding',
  ),
}

/** The answer that the fault gives in place of the good one. Broken connections and silence are thrown. */
export async function faultyAnswer(
  kind: Faults['kind'],
  path: string,
  requestId: string,
  goodAnswer: () => Promise<Response>,
): Promise<Response> {
  if (kind === 'not-ready' && path.endsWith('/transactions/sync')) return jsonAnswer(200, notReady(requestId))
  const refused = REFUSALS[kind]
  if (refused !== undefined) {
    const headers: Record<string, string> = {}
    if (kind === 'rate-limited') headers['retry-after'] = String(RETRY_AFTER_SECONDS)
    return jsonAnswer(refused.status, errorBody(refused, requestId), headers)
  }
  if (kind === 'html-body') {
    return new Response('<!doctype html><title>Be right back</title>', {
      headers: { 'content-type': 'text/html' },
    })
  }
  if (kind === 'schema-broken') return jsonAnswer(200, { added: 'none', accounts: 7, request_id: requestId })
  if (kind === 'reset') throw Object.assign(new Error('the connection was reset'), { code: 'ECONNRESET' })
  if (kind === 'timeout')
    throw Object.assign(new Error('no answer came'), { code: 'UND_ERR_HEADERS_TIMEOUT' })
  const text = await (await goodAnswer()).text()
  if (kind === 'wrong-content-type') return new Response(text, { headers: { 'content-type': 'text/plain' } })
  return new Response(cutOff(text), { headers: { 'content-type': 'application/json' } })
}

/** What Plaid answers while it has not yet fetched anything: nothing, with an empty cursor. */
const notReady = (requestId: string) => ({
  accounts: [],
  added: [],
  modified: [],
  removed: [],
  next_cursor: '',
  has_more: false,
  transactions_update_status: 'NOT_READY',
  request_id: requestId,
})

/** The first half of the text, and then a connection that breaks. */
function cutOff(text: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => controller.enqueue(Buffer.from(text.slice(0, text.length / 2))),
    pull: (controller) => controller.error(Object.assign(new Error('cut off'), { code: 'ECONNRESET' })),
  })
}
