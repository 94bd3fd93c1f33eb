import { describe, expect, test } from 'vitest'
import { parseCurrency } from '../../../domain/currency.ts'
import type { FileLayout, FileReading } from '../file-reading.ts'
import { readFile } from '../read-file.ts'
import {
  bankStatement,
  investmentStatement,
  row,
  SGML_HEADER,
  sgmlFile,
  xmlFile,
} from './testing/ofx-file.ts'
import type { Part } from './testing/ofx-file.ts'

type Read = Extract<FileReading, { kind: 'read' }>
type Answers = Readonly<Record<string, string>>

function readBytes(
  bytes: Uint8Array,
  answers: Answers,
  code: string,
  layout: FileLayout | null,
): FileReading {
  const currency = parseCurrency(code)
  if (currency === null) throw new Error('not a currency')
  return readFile({ name: 'made-up.ofx', bytes }, { currency, layout, answers })
}

const read = (
  text: string,
  answers: Answers = {},
  code = 'USD',
  layout: FileLayout | null = null,
): FileReading => readBytes(new TextEncoder().encode(text), answers, code, layout)

function reading(found: FileReading): Read {
  if (found.kind !== 'read') throw new Error(`not read: ${JSON.stringify(found)}`)
  return found
}

const records = (found: FileReading): Read['records'] => reading(found).records
const minors = (found: FileReading) => records(found).map(({ amount }) => amount.minor)
const ids = (found: FileReading) => records(found).map(({ sourceId }) => sourceId)
const reasons = (found: FileReading) => reading(found).rejected.map(({ reason }) => reason)
const questions = (found: FileReading) =>
  found.kind === 'asks' ? found.questions.map(({ id }) => id) : found.kind

/** A file of one account with these rows. */
const ofRows = (...rows: readonly Part[]): string => sgmlFile(bankStatement(rows))

/** One row with these values. */
const one = (values: Parameters<typeof row>[0]) => records(read(ofRows(row(values))))[0]

const amounts = (...texts: readonly string[]): string =>
  ofRows(...texts.map((text, index) => row({ TRNAMT: text, FITID: `made-up-${index}` })))

describe('both forms of OFX', () => {
  const rows = [
    row({ TRNAMT: '-12.30', NAME: 'Corner & Bakery <1>' }),
    row({ FITID: 'made-up-2', TRNAMT: '5' }),
  ]

  test('SGML without closing tags and XML give the same records', () => {
    const sgml = records(read(sgmlFile(bankStatement(rows))))
    expect(records(read(xmlFile(bankStatement(rows))))).toEqual(sgml)
    expect(sgml.map(({ amount }) => amount.minor)).toEqual([-1230n, 500n])
    expect(sgml[0]?.counterpartyName).toBe('Corner & Bakery <1>')
  })

  test('SGML on one line, in small letters and with CR line ends is the same', () => {
    const text = ofRows(...rows)
    const same = [
      text.replace(/\n/g, ''),
      text.replace(/<[^>]+>/g, (tag) => tag.toLowerCase()),
      text.replace(/\n/g, '\r'),
    ]
    for (const variant of same) expect(minors(read(variant))).toEqual([-1230n, 500n])
  })

  test('values may be closed around one another', () => {
    const text = ofRows(row({ TRNAMT: '-12.30' })).replace(
      /<TRNTYPE>OTHER\n([\s\S]*?)<\/STMTTRN>/,
      '<TRNTYPE>OTHER\n$1</NAME></FITID></TRNAMT></DTPOSTED></TRNTYPE></STMTTRN>',
    )
    expect(text).toContain('</NAME></FITID>')
    expect(minors(read(text))).toEqual([-1230n])
  })

  test('a value without a text does not swallow the values behind it', () => {
    const text = ofRows(row()).replace('<FITID>', '<CHECKNUM>\n<FITID>')
    expect(records(read(text))[0]).toMatchObject({ sourceId: 'made-up-1', reference: null })
  })

  test('comments, CDATA and undefined entities are texts or nothing, and never expanded', () => {
    const text = xmlFile(bankStatement([row()]))
      .replace('<OFX>', '<!DOCTYPE OFX [<!ENTITY a "boom">]>\n<OFX><!-- <STMTTRN> -->')
      .replace('Somebody', '<![CDATA[A&amp;B]]> &a; &#66; &amp;lt;')
    expect(records(read(text))[0]?.counterpartyName).toBe('A&amp;B &a; B &lt;')
  })

  test('the version is named', () => {
    expect(reading(read(ofRows(row()))).layout).toMatchObject({ format: 'ofx', version: 'OFX 1.02' })
    expect(reading(read(xmlFile(bankStatement([row()])))).layout).toMatchObject({ version: 'OFX 2.11' })
    const oneLine = ofRows(row()).replace(SGML_HEADER, SGML_HEADER.replaceAll('\r\n', ''))
    expect(reading(read(oneLine)).layout).toMatchObject({ version: 'OFX 1.02' })
  })
})

