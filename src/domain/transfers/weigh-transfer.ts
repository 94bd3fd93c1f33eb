// How much speaks for two legs of two own accounts being one movement of the person's own money.
import { daysBetween } from '../calendar.ts'
import type { AccountKind } from '../account.ts'
import { amountBits } from '../reconcile/amount-bits.ts'
import { bankingDays } from '../reconcile/banking-days.ts'
import { nearestDates } from '../reconcile/day-shift.ts'
import { LIKENESS_COMPATIBLE, likeness, nameWords } from '../reconcile/text.ts'
import { recordDate } from '../source-record.ts'
import type { AccountId } from '../ids.ts'
import { numberBits, tailOf } from './account-numbers.ts'
import { RATE_TOLERANCE, rateMiss, statedSums } from './exchange.ts'
import type { Leg, OwnAccount, TransferContext, TransferReason } from './leg.ts'
import { cutNumbers, readText } from './words.ts'
import type { Reading } from './words.ts'

/** Money is on its way for so many banking days at the most; a weekend and holidays come on top. */
export const AHEAD_DAYS_MAX = 4
/** A bank may book what arrives before the other books what left. */
export const BEHIND_DAYS_MAX = 2
/** The same in calendar days, with the longest row of holidays in between. */
export const CALENDAR_DAYS_MAX = 9

/** Shares of transfers by banking days on the way, and by days that the arrival is booked first. */
const AHEAD_SHARES = [0.5, 0.26, 0.12, 0.05, 0.02]
const BEHIND_SHARES = [0.5, 0.04, 0.01]
/** Days over which an unrelated payment of the same sum could lie. */
const WINDOW_DAYS = 10

/** What equal and opposite sums in one week are worth less: most payments of a household stay in no account of its own. */
const PRIOR_BITS = -6
/** What banks keep of a transfer: at most so much of it, and a fixed sum (wires cost up to some 50.00). */
export const FEE_SHARE_DIVISOR = 33n
const FEE_FIXED_MINOR = 5_000n
const FEE_BITS = -2.5
const RATE_BITS = 2
const NO_RATE_BITS = -2.5

/** `link`: may be linked by itself if enough speaks for it. `ask`: only by the person. `wait`: one side is not booked yet. */
export type Limit = 'link' | 'ask' | 'wait'

export type Weighed = {
  readonly bits: number
  readonly daysApart: number
  readonly feeMinor: bigint | null
  readonly reasons: readonly TransferReason[]
  readonly limit: Limit
}

/** A leg with what its text says, read once. */
export type ReadLeg = {
  readonly leg: Leg
  readonly account: OwnAccount
  readonly reading: Reading
  readonly text: string
  /** Words of the text that neither the lists of transfer words nor the person's own names explain. */
  readonly rest: readonly string[]
  readonly namesOwner: boolean
  /** Other accounts of the person whose number the text ends a word with: "TRANSFER TO SAVINGS 7702". */
  readonly numbers: ReadonlySet<AccountId>
}

export function readLeg(leg: Leg, context: TransferContext): ReadLeg | null {
  const account = context.accounts.find(({ id }) => id === leg.accountId)
  if (account === undefined) return null
  const text = [leg.counterpartyName, leg.description].filter((part) => part !== null).join(' ')
  const reading = readText(text)
  const ownWords = new Set(context.ownNames.flatMap((name) => nameWords(name)))
  const words = new Set(nameWords(text))
  const namesOwner = context.ownNames.some((name) => hasAll(words, nameWords(name)))
  const rest = reading.rest.filter((word) => !namesOwner || !ownWords.has(word))
  return { leg, account, reading, text, rest, namesOwner, numbers: numbersIn(text, leg.accountId, context) }
}

/** Names of one word are given names that anybody may have. */
const hasAll = (words: ReadonlySet<string>, name: readonly string[]): boolean =>
  name.length > 1 && name.every((word) => words.has(word))

/** Null where the two can't be one transfer. */
export function weighTransfer(out: ReadLeg, arrival: ReadLeg, context: TransferContext): Weighed | null {
  const daysApart = daysOf(out.leg, arrival.leg)
  const sum = sumBits(out, arrival, context)
  const number = numbersOf(out, arrival)
  if (daysApart === null || sum === null || number === null) return null
  const said = [saidOf(out, arrival.account), saidOf(arrival, out.account)]
  const reasons = new Set<TransferReason>([...sum.reasons, ...said.flatMap((each) => each.reasons)])
  if (number > 0) reasons.add('account-number')
  let words = said.reduce((bits, each) => bits + each.bits, 0)
  if (restsAgree(out, arrival)) {
    // Each bank repeats what the person wrote: it names the purpose, not another party.
    words += said.reduce((bits, { otherParty }) => bits - otherParty, SAME_TEXT_BITS)
    reasons.delete('other-party')
    reasons.add('same-text')
  }
  const share = daysApart >= 0 ? AHEAD_SHARES[daysApart] : BEHIND_SHARES[-daysApart]
  const bits = PRIOR_BITS + sum.bits + number + words + Math.log2((share ?? 0) * WINDOW_DAYS)
  const limit = limitOf(out, arrival, reasons)
  return { bits, daysApart, feeMinor: sum.feeMinor, reasons: [...reasons], limit }
}

