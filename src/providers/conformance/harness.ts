// What a provider hands to the kit: its adapter, and a way to open a bank that speaks the provider's wire
// format for any World. Everything provider-specific that the rules need to know is said here, once.
import type { CalendarDate } from '../../domain/calendar.ts'
import type { JsonValue } from '../../domain/source-record.ts'
import type { Adapter, Credential, LinkPrompt } from '../contract/adapter.ts'
import type { HttpClient } from '../contract/http.ts'
import type { Faults, World } from '../world/world.ts'

export type OpenOptions = {
  readonly asOf: CalendarDate
  /** The largest page the bank gives, whatever it is asked for. Default: the provider's own. */
  readonly pageSize?: number
}

/** A bank that is open for a test, and a person's connection to it. */
export type OpenBank<Config> = {
  readonly config: Config
  /** Opens the connection that exists from the start. */
  readonly credential: Credential
  /** The only way to the bank. */
  readonly http: HttpClient
  readonly setAsOf: (asOf: CalendarDate) => void
  /** Replaces whatever faults are left. A fault named `account-fails` hits the World's first account. */
  readonly setFaults: (faults: readonly Faults[]) => void
  /** The person signs in again at the bank, by repair where there is one, else by a new link. */
  readonly reconnect: () => Promise<Credential>
  /** What the person does at the provider's pages; returns what the browser brings back. */
  readonly person: (
    prompt: LinkPrompt,
    does: 'finishes' | 'leaves',
  ) => Promise<{ readonly returnedState: string | null; readonly params: Readonly<Record<string, string>> }>
  /** Makes the credential in use expire, where the provider rotates credentials. */
  readonly expireCredential?: () => void
  /** Texts that must never appear in an error or a log: tokens, keys, full account numbers. */
  readonly secrets: readonly string[]
  readonly close: () => Promise<void>
}

/**
 * How an answer that carries transactions is spoiled. Each changes one record, or says why that can't be done
 * here.
 */
export const SPOILS = [
  'without-amount',
  'without-currency',
  'without-date',
  'extra-fields',
  'unknown-status',
  'unknown-sign',
  'always-more',
] as const
export type Spoil = (typeof SPOILS)[number]

/** Changes an answer's JSON; a body without transactions is returned as it is. */
export type Spoiler = (body: JsonValue) => JsonValue

/** A recorded input of the mapping and what must come of it. */
export type Golden = { readonly name: string; readonly actual: JsonValue; readonly expected: JsonValue }

export type Harness<Config = unknown> = {
  readonly name: string
  readonly adapter: Adapter<Config>
  readonly open: (world: World, options: OpenOptions) => Promise<OpenBank<Config>>
  /** How the path of requests that read transactions ends. */
  readonly transactionsPath: string
  /** The page token in an answer, where it has one. */
  readonly pageTokenIn: (body: JsonValue) => string | null
  /** A spoiler, or the written reason why an answer of this provider can't be spoiled so. */
  readonly spoilers: Readonly<Record<Spoil, Spoiler | string>>
  readonly goldens: readonly Golden[]
  /** Headers that differ from request to request by specification, lower case. */
  readonly volatileHeaders: readonly string[]
  /** Rules (`R3`) and stories (`own-transfer`) that can't hold here, each with its written reason. */
  readonly skips: Readonly<Record<string, string>>
}