describe('a row', () => {
  test('has its id, dates, texts, number and account', () => {
    expect(one({ DTUSER: '20240301', MEMO: 'two loaves', CHECKNUM: '17', REFNUM: 'r-9' })).toMatchObject({
      accountSourceId: '1234567',
      sourceId: 'made-up-1',
      status: 'posted',
      postedOn: '2024-03-04',
      transactionOn: '2024-03-01',
      description: 'Somebody two loaves',
      counterpartyName: 'Somebody',
      reference: '17',
      raw: { FITID: 'made-up-1', MEMO: 'two loaves' },
    })
  })

  test.each([
    ['20240304', '2024-03-04'],
    ['20240304000000', '2024-03-04'],
    ['20240304230000.000[-5:EST]', '2024-03-04'],
    ['20240304000000[+13:NZDT]', '2024-03-04'],
    ['2024030500', '2024-03-05'],
    ['2024-03-04T10:00:00Z', '2024-03-04'],
  ])('of %s is of %s: the day as written, in whatever zone', (text, day) => {
    expect(one({ DTPOSTED: text })?.postedOn).toBe(day)
  })

  test.each([
    [{ DTPOSTED: '20240231' }, '"20240231" is not a date'],
    [{ DTPOSTED: '04032024' }, '"04032024" is not a date'],
    [{ DTPOSTED: '' }, 'it has no date'],
    [{ TRNAMT: '' }, 'it has no amount'],
    [{ TRNAMT: '1.2.3,4' }, '"1.2.3,4" is not an amount'],
    [{ TRNAMT: '-12.345678' }, '-12.345678 has more decimals than USD allows (2)'],
    [
      {
        CURRENCY: [
          ['CURRATE', '1.1'],
          ['CURSYM', 'EUR'],
        ] as const,
      },
      'it is in "EUR", the account in USD',
    ],
  ])('with %j is rejected: %s', (values, reason) => {
    expect(reasons(read(ofRows(row(values), row({ FITID: 'made-up-2' }))))).toEqual([reason])
  })

  test('that is rejected names its line', () => {
    const text = ofRows(row(), row({ FITID: 'made-up-2', TRNAMT: 'x' }))
    const line = text.slice(0, text.lastIndexOf('<STMTTRN>')).split('\n').length
    expect(reading(read(text)).rejected).toMatchObject([{ line, sourceId: 'made-up-2' }])
  })

  test('keeps the currency that it was converted from, and is not in it', () => {
    const converted = row({
      ORIGCURRENCY: [
        ['CURRATE', '1.1'],
        ['CURSYM', 'EUR'],
      ],
    })
    expect(records(read(ofRows(converted)))[0]).toMatchObject({
      amount: { minor: -100n, currency: 'USD' },
      raw: { ORIGCURRENCY: { CURSYM: 'EUR' } },
    })
  })

  test('takes the name of the payee, and the memo alone where it repeats the name', () => {
    expect(
      one({
        NAME: '',
        PAYEE: [
          ['NAME', 'Corner Bakery'],
          ['CITY', 'Springfield'],
        ],
      })?.counterpartyName,
    ).toBe('Corner Bakery')
    expect(one({ NAME: 'CORNER BAK', MEMO: 'CORNER BAKERY 17' })?.description).toBe('CORNER BAKERY 17')
    expect(one({ NAME: '', MEMO: 'Interest' })).toMatchObject({
      description: 'Interest',
      counterpartyName: null,
    })
  })

  test('that is pending has the day it was done and no booking date', () => {
    const pending = row({ DTPOSTED: '', FITID: '', DTTRAN: '20240305' }, 'STMTTRNP')
    const statement = bankStatement([row()], {
      after: [['BANKTRANLISTP', [['DTASOF', '20240305'], pending]]],
    })
    expect(records(read(sgmlFile(statement)))[1]).toMatchObject({
      status: 'pending',
      postedOn: null,
      transactionOn: '2024-03-05',
      sourceId: null,
    })
  })
})

