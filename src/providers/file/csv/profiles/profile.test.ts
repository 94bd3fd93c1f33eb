import { describe, expect, test } from 'vitest'
import { parseCurrency } from '../../../../domain/currency.ts'
import type { CsvLayout } from '../../file-reading.ts'
import { readFile } from '../../read-file.ts'
import { AMERICA } from './america.ts'
import { CONTINENT } from './continent.ts'
import { ISLANDS } from './islands.ts'
import { KNOWN_PROFILES } from './known.ts'
import { headerKey, layoutToProfile, parseProfile, profileOf, profileToLayout } from './profile.ts'
import type { FileProfile } from './profile.ts'

const all = [...AMERICA, ...CONTINENT, ...ISLANDS]

function read(csv: string, code = 'EUR', answers: Readonly<Record<string, string>> = {}) {
  const currency = parseCurrency(code)
  if (currency === null) throw new Error(`${code} is no currency`)
  return readFile(
    { name: 'made-up.csv', bytes: new TextEncoder().encode(csv) },
    { currency, layout: null, answers },
  )
}

const seen = (reading: ReturnType<typeof read>) =>
  reading.kind === 'read'
    ? reading.records.map(({ postedOn, amount }) => `${postedOn} ${amount.minor}`)
    : reading.kind === 'asks'
      ? reading.questions.map(({ kind }) => kind)
      : reading.code

describe('the profiles that ship', () => {
  test('are told apart by their columns and ids', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    expect(KNOWN_PROFILES.size).toBe(all.length)
    expect(new Set(all.map(({ bank }) => bank)).size).toBeGreaterThanOrEqual(40)
  })

  test('each pass the check of shared ones, and say something', () => {
    for (const profile of all) {
      expect(parseProfile(JSON.parse(JSON.stringify(profile)))).toEqual({ ok: true, profile })
      expect([profile.dateOrder, profile.isSignFlipped]).not.toEqual([null, null])
    }
  })

  test('settle the order of a date that the file leaves open', () => {
    const csv = 'Date, Transaction Details, Funds Out, Funds In\n03/04/2024,Shop,12.50,\n'
    expect(seen(read(csv, 'CAD'))).toEqual(['2024-03-04 -1250'])
    const bank = 'Number,Date,Account,Amount,Subcategory,Memo\n,03/04/2024,1,-12.50,X,Shop\n'
    expect(seen(read(bank, 'GBP'))).toEqual(['2024-04-03 -1250'])
  })

  test('settle the sign of a card that writes purchases without one', () => {
    const csv = 'Datum,Beschreibung,Karteninhaber,Konto #,Betrag\n03/04/2024,Laden,M,-1,"12,50"\n'
    expect(seen(read(csv))).toEqual(['2024-04-03 -1250'])
  })

  test('never override what the file proves: that is asked about', () => {
    const csv = 'Date,Transaction Details,Funds Out,Funds In\n23/04/2024,Shop,12.50,\n03/04/2024,Shop,1.00,\n'
    expect(seen(read(csv, 'CAD'))).toEqual(['date-order'])
    const card = 'Datum,Beschreibung,Karteninhaber,Konto #,Betrag\n'
    const rows = ['01', '02', '03'].map((day) => `${day}/04/2024,Kartenzahlung,M,-1,"-12,50"\n`).join('')
    expect(seen(read(card + rows))).toEqual(['sign'])
  })

  test('yield to the person’s answer', () => {
    const csv = 'Datum,Beschreibung,Karteninhaber,Konto #,Betrag\n03/04/2024,Laden,M,-1,"12,50"\n'
    expect(seen(read(csv, 'EUR', { sign: 'as-written' }))).toEqual(['2024-04-03 1250'])
  })
})

const LAYOUT: CsvLayout = {
  format: 'csv',
  encoding: 'utf-8',
  delimiter: ';',
  quote: '"',
  skipLines: 0,
  hasHeader: true,
  columns: [
    { header: 'Tag', role: 'postedOn' },
    { header: 'Was', role: 'description' },
    { header: 'Wieviel', role: 'amount' },
  ],
  dateOrder: 'dmy',
  decimalMark: ',',
  isSignFlipped: true,
  outWord: null,
  isFeeDeducted: false,
}
const ABOUT = { id: 'xx-made-up', bank: 'Made-up Bank', country: null, source: 'Learned from an answer.' }

describe('a learned layout', () => {
  test('goes out as a profile and comes back as the same layout', () => {
    const profile = layoutToProfile(LAYOUT, ABOUT)
    const parsed = parseProfile(JSON.parse(JSON.stringify(profile)))
    expect(parsed.ok && profileToLayout(parsed.profile)).toEqual(LAYOUT)
  })

  test('without a header is not shared: it would be taken for another bank’s', () => {
    expect(layoutToProfile({ ...LAYOUT, hasHeader: false }, ABOUT)).toBe(null)
  })

  test('that leaves something open is no layout to save', () => {
    const [first] = all
    expect(first && profileToLayout(first)).toBe(null)
  })

  test('is found by its column names, whatever case, accents and closing delimiters', () => {
    const profile = layoutToProfile(LAYOUT, ABOUT)
    const known = new Map<string, FileProfile>(profile ? [['tag|was|wieviel', profile]] : [])
    expect(headerKey(['TAG', ' Was', 'wieviel', ''])).toBe('tag|was|wieviel')
    expect(profileOf(['TAG', ' Was', 'wieviel', ''], known)?.id).toBe('xx-made-up')
    expect(profileOf(['Tag', 'Was'], known)).toBe(null)
  })
})

describe('a shared profile', () => {
  const good = { ...layoutToProfile(LAYOUT, ABOUT) }

  test.each([
    ['no object', []],
    ['an id with capitals', { ...good, id: 'XX' }],
    ['a bank without a name', { ...good, bank: '' }],
    ['a country by name', { ...good, country: 'Utopia' }],
    ['a delimiter of two characters', { ...good, delimiter: ';;' }],
    ['no columns', { ...good, columns: [] }],
    ['an unknown role', { ...good, columns: [{ header: 'Tag', role: 'day' }] }],
    ['a header of a thousand characters', { ...good, columns: [{ header: 'x'.repeat(1000), role: 'amount' }] }],
    ['an unknown order', { ...good, dateOrder: 'ydm' }],
    ['a mark that is none', { ...good, decimalMark: ';' }],
    ['a sign in words', { ...good, isSignFlipped: 'yes' }],
    ['a fee in words', { ...good, isFeeDeducted: 1 }],
    ['an out word that is a number', { ...good, outWord: 5 }],
  ])('with %s is refused with the reason', (_, json) => {
    const parsed = parseProfile(json)
    expect(parsed.ok ? '' : parsed.reason).not.toBe('')
  })
})
