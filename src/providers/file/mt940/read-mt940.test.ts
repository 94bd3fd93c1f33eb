import { describe, expect, test } from 'vitest'
import { parseCurrency } from '../../../domain/currency.ts'
import type { FileReading } from '../file-reading.ts'
import { readFile } from '../read-file.ts'
import { mt940Text } from './testing/made-up-mt940.ts'
import type { MadeUpMessage } from './testing/made-up-mt940.ts'

function reading(text: string, account = 'EUR'): FileReading {
  const currency = parseCurrency(account)
  if (currency === null) throw new Error(`${account} is a currency`)
  return readFile(
    { name: 'made-up.sta', bytes: new TextEncoder().encode(text) },
    { currency, layout: null, answers: {} },
  )
}

function read(text: string) {
  const result = reading(text)
  if (result.kind !== 'read') throw new Error(JSON.stringify(result))
  return result
}

const one = (...lines: readonly string[]) => read(mt940Text([{ lines }])).records[0]
const rows = (text: string) => read(text).records.map(({ postedOn, amount }) => `${postedOn} ${amount.minor}`)

const TWO = [
  ':61:2403050305CR10,50NTRFNONREF//BANKREF-0001',
  ':86:166?00GUTSCHRIFT?20EREF+INV-7?21SVWZ+Rent March?30MADEUPXX?31DE89370400440532013000?32ANN EXAMPLE',
  ':61:2403060307DR3,20NDDTNONREF//BANKREF-0002',
  ':86:105?00LASTSCHRIFT?20SVWZ+Power?32POWER CO',
]

describe('a statement', () => {
  test('is read with its account, days and directions, and proved by its balances', () => {
    const result = read(mt940Text([{ lines: TWO }]))
    expect(result.account).toEqual({
      number: '0001234567',
      bankCode: '12345678',
      name: null,
      currency: 'EUR',
    })
    expect(result.layout).toMatchObject({ format: 'mt940', version: 'MT940' })
    expect(result.records.map(({ postedOn, amount }) => `${postedOn} ${amount.minor}`)).toEqual([
      '2024-03-05 1050',
      '2024-03-07 -320',
    ])
    expect(result.records[1]?.raw).toMatchObject({ valueOn: '2024-03-06' })
    expect(result.lines).toEqual([5, 7])
    expect([result.openingBalance?.minor, result.closingBalance?.minor]).toEqual([10000n, 10730n])
    expect([result.proofs.length, result.warnings]).toEqual([1, []])
  })

  test.each<[string, (text: string) => string]>([
    [
      'in an envelope',
      (text) => `{1:F01MADEUPXXAXXX0000000000}{2:I940MADEUPXXXXXXN}{4:\r\n${text.replace(/-\r\n$/, '-}')}`,
    ],
    [
      'in an envelope over three lines',
      (text) =>
        `{1:F01MADEUPXXAXXX0000000000}\r\n{2:O9401200240331MADEUPXXXXXXN}{3:{108:X}}\r\n{4:\r\n${text.replace(/-\r\n$/, '-}{5:{CHK:1}}')}`,
    ],
    ['between marks of transmission', (text) => `\u0001${text}\u0003`],
    ["behind the bank's own lines", (text) => `MADEUPXX\r\n940\r\nMADEUPXX\r\n${text}`],
    ['with the number of its type first', (text) => `:940:\r\n${text}`],
    ['with blank lines and other line ends', (text) => `\n\n${text.replaceAll('\r\n', '\n')}\n\n`],
    ['ended by another mark', (text) => text.replace(/-\r\n$/, '-XXX\r\n')],
  ])('is the same %s', (_, wrap) => {
    const plain = mt940Text([{ lines: TWO }])
    expect(read(wrap(plain)).records).toEqual(read(plain).records)
    expect(read(wrap(plain)).proofs).toHaveLength(1)
  })

  test('that does not add up is told', () => {
    const result = read(mt940Text([{ lines: TWO.slice(0, 2) }]))
    expect(result.proofs).toEqual([])
    expect(result.warnings.join()).toContain('closing balance of 107.30')
  })

  test('without a closing balance may be cut off, and is told', () => {
    expect(read(mt940Text([{ closing: null, lines: TWO }])).warnings.join()).toContain(
      'no closing balance: the file may be cut off',
    )
  })

  test('in a currency that is not known has no row that is booked in another', () => {
    const result = read(
      mt940Text([{ opening: ':60F:C240301QQQ100,00', closing: ':62F:C240331QQQ107,30', lines: TWO }]),
    )
    expect(result.records).toEqual([])
    expect(result.rejected.map(({ reason }) => reason)).toEqual(
      Array(2).fill('it is in "QQQ", which is no currency known here'),
    )
  })

  test('in another currency than the account is refused', () => {
    expect(reading(mt940Text([{ lines: TWO }]), 'CHF')).toMatchObject({
      kind: 'refused',
      code: 'other-currency',
    })
  })

  test.each([
    ['12345678/0001234567EUR', '0001234567', '12345678'],
    ['NL91ABNA0417164300 EUR', 'NL91ABNA0417164300', null],
    ['1291.99.348EUR', '1291.99.348', null],
    ['MADEUPXX/PL 10 1234', 'PL101234', 'MADEUPXX'],
  ])('of the account %s', (account, number, bankCode) => {
    expect(read(mt940Text([{ account, lines: TWO }])).account).toMatchObject({
      number,
      bankCode,
      currency: 'EUR',
    })
  })

  test("with the bank's code on the second line of its account", () => {
    const text = mt940Text([{ lines: TWO }]).replace(':25:12345678/0001234567', ':25P:0001234567\r\nMADEUPXX')
    expect(read(text).account).toMatchObject({ number: '0001234567', bankCode: 'MADEUPXX' })
  })
})