describe('amounts', () => {
  test.each([
    [
      ['-30.00', '5.5', '+7', '.5'],
      [-3000n, 550n, 700n, 50n],
    ],
    [
      ['-200,00', '1,5'],
      [-20000n, 150n],
    ],
    [
      ['-1,234.56', '1,500'],
      [-123456n, 150000n],
    ],
    [
      ['-1.234,56', '1.500'],
      [-123456n, 150000n],
    ],
    [
      ['30.000', '-3.77000'],
      [3000n, -377n],
    ],
  ])('%j are read exactly', (texts, expected) => {
    expect(minors(read(amounts(...texts)))).toEqual(expected)
  })

  test('that are thousands or decimals alike are asked about, and read as answered', () => {
    const text = amounts('1.500', '-2.000')
    expect(questions(read(text))).toEqual(['decimal-mark'])
    expect(minors(read(text, { 'decimal-mark': '.' }))).toEqual([150n, -200n])
    expect(minors(read(text, { 'decimal-mark': ',' }))).toEqual([150000n, -200000n])
  })

  test('of a currency with three decimals are not asked about', () => {
    const text = sgmlFile(bankStatement([row({ TRNAMT: '1.500' })], { currency: 'KWD' }))
    expect(minors(read(text, {}, 'KWD'))).toEqual([1500n])
  })
})

describe('signs', () => {
  const typed = (...rows: readonly (readonly [type: string, amount: string])[]): string =>
    ofRows(
      ...rows.map(([type, amount], index) =>
        row({ TRNTYPE: type, TRNAMT: amount, FITID: `made-up-${index}` }),
      ),
    )

  test('are as stated, also of types that go both ways', () => {
    expect(minors(read(typed(['PAYMENT', '10'], ['INT', '-1'], ['POS', '3'])))).toEqual([1000n, -100n, 300n])
  })

  test('that some types contradict are taken as stated, with a warning', () => {
    const found = read(typed(['DEBIT', '-10'], ['CREDIT', '-1']))
    expect(minors(found)).toEqual([-1000n, -100n])
    expect(reading(found).warnings).toEqual([
      'The sign of 1 rows contradicts their type. They were taken as they are signed.',
    ])
  })

  test('that all types contradict are asked about', () => {
    const text = typed(['DEBIT', '10'], ['CREDIT', '-1'])
    expect(questions(read(text))).toEqual(['sign'])
    expect(minors(read(text, { sign: 'as-written' }))).toEqual([1000n, -100n])
    expect(minors(read(text, { sign: 'turned' }))).toEqual([-1000n, 100n])
  })

  test('that no amount has are asked about, and then taken from the types that tell them', () => {
    const text = typed(['DEBIT', '10'], ['CREDIT', '1'], ['FEE', '2'], ['XFER', '3'])
    expect(questions(read(text))).toEqual(['sign'])
    const found = read(text, { sign: 'by-type' })
    expect(minors(found)).toEqual([-1000n, 100n, -200n])
    expect(reasons(found)).toEqual(['neither its sign nor its type, "XFER", tells its direction'])
  })

  test('an earlier answer is found by the account, and holds for the same doubt alone', () => {
    const asked = read(typed(['DEBIT', '10'], ['CREDIT', '-2']))
    const answered = reading(read(typed(['DEBIT', '10'], ['CREDIT', '-2']), { sign: 'turned' }))
    expect(asked.kind === 'asks' && asked.fingerprint).toBe(answered.fingerprint)
    const next = (...rows: readonly (readonly [type: string, amount: string])[]) =>
      read(typed(...rows), {}, 'USD', answered.layout)
    expect(minors(next(['DEBIT', '7'], ['CREDIT', '-1']))).toEqual([-700n, 100n])
    expect(minors(next(['DEBIT', '-7'], ['CREDIT', '1']))).toEqual([-700n, 100n])
    expect(questions(next(['DEBIT', '7'], ['CREDIT', '1']))).toEqual(['sign'])
  })
})

