import { describe, expect, test } from 'vitest'
import { parseCurrency } from '../../../domain/currency.ts'
import type { FileLayout, FileReading } from '../file-reading.ts'
import { readFile } from '../read-file.ts'

type Read = Extract<FileReading, { kind: 'read' }>

function read(
  text: string,
  answers: Readonly<Record<string, string>> = {},
  code = 'USD',
  layout: FileLayout | null = null,
): FileReading {
  const currency = parseCurrency(code)
  if (currency === null) throw new Error('not a currency')
  const bytes = new TextEncoder().encode(text)
  return readFile({ name: 'made-up.qif', bytes }, { currency, layout, answers })
}

function reading(found: FileReading): Read {
  if (found.kind !== 'read') throw new Error(`not read: ${JSON.stringify(found)}`)
  return found
}

const records = (found: FileReading): Read['records'] => reading(found).records
const dates = (found: FileReading) => records(found).map(({ postedOn }) => postedOn)
const minors = (found: FileReading) => records(found).map(({ amount }) => amount.minor)
const reasons = (found: FileReading) =>
  reading(found).rejected.map(({ line, reason }) => `${line}: ${reason}`)
const questions = (found: FileReading) =>
  found.kind === 'asks' ? found.questions.map(({ id }) => id) : found.kind

/** Entries of a bank account, each given as its lines. */
const bank = (...entries: readonly string[]): string =>
  `!Type:Bank\n${entries.map((entry) => `${entry}\n^\n`).join('')}`

/** An entry whose date can only be read day first. */
const DAY_FIRST = 'D25/03/2024\nT-1.00\nPElsewhere'

describe('a row', () => {
  test('has its date, amount, payee, memo, number and category', () => {
    const text = bank('D25/03/2024\nT-1,250.50\nN1005\nPCorner Bakery\nMcake\nLFood:Sweets\nCX')
    expect(records(read(text))).toMatchObject([
      {
        accountSourceId: 'file',
        sourceId: null,
        status: 'posted',
        amount: { minor: -125050n, currency: 'USD' },
        postedOn: '2024-03-25',
        description: 'Corner Bakery cake',
        counterpartyName: 'Corner Bakery',
        providerCategory: { scheme: 'file', code: 'Food:Sweets' },
        reference: '1005',
        raw: { D: '25/03/2024', T: '-1,250.50', N: '1005', C: 'X' },
      },
    ])
  })

  test('is rejected with its line where the date, the amount or the ^ is missing', () => {
    const text = bank(
      DAY_FIRST,
      'T-2.00\nPno date',
      'D26/03/2024\nPno amount',
      'D27/03/2024\nT1.00\nD28/03/2024\nT2.00',
    )
    expect(minors(read(text))).toEqual([-100n])
    expect(reasons(read(text))).toEqual([
      '6: it has no date',
      '9: it has no amount',
      '12: it has two lines with D: the ^ between two rows is missing',
    ])
  })
})

describe('a day', () => {
  const ofDates = (...days: readonly string[]): string => bank(...days.map((day) => `D${day}\nT-1.00`))

  test.each([
    [
      ['1/21/94', "1/ 5'08", "6/1'2020"],
      ['1994-01-21', '2008-01-05', '2020-06-01'],
    ],
    [
      ['21/1/94', " 5/ 1' 8"],
      ['1994-01-21', '2008-01-05'],
    ],
    [
      ['2024-03-01', '20240302'],
      ['2024-03-01', '2024-03-02'],
    ],
    [
      ['01.02.2024', '02.02.2024'],
      ['2024-02-01', '2024-02-02'],
    ],
    [
      ['3-25-24', '4-1-24'],
      ['2024-03-25', '2024-04-01'],
    ],
  ])('of %j is read as %j', (texts, days) => {
    expect(dates(read(ofDates(...texts)))).toEqual(days)
  })

  test('is told by the order of the rows, where only one reading keeps it', () => {
    const days = [
      '03/12/2024',
      '04/01/2024',
      '04/02/2024',
      '04/03/2024',
      '04/04/2024',
      '05/01/2024',
      '06/01/2024',
    ]
    expect(dates(read(ofDates(...days)))[0]).toBe('2024-03-12')
  })

  test('that could be another is asked about, and read as answered', () => {
    const text = ofDates('03/04/2024', '05/06/2024')
    const found = read(text)
    expect(found).toMatchObject({ kind: 'asks', questions: [{ id: 'date-order' }] })
    expect(found.kind === 'asks' && found.questions[0]?.text).toContain('03/04/2024')
    expect(dates(read(text, { 'date-order': 'dmy' }))).toEqual(['2024-04-03', '2024-06-05'])
    expect(dates(read(text, { 'date-order': 'mdy' }))).toEqual(['2024-03-04', '2024-05-06'])
  })

  test('an answer that the file contradicts is not taken', () => {
    expect(dates(read(ofDates('03/25/2024'), { 'date-order': 'dmy' }))).toEqual(['2024-03-25'])
  })

  test('an answer is not remembered: the next file may be of another bank', () => {
    const text = `!Account\nNChecking\nTBank\n^\n${ofDates('03/04/2024', '05/06/2024')}`
    const { layout } = reading(read(text, { 'date-order': 'dmy' }))
    expect(questions(read(text, {}, 'USD', layout))).toEqual(['date-order'])
  })

  test('that is none rejects its row', () => {
    expect(reasons(read(ofDates('25/03/2024', '31/02/2024')))).toEqual(['5: "31/02/2024" is not a date'])
  })
})

