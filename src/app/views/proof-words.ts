// What a proof says, in words: what fits, what does not, which rows explain it, and what to do.
import type { CalendarDate, DateRange } from '../../domain/calendar.ts'
import type { CurrencyCode } from '../../domain/currency.ts'
import { formatDecimal, money } from '../../domain/money.ts'
import { absolute } from '../../domain/proof/balance-point.ts'
import type { Calibration, Support } from '../../domain/proof/calibrate.ts'
import type { CalibrationKind } from '../../domain/proof/calibration.ts'
import type { Candidate, Fault } from '../../domain/proof/candidates.ts'
import type { Explanation } from '../../domain/proof/explain.ts'
import type { Finding } from '../../domain/proof/findings.ts'
import type { AccountProof } from '../../domain/proof/prove-account.ts'
import type { IntervalCheck, Opening } from '../../domain/proof/prove.ts'
import type { Rhythm } from '../../domain/proof/quiet.ts'

const DAYS = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})
const at = (on: CalendarDate): Date => new Date(`${on}T00:00:00Z`)

/** `3–17 March 2026`, `29 January – 12 February 2026`, or one day. */
export const daysText = ({ from, to }: DateRange): string =>
  from === to
    ? dayText(from)
    : DAYS.formatRange(at(from), at(to))
        .replace(/^(\d+)\s–\s(?=\d)/, '$1–')
        .replaceAll('\u2009', ' ')

const dayText = (on: CalendarDate): string => DAYS.format(at(on))

const sum = (minor: bigint, currency: CurrencyCode): string =>
  `${formatDecimal(money(absolute(minor), currency))} ${currency}`

/** One sentence or two about the account. */
export function proofText(
  { name, currency }: { readonly name: string; readonly currency: CurrencyCode },
  proof: AccountProof,
): string {
  const [leading] = proof.chains
  const checks = leading?.checks ?? []
  const wrong = checks.filter(({ verdict }) => verdict === 'differs')
  switch (proof.state) {
    case 'no-balance':
      return `No source tells the balance of ${name}, so nothing proves it yet.`
    case 'first-balance':
      return `The first balance of ${name} is known. The next one is checked against the transactions between.`
    case 'proved': {
      const last = checks.at(-1)
      const since = checks[0]?.from.point.on
      const days =
        since === undefined || last === undefined
          ? ''
          : `, ${daysText({ from: since, to: last.to.point.on })}`
      return `Every balance of ${name} fits its transactions (${checks.length} checked${days}).`
    }
    case 'stale-holds':
      return `What is booked in ${name} fits. Some pending transactions are over: the bank holds that money no more.`
    case 'differs': {
      const total = wrong.reduce((all, { differenceMinor }) => all + differenceMinor, 0n)
      const where = wrong.length === 1 ? 'between two balances' : `in ${wrong.length} places`
      return (
        `${name} differs from the bank ${where}, by ${sum(total, currency)} in all. ` +
        'Your transactions are kept as they are.'
      )
    }
  }
}

/** What the account opened with, and whether that moved. */
export function openingText({ nowMinor, movedMinor, explanation }: Opening, currency: CurrencyCode): string {
  const opened = `It opened with ${formatDecimal(money(nowMinor, currency))} ${currency}.`
  if (movedMinor === 0n) return opened
  const moved = `Since the first balance, transactions from before it have changed by ${sum(movedMinor, currency)}.`
  const [only] = explanation?.sets ?? []
  if (only === undefined || explanation?.certainty !== 'only') return `${opened} ${moved}`
  return `${opened} ${moved} ${capital(setText(only, currency))} would explain it.`
}

/** What two balances say of the transactions between them. */
export function differenceText(check: IntervalCheck, currency: CurrencyCode): string {
  const { differenceMinor, verdict, explanation, from, to } = check
  const days = daysText({ from: from.point.on, to: to.point.on })
  if (verdict === 'fits') return `${days}: fits${readingText(check)}.`
  const amount = sum(differenceMinor, currency)
  const way = differenceMinor > 0n ? 'less than the bank' : 'more than the bank'
  const found = `${days}: the transactions come to ${amount} ${way}.`
  if (verdict === 'heals') return `${found} A later balance makes up for it, so only a day differs.`
  if (verdict === 'by-choice') return `${found} It is what you hid.`
  return explanation === null ? found : `${found} ${explanationText(explanation, currency)}`
}

/** Under which reading of its days an interval fits, where it is not the plain one. */
function readingText({ from, to }: IntervalCheck): string {
  const readings = [from, to].flatMap(({ point, reading }) => {
    if (reading === 'before') return [`the balance of ${dayText(point.on)} does not hold that day yet`]
    if (reading === 'next-day') return [`the balance of ${dayText(point.on)} holds the day after too`]
    return reading === 'as-read'
      ? [`the bank changed something later that it booked by ${dayText(point.on)}`]
      : []
  })
  return readings.length === 0 ? '' : `, if ${readings.join(' and ')}`
}

