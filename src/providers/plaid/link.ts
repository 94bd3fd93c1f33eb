// Connecting by Hosted Link: Plaid shows its own page, and its result is asked for rather than pushed.
import * as z from 'zod'
import type { LinkOutcome, LinkPrompt, LinkRequest, LinkReturn, Session } from '../contract/adapter.ts'
import { ProviderError, asProviderError } from '../contract/errors.ts'
import { call } from './call.ts'
import type { PlaidConfig } from './config.ts'
import { errorOfConnection } from './errors.ts'
import { COUNTRIES } from './manifest.ts'
import { openCredential, sealCredential } from './tokens.ts'
import type { OpenCredential } from './tokens.ts'
import { anyAnswer, exchangeAnswer, itemAnswer, linkStateAnswer, linkTokenAnswer } from './wire.ts'
import type { WireLinkSession } from './wire.ts'

/** Shown on Plaid's page; at most 30 characters. */
const CLIENT_NAME = 'Tributary'
/** The span Plaid offers; what is not asked for at the first link can't be had later. */
const HISTORY_DAYS_MIN = 1
const HISTORY_DAYS_MAX = 730
/** As long as Plaid's ordinary link tokens live: time enough to look for a card reader or call the bank. */
const LINK_SECONDS = 4 * 3_600
/** Languages of Plaid's page. */
const LANGUAGES = 'da nl en et fr de hi it lv lt no pl pt ro es sv vi'.split(' ')

const pendingShape = z.object({ link_token: z.string().min(1), state: z.string().min(1) })

export async function beginLink(session: Session<PlaidConfig>, request: LinkRequest): Promise<LinkPrompt> {
  if (!COUNTRIES.includes(request.country)) {
    throw new ProviderError('needsUser', 'not-supported', {
      internal: `Plaid has no banks in ${request.country}`,
    })
  }
  const body = {
    client_name: CLIENT_NAME,
    language: languageOf(request.language),
    country_codes: [request.country],
    user: { client_user_id: request.ownerRef },
    hosted_link: {
      completion_redirect_uri: withState(request.returnUrl, request.state),
      url_lifetime_seconds: LINK_SECONDS,
    },
    ...(request.webhookUrl === null ? {} : { webhook: request.webhookUrl }),
    ...(request.repair === null ? newConnection(session.config, request) : repairOf(request.repair)),
  }
  const answer = await call(session, '/link/token/create', body, linkTokenAnswer)
  if (answer.hosted_link_url === null) {
    throw new ProviderError('needsOperator', 'product-not-enabled', {
      internal: 'Plaid gave no Hosted Link address',
    })
  }
  return {
    show: { kind: 'redirect', url: answer.hosted_link_url },
    expiresAt: answer.expiration,
    pending: JSON.stringify({ link_token: answer.link_token, state: request.state }),
  }
}

export async function completeLink(
  session: Session<PlaidConfig>,
  returned: LinkReturn,
): Promise<LinkOutcome> {
  const pending = pendingOf(returned.pending)
  const isOurs = pending.state === returned.expectedState
  if (!isOurs || (returned.returnedState !== null && returned.returnedState !== pending.state)) {
    return { kind: 'declined', reason: 'state-mismatch' }
  }
  let answer: z.output<typeof linkStateAnswer>
  try {
    answer = await call(session, '/link/token/get', { link_token: pending.link_token }, linkStateAnswer)
  } catch (error) {
    return expiredOrThrow(error, 'INVALID_LINK_TOKEN')
  }
  const sessions = answer.link_sessions.toSorted((left, right) => compare(right.started_at, left.started_at))
  if (returned.repair !== null) {
    return sessions.some(isSuccess)
      ? describe(session, openCredential(returned.repair.credential), null)
      : unfinished(sessions)
  }
  const success = sessions.find((candidate) => publicTokenOf(candidate) !== null)
  return success ? exchange(session, success) : unfinished(sessions)
}

/**
 * Ends the connection at Plaid and its monthly cost. A connection that is gone already is as good as ended.
 */
export async function unlink(session: Session<PlaidConfig>, { accessToken }: OpenCredential): Promise<void> {
  try {
    await call(session, '/item/remove', { access_token: accessToken }, anyAnswer)
  } catch (error) {
    if (asProviderError(error).kind !== 'gone') throw error
  }
}

