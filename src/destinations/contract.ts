// What a budget program must do to receive a ledger. An adapter translates and sends: it sees no database, no clock,
// no scheduler and no other adapter. What is to be sent is decided before, by `planPush`.
import type { CalendarDate } from '../domain/calendar.ts'
import type { CurrencyCode } from '../domain/currency.ts'
import type { HeldRow, OutgoingRow, RowField, TheirCategory } from '../domain/push/rows.ts'
import type { HttpClient } from '../providers/contract/http.ts'

export type SettingField = {
  /** Key in the settings or the secrets. */
  readonly name: string
  readonly label: string
  /** One sentence: where the person finds it. */
  readonly help: string
  /** A secret is sealed, never shown again, never logged. */
  readonly isSecret: boolean
  readonly isRequired: boolean
  /** An address must be https, or http on this machine. */
  readonly kind: 'address' | 'text'
}

export type DestinationManifest = {
  /** Same as the folder. */
  readonly name: string
  readonly label: string
  readonly settings: readonly SettingField[]
  /** Otherwise a pending transaction waits until it is posted. */
  readonly canHoldPending: boolean
  readonly canUpdate: boolean
  readonly canDelete: boolean
  /** `by name`: a name that isn't there is made there. `existing`: only one of the same name is taken. */
  readonly categories: 'by name' | 'existing'
  /** `one row`: a transfer between two accounts is one row there, sent with its paying leg. */
  readonly transfers: 'one row' | 'two rows'
  /** `ignored` where the destination keeps no tags. */
  readonly tags: 'kept' | 'ignored'
  /** Rows in one call of `create`, `update`, `remove` and `restore`. After each the outcome is recorded. */
  readonly rowsPerCallMax: number
  /** Requests allowed in any hour; null where the destination says nothing. */
  readonly requestsPerHourMax: number | null
}

/** An account of the destination. `currency` is null where it keeps amounts without one. */
export type TheirAccount = {
  readonly id: string
  readonly name: string
  readonly currency: CurrencyCode | null
  readonly isClosed: boolean
}

/** The account that rows go to, with the currency of our account. */
export type AccountRef = { readonly theirId: string; readonly currency: CurrencyCode }

/**
 * Which rows to read: all booked in the days, and besides those of `theirIds` on whatever day they are now. A row of
 * `theirIds` that isn't in the answer is gone.
 */
export type ReadWish = {
  readonly fromOn: CalendarDate
  readonly toOn: CalendarDate
  readonly theirIds: readonly string[]
}

/** A row that we sent before, as it shall be now; only `fields` are written. */
export type RowChange = {
  readonly theirId: string
  readonly row: OutgoingRow
  readonly fields: ReadonlySet<RowField>
}

/** A row to put back as its image says. One that was deleted is made again under `importId`. */
export type RowRestore = {
  readonly theirId: string
  readonly importId: string
  readonly image: string
  readonly wasDeleted: boolean
}

/**
 * What became of one row, by its import id.
 * `created`: it is there now. `already there`: it was, under the same import id; nothing was written.
 * `refused`: the destination doesn't take this row; the others go on.
 */
export type SentOutcome =
  | {
      readonly importId: string
      readonly outcome: 'created' | 'already there' | 'updated' | 'restored'
      /** As the destination holds it afterwards, read from its answer. */
      readonly held: HeldRow
    }
  | { readonly importId: string; readonly outcome: 'deleted' }
  | { readonly importId: string; readonly outcome: 'refused'; readonly reason: string }

/**
 * An open destination. Each call answers for every row it was given, in the same order, or throws
 * `DestinationError`: then nothing is known of its rows, and the next push finds out by their import ids.
 */
export type DestinationSession = {
  readonly listAccounts: () => Promise<readonly TheirAccount[]>
  readonly listCategories: () => Promise<readonly TheirCategory[]>
  readonly read: (account: AccountRef, wish: ReadWish) => Promise<readonly HeldRow[]>
  /** Never doubles: a row whose import id is there already is `already there`. */
  readonly create: (account: AccountRef, rows: readonly OutgoingRow[]) => Promise<readonly SentOutcome[]>
  readonly update: (account: AccountRef, changes: readonly RowChange[]) => Promise<readonly SentOutcome[]>
  /** A row that is gone already counts as deleted. */
  readonly remove: (account: AccountRef, rows: readonly HeldRow[]) => Promise<readonly SentOutcome[]>
  readonly restore: (account: AccountRef, rows: readonly RowRestore[]) => Promise<readonly SentOutcome[]>
  /** Lets go of connections and processes. Never throws. */
  readonly close: () => Promise<void>
}

/** What an adapter may use of the world. */
export type DestinationDeps = {
  /** A way out to this one address (`https://…`, or `http://127.0.0.1:…`). Closed with the session. */
  readonly openHttp: (address: URL) => HttpClient
  readonly signal: AbortSignal
  /** Resolves after the time, rejects when the signal aborts. */
  readonly sleep: (ms: number) => Promise<void>
  /** Counts one request of the hour; throws `rate-limited` where there is none left. Call it before each request. */
  readonly spendRequest: () => Promise<void>
  /** Folder that belongs to this destination alone; made when first asked for. */
  readonly folder: () => Promise<string>
  readonly log: (event: string, facts: Readonly<Record<string, string | number | boolean | null>>) => void
}

export type DestinationSettings = Readonly<Record<string, string>>

export type DestinationAdapter = {
  readonly manifest: DestinationManifest
  /** Opens and checks: a wrong address, token or budget is told here. Throws `DestinationError`. */
  readonly open: (
    settings: DestinationSettings,
    secrets: DestinationSettings,
    deps: DestinationDeps,
  ) => Promise<DestinationSession>
}

/** The reasons a destination fails, by who must act. */
export const DESTINATION_FAILURES = {
  'sign-in': 'user',
  settings: 'user',
  certificate: 'operator',
  'not-installed': 'operator',
  'rate-limited': 'nobody',
  unreachable: 'nobody',
  down: 'nobody',
  timeout: 'nobody',
  stopped: 'nobody',
  answer: 'us',
} as const

export type DestinationFailure = keyof typeof DESTINATION_FAILURES

/**
 * A failure of a destination as a whole. The message is for the person: what happened and what to do. It never holds
 * a token, a password or an answer's bytes.
 */
export class DestinationError extends Error {
  override readonly name = 'DestinationError'
  readonly failure: DestinationFailure
  /** Seconds to wait, where the destination said so. */
  readonly retryAfterSeconds: number | null

  constructor(
    failure: DestinationFailure,
    message: string,
    facts: { readonly retryAfterSeconds?: number | null; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: facts.cause })
    this.failure = failure
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null
  }
}
