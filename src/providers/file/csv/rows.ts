// Every line of the body becomes a record, is rejected with its reason, or is ignored with one. Nothing disappears.
import type { CurrencyCode } from '../../../domain/currency.ts'
import type { Money } from '../../../domain/money.ts'
import type { RejectedRecord, SourceRecord, JsonValue } from '../../../domain/source-record.ts'
import type { CalendarDate, Instant } from '../../../domain/calendar.ts'
import { currenciesOf, readCurrency } from './amounts.ts'
import type { DecimalMark } from './amounts.ts'
import type { ColumnContent } from './columns.ts'
import { counterpartyOf, partyColumns } from './counterparty.ts'
import type { PartyColumns } from './counterparty.ts'
import { dateUnder, readDateText } from './dates.ts'
import type { DateOrder } from './dates.ts'
import type { ColumnRole } from '../file-reading.ts'
import { QUOTED_CHARS_MAX } from '../limits.ts'
import { moneyOf, movementOf } from './movement.ts'
import type { AmountPlan } from './movement.ts'
import type { Line } from './line.ts'
import { isPendingText, isSummaryText, statedFact, statusOf } from './value-words.ts'

/** All that reading a row needs, decided for the whole file beforehand. */
export type RowPlan = {
  readonly header: readonly string[] | null
  readonly columns: readonly ColumnRole[]
  readonly contents: readonly ColumnContent[]
  readonly amount: AmountPlan
  readonly balance: number | null
  readonly isBalanceOwed: boolean
  readonly mark: DecimalMark
  readonly dateOrder: DateOrder
  readonly currency: CurrencyCode
  /** The person said that the currency sign in the file is the account's currency. */
  readonly isUnitAccepted: boolean
  /** Only rows of this account, or all. */
  readonly account: string | null
}

export type ReadRows = {
  readonly records: readonly SourceRecord[]
  readonly lines: readonly number[]
  readonly rejected: readonly RejectedRecord[]
  readonly ignored: readonly { readonly reason: string; readonly count: number }[]
  /** Balances that lines of their own state. */
  readonly stated: { readonly opening: Money | null; readonly closing: Money | null }
}

/** Why a line is no transaction; the words that the person sees beside the count. */
export const IGNORED = {
  header: 'the header again',
  pendingWithoutDate: 'pending, without a date yet',
  void: 'declined, cancelled or reverted: no money moved',
  zero: 'a notice with an amount of zero: no money moved',
  summary: 'a balance or totals line',
  noTransaction: 'no transaction: neither a date nor an amount in their columns',
  continuation: 'more text of the row above, added to it',
  otherAccount: 'a row of another account',
} as const

/** Lines that may state a balance; a declined payment may only have the word in its text. */
const TELLS_BALANCE: ReadonlySet<string> = new Set([IGNORED.summary, IGNORED.noTransaction, IGNORED.zero])

type Outcome =
  | { readonly kind: 'record'; readonly record: SourceRecord }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'ignored'; readonly reason: string }
  | { readonly kind: 'continuation'; readonly text: string }

/** Reads the body. Counts add up: records + rejected + ignored = lines of the body. */
export function readRows(body: readonly Line[], plan: RowPlan): ReadRows {
  const places = placesOf(plan, body)
  const records: SourceRecord[] = []
  const lines: number[] = []
  const rejected: RejectedRecord[] = []
  const ignored = new Map<string, number>()
  const ignore = (reason: string) => ignored.set(reason, (ignored.get(reason) ?? 0) + 1)
  const stated: { opening: Money | null; closing: Money | null } = { opening: null, closing: null }
  for (const { cells, line } of body) {
    const outcome = readRow(cells, plan, places)
    if (outcome.kind === 'record') {
      records.push(outcome.record)
      lines.push(line)
    } else if (outcome.kind === 'rejected') {
      rejected.push({
        accountSourceId: null,
        sourceId: null,
        reason: outcome.reason,
        line,
        raw: rawOf(cells, places.names),
      })
    } else if (outcome.kind === 'continuation') {
      const last = records.at(-1)
      if (last) records[records.length - 1] = { ...last, description: `${last.description} ${outcome.text}` }
      ignore(last ? IGNORED.continuation : IGNORED.noTransaction)
    } else {
      if (TELLS_BALANCE.has(outcome.reason)) noteBalances(cells, plan, stated)
      ignore(outcome.reason)
    }
  }
  return {
    records: withHonestIds(records),
    lines,
    rejected,
    ignored: [...ignored].map(([reason, count]) => ({ reason, count })),
    stated,
  }
}