describe('an amount', () => {
  const ofAmounts = (...texts: readonly string[]): string =>
    bank(...texts.map((text) => `D2024-03-01\n${text}`))

  test('has its decimal mark from the whole file', () => {
    expect(minors(read(ofAmounts('T-1,000.00', 'T1,500')))).toEqual([-100000n, 150000n])
    expect(minors(read(ofAmounts('T-1.000,00', 'T1.500')))).toEqual([-100000n, 150000n])
    expect(minors(read(ofAmounts("T1'234.50", 'T-7')))).toEqual([123450n, -700n])
  })

  test('that could be thousands or decimals is asked about', () => {
    expect(questions(read(ofAmounts('T1.500')))).toEqual(['decimal-mark'])
  })

  test('of another currency rejects its row', () => {
    expect(minors(read(ofAmounts('T$1.50')))).toEqual([150n])
    expect(reasons(read(ofAmounts('T£1.50')))).toEqual(['2: it is in £, the account in USD'])
  })

  test('may stand twice, with T and U, but not as two', () => {
    expect(minors(read(ofAmounts('U-5.00', 'T-6.00\nU-6.0')))).toEqual([-500n, -600n])
    expect(reasons(read(ofAmounts('T-6.00\nU-7.00')))).toEqual(['2: it states two amounts: -6.00 and -7.00'])
  })

  test('of a split row is its own; parts that do not add up to it are a warning', () => {
    const split = (last: string) => ofAmounts(`T-10.00\nLFood\nSFood\nEhalf\n$-4.00\nSHome\n$${last}`)
    const found = reading(read(split('-6.00')))
    expect(found.records).toMatchObject([
      { amount: { minor: -1000n }, raw: { S: ['Food', 'Home'], $: ['-4.00', '-6.00'], E: 'half' } },
    ])
    expect(found.warnings).toEqual([])
    expect(reading(read(split('-6.01'))).warnings).toEqual([
      'The parts of 1 split rows, such as line 2, do not add up to their amounts.',
    ])
  })
})

describe('accounts', () => {
  const block = (name: string, amount: string, type = 'Bank'): string =>
    `!Account\nN${name}\nT${type}\n^\n!Type:${type}\nD2024-03-01\nT${amount}\n^\n`

  test('are named by !Account, and never mixed unasked', () => {
    const text = `!Option:AutoSwitch\n${block('Daily', '-1.00')}${block('Card', '-2.00', 'CCard')}`
    expect(questions(read(text))).toEqual(['account'])
    expect(minors(read(text, { account: 'only:Card' }))).toEqual([-200n])
    expect(records(read(block('Daily', '1')))[0]?.accountSourceId).toBe('Daily')
  })

  test('without names are told apart by their headings', () => {
    const text = '!Type:Bank\nD2024-03-01\nT-1\n^\n!Type:CCard\nD2024-03-01\nT-2\n^\n'
    expect(questions(read(text))).toEqual(['account'])
  })

  test('the row that opens one is its opening balance, and names it', () => {
    const opening = 'D2024-03-01\nT100.00\nCX\nPOpening Balance\nL[Daily]'
    const found = reading(read(bank(opening, 'D2024-03-02\nT-1.00\nPElsewhere')))
    expect(found.records).toHaveLength(1)
    expect(found).toMatchObject({ openingBalance: { minor: 10000n }, account: { name: 'Daily' } })
    expect(found.ignored).toEqual([{ reason: 'the opening balance', count: 1 }])
  })

  test('it may be written in the language of the program', () => {
    const opening = 'D2024-03-01\nT100.00\nPSaldo inicial\nL[Diario]'
    expect(reading(read(bank(opening, 'D2024-03-02\nT-1.00')))).toMatchObject({
      openingBalance: { minor: 10000n },
    })
  })

  test('an opening balance of after other rows is no balance before them', () => {
    const opening = 'D2024-03-05\nT100.00\nPOpening Balance\nL[Daily]'
    expect(reading(read(bank('D2024-03-02\nT-1.00', opening))).openingBalance).toBeNull()
  })

  test('a payee of that name without an account is a row', () => {
    expect(minors(read(bank('D2024-03-01\nT100.00\nPOpening Balance\nLIncome')))).toEqual([10000n])
  })
})

