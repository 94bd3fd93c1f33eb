// Loads Actual's own client. It keeps one budget open for the whole process and writes to the console, so it is
// loaded in a process of its own only.
import { registerHooks } from 'node:module'
import { setTimeout as wait } from 'node:timers/promises'

/** Makes a query; only what is used here. */
export type Query = {
  readonly filter: (conditions: object) => Query
  readonly select: (fields: string) => Query
  readonly options: (options: object) => Query
}

/** The part of the client that is used. What it answers is checked where it is read. */
export type Client = {
  readonly init: (settings: {
    readonly dataDir: string
    readonly serverURL: string
    readonly password: string
  }) => Promise<unknown>
  readonly getBudgets: () => Promise<unknown>
  readonly downloadBudget: (syncId: string, options: { readonly password?: string }) => Promise<void>
  readonly sync: () => Promise<void>
  readonly getPreferences: () => Promise<unknown>
  readonly getAccounts: () => Promise<unknown>
  readonly getCategories: (options: { readonly hidden: boolean }) => Promise<unknown>
  readonly getPayees: () => Promise<unknown>
  readonly createPayee: (payee: { readonly name: string }) => Promise<string>
  readonly q: (table: string) => Query
  readonly aqlQuery: (query: Query) => Promise<unknown>
  readonly addTransactions: (
    accountId: string,
    rows: readonly object[],
    options: { readonly learnCategories: boolean; readonly runTransfers: boolean },
  ) => Promise<unknown>
  readonly updateTransaction: (id: string, fields: object) => Promise<unknown>
  readonly deleteTransaction: (id: string) => Promise<unknown>
}

const DRIVER = 'better-sqlite3'

/**
 * Pauses before each further try of a request that got no answer. All requests may be repeated: what is synced are
 * messages with an id each, which the server takes once.
 */
const RETRY_PAUSES_MS = [250, 1_000, 4_000] as const

/**
 * The client, which may speak to the server at this address and to nothing else: not to where a redirect leads, nor to
 * what a rule or a setting of the budget names.
 */
export async function loadClient(address: URL): Promise<Client> {
  globalThis.fetch = guardedFetch(address, globalThis.fetch)
  const driver = new URL('./sqlite.ts', import.meta.url).href
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === DRIVER ? { url: driver, shortCircuit: true } : next(specifier, context),
  })
  const loaded: unknown = await import('@actual-app/api')
  return (loaded as { readonly default: Client }).default
}

function guardedFetch(address: URL, send: typeof fetch): typeof fetch {
  return async (target, options) => {
    const url = new URL(target instanceof Request ? target.url : target)
    if (url.origin !== address.origin) throw new TypeError('this address is not the server of the budget')
    for (const pauseMs of RETRY_PAUSES_MS) {
      try {
        return await send(target, { ...options, redirect: 'error' })
      } catch (error) {
        if (options?.signal?.aborted === true) throw error
        await wait(pauseMs)
      }
    }
    return send(target, { ...options, redirect: 'error' })
  }
}