/** What every row is read by, looked up once. */
type Places = {
  readonly parties: PartyColumns
  /** The header's names, or null where they do not tell the cells apart. */
  readonly names: readonly string[] | null
  readonly columnOf: ReadonlyMap<ColumnRole, number>
}

function placesOf(plan: RowPlan, body: readonly Line[]): Places {
  const parties = partyColumns(
    plan.columns,
    body.map(({ cells }) => cells),
  )
  const columnOf = new Map<ColumnRole, number>()
  plan.columns.forEach((role, index) => {
    if (!columnOf.has(role)) columnOf.set(role, index)
  })
  return { parties, names: distinctNames(plan.header), columnOf }
}

function readRow(cells: readonly string[], plan: RowPlan, { parties, names, columnOf }: Places): Outcome {
  if (plan.header && isSameText(cells, plan.header)) return ignoredFor(IGNORED.header)
  const cell = (role: ColumnRole) => cells[columnOf.get(role) ?? -1] ?? ''
  const dates = datesOf(cell, plan.dateOrder)
  const movement = movementOf(cells, plan.amount, plan.mark, plan.currency)
  const status = statusAt(cell)
  if (!dates.isGiven) return withoutDate(cells, plan, movement.kind, status === 'pending')
  if (status === 'void') return ignoredFor(IGNORED.void)
  const broken = brokenShape(cells, plan)
  if (broken) return isShortBalanceLine(cells) ? ignoredFor(IGNORED.summary) : rejectedFor(broken)
  if (dates.wrong !== null)
    return rejectedFor(`"${dates.wrong.trim().slice(0, QUOTED_CHARS_MAX)}" is not a date`)
  if (movement.kind === 'bad') return rejectedFor(movement.reason)
  if (movement.kind === 'none') return withoutAmount(cells, plan)
  if (isBalanceLine(cells, plan)) return ignoredFor(IGNORED.summary)
  const foreign = foreignCurrency(cell('currency'), movement.unit, plan)
  if (foreign) return rejectedFor(foreign)
  if (plan.account !== null && accountText(cell('account')) !== plan.account)
    return ignoredFor(IGNORED.otherAccount)
  const balanceAfter = balanceOf(cells, plan)
  const counterparty = counterpartyOf(cells, parties, movement.amount.minor > 0n)
  if (movement.amount.minor === 0n && status !== 'posted' && balanceAfter === null)
    return ignoredFor(IGNORED.zero)
  const isPending = status === 'pending' || (status === null && dates.postedOn === null)
  return {
    kind: 'record',
    record: {
      accountSourceId: accountText(cell('account')) || 'file',
      sourceId: cell('sourceId').trim() || null,
      status: isPending ? 'pending' : 'posted',
      amount: movement.amount,
      postedOn: dates.postedOn,
      transactionOn: dates.transactionOn,
      occurredAt: dates.occurredAt,
      counterpartyName: counterparty,
      counterpartyAccountMask: cell('counterpartyAccount').trim().slice(-4) || null,
      description: descriptionOf(cells, plan, counterparty),
      providerCategory:
        cell('category').trim() === '' ? null : { scheme: 'file', code: cell('category').trim() },
      supersedes: null,
      balanceAfter,
      reference: cell('reference').trim() || null,
      raw: rawOf(cells, names),
    },
  }
}

/** Whether two lines say the same; case and the spaces around words aside. */
const isSameText = (cells: readonly string[], header: readonly string[]): boolean =>
  cells.length === header.length &&
  cells.every((cell, index) => {
    const name = header[index] ?? ''
    return cell === name || cell.trim().toLowerCase() === name.trim().toLowerCase()
  })

