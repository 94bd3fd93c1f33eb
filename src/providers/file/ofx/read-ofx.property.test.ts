import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarDate } from '../../../domain/calendar.ts'
import type { CalendarDate } from '../../../domain/calendar.ts'
import { parseCurrency } from '../../../domain/currency.ts'
import type { ExportHead, ExportRow } from '../../../domain/export/ledger-export.ts'
import { ofxWriter } from '../../../domain/export/write-ofx.ts'
import { formatDecimal, money } from '../../../domain/money.ts'
import type { FileReading } from '../file-reading.ts'
import { readFile } from '../read-file.ts'
import { lossArbitrary, mutationArbitrary } from '../testing/mutations.ts'
import { bankStatement, row, sgmlFile, xmlFile } from './testing/ofx-file.ts'

const SEED = 20240304

/** Some seconds of work; a machine that does much else at once still gets through. */
const timeoutMs = 60_000

const usd = parseCurrency('USD')
if (usd === null) throw new Error('USD is a currency')
const currency = usd

const read = (text: string): FileReading =>
  readFile(
    { name: 'made-up.ofx', bytes: new TextEncoder().encode(text) },
    { currency, layout: null, answers: {} },
  )

const day = (number: number): CalendarDate => {
  const date = calendarDate(2024, 3, number)
  if (date === null) throw new Error('March has 31 days')
  return date
}

type Truth = { readonly on: CalendarDate; readonly minor: bigint; readonly text: string }

const truth: fc.Arbitrary<Truth> = fc.record({
  on: fc.integer({ min: 1, max: 31 }).map(day),
  minor: fc.bigInt({ min: -99_999_999n, max: 99_999_999n }),
  text: fc.string({ unit: 'grapheme', maxLength: 30 }),
})
const truths = fc.array(truth, { minLength: 1, maxLength: 6 })

const amountOf = ({ minor }: Truth): string => formatDecimal(money(minor, currency))

const fileOf = (rows: readonly Truth[], isXml: boolean): string => {
  const parts = rows.map((truth, index) =>
    row({
      DTPOSTED: `${truth.on.replaceAll('-', '')}120000`,
      TRNAMT: amountOf(truth),
      FITID: `made-up-${index}`,
      NAME: truth.text.replace(/\p{C}/gu, '?'),
    }),
  )
  return isXml ? xmlFile(bankStatement(parts)) : sgmlFile(bankStatement(parts))
}

const told = (rows: readonly Truth[]) => rows.map((truth) => `${truth.on} ${amountOf(truth)}`)
const seen = (found: Extract<FileReading, { kind: 'read' }>) =>
  found.records.map(({ postedOn, amount }) => `${postedOn} ${formatDecimal(amount)}`)

/** `part` without what `whole` has, counted. */
const beyond = (part: readonly string[], whole: readonly string[]): readonly string[] => {
  const left = [...whole]
  return part.filter((text) => {
    const index = left.indexOf(text)
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
}

describe('OFX in both forms', { timeout: timeoutMs }, () => {
  test('is read exactly', () => {
    fc.assert(
      fc.property(truths, fc.boolean(), (rows, isXml) => {
        const found = read(fileOf(rows, isXml))
        expect(found.kind === 'read' && seen(found)).toEqual(told(rows))
      }),
      { numRuns: 150, seed: SEED },
    )
  })

  test('that lost lines or its end is refused, or each row that it had is read or rejected', () => {
    fc.assert(
      fc.property(truths, fc.boolean(), lossArbitrary, (rows, isXml, damage) => {
        const found = read(damage(fileOf(rows, isXml)))
        if (found.kind !== 'read') return
        expect(beyond(seen(found), told(rows))).toEqual([])
        expect(found.records.length + found.rejected.length).toBeGreaterThanOrEqual(rows.length)
      }),
      { numRuns: 500, seed: SEED },
    )
  })

  test('damaged in any way never throws, and accounts for each row that it still begins', () => {
    fc.assert(
      fc.property(truths, fc.boolean(), mutationArbitrary, (rows, isXml, damage) => {
        const text = damage(fileOf(rows, isXml))
        const found = read(text)
        expect(['read', 'asks', 'refused']).toContain(found.kind)
        if (found.kind !== 'read' || found.layout.format !== 'ofx') return
        const begun = text.match(/<STMTTRN>/gi)?.length ?? 0
        expect(found.records.length + found.rejected.length).toBe(begun)
      }),
      { numRuns: 500, seed: SEED },
    )
  })
})

describe('what is exported as OFX', { timeout: timeoutMs }, () => {
  const head: ExportHead = {
    accounts: [
      {
        id: 'acc_madeup',
        name: 'Daily',
        kind: 'checking',
        currency,
        mask: null,
        bankName: null,
        opening: null,
      },
    ],
    checkpoints: [],
    from: null,
    to: day(31),
    madeOn: day(31),
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
    reference: null,
    providerCategory: null,
    transfer: null,
  })

  test('reads back with its ids, days, amounts and balance', () => {
    fc.assert(
      fc.property(truths, (rows) => {
        const sorted = rows.toSorted((left, right) => left.on.localeCompare(right.on))
        const writer = ofxWriter(head)
        const found = read(
          writer.start() +
            sorted.map((truth, index) => writer.row(rowOf(truth, index))).join('') +
            writer.end(),
        )
        expect(found.kind === 'read' && seen(found)).toEqual(told(sorted))
        if (found.kind !== 'read') return
        expect(found.records.map(({ sourceId }) => sourceId)).toEqual(
          sorted.map((_, index) => `txn_${index}`),
        )
        expect(found.closingBalance?.minor).toBe(sorted.reduce((sum, { minor }) => sum + minor, 0n))
      }),
      { numRuns: 100, seed: SEED },
    )
  })
})
