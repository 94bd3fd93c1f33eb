import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCurrency } from '../../../domain/currency.ts'
import { readFile } from '../read-file.ts'
import { mutationArbitrary } from '../testing/mutations.ts'
import { isSilentlyShort } from '../testing/silently-short.ts'
import { camtXml } from './testing/made-up-camt.ts'
import type { MadeUpEntry } from './testing/made-up-camt.ts'

const SEED = 20240331
/** Some seconds of work; a machine that does much else at once still gets through. */
const timeoutMs = 120_000

function read(bytes: Uint8Array) {
  const currency = parseCurrency('EUR')
  if (currency === null) throw new Error('EUR is a currency')
  return readFile({ name: 'made-up.xml', bytes }, { currency, layout: null, answers: {} })
}

const cents = (minor: number): string => `${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, '0')}`
const signed = (minor: number): string => `${minor < 0 ? '-' : ''}${cents(Math.abs(minor))}`

const entry = fc.record({
  minor: fc.integer({ min: -999_999, max: 999_999 }),
  day: fc.integer({ min: 1, max: 28 }),
  parts: fc.integer({ min: 0, max: 3 }),
  text: fc.constantFrom('Rent', 'Fish & Chips', 'Überweisung', 'a < b'),
})

function made({
  minor,
  day,
  parts,
  text,
}: {
  minor: number
  day: number
  parts: number
  text: string
}): MadeUpEntry {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  const amounts = Array.from({ length: parts }, (_, index) =>
    index === 0 ? Math.abs(minor) - (parts - 1) : 1,
  )
  const details = amounts.some((part) => part < 0)
    ? []
    : amounts.map((part) => `<Amt Ccy="EUR">${cents(part)}</Amt><RmtInf><Ustrd>${escaped}</Ustrd></RmtInf>`)
  return {
    amount: cents(Math.abs(minor)),
    mark: minor < 0 ? 'DBIT' : 'CRDT',
    dates: `<BookgDt><Dt>2024-03-${String(day).padStart(2, '0')}</Dt></BookgDt>`,
    details,
  }
}

describe('a statement of any entries', { timeout: timeoutMs }, () => {
  test('is read to the cent and proved by its balances', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: -99_999, max: 99_999 }),
        (entries, opening) => {
          const sum = entries.reduce((total, { minor }) => total + minor, 0)
          const xml = camtXml([
            { opening: signed(opening), closing: signed(opening + sum), entries: entries.map(made) },
          ])
          const reading = read(new TextEncoder().encode(xml))
          if (reading.kind !== 'read') throw new Error(JSON.stringify(reading))
          expect(reading.records.reduce((total, { amount }) => total + Number(amount.minor), 0)).toBe(sum)
          expect([reading.proofs.length, reading.warnings, reading.rejected]).toEqual([1, [], []])
        },
      ),
      { numRuns: 100, seed: SEED },
    )
  })
})

describe('a damaged statement', { timeout: timeoutMs }, () => {
  const details = ['<Amt Ccy="EUR">4.00</Amt>', '<Amt Ccy="EUR">6.50</Amt>']
  const whole = camtXml([
    {
      opening: '100.00',
      closing: '107.30',
      entries: [
        { amount: '10.50', details },
        { amount: '3.20', mark: 'DBIT', text: 'Café' },
      ],
    },
    {
      opening: '107.30',
      closing: '98.30',
      entries: [{ amount: '9.00', mark: 'DBIT', bankRef: 'REF-000003' }],
    },
  ])

  test('is refused, asked about, told, or still proved; it never throws or loses a row in silence', () => {
    fc.assert(
      fc.property(mutationArbitrary, (mutate) => {
        expect(isSilentlyShort(read(new TextEncoder().encode(mutate(whole))))).toBe(false)
      }),
      { numRuns: 500, seed: SEED },
    )
  })
})