describe('the movement line', () => {
  test.each([
    ['C', 100n],
    ['D', -100n],
    ['RC', -100n],
    ['RD', 100n],
    ['CR', 100n],
    ['DR', -100n],
    ['RCR', -100n],
    ['RDN', 100n],
  ])('with the mark %s', (mark, minor) => {
    expect(one(`:61:240305${mark}1,00NTRFNONREF`)?.amount.minor).toBe(minor)
  })

  test.each([
    ['1,', 100n],
    ['1', 100n],
    ['0,5', 50n],
    ['000000001213,28', 121328n],
    ['10.50', 1050n],
    [' 10,50 ', 1050n],
    ['\r\n10,50', 1050n],
  ])('with the amount %s', (amount, minor) => {
    expect(one(`:61:240305C${amount}NTRFNONREF`)?.amount.minor).toBe(minor)
  })

  test('without an entry date is of its value day', () => {
    expect(one(':61:240305C1,00NTRFNONREF')?.postedOn).toBe('2024-03-05')
  })

  test.each([
    ['2401011229', 'C231215', 'C240110', '2023-12-29'],
    ['2312290102', 'C231215', 'C240110', '2024-01-02'],
    ['2301050304', 'C240301', 'C240331', '2024-03-04'],
  ])('puts the entry date of %s into the year of the statement from %s to %s', (days, from, to, expected) => {
    const message = {
      opening: `:60F:${from}EUR0,00`,
      closing: `:62F:${to}EUR1,00`,
      lines: [`:61:${days}C1,00NTRFNONREF`],
    }
    expect(rows(mt940Text([message]))).toEqual([`${expected} 100`])
  })

  test('knows the 30 February of interest as the end of the month', () => {
    expect(one(':61:2402300301D1,00NTRFNONREF')).toMatchObject({
      postedOn: '2024-03-01',
      raw: { valueOn: '2024-02-29' },
    })
  })

  test.each([
    ['no type, where a cut amount would go unseen', ':61:240305C10'],
    ['a point that may group thousands', ':61:240305C1.500NTRFNONREF'],
    ['no direction', ':61:24030510,50NTRFNONREF'],
    ['no day of the calendar', ':61:241305C10,50NTRFNONREF'],
    ['more decimals than cents', ':61:240305C10,505NTRFNONREF'],
  ])('with %s is rejected with its line', (_, line) => {
    const result = read(mt940Text([{ lines: [...TWO, line] }]))
    expect(result.records).toHaveLength(2)
    expect(result.rejected).toMatchObject([{ line: 9, raw: { 61: line.slice(4) } }])
  })

  test("has the payer's reference before the slashes, the bank's behind, and more on the next line", () => {
    const record = one(':61:240305C1,00NMSCORDER/12//BANKREF-0001', 'Standing order')
    expect(record).toMatchObject({
      reference: 'ORDER/12',
      sourceId: 'BANKREF-0001',
      description: 'Standing order',
    })
  })

  test.each(['NONREF', 'EREF', 'KREF+', ''])('has no reference where it says %s', (word) => {
    expect(one(`:61:240305C1,00NTRF${word}`)?.reference).toBeNull()
  })

  test('names the counterparty behind a padded account', () => {
    const record = one(
      ':61:240305D000000001,00N0600123456789      J. EXAMPLE',
      ':86:Invoice 12',
      ':86:second line',
    )
    expect(record).toMatchObject({
      counterpartyName: 'J. EXAMPLE',
      counterpartyAccountMask: '6789',
      reference: null,
      description: 'Invoice 12 second line',
    })
  })

  test("keeps the bank's ids only where none repeats", () => {
    expect(read(mt940Text([{ lines: TWO }])).records.map(({ sourceId }) => sourceId)).toEqual([
      'BANKREF-0001',
      'BANKREF-0002',
    ])
    const same = TWO.map((line) => line.replace('0002', '0001'))
    expect(read(mt940Text([{ lines: same }])).records.map(({ sourceId }) => sourceId)).toEqual([null, null])
  })
})

