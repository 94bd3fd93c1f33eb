// The one list of providers: their adapters, their settings, and the banks of the demo that speak their
// language.
import type { ProviderSetting } from '../config.ts'
import type { CalendarDate } from '../domain/calendar.ts'
import type { ProviderCategories } from '../domain/category/category.ts'
import type { Adapter } from './contract/adapter.ts'
import type { WebHandler } from './http/in-process-client.ts'
import { finicityCategories } from './finicity/categories.ts'
import { plaidCategories } from './plaid/categories.ts'
import { plaidAdapter } from './plaid/index.ts'
import { DEMO_HOST as PLAID_DEMO_HOST } from './plaid/config.ts'
import { createPlaidEmulator } from './plaid/emulator/emulator.ts'
import type { PlaidState } from './plaid/emulator/state.ts'
import type { World } from './world/world.ts'
import { yodleeCategories } from './yodlee/categories.ts'

/** What a provider's emulator needs for one request or one change of its knobs. */
export type EmulatorOptions = {
  readonly worlds: readonly World[]
  readonly load: () => Promise<unknown>
  readonly save: (state: unknown) => Promise<void>
  readonly publicBaseUrl: string
  readonly asOf: CalendarDate
  readonly nowMs: () => number
  readonly newId: () => string
}

export type RegisteredProvider = {
  readonly adapter: Adapter
  readonly settings: readonly ProviderSetting[]
  /** Taken where the operator set nothing. */
  readonly defaults: Readonly<Record<string, string>>
  /** Which of the manifest's hosts the settings lead to. */
  readonly environmentOf: (settings: Readonly<Record<string, string>>) => string
  /** Who can get the keys. */
  readonly access: string
  /** Null where no demo bank speaks its language. */
  readonly demo: null | {
    readonly host: string
    readonly settings: Readonly<Record<string, string>>
    readonly createEmulator: (options: EmulatorOptions) => WebHandler
  }
}

const PLAID_DEMO_KEYS = { clientId: 'demo-fake-client', secret: 'demo-fake-secret' } as const

const plaid: RegisteredProvider = {
  adapter: plaidAdapter as Adapter,
  settings: [
    {
      name: 'PLAID_CLIENT_ID',
      provider: 'plaid',
      isSecret: false,
      help: 'Client id of your Plaid account (dashboard.plaid.com, Developers, Keys).',
    },
    { name: 'PLAID_SECRET', provider: 'plaid', isSecret: true, help: 'The secret of that environment.' },
    {
      name: 'PLAID_ENV',
      provider: 'plaid',
      isSecret: false,
      help: "`production` for your banks, `sandbox` (the default) for Plaid's test banks.",
    },
  ],
  defaults: { PLAID_ENV: 'sandbox' },
  environmentOf: (settings) => settings['PLAID_ENV'] ?? 'sandbox',
  access: 'A private person can get keys for a few banks of their own; more needs a contract with Plaid.',
  demo: {
    host: PLAID_DEMO_HOST,
    settings: {
      PLAID_ENV: 'demo',
      PLAID_CLIENT_ID: PLAID_DEMO_KEYS.clientId,
      PLAID_SECRET: PLAID_DEMO_KEYS.secret,
    },
    createEmulator: ({ load, save, ...options }) =>
      createPlaidEmulator({
        ...options,
        ...PLAID_DEMO_KEYS,
        store: { load: async () => (await load()) as PlaidState | null, save },
        hasDemoKnobs: true,
      }).handle,
  },
}

export const PROVIDERS: readonly RegisteredProvider[] = [plaid]

export const providerSettings: readonly ProviderSetting[] = PROVIDERS.flatMap(({ settings }) => settings)

/** What every provider's categories mean in ours; passed to whoever sorts movements. */
export const PROVIDER_CATEGORIES: ProviderCategories = new Map([
  ...plaidCategories,
  ...yodleeCategories,
  ...finicityCategories,
])
