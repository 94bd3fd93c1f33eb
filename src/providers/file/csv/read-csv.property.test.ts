import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCurrency } from '../../../domain/currency.ts'
import type { FileReading } from '../file-reading.ts'
import { readFile } from '../read-file.ts'
import { renderCsv, styleArbitrary, truthArbitrary } from './testing/render-csv.ts'
import type { Truth } from './testing/render-csv.ts'

const SEED = 20240305

/** Some seconds of work; a machine that does much else at once still gets through. */
const timeoutMs = 120_000

function read(bytes: Uint8Array, answers: Readonly<Record<string, string>> = {}): FileReading {
  const currency = parseCurrency('EUR')
  if (currency === null) throw new Error('EUR is a currency')
  return readFile({ name: 'made-up.csv', bytes }, { currency, layout: null, answers })
}

const told = (rows: readonly Truth[]) => rows.map(({ date, minor, text }) => `${date} ${minor} ${text}`)
const seen = (reading: FileReading) =>
  reading.kind === 'read'
    ? reading.records.map(({ postedOn, amount, description }) => `${postedOn} ${amount.minor} ${description}`)
    : []

/** Whether some of the offered answers lead to exactly these rows. */
function canBeAnswered(
  bytes: Uint8Array,
  rows: readonly Truth[],
  answers: Readonly<Record<string, string>>,
  rounds: number,
): boolean {
  const reading = read(bytes, answers)
  if (reading.kind !== 'asks') return seen(reading).join('\n') === told(rows).join('\n')
  if (rounds === 0) return false
  const sets = reading.questions.reduce<readonly Readonly<Record<string, string>>[]>(
    (all, { id, choices }) => all.flatMap((set) => choices.map(({ value }) => ({ ...set, [id]: value }))),
    [answers],
  )
  return sets.some((set) => canBeAnswered(bytes, rows, set, rounds - 1))
}

describe('a file in any style', { timeout: timeoutMs }, () => {
  const file = fc.tuple(fc.array(truthArbitrary, { minLength: 1, maxLength: 12 }), styleArbitrary)

  test('is read exactly, or asks a question whose answer reads it exactly; never silently different', () => {
    fc.assert(
      fc.property(file, ([truths, style]) => {
        const { bytes, rows } = renderCsv(truths, style)
        const reading = read(bytes)
        if (reading.kind === 'read') expect(seen(reading)).toEqual(told(rows))
        else expect(canBeAnswered(bytes, rows, {}, 3)).toBe(true)
      }),
      { numRuns: 250, seed: SEED },
    )
  })

  test('loses no line: records, rejected and ignored add up', () => {
    fc.assert(
      fc.property(
        file,
        fc.array(fc.constantFrom('x', '1;2;3', 'Total;;5', ';;;;;'), { maxLength: 4 }),
        ([truths, style], extra) => {
          const { bytes } = renderCsv(truths, {
            ...style,
            encoding: 'utf-8',
            delimiter: ';',
            language: 'de',
            hasPreamble: false,
            hasFooter: false,
          })
          const text = new TextDecoder().decode(bytes) + extra.join(style.lineEnd)
          const reading = read(new TextEncoder().encode(text))
          if (reading.kind !== 'read') return
          const filled = extra.filter((line) => /[^;]/.test(line)).length
          const ignored = reading.ignored.reduce((sum, { count }) => sum + count, 0)
          expect(reading.records.length + reading.rejected.length + ignored).toBe(truths.length + filled)
        },
      ),
      { numRuns: 200, seed: SEED },
    )
  })
})

describe('hostile files', { timeout: timeoutMs }, () => {
  test('random bytes never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(['read', 'asks', 'refused']).toContain(read(bytes).kind)
      }),
      { numRuns: 500, seed: SEED },
    )
  })

  test('random cells of dates, amounts and words never throw', () => {
    const cell = fc.constantFrom(
      '2024-01-01',
      '01/02/2024',
      '99.99.99',
      '1,5',
      '-',
      '--1',
      '"',
      'CR',
      'EUR',
      '',
      ' ',
      '\u0000',
      '£',
      '(1)',
      'Total',
      'Date',
      'Amount',
      'Balance',
    )
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 10 }),
        fc.constantFrom(',', ';', '\t'),
        (rows, delimiter) => {
          const text = rows.map((cells) => cells.join(delimiter)).join('\n')
          expect(['read', 'asks', 'refused']).toContain(read(new TextEncoder().encode(text)).kind)
        },
      ),
      { numRuns: 500, seed: SEED },
    )
  })

  test('a file cut at any byte is read in part, with the broken row named, or refused; it never throws', () => {
    const whole = new TextEncoder().encode(
      'Date,Text,Amount\n2024-03-01,"Café, one",-1.50\n2024-03-02,Zwölf,-2.50\n',
    )
    for (let end = 0; end <= whole.length; end += 1) {
      expect(['read', 'asks', 'refused']).toContain(read(whole.subarray(0, end)).kind)
    }
  })

  const sample =
    'Konto;DE89370400440532013000\n\nBuchungstag;Verwendungszweck;Betrag;Saldo\n' +
    '01.03.2024;"Käse; frisch";-1,50;98,50\n02.03.2024;Gehalt;1.000,00;1.098,50\n14.03.2024;Café;-8,50;1.090,00\n'

  test('a sample with bytes flipped or lines shuffled is read, asked about or refused; no row disappears', () => {
    const bytes = new TextEncoder().encode(sample)
    const flips = fc.array(fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(flips, (changes) => {
        const flipped = bytes.slice()
        for (const [at, value] of changes) flipped[at] = value
        expect(['read', 'asks', 'refused']).toContain(read(flipped).kind)
      }),
      { numRuns: 300, seed: SEED },
    )
    const [title = '', blank = '', header = '', ...rows] = sample.trimEnd().split('\n')
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        const reading = read(new TextEncoder().encode([title, blank, header, ...shuffled].join('\n')))
        if (reading.kind === 'read') expect(reading.records).toHaveLength(rows.length)
      }),
      { numRuns: 30, seed: SEED },
    )
  })
})
