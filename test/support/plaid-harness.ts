// Plaid for the conformance kit: the adapter, and its emulator as the bank.
import type { JsonValue } from '../../src/domain/source-record.ts'
import type { LinkPrompt } from '../../src/providers/contract/adapter.ts'
import type { Harness, OpenBank, Spoiler } from '../../src/providers/conformance/harness.ts'
import { readGoldens } from '../../src/providers/conformance/goldens.ts'
import { createInProcessClient } from '../../src/providers/http/in-process-client.ts'
import { DEMO_HOST } from '../../src/providers/plaid/config.ts'
import { createPlaidEmulator } from '../../src/providers/plaid/emulator/emulator.ts'
import type { PlaidEmulator } from '../../src/providers/plaid/emulator/emulator.ts'
import { memoryStore } from '../../src/providers/plaid/emulator/state.ts'
import { plaidAdapter } from '../../src/providers/plaid/index.ts'
import type { PlaidConfig } from '../../src/providers/plaid/index.ts'
import { mapTransaction } from '../../src/providers/plaid/map.ts'
import { sealCredential } from '../../src/providers/plaid/tokens.ts'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { World } from '../../src/providers/world/world.ts'

export const PLAID_KEYS = { clientId: 'client-fake-2c51', secret: 'secret-fake-9e07' } as const
export const PLAID_BASE_URL = `https://${DEMO_HOST}/demo-bank/plaid`

export const plaidConfig: PlaidConfig = { environment: 'demo', baseUrl: PLAID_BASE_URL, ...PLAID_KEYS }

/** Noon of a day that link tokens count from; it only has to stand still. */
const NOW_MS = Date.UTC(2026, 0, 15, 12)

export function openEmulator(
  worlds: readonly World[],
  asOf: CalendarDate,
  publicBaseUrl: string | null = PLAID_BASE_URL,
) {
  let count = 0
  const names = worlds.map(({ key }) => key).join('-')
  return createPlaidEmulator({
    worlds,
    store: memoryStore(),
    publicBaseUrl,
    ...PLAID_KEYS,
    asOf,
    nowMs: () => NOW_MS,
    newId: () => `${names}-${String((count += 1)).padStart(4, '0')}`,
    hasDemoKnobs: true,
  })
}

/** Calls the emulator's API as a client with the right keys would. */
export async function callEmulator(
  emulator: PlaidEmulator,
  path: string,
  body: object,
): Promise<Record<string, unknown>> {
  const headers = { 'plaid-client-id': PLAID_KEYS.clientId, 'plaid-secret': PLAID_KEYS.secret }
  const request = new Request(PLAID_BASE_URL + path, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await (await emulator.handle(request)).json()) as Record<string, unknown>
}

/** A connection with two years of history, made the short way. */
export async function connectBySandbox(emulator: PlaidEmulator, institutionId: string) {
  const created = await callEmulator(emulator, '/sandbox/public_token/create', {
    institution_id: institutionId,
    initial_products: ['transactions'],
    options: { transactions: { days_requested: 730 } },
  })
  const exchanged = await callEmulator(emulator, '/item/public_token/exchange', {
    public_token: created['public_token'],
  })
  return { accessToken: String(exchanged['access_token']), connectionSourceId: String(exchanged['item_id']) }
}

/** Clicks through Hosted Link and returns where the browser is sent in the end. */
export async function clickThrough(
  emulator: PlaidEmulator,
  url: string,
  does: 'finishes' | 'leaves',
): Promise<URL> {
  let at = new URL(url)
  for (let click = 0; click < 10; click += 1) {
    const page = await (await emulator.handle(new Request(at))).text()
    const answer = await emulator.handle(submit(at, page, does))
    const location = answer.headers.get('location')
    if (answer.status !== 303 || location === null) throw new Error(`the page answered ${answer.status}`)
    at = new URL(location, at)
    if (!at.pathname.includes('/link/hosted/')) return at
  }
  throw new Error('Hosted Link does not end')
}

/** The page's own form, filled in as a person would who ticks everything; or the form that leaves. */
function submit(at: URL, page: string, does: 'finishes' | 'leaves'): Request {
  const forms = [...page.matchAll(/<form method="post" action="([^"]+)">([\s\S]*?)<\/form>/g)]
  const form = forms.find(([, action = '']) => action.endsWith('/exit') === (does === 'leaves'))
  if (form === undefined) throw new Error('the page has no such form')
  const [, action = '', fields = ''] = form
  const body = new URLSearchParams()
  for (const [input] of fields.matchAll(/<input[^>]*>/g)) {
    const attribute = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(input)?.[1] ?? ''
    const isOffered = attribute('type') === 'checkbox' || attribute('type') === 'radio'
    if (!isOffered || input.includes(' checked')) body.append(attribute('name'), attribute('value'))
  }
  return new Request(new URL(action, at), { method: 'POST', body })
}