describe('ids', () => {
  test('that rows share, that count them or are their date become references', () => {
    const same = ofRows(row({ FITID: 'same' }), row({ FITID: 'same', TRNAMT: '-2' }), row({ FITID: 'other' }))
    expect(ids(read(same))).toEqual([null, null, 'other'])
    expect(records(read(same))[0]?.reference).toBe('same')
    expect(reading(read(same)).warnings[0]).toContain('"same"')
    expect(ids(read(ofRows(row({ FITID: '2' }), row({ FITID: '1' }))))).toEqual([null, null])
    expect(ids(read(ofRows(row({ FITID: '20240304' }))))).toEqual([null])
  })

  test('that do not begin at one are the bank’s own', () => {
    expect(ids(read(ofRows(row({ FITID: '0000486' }), row({ FITID: '0000487' }))))).toEqual([
      '0000486',
      '0000487',
    ])
  })
})

describe('corrections', () => {
  test('a row in place of another names it', () => {
    const corrected = row({ FITID: 'made-up-2', CORRECTFITID: 'made-up-1', CORRECTACTION: 'REPLACE' })
    expect(records(read(ofRows(corrected)))[0]?.supersedes).toBe('made-up-1')
  })

  test('a row that is taken back within the file is no movement, nor is the one that does so', () => {
    const deletion = row({ FITID: 'made-up-2', CORRECTFITID: 'made-up-1', CORRECTACTION: 'DELETE' })
    const found = reading(read(ofRows(row(), deletion, row({ FITID: 'made-up-3' }))))
    expect(found.records.map(({ sourceId }) => sourceId)).toEqual(['made-up-3'])
    expect(found.ignored).toEqual([{ reason: 'taken back by the bank within the file', count: 2 }])
  })

  test('a row of an earlier file that is taken back is the person’s to remove', () => {
    const deletion = row({ FITID: 'made-up-2', CORRECTFITID: 'made-up-1', CORRECTACTION: 'DELETE' })
    expect(reasons(read(ofRows(row({ FITID: 'made-up-3' }), deletion)))).toEqual([
      'the bank takes back its row with the id "made-up-1": remove that one by hand',
    ])
  })
})

describe('balances', () => {
  const ledger = (on: string): Part => [
    'LEDGERBAL',
    [
      ['BALAMT', '99.50'],
      ['DTASOF', on],
    ],
  ]
  const available: Part = [
    'AVAILBAL',
    [
      ['BALAMT', '500'],
      ['DTASOF', '20240331'],
    ],
  ]
  const closing = (...after: readonly Part[]) =>
    reading(read(sgmlFile(bankStatement([row()], { after })))).closingBalance?.minor ?? null

  test('the ledger balance closes the statement; what is available does not', () => {
    expect(closing(ledger('20240331120000'), available)).toBe(9950n)
    expect(closing(available)).toBeNull()
  })

  test('a balance of after the period, or of before the last row, closes nothing', () => {
    expect(closing(ledger('20240407'))).toBeNull()
    expect(closing(ledger('20240303'))).toBeNull()
  })
})

describe('rows that are balances', () => {
  const before = row({ NAME: 'Saldo Anterior', FITID: '', TRNAMT: '100.00', DTPOSTED: '20240301' })
  const daily = row({ NAME: 'S A L D O', MEMO: 'Saldo do dia', FITID: '', TRNAMT: '99.00' })

  test('are no movements; the one before all rows is the opening balance, and proves the rest', () => {
    const ledger: Part = [
      'LEDGERBAL',
      [
        ['BALAMT', '99.00'],
        ['DTASOF', '20240331'],
      ],
    ]
    const found = reading(read(sgmlFile(bankStatement([before, row(), daily], { after: [ledger] }))))
    expect(found.records.map(({ amount }) => amount.minor)).toEqual([-100n])
    expect(found.ignored).toEqual([{ reason: 'a balance, written as a row', count: 2 }])
    expect(found.openingBalance?.minor).toBe(10000n)
    expect(found.proofs).toHaveLength(1)
  })

  test('a movement may speak of a balance', () => {
    const named = row({ NAME: 'Saldo Anterior', MEMO: 'PIX Maria' })
    expect(records(read(ofRows(named)))).toHaveLength(1)
  })
})

