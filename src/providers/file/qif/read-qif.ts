// QIF: rows of letters and texts. It states neither currency nor bank nor balance, and leaves the order of
// day and month to the country that the program was set to: more is asked here than elsewhere.
import { exponentOf } from '../../../domain/currency.ts'
import type { RejectedRecord } from '../../../domain/source-record.ts'
import { inferDecimalMark, readAmountText } from '../csv/amounts.ts'
import type { DecimalMark } from '../csv/amounts.ts'
import { dateUnder, inferDateOrder } from '../csv/dates.ts'
import type { DateOrder } from '../csv/dates.ts'
import type { FileAccount, FileHints, FileQuestion } from '../file-reading.ts'
import { dateOrderQuestion, decimalMarkQuestion } from '../questions.ts'
import { refusedFile } from '../refusals.ts'
import type {
  FileStatement,
  StatedBalance,
  StatementFile,
  StatementReader,
  StatementRow,
  TextFile,
} from '../statement-file.ts'
import { readQifDate } from './dates.ts'
import { readSections, textOf, textsOf } from './entries.ts'
import type { Entry, Section } from './entries.ts'
import { rawOf, readQifAmount, readRow } from './rows.ts'
import type { RowPlan } from './rows.ts'
import { isOpening, readRegisters } from './sections.ts'
import type { Register, Registers } from './sections.ts'
import { programTraces, viewOf } from './views.ts'
import type { ProgramTraces } from './views.ts'

export const qifReader: StatementReader = { format: 'qif', read: readQif }

const IGNORED = {
  listed: 'an entry of a list: accounts, categories, securities …',
  trade: 'a trade of securities: no row of the cash account',
  opening: 'the opening balance',
} as const

function readQif({ text }: TextFile, hints: FileHints): StatementFile {
  const sections = readSections(text)
  const end = judgeEnd(sections, text)
  if (end === 'cut') return refusedFile('damaged', 'It ends within a row: the download was cut off.')
  const found = readRegisters(sections)
  const entries = found.registers.flatMap((register) => register.entries)
  if (entries.length === 0) return refusedFile('no-transactions')
  const questions: FileQuestion[] = []
  const order = settleOrder(entries, hints, questions)
  const mark = settleMark(entries, hints, questions)
  if (questions.length > 0) return { kind: 'asks', version: null, questions }
  const traces = programTraces(sections)
  const read = found.registers.map((register) =>
    readRegister(register, nameOf(register, found), { currency: hints.currency, mark, order }, traces),
  )
  const [first, ...others] = read.map(({ statement }) => statement)
  const warnings = [...unknownWarnings(found), ...(end === 'open' ? [OPEN_END] : [])]
  const sum = (count: (register: ReadRegister) => number) =>
    read.reduce((total, one) => total + count(one), 0)
  return {
    kind: 'statements',
    version: null,
    statements:
      first === undefined ? [] : [{ ...first, warnings: [...warnings, ...first.warnings] }, ...others],
    ignored: [
      { reason: IGNORED.listed, count: found.listedCount },
      { reason: IGNORED.trade, count: sum(({ tradeCount }) => tradeCount) },
      { reason: IGNORED.opening, count: sum(({ openingCount }) => openingCount) },
    ].filter(({ count }) => count > 0),
  }
}

const OPEN_END = 'The last row lacks the mark that ends a row: the file may have been cut off.'

/**
 * How the file ends. `open`: its last row lacks the ^ but has the letters of another row to the last one, and
 * its last line is whole. Some programs leave the ^ out.
 */
function judgeEnd(sections: readonly Section[], text: string): 'closed' | 'open' | 'cut' {
  const last = sections.at(-1)?.entries.at(-1)
  if (last === undefined || last.isClosed) return 'closed'
  const shapeOf = ({ fields }: Entry) => fields.map(({ code }) => code).join('')
  const others = (sections.at(-1)?.entries ?? []).filter((entry) => entry !== last)
  const isWhole = /[\r\n]/.test(text.slice(text.trimEnd().length))
  return isWhole && others.some((entry) => shapeOf(entry) === shapeOf(last)) ? 'open' : 'cut'
}