async function open(
  world: World,
  { asOf, pageSize }: { asOf: CalendarDate; pageSize?: number },
): Promise<OpenBank<PlaidConfig>> {
  const emulator = openEmulator([world], asOf)
  await emulator.setPageSizeMax(pageSize ?? null)
  const connected = await connectBySandbox(emulator, world.institution.id)
  const credential = sealCredential(connected)
  const http = createInProcessClient({ hosts: { [DEMO_HOST]: emulator.handle } })
  const session = { config: plaidConfig, http, signal: new AbortController().signal, log: () => {} }
  const person = async ({ show }: LinkPrompt, does: 'finishes' | 'leaves') => {
    const back = await clickThrough(emulator, show.kind === 'redirect' ? show.url : '', does)
    return { returnedState: back.searchParams.get('state'), params: Object.fromEntries(back.searchParams) }
  }
  return {
    config: plaidConfig,
    credential,
    http,
    setAsOf: (day) => void emulator.setAsOf(world.key, day),
    setFaults: (faults) => void emulator.setFaults(faults),
    reconnect: async () => {
      const state = 'state-fake-reconnect'
      const repair = { credential }
      const prompt = await plaidAdapter.beginLink(session, {
        institutionId: world.institution.id,
        state,
        returnUrl: 'https://tributary.invalid/connect/return',
        webhookUrl: null,
        historyDays: 730,
        country: world.institution.country,
        language: 'en',
        ownerRef: 'owner-fake-1',
        repair: { ...repair, chooseAccounts: false },
      })
      const back = await person(prompt, 'finishes')
      const outcome = await plaidAdapter.completeLink(session, {
        pending: prompt.pending,
        expectedState: state,
        ...back,
        repair,
      })
      if (outcome.kind !== 'connected') throw new Error(`the repair ended as ${outcome.kind}`)
      return outcome.credential
    },
    person,
    secrets: [PLAID_KEYS.clientId, PLAID_KEYS.secret, connected.accessToken],
    close: async () => {},
  }
}

/** Changes the first new transaction of an answer to `/transactions/sync`. */
const onFirstAdded =
  (change: (row: Record<string, JsonValue>) => void): Spoiler =>
  (body) => {
    if (!isObject(body) || !Array.isArray(body['added']) || !isObject(body['added'][0])) return body
    const row = { ...body['added'][0] }
    change(row)
    return { ...body, added: [row, ...body['added'].slice(1)] }
  }

const isObject = (value: unknown): value is { readonly [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const NO_SINGLE_ACCOUNT = 'Plaid answers for a whole connection: no account fails alone'

export const plaidHarness: Harness<PlaidConfig> = {
  name: 'Plaid',
  adapter: plaidAdapter,
  open,
  transactionsPath: '/transactions/sync',
  pageTokenIn: (body) => (isObject(body) && body['has_more'] === true && typeof body['next_cursor'] === 'string' ? body['next_cursor'] : null),
  spoilers: {
    'without-amount': onFirstAdded((row) => delete row['amount']),
    'without-currency': onFirstAdded((row) => (row['iso_currency_code'] = null)),
    'without-date': onFirstAdded((row) => delete row['date']),
    'extra-fields': onFirstAdded((row) => (row['a_field_of_next_year'] = { deep: [1, null] })),
    'unknown-status': onFirstAdded((row) => (row['pending'] = 'perhaps')),
    'unknown-sign': 'the sign is the number’s own, so there is no other',
    'always-more': (body) => (isObject(body) && 'has_more' in body ? { ...body, has_more: true } : body),
  },
  goldens: readGoldens(new URL('../../src/providers/plaid/goldens/', import.meta.url), (raw) => {
    const mapped = mapTransaction(raw)
    return mapped.ok
      ? { record: { ...mapped.value, raw: '(the input)' } }
      : { rejected: { ...mapped.reason, raw: '(the input)' } }
  }),
  volatileHeaders: [],
  skips: { E4: NO_SINGLE_ACCOUNT, 'one-account-fails': NO_SINGLE_ACCOUNT },
}
