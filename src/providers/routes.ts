// The ways to providers: real ones with the operator's settings over the network, demo ones inside this
// process.
import type { ProviderFacts, ProviderRoute, Providers } from '../deps.ts'
import { asProviderError, ProviderError } from './contract/errors.ts'
import { createHttpClient } from './http/http-client.ts'
import type { OwnedHttpClient } from './http/http-client.ts'
import { createInProcessClient } from './http/in-process-client.ts'
import type { WebHandler } from './http/in-process-client.ts'
import { PROVIDERS } from './registry.ts'
import type { RegisteredProvider } from './registry.ts'

export type RouteOptions = {
  /** What the operator set, by provider and name. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly demoHandler: (provider: string) => WebHandler
}

/** The registered providers with their ways out; `close` lets go of their connections. */
export function createProviders(options: RouteOptions): Providers & { readonly close: () => Promise<void> } {
  const clients = new Map<string, OwnedHttpClient>()
  const settingsOf = (provider: RegisteredProvider) => options.settings[provider.adapter.manifest.id] ?? {}
  return {
    demo: PROVIDERS.flatMap(({ adapter, demo }) => (demo === null ? [] : [adapter.manifest.id])),
    list: () => PROVIDERS.map((provider) => describe(provider, settingsOf(provider))),
    route: (id, isDemo) => {
      const provider = PROVIDERS.find(({ adapter }) => adapter.manifest.id === id)
      if (!provider)
        throw new ProviderError('broken', 'protocol', { internal: `there is no provider ${id.slice(0, 60)}` })
      return isDemo
        ? demoRoute(provider, options.demoHandler)
        : realRoute(provider, settingsOf(provider), clients)
    },
    close: async () => {
      await Promise.all([...clients.values()].map((client) => client.close()))
    },
  }
}

type Settings = Readonly<Record<string, string>>

function describe(provider: RegisteredProvider, settings: Settings): ProviderFacts {
  const { id, title } = provider.adapter.manifest
  const isUntouched = Object.keys(settings).length === 0
  const fault = isUntouched ? null : configFault(provider, settings)
  const note = isUntouched ? provider.access : fault === null ? null : `Not set up: ${fault}.`
  return { id, title, isConfigured: !isUntouched && fault === null, note }
}

function configFault(provider: RegisteredProvider, settings: Settings): string | null {
  try {
    provider.adapter.parseConfig({ ...provider.defaults, ...settings })
    return null
  } catch (error) {
    return asProviderError(error).facts.internal
  }
}

function demoRoute(provider: RegisteredProvider, handlerOf: (provider: string) => WebHandler): ProviderRoute {
  const { adapter, demo } = provider
  const { id } = adapter.manifest
  if (demo === null) throw new ProviderError('broken', 'protocol', { internal: `${id} has no demo banks` })
  const http = createInProcessClient({ hosts: { [demo.host]: handlerOf(id) } })
  return { adapter, config: adapter.parseConfig(demo.settings), http }
}

function realRoute(
  provider: RegisteredProvider,
  settings: Settings,
  clients: Map<string, OwnedHttpClient>,
): ProviderRoute {
  const { adapter } = provider
  const whole = { ...provider.defaults, ...settings }
  const config = adapter.parseConfig(whole)
  const { id, hosts } = adapter.manifest
  const http =
    clients.get(id) ?? createHttpClient({ allowedHosts: hosts[provider.environmentOf(whole)] ?? [] })
  clients.set(id, http)
  return { adapter, config, http }
}
