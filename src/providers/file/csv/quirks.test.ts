import { describe, expect, test } from 'vitest'
import { parseCurrency } from '../../../domain/currency.ts'
import { readFile } from '../read-file.ts'

function read(content: string | Uint8Array, code = 'EUR') {
  const currency = parseCurrency(code)
  if (currency === null) throw new Error(`${code} is no currency`)
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return readFile({ name: 'made-up.csv', bytes }, { currency, layout: null, answers: {} })
}

function readOk(content: string | Uint8Array, code?: string) {
  const reading = read(content, code)
  if (reading.kind !== 'read') throw new Error(`not read: ${JSON.stringify(reading)}`)
  return reading
}

const rowsOf = (content: string | Uint8Array, code?: string) =>
  readOk(content, code).records.map(
    ({ postedOn, amount, description }) => `${postedOn} ${amount.minor} ${description}`,
  )
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const HEADER = 'Date,Text,Amount\n'

describe('quotes and lines', () => {
  test('a quote inside quotes that is not doubled is text, also with a delimiter behind it', () => {
    const csv = `${HEADER}2024-03-01,"Bar "Zum, Ochs" Inn",-1.50\n2024-03-02,"A ""b"" c",-2.00\n`
    expect(rowsOf(csv)).toEqual(['2024-03-01 -150 Bar "Zum, Ochs" Inn', '2024-03-02 -200 A "b" c'])
  })

  test('a missing quote never swallows the row below', () => {
    const csv = `Date,Amount,Text\n2024-03-01,-1.50,"A\n2024-03-02,-2.00,"B"\n2024-03-03,-3.00,"C"\n`
    expect(rowsOf(csv)).toEqual(['2024-03-01 -150 "A', '2024-03-02 -200 "B"', '2024-03-03 -300 "C"'])
    expect(read(csv.replace('B"\n', 'B\n').replace('A\n', 'A, x\n'))).toMatchObject({ code: 'not-csv' })
  })

  test('apostrophes quote where each cell of the first line stands between them', () => {
    expect(rowsOf("'Date','Text','Amount'\n'2024-03-01','A, B','-1.50'\n")).toEqual([
      '2024-03-01 -150 A, B',
    ])
    expect(rowsOf(`${HEADER}2024-03-01,'s-Hertogenbosch,-1.50\n`)).toEqual([
      "2024-03-01 -150 's-Hertogenbosch",
    ])
  })

  test('lines that are quoted as a whole are taken out of their quotes', () => {
    const csv = '"Date,""Text"",Amount"\n"2024-03-01,""Shop, x"",-1.50"\n'
    expect(rowsOf(csv)).toEqual(['2024-03-01 -150 Shop, x'])
  })

  test('line ends may be of any kind, also mixed', () => {
    const csv = 'Date,Text,Amount\r2024-03-01,A,-1.50\r\n2024-03-02,B,-2.50\n2024-03-03,C,-3.50\r'
    expect(rowsOf(csv)).toHaveLength(3)
  })

  test.each(['^', '~', '|', '\t'])('%s separates cells', (delimiter) => {
    expect(rowsOf(`${HEADER}2024-03-01,A,-1.50\n`.replaceAll(',', delimiter))).toEqual(['2024-03-01 -150 A'])
  })

  test('a header that comes again between the rows is no row, whatever its case', () => {
    const reading = readOk(`${HEADER}2024-03-01,A,-1.50\nDATE,text,Amount \n2024-03-02,B,-2.50\n`)
    expect([reading.records.length, reading.ignored]).toEqual([
      2,
      [{ reason: 'the header again', count: 1 }],
    ])
  })

  test('empty columns and a line that names the spreadsheet’s separator do no harm', () => {
    expect(rowsOf('sep=;\n;Datum;;Text;Betrag;\n;01.03.2024;;A;-1,50;\n')).toEqual(['2024-03-01 -150 A'])
  })
})

