// One entry of a register as a record, or the reason why it can't be one.
import type { CurrencyCode } from '../../../domain/currency.ts'
import { money } from '../../../domain/money.ts'
import type { Money } from '../../../domain/money.ts'
import { refused } from '../../../domain/result.ts'
import type { Result } from '../../../domain/result.ts'
import type { JsonValue, SourceRecord } from '../../../domain/source-record.ts'
import type { DecimalMark } from '../csv/amounts.ts'
import { dateUnder } from '../csv/dates.ts'
import type { DateOrder } from '../csv/dates.ts'
import { QUOTED_CHARS_MAX } from '../limits.ts'
import { readStatedAmount } from '../stated-amount.ts'
import { readQifDate } from './dates.ts'
import { textOf, textsOf } from './entries.ts'
import type { Entry } from './entries.ts'
import { investmentDirection } from './investments.ts'

/** What holds for the whole file. */
export type RowPlan = {
  readonly accountSourceId: string
  readonly currency: CurrencyCode
  readonly mark: DecimalMark
  readonly order: DateOrder
}

export type ReadRow =
  | { readonly kind: 'record'; readonly record: SourceRecord; readonly doPartsAddUp: boolean }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'trade' }

export function readRow(entry: Entry, type: string, plan: RowPlan): ReadRow {
  const twice = ['D', 'T', 'U'].find((code) => textsOf(entry, code).length > 1)
  if (twice !== undefined)
    return rejectedFor(`it has two lines with ${twice}: the ^ between two rows is missing`)
  const direction = type === 'invst' || type === 'port' ? investmentDirection(entry) : 'as-written'
  if (direction === 'trade') return { kind: 'trade' }
  if (direction === null)
    return rejectedFor(`"${quotable(textOf(entry, 'N') ?? '')}" is not a known kind of movement`)
  const date = textOf(entry, 'D')
  if (date === null) return rejectedFor('it has no date')
  const text = readQifDate(date)
  const postedOn = text && dateUnder(text, plan.order)
  if (postedOn === null) return rejectedFor(`"${quotable(date)}" is not a date`)
  const stated = amountOf(entry, plan)
  if (!stated.ok) return rejectedFor(stated.reason)
  if (direction !== 'as-written' && stated.value.minor < 0n) {
    return rejectedFor(`its sign contradicts its kind, "${quotable(textOf(entry, 'N') ?? '')}"`)
  }
  const amount = direction === 'out' ? money(-stated.value.minor, plan.currency) : stated.value
  return {
    kind: 'record',
    record: recordOf(entry, amount, postedOn, plan),
    doPartsAddUp: doPartsAddUp(entry, amount, plan),
  }
}

const rejectedFor = (reason: string): ReadRow => ({ kind: 'rejected', reason })
const quotable = (text: string): string => text.slice(0, QUOTED_CHARS_MAX)

function recordOf(
  entry: Entry,
  amount: Money,
  postedOn: SourceRecord['postedOn'],
  { accountSourceId }: RowPlan,
): SourceRecord {
  const [payee, category, number] = [textOf(entry, 'P'), textOf(entry, 'L'), textOf(entry, 'N')]
  return {
    accountSourceId,
    sourceId: null,
    status: 'posted',
    amount,
    postedOn,
    transactionOn: null,
    occurredAt: null,
    description: descriptionOf(payee, textsOf(entry, 'M').join(' '), category),
    counterpartyName: payee,
    counterpartyAccountMask: null,
    providerCategory: category === null ? null : { scheme: 'file', code: category },
    supersedes: null,
    balanceAfter: null,
    reference: number !== null && /\d/.test(number) ? number : null,
    raw: rawOf(entry),
  }
}

/** Payee and note as they are; where one repeats the other, the longer. */
function descriptionOf(payee: string | null, note: string, category: string | null): string {
  if (payee === null || note.startsWith(payee)) return note === '' ? (category ?? '') : note
  return payee.endsWith(note) ? payee : `${payee} ${note}`
}

/** T, or U, which some programs write beside it with the same figure. */
function amountOf(entry: Entry, plan: RowPlan): Result<Money> {
  const [first, second] = [textOf(entry, 'T'), textOf(entry, 'U')]
  if (first === null && second === null) return refused('it has no amount')
  const amount = readQifAmount(first ?? second ?? '', plan)
  if (first === null || second === null || !amount.ok) return amount
  const other = readQifAmount(second, plan)
  if (other.ok && other.value.minor === amount.value.minor) return amount
  return refused(`it states two amounts: ${quotable(first)} and ${quotable(second)}`)
}

export const readQifAmount = (
  text: string,
  { mark, currency }: Pick<RowPlan, 'mark' | 'currency'>,
): Result<Money> => readStatedAmount(text, currency, () => mark)

/** Whether the parts of a split row, where it states their amounts, are its amount. */
function doPartsAddUp(entry: Entry, { minor }: Money, plan: RowPlan): boolean {
  const parts = textsOf(entry, '$').map((text) => readQifAmount(text, plan))
  if (textsOf(entry, 'S').length === 0 || parts.length === 0) return true
  const sum = parts.reduce((total, part) => total + (part.ok ? part.value.minor : 0n), 0n)
  return parts.every((part) => part.ok) && sum === minor
}

/** The entry's lines by letter; letters that repeat, as in split rows, as lists. */
export function rawOf({ fields }: Entry): { readonly [key: string]: JsonValue } {
  const groups = Map.groupBy(fields, ({ code }) => code)
  return Object.fromEntries(
    [...groups].map(([code, group]) => {
      const texts = group.map(({ text }) => text)
      return [code, texts.length === 1 ? (texts[0] ?? '') : texts]
    }),
  )
}
