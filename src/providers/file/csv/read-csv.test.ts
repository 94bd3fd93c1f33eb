import { describe, expect, test } from 'vitest'
import { parseCurrency } from '../../../domain/currency.ts'
import type { FileHints, FileLayout, FileReading } from '../file-reading.ts'
import { BYTES_MAX } from '../limits.ts'
import { readFile } from '../read-file.ts'

type Told = { currency?: string; answers?: FileHints['answers']; layout?: FileLayout | null }

function read(
  content: string | Uint8Array,
  { currency = 'EUR', answers = {}, layout = null }: Told = {},
): FileReading {
  const code = parseCurrency(currency)
  if (code === null) throw new Error(`${currency} is no currency`)
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return readFile({ name: 'made-up.csv', bytes }, { currency: code, layout, answers })
}

type Read = Extract<FileReading, { kind: 'read' }>

function readOk(content: string | Uint8Array, told?: Told): Read {
  const reading = read(content, told)
  if (reading.kind !== 'read') throw new Error(`not read: ${JSON.stringify(reading)}`)
  return reading
}

const summary = (reading: Read) =>
  reading.records.map(({ postedOn, amount }) => `${postedOn} ${amount.minor}`)

function questions(content: string, told?: Told): readonly string[] {
  const reading = read(content, told)
  return reading.kind === 'asks' ? reading.questions.map(({ kind }) => kind) : [reading.kind]
}

const refusal = (content: string | Uint8Array) => {
  const reading = read(content)
  return reading.kind === 'refused' ? `${reading.code}: ${reading.text}` : reading.kind
}

describe('dates', () => {
  const file = (...dates: string[]) =>
    `Date,Text,Amount\n${dates.map((date, row) => `${date},Row ${row},-1.5${row}`).join('\n')}\n`

  test('a number above 12 anywhere in the column settles the order for every row', () => {
    expect(summary(readOk(file('03/04/2024', '13/04/2024')))).toEqual(['2024-04-03 -150', '2024-04-13 -151'])
    expect(summary(readOk(file('03/04/2024', '03/14/2024')))).toEqual(['2024-03-04 -150', '2024-03-14 -151'])
  })

  test('dates that read both ways are asked about, and the answer is followed', () => {
    expect(questions(file('03/04/2024', '05/04/2024'))).toEqual(['date-order'])
    expect(summary(readOk(file('03/04/2024', '05/04/2024'), { answers: { 'date-order': 'mdy' } }))).toEqual([
      '2024-03-04 -150',
      '2024-05-04 -151',
    ])
  })

  test('a decimal comma does not settle the order: locales are no proof', () => {
    expect(questions('Date;Text;Amount\n03/04/2024;A;-1,50\n')).toEqual(['date-order'])
  })

  test('a file that contradicts itself asks', () => {
    expect(questions(file('13/04/2024', '04/13/2024'))).toEqual(['date-order'])
  })

  test('a day that reads the same both ways needs no question', () => {
    expect(summary(readOk(file('04/04/2024')))).toEqual(['2024-04-04 -150'])
  })

  test('seven days in a row under one order only prove that order', () => {
    const days = [
      '01/02/2024',
      '03/02/2024',
      '04/02/2024',
      '06/02/2024',
      '08/02/2024',
      '09/02/2024',
      '11/02/2024',
      '02/03/2024',
    ]
    expect(summary(readOk(file(...days)))[1]).toBe('2024-02-03 -151')
  })

  test('booking and purchase date of a row lie days apart, which settles the order', () => {
    const csv = 'Transaction date,Posting date,Text,Amount\n01/04/2024,03/04/2024,A,-1.50\n'
    expect(summary(readOk(csv))).toEqual(['2024-04-03 -150'])
  })

  test('the period stated before the header is a witness', () => {
    const csv = 'Period;01.03.2024 - 31.03.2024\n\nDatum;Text;Betrag\n04-03-2024;A;-1,50\n'
    const withDashes = csv.replace('01.03.2024 - 31.03.2024', '31-03-2024')
    expect(summary(readOk(withDashes))).toEqual(['2024-03-04 -150'])
  })

  test.each([
    ['7 Nov 2023', '2023-11-07'],
    ['12-Dec-2019', '2019-12-12'],
    ['5 mars 2024', '2024-03-05'],
    ['Jan 5, 2024', '2024-01-05'],
    ['2024-03-05T23:59:00Z', '2024-03-05'],
    ['20240305120000[0:GMT]', '2024-03-05'],
    ['05.03.24', '2024-03-05'],
    ['2024/3/5', '2024-03-05'],
    ['28.06.2024 00:00:30:989', '2024-06-28'],
    ['5. März 2024', '2024-03-05'],
  ])('%s is %s', (written, date) => {
    expect(readOk(`Datum;Text;Betrag\n${written};A;-1,50\n`).records[0]?.postedOn).toBe(date)
  })

  test('a timestamp keeps its instant only where it states its zone', () => {
    const [zoned] = readOk('Date,Text,Amount\n2024-03-05T23:59:00+02:00,A,-1.50\n').records
    const [local] = readOk('Date,Text,Amount\n2024-03-05T23:59:00,A,-1.50\n').records
    expect([zoned?.occurredAt, local?.occurredAt]).toEqual(['2024-03-05T23:59:00+02:00', null])
  })

  test('of several dates the booking date leads and the purchase date is kept', () => {
    const csv = 'Started Date,Completed Date,Description,Amount\n2024-03-01,2024-03-03,A,-1.50\n'
    expect(readOk(csv).records[0]).toMatchObject({ postedOn: '2024-03-03', transactionOn: '2024-03-01' })
  })
})