describe('letters', () => {
  const GERMAN = 'Buchungstag;Verwendungszweck;Betrag\n01.03.2024;Käse für Müller;-1,50\n'

  test('UTF-8 that was read as Windows-1252 and saved again is put right, and that is told', () => {
    const spoilt = new TextDecoder('windows-1252').decode(new TextEncoder().encode(`\ufeff${GERMAN}`))
    const reading = readOk(spoilt)
    expect(reading.records[0]?.description).toBe('Käse für Müller')
    expect(reading.warnings).toEqual([expect.stringMatching(/wrong encoding and were put right: ï»¿Buch/)])
  })

  test('letters that only look spoilt are left alone where the file has others', () => {
    expect(rowsOf(`${HEADER}2024-03-01,Ã¤ Łódź,-1.50\n`)).toEqual(['2024-03-01 -150 Ã¤ Łódź'])
  })

  test('the euro sign of ISO 8859-15 is known', () => {
    expect(rowsOf(latin1(GERMAN.replace('Müller', '5 ¤')))).toEqual(['2024-03-01 -150 Käse für 5 €'])
  })

  test('UTF-16 is known without a mark, in both orders', () => {
    const little = Buffer.from(GERMAN, 'utf16le')
    const both = [new Uint8Array(little), new Uint8Array(Buffer.from(little).swap16())]
    expect(both.map((bytes) => rowsOf(bytes))).toEqual([
      ['2024-03-01 -150 Käse für Müller'],
      ['2024-03-01 -150 Käse für Müller'],
    ])
  })
})

describe('dates', () => {
  test.each([
    ['1er mars 2024', 'French'],
    ['Fri Mar 01 2024', 'weekday first'],
    ['Friday, March 1, 2024', 'weekday in full'],
    ['vr 1 mrt 2024', 'Dutch'],
    ['2024年3月1日', 'Chinese'],
    ['="2024-03-01"', 'spreadsheet formula'],
    ['1 Mart 2024', 'Turkish'],
    ['1 martie 2024', 'Romanian'],
    ['1 березня 2024', 'Ukrainian'],
    ['1. marca 2024', 'Slovak'],
    ['2024. március 1.', 'Hungarian'],
    ['1. märts 2024', 'Estonian'],
    ['1 Μαρτίου 2024', 'Greek'],
    ['1 Maret 2024', 'Indonesian'],
  ])('%s (%s)', (written) => {
    const csv = `Datum;Text;Betrag\n${written};A;-1,50\n13/3/2024;B;-2,50\n`
    expect(readOk(csv).records[0]?.postedOn).toBe('2024-03-01')
  })

  test('day numbers of a spreadsheet are dates under a header that says so, and that is told', () => {
    const reading = readOk(`${HEADER}45352,A,-1.50\n45353.75,B,-2.50\n`)
    expect(reading.records.map(({ postedOn }) => postedOn)).toEqual(['2024-03-01', '2024-03-02'])
    expect(reading.warnings).toEqual([expect.stringMatching(/45352 as 2024-03-01/)])
  })

  test('one number among dates is no day, and the row is rejected with its line', () => {
    expect(readOk(`${HEADER}45352,A,-1.50\n2024-03-02,B,-2.50\n`).rejected).toMatchObject([
      { line: 2, reason: '"45352" is not a date' },
    ])
  })

  test('30 February is rejected with its line', () => {
    expect(readOk(`${HEADER}30.02.2024,A,-1.50\n01.03.2024,B,-2.50\n`).rejected).toMatchObject([
      { line: 2, reason: '"30.02.2024" is not a date' },
    ])
  })
})

describe('amounts', () => {
  test.each([
    ['="-1234.50"', 'a spreadsheet formula'],
    ['DR 1,234.50', 'the side before it'],
    ['1,234.50Dr', 'the side behind it'],
    ['(1,234.50)', 'brackets'],
    ['1,234.50-', 'a minus behind'],
    ['-1 234.50', 'spaces'],
    ['-1\u202f234.50', 'narrow spaces'],
    ["-1'234.50", 'apostrophes'],
    ['₹ -1,234.50', 'a currency sign'],
  ])('%s: %s', (written) => {
    const csv = `Date\tText\tAmount\n2024-03-01\tA\t${written}\n2024-03-02\tCard payment\t-2.25\n`
    expect(readOk(csv, 'INR').records[0]?.amount.minor).toBe(-123450n)
  })

  test('lakhs and crores are groups', () => {
    const csv = 'Date\tText\tDebit\tCredit\n2024-03-01\tA\t1,23,45,678.00\t\n2024-03-02\tB\t\t1,000.00\n'
    expect(readOk(csv, 'INR').records[0]?.amount.minor).toBe(-1234567800n)
  })

  test('an amount of eighteen digits is exact; one beyond the ledger is rejected with its line', () => {
    const reading = readOk(
      `${HEADER}2024-03-01,Card payment,-1234567890123456.78\n2024-03-02,B,-123456789012345678.90\n`,
    )
    expect(reading.records[0]?.amount.minor).toBe(-123456789012345678n)
    expect(reading.rejected).toMatchObject([{ line: 3, reason: 'the amount is too large' }])
  })
})

