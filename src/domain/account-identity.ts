// Which of a person's accounts an account is that a source lists under an id nobody knows: after a reconnect, at another
// provider, or after files of it. A wrong guess would mix two ledgers, so all that is not certain is asked.
import { dayNumber } from './calendar.ts'
import type { CalendarDate } from './calendar.ts'
import type { AccountKind } from './account.ts'
import type { CurrencyCode } from './currency.ts'
import type { AccountId } from './ids.ts'
import { likeness, LIKENESS_COMPATIBLE } from './reconcile/text.ts'

/** What a source tells of an account. */
export type AccountFacts = {
  readonly name: string
  readonly kind: AccountKind
  readonly currency: CurrencyCode
  readonly mask: string | null
  readonly persistentId: string | null
}

export type ListedAccount = AccountFacts & { readonly sourceId: string; readonly bankName: string }

/** An account of the ledger that a listed one could be. */
export type KnownAccount = AccountFacts & {
  readonly accountId: AccountId
  /** Under which the same provider knew it last; null where only others or files did. */
  readonly accountSourceId: string | null
  readonly bankNames: readonly string[]
  /** Another connection reads it at this time. */
  readonly isRead: boolean
}

/** How far the booked movements of two accounts are the same ones, in the days that both cover. */
export type Overlap = {
  /** Movements in those days, on the side that has more. */
  readonly compared: number
  /** Of equal amount and at most a day apart. */
  readonly equal: number
  /** Different amounts among the equal ones: a daily fare proves nothing by its number. */
  readonly amounts: number
}

export const IDENTITY_REASONS = ['persistent-id', 'source-id', 'looks', 'number', 'name', 'history'] as const
export type IdentityReason = (typeof IDENTITY_REASONS)[number]

export type Identity =
  | { readonly kind: 'same'; readonly accountId: AccountId; readonly by: IdentityReason }
  | {
      readonly kind: 'ask'
      readonly candidates: readonly { readonly accountId: AccountId; readonly by: IdentityReason; readonly overlap: Overlap | null }[]
    }
  | { readonly kind: 'new' }

export type IdentityContext = {
  /** All accounts that are listed without being known, this one included: certain means one on both sides. */
  readonly siblings: readonly ListedAccount[]
  /** Of this account's movements with the known one's; null while none were read. */
  readonly overlapWith: (known: KnownAccount) => Overlap | null
}

/** Movements that must be equal before history says anything by itself, and how many different amounts they must have. */
const HISTORY_EQUAL_MIN = 8
const HISTORY_AMOUNTS_MIN = 5
/** Share of equal movements from which on two accounts are one: banks differ in a row or two of a month. */
const SAME_SHARE = 0.9
/** From here on it is worth asking. */
const MAYBE_SHARE = 0.5
const MAYBE_EQUAL_MIN = 4
/** With so many movements and so few equal ones, the same number or name is chance. */
const OTHER_SHARE = 0.1

type Verdict = 'same' | 'maybe' | 'other' | 'unknown'

/** Compares the listed account with all known ones. Currencies never differ between what is the same. */
export function identifyAccount(
  listed: ListedAccount,
  known: readonly KnownAccount[],
  { siblings, overlapWith }: IdentityContext,
): Identity {
  const possible = known.filter((each) => each.currency === listed.currency && !hasOtherId(listed, each))
  const certain = certainOf(listed, possible, siblings)
  if (certain !== null) return certain
  const weighed = possible.flatMap((each) => {
    const overlap = overlapWith(each)
    const verdict = verdictOf(overlap)
    const by = verdict === 'same' || verdict === 'maybe' ? 'history' : likenessReason(listed, each)
    return by === null || verdict === 'other' ? [] : [{ known: each, by, overlap, verdict }]
  })
  const [only, ...others] = weighed.filter(({ verdict }) => verdict === 'same')
  const isContested = others.length > 0 || weighed.some((each) => each !== only && each.by !== 'name')
  if (only && !isContested && !hasOtherNumber(listed, only.known)) {
    return { kind: 'same', accountId: only.known.accountId, by: 'history' }
  }
  if (weighed.length === 0) return { kind: 'new' }
  return { kind: 'ask', candidates: weighed.map(({ known: each, by, overlap }) => ({ accountId: each.accountId, by, overlap })) }
}

/** Ids that one provider promises to keep differ: two accounts. Those of two providers say nothing of each other. */
const hasOtherId = (listed: AccountFacts, known: KnownAccount): boolean =>
  known.accountSourceId !== null &&
  listed.persistentId !== null &&
  known.persistentId !== null &&
  listed.persistentId !== known.persistentId

