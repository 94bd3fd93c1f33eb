// Link tokens: what a link is to do, and what came of it.
import * as z from 'zod'
import { accountsOn } from '../../world/truth.ts'
import { refusal } from './answers.ts'
import { asOfIn, instant, sharedAccounts, worldOf } from './bank.ts'
import type { Bank } from './bank.ts'
import { connectionOf } from './connections.ts'
import { showAccount } from './show.ts'
import type { LinkState, VisitState } from './state.ts'

const LIFETIME_SECONDS_DEFAULT = 30 * 60
const DAYS_DEFAULT = 90

export const linkTokenBody = z.object({
  client_name: z.string().min(1),
  language: z.string().min(1),
  country_codes: z.array(z.string()).min(1),
  products: z.array(z.string()).nullish(),
  webhook: z.string().nullish(),
  access_token: z.string().nullish(),
  institution_id: z.string().nullish(),
  update: z.object({ account_selection_enabled: z.boolean().default(false) }).nullish(),
  transactions: z.object({ days_requested: z.int().min(1).max(730).default(DAYS_DEFAULT) }).nullish(),
  hosted_link: z
    .object({
      completion_redirect_uri: z.url().nullish(),
      url_lifetime_seconds: z
        .int()
        .positive()
        .max(21 * 86_400)
        .nullish(),
    })
    .nullish(),
})

export function createLinkToken(bank: Bank, body: z.output<typeof linkTokenBody>) {
  const token = `link-demo-fake-${bank.newId()}`
  const repaired = body.access_token ? connectionOf(bank, body.access_token) : null
  if (repaired === null && !body.products?.length)
    throw refusal.field('products must be set for a new connection')
  if (repaired !== null && body.products?.length)
    throw refusal.field('products must not be set in update mode')
  const lifetimeSeconds = body.hosted_link?.url_lifetime_seconds ?? LIFETIME_SECONDS_DEFAULT
  const expiresAtMs = bank.nowMs + lifetimeSeconds * 1_000
  bank.state.links[token] = {
    token,
    createdAtMs: bank.nowMs,
    expiresAtMs,
    request: {
      clientName: body.client_name,
      language: body.language,
      countryCodes: body.country_codes,
      products: body.products ?? [],
      webhook: body.webhook ?? null,
      institutionId: body.institution_id ?? null,
      completionRedirectUri: body.hosted_link?.completion_redirect_uri ?? null,
      daysRequested: body.transactions?.days_requested ?? DAYS_DEFAULT,
      repairs:
        repaired === null
          ? null
          : { connectionId: repaired.id, choosesAccounts: body.update?.account_selection_enabled ?? false },
    },
    visits: [],
  }
  return {
    link_token: token,
    expiration: instant(expiresAtMs),
    ...(body.hosted_link ? { hosted_link_url: `${bank.baseUrl}/link/hosted/${token}` } : {}),
  }
}

/** The link of a token that is still good. */
export function linkOf(bank: Bank, token: string): LinkState {
  const link = bank.state.links[token]
  if (link === undefined || link.expiresAtMs <= bank.nowMs) throw refusal.linkToken()
  return link
}

export function showLink(bank: Bank, token: string) {
  const link = linkOf(bank, token)
  const { request } = link
  return {
    link_token: token,
    created_at: instant(link.createdAtMs),
    expiration: instant(link.expiresAtMs),
    link_sessions: link.visits.map((visit) => showVisit(bank, visit)),
    metadata: {
      initial_products: request.products,
      webhook: request.webhook,
      country_codes: request.countryCodes,
      language: request.language,
      redirect_uri: null,
      client_name: request.clientName,
    },
  }
}

function showVisit(bank: Bank, visit: VisitState) {
  return {
    link_session_id: visit.id,
    started_at: instant(visit.startedAtMs),
    finished_at: visit.finishedAtMs === null ? null : instant(visit.finishedAtMs),
    events: visit.events.map(({ id, name, atMs }) => ({
      event_id: id,
      event_name: name,
      timestamp: instant(atMs),
      event_metadata: { request_id: id },
    })),
    ...outcomeOf(bank, visit),
  }
}

const NO_RESULTS = {
  item_add_results: [],
  cra_item_add_results: [],
  cra_update_results: [],
  bank_income_results: [],
  payroll_income_results: [],
  document_income_results: null,
}

function outcomeOf(bank: Bank, visit: VisitState): object {
  if (visit.outcome === 'exit') {
    const metadata = {
      institution: null,
      status: 'requires_credentials',
      link_session_id: visit.id,
      request_id: visit.id,
    }
    return { results: NO_RESULTS, exit: { error: null, metadata } }
  }
  if (visit.publicToken === null) return { results: NO_RESULTS }
  const result = { public_token: visit.publicToken, ...sharedWith(bank, visit) }
  return { results: { ...NO_RESULTS, item_add_results: [result] } }
}

function sharedWith(bank: Bank, visit: VisitState) {
  const issued = bank.state.publicTokens[visit.publicToken ?? '']
  const connection = bank.state.connections[issued?.connectionId ?? '']
  if (connection === undefined) throw refusal.linkToken()
  const { institution } = worldOf(bank, connection.worldKey)
  return {
    institution: { institution_id: institution.id, name: institution.name },
    accounts: sharedAccounts(bank, connection).map((account) => {
      const { account_id: id, name, mask, type, subtype } = showAccount(bank, connection, account)
      return { id, name, mask, type, subtype, verification_status: null, class_type: null }
    }),
  }
}

/** Accounts that the bank can offer on the day, open ones only. */
export function accountsOffered(bank: Bank, worldKey: string) {
  const world = worldOf(bank, worldKey)
  return accountsOn(world, asOfIn(bank, world)).filter(({ isClosed }) => !isClosed)
}
