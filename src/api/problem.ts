// Every error of the HTTP interface, as RFC 9457 says. The detail is the very sentence that the screens show.
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { asRefusal } from '../app/failures.ts'
import type { Refusal, RefusalCode } from '../app/refusal.ts'
import type { Problem } from './contract.ts'
import type { ApiEnv } from './env.ts'

const STATUS: Readonly<Record<RefusalCode, readonly [status: ContentfulStatusCode, title: string]>> = {
  'not-found': [404, 'Not found'],
  'invalid-input': [422, "Input that can't be used"],
  'household-mixed': [409, "Demo and real banks don't mix"],
  'not-configured': [409, 'Not set up'],
  disconnected: [409, 'Disconnected'],
  'run-ended': [409, 'Already ended'],
  'ledger-moved': [409, 'The ledger moved'],
  'undone-before': [409, 'Undone before'],
  'built-on': [409, 'Later imports stand on it'],
  'review-answered': [409, 'Answered already'],
  'review-mismatch': [409, 'Does not fit'],
  'file-refused': [422, "The file can't be read"],
  'file-asks': [422, 'The file needs an answer'],
  'too-large': [413, 'Too large'],
  'not-a-demo': [409, 'Not a demo'],
  'provider-user': [409, 'The bank needs you'],
  'provider-operator': [502, 'Bank access is not set up'],
  'provider-later': [503, "The bank can't be reached"],
  'provider-broken': [502, "The bank's answer can't be used"],
  'destination-user': [409, 'The budget program needs you'],
  'destination-operator': [502, 'The budget program is not set up'],
  'destination-later': [503, "The budget program can't be reached"],
  'destination-broken': [502, "The budget program's answer can't be used"],
  busy: [503, 'Busy'],
  'database-away': [503, 'The database is away'],
  'disk-full': [507, 'The disk is full'],
}

const UNREADABLE = 'The request could not be read as JSON. Nothing was changed. Mend it and send it again.'

/** Refusals of the edge itself, before any use case is asked. */
export function edgeRefusal(status: ContentfulStatusCode, detail: string): HTTPException {
  return new HTTPException(status, { message: detail })
}

/** Answers an error; mistakes of ours are logged with their cause and shown without it. */
export function answerError(error: unknown, context: Context<ApiEnv>): Response {
  const requestId = context.get('requestId')
  const refusal = asRefusal(error)
  if (refusal !== null) {
    if (refusal.actor !== 'user')
      context.get('log').warn({ requestId, err: refusal.cause, code: refusal.code }, 'refused')
    return send(context, fromRefusal(refusal, requestId))
  }
  if (error instanceof HTTPException) {
    return send(context, {
      type: 'about:blank',
      title: 'Request refused',
      status: error.status,
      // The framework's own refusals are about bodies that are no JSON.
      detail: error.status === 400 ? UNREADABLE : error.message,
      actor: 'user',
      requestId,
    })
  }
  context.get('log').error({ requestId, err: error, path: context.req.path }, 'request failed')
  return send(context, {
    type: '/problems/unexpected',
    title: 'A mistake of ours',
    status: 500,
    detail:
      'Tributary made a mistake. Your data is safe: what was not finished was undone. Try again; ' +
      `if it stays, report it with the request id ${requestId}.`,
    actor: 'us',
    requestId,
  })
}

function fromRefusal(refusal: Refusal, requestId: string): Problem {
  const [status, title] = STATUS[refusal.code]
  return {
    type: `/problems/${refusal.code}`,
    title,
    status,
    detail: refusal.message,
    actor: refusal.actor,
    ...(refusal.faults === undefined ? {} : { errors: [...refusal.faults] }),
    requestId,
    ...(refusal.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: refusal.retryAfterSeconds }),
  }
}

function send(context: Context<ApiEnv>, problem: Problem): Response {
  if (problem.retryAfterSeconds !== undefined)
    context.header('Retry-After', String(problem.retryAfterSeconds))
  context.header('Content-Type', 'application/problem+json')
  return context.body(JSON.stringify(problem), problem.status as ContentfulStatusCode)
}
