// What a provider must do. An adapter translates: it never sees the database, a clock, the scheduler or its peers.
import type { CalendarDate } from '../../domain/calendar.ts'
import type { SourceAccount } from '../../domain/account.ts'
import type { HttpClient } from './http.ts'
import type { Manifest } from './manifest.ts'
import type { Cursor, Page } from './page.ts'

/** The secret that opens a connection: opaque text of the adapter's own making. Stored sealed, never logged. */
export type Credential = string

export type AdapterLog = (event: string, facts: Readonly<Record<string, string | number | boolean | null>>) => void

/** What every function receives. `config` is the operator's, parsed by the adapter's own schema. */
export type Session<Config> = {
  readonly config: Config
  readonly http: HttpClient
  readonly signal: AbortSignal
  readonly log: AdapterLog
}

/** A session that is opened by a connection's credential. */
export type ConnectedSession<Config> = Session<Config> & {
  readonly credential: Credential
  /** Stores a rotated credential. Resolves once it is durable; only then may the new one be used. */
  readonly keepCredential: (next: Credential) => Promise<void>
}

export type Institution = {
  readonly id: string
  readonly name: string
  readonly countries: readonly string[]
  readonly url: string | null
  /** Words the person should read before choosing it, such as "gives 90 days of history". */
  readonly note: string | null
}

export type InstitutionQuery = {
  readonly text: string
  readonly country: string
  readonly limit: number
}

export type LinkRequest = {
  readonly institutionId: string | null
  /** Our own opaque, unguessable id for this attempt; comes back in `completeLink` and must match. */
  readonly state: string
  /** Where the provider sends the person's browser afterwards. */
  readonly returnUrl: string
  readonly webhookUrl: string | null
  /** Days of history wanted. Some providers fix this for good at the first link. */
  readonly historyDays: number
  readonly country: string
  /** BCP 47 language for the provider's screens. */
  readonly language: string
  /** An opaque, stable id for the owner, with no personal facts in it. */
  readonly ownerRef: string
  /** A repair of an existing connection: same accounts, same connection afterwards. */
  readonly repair: { readonly credential: Credential; readonly chooseAccounts: boolean } | null
}

/** What to show, until when it holds, and what the adapter needs again to complete it (kept sealed). */
export type LinkPrompt = {
  readonly show: { readonly kind: 'redirect'; readonly url: string } | { readonly kind: 'widget'; readonly token: string }
  /** RFC 3339. */
  readonly expiresAt: string
  readonly pending: string
}

export type LinkReturn = {
  readonly pending: string
  /** The state that `beginLink` was given. */
  readonly expectedState: string
  /** The state that came back; null when we ask on our own, without a return of the browser. */
  readonly returnedState: string | null
  readonly params: Readonly<Record<string, string>>
  readonly repair: { readonly credential: Credential } | null
}

export type LinkOutcome =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'declined'; readonly reason: 'exited' | 'expired' | 'state-mismatch' | 'institution-failed' }
  | {
      readonly kind: 'connected'
      readonly credential: Credential
      /** The provider's identity of the connection (what webhooks carry). */
      readonly connectionSourceId: string
      readonly institution: { readonly id: string; readonly name: string } | null
      /** RFC 3339, or null when open-ended. */
      readonly consentExpiresAt: string | null
    }

export type ReadRequest = {
  /** Null reads everything from `earliest` on. */
  readonly cursor: Cursor | null
  /** The day the run counts as today: frozen for the run, so that adapters need no clock. */
  readonly asOf: CalendarDate
  readonly earliest: CalendarDate
  /** Null means all accounts. */
  readonly accountSourceIds: readonly string[] | null
}

/**
 * A provider. Every function throws `ProviderError` only; `read` yields pages until the source has no more, and an
 * error before a checkpoint drops the span it was in.
 */
export type Adapter<Config = unknown> = {
  readonly manifest: Manifest
  /** Reads the operator's settings for this provider; throws `needsOperator` naming the setting. */
  readonly parseConfig: (settings: Readonly<Record<string, string>>) => Config
  /** Fine, or an operator error that names the setting. */
  readonly check: (session: Session<Config>) => Promise<void>
  readonly searchInstitutions: (session: Session<Config>, query: InstitutionQuery) => Promise<readonly Institution[]>
  readonly beginLink: (session: Session<Config>, request: LinkRequest) => Promise<LinkPrompt>
  readonly completeLink: (session: Session<Config>, returned: LinkReturn) => Promise<LinkOutcome>
  readonly listAccounts: (session: ConnectedSession<Config>) => Promise<readonly SourceAccount[]>
  readonly read: (session: ConnectedSession<Config>, request: ReadRequest) => AsyncIterable<Page>
  /** Ends the connection at the provider. Calling it twice is fine. */
  readonly unlink: (session: ConnectedSession<Config>) => Promise<void>
  /** Asks the provider to fetch anew. Present exactly when the manifest says `refresh: on-demand`. */
  readonly refresh?: (session: ConnectedSession<Config>) => Promise<{ readonly accepted: boolean; readonly notBefore: string | null }>
}