describe('amounts', () => {
  const file = (...amounts: string[]) =>
    `Datum;Text;Betrag\n${amounts.map((amount, row) => `2024-03-0${row + 1};Row ${row};${amount}`).join('\n')}\n`
  const minors = (csv: string, told?: Told) =>
    readOk(csv, told).records.map(({ amount }) => Number(amount.minor))

  test('one amount with decimals settles the mark for the whole column', () => {
    expect(minors(file('-1.234', '-2,75', '-75'))).toEqual([-123400, -275, -7500])
    expect(minors(file('-1,234', '-2.75', '-75'))).toEqual([-123400, -275, -7500])
  })

  test('three digits behind the only mark are a group where the currency has two decimals', () => {
    expect(minors(file('-1.234', '-75'))).toEqual([-123400, -7500])
  })

  test('1.500 may be fifteen hundred or one and a half: asked', () => {
    expect(questions(file('-1.500', '-75'))).toEqual(['decimal-mark'])
    expect(minors(file('-1.500', '-75'), { answers: { 'decimal-mark': ',' } })).toEqual([-150000, -7500])
    expect(minors(file('-1.500', '-75'), { answers: { 'decimal-mark': '.' } })).toEqual([-150, -7500])
  })

  test('a column with both marks as decimals is asked about', () => {
    expect(questions(file('-1.50', '-2,75', '-3,10'))).toEqual(['decimal-mark'])
  })

  test.each([
    ["-1'234.50", -123450],
    ['-1 234,50 kr', -123450],
    ['1.234,50-', -123450],
    ['(1,234.50)', -123450],
    ['€ -12,50', -1250],
    ['-€12.50', -1250],
    ['- $220.00', -22000],
    ['12,50 DR', -1250],
    ['−12,50', -1250],
    ['-.50', -50],
    ['-1,23,456.50', -12345650],
  ])('%s is %d hundredths', (written, minor) => {
    const currency = written.includes('$') ? 'USD' : written.includes('kr') ? 'SEK' : 'EUR'
    expect(
      minors(
        `Datum;Text;Betrag\n2024-03-01;A;"${written}"\n2024-03-02;B;-0${written.includes(',50') ? ',' : '.'}10\n`,
        { currency },
      )[0],
    ).toBe(minor)
  })

  test('two signs, excess decimals and words reject the row with its line, and round nothing', () => {
    const { rejected, records } = readOk(file('-1,00', '-2,00', '--3,00', '-4,005', 'abc', '-6,00'))
    expect(records).toHaveLength(3)
    expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [4, '"--3,00" is not an amount'],
      [5, '-4.005 has more decimals than EUR allows (2)'.replace('-', '')],
      [6, '"abc" is not an amount'],
    ])
  })

  test('yen have no decimals and dinars three', () => {
    expect(minors(file('-1,500', '-75'), { currency: 'JPY' })).toEqual([-1500, -75])
    expect(minors(file('-1.500', '-0.250'), { currency: 'KWD', answers: { 'decimal-mark': '.' } })).toEqual([
      -1500, -250,
    ])
  })

  test('debit and credit columns give the sign, with blanks or zeros where nothing moved', () => {
    const csv = 'Date,Text,Debit,Credit\n2024-03-01,A,5.00,\n2024-03-02,B,0.00,7.00\n2024-03-03,C,-3.00,\n'
    expect(minors(csv)).toEqual([-500, 700, 300])
  })

  test('a credit column that writes a minus is still money in, as its header says', () => {
    const csv = 'Status,Date,Text,Debit,Credit\nCleared,2024-03-01,A,12.50,\nCleared,2024-03-02,B,,-100.00\n'
    expect(minors(csv)).toEqual([-1250, 10000])
  })

  test('a balance that counts what is owed does not turn sides that the header names', () => {
    const csv = 'Date,Text,Debit,Credit,Balance\n2024-03-01,A,10.00,,110.00\n2024-03-02,B,,60.00,50.00\n'
    const { records } = readOk(csv)
    expect(records.map(({ amount, balanceAfter }) => [amount.minor, balanceAfter?.minor])).toEqual([
      [-1000n, -11000n],
      [6000n, -5000n],
    ])
  })

  test('a row with both a debit and a credit is rejected', () => {
    const rows = Array.from({ length: 9 }, (_, row) => `2024-03-1${row},Row ${row},1.00,`)
    const { rejected } = readOk(
      `Date,Text,Debit,Credit\n2024-03-01,A,1.00,2.00\n2024-03-02,B,,7.00\n${rows.join('\n')}\n`,
    )
    expect(rejected.map(({ reason }) => reason)).toEqual(['it has both a debit and a credit'])
  })

  test.each([
    ['Af Bij', 'Af', 'Bij'],
    ['Soll/Haben', 'S', 'H'],
    ['CreditDebet', 'D', 'C'],
    ['Transaction Type', 'debit', 'credit'],
    ['', 'DR', 'CR'],
  ])('words of a direction column headed "%s" give the sign', (header, out, into) => {
    expect(
      minors(`Date,Text,Amount,${header}\n2024-03-01,A,5.00,${out}\n2024-03-02,B,7.00,${into}\n`),
    ).toEqual([-500, 700])
  })

  test('where only credits are marked, the rest is money out', () => {
    expect(minors('Date,Text,Amount,\n2024-03-01,A,5.00,\n2024-03-02,B,7.00,CR\n')).toEqual([-500, 700])
  })

  test('signed amounts that agree with the words beside them keep their sign', () => {
    expect(minors('Details,Date,Text,Amount\nDEBIT,2024-03-01,A,-5.00\nCREDIT,2024-03-02,B,7.00\n')).toEqual([
      -500, 700,
    ])
  })

  test('signs that contradict the words beside them are asked about', () => {
    expect(
      questions('Details,Date,Text,Amount\nCREDIT,2024-03-01,A,-5.00\nDEBIT,2024-03-02,B,7.00\n'),
    ).toEqual(['sign'])
  })

  test('amounts without any sign are asked about, and the answer turns them', () => {
    const csv = 'Date,Text,Amount\n2024-03-01,A,5.00\n2024-03-02,B,7.00\n'
    expect(questions(csv)).toEqual(['sign'])
    expect(minors(csv, { answers: { sign: 'turned' } })).toEqual([-500, -700])
  })

  test('a card that prints purchases as positive is asked about', () => {
    expect(
      questions(
        'Date,Text,Amount\n2024-03-01,Grocery store,5.00\n2024-03-02,Restaurant,7.00\n2024-03-03,Thank you,-12.00\n',
      ),
    ).toEqual(['sign'])
  })

  test('an IBAN among the rows says that they are of an account, whose minus is money out', () => {
    const csv = (number: string) =>
      `Konto;Datum;Text;Betrag\n${number};2024-03-01;A;150,00\n${number};2024-03-02;B;-10,00\n`
    expect(summary(readOk(csv('AT611904300234573201')))).toEqual(['2024-03-01 15000', '2024-03-02 -1000'])
    expect(questions(csv('AT611904300234573202'))).toEqual(['sign'])
  })

  test('two unknown words beside unsigned amounts are offered as the sign', () => {
    const csv = 'Date,Text,Amount,Flag\n2024-03-01,A,5.00,Q\n2024-03-02,B,7.00,Z\n2024-03-03,C,8.00,Q\n'
    expect(questions(csv)).toEqual(['sign'])
    expect(minors(csv, { answers: { sign: 'out:Q' } })).toEqual([-500, 700, -800])
  })

  test('a running balance proves that the fee is taken on top', () => {
    const csv =
      'Date,Text,Amount,Fee,Balance\n2024-03-01,A,-10.00,0.00,90.00\n2024-03-02,B,-20.00,0.50,69.50\n'
    expect(minors(csv)).toEqual([-1000, -2050])
  })

  test('a running balance proves that the fee is part of the amount', () => {
    const csv =
      'Date,Text,Amount,Fee,Balance\n2024-03-01,A,-10.00,0.00,90.00\n2024-03-02,B,-20.00,0.50,70.00\n'
    expect(minors(csv)).toEqual([-1000, -2000])
  })

  test('a fee without a balance is asked about', () => {
    const csv = 'Date,Text,Amount,Fee\n2024-03-01,A,-10.00,0.00\n2024-03-02,B,-20.00,0.50\n'
    expect(questions(csv)).toEqual(['fee'])
    expect(minors(csv, { answers: { fee: 'deducted' } })).toEqual([-1000, -2050])
  })

  test('the amount in the account’s currency is taken, not the one of the purchase', () => {
    const csv =
      'Date,Text,Original amount,Original currency,Amount,Currency\n2024-03-01,A,-40.00,PLN,-9.20,EUR\n'
    expect(minors(csv)).toEqual([-920])
  })

  test('a second currency column of the purchase rejects no row', () => {
    const csv =
      'Date,Text,Operation amount,Operation currency,Amount in account currency,Account currency\n' +
      '2024-03-01,A,-40.00,PLN,-9.20,EUR\n2024-03-02,B,-1.00,EUR,-1.00,EUR\n'
    expect(minors(csv)).toEqual([-920, -100])
  })

  test('of amount columns per currency the account’s own is taken', () => {
    const csv = 'Date,Text,CAD$,USD$\n2024-03-01,A,-9.20,\n2024-03-02,B,-1.00,\n'
    expect(minors(csv, { currency: 'CAD' })).toEqual([-920, -100])
  })
})

