import { describe, expect, test } from 'vitest'
import { parseCurrency } from '../../../domain/currency.ts'
import type { FileReading } from '../file-reading.ts'
import { readFile } from '../read-file.ts'
import { balanceXml, camtXml, entryXml, OWN_IBAN } from './testing/made-up-camt.ts'
import type { MadeUpEntry } from './testing/made-up-camt.ts'

function reading(xml: string, answers: Readonly<Record<string, string>> = {}): FileReading {
  const currency = parseCurrency('EUR')
  if (currency === null) throw new Error('EUR is a currency')
  return readFile(
    { name: 'made-up.xml', bytes: new TextEncoder().encode(xml) },
    { currency, layout: null, answers },
  )
}

function read(xml: string, answers: Readonly<Record<string, string>> = {}) {
  const result = reading(xml, answers)
  if (result.kind !== 'read') throw new Error(JSON.stringify(result))
  return result
}

const minors = (xml: string) => read(xml).records.map(({ amount }) => Number(amount.minor))
const one = (entry: MadeUpEntry) => read(camtXml([{ entries: [entry] }])).records[0]
const refusal = (xml: string) => {
  const result = reading(xml)
  return result.kind === 'refused' ? `${result.code}: ${result.text}` : result.kind
}

const TWO: readonly MadeUpEntry[] = [
  { amount: '10.50', mark: 'CRDT', bankRef: 'REF-000001' },
  { amount: '3.20', mark: 'DBIT', bankRef: 'REF-000002' },
]

