// What the engine stands on, passed in by whoever starts it: the composition root or a test.
import type { CalendarDate } from '../domain/calendar.ts'
import type { Adapter } from '../providers/contract/adapter.ts'
import type { HttpClient } from '../providers/contract/http.ts'
import type { KeyRing } from '../storage/key-ring.ts'
import type { Db } from '../storage/schema.ts'

/** A provider with the settings and the way out that belong to it. */
export type ProviderRoute = {
  readonly adapter: Adapter
  readonly config: unknown
  readonly http: HttpClient
}

/** The part of the log that is used here. Facts hold ids, counts and states; no amounts, names or tokens. */
export type SyncLog = {
  readonly info: (facts: object, event: string) => void
  readonly warn: (facts: object, event: string) => void
  readonly error: (facts: object, event: string) => void
}

export type StorageDeps = {
  readonly keyRing: KeyRing
  readonly newId: () => string
  readonly randomBytes: (count: number) => Uint8Array
}

export type SyncDeps = StorageDeps & {
  /** Queries of the worker's role: it alone may claim runs. */
  readonly db: Db
  readonly providers: { readonly route: (provider: string, isDemo: boolean) => ProviderRoute }
  readonly demoBanks: { readonly day: () => Promise<CalendarDate> }
  readonly now: () => Date
  /** From 0 to below 1: spreads retries. */
  readonly random: () => number
  readonly log: SyncLog
}