describe('accounts', () => {
  const checking = bankStatement([row()])
  const savings = bankStatement([row({ TRNAMT: '5' })], { account: '7654321', kind: 'SAVINGS' })

  test('several are never mixed unasked', () => {
    const text = sgmlFile(checking, savings)
    expect(questions(read(text))).toEqual(['account'])
    expect(minors(read(text, { account: 'only:7654321 USD' }))).toEqual([500n])
  })

  test('one without rows is not asked about', () => {
    expect(minors(read(sgmlFile(checking, bankStatement([], { account: '7654321' }))))).toEqual([-100n])
  })

  test('of one number are told apart by their kind', () => {
    const other = bankStatement([row({ TRNAMT: '5' })], { kind: 'SAVINGS' })
    expect(questions(read(sgmlFile(checking, other)))).toEqual(['account'])
  })

  test('in another currency are refused, and none is guessed', () => {
    expect(read(ofRows(row()), {}, 'EUR')).toMatchObject({ kind: 'refused', code: 'other-currency' })
    const unknown = sgmlFile(bankStatement([row()], { currency: 'QQQ' }))
    expect(read(unknown)).toMatchObject({ kind: 'refused', code: 'other-currency' })
  })

  test('without a currency are in that of their rows, or else of the account', () => {
    const aud = row({
      CURRENCY: [
        ['CURRATE', '1'],
        ['CURSYM', 'AUD'],
      ],
    })
    const none = { currency: '' }
    expect(read(sgmlFile(bankStatement([aud], none)))).toMatchObject({
      kind: 'refused',
      code: 'other-currency',
    })
    expect(records(read(sgmlFile(bankStatement([row()], none))))[0]?.amount.currency).toBe('USD')
  })
})

describe('investments', () => {
  const trade: Part = [
    'BUYSTOCK',
    [
      [
        'INVBUY',
        [
          ['INVTRAN', [['FITID', 't-1']]],
          ['TOTAL', '-100'],
        ],
      ],
    ],
  ]
  const cash: Part = ['INVBANKTRAN', [row(), ['SUBACCTFUND', 'CASH']]]

  test('rows of cash are read, trades of securities are counted', () => {
    const found = reading(read(sgmlFile(investmentStatement([trade, cash, trade]))))
    expect(found.records).toHaveLength(1)
    expect(found.ignored).toEqual([
      { reason: 'a trade or income of securities: no row of the cash account', count: 2 },
    ])
  })

  test('a list that is not closed is refused: its trades can no longer be counted', () => {
    const text = sgmlFile(investmentStatement([trade, cash])).replace('</INVTRANLIST>', '')
    expect(read(text)).toMatchObject({ kind: 'refused', code: 'damaged' })
  })

  test('trades alone are refused with that reason', () => {
    const found = read(sgmlFile(investmentStatement([trade])))
    expect(found).toMatchObject({ kind: 'refused', code: 'no-transactions' })
    expect(found.kind === 'refused' && found.text).toContain('only trades and income of securities (1)')
  })
})