describe('a statement', () => {
  test('is read with its account, days and directions, and proved by its balances', () => {
    const result = read(camtXml([{ opening: '100.00', closing: '107.30', entries: TWO }]))
    expect(result.account).toEqual({ number: OWN_IBAN, bankCode: null, name: null, currency: 'EUR' })
    expect(result.layout).toMatchObject({ format: 'camt', version: 'camt.053.001.08' })
    expect(result.records.map(({ postedOn, amount }) => `${postedOn} ${amount.minor}`)).toEqual([
      '2024-03-05 1050',
      '2024-03-05 -320',
    ])
    expect(result.records[0]?.raw).toMatchObject({ valueOn: '2024-03-06' })
    expect([result.openingBalance?.minor, result.closingBalance?.minor]).toEqual([10000n, 10730n])
    expect([result.proofs.length, result.warnings]).toEqual([1, []])
  })

  test('whose rows do not reach its closing balance is told', () => {
    const result = read(camtXml([{ opening: '100.00', closing: '107.31', entries: TWO }]))
    expect(result.proofs).toEqual([])
    expect(result.warnings.join()).toContain('closing balance of 107.31')
  })

  test('is the same under any prefix and without a namespace', () => {
    const plain = camtXml([{ opening: '100.00', closing: '107.30', entries: TWO }])
    const prefixed = plain.replace(/<(\/?)(?=[A-Z])/g, '<$1ns-1.a:').replace(' xmlns=', ' xmlns:ns-1.a=')
    expect(read(prefixed).records).toEqual(read(plain).records)
    expect(read(plain.replace(/ xmlns="[^"]*"/, '')).records).toEqual(read(plain).records)
  })

  test.each(['01', '02', '03', '04', '06', '08', '10', '13'])('of version %s is read', (version) => {
    expect(read(camtXml([{ entries: TWO }], { version })).layout).toMatchObject({
      version: `camt.053.001.${version}`,
    })
  })

  test('in an envelope with a business header is read', () => {
    const inner = camtXml([{ entries: TWO }]).replace(/^<\?xml.*\n/, '')
    expect(minors(`<Envelope><AppHdr><Fr>A</Fr></AppHdr>${inner}</Envelope>`)).toEqual([1050, -320])
  })

  test('names the line where each entry begins, whatever ends the lines', () => {
    const xml = camtXml([{ entries: TWO }])
    expect(read(xml).lines).toEqual([8, 13])
    expect(read(xml.replaceAll('\n', '\r\n')).lines).toEqual([8, 13])
  })

  test('opens with PRCD where it has no OPBD, and never with an available balance', () => {
    const balances = [
      balanceXml('CLAV', '900.00', '2024-03-31'),
      balanceXml('PRCD', '-2.00', '2024-02-29'),
      balanceXml('CLBD', '5.30', '2024-03-31'),
      balanceXml('FWAV', '7.00', '2024-04-01'),
    ]
    const result = read(camtXml([{ summary: balances.join('\n'), entries: TWO }]))
    expect([result.openingBalance?.minor, result.closingBalance?.minor]).toEqual([-200n, 530n])
    expect(result.proofs).toHaveLength(1)
  })

  test('without balances says that nothing proves it', () => {
    expect(read(camtXml([{ entries: TWO }])).warnings).toEqual([
      'A statement gives no opening and no closing balance: nothing proves that all its movements are here.',
    ])
    expect(read(camtXml([{ entries: TWO }], { kind: '054' })).warnings).toEqual([])
  })

  test('whose balance is in another currency is not proved by it', () => {
    const xml = camtXml([
      { opening: '100.00', summary: balanceXml('CLBD', '107.30', '2024-03-31', 'SEK'), entries: TWO },
    ])
    expect(read(xml).proofs).toEqual([])
    expect(read(xml).warnings.join()).toContain('CLBD is in SEK')
  })
})

describe('an entry', () => {
  test.each([
    ['<Sts>PDNG</Sts>', 'pending'],
    ['<Sts><Cd>PDNG</Cd></Sts>', 'pending'],
    ['<Sts><Cd>BOOK</Cd></Sts>', 'posted'],
    ['', 'posted'],
  ])('with the status %s is %s', (status, expected) => {
    expect(one({ amount: '1.00', status })?.status).toBe(expected)
  })

  test('for information, or announced, moves no money and is counted as ignored', () => {
    const entries = [
      ...TWO,
      { amount: '9.00', status: '<Sts>INFO</Sts>' },
      { amount: '9.00', status: '<Sts><Cd>FUTR</Cd></Sts>' },
    ]
    const result = read(camtXml([{ opening: '100.00', closing: '107.30', entries }]))
    expect(result.ignored.map(({ count }) => count)).toEqual([1, 1])
    expect(result.proofs).toHaveLength(1)
  })

  test.each<[string, MadeUpEntry, string]>([
    ['an unknown status', { amount: '1.00', status: '<Sts>WHAT</Sts>' }, 'its status "WHAT" is not known'],
    ['another currency', { amount: '1.00', currency: 'USD' }, 'it is in USD, the account in EUR'],
    ['more decimals than cents', { amount: '1.005' }, 'more decimals'],
    ['a sign of its own', { amount: '-1.00' }, 'has a sign of its own'],
    ['a comma', { amount: '1,00' }, 'is not a decimal amount'],
    [
      'no day of the calendar',
      { amount: '1.00', dates: '<BookgDt><Dt>2024-02-30</Dt></BookgDt>' },
      '"2024-02-30" is not a date',
    ],
  ])('with %s is rejected with its line', (_, entry, reason) => {
    const result = read(camtXml([{ entries: [...TWO, entry] }]))
    expect(result.records).toHaveLength(2)
    expect(result.rejected).toMatchObject([{ line: 18, reason: expect.stringContaining(reason) as string }])
  })

  test('takes the day of a time as the bank wrote it', () => {
    const dates = '<BookgDt><DtTm>2024-03-05T00:15:00+02:00</DtTm></BookgDt>'
    expect(one({ amount: '1.00', dates })?.postedOn).toBe('2024-03-05')
  })

  test('without a booking day is of its value day', () => {
    expect(one({ amount: '1.00', dates: '<ValDt><Dt>2024-03-09</Dt></ValDt>' })?.postedOn).toBe('2024-03-09')
  })

  test('without any day is asked about, and booked or left out as the answer says', () => {
    const xml = camtXml([{ entries: [{ amount: '1.00', dates: '' }, ...TWO] }])
    expect(reading(xml)).toMatchObject({ kind: 'asks', questions: [{ id: 'undated' }] })
    expect(read(xml, { undated: 'report-day' }).records[0]?.postedOn).toBe('2024-03-31')
    expect(read(xml, { undated: 'leave-out' }).rejected).toMatchObject([{ reason: 'it has no date' }])
  })

  test('that is a reversal has its direction in its own mark', () => {
    const reversal = { amount: '3.20', mark: 'CRDT' as const, more: '<RvslInd>true</RvslInd>' }
    const result = read(
      camtXml([{ opening: '0.00', closing: '13.70', entries: [TWO[0] ?? reversal, reversal] }]),
    )
    expect(result.records.map(({ amount }) => amount.minor)).toEqual([1050n, 320n])
    expect(result.proofs).toHaveLength(1)
  })

  test('that is a reversal is turned where only that reaches the closing balance, and it is told', () => {
    const reversal = { amount: '3.20', mark: 'CRDT' as const, more: '<RvslInd>true</RvslInd>' }
    const result = read(
      camtXml([{ opening: '0.00', closing: '7.30', entries: [TWO[0] ?? reversal, reversal] }]),
    )
    expect(result.records.map(({ amount }) => amount.minor)).toEqual([1050n, -320n])
    expect(result.warnings.join()).toContain('reversals')
    const unproved = read(
      camtXml([{ opening: '0.00', closing: '99.00', entries: [TWO[0] ?? reversal, reversal] }]),
    )
    expect(unproved.records.map(({ amount }) => amount.minor)).toEqual([1050n, 320n])
  })

  test("keeps the bank's id where it tells entries apart, and none where one repeats", () => {
    expect(read(camtXml([{ entries: TWO }])).records.map(({ sourceId }) => sourceId)).toEqual([
      'REF-000001',
      'REF-000002',
    ])
    const same = TWO.map((entry) => ({ ...entry, bankRef: 'REF-000001' }))
    expect(read(camtXml([{ entries: same }])).records.map(({ sourceId }) => sourceId)).toEqual([null, null])
  })
})

describe('a batch', () => {
  const payment = (amount: string, name: string) =>
    `<Refs><EndToEndId>E2E-${name}</EndToEndId></Refs>${amount}` +
    `<RltdPties><Dbtr><Nm>${name}</Nm></Dbtr></RltdPties>`
  const amt = (text: string, currency = 'EUR') => `<Amt Ccy="${currency}">${text}</Amt>`

  test.each([
    ['Amt', (text: string) => amt(text)],
    ['AmtDtls/TxAmt', (text: string) => `<AmtDtls><TxAmt>${amt(text)}</TxAmt></AmtDtls>`],
    ['AmtDtls/InstdAmt', (text: string) => `<AmtDtls><InstdAmt>${amt(text)}</InstdAmt></AmtDtls>`],
  ])('becomes a row for each payment where their %s add up to it', (_, write) => {
    const details = [payment(write('4.00'), 'Ann'), payment(write('6.50'), 'Ben')]
    const result = read(
      camtXml([{ opening: '0.00', closing: '10.50', entries: [{ amount: '10.50', details }] }]),
    )
    expect(
      result.records.map(
        ({ amount, counterpartyName, reference }) => `${amount.minor} ${counterpartyName} ${reference}`,
      ),
    ).toEqual(['400 Ann E2E-Ann', '650 Ben E2E-Ben'])
    expect([result.proofs.length, result.warnings]).toEqual([1, []])
  })

  test('may hold payments of the other direction', () => {
    const details = [
      `${amt('12.00')}<CdtDbtInd>CRDT</CdtDbtInd>`,
      `${amt('1.50')}<CdtDbtInd>DBIT</CdtDbtInd>`,
    ]
    expect(minors(camtXml([{ entries: [{ amount: '10.50', details }] }]))).toEqual([1200, -150])
  })

  test.each([
    ['do not add up', [amt('4.00'), amt('6.00')]],
    ['are not all given', [amt('10.50'), '']],
    ['are in another currency', [amt('4.00', 'USD'), amt('6.50', 'USD')]],
  ])('stays one row, and it is told, where amounts %s', (_, amounts) => {
    const details = amounts.map((text) => payment(text, 'Ann'))
    const result = read(
      camtXml([{ opening: '0.00', closing: '10.50', entries: [{ amount: '10.50', details }] }]),
    )
    expect(result.records).toMatchObject([{ amount: { minor: 1050n }, counterpartyName: 'Ann' }])
    expect(result.warnings.join()).toContain('2 payments is kept as one row')
  })

  test('does not give its own id to its payments', () => {
    const details = [`<Refs><AcctSvcrRef>PAY-000001</AcctSvcrRef></Refs>${amt('4.00')}`, amt('6.50')]
    const result = read(camtXml([{ entries: [{ amount: '10.50', bankRef: 'BATCH-0001', details }] }]))
    expect(result.records.map(({ sourceId }) => sourceId)).toEqual(['PAY-000001', null])
  })

  test('of one payment books the entry, not what was instructed in another currency', () => {
    const details = [
      `<AmtDtls><InstdAmt>${amt('11.00', 'USD')}</InstdAmt><TxAmt>${amt('11.00', 'USD')}</TxAmt></AmtDtls>`,
    ]
    expect(minors(camtXml([{ entries: [{ amount: '10.50', details }] }]))).toEqual([1050])
  })
})

describe('the counterparty', () => {
  const party = (side: string, name: string, iban: string) =>
    `<${side}><Nm>${name}</Nm></${side}><${side}Acct><Id><IBAN>${iban}</IBAN></Id></${side}Acct>`
  const parties = (...sides: readonly string[]) => `<RltdPties>${sides.join('')}</RltdPties>`
  const both = parties(
    party('Dbtr', 'Payer', 'DE89370400440532013000'),
    party('Cdtr', 'Payee', 'NL91ABNA0417164300'),
  )
  const named = (mark: 'CRDT' | 'DBIT', detail: string, more = '') => {
    const record = one({ amount: '1.00', mark, details: [detail], more })
    return [record?.counterpartyName, record?.counterpartyAccountMask]
  }

  test('of money that came in is who paid, of money that went out who was paid', () => {
    expect(named('CRDT', both)).toEqual(['Payer', '3000'])
    expect(named('DBIT', both)).toEqual(['Payee', '4300'])
  })

  test('of a return is the other side of the payment that it takes back', () => {
    expect(named('DBIT', `${both}<RtrInf><Rsn><Cd>MD06</Cd></Rsn></RtrInf>`)).toEqual(['Payer', '3000'])
    expect(named('CRDT', both, '<RvslInd>true</RvslInd>')).toEqual(['Payee', '4300'])
  })

  test('is never the holder by their own account', () => {
    const own = parties(party('Dbtr', 'Holder', OWN_IBAN), party('Cdtr', 'Shop', 'NL91ABNA0417164300'))
    expect(named('CRDT', own)).toEqual(['Shop', '4300'])
  })

  test('stands one level deeper since version 8', () => {
    expect(named('CRDT', '<RltdPties><Dbtr><Pty><Nm>Deep</Nm></Pty></Dbtr></RltdPties>')).toEqual([
      'Deep',
      null,
    ])
    expect(
      named('CRDT', '<RltdPties><Dbtr><Agt><FinInstnId><Nm>Bank</Nm></FinInstnId></Agt></Dbtr></RltdPties>'),
    ).toEqual(['Bank', null])
  })

  test('is whom the party acts for where it has no name itself', () => {
    expect(named('DBIT', '<RltdPties><UltmtCdtr><Nm>Shop</Nm></UltmtCdtr></RltdPties>')).toEqual([
      'Shop',
      null,
    ])
  })

  test('is not made up', () => {
    expect(named('CRDT', '<RltdPties><Cdtr><Nm>Holder</Nm></Cdtr></RltdPties>')).toEqual([null, null])
  })
})

describe('the text', () => {
  const text = (detail: string, entryText?: string) =>
    one({ amount: '1.00', details: [detail], ...(entryText === undefined ? {} : { text: entryText }) })
      ?.description

  test("is the payer's message with its characters", () => {
    expect(text('<RmtInf><Ustrd>Fish &amp; Chips &#228;&#x20AC; </Ustrd></RmtInf>', 'other')).toBe(
      'Fish & Chips ä€ ',
    )
    expect(text('<RmtInf><Ustrd><![CDATA[a <b> &amp; c]]></Ustrd></RmtInf>')).toBe('a <b> &amp; c')
  })

  test('goes on in the next line without a space only where a line is full', () => {
    const full = 'x'.repeat(140)
    expect(text(`<RmtInf><Ustrd>${full}</Ustrd><Ustrd>y</Ustrd><Ustrd>z</Ustrd></RmtInf>`)).toBe(`${full}y z`)
  })

  test("is the bank's own where the payer said nothing, and the reference at last", () => {
    const reference = '<RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>'
    expect(text(reference, 'Card payment')).toBe('Card payment')
    expect(text(reference)).toBe('RF18539007547034')
  })

  test("has the end-to-end reference beside it, else the creditor's", () => {
    const strd = '<RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>'
    const refs = (id: string) => `<Refs><EndToEndId>${id}</EndToEndId></Refs>${strd}`
    expect(one({ amount: '1.00', details: [refs('INV-7')] })?.reference).toBe('INV-7')
    expect(one({ amount: '1.00', details: [refs('NOTPROVIDED')] })?.reference).toBe('RF18539007547034')
  })
})

describe('what the file says of itself', () => {
  const told = (...args: Parameters<typeof camtXml>) => read(camtXml(...args)).warnings.join('\n')

  test('is compared with its entries', () => {
    const summary = (count: string, sum: string) =>
      `<TxsSummry><TtlNtries><NbOfNtries>${count}</NbOfNtries><Sum>${sum}</Sum></TtlNtries></TxsSummry>`
    const base = { opening: '100.00', closing: '107.30', entries: TWO }
    expect(told([{ ...base, summary: summary('2', '13.70') }])).toBe('')
    expect(told([{ ...base, summary: summary('3', '13.70') }])).toContain('counts 3 entries, but holds 2')
    expect(told([{ ...base, summary: summary('2', '13.00') }])).toContain(
      'sums its entries to 13.00, but they add up to 13.70',
    )
  })

  test('names the pages of the message that are not here', () => {
    const header = '<MsgPgntn><PgNb>2</PgNb><LastPgInd>false</LastPgInd></MsgPgntn>'
    expect(told([{ entries: TWO }], { header })).toMatch(
      /page 2 of its message: import the pages before[\s\S]*not the last/,
    )
  })

  test('names pages and numbers of statements that are not here', () => {
    const page = (number: number, last: boolean) =>
      `<StmtPgntn><PgNb>${number}</PgNb><LastPgInd>${last}</LastPgInd></StmtPgntn>`
    expect(told([{ head: page(1, false), entries: TWO }])).toContain('page 2 is not here')
    const whole = [1, 2].map((number) => ({
      head: page(number, number === 2),
      entries: [{ amount: `${number}.00` }],
    }))
    expect(told(whole)).not.toContain('age')
    const numbered = [7, 9].map((number) => ({
      head: `<ElctrncSeqNb>${number}</ElctrncSeqNb>`,
      entries: [{ amount: `${number}.00` }],
    }))
    expect(told(numbered)).toContain('Statement 7 is followed by statement 9')
  })
})

describe('several statements', () => {
  test('of one account are chained by their balances', () => {
    const [first, second] = TWO
    const pages = (opening: string) => [
      { opening: '100.00', closing: '110.50', entries: first ? [first] : [] },
      { opening, closing: '107.30', entries: second ? [second] : [] },
    ]
    expect(read(camtXml(pages('110.50')))).toMatchObject({
      warnings: [],
      openingBalance: { minor: 10000n },
      closingBalance: { minor: 10730n },
    })
    expect(read(camtXml(pages('110.00'))).warnings.join()).toContain('may be missing')
  })

  test('of several accounts are asked about, but not accounts without entries', () => {
    const other = { iban: 'DE89370400440532013000', entries: [{ amount: '5.00' }] }
    expect(reading(camtXml([{ entries: TWO }, other]))).toMatchObject({
      kind: 'asks',
      questions: [{ kind: 'account' }],
    })
    expect(read(camtXml([{ entries: TWO }, { ...other, entries: [] }])).account?.number).toBe(OWN_IBAN)
  })

  test('that are copies of one another count once', () => {
    const statement = { opening: '100.00', closing: '107.30', entries: TWO }
    const result = read(camtXml([statement, statement]))
    expect(result.records).toHaveLength(2)
    expect(result.ignored).toMatchObject([{ count: 2 }])
    expect(result.warnings).toEqual([])
  })

  test('that are equal but could follow one another stay', () => {
    const statement = {
      opening: '100.00',
      closing: '100.00',
      entries: [{ amount: '1.00' }, { amount: '1.00', mark: 'DBIT' as const }],
    }
    expect(read(camtXml([statement, statement])).records).toHaveLength(4)
  })

  test("of a day that repeat an entry under the bank's id tell it once, as the last one says", () => {
    const pending = { amount: '3.20', bankRef: 'REF-000002', status: '<Sts>PDNG</Sts>' }
    const booked = { ...pending, status: '<Sts>BOOK</Sts>' }
    const result = read(
      camtXml([{ entries: [pending] }, { entries: [booked, { amount: '1.00' }] }], { kind: '052' }),
    )
    expect(result.records.map(({ amount, status }) => `${amount.minor} ${status}`)).toEqual([
      '320 posted',
      '100 posted',
    ])
    expect(result.ignored).toMatchObject([{ count: 1 }])
    const alike = { amount: '3.20' }
    expect(minors(camtXml([{ entries: [alike] }, { entries: [alike] }], { kind: '052' }))).toEqual([320, 320])
  })
})

test('a notification that splits a batch tells that a statement may hold it as one sum', () => {
  const details = ['<Amt Ccy="EUR">4.00</Amt>', '<Amt Ccy="EUR">6.50</Amt>']
  const result = read(camtXml([{ entries: [{ amount: '10.50', details }] }], { kind: '054' }))
  expect(result.records).toHaveLength(2)
  expect(result.warnings.join()).toContain('1 batches payment by payment')
})

describe('a report within the day', () => {
  test('is proved by an interim balance that it reaches, and not doubted by one that it does not', () => {
    const report = (interim: string) =>
      read(
        camtXml([{ opening: '100.00', summary: balanceXml('ITBD', interim, '2024-03-05'), entries: TWO }], {
          kind: '052',
        }),
      )
    expect(report('107.30')).toMatchObject({ proofs: [expect.any(String)], warnings: [] })
    expect(report('999.00')).toMatchObject({ proofs: [], warnings: [] })
  })
})

describe('a broken file is refused', () => {
  const xml = camtXml([{ opening: '100.00', closing: '107.30', entries: TWO }])

  test('when it is cut off anywhere', () => {
    const end = xml.lastIndexOf('</Document>') + '</Document>'.length
    for (let length = xml.indexOf('BkToCstmrStmt') + 20; length < end; length += 7) {
      expect(refusal(xml.slice(0, length))).toMatch(/^damaged/)
    }
  })

  test('when it declares entities of its own', () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    expect(refusal(xml.replace('<Document', `${bomb}<Document`))).toContain('document type')
  })

  test('when it nests deeper than statements do, or holds two documents', () => {
    const deep = `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`
    expect(refusal(xml.replace('</Stmt>', `${deep}</Stmt>`))).toMatch(/^damaged/)
    expect(refusal(`${xml}<Document/>`)).toContain('2 XML documents')
    expect(refusal(xml + xml.replace(/^<\?xml.*\n/, ''))).toMatch(/^damaged/)
  })

  test('when it holds no statement', () => {
    expect(
      refusal('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><Other/></Document>'),
    ).toContain('no statement')
    expect(refusal(camtXml([{ entries: [] }]))).toContain('no-transactions')
  })

  test('when one entry is cut out of its tags', () => {
    expect(refusal(xml.replace(entryXml(TWO[0] ?? { amount: '1' }), '<Ntry>'))).toMatch(/^damaged/)
  })
})