function certainOf(
  listed: ListedAccount,
  known: readonly KnownAccount[],
  siblings: readonly ListedAccount[],
): Identity | null {
  if (listed.persistentId !== null) {
    const isIt = ({ persistentId }: AccountFacts): boolean => persistentId === listed.persistentId
    const byId = decided(known.filter(isIt), siblings.filter(isIt), 'persistent-id')
    if (byId !== null) return byId
  }
  const hasSourceId = (each: KnownAccount): boolean => each.accountSourceId === listed.sourceId && each.mask === listed.mask
  const bySourceId = decided(known.filter((each) => hasSourceId(each) && !each.isRead), [listed], 'source-id')
  if (bySourceId !== null) return bySourceId
  if (listed.mask === null) return null
  const looksAlike = (each: AccountFacts): boolean =>
    each.mask === listed.mask && each.kind === listed.kind && each.name === listed.name && each.currency === listed.currency
  // Of two accounts that are read side by side, looks alone don't say that they are one.
  const alike = known.filter(looksAlike)
  return alike.some(({ isRead }) => isRead) ? null : decided(alike, siblings.filter(looksAlike), 'looks')
}

/** The same if there is one on each side, a question if there are several; null where there is none. */
function decided(known: readonly KnownAccount[], siblings: readonly unknown[], by: IdentityReason): Identity | null {
  const [only, ...others] = known
  if (only === undefined) return null
  if (others.length === 0 && siblings.length === 1) return { kind: 'same', accountId: only.accountId, by }
  return { kind: 'ask', candidates: known.map(({ accountId }) => ({ accountId, by, overlap: null })) }
}

/** What equal movements say of two accounts. */
export function verdictOf(overlap: Overlap | null): Verdict {
  if (overlap === null || overlap.compared === 0) return 'unknown'
  const share = overlap.equal / overlap.compared
  const isRich = overlap.equal >= HISTORY_EQUAL_MIN && overlap.amounts >= HISTORY_AMOUNTS_MIN
  if (isRich && share >= SAME_SHARE) return 'same'
  if (overlap.equal >= MAYBE_EQUAL_MIN && overlap.amounts >= MAYBE_EQUAL_MIN && share >= MAYBE_SHARE) return 'maybe'
  return overlap.compared >= HISTORY_EQUAL_MIN && share <= OTHER_SHARE ? 'other' : 'unknown'
}

/** Why it may be this one as far as number and name go. */
function likenessReason(listed: ListedAccount, known: KnownAccount): IdentityReason | null {
  const isKind = listed.kind === known.kind || listed.kind === 'other' || known.kind === 'other'
  if (!isKind || hasOtherNumber(listed, known)) return null
  if (listed.mask !== null && known.mask !== null) return 'number'
  const isBank = known.bankNames.some((name) => (likeness(name, listed.bankName) ?? 0) >= LIKENESS_COMPATIBLE)
  // An account that another connection of the bank reads is not the one that this connection adds, by its name alone.
  return isBank && !known.isRead && known.name === listed.name ? 'name' : null
}

/** The ends of the two numbers are of different numbers. */
export function hasOtherNumber({ mask }: Pick<AccountFacts, 'mask'>, known: Pick<AccountFacts, 'mask'>): boolean {
  const [left, right] = [digitsOf(mask), digitsOf(known.mask)]
  const common = Math.min(left.length, right.length)
  return common > 0 && left.slice(-common) !== right.slice(-common)
}

const digitsOf = (mask: string | null): string => (mask ?? '').replace(/[^0-9A-Za-z]/g, '').toUpperCase()

/** A booked movement, as histories are compared. */
export type HistoryRow = { readonly amountMinor: bigint; readonly on: CalendarDate }

/** Banks date one movement a day apart. */
const HISTORY_DAYS_APART = 1

/** Compares two histories in the days that both cover: the newer one may go on, the older one may reach back. */
export function compareHistories(one: readonly HistoryRow[], other: readonly HistoryRow[]): Overlap {
  const [left, right] = [one, other].map((rows) => rows.map(({ on }) => on).toSorted())
  const from = [left?.[0], right?.[0]].filter((on) => on !== undefined).toSorted().at(-1)
  const to = [left?.at(-1), right?.at(-1)].filter((on) => on !== undefined).toSorted()[0]
  if (!left?.length || !right?.length || from === undefined || to === undefined || from > to) {
    return { compared: 0, equal: 0, amounts: 0 }
  }
  const inBoth = (rows: readonly HistoryRow[]) =>
    rows.filter(({ on }) => on >= from && on <= to).toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const [these, those] = [inBoth(one), inBoth(other)]
  const waiting = Map.groupBy(those, ({ amountMinor }) => amountMinor)
  const equal = these.filter(({ amountMinor, on }) => {
    const rows = waiting.get(amountMinor) ?? []
    const at = rows.findIndex((row) => Math.abs(dayNumber(row.on) - dayNumber(on)) <= HISTORY_DAYS_APART)
    if (at < 0) return false
    waiting.set(amountMinor, rows.toSpliced(at, 1))
    return true
  })
  return {
    compared: Math.max(these.length, those.length),
    equal: equal.length,
    amounts: new Set(equal.map(({ amountMinor }) => amountMinor)).size,
  }
}