describe('files without a header', () => {
  test('the running balance tells amount and balance apart', () => {
    const csv = '2024-03-01;A;5,00;95,00\n2024-03-02;B;-5,00;90,00\n'.replace('5,00;95,00', '-5,00;95,00')
    expect(summary(readOk(csv))).toEqual(['2024-03-01 -500', '2024-03-02 -500'])
  })

  test('the running balance tells which of two columns is money out', () => {
    const csv =
      '2024-03-01,77,Deposit,0,500.00,500.00\n2024-03-02,78,A,100.00,0,400.00\n2024-03-03,79,B,50.00,0,350.00\n'
    expect(summary(readOk(csv))).toEqual(['2024-03-01 50000', '2024-03-02 -10000', '2024-03-03 -5000'])
  })

  test('one of two columns alone, which the balance proves for all rows but the last, is not the amount', () => {
    const csv =
      '2024-03-03;A;0,00;34,00;64,00\n2024-03-02;B;0,00;43,00;30,00\n2024-03-01;C;20,00;0,00;-13,00\n'
    expect(summary(readOk(csv))).toEqual(['2024-03-03 3400', '2024-03-02 4300', '2024-03-01 -2000'])
  })

  test('two columns of which one is filled in each row are asked about where nothing proves their sides', () => {
    const csv = '2024-03-01;A;;5,00\n2024-03-02;B;7,00;\n2024-03-03;C;;8,00\n'
    expect(questions(csv)).toEqual(['sign'])
    expect(summary(readOk(csv, { answers: { sign: 'as-written' } }))[1]).toBe('2024-03-02 -700')
    expect(summary(readOk(csv, { answers: { sign: 'turned' } }))[1]).toBe('2024-03-02 700')
  })
})

