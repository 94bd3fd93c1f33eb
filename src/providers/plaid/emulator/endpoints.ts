// The endpoints of the API, by path: request body in, answer body out.
import * as z from 'zod'
import { refusal } from './answers.ts'
import { sharedAccounts, worldOfInstitution } from './bank.ts'
import type { Bank } from './bank.ts'
import {
  connect,
  connectionOf,
  exchangePublicToken,
  issuePublicToken,
  newAccessToken,
} from './connections.ts'
import { createLinkToken, linkTokenBody, showLink } from './link-tokens.ts'
import { accessRefusal, showAccount, showConnection, showInstitution } from './show.ts'
import type { ConnectionState } from './state.ts'
import { answerSync } from './sync.ts'

export type Endpoint = (bank: Bank, body: unknown, requestId: string) => object

/** Plaid gives ten hits at most. */
const SEARCH_HITS_MAX = 10
const DAYS_DEFAULT = 90
const DAYS_MAX = 730

const opened = z.object({ access_token: z.string().min(1) })
const countries = z.array(z.string()).min(1)

const syncBody = opened.extend({
  cursor: z.string().nullish(),
  count: z.int().min(1).max(500).default(100),
  options: z.object({ include_original_description: z.boolean().nullish() }).nullish(),
})

const sandboxBody = z.object({
  institution_id: z.string(),
  initial_products: z.array(z.string()).min(1),
  options: z
    .object({
      webhook: z.string().nullish(),
      transactions: z.object({ days_requested: z.int().min(1).max(DAYS_MAX).optional() }).nullish(),
    })
    .nullish(),
})

export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  '/link/token/create': (bank, body) => createLinkToken(bank, read(linkTokenBody, body)),
  '/link/token/get': (bank, body) =>
    showLink(bank, read(z.object({ link_token: z.string() }), body).link_token),

  '/sandbox/public_token/create': (bank, body) => {
    const { institution_id: id, options } = read(sandboxBody, body)
    const world = worldOfInstitution(bank, id)
    if (world === null) throw refusal.institution()
    const daysRequested = options?.transactions?.days_requested ?? DAYS_DEFAULT
    const connection = connect(bank, world, {
      daysRequested,
      selection: null,
      webhook: options?.webhook ?? null,
    })
    return { public_token: issuePublicToken(bank, connection) }
  },
  '/sandbox/item/reset_login': withConnection((_bank, connection) => {
    connection.needsSignIn = true
    return { reset_login: true }
  }),

  '/item/public_token/exchange': (bank, body) => {
    const connection = exchangePublicToken(
      bank,
      read(z.object({ public_token: z.string() }), body).public_token,
    )
    return { access_token: connection.accessToken, item_id: connection.id }
  },
  '/item/get': withConnection((bank, connection, _body, requestId) => ({
    item: showConnection(bank, connection, requestId),
    status: {
      transactions: {
        last_successful_update: `${connection.connectedOn}T06:00:00Z`,
        last_failed_update: null,
      },
      last_webhook: null,
    },
  })),
  '/item/remove': withConnection((_bank, connection) => {
    connection.isRemoved = true
    return {}
  }),
  '/item/access_token/invalidate': withConnection((bank, connection) => {
    connection.accessToken = newAccessToken(bank)
    return { new_access_token: connection.accessToken }
  }),

  '/accounts/get': withAccess(showAccounts),
  '/accounts/balance/get': withAccess(showAccounts),
  '/transactions/sync': withAccess((bank, connection, body) => {
    const { cursor, count, options } = read(syncBody, body)
    const wantsOriginal = options?.include_original_description ?? false
    return answerSync(bank, connection, { cursor: cursor ?? null, count, wantsOriginal })
  }),

  '/institutions/get': (bank, body) => {
    const asked = read(z.object({ count: z.int(), offset: z.int(), country_codes: countries }), body)
    const found = institutionsIn(bank, asked.country_codes)
    const page = found.slice(asked.offset, asked.offset + asked.count)
    return { institutions: page.map(showInstitution), total: found.length }
  },
  '/institutions/search': (bank, body) => {
    const asked = read(z.object({ query: z.string().min(1), country_codes: countries }), body)
    const query = asked.query.toLowerCase()
    const found = institutionsIn(bank, asked.country_codes).filter(({ institution }) =>
      institution.name.toLowerCase().includes(query),
    )
    return { institutions: found.slice(0, SEARCH_HITS_MAX).map(showInstitution) }
  },
  '/institutions/get_by_id': (bank, body) => {
    const asked = read(z.object({ institution_id: z.string(), country_codes: countries }), body)
    const world = worldOfInstitution(bank, asked.institution_id)
    if (world === null) throw refusal.institution()
    return { institution: showInstitution(world) }
  },
}

type WithConnection = (bank: Bank, connection: ConnectionState, body: unknown, requestId: string) => object

function withConnection(answer: WithConnection): Endpoint {
  return (bank, body, requestId) =>
    answer(bank, connectionOf(bank, read(opened, body).access_token), body, requestId)
}

/** An endpoint that needs the bank to let us in. */
function withAccess(answer: WithConnection): Endpoint {
  return withConnection((bank, connection, body, requestId) => {
    const refused = accessRefusal(bank, connection)
    if (refused !== null) throw refused
    return answer(bank, connection, body, requestId)
  })
}

function showAccounts(bank: Bank, connection: ConnectionState, _body: unknown, requestId: string) {
  const accounts = sharedAccounts(bank, connection).filter(({ isClosed }) => !isClosed)
  return {
    accounts: accounts.map((account) => showAccount(bank, connection, account)),
    item: showConnection(bank, connection, requestId),
  }
}

const institutionsIn = ({ worlds }: Bank, countryCodes: readonly string[]) =>
  worlds.filter(({ institution }) => countryCodes.includes(institution.country))

function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw refusal.field(
    `the following field is missing or invalid: ${parsed.error.issues[0]?.path.join('.') ?? 'body'}`,
  )
}