/** An account as the file names it, without the quotes and apostrophes that some banks put before long numbers. */
export const accountText = (cell: string | undefined): string =>
  (cell ?? '').replace(/^["'\s]+|["'\s]+$/g, '')

const ignoredFor = (reason: string): Outcome => ({ kind: 'ignored', reason })
const rejectedFor = (reason: string): Outcome => ({ kind: 'rejected', reason })

type RowDates = {
  /** Some date cell holds something that looks like a date, right or wrong. */
  readonly isGiven: boolean
  readonly postedOn: CalendarDate | null
  readonly transactionOn: CalendarDate | null
  readonly occurredAt: Instant | null
  /** A date cell that is no day of the calendar. */
  readonly wrong: string | null
}

function datesOf(cell: (role: ColumnRole) => string, order: DateOrder): RowDates {
  const read = (role: ColumnRole) => {
    const text = cell(role)
    const dateText = readDateText(text)
    const date = dateText && dateUnder(dateText, order)
    const instant = dateText?.kind === 'fixed' ? dateText.instant : null
    const isWrong = date === null && /\d/.test(text)
    return { date, instant, isGiven: dateText !== null, wrong: isWrong ? text : null }
  }
  const posted = read('postedOn')
  const done = read('transactionOn')
  return {
    isGiven: posted.isGiven || done.isGiven,
    postedOn: posted.date,
    transactionOn: done.date,
    occurredAt: done.instant ?? posted.instant,
    wrong: posted.wrong ?? done.wrong,
  }
}

function statusAt(cell: (role: ColumnRole) => string) {
  const text = cell('status').trim()
  if (/^(?:true|yes|ja|1)$/i.test(text)) return 'pending'
  if (/^(?:false|no|nein|0)$/i.test(text)) return 'posted'
  return text === '' ? (isPendingText(cell('postedOn')) ? 'pending' : null) : statusOf(text)
}

/** A line whose date cells hold no date: pending, a summary, more text of the row above, or a bad date. */
function withoutDate(
  cells: readonly string[],
  plan: RowPlan,
  movement: 'amount' | 'none' | 'bad',
  isPending: boolean,
): Outcome {
  const dateCell = (cells[plan.columns.indexOf('postedOn')] ?? '').trim()
  if (isPending) return ignoredFor(IGNORED.pendingWithoutDate)
  if (cells.some(isSummaryText)) return ignoredFor(IGNORED.summary)
  const text = descriptionOf(cells, plan, null)
  const isOnlyText = cells.every((cell, index) => cell.trim() === '' || plan.columns[index] === 'description')
  if (dateCell === '' && isOnlyText && text.trim() !== '' && plan.header)
    return { kind: 'continuation', text }
  if (movement !== 'amount' && !/\d/.test(dateCell)) return ignoredFor(IGNORED.noTransaction)
  if (dateCell === '') return rejectedFor('it has no date')
  return rejectedFor(`"${dateCell.slice(0, QUOTED_CHARS_MAX)}" is not a date`)
}

function withoutAmount(cells: readonly string[], plan: RowPlan): Outcome {
  const hasBalance = plan.balance !== null && (cells[plan.balance] ?? '').trim() !== ''
  if (hasBalance || cells.some(isSummaryText)) return ignoredFor(IGNORED.summary)
  return rejectedFor('it has no amount')
}

/** Texts that name the balance before or after all rows are no movement, whatever column the figure stands in. */
function isBalanceLine(cells: readonly string[], plan: RowPlan): boolean {
  return cells.some((cell, index) => {
    if (cell === '' || !TEXT_ROLES.has(plan.columns[index] ?? 'ignore')) return false
    const fact = statedFact(cell)
    return fact === 'opening' || fact === 'closing'
  })
}

/** A footer such as `Kontostand;05.03.2024;;;1.000,00`, which keeps to no column. */
const isShortBalanceLine = ([first = '']: readonly string[]): boolean => isSummaryText(first)

const TEXT_ROLES: ReadonlySet<ColumnRole> = new Set(['description', 'counterpartyName', 'kind', 'ignore'])

/** Columns whose value decides what the row means: a row that ends before one of them is damaged. */
const DECISIVE: readonly ColumnRole[] = [
  'postedOn',
  'amount',
  'debit',
  'credit',
  'direction',
  'balance',
  'currency',
]
const USUALLY_FILLED = 0.9

/** Too few or too many cells for knowing which is which, or null. */
function brokenShape(cells: readonly string[], { columns, contents, header }: RowPlan): string | null {
  if (!header) return null
  const extra = cells.slice(header.length).some((cell) => cell.trim() !== '')
  const lastRole = columns.at(-1) ?? 'ignore'
  const endsInFigures =
    DECISIVE.includes(lastRole) || ['fee', 'valueOn', 'transactionOn', 'status'].includes(lastRole)
  if (extra && endsInFigures) {
    return `it has ${cells.length} cells where the header has ${header.length}: which is which can't be told`
  }
  const isMissing = contents.some(
    ({ index, filled, rows }) =>
      index >= cells.length &&
      DECISIVE.includes(columns[index] ?? 'ignore') &&
      filled >= (rows - 1) * USUALLY_FILLED &&
      filled > 0,
  )
  return isMissing ? `it has only ${cells.length} of ${header.length} cells` : null
}

function foreignCurrency(code: string, unit: string | null, plan: RowPlan): string | null {
  if (code.trim() !== '') {
    const currency = readCurrency(code)
    if (currency === null) return `"${code.trim().slice(0, QUOTED_CHARS_MAX)}" is not a currency`
    return currency === plan.currency ? null : `it is in ${currency}, the account in ${plan.currency}`
  }
  if (unit === null || plan.isUnitAccepted) return null
  const meant = currenciesOf(unit)
  return meant.length === 0 || meant.includes(plan.currency)
    ? null
    : `it is in ${unit}, the account in ${plan.currency}`
}

function balanceOf(
  cells: readonly string[],
  { balance, mark, currency, isBalanceOwed }: RowPlan,
): Money | null {
  const read = balance === null ? null : moneyOf(cells[balance] ?? '', mark, currency)
  if (read?.kind !== 'amount') return null
  return isBalanceOwed ? { minor: -read.amount.minor, currency } : read.amount
}

/** The purpose as the cell has it; several purpose columns are joined by spaces; else what else the row says. */
function descriptionOf(cells: readonly string[], { columns }: RowPlan, counterparty: string | null): string {
  const of = (role: ColumnRole) =>
    cells.filter((cell, index) => columns[index] === role && cell.trim() !== '')
  const purpose = of('description')
  if (purpose.length > 0) return purpose.join(' ')
  return of('kind')[0] ?? counterparty ?? ''
}

function noteBalances(
  cells: readonly string[],
  plan: RowPlan,
  stated: { opening: Money | null; closing: Money | null },
): void {
  const at = (role: ColumnRole) => {
    const index = plan.columns.indexOf(role)
    const read = index < 0 ? null : moneyOf(cells[index] ?? '', plan.mark, plan.currency)
    return read?.kind === 'amount' ? read.amount : null
  }
  stated.opening ??= at('openingBalance')
  stated.closing ??= at('closingBalance')
  const fact = cells.map(statedFact).find((candidate) => candidate !== null)
  if (fact !== 'opening' && fact !== 'closing') return
  const movement = movementOf(cells, plan.amount, plan.mark, plan.currency)
  const figure = balanceOf(cells, plan) ?? (movement.kind === 'amount' ? movement.amount : null)
  if (fact === 'opening') stated.opening ??= figure
  else stated.closing ??= figure
}

/** Shortest text that can be an id; shorter ones count rows and start again in the next export. */
const ID_CHARS_MIN = 6

/**
 * Ids that are missing in some rows, repeat within the file, or only number its rows identify nothing: a payer's own
 * reference would merge different payments. They are kept as references.
 */
function withHonestIds(records: readonly SourceRecord[]): readonly SourceRecord[] {
  const ids = records.flatMap(({ sourceId }) => (sourceId === null ? [] : [sourceId]))
  const areHonest =
    ids.length === records.length &&
    new Set(ids).size === ids.length &&
    ids.every((id) => id.length >= ID_CHARS_MIN)
  if (areHonest) return records
  return records.map((record) => ({
    ...record,
    sourceId: null,
    reference: record.reference ?? record.sourceId,
  }))
}

/** The row as evidence: by header names where they are distinct, else cell by cell. */
function rawOf(cells: readonly string[], names: readonly string[] | null): JsonValue {
  if (names === null || cells.length > names.length) return [...cells]
  return Object.fromEntries(cells.map((cell, index) => [names[index] ?? '', cell]))
}

/** The header's names where each is another, so that a row can be told by them. */
const distinctNames = (header: readonly string[] | null): readonly string[] | null =>
  header !== null && new Set(header).size === header.length ? header : null