describe('lines that are no transactions', () => {
  test('preamble, footer, totals and pending lines are ignored with a reason, and the counts add up', () => {
    const csv = [
      'Konto;XX00 1234',
      'Kontostand vom 31.03.2024:;1.000,00 EUR',
      '',
      'Buchungstag;Verwendungszweck;Betrag',
      'vorgemerkt;C;-1,00',
      '31.03.2024;A;-5,00',
      '31.02.2024;B;-6,00',
      ';weiterer Text;',
      '30.03.2024;D;-7,00',
      ';Summe;-12,00',
    ].join('\n')
    const { records, rejected, ignored, closingBalance } = readOk(csv)
    expect(records.map(({ description }) => description)).toEqual(['A weiterer Text', 'D'])
    expect(rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '7: "31.02.2024" is not a date',
    ])
    expect(records.length + rejected.length + ignored.reduce((sum, { count }) => sum + count, 0)).toBe(6)
    expect(closingBalance?.minor).toBe(100000n)
  })

  test('a shop called Total is a shop: a dated row with an amount is a transaction', () => {
    expect(readOk('Date,Text,Amount\n2024-03-01,Total,-50.00\n').records).toHaveLength(1)
  })

  test('reverted and declined rows are ignored, pending ones are pending', () => {
    const csv =
      'Started Date,Completed Date,Description,Amount,State\n' +
      '2024-03-01,2024-03-02,A,-1.00,COMPLETED\n2024-03-01,,B,-2.00,PENDING\n2024-03-01,2024-03-02,C,-3.00,REVERTED\n'
    const { records, ignored } = readOk(csv)
    expect(records.map(({ status }) => status)).toEqual(['posted', 'pending'])
    expect(ignored).toEqual([{ reason: 'declined, cancelled or reverted: no money moved', count: 1 }])
  })

  test('a notice of zero is ignored; a zero that the bank booked stays', () => {
    expect(readOk('Date,Text,Amount\n2024-03-01,Notice,0.00\n2024-03-01,A,-1.00\n').records).toHaveLength(1)
    expect(
      readOk('Date,Text,Amount,Balance\n2024-03-01,Hold,0.00,9.00\n2024-03-01,A,-1.00,8.00\n').records,
    ).toHaveLength(2)
  })

  test('rows with too few or too many cells are rejected where that hides which is which', () => {
    const csv =
      'Date,Text,Debit,Credit,Balance\n2024-03-01,A,5.00,,95.00\n2024-03-02,B,5.00,\n2024-03-03,C,5.00,,90.00,1.00\n2024-03-04,D,5.00,,80.00\n'
    expect(readOk(csv).rejected.map(({ line }) => line)).toEqual([3, 4])
  })
})

