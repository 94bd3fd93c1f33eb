import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarDate } from '../../../domain/calendar.ts'
import type { CalendarDate } from '../../../domain/calendar.ts'
import { parseCurrency } from '../../../domain/currency.ts'
import type { ExportHead, ExportRow } from '../../../domain/export/ledger-export.ts'
import { qifWriter } from '../../../domain/export/write-qif.ts'
import { formatDecimal, money } from '../../../domain/money.ts'
import type { FileReading } from '../file-reading.ts'
import { readFile } from '../read-file.ts'
import { lossArbitrary, mutationArbitrary } from '../testing/mutations.ts'

const SEED = 20240304

/** Some seconds of work; a machine that does much else at once still gets through. */
const timeoutMs = 60_000

const usd = parseCurrency('USD')
if (usd === null) throw new Error('USD is a currency')
const currency = usd

type Answers = Readonly<Record<string, string>>

const read = (text: string, answers: Answers = {}): FileReading =>
  readFile(
    { name: 'made-up.qif', bytes: new TextEncoder().encode(text) },
    { currency, layout: null, answers },
  )

type Truth = {
  readonly on: CalendarDate
  readonly minor: bigint
  readonly text: string
  readonly hasMemo: boolean
}

const date = fc
  .tuple(
    fc.integer({ min: 1990, max: 2039 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([year, month, day]): CalendarDate => {
    const found = calendarDate(year, month, day)
    if (found === null) throw new Error('each month has 28 days')
    return found
  })

const truth: fc.Arbitrary<Truth> = fc.record({
  on: date,
  minor: fc.bigInt({ min: -99_999_999n, max: 99_999_999n }),
  text: fc.string({ maxLength: 20 }),
  hasMemo: fc.boolean(),
})
const truths = fc.array(truth, { minLength: 1, maxLength: 6 })

const ORDERS = ['dmy', 'mdy', 'ymd'] as const
type Style = { readonly order: (typeof ORDERS)[number]; readonly mark: '.' | ','; readonly isShort: boolean }

const style: fc.Arbitrary<Style> = fc.record({
  order: fc.constantFrom(...ORDERS),
  mark: fc.constantFrom('.', ','),
  isShort: fc.boolean(),
})

function dateText(on: CalendarDate, { order, isShort }: Style): string {
  const [year = '', month = '', day = ''] = on.split('-')
  if (order === 'ymd') return on
  const [first, second] = order === 'dmy' ? [day, month] : [month, day]
  if (!isShort) return `${first}/${second}/${year}`
  return `${Number(first)}/${Number(second)}${year < '2000' ? '/' : "'"}${year.slice(-2)}`
}

const amountText = (minor: bigint, mark: string): string =>
  formatDecimal(money(minor, currency)).replace('.', mark)

const fileOf = (rows: readonly Truth[], how: Style): string =>
  `!Type:Bank\n${rows
    .map(({ on, minor, text, hasMemo }) => {
      const memo = hasMemo ? `M${text}\n` : ''
      return `D${dateText(on, how)}\nT${amountText(minor, how.mark)}\nP${text}\n${memo}^\n`
    })
    .join('')}`

const told = (rows: readonly Truth[]) => rows.map(({ on, minor }) => `${on} ${minor}`)
const seen = (found: FileReading) =>
  found.kind === 'read' ? found.records.map(({ postedOn, amount }) => `${postedOn} ${amount.minor}`) : []

const beyond = (part: readonly string[], whole: readonly string[]): readonly string[] => {
  const left = [...whole]
  return part.filter((text) => {
    const index = left.indexOf(text)
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
}

describe('QIF of any country', { timeout: timeoutMs }, () => {
  test('is read exactly, or asks which number is the day and is then read exactly', () => {
    fc.assert(
      fc.property(truths, style, (rows, how) => {
        const text = fileOf(rows, how)
        const found = read(text)
        if (found.kind === 'asks') {
          expect(found.questions.map(({ id }) => id)).toEqual(['date-order'])
          expect(seen(read(text, { 'date-order': how.order }))).toEqual(told(rows))
        } else expect(seen(found)).toEqual(told(rows))
      }),
      { numRuns: 300, seed: SEED },
    )
  })

  test('that lost lines or its end states no row that it did not have', () => {
    fc.assert(
      fc.property(truths, style, lossArbitrary, (rows, how, damage) => {
        const found = read(damage(fileOf(rows, how)), { 'date-order': how.order })
        expect(beyond(seen(found), told(rows))).toEqual([])
      }),
      { numRuns: 500, seed: SEED },
    )
  })

  test('damaged in any way never throws, and accounts for each amount that it still has', () => {
    fc.assert(
      fc.property(truths, style, mutationArbitrary, (rows, how, damage) => {
        const text = damage(fileOf(rows, how))
        const found = read(text, { 'date-order': how.order })
        expect(['read', 'asks', 'refused']).toContain(found.kind)
        if (found.kind !== 'read' || found.layout.format !== 'qif') return
        const inRejected = found.rejected
          .flatMap(({ raw }) => Object.entries(raw ?? {}))
          .flatMap(([code, texts]) => (code === 'T' ? texts : []))
        const ignored = found.ignored.reduce((sum, { count }) => sum + count, 0)
        const amounts = text.match(/^[ \t]*T[^\r\n\S]*\S/gm)?.length ?? 0
        expect(found.records.length + inRejected.length + ignored).toBeGreaterThanOrEqual(amounts)
      }),
      { numRuns: 500, seed: SEED },
    )
  })
})

describe('what is exported as QIF', { timeout: timeoutMs }, () => {
  test('reads back with its days and amounts', () => {
    const opening = money(12_345n, currency)
    const head: ExportHead = {
      accounts: [
        { id: 'acc_madeup', name: 'Daily', kind: 'checking', currency, mask: null, bankName: null, opening },
      ],
      checkpoints: [],
      from: null,
      to: null,
      madeOn:
        calendarDate(2040, 1, 1) ??
        (() => {
          throw new Error('a day')
        })(),
    }
    const rowOf = ({ on, minor, text }: Truth, index: number): ExportRow => ({
      id: `txn_${index}`,
      accountId: 'acc_madeup',
      status: 'posted',
      amount: money(minor, currency),
      postedOn: on,
      transactionOn: null,
      payoree: text,
      category: null,
      note: null,
      tags: [],
      description: text,
      counterpartyName: null,
      counterpartyAccountMask: null,
      reference: '17',
      providerCategory: null,
      transfer: null,
    })
    fc.assert(
      fc.property(truths, (rows) => {
        const sorted = rows.toSorted((left, right) => left.on.localeCompare(right.on))
        const writer = qifWriter(head)
        const found = read(
          writer.start() + sorted.map((one, index) => writer.row(rowOf(one, index))).join('') + writer.end(),
        )
        expect(seen(found)).toEqual(told(sorted))
        expect(found).toMatchObject({ openingBalance: opening, account: { name: 'Daily' } })
      }),
      { numRuns: 100, seed: SEED },
    )
  })
})
