// What the whole file decides, or else the program, or else the person: which number of a date is the day, and how
// decimals are written. What the file proves goes before what the program is known to write: spreadsheets rewrite both.
import { exponentOf } from '../../../domain/currency.ts'
import { inferDecimalMark, readAmountText } from '../csv/amounts.ts'
import type { DecimalMark } from '../csv/amounts.ts'
import { inferDateOrder, readDateText } from '../csv/dates.ts'
import type { DateOrder } from '../csv/dates.ts'
import type { FileHints, FileQuestion } from '../file-reading.ts'
import { dateOrderQuestion, decimalMarkQuestion } from '../questions.ts'
import type { WrittenRow } from './lines.ts'
import type { Program, ProgramAmount } from './program.ts'

export type Settled =
  | { readonly kind: 'settled'; readonly order: DateOrder; readonly mark: DecimalMark }
  | { readonly kind: 'asks'; readonly questions: readonly FileQuestion[] }

export function settle(program: Program, rows: readonly WrittenRow[], hints: FileHints): Settled {
  const questions: FileQuestion[] = []
  const order = settleOrder(program, rows, hints, questions)
  const mark = settleMark(program, rows, hints, questions)
  return questions.length > 0 ? { kind: 'asks', questions } : { kind: 'settled', order, mark }
}

function settleOrder(
  { dateOrder }: Program,
  rows: readonly WrittenRow[],
  { answers }: FileHints,
  questions: FileQuestion[],
): DateOrder {
  const dates = rows.map(({ row }) => row.date)
  const texts = dates.map(readDateText)
  const example = dates.find((_, index) => texts[index]?.kind === 'open') ?? ''
  const found = inferDateOrder({ columns: [texts], witnesses: [], direction: null, example })
  if (found.kind === 'known') return found.order
  const told = found.orders.find((order) => order === dateOrder || order === answers['date-order'])
  if (told !== undefined) return told
  questions.push(dateOrderQuestion(found.orders, example))
  return 'ymd'
}

function settleMark(
  { decimalMark }: Program,
  rows: readonly WrittenRow[],
  { answers, currency }: FileHints,
  questions: FileQuestion[],
): DecimalMark {
  const bodies = rows.flatMap(({ row }) => textsOf(row.amount).flatMap((text) => readAmountText(text)?.body ?? []))
  const found = inferDecimalMark(bodies, exponentOf(currency))
  if (found.kind === 'known') return found.mark
  const isTorn = bodies.some((body) => /,\d{1,2}$/.test(body))
  if (decimalMark !== null && !isTorn) return decimalMark
  const answer = answers['decimal-mark']
  if (answer === '.' || answer === ',') return answer
  questions.push(decimalMarkQuestion(found.example))
  return '.'
}

/** The cells that an amount is read from. */
export const textsOf = (amount: ProgramAmount): readonly string[] =>
  (amount.kind === 'sides' ? [amount.out, amount.in] : [amount.text]).filter((text) => text !== '')