describe('currencies and accounts', () => {
  test('a row in another or an unknown currency is rejected', () => {
    const csv =
      'Date,Text,Amount,Currency\n2024-03-01,A,-1.00,EUR\n2024-03-02,B,-1.00,USD\n2024-03-03,C,-1.00,CHF\n'
    expect(readOk(csv).rejected.map(({ reason }) => reason)).toEqual([
      'it is in USD, the account in EUR',
      'it is in CHF, the account in EUR',
    ])
  })

  test('a file that is wholly in another currency is refused', () => {
    expect(refusal('Date,Text,Amount,Currency\n2024-03-01,A,-1.00,USD\n')).toMatch(
      /^other-currency: .*it is in USD/,
    )
  })

  test('a sign that can’t be the account’s currency is asked about', () => {
    expect(questions('Date,Text,Amount\n2024-03-01,A,-$1.00\n')).toEqual(['currency'])
    expect(readOk('Date,Text,Amount\n2024-03-01,A,-$1.00\n', { currency: 'CAD' }).records).toHaveLength(1)
  })

  test('rows of several accounts are asked about, and only the chosen ones come in', () => {
    const csv = 'Account,Date,Text,Amount\nOne,2024-03-01,A,-1.00\nTwo,2024-03-02,B,-2.00\n'
    expect(questions(csv)).toEqual(['account'])
    expect(readOk(csv, { answers: { account: 'all' } }).records).toHaveLength(2)
    const one = readOk(csv, { answers: { account: 'only:Two' } })
    expect(summary(one)).toEqual(['2024-03-02 -200'])
    expect(one.ignored).toEqual([{ reason: 'a row of another account', count: 1 }])
  })
})

