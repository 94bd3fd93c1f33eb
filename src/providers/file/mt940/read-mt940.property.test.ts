import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCurrency } from '../../../domain/currency.ts'
import { readFile } from '../read-file.ts'
import { mutationArbitrary } from '../testing/mutations.ts'
import { isSilentlyShort } from '../testing/silently-short.ts'
import { mt940Text } from './testing/made-up-mt940.ts'

const SEED = 20240331
/** Some seconds of work; a machine that does much else at once still gets through. */
const timeoutMs = 120_000

function read(text: string) {
  const currency = parseCurrency('EUR')
  if (currency === null) throw new Error('EUR is a currency')
  return readFile(
    { name: 'made-up.sta', bytes: new TextEncoder().encode(text) },
    { currency, layout: null, answers: {} },
  )
}

const comma = (minor: number): string => `${Math.trunc(minor / 100)},${String(minor % 100).padStart(2, '0')}`
const balance = (tag: string, day: string, minor: number): string =>
  `:${tag}:${minor < 0 ? 'D' : 'C'}${day}EUR${comma(Math.abs(minor))}`

/** Texts that look like fields, ends or subfields at places where a bank's lines break. */
const hostileText = fc.constantFrom(
  'Rent',
  '10',
  '?20',
  '-',
  ':20:33',
  ':KO:1',
  '/REMI/',
  'SVWZ+',
  '{4:',
  'ä',
)

const movement = fc.record({
  minor: fc.integer({ min: 1, max: 999_999 }),
  mark: fc.constantFrom('C', 'D', 'RC', 'RD', 'CR', 'DR'),
  day: fc.integer({ min: 1, max: 28 }),
  lines: fc.array(hostileText, { maxLength: 4 }),
})

describe('a statement of any movements', { timeout: timeoutMs }, () => {
  test('is read to the cent and proved by its balances, whatever its texts say', () => {
    fc.assert(
      fc.property(
        fc.array(movement, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: -99_999, max: 99_999 }),
        (movements, opening) => {
          const signed = movements.map(({ mark, minor }) =>
            ['C', 'CR', 'RD'].includes(mark) ? minor : -minor,
          )
          const sum = signed.reduce((total, minor) => total + minor, 0)
          const lines = movements.flatMap(({ minor, mark, day, lines: texts }) => [
            `:61:2403${String(day).padStart(2, '0')}${mark}${comma(minor)}NTRFNONREF`,
            ...(texts.length === 0 ? [] : [`:86:${texts.join('\r\n')}`]),
          ])
          const reading = read(
            mt940Text([
              {
                opening: balance('60F', '240301', opening),
                closing: balance('62F', '240331', opening + sum),
                lines,
              },
            ]),
          )
          if (reading.kind !== 'read') throw new Error(JSON.stringify(reading))
          expect(reading.records.map(({ amount }) => Number(amount.minor))).toEqual(signed)
          expect([reading.proofs.length, reading.warnings, reading.rejected]).toEqual([1, [], []])
        },
      ),
      { numRuns: 300, seed: SEED },
    )
  })
})

describe('a damaged statement', { timeout: timeoutMs }, () => {
  const whole = mt940Text([
    {
      lines: [
        ':61:2403050305CR10,50NTRFNONREF//BANKREF-0001',
        ':86:166?00GUTSCHRIFT?20EREF+INV-7?21SVWZ+Rent Mär',
        'z?30MADEUPXX?31DE89370400440532013000?32ANN EXAMPLE',
        ':61:2403060307DR3,20NDDTNONREF//BANKREF-0002',
        ':86:/NAME/POWER CO/REMI/MARCH',
      ],
    },
    {
      opening: ':60F:C240331EUR107,30',
      closing: ':62F:C240401EUR98,30',
      lines: [':61:240401D9,00NMSCNONREF', ':86:FEE'],
    },
  ])

  test('is refused, asked about, told, or still proved; it never throws or loses a row in silence', () => {
    fc.assert(
      fc.property(mutationArbitrary, (mutate) => {
        expect(isSilentlyShort(read(mutate(whole)))).toBe(false)
      }),
      { numRuns: 500, seed: SEED },
    )
  })
})
