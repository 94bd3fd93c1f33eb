// Made-up OFX files, in both forms.

/** A value, or a group of them. */
export type Part = readonly [name: string, content: string | readonly Part[]]

const ROW = {
  TRNTYPE: 'OTHER',
  DTPOSTED: '20240304120000[0:GMT]',
  TRNAMT: '-1.00',
  FITID: 'made-up-1',
  NAME: 'Somebody',
}

/** A booked row with these values in place of its own; an empty one leaves it out. */
export const row = (
  values: Readonly<Record<string, string | readonly Part[]>> = {},
  name = 'STMTTRN',
): Part => [name, Object.entries({ ...ROW, ...values }).filter(([, value]) => value !== '')]

export type StatementParts = {
  readonly account?: string
  readonly kind?: string
  readonly currency?: string
  readonly after?: readonly Part[]
}

/** The response of a bank for one account. */
export function bankStatement(rows: readonly Part[], parts: StatementParts = {}): Part {
  const { account = '1234567', kind = 'CHECKING', currency = 'USD', after = [] } = parts
  const from: Part = [
    'BANKACCTFROM',
    [
      ['BANKID', '99887766'],
      ['ACCTID', account],
      ['ACCTTYPE', kind],
    ],
  ]
  const list: Part = ['BANKTRANLIST', [['DTSTART', '20240301'], ['DTEND', '20240331'], ...rows]]
  const statement: Part = ['STMTRS', [['CURDEF', currency], from, list, ...after]]
  return ['STMTTRNRS', [['TRNUID', '0'], okStatus, statement]]
}

const okStatus: Part = [
  'STATUS',
  [
    ['CODE', '0'],
    ['SEVERITY', 'INFO'],
  ],
]

/** The response of a broker for one account. */
export const investmentStatement = (movements: readonly Part[]): Part => [
  'INVSTMTTRNRS',
  [
    ['TRNUID', '0'],
    okStatus,
    [
      'INVSTMTRS',
      [
        ['CURDEF', 'USD'],
        [
          'INVACCTFROM',
          [
            ['BROKERID', 'made-up.example'],
            ['ACCTID', '555'],
          ],
        ],
        ['INVTRANLIST', [['DTSTART', '20240301'], ['DTEND', '20240331'], ...movements]],
      ],
    ],
  ],
]

const signOn: Part = [
  'SIGNONMSGSRSV1',
  [['SONRS', [okStatus, ['DTSERVER', '20240401'], ['LANGUAGE', 'ENG']]]],
]

const document = (statements: readonly Part[]): Part => ['OFX', [signOn, ['BANKMSGSRSV1', statements]]]

export const SGML_HEADER = [
  'OFXHEADER:100',
  'DATA:OFXSGML',
  'VERSION:102',
  'SECURITY:NONE',
  'ENCODING:USASCII',
  'CHARSET:1252',
  'COMPRESSION:NONE',
  'OLDFILEUID:NONE',
  'NEWFILEUID:NONE',
].join('\r\n')

/** OFX 1: values are not closed. */
export const sgmlFile = (...statements: readonly Part[]): string =>
  `${SGML_HEADER}\r\n\r\n${render(document(statements), false)}`

/** OFX 2. */
export const xmlFile = (...statements: readonly Part[]): string =>
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>\n' +
  render(document(statements), true)

export function render([name, content]: Part, closesValues: boolean): string {
  if (typeof content === 'string') {
    const text = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    return `<${name}>${text}${closesValues ? `</${name}>` : ''}\n`
  }
  return `<${name}>\n${content.map((part) => render(part, closesValues)).join('')}</${name}>\n`
}