describe('names and ids', () => {
  test('of payer and payee the other party is taken', () => {
    const csv =
      'Date;Payer;Payee;Purpose;Amount\n2024-03-01;Firm;Me;Salary;10.00\n2024-03-02;Me;Shop;Bread;-3.00\n2024-03-03;Me;Bar;Beer;-4.00\n'
    expect(readOk(csv).records.map(({ counterpartyName }) => counterpartyName)).toEqual([
      'Firm',
      'Shop',
      'Bar',
    ])
  })

  test('an account number in the counterparty column is no name', () => {
    const csv =
      'Datum;Tegenpartij;Naam tegenpartij;Omschrijving;Bedrag\n2024-03-01;NL00BANK0000000001;Bakker;brood;-1,50\n'
    expect(readOk(csv).records[0]).toMatchObject({ counterpartyName: 'Bakker', description: 'brood' })
  })

  test('descriptions are the cell byte for byte, formulas and spaces included', () => {
    const [record] = readOk('Date,Description,Amount\n2024-03-01,"  =1+1  ""q"" \n next",-1.00\n').records
    expect(record?.description).toBe('  =1+1  "q" \n next')
  })

  test('an id counts only where every row has its own', () => {
    const ids = (first: string, second: string) =>
      readOk(
        `Transaction ID,Date,Text,Amount\n${first},2024-03-01,A,-1.00\n${second},2024-03-02,B,-1.00\n`,
      ).records.map(({ sourceId }) => sourceId)
    expect(ids('tx_000001', 'tx_000002')).toEqual(['tx_000001', 'tx_000002'])
    expect(ids('tx_000001', 'tx_000001')).toEqual([null, null])
    expect(ids('tx_000001', '')).toEqual([null, null])
    expect(ids('1', '2')).toEqual([null, null])
  })

  test('equal rows stay as many rows as the bank wrote', () => {
    expect(
      readOk('Date,Text,Amount\n2024-03-01,Coffee,-2.00\n2024-03-01,Coffee,-2.00\n').records,
    ).toHaveLength(2)
  })
})

describe('balances', () => {
  test('opening and closing follow from the running balance, newest first', () => {
    const csv =
      'Date,Text,Amount,Balance\n2024-03-03,C,-3.00,92.00\n2024-03-02,B,-2.00,95.00\n2024-03-01,A,-1.00,97.00\n'
    const { openingBalance, closingBalance, proofs } = readOk(csv)
    expect([openingBalance?.minor, closingBalance?.minor]).toEqual([9800n, 9200n])
    expect(proofs).toHaveLength(2)
  })
})