function newConnection(config: PlaidConfig, request: LinkRequest): Record<string, unknown> {
  const days = Math.min(Math.max(request.historyDays, HISTORY_DAYS_MIN), HISTORY_DAYS_MAX)
  // Plaid keeps `institution_id` for older uses only, so a real connection does not depend on it.
  const choice =
    config.environment === 'production' || request.institutionId === null ? null : request.institutionId
  return {
    products: ['transactions'],
    transactions: { days_requested: days },
    ...(choice === null ? {} : { institution_id: choice }),
  }
}

/** Update mode: the same connection, accounts and history afterwards. `products` must be absent. */
function repairOf({
  credential,
  chooseAccounts,
}: NonNullable<LinkRequest['repair']>): Record<string, unknown> {
  const { accessToken } = openCredential(credential)
  return { access_token: accessToken, update: { account_selection_enabled: chooseAccounts } }
}

/** A public token works once, so what follows the exchange must not lose the credential it gave. */
async function exchange(session: Session<PlaidConfig>, success: WireLinkSession): Promise<LinkOutcome> {
  const body = { public_token: publicTokenOf(success) }
  try {
    const answer = await call(session, '/item/public_token/exchange', body, exchangeAnswer)
    const credential = { accessToken: answer.access_token, connectionSourceId: answer.item_id }
    return await describe(session, credential, success)
  } catch (error) {
    return expiredOrThrow(error, 'INVALID_PUBLIC_TOKEN')
  }
}

async function describe(
  session: Session<PlaidConfig>,
  credential: OpenCredential,
  success: WireLinkSession | null,
): Promise<LinkOutcome> {
  const stated = success?.results?.item_add_results[0]?.institution ?? null
  let institution = named(stated?.institution_id ?? null, stated?.name ?? null)
  let consentExpiresAt: string | null = null
  try {
    const { item } = await call(session, '/item/get', { access_token: credential.accessToken }, itemAnswer)
    institution = named(item.institution_id, item.institution_name) ?? institution
    consentExpiresAt = item.consent_expiration_time
  } catch (error) {
    session.log('connection-not-described', { why: asProviderError(error).facts.internal })
  }
  const { connectionSourceId } = credential
  return {
    kind: 'connected',
    credential: sealCredential(credential),
    connectionSourceId,
    institution,
    consentExpiresAt,
  }
}

/**
 * One link address can be opened more than once: an open visit keeps us waiting, whatever earlier ones came
 * to.
 */
function unfinished(sessions: readonly WireLinkSession[]): LinkOutcome {
  const latest = sessions[0]
  if (latest === undefined || sessions.some((session) => session.finished_at === null))
    return { kind: 'waiting' }
  const failure = errorOfConnection('/link/token/get', latest.exit?.error ?? latest.on_exit?.error ?? null)
  const isBanksFault = failure?.kind === 'retryLater'
  return { kind: 'declined', reason: isBanksFault ? 'institution-failed' : 'exited' }
}

const publicTokenOf = (session: WireLinkSession): string | null =>
  session.results?.item_add_results[0]?.public_token ?? session.on_success?.public_token ?? null

/**
 * Update mode may finish without a token of its own: then a finished visit that was not left early counts.
 */
function isSuccess(session: WireLinkSession): boolean {
  if (publicTokenOf(session) !== null) return true
  const wasLeft = session.exit !== null || session.on_exit !== null
  return (
    session.finished_at !== null && !wasLeft && session.events.some((event) => event.event_name === 'HANDOFF')
  )
}

function expiredOrThrow(error: unknown, code: string): LinkOutcome {
  if (asProviderError(error).facts.providerCode !== code) throw error
  return { kind: 'declined', reason: 'expired' }
}

function pendingOf(text: string): z.output<typeof pendingShape> {
  let json: unknown = null
  try {
    json = JSON.parse(text)
  } catch {
    // Told below, with everything else that is not a pending link of ours.
  }
  const parsed = pendingShape.safeParse(json)
  if (parsed.success) return parsed.data
  throw new ProviderError('broken', 'protocol', { internal: 'the kept link is not one of this provider' })
}

function withState(returnUrl: string, state: string): string {
  const url = new URL(returnUrl)
  url.searchParams.set('state', state)
  return url.href
}

function languageOf(tag: string): string {
  const primary = tag.toLowerCase().split('-')[0] ?? ''
  return LANGUAGES.includes(primary) ? primary : 'en'
}

const named = (id: string | null, name: string | null) => (id === null || name === null ? null : { id, name })

const compare = (left: string | null, right: string | null): number => (left ?? '').localeCompare(right ?? '')