describe('the text of a movement', () => {
  const said = (...lines: readonly string[]) => {
    const record = one(':61:240305C1,00NTRFNONREF', ...lines)
    return (
      record && [
        record.description,
        record.counterpartyName,
        record.counterpartyAccountMask,
        record.reference,
      ]
    )
  }

  test('in numbered subfields is put together again, across lines and full pieces', () => {
    expect(
      said(
        ':86:166?00GUTSCHRIFT?109075?20EREF+INV-2024-0007?21SVWZ+Miete fuer Maerz 20?',
        '2224, Wohnung links?30MADEUPXX?31DE893704004405320',
        '13000?32ANN EXAMPLE UND BEN EXAMPLE?33 GBR?34997',
      ),
    ).toEqual([
      'Miete fuer Maerz 20 24, Wohnung links',
      'ANN EXAMPLE UND BEN EXAMPLE GBR',
      '3000',
      'INV-2024-0007',
    ])
    expect(said(`:86:166?20SVWZ+${'x'.repeat(22)}?21yy?22z`)).toEqual([
      `${'x'.repeat(22)}yy z`,
      null,
      null,
      null,
    ])
  })

  test.each(['?', '<', '>', '~', '|'])('in subfields marked by %s', (mark) => {
    const text = `020?00Przelew?20Czynsz?31PL10105000997603123456789123?32JAN PRZYKLAD`.replaceAll('?', mark)
    expect(said(`:86:${text}`)).toEqual(['Czynsz', 'JAN PRZYKLAD', '9123', null])
  })

  test("keeps a question mark of the payer's own", () => {
    expect(said(':86:166?20SVWZ+Really?99 or ?10 times?32ANN')?.[0]).toBe('Really?99 or ?10 times')
  })

  test("has keywords with a colon, and the bank's word where there is no purpose", () => {
    expect(
      said(':86:166?00GUTSCHRIFT?20Invoice 12 EREF: A-1 IBAN: DE89?21370400440532013000 BIC: MADEUPXX')?.[0],
    ).toBe('Invoice 12')
    expect(said(':86:805?00ABSCHLUSS?30MADEUPXX')).toEqual(['ABSCHLUSS', null, null, null])
  })

  test('between slashes', () => {
    expect(
      said(
        ':86:/TRTP/IDEAL/IBAN/NL91ABNA0417164300/BIC/MADEUPXX/NAME/EXAMPLE SHOP',
        '/REMI/ORDER 12/34 A/EREF/01-03-2024 12:00',
      ),
    ).toEqual(['ORDER 12/34 A', 'EXAMPLE SHOP', '4300', '01-03-2024 12:00'])
    expect(
      said(':86:/EREF/E2E-1//CNTP/NL91ABNA0417164300/MADEUPXX/Example Phone///REMI/USTD//Invoice 5/'),
    ).toEqual(['Invoice 5', 'Example Phone', '4300', 'E2E-1'])
    expect(said(':86:/BENM//NAME/J. EXAMPLE/REMI//ISDT/2024-03-05')?.[1]).toBe('J. EXAMPLE')
  })

  test('in columns of words', () => {
    expect(
      said(
        ':86:SEPA OVERBOEKING                 IBAN: NL91ABNA0417164300',
        'BIC: MADEUPXX                    NAAM: EXAMPLE B.V.',
        'OMSCHRIJVING: ORDER 7',
      ),
    ).toEqual([
      'SEPA OVERBOEKING                 IBAN: NL91ABNA0417164300 BIC: MADEUPXX                    NAAM: EXAMPLE B.V. OMSCHRIJVING: ORDER 7',
      'EXAMPLE B.V.',
      '4300',
      null,
    ])
    expect(said(':86:ORDER 7', 'REK: NL91ABNA0417164300/NAAM: EXAMPLE B.V.')?.slice(1, 3)).toEqual([
      'EXAMPLE B.V.',
      '4300',
    ])
  })

  test('between semicolons', () => {
    expect(
      said(
        ':86:944 Przelew; na rach.: 10105000997603123456789123; dla: JAN',
        'PRZYKLAD; tyt.: Faktura 7; TNR: 1.02',
      ),
    ).toEqual(['Faktura 7', 'JAN PRZYKLAD', '9123', null])
  })

  test('behind an account and a name', () => {
    expect(said(':86:NL91ABNA0417164300 hr j example', '', 'Invoice 7', '')).toEqual([
      'Invoice 7',
      'hr j example',
      '4300',
      null,
    ])
    const record = one(':61:2403050305D65,00NOVBNL91ABNA0417164300', 'hr j example')
    expect([record?.counterpartyAccountMask, record?.reference, record?.description]).toEqual([
      '4300',
      null,
      'hr j example',
    ])
  })

  test('with its code written twice', () => {
    expect(said(':86:073', ':86:073~00VE02', '~20Platnosc', '~32SHOP 7')).toEqual([
      'Platnosc',
      'SHOP 7',
      null,
      null,
    ])
  })

  test('in lines of German banking programs', () => {
    expect(said(':NS:01Rent', '02March', '15ANN EXAMPLE', '17GUTSCHRIFT')).toEqual([
      'Rent March',
      'ANN EXAMPLE',
      null,
      null,
    ])
  })

  test('without any marks is joined as its lines were broken', () => {
    const full = 'CARD PAYMENT 05.03.24 12:30 A VERY LONG NAME OF SOME SHOP IN THE C'.slice(0, 65)
    expect(said(`:86:${full}`, 'ENTRE', 'next')?.[0]).toBe(`${full}ENTRE next`)
  })

  test('may hold what looks like a tag or an end', () => {
    expect(said(':86:BEA 05.03.24 10', ':20:33 SHOP', ':KO:NR:1', '-')?.[0]).toBe(
      'BEA 05.03.24 10 :20:33 SHOP :KO:NR:1 -',
    )
    const dash = mt940Text([{ lines: [...TWO.slice(0, 2), '-', ...TWO.slice(2)] }])
    expect(read(dash).proofs).toHaveLength(1)
  })

  test('of a balance is not of the last movement', () => {
    const text = mt940Text([{ lines: TWO }]).replace(
      '-\r\n',
      ':64:C240331EUR1,00\r\n:86:D000001C000001\r\n-\r\n',
    )
    expect(read(text).records).toEqual(read(mt940Text([{ lines: TWO }])).records)
  })

  test("never names the holder's own account", () => {
    expect(said(':86:166?20SVWZ+Fee?310001234567?32OWN BANK')?.[2]).toBeNull()
  })
})

