// A World is a bank with a scripted past and future, free of any provider's wire format. Stories, demo banks,
// property tests and benchmarks are all Worlds. It is plain data: what holds on a day is worked out, never
// stored.
import type { AccountKind } from '../../domain/account.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import type { CurrencyCode } from '../../domain/currency.ts'

/** An account of the World. `key` is the story's own name for it; the bank's id may change on reconnect. */
export type WorldAccount = {
  readonly key: string
  /** The bank's id for it, under which emulators present it. */
  readonly bankId: string
  readonly name: string
  readonly kind: AccountKind
  readonly currency: CurrencyCode
  readonly mask: string
  readonly persistentId: string | null
  /** Booked balance before the first happening, minor units, holder's side (owed on a card is negative). */
  readonly openingMinor: bigint
  /** Null: from the start. */
  readonly opensOn: CalendarDate | null
}

/** One statement of the bank about a movement. */
export type Statement = {
  readonly bankId: string
  readonly status: 'pending' | 'posted'
  readonly amountMinor: bigint
  readonly postedOn: CalendarDate | null
  readonly transactionOn: CalendarDate
  readonly description: string
  readonly counterpartyName: string | null
  readonly category: WorldCategory | null
  /** The bank says which pending statement this posted one replaces. */
  readonly supersedes: string | null
}

/** What a movement was for; each emulator turns it into its provider's own code. */
export type WorldCategory =
  | 'income'
  | 'transfer'
  | 'groceries'
  | 'restaurant'
  | 'coffee'
  | 'rent'
  | 'utilities'
  | 'transport'
  | 'fuel'
  | 'shopping'
  | 'entertainment'
  | 'health'
  | 'travel'
  | 'fee'
  | 'cash'

/**
 * What happens at the bank, on a day, in order within the day. `movement` names the real-world movement, so
 * that the truth can be told: however many statements a movement gets, it is one.
 */
export type Happening = { readonly on: CalendarDate } & (
  | {
      readonly kind: 'state'
      readonly account: string
      readonly movement: string
      readonly statement: Statement
    }
  /**
   * The bank takes a statement back. `why` tells the truth: its posted form came, or the movement never was.
   */
  | {
      readonly kind: 'withdraw'
      readonly account: string
      readonly movement: string
      readonly bankId: string
      readonly why: 'replaced' | 'cancelled'
    }
  | { readonly kind: 'account-opened'; readonly account: string }
  | { readonly kind: 'account-closed'; readonly account: string }
  | { readonly kind: 'sign-in-required' }
  | { readonly kind: 'consent-ended' }
  | { readonly kind: 'access-restored' }
  /** Reconnecting from now on gives accounts and statements new ids. */
  | { readonly kind: 'ids-reissued'; readonly suffix: string }
)

export type World = {
  readonly key: string
  readonly institution: { readonly id: string; readonly name: string; readonly country: string }
  readonly accounts: readonly WorldAccount[]
  /** In order of time; happenings of one day in the bank's order. */
  readonly happenings: readonly Happening[]
  /** The first day of the World's history. */
  readonly startsOn: CalendarDate
}

/**
 * Faults a test or the demo's knobs set on an emulator for the next requests; none is part of the World's
 * truth.
 */
export type Faults = {
  /** Answer this many requests with the fault, then behave. */
  readonly times: number
  readonly kind:
    | 'server-error'
    | 'rate-limited'
    | 'institution-down'
    | 'not-ready'
    | 'timeout'
    | 'reset'
    | 'truncated-body'
    | 'html-body'
    | 'wrong-content-type'
    | 'schema-broken'
    | 'moves-while-paging'
    | 'account-fails'
  /** Only requests whose path ends so; null for any. */
  readonly path: string | null
  /** Skip this many matching requests first. */
  readonly after: number
}

/** Happenings in order of time; those of one day keep the order they are given in. */
export const inOrderOfTime = (happenings: readonly Happening[]): readonly Happening[] =>
  happenings.toSorted((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0))