function settleOrder(
  entries: readonly Entry[],
  { answers }: FileHints,
  questions: FileQuestion[],
): DateOrder {
  const texts = entries.map((entry) => readQifDate(textOf(entry, 'D') ?? ''))
  const open = entries.find((_, index) => texts[index]?.kind === 'open')
  const example = (open && textOf(open, 'D')) ?? ''
  const found = inferDateOrder({ columns: [texts], witnesses: [], direction: null, example })
  if (found.kind === 'known') return found.order
  const answer = found.orders.find((order) => order === answers['date-order'])
  if (answer !== undefined) return answer
  questions.push(dateOrderQuestion(found.orders, example))
  return 'ymd'
}

function settleMark(
  entries: readonly Entry[],
  { answers, currency }: FileHints,
  questions: FileQuestion[],
): DecimalMark {
  const bodies = entries.flatMap((entry) =>
    ['T', 'U', '$'].flatMap((code) =>
      textsOf(entry, code).flatMap((text) => readAmountText(text)?.body ?? []),
    ),
  )
  const found = inferDecimalMark(bodies, exponentOf(currency))
  if (found.kind === 'known') return found.mark
  const answer = answers['decimal-mark']
  if (answer === '.' || answer === ',') return answer
  questions.push(decimalMarkQuestion(found.example))
  return '.'
}

/** The account's name; of registers without one, the heading tells them apart. */
const nameOf = ({ name, type }: Register, { registers }: Registers): string | null =>
  name ?? (registers.length > 1 ? type : null)

const unknownWarnings = ({ unknownHeadings }: Registers): readonly string[] =>
  unknownHeadings.map(
    (heading) => `"!${heading.slice(0, 40)}" is not a known heading: its rows were read as an account's.`,
  )

type ReadRegister = {
  readonly statement: FileStatement
  readonly tradeCount: number
  readonly openingCount: number
}

function readRegister(
  { entries, type }: Register,
  name: string | null,
  common: Omit<RowPlan, 'accountSourceId'>,
  traces: ProgramTraces | null,
): ReadRegister {
  const plan: RowPlan = { ...common, accountSourceId: name ?? 'file' }
  const account: FileAccount = { number: null, bankCode: null, name, currency: null }
  const rows: StatementRow[] = []
  const rejected: RejectedRecord[] = []
  const oddLines: number[] = []
  let tradeCount = 0
  const openings = entries.filter(isOpening)
  for (const entry of entries) {
    const { line } = entry
    if (openings.length === 1 && isOpening(entry)) continue
    const read = readRow(entry, type, plan)
    if (read.kind === 'trade') tradeCount += 1
    else if (read.kind === 'rejected') {
      rejected.push({ accountSourceId: null, sourceId: null, reason: read.reason, line, raw: rawOf(entry) })
    } else {
      rows.push({ record: read.record, line, ...(traces === null ? {} : { view: viewOf(entry, traces) }) })
      if (!read.doPartsAddUp) oddLines.push(line)
    }
  }
  const [opening] = openings.length === 1 ? openings : []
  const statement: FileStatement = {
    account,
    rows,
    rejected,
    currency: plan.currency,
    opening: opening === undefined ? null : openingOf(opening, rows, plan),
    closing: null,
    warnings: partWarnings(oddLines),
  }
  return { statement, tradeCount, openingCount: opening === undefined ? 0 : 1 }
}

/** What was there before the first row; null where rows are older than it. */
function openingOf(entry: Entry, rows: readonly StatementRow[], plan: RowPlan): StatedBalance | null {
  const amount = readQifAmount(textOf(entry, 'T') ?? textOf(entry, 'U') ?? '', plan)
  const text = readQifDate(textOf(entry, 'D') ?? '')
  const on = text && dateUnder(text, plan.order)
  if (!amount.ok || on === null) return null
  const isOlder = rows.some(({ record }) => record.postedOn !== null && record.postedOn < on)
  return isOlder ? null : { amount: amount.value, on }
}

const partWarnings = (lines: readonly number[]): readonly string[] =>
  lines.length === 0
    ? []
    : [`The parts of ${lines.length} split rows, such as line ${lines[0]}, do not add up to their amounts.`]