describe('several messages', () => {
  const page = (opening: string, closing: string, lines: readonly string[]): MadeUpMessage => ({
    opening,
    closing,
    lines,
  })
  const first = page(':60F:C240301EUR100,00', ':62M:C240305EUR110,50', TWO.slice(0, 2))
  const second = page(':60M:C240305EUR110,50', ':62F:C240331EUR107,30', TWO.slice(2))

  test('that are pages of one statement are chained', () => {
    const result = read(mt940Text([first, second]))
    expect([result.proofs.length, result.warnings]).toEqual([2, []])
    expect([result.openingBalance?.minor, result.closingBalance?.minor]).toEqual([10000n, 10730n])
  })

  test('of which a page is missing are told', () => {
    expect(read(mt940Text([first])).warnings.join()).toContain('A page after this part')
    expect(read(mt940Text([second])).warnings.join()).toContain('A page before this part')
    const gap = { ...second, opening: ':60M:C240305EUR111,50', closing: ':62F:C240331EUR108,30' }
    expect(read(mt940Text([first, gap])).warnings.join()).toContain('may be missing')
  })

  test('of which one does not say where it begins are told where the one beside it does not lead there', () => {
    const text = mt940Text([first, second])
    const unopened = text.replace(':60M:C240305EUR110,50\r\n:61:', ':61:').replace(':60M:C240305EUR110,50\n:61:', ':61:')
    expect(unopened).not.toBe(text)
    expect(read(unopened).warnings.join()).not.toContain('does not say where it begins')
    const short = unopened.replace('EUR107,30', 'EUR99,30')
    expect(read(short).warnings.join()).toContain('does not say where it begins')
  })

  test('with the newest first have no gap', () => {
    const [older, newer] = [
      { ...first, closing: ':62F:C240305EUR110,50' },
      { ...second, opening: ':60F:C240305EUR110,50' },
    ]
    const result = read(mt940Text([newer, older]))
    expect(result.warnings).toEqual([])
    expect([result.openingBalance?.minor, result.closingBalance?.minor]).toEqual([10000n, 10730n])
  })

  test('that are copies of one another count once', () => {
    const result = read(mt940Text([{ lines: TWO }, { lines: TWO }]))
    expect([result.records.length, result.ignored[0]?.count, result.warnings]).toEqual([2, 2, []])
  })

  test('without any header are apart by their opening balances', () => {
    const headless = [first, second].flatMap((each) => [each.opening, ...each.lines, each.closing]).join('\n')
    expect(read(headless)).toMatchObject({ proofs: [expect.any(String), expect.any(String)], warnings: [] })
  })

  test('of which one was cut off inside its movements are apart, and it is told', () => {
    const cut = mt940Text([{ ...first, closing: null }]).replace('-\r\n', '')
    const result = read(cut + mt940Text([{ ...second, opening: ':60F:C240305EUR110,50' }]))
    expect(result.proofs).toHaveLength(1)
    expect(result.warnings.join()).toContain('no closing balance')
  })

  test('without ends between them are apart', () => {
    const text = mt940Text([first, second]).replaceAll('-\r\n', '')
    expect(read(text).proofs).toHaveLength(2)
  })

  test('of several accounts are asked about, but not accounts without movements', () => {
    const other = {
      account: '12345678/0009999999',
      opening: ':60F:C240301EUR1,00',
      closing: ':62F:C240331EUR1,00',
      lines: [],
    }
    expect(read(mt940Text([{ lines: TWO }, other])).account?.number).toBe('0001234567')
    const moved = { ...other, lines: TWO }
    expect(reading(mt940Text([{ lines: TWO }, moved]))).toMatchObject({
      kind: 'asks',
      questions: [{ kind: 'account' }],
    })
  })
})