function daysOf(out: Leg, arrival: Leg): number | null {
  const dates = nearestDates(out, arrival)
  if (dates === null || Math.abs(daysBetween(dates.from, dates.to)) > CALENDAR_DAYS_MAX) return null
  const days = bankingDays(dates.from, dates.to)
  return days > AHEAD_DAYS_MAX || days < -BEHIND_DAYS_MAX ? null : days
}

type Sum = { readonly bits: number; readonly feeMinor: bigint | null; readonly reasons: readonly TransferReason[] }

/** The most that may be kept of so much, in minor units. */
export const feeMax = (minor: bigint): bigint => {
  const share = (minor < 0n ? -minor : minor) / FEE_SHARE_DIVISOR
  return share < FEE_FIXED_MINOR ? share : FEE_FIXED_MINOR
}

function sumBits(out: ReadLeg, arrival: ReadLeg, { rates }: TransferContext): Sum | null {
  const [left, arrived] = [out.leg.amount, arrival.leg.amount]
  if (left.minor >= 0n || arrived.minor <= 0n) return null
  if (left.currency === arrived.currency) {
    const feeMinor = -left.minor - arrived.minor
    if (feeMinor === 0n) return { bits: amountBits(left.minor), feeMinor, reasons: ['equal-amount'] }
    const isFee = feeMinor > 0n && feeMinor <= feeMax(left.minor)
    return isFee ? { bits: FEE_BITS, feeMinor, reasons: ['fee'] } : null
  }
  const isStated =
    statedSums(out.text, arrived.currency).includes(arrived.minor) ||
    statedSums(arrival.text, left.currency).includes(-left.minor)
  if (isStated) return { bits: amountBits(arrived.minor), feeMinor: null, reasons: ['stated-amount'] }
  const miss = rateMiss(left, arrived, recordDate(out.leg), rates)
  if (miss === null) return { bits: NO_RATE_BITS, feeMinor: null, reasons: ['no-rate'] }
  return miss <= RATE_TOLERANCE ? { bits: RATE_BITS, feeMinor: null, reasons: ['usual-rate'] } : null
}

/** The other side's number by both banks' word: null where it is of somebody else. */
function numbersOf(out: ReadLeg, arrival: ReadLeg): number | null {
  let bits = 0
  for (const [one, other] of [[out, arrival], [arrival, out]] as const) {
    const byBank = numberBits(one.leg.counterpartyAccountMask, other.account.mask)
    if (byBank === null) return null
    if (one.numbers.size > 0 && !one.numbers.has(other.account.id)) return ANOTHER_ACCOUNT_BITS
    bits = Math.max(bits, byBank, numberInText(one, other))
  }
  return bits
}

/** The text names another account of the person's; a reference may look like its number, hence no veto. */
const ANOTHER_ACCOUNT_BITS = -6
/** Shorter numbers in a text are counters and dates. */
const WHOLE_NUMBER_MIN = 4
/** A bare number of a text that is an own account's: one of ten thousand would be by chance. */
const WHOLE_NUMBER_BITS = 8

function numbersIn(text: string, own: AccountId, { accounts }: TransferContext): ReadonlySet<AccountId> {
  const numbers = new Set(text.match(/\b\d{4,6}\b/gu) ?? [])
  const named = accounts.filter(({ id, mask }) => {
    const tail = tailOf(mask)
    return id !== own && tail.length >= WHOLE_NUMBER_MIN && numbers.has(tail)
  })
  return new Set(named.map(({ id }) => id))
}

/** A text may name either account's number, or a reference that looks like one: it confirms, and never excludes. */
const numberInText = (one: ReadLeg, other: ReadLeg): number =>
  cutNumbers(one.leg.description).reduce(
    (bits, number) => Math.max(bits, numberBits(number, other.account.mask) ?? 0),
    one.numbers.has(other.account.id) ? WHOLE_NUMBER_BITS : 0,
  )

const SAME_TEXT_BITS = 2
const OWN_TRANSFER_BITS = 4
const TRANSFER_BITS = 1.5
/** It names nobody at all: few payments to others do that. */
const NOBODY_BITS = 2
const KIND_BITS = 2.5
const KIND_OTHER_BITS = -2
const PAID_OFF_BITS = 3.5
const OWN_NAME_BITS = 3
const ACCOUNT_NAME_BITS = 3
const OTHER_PARTY_BITS = -3.5
const CATEGORY_BITS = 2.5
const OTHER_CATEGORY_BITS = -2
const RULE_BITS = 4
/** One text can't say more than this: its parts say the same thing again. */
const SAID_BITS_MAX = 5.5

type Told = {
  readonly bits: number
  /** What of it is for naming somebody else. */
  readonly otherParty: number
  readonly reasons: readonly TransferReason[]
}