describe('what does not add up is told', () => {
  test('rows of another currency are rejected one by one and counted once', () => {
    const csv = 'Date,Text,Amount,Currency\n2024-03-01,Card payment,-1.50,EUR\n'
    const rows = ['02', '03'].map((day) => `2024-03-${day},Card payment,-2.50,USD\n`).join('')
    const reading = readOk(csv + rows)
    expect(reading.rejected.map(({ line }) => line)).toEqual([3, 4])
    expect(reading.warnings).toEqual([
      '2 rows were left out, each because it is in USD, the account in EUR.',
    ])
  })

  test('balances that the rows do not lead to', () => {
    const csv = (closing: string) =>
      `Datum;Text;Betrag\n01.03.2024;Anfangssaldo;100,00\n02.03.2024;Kartenzahlung;-1,50\n03.03.2024;Endsaldo;${closing}\n`
    expect(readOk(csv('98,50')).warnings).toEqual([])
    expect(readOk(csv('97,50')).warnings).toEqual([
      'From the opening balance of 100.00 its rows lead to 98.50, but it states 97.50.',
    ])
  })

  test('a running balance with a gap', () => {
    const rows = Array.from({ length: 14 }, (_, row) => {
      const missing = row > 6 ? 5 : 0
      return `2024-03-${String(row + 1).padStart(2, '0')},Card payment,-1.00,${100 - row - missing}.00\n`
    })
    expect(readOk(`Date,Text,Amount,Balance\n${rows.join('')}`).warnings).toEqual([
      'The running balance disagrees with 1 of 13 steps.',
    ])
  })
})

describe('a file that would hurt is refused before it does', () => {
  const million = 1_000_000

  test.each([
    ['one endless line', 'x'.repeat(9 * million)],
    ['an endless cell', `${HEADER}2024-03-01,${'x'.repeat(9 * million)},-1.50\n`],
    ['a quote that never closes', `${HEADER}2024-03-01,"A${',1\n'.repeat(million / 10)}`],
    ['millions of lines', `${HEADER}${'a,b,c\n'.repeat(million)}`],
    ['millions of cells', `${HEADER}${','.repeat(5 * million)}`],
    ['nothing but quotes', '"'.repeat(9 * million)],
  ])('%s', (_, text) => {
    expect(read(text).kind).toBe('refused')
  })
})

describe('preamble and footer', () => {
  test('a title that looks like a row does not hide the header below it', () => {
    const csv =
      '="0123456";01/03/2024;05/04/2024;\nDate de l\'opération;Libellé;Détail de l\'écriture;Montant de l\'opération;Devise\n' +
      '03/04/2024;CARTE;BOULANGER;-12,50;EUR\n'
    expect(rowsOf(csv)).toEqual(['2024-04-03 -1250 CARTE'])
  })

  test('rows above a header in the middle stay rows', () => {
    const csv = '2024-03-01,A,-1.50\n2024-03-02,B,-2.50\n2024-03-03,C,-2.50\nBooking date,Text,Amount\n2024-03-04,D,-3.50\n'
    const reading = readOk(csv)
    expect(reading.records).toHaveLength(4)
  })

  test('a balance in a footer of its own shape is a balance', () => {
    const csv =
      'Buchungstag;Wert;Verwendungszweck;Betrag;Währung\n4.3.2024;4.3.2024;Lastschrift;-12,50;EUR\n' +
      'Kontostand;05.03.2024;1.000,00\n'
    expect(readOk(csv)).toMatchObject({
      rejected: [],
      ignored: [{ reason: 'a balance or totals line', count: 1 }],
    })
  })

  test('a declined payment that has the word balance in its text states no balance', () => {
    const csv = 'Datum;Tekst;Bedrag;Status;Reden\n13/04/2024;A;-1,50;Geaccepteerd;\n14/04/2024;B;-2,50;Geweigerd;saldo\n'
    expect(readOk(csv).closingBalance).toBe(null)
  })

  test('of amounts in euros and in francs the account’s own are taken', () => {
    const csv = 'Date;Libellé;Montant(EUROS);Montant(FRANCS)\n13/04/2024;"ACHAT CB";-12,50;-81,99\n'
    expect(rowsOf(csv)).toEqual(['2024-04-13 -1250 ACHAT CB'])
  })
})

test('a hundred thousand rows below a header are read, and each is counted', () => {
  const rows = Array.from({ length: 100_000 }, (_, row) => `2024-03-01,Card payment ${row},-1.50\n`)
  expect(readOk(HEADER + rows.join('')).records).toHaveLength(100_000)
}, 60_000)
