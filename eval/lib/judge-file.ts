// The verdict on one file: right, silently wrong, asked for a genuine ambiguity, or refused.
import { parseCalendarDate } from '../../src/domain/calendar.ts'
import { readFile } from '../../src/providers/file/read-file.ts'
import type { FileHints, FileInput, FileLayout, FileReading } from '../../src/providers/file/file-reading.ts'
import { compare, inCurrency } from './expected.ts'
import type { Comparison, Expected, Ledger } from './expected.ts'
import { ALL_ACCOUNTS } from '../../src/providers/file/questions.ts'
import { importIntoEmpty, readForAccount } from './import-file.ts'
import type { Read } from './import-file.ts'

export type Verdict = {
  readonly verdict: 'right' | 'wrong' | 'asked' | 'refused'
  readonly reason: string
  readonly payees: readonly boolean[]
}

/** Questions may follow one another; more rounds than this are no dialogue. */
const ROUNDS_MAX = 4

export function judgeFile(input: FileInput, whole: Expected): Verdict {
  const imported = readForAccount(input, whole.currency)
  if (imported === null) {
    return { verdict: 'refused', reason: `There are no accounts in ${whole.currency}.`, payees: [] }
  }
  const { reading, hints } = imported
  const expected = inCurrency(whole, hints.currency)
  if (reading.kind === 'refused') {
    const isEmptyAsExpected = reading.code === 'no-transactions' && expected.complete && expected.transactions.length === 0
    return { verdict: isEmptyAsExpected ? 'right' : 'refused', reason: reading.text, payees: [] }
  }
  if (reading.kind === 'read') {
    const { isRight, reason, payees } = compareReading(reading, input, hints, expected)
    return { verdict: isRight ? 'right' : 'wrong', reason, payees }
  }
  const apart = accountByAccount(input, hints, reading)
  if (apart !== null) {
    const compared = [apart, apart.map(byValueDates)].map((readings) => compare(togetherIn(readings), expected))
    const found = compared.find(({ isRight }) => isRight)
    if (found) return { verdict: 'right', reason: `right, account by account: ${apart.length} of them`, payees: found.payees }
  }
  const asked = reading.questions.map(({ text }) => text).join(' ')
  const answered = withAnswers(input, hints, reading, expected, ROUNDS_MAX)
  if (answered?.isRight) return { verdict: 'asked', reason: asked, payees: answered.payees }
  const why = answered?.reason ?? 'no answer leads to a reading'
  return { verdict: 'wrong', reason: `asked (${asked}), but no answer makes it right: ${why}`, payees: [] }
}

/**
 * A file that names its accounts, and leaves nothing else open, is imported account by account: each into its own. Null
 * where something else is asked, or one of them can't be read.
 */
function accountByAccount(
  input: FileInput,
  hints: FileHints,
  { questions }: Extract<FileReading, { kind: 'asks' }>,
): readonly Read[] | null {
  const [question, ...others] = questions
  if (question === undefined || question.kind !== 'account' || others.length > 0) return null
  const named = question.choices.map(({ value }) => value).filter((value) => value !== ALL_ACCOUNTS)
  const readings = named.map((account) => readFile(input, { ...hints, answers: { ...hints.answers, [question.id]: account } }))
  const read = readings.filter((reading) => reading.kind === 'read')
  return read.length === readings.length ? read : null
}

/** What the accounts hold together; each has balances of its own. */
const togetherIn = (readings: readonly Read[]): Ledger => ({
  rows: readings.flatMap((reading) => importIntoEmpty(reading).rows),
  opening: null,
  closing: null,
})

/** The best that any combination of the offered answers gives. */
function withAnswers(
  input: FileInput,
  hints: FileHints,
  reading: Extract<FileReading, { kind: 'asks' }>,
  expected: Expected,
  rounds: number,
): Comparison | null {
  let best: Comparison | null = null
  for (const answers of combinations(reading.questions)) {
    const told: FileHints = { ...hints, answers: { ...hints.answers, ...answers } }
    const next = readFile(input, told)
    const result =
      next.kind === 'read'
        ? compareReading(next, input, told, expected)
        : next.kind === 'asks' && rounds > 1
          ? withAnswers(input, told, next, expected, rounds - 1)
          : null
    if (result?.isRight) return result
    best ??= result
  }
  return best
}

type Answers = Readonly<Record<string, string>>

function combinations(questions: Extract<FileReading, { kind: 'asks' }>['questions']): readonly Answers[] {
  return questions.reduce<readonly Answers[]>(
    (sets, { id, choices }) => sets.flatMap((set) => choices.map(({ value }) => ({ ...set, [id]: value }))),
    [{}],
  )
}

/**
 * Compares by the booking date. Some expected results hold the file's other date (value or purchase date) instead:
 * those count as right only where one other date column of the file agrees in every row.
 */
function compareReading(reading: Read, input: FileInput, hints: FileHints, expected: Expected): Comparison {
  const plain = compare(importIntoEmpty(reading), expected)
  if (plain.isRight) return plain
  for (const layout of byOtherDates(reading.layout)) {
    const other = readFile(input, { ...hints, layout })
    if (other.kind !== 'read' || other.records.length !== reading.records.length) continue
    const result = compare(importIntoEmpty(other), expected)
    if (result.isRight)
      return { ...result, reason: 'right; the expected dates are the file’s other date column' }
  }
  const result = compare(importIntoEmpty(byValueDates(reading)), expected)
  return result.isRight ? { ...result, reason: 'right; the expected dates are the file’s value dates' } : plain
}

/** The rows under their value dates, where a statement gives them beside the booking dates. */
function byValueDates(reading: Read): Read {
  const records = reading.records.map((record) => {
    const { raw } = record
    const value = typeof raw === 'object' && raw !== null && 'valueOn' in raw ? raw['valueOn'] : null
    return { ...record, postedOn: parseCalendarDate(typeof value === 'string' ? value : '') ?? record.postedOn }
  })
  return { ...reading, records }
}

function byOtherDates(layout: FileLayout): readonly FileLayout[] {
  if (layout.format !== 'csv') return []
  return layout.columns.flatMap(({ role }, index) => {
    if (role !== 'transactionOn' && role !== 'valueOn') return []
    const columns = layout.columns.map((column, position) => {
      if (position === index) return { ...column, role: 'postedOn' as const }
      return column.role === 'postedOn' ? { ...column, role } : column
    })
    return [{ ...layout, columns }]
  })
}