/** What one side says about the other one. */
function saidOf({ leg, account, reading, rest, namesOwner }: ReadLeg, other: OwnAccount): Told {
  const reasons: TransferReason[] = []
  let bits = 0
  const add = (worth: number, reason: TransferReason): void => {
    bits += worth
    reasons.push(reason)
  }
  if (reading.saysOwnTransfer) add(OWN_TRANSFER_BITS, 'transfer-words')
  else if (reading.saysTransfer) add(TRANSFER_BITS, 'transfer-words')
  if (isPaidOff(account.kind, leg) && reading.saysPaidOff) add(PAID_OFF_BITS, 'transfer-words')
  if (namesOwner) add(OWN_NAME_BITS, 'own-name')
  const kind = kindBits(reading.kinds, account.kind, other.kind)
  if (kind > 0) add(kind, 'own-account-named')
  else bits += kind
  const left = withoutAccount(rest, account, other)
  if (left.isAccountNamed) add(ACCOUNT_NAME_BITS, 'own-account-named')
  const otherParty = left.words.length > 0 ? OTHER_PARTY_BITS : 0
  if (otherParty < 0) add(otherParty, 'other-party')
  else bits += NOBODY_BITS
  if (leg.categoryKind === 'transfer') add(CATEGORY_BITS, 'category')
  else if (leg.categoryKind !== null) bits += OTHER_CATEGORY_BITS
  if (leg.isTransferByRule) add(RULE_BITS, 'rule')
  return { bits: Math.min(bits, SAID_BITS_MAX), otherParty, reasons }
}

const isPaidOff = (kind: AccountKind, { amount }: Leg): boolean =>
  (kind === 'credit-card' || kind === 'loan') && amount.minor > 0n

function kindBits(named: ReadonlySet<AccountKind>, own: AccountKind, other: AccountKind): number {
  if (named.size === 0) return 0
  if (named.has(other)) return KIND_BITS
  if (other === 'other' || named.has(own)) return TRANSFER_BITS / 2
  return KIND_OTHER_BITS
}

/** Takes the names of the two accounts and of their banks out of the words. */
function withoutAccount(
  words: readonly string[],
  own: OwnAccount,
  other: OwnAccount,
): { readonly words: readonly string[]; readonly isAccountNamed: boolean } {
  const named = new Set(nameWords(other.name))
  const bank = new Set([...own.bankNames, ...other.bankNames].flatMap((name) => nameWords(name)))
  const isAccountNamed = named.size > 0 && words.some((word) => named.has(word) && !bank.has(word))
  const ownNamed = new Set(nameWords(own.name))
  return { words: words.filter((word) => !named.has(word) && !ownNamed.has(word) && !bank.has(word)), isAccountNamed }
}

/** Both repeat the same text of the person's, and at least one says that it is a transfer: else it is a shop's refund. */
function restsAgree(out: ReadLeg, arrival: ReadLeg): boolean {
  const isTransfer = [out, arrival].some(({ reading }) => reading.saysTransfer || reading.saysOwnTransfer)
  if (!isTransfer || out.rest.length === 0 || arrival.rest.length === 0) return false
  return (likeness(out.rest.join(' '), arrival.rest.join(' ')) ?? 0) >= LIKENESS_COMPATIBLE
}

const AFFIRMING: ReadonlySet<TransferReason> = new Set<TransferReason>([
  'account-number',
  'own-account-named',
  'own-name',
  'transfer-words',
  'category',
  'rule',
])
/** Sums that are not equal need more than words. */
const UNEQUAL: readonly TransferReason[] = ['fee', 'no-rate']

function limitOf(out: ReadLeg, arrival: ReadLeg, reasons: ReadonlySet<TransferReason>): Limit {
  if (out.leg.status === 'pending' || arrival.leg.status === 'pending') return 'wait'
  if (UNEQUAL.some((reason) => reasons.has(reason))) {
    return reasons.has('fee') && reasons.has('account-number') ? 'link' : 'ask'
  }
  // A sum met by chance, or a purchase on one card that came back on another: no word of it being one's own money.
  return [...reasons].some((reason) => AFFIRMING.has(reason)) ? 'link' : 'ask'
}

/** Whether the leg itself says that it is a transfer: worth looking for another side of another sum. */
export function isTransferLike(leg: Omit<Leg, 'mayBeTransfer'>, context: TransferContext): boolean {
  const read = readLeg({ ...leg, mayBeTransfer: false }, context)
  if (read === null) return false
  const others = context.accounts.filter(({ id }) => id !== leg.accountId)
  const isNumbered = others.some(({ mask }) => (numberBits(leg.counterpartyAccountMask, mask) ?? 0) > 0)
  const { saysOwnTransfer, saysTransfer, kinds } = read.reading
  const isSaid = saysOwnTransfer || (saysTransfer && (kinds.size > 0 || read.rest.length === 0))
  return isSaid || isNumbered || read.namesOwner || leg.isTransferByRule || leg.categoryKind === 'transfer'
}
