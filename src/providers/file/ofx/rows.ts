// One STMTTRN or STMTTRNP as a record, or the reason why it can't be one.
import type { CalendarDate } from '../../../domain/calendar.ts'
import type { CurrencyCode } from '../../../domain/currency.ts'
import { money } from '../../../domain/money.ts'
import type { SourceRecord } from '../../../domain/source-record.ts'
import { readCurrency } from '../csv/amounts.ts'
import type { DecimalMark } from '../csv/amounts.ts'
import { replacedId } from './corrections.ts'
import { rawOf } from './raw.ts'
import { isTurned } from './signs.ts'
import type { SignPlan } from './signs.ts'
import { textAt } from './tree.ts'
import type { OfxNode } from './tree.ts'
import { quoted, readOfxAmount, readOfxDate } from './values.ts'

/** What all rows of a statement have in common. */
export type RowPlan = {
  readonly accountSourceId: string
  readonly currency: CurrencyCode
  readonly mark: DecimalMark
  readonly signs: SignPlan
}

export type ReadRow =
  | { readonly kind: 'record'; readonly record: SourceRecord }
  | { readonly kind: 'rejected'; readonly reason: string; readonly sourceId: string | null }

export function readRow(node: OfxNode, plan: RowPlan): ReadRow {
  const sourceId = textAt(node, 'FITID')
  const reject = (reason: string): ReadRow => ({ kind: 'rejected', reason, sourceId })
  if (!node.isClosed) return reject('the row is not closed: the file is broken here')
  const twice = ['TRNAMT', 'DTPOSTED', 'DTTRAN', 'FITID'].find((name) => isRepeated(node, name))
  if (twice !== undefined) return reject(`it states ${twice} twice: the file is broken here`)
  const written = textAt(node, 'TRNAMT')
  if (written === null) return reject('it has no amount')
  const amount = readOfxAmount(written, plan.currency, plan.mark)
  if (!amount.ok) return reject(amount.reason)
  const currency = textAt(node, 'CURRENCY', 'CURSYM') ?? textAt(node, 'CURRENCY')
  if (currency !== null && readCurrency(currency) !== plan.currency) {
    return reject(`it is in ${quoted(currency)}, the account in ${plan.currency}`)
  }
  const dates = datesOf(node)
  if (typeof dates === 'string') return reject(dates)
  const name = textAt(node, 'PAYEE', 'NAME') ?? textAt(node, 'NAME')
  const { minor } = amount.value
  const isOther = isTurned(node, plan.signs)
  if (isOther === null)
    return reject(
      `neither its sign nor its type, ${quoted(textAt(node, 'TRNTYPE') ?? '')}, tells its direction`,
    )
  return {
    kind: 'record',
    record: {
      accountSourceId: plan.accountSourceId,
      sourceId,
      status: node.name === 'STMTTRNP' ? 'pending' : 'posted',
      amount: money(isOther ? -minor : minor, plan.currency),
      ...dates,
      occurredAt: null,
      description: descriptionOf(node, name),
      counterpartyName: name,
      counterpartyAccountMask: maskOf(node),
      providerCategory: null,
      supersedes: replacedId(node),
      balanceAfter: null,
      reference: referenceOf(node),
      raw: rawOf(node),
    },
  }
}

const isRepeated = (node: OfxNode, name: string): boolean =>
  node.children.filter((child) => child.name === name && child.text !== '').length > 1

type RowDates = { readonly postedOn: CalendarDate | null; readonly transactionOn: CalendarDate | null }

/**
 * A pending row states the day it was done; a booked one that of the booking and perhaps the other. Zeros
 * stand where there is none.
 */
function datesOf(node: OfxNode): RowDates | string {
  const read = (name: string) => {
    const written = textAt(node, name)
    const text = written !== null && /^0+$/.test(written) ? null : written
    return { text, date: text === null ? null : readOfxDate(text) }
  }
  const [posted, done] = [read('DTPOSTED'), node.name === 'STMTTRNP' ? read('DTTRAN') : read('DTUSER')]
  const wrong = [posted, done].find(({ text, date }) => text !== null && date === null)
  if (wrong?.text) return `${quoted(wrong.text)} is not a date`
  if (posted.date === null && done.date === null) return 'it has no date'
  return { postedOn: posted.date, transactionOn: done.date }
}

/** Name and note as the bank has them; where one repeats the other, the longer. */
function descriptionOf(node: OfxNode, name: string | null): string {
  const note = textAt(node, 'MEMO')
  if (name === null || note === null)
    return note ?? name ?? textAt(node, 'EXTDNAME') ?? textAt(node, 'TRNTYPE') ?? ''
  if (note.startsWith(name)) return note
  return name.endsWith(note) ? name : `${name} ${note}`
}

/** The last digits of the account on the other side. */
function maskOf(node: OfxNode): string | null {
  const number = textAt(node, 'BANKACCTTO', 'ACCTID') ?? textAt(node, 'CCACCTTO', 'ACCTID')
  return number?.replace(/\s/g, '').slice(-4) ?? null
}

/** The cheque's number, else the bank's reference. Zeros stand where there is none. */
const referenceOf = (node: OfxNode): string | null =>
  [textAt(node, 'CHECKNUM'), textAt(node, 'REFNUM')].find((text) => text !== null && !/^0*$/.test(text)) ??
  null
