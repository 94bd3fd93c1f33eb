// What the use cases stand on, made once by the composition root and passed in.
import type { Kysely } from 'kysely'
import type { CalendarDate } from './domain/calendar.ts'
import type { ConnectionId, RunId } from './domain/ids.ts'
import type { Log } from './log.ts'
import type { DestinationManifest, DestinationSession, DestinationSettings } from './destinations/contract.ts'
import type { Adapter } from './providers/contract/adapter.ts'
import type { LayoutSharing } from './providers/file/file-reading.ts'
import type { HttpClient } from './providers/contract/http.ts'
import type { KeyRing } from './storage/key-ring.ts'
import type { Tables, Tx } from './storage/schema.ts'

/** A provider with the settings and the way out that belong to it. */
export type ProviderRoute = {
  readonly adapter: Adapter
  readonly config: unknown
  readonly http: HttpClient
}

export type ProviderFacts = {
  readonly id: string
  readonly title: string
  readonly isConfigured: boolean
  /** What keeps it from being used, or who can get it. */
  readonly note: string | null
}

export type Providers = {
  readonly list: () => readonly ProviderFacts[]
  /**
   * The way to a provider, or to its demo banks. Throws `ProviderError` needsOperator where it isn't set up
   * and broken where there is no such provider.
   */
  readonly route: (provider: string, isDemo: boolean) => ProviderRoute
  /** Providers that demo banks speak the language of. */
  readonly demo: readonly string[]
}

/** The made-up banks: their clock and their memory. */
export type DemoBanks = {
  /** The day it is at the demo banks, also before the first connection. */
  readonly day: () => Promise<CalendarDate>
  readonly advance: (days: number) => Promise<CalendarDate>
  /** Starts the clock so many days before today. Only before the first connection. */
  readonly begin: (daysAgo: number) => Promise<CalendarDate>
  /** Forgets who connected and starts the clock anew. */
  readonly reset: () => Promise<void>
  /** Does in the person's place what they would do on the bank's pages; `showUrl` is the link's address. */
  readonly signIn: (provider: string, showUrl: string) => Promise<void>
  /** Pages and interface of a provider's demo banks, mounted under `/demo-bank/<provider>`. */
  readonly handle: (provider: string, request: Request) => Promise<Response | null>
}

/** The budget programs that the ledger can be sent to. */
export type Destinations = {
  readonly list: () => readonly DestinationManifest[]
  /** Opens and checks one. Throws `DestinationError`. */
  readonly open: (program: string, access: DestinationAccess) => Promise<DestinationSession>
  /** Removes what a destination kept in its folder. */
  readonly forget: (folderName: string) => Promise<void>
}

export type DestinationAccess = {
  readonly settings: DestinationSettings
  readonly secrets: DestinationSettings
  /** Of the destination's own folder, should it need one. */
  readonly folderName: string
  readonly signal: AbortSignal
  /** See `DestinationDeps`. */
  readonly spendRequest: () => Promise<void>
}

export type Deps = {
  readonly db: Kysely<Tables>
  readonly keyRing: KeyRing
  readonly providers: Providers
  readonly demoBanks: DemoBanks
  readonly destinations: Destinations
  readonly layoutSharing: LayoutSharing
  readonly now: () => Date
  readonly newId: () => string
  readonly randomBytes: (count: number) => Uint8Array
  readonly log: Log
  readonly version: string
  /** Where browsers reach this server, without a slash at the end. */
  readonly baseUrl: string
  /**
   * Puts a queued run before the workers, inside the transaction that makes it; without it they find it by
   * sweeping.
   */
  readonly wake?: (
    tx: Tx,
    ticket: { readonly runId: RunId; readonly connectionId: ConnectionId },
  ) => Promise<void>
}
