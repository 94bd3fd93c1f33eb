import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanText } from './clean.ts'
import { textKey } from './fold.ts'

const nameIn = (text: string, direction: 'in' | 'out' = 'out') => cleanText(text, direction).name

describe('the name in a bank text', () => {
  const names: [rule: string, text: string, name: string][] = [
    ['has no store number and no place behind it', 'CORNER GROCER #1234 SPRINGFIELD IL', 'Corner Grocer'],
    ['has no words for the payment before it', 'DEBIT CARD PURCHASE XXXX1234 CORNER GROCER', 'Corner Grocer'],
    ['has none of a German bank', 'KARTENZAHLUNG Sonnenkorb Markt Fil. 204', 'Sonnenkorb Markt'],
    ['has none of a French bank', 'PAIEMENT PAR CARTE 12/03 BOULANGERIE DU COIN PARIS', 'Boulangerie du Coin'],
    ['has none of a Spanish bank', 'COMPRA CON TARJETA PANADERIA SOL MADRID', 'Panaderia Sol'],
    ['has none of an Italian bank', 'PAGAMENTO CON CARTA TRATTORIA LUNA ROMA', 'Trattoria Luna'],
    ['has none of a Dutch bank', 'BEA, Betaalpas, Bakkerij Bos,PAS123, NR:1A2B, 09.12.23/15:43', 'Bakkerij Bos'],
    ['has none of a Polish bank', 'PLATNOSC KARTA PIEKARNIA ZLOTA WARSZAWA', 'Piekarnia Zlota'],
    ['has none of a Swedish bank', 'KORTKÖP 0312 BAGERI SOLEN STOCKHOLM', 'Bageri Solen'],
    ['has no record of an ACH payment behind it', 'ACME CORP DES:PAYROLL ID:X12 INDN:JANE ROE', 'Acme Corp'],
    ['has no telephone number', 'ACME SOFTWARE 800-555-0199 CA', 'Acme Software'],
    ['is the domain of a web address', 'WWW.CORNERGROCER.CO.UK', 'Cornergrocer'],
    ['has no reference glued to it', 'BLUEBIRD AIRWAYS0162345678901', 'Bluebird Airways'],
    ['keeps its own capitals', 'eBoutique McLaren', 'eBoutique McLaren'],
    ['keeps a script that has no capitals', 'مقهى القدس', 'مقهى القدس'],
    ['loses marks of direction', '\u202Eקפה תל\u202C', 'קפה תל'],
  ]
  test.each(names)('%s', (_rule, text, name) => {
    expect(nameIn(text)).toBe(name)
  })

  test('is empty where the text only says how it was paid', () => {
    for (const text of ['POS DEBIT 12345', 'ACH WITHDRAWAL', 'CHECK #1234', 'REF #789456', '', '   ', '***', '12/03/2024'])
      expect(nameIn(text)).toBe('')
  })

  test('stands behind the mark of who passed the money on, which is remembered', () => {
    expect(cleanText('SQ *COPPER KETTLE')).toMatchObject({ name: 'Copper Kettle', intermediary: 'Square' })
    expect(cleanText('TST* LUPINE KITCHEN')).toMatchObject({ name: 'Lupine Kitchen', intermediary: 'Toast' })
    expect(cleanText('PAYPAL *COPPERSHOP')).toMatchObject({ name: 'Coppershop', intermediary: 'PayPal' })
    expect(cleanText('SumUp  *Kiosk am Eck')).toMatchObject({ name: 'Kiosk am Eck', intermediary: 'SumUp' })
    expect(cleanText('Zettle_*Bar Mira')).toMatchObject({ name: 'Bar Mira', intermediary: 'Zettle' })
    expect(cleanText('ZELLE TO JANE ROE')).toMatchObject({ name: 'Jane Roe', intermediary: 'Zelle' })
  })

  test('is the payee when money leaves and the payor when it arrives', () => {
    const text = 'Payer: Acme Corp Payee: Corner Grocer'
    expect(nameIn(text, 'out')).toBe('Corner Grocer')
    expect(nameIn('Payee: Corner Grocer Payer: Acme Corp', 'in')).toBe('Acme Corp')
  })

  test('is taken from a huge text in bounded time', () => {
    const startedAt = performance.now()
    for (const text of ['A'.repeat(200_000), '1.'.repeat(100_000), 'x*'.repeat(100_000), ' a'.repeat(100_000)])
      expect(nameIn(text).length).toBeLessThanOrEqual(80)
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })
})

const word = fc.constantFrom(
  'SQ *', 'PAYPAL *', 'POS', 'DEBIT', 'Café', 'Müller', '#123', '12/03', 'XXXX1234', 'GmbH', 'NY', 'new york', 'www.shop.com',
  'Ref 12', 'Lastschrift', 'O’Neill', 'A101', 'ABC1234', 'ABC2024', ',', '//', '*', 'to', 'from', 'Zelle', 'payee:', 'straße',
)
const bankText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.oneof(word, fc.string({ maxLength: 8 })), { maxLength: 10 }).map((words) => words.join(' ')),
)
const runs = { seed: 20_240_312, numRuns: 3_000 }

describe('cleaning any text', () => {
  test('a second time changes nothing', () => {
    fc.assert(
      fc.property(bankText, (text) => {
        const name = nameIn(text)
        expect(nameIn(name)).toBe(name)
      }),
      runs,
    )
  })

  test('never makes it longer, and never leaves a half of a character', () => {
    fc.assert(
      fc.property(bankText, (text) => {
        const name = nameIn(text)
        expect(name.length).toBeLessThanOrEqual(text.length)
        expect(name.isWellFormed()).toBe(true)
      }),
      runs,
    )
  })

  test('gives one key for any spacing, and for any case of Latin letters', () => {
    const latin = fc.array(fc.oneof(word, fc.string({ unit: 'grapheme-ascii', maxLength: 8 })), { maxLength: 10 })
    fc.assert(
      fc.property(latin, (words) => {
        const text = words.join(' ')
        const key = textKey(nameIn(text))
        expect(textKey(nameIn(` ${words.join('   ')}\t`))).toBe(key)
        expect(textKey(nameIn(text.toUpperCase()))).toBe(textKey(nameIn(text.toLowerCase())))
      }),
      runs,
    )
  })
})
