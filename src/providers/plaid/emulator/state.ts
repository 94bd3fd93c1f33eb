// What the emulated Plaid remembers: plain JSON, so that any store can keep it over a restart.
import type { CalendarDate } from '../../../domain/calendar.ts'
import type { Faults } from '../../world/world.ts'

/** Keeps the state. `load` gives null at the very first. */
export type PlaidStore = {
  readonly load: () => Promise<PlaidState | null>
  readonly save: (state: PlaidState) => Promise<void>
}

export type PlaidState = {
  readonly version: 1
  /** The day each World has come to, by its key. */
  asOf: Record<string, CalendarDate>
  /** By link token. */
  links: Record<string, LinkState>
  /** By public token. */
  publicTokens: Record<
    string,
    { readonly connectionId: string; readonly expiresAtMs: number; isUsed: boolean }
  >
  /** By Plaid's `item_id`. */
  connections: Record<string, ConnectionState>
  faults: { readonly fault: Faults; seen: number }[]
  /** Largest page, whatever is asked for; null leaves it to the request. */
  pageSizeMax: number | null
}

/** What Plaid calls an Item. */
export type ConnectionState = {
  readonly id: string
  accessToken: string
  readonly worldKey: string
  /** The day of linking or of the last repair. */
  connectedOn: CalendarDate
  /** The first day of the history that was asked for at linking. */
  readonly historyFrom: CalendarDate
  /** Keys of the shared accounts, newest choice last; null shares all, later ones too. */
  readonly selections: (readonly string[] | null)[]
  needsSignIn: boolean
  isRemoved: boolean
  readonly webhook: string | null
}

export type LinkState = {
  readonly token: string
  readonly createdAtMs: number
  readonly expiresAtMs: number
  readonly request: {
    readonly clientName: string
    readonly language: string
    readonly countryCodes: readonly string[]
    readonly products: readonly string[]
    readonly webhook: string | null
    readonly institutionId: string | null
    readonly completionRedirectUri: string | null
    readonly daysRequested: number
    /** Set in update mode. */
    readonly repairs: { readonly connectionId: string; readonly choosesAccounts: boolean } | null
  }
  readonly visits: VisitState[]
}

/** One time that the person opened the link; Plaid's word is a Link session. */
export type VisitState = {
  readonly id: string
  readonly startedAtMs: number
  finishedAtMs: number | null
  worldKey: string | null
  isSignedIn: boolean
  outcome: 'success' | 'exit' | null
  publicToken: string | null
  readonly events: { readonly id: string; readonly name: string; readonly atMs: number }[]
}

export const emptyState = (): PlaidState => ({
  version: 1,
  asOf: {},
  links: {},
  publicTokens: {},
  connections: {},
  faults: [],
  pageSizeMax: null,
})

/** A store for tests and for demos that may forget. */
export function memoryStore(): PlaidStore {
  let kept: string | null = null
  return {
    load: async () => (kept === null ? null : JSON.parse(kept)),
    save: async (state) => {
      kept = JSON.stringify(state)
    },
  }
}