const FAULTS: Readonly<Record<Fault, readonly [one: string, many: string]>> = {
  'stale-hold': ['this pending transaction, which is over', 'stale holds'],
  'booked-already': [
    'this pending transaction, which the bank has booked',
    'pending transactions that the bank has booked',
  ],
  doubled: ['this transaction, which is there twice', 'doubled transactions'],
  'taken-back': [
    'this transaction, which its source took back and the bank still counts',
    'transactions that were taken back',
  ],
  hidden: ['this transaction, which you hid', 'transactions that you hid'],
  'other-day': [
    'this transaction, which the bank counted on another day',
    'transactions that the bank counted on other days',
  ],
  'sign-flipped': ['this transaction, if it went the other way', 'transactions, if they went the other way'],
}

function explanationText(explanation: Explanation, currency: CurrencyCode): string {
  const { sets, certainty, hasMore, missingMinor } = explanation
  const missing = `one that is missing, of ${missingMinor < 0n ? '−' : '+'}${sum(missingMinor, currency)}`
  const [only] = sets
  if (only === undefined) return `No few transactions explain it; ${missing}, would.`
  if (certainty === 'only')
    return `${capital(setText(only, currency))} would explain it; so would ${missing}.`
  const count = hasMore ? `more than ${sets.length}` : String(sets.length)
  if (certainty === 'chance')
    return `Among so many transactions ${count} ways to explain it fit by chance; look at ${missing}, first.`
  return sets.length === 1
    ? `${capital(setText(only, currency))} may explain it; not every way could be tried.`
    : `${capital(count)} ways explain it, and nothing tells which; ${missing}, would too.`
}

function setText(set: readonly Candidate[], currency: CurrencyCode): string {
  const [first] = set
  const total = sum(
    set.reduce((all, { effectMinor }) => all + effectMinor, 0n),
    currency,
  )
  if (first === undefined) return 'nothing'
  const [one, many] = FAULTS[first.fault]
  if (set.length === 1) return one
  const isAlike = set.every(({ fault }) => fault === first.fault)
  return `these ${set.length} ${isAlike ? many : 'transactions'} = ${total}`
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What the balances prove about signs, with the count; empty where nothing is to be changed. */
export function proposalText(proposal: Calibration['proposal'], supports: readonly Support[]): string {
  const [best] = supports
  if (best === undefined || proposal === 'none') return ''
  const proof = `In ${best.agreeing} of ${best.intervals} intervals the balance moved`
  switch (proposal) {
    case 'flip-rows':
      return `${proof} the other way than the transactions: their signs are the wrong way round.`
    case 'flip-balance':
      return `${proof} the other way than the transactions: the balance is told as debt.`
    case 'flip-either':
      return `${proof} the other way than the transactions: either their signs or the balance's are the wrong way round.`
    case 'holds-in-booked':
      return `${proof} with pending transactions too: this bank's booked balance holds them.`
    case 'no-holds-in-booked':
      return `${proof} with posted transactions only: this bank's booked balance leaves pending ones out again.`
    case 'holds-in-available':
      return `${proof} with pending transactions too: this bank's available balance holds them again.`
    case 'no-holds-in-available':
      return `${proof} with posted transactions only: this bank's available balance leaves pending ones out.`
  }
}

/** "usually every 2 days, silent 9" */
export function rhythmText({ usualDays, silentDays }: Rhythm): string {
  const usual = usualDays <= 1 ? 'every day' : `every ${usualDays} days`
  return `usually ${usual}, silent ${silentDays}`
}

/** What an account has to tell, in one or two sentences. */
export function findingText(
  { name, currency }: { readonly name: string; readonly currency: CurrencyCode },
  finding: Finding,
): string {
  switch (finding.kind) {
    case 'broken-proof': {
      const broken = `The balance proof of ${name} is broken since ${dayText(finding.since)}`
      return `${broken}, by ${sum(finding.differenceMinor, currency)}. ${explainedText(finding)}`
    }
    case 'doubled-before':
      return (
        `In ${name} ${rowsText(finding.explainedBy)} from before the first balance ` +
        `${finding.explainedBy === 1 ? 'is' : 'are'} there twice, ${sum(finding.movedMinor, currency)} in all.`
      )
    case 'wrong-reading':
      return `${name}: ${proposalText(finding.calibration.proposal, finding.calibration.supports)}`
    case 'quiet':
      return `${name} has gone quiet: ${rhythmText(finding.rhythm)}. Check at your bank whether something is missing.`
  }
}

function explainedText({ explainedBy, isExplained }: Extract<Finding, { kind: 'broken-proof' }>): string {
  if (explainedBy === 0) return 'No transactions explain it for certain; one may be missing.'
  const rows = `${capital(rowsText(explainedBy))} ${explainedBy === 1 ? 'explains' : 'explain'}`
  return isExplained ? `${rows} it.` : `${rows} a part of it.`
}

const rowsText = (count: number): string => (count === 1 ? '1 transaction' : `${count} transactions`)

const CALIBRATIONS: Readonly<Record<CalibrationKind, string>> = {
  'flip-rows': 'Its transactions are read with the other sign.',
  'flip-booked': 'Its booked balance is read with the other sign.',
  'flip-available': 'Its available balance is read with the other sign.',
  'holds-in-booked': 'Its booked balance is taken to hold what is pending.',
  'no-holds-in-available': 'Its available balance is taken to leave out what is pending.',
}

/** How an account's bank is read, once that was set right. */
export const calibrationText = (what: CalibrationKind): string => CALIBRATIONS[what]