describe('a report within the day', () => {
  const report = (counts: readonly string[]) =>
    [
      ':20:REPORT',
      ':25:12345678/0001234567',
      ':28C:1/1',
      ':34F:EURD0,00',
      ':13D:2403051200+0100',
      ...TWO,
      ...counts,
      '-',
      '',
    ].join('\r\n')

  test('is in the currency of its floor limit, and pending: it is not final', () => {
    const result = read(report([]))
    expect(result.layout).toMatchObject({ version: 'MT942' })
    expect(result.records.map(({ status, amount }) => `${status} ${amount.minor}`)).toEqual([
      'pending 1050',
      'pending -320',
    ])
    expect(result.warnings).toEqual([])
    expect(reading(report([]), 'CHF')).toMatchObject({ code: 'other-currency' })
  })

  test('is compared with its own counts and sums', () => {
    expect(read(report([':90D:1EUR3,20', ':90C:1EUR10,50'])).warnings).toEqual([])
    expect(read(report([':90D:2EUR4,20', ':90C:1EUR10,50'])).warnings.join()).toContain(
      'counts 2 debits of 4.20, but holds 1 of 3.20',
    )
  })

  test('tells expected movements', () => {
    const text = report([]).replace('CR10,50', 'EC10,50')
    expect(rows(text)).toEqual(['2024-03-05 1050', '2024-03-07 -320'])
  })
})