describe('bytes and delimiters', () => {
  const text = 'Datum;Text;Betrag\n2024-03-01;Café Zäh;-1,50\n'
  const texts = (bytes: Uint8Array) => readOk(bytes).records.map(({ description }) => description)

  test('UTF-8 with and without mark, UTF-16 and Windows-1252 are told apart', () => {
    expect(texts(new TextEncoder().encode(text))).toEqual(['Café Zäh'])
    expect(texts(new TextEncoder().encode(`\ufeff${text}`))).toEqual(['Café Zäh'])
    expect(texts(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(['Café Zäh'])
    expect(texts(Buffer.from(text, 'utf16le'))).toEqual(['Café Zäh'])
    expect(texts(Buffer.from(text, 'latin1'))).toEqual(['Café Zäh'])
  })

  test('Cyrillic and Central European letters are known by their words', () => {
    const around = (...letters: number[]) =>
      Buffer.concat([
        Buffer.from('Date;Text;Amount\n2024-03-01;'),
        Buffer.from(letters),
        Buffer.from(';-1,50\n'),
      ])
    const cyrillic = around(0xcf, 0xee, 0xea, 0xf3, 0xef, 0xea, 0xe0)
    const polish = around(0xa3, 0xf3, 0x64, 0x9f)
    expect(texts(cyrillic)).toEqual(['Покупка'])
    expect(texts(polish)).toEqual(['Łódź'])
  })

  test('quotes that break the rules are read leniently', () => {
    expect(texts(new TextEncoder().encode('Date,Text,Amount\n2024-03-01,5" nails,-1.50\n'))).toEqual([
      '5" nails',
    ])
    expect(texts(new TextEncoder().encode('"Date", "Text", "Amount"\n"2024-03-01", "A", "-1.50"\n'))).toEqual(
      ['A'],
    )
  })

  test('a cell of several lines at the border of the delimiter sample does no harm', () => {
    const rows = Array.from({ length: 2500 }, (_, row) => `2024-03-01,"Shop\n${row}, and more text",-1.50`)
    expect(readOk(`Date,Text,Amount\n${rows.join('\n')}\n`).records).toHaveLength(2500)
  })

  test('a row keeps the line it starts on, after cells of several lines', () => {
    expect(readOk('Date,Text,Amount\r\n2024-03-01,"A\r\nB",-1.50\r\n2024-03-02,C,-2.50\r\n').lines).toEqual([
      2, 4,
    ])
  })
})

describe('refusals name what happened and what to do', () => {
  test.each([
    ['an empty file', new Uint8Array(), /^empty: .*Nothing was changed/],
    ['blank lines', '\n \n', /^empty: /],
    ['a PDF', '%PDF-1.7 …', /^binary: This looks like a PDF\. Export CSV from your bank instead/],
    ['a spreadsheet', 'PK\u0003\u0004 …', /^binary: This looks like an Excel/],
    ['zero bytes', 'Date,Text,Amount\n2024-03-01,A\0,-1\n', /^binary: /],
    ['prose', 'Dear customer\nthank you\n', /^not-csv: /],
    ['a header alone', 'Date,Text,Amount\n', /^no-transactions: /],
    [
      'a quote that never closes',
      'Date,Text,Amount\n2024-03-01,"A,-1.50\n2024-03-02,B,-2.50,\n',
      /^not-csv: .*cut off/,
    ],
    [
      'UTF-8 that is cut in a character',
      Buffer.concat([Buffer.from('Date,Text,Amount\n2024-03-01,é,-1\n'), Buffer.from([0xc3])]),
      /^encoding: /,
    ],
    ['a file over the limit', new Uint8Array(BYTES_MAX + 1).fill(65), /^too-large: /],
  ])('%s', (_name, content, expected) => {
    expect(refusal(content)).toMatch(expected)
  })
})

describe('saved layouts', () => {
  const ambiguous = 'Date,Text,Amount\n03/04/2024,A,5.00\n05/04/2024,B,7.00\n'
  const saved = readOk(ambiguous, { answers: { 'date-order': 'dmy', sign: 'turned' } })
  if (saved.layout.format !== 'csv') throw new Error('a CSV has the layout of one')
  const { layout } = saved

  test('what was answered once is not asked again for the same layout', () => {
    const next = readOk(ambiguous.replace('03/04', '06/04'), { layout })
    expect(summary(next)).toEqual(['2024-04-06 -500', '2024-04-05 -700'])
    expect(next.fingerprint).toBe(saved.fingerprint)
  })

  test('a layout of other columns is not used', () => {
    expect(questions(ambiguous.replace('Text', 'Other'), { layout })).toEqual([
      'sign',
      'date-order',
    ])
  })

  test('a file that contradicts the saved date order asks', () => {
    expect(questions(ambiguous.replace('05/04', '04/15'), { layout })).toEqual(['date-order'])
  })

  test('a file whose words contradict the saved sign asks', () => {
    const salaries = ambiguous.replace(',A,', ',Salary,').replace(',B,', ',Refund,')
    expect(questions(salaries, { layout })).toEqual(['sign'])
  })

  test('roles that the person set are followed', () => {
    const roles = ['postedOn', 'counterpartyName', 'amount'] as const
    const columns = layout.columns.map(({ header }, index) => ({
      header,
      role: roles[index] ?? ('ignore' as const),
    }))
    expect(readOk(ambiguous, { layout: { ...layout, columns } }).records[0]?.counterpartyName).toBe('A')
  })
})