describe('headings', () => {
  const rows = 'D2024-03-01\nT-1.00\n^\n'

  test('lists of categories, classes and memorized payments are counted and no rows', () => {
    const text = `!Type:Cat\nNFood\nDEating\nE\n^\n!Type:Memorized\nKC\nT-5.00\nPRent\n^\n!Type:Bank\n${rows}`
    const found = reading(read(text))
    expect(found.records).toHaveLength(1)
    expect(found.ignored).toMatchObject([{ count: 2 }])
  })

  test('may be missing, written in small letters or in another language', () => {
    expect(minors(read(rows))).toEqual([-100n])
    expect(minors(read(`!type:bank \n${rows}`))).toEqual([-100n])
    const found = reading(read(`!Type:Banque\n${rows}`))
    expect(found.records).toHaveLength(1)
    expect(found.warnings).toEqual([
      '"!type:banque" is not a known heading: its rows were read as an account\'s.',
    ])
  })

  test('rows may stand under !Account itself', () => {
    expect(minors(read(`!Type:Bank\n!Account\nNDaily\nTBank\n^\n${rows}`))).toEqual([-100n])
  })

  test('of investments have cash rows and trades', () => {
    const entries = [
      'NBuy\nYACME\nQ2\nT50.00',
      'NXIn\nT20.00',
      'NXOut\nT5.00',
      'NCash\nT-1.00',
      'NOdd\nT1.00',
      'NXOut\nT-5.00',
    ]
    const found = reading(
      read(`!Type:Invst\n${entries.map((entry) => `D2024-03-01\n${entry}\n^\n`).join('')}`),
    )
    expect(found.records.map(({ amount }) => amount.minor)).toEqual([2000n, -500n, -100n])
    expect(found.ignored).toEqual([{ reason: 'a trade of securities: no row of the cash account', count: 1 }])
    expect(found.rejected.map(({ reason }) => reason)).toEqual([
      '"Odd" is not a known kind of movement',
      'its sign contradicts its kind, "XOut"',
    ])
  })
})

describe('a file that is cut', () => {
  const whole = bank('D2024-03-01\nT-1.00\nPSomebody', 'D2024-03-02\nT-12.95\nPSomebody')

  test('within a row is refused', () => {
    const second = whole.indexOf('D2024-03-02') + 1
    for (let end = second; end < whole.length - '\n^\n'.length; end += 1) {
      expect(read(whole.slice(0, end)), whole.slice(second, end)).toMatchObject({
        kind: 'refused',
        code: 'damaged',
      })
    }
  })

  test('before the last ^ alone is read with a warning', () => {
    const found = reading(read(whole.slice(0, -'^\n'.length)))
    expect(found.records).toHaveLength(2)
    expect(found.warnings).toEqual([
      'The last row lacks the mark that ends a row: the file may have been cut off.',
    ])
  })
})

test('a file of headings alone has no transactions', () => {
  expect(read('!Type:Bank\n^\n')).toMatchObject({ kind: 'refused', code: 'no-transactions' })
})

describe('what a program kept', () => {
  const account = '!Account\nNDaily\nTBank\n^\n'
  const rows =
    'D2024-03-01\nT-4.50\nPPlumbus\nMfor Bird\nLFood:Sweets\n^\n' +
    'D2024-03-02\nT-10.00\nPQuux\nL--Split--\nSFood\nEhalf\n$-4.00\nSHome\n$-6.00\n^\n' +
    'D2024-03-03\nT-50.00\nPTransfer\nL[Savings]\n^\n'
  const viewsOf = (text: string) => reading(read(text)).views

  test('comes with its rows: payee, category, memo and the parts of a split', () => {
    expect(viewsOf(`${account}!Type:Bank\n${rows}`)).toEqual([
      { isOfProgram: true, payoree: 'Plumbus', categoryPath: ['Food', 'Sweets'], note: 'for Bird' },
      { isOfProgram: true, payoree: 'Quux', note: 'Split: Food -4.00 (half); Home -6.00' },
      { isOfProgram: true },
    ])
  })

  test('includes classes, where the file lists them', () => {
    const text = `!Type:Class\nNTrip\n^\n!Type:Bank\nD2024-03-01\nT-1.00\nPPlumbus\nLFood/Trip\n^\n`
    expect(viewsOf(text)).toEqual([{ isOfProgram: true, payoree: 'Plumbus', categoryPath: ['Food'], tags: ['Trip'] }])
    expect(viewsOf(`${account}!Type:Bank\nD2024-03-01\nT-1.00\nLFood/Trip\n^\n`)).toMatchObject([{ categoryPath: ['Food/Trip'] }])
  })

  test('is nobody’s word in a bank’s file', () => {
    expect(viewsOf('!Type:Bank\nD2024-03-01\nT-1.00\nPPlumbus\nLFood\n^\n')).toBeUndefined()
    expect(viewsOf(`${account}!Type:Bank\nD2024-03-01\nT-1.00\nPPlumbus\n^\n`)).toBeUndefined()
  })
})