describe('what is no statement', () => {
  const failed: Part = [
    'STATUS',
    [
      ['CODE', '2000'],
      ['SEVERITY', 'ERROR'],
      ['MESSAGE', 'Try again tomorrow'],
    ],
  ]

  test('an error of the bank is told in its words', () => {
    const found = read(sgmlFile(['STMTTRNRS', [['TRNUID', '0'], failed]]))
    expect(found.kind === 'refused' && found.text).toContain(
      'The bank answered: "Try again tomorrow" (code 2000).',
    )
  })

  test('an error for one of two accounts is a warning', () => {
    const text = sgmlFile(['STMTTRNRS', [['TRNUID', '0'], failed]], bankStatement([row()]))
    expect(reading(read(text)).warnings).toEqual(['The bank answered: "Try again tomorrow" (code 2000).'])
  })

  test('a file that is cut anywhere is refused', () => {
    const text = ofRows(row(), row({ FITID: 'made-up-2' })).trimEnd()
    const body = text.indexOf('<OFX>') + '<OFX>'.length
    for (let end = body; end < text.length; end += 1) {
      expect(read(text.slice(0, end)).kind, text.slice(0, end).slice(-30)).toBe('refused')
    }
  })

  test('a file that is cut within a tag says so, also behind a whole one', () => {
    const text = ofRows(row())
    for (const end of ['<OFX', '</', '<!-- made-up', '<?xml version="1.0"']) {
      const found = read(`${text}${end}`)
      expect(found.kind === 'refused' && found.text).toContain('It ends within a tag')
    }
  })

  test('a row that is not closed is rejected, and the next one is read', () => {
    const text = ofRows(row(), row({ FITID: 'made-up-2', TRNAMT: '-2' })).replace('</STMTTRN>', '')
    expect(minors(read(text))).toEqual([-200n])
    expect(reasons(read(text))).toEqual(['the row is not closed: the file is broken here'])
  })

  test('a list of rows that is not closed where all else is, is read with a warning', () => {
    const ledger: Part = [
      'LEDGERBAL',
      [
        ['BALAMT', '9'],
        ['DTASOF', '20240331'],
      ],
    ]
    const whole = sgmlFile(bankStatement([row()], { after: [ledger] }))
    const found = reading(read(whole.replace('</BANKTRANLIST>', '')))
    expect({ ...found, warnings: [] }).toEqual(read(whole))
    expect(found.warnings).toHaveLength(1)
  })

  test('rows outside of a statement refuse the file', () => {
    const text = sgmlFile(bankStatement([row()]), row())
    expect(read(text)).toMatchObject({ kind: 'refused', code: 'damaged' })
  })

  test('a row that states an amount twice is rejected', () => {
    const text = ofRows(row()).replace('<TRNAMT>-1.00', '<TRNAMT>-1.00\n<TRNAMT>-2.00')
    expect(reasons(read(text))).toEqual(['it states TRNAMT twice: the file is broken here'])
  })

  test('unclosed comments and endless nesting end quickly', () => {
    const many = 200_000
    expect(read(`${SGML_HEADER}\n<OFX><A>${'<!--'.repeat(many)}`).kind).toBe('refused')
    expect(read(`${SGML_HEADER}\n<OFX>${'<A>'.repeat(many)}`).kind).toBe('refused')
    expect(read(`${SGML_HEADER}\n<OFX>${'<A>x'.repeat(many)}</OFX>`).kind).toBe('refused')
    expect(read(`${SGML_HEADER}\n<OFX>${'<'.repeat(many)}</OFX>`).kind).toBe('refused')
  }, 20_000)
})

describe('encodings', () => {
  const withCharset = (charset: string, encoding = 'USASCII') =>
    ofRows(row({ NAME: 'CAF?' }))
      .replace('CHARSET:1252', `CHARSET:${charset}`)
      .replace('ENCODING:USASCII', `ENCODING:${encoding}`)
  const nameOf = (charset: string, letter: number, encoding?: string) => {
    const bytes = Uint8Array.from(withCharset(charset, encoding), (character) =>
      character === '?' ? letter : character.charCodeAt(0),
    )
    return records(readBytes(bytes, {}, 'USD', null))[0]?.counterpartyName
  }

  test('the header tells what a byte above 127 is', () => {
    expect(nameOf('1252', 0xc9)).toBe('CAFÉ')
    expect(nameOf('8859-1', 0xc9)).toBe('CAFÉ')
    expect(nameOf('1251', 0xc9)).toBe('CAFЙ')
    expect(nameOf('NONE', 0xc9, 'ISO-8859-7')).toBe('CAFΙ')
  })

  test('UTF-8 under a header that says 1252 is UTF-8', () => {
    expect(records(read(ofRows(row({ NAME: 'Café Łódź' }))))[0]?.counterpartyName).toBe('Café Łódź')
  })
})
