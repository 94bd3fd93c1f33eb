import { ProviderError } from '../contract/errors.ts'

export type PlaidConfig = {
  readonly environment: 'sandbox' | 'production' | 'demo'
  /** Without a slash at the end. */
  readonly baseUrl: string
  readonly clientId: string
  readonly secret: string
}

/** The host of the demo banks that this server plays itself; it can't exist in the DNS. */
export const DEMO_HOST = 'demo-bank.invalid'

const BASE_URLS = {
  sandbox: 'https://sandbox.plaid.com',
  production: 'https://production.plaid.com',
  demo: `https://${DEMO_HOST}/demo-bank/plaid`,
} as const satisfies Record<PlaidConfig['environment'], string>

/** Reads `PLAID_CLIENT_ID`, `PLAID_SECRET`, `PLAID_ENV` and, for demo banks only, `PLAID_BASE_URL`. */
export function parseConfig(settings: Readonly<Record<string, string>>): PlaidConfig {
  const environment = environmentOf(required(settings, 'PLAID_ENV'))
  const ownBaseUrl = settings['PLAID_BASE_URL']?.trim().replace(/\/+$/, '')
  if (ownBaseUrl && environment !== 'demo') {
    throw misconfigured('PLAID_BASE_URL', 'it may be set for demo banks only')
  }
  return {
    environment,
    baseUrl: ownBaseUrl || BASE_URLS[environment],
    clientId: required(settings, 'PLAID_CLIENT_ID'),
    secret: required(settings, 'PLAID_SECRET'),
  }
}

function required(settings: Readonly<Record<string, string>>, name: string): string {
  const value = settings[name]?.trim() ?? ''
  if (value === '') throw misconfigured(name, 'it is not set')
  // Header values; anything else is a copy that went wrong.
  if (!/^[\x21-\x7e]+$/.test(value)) throw misconfigured(name, 'it holds characters that no key has')
  return value
}

function environmentOf(text: string): PlaidConfig['environment'] {
  if (text === 'sandbox' || text === 'production' || text === 'demo') return text
  throw misconfigured('PLAID_ENV', 'it must be sandbox or production')
}

const misconfigured = (name: string, why: string): ProviderError =>
  new ProviderError('needsOperator', 'bad-config', { internal: `${name}: ${why}` })
