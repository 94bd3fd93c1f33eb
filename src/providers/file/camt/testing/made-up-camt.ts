// CAMT files of made-up banks, one entry a line block, for tests.

export const OWN_IBAN = 'DE02120300000000202051'

export type MadeUpEntry = {
  readonly amount: string
  readonly mark?: 'CRDT' | 'DBIT'
  readonly currency?: string
  /** XML of the status; booked where left out. */
  readonly status?: string
  /** XML of the dates. */
  readonly dates?: string
  readonly bankRef?: string
  /** XML between the dates and the details. */
  readonly more?: string
  /** XML of the payments, each inside its own TxDtls. */
  readonly details?: readonly string[]
  readonly text?: string
}

export function entryXml(entry: MadeUpEntry): string {
  const { amount, mark = 'CRDT', currency = 'EUR', status = '<Sts>BOOK</Sts>' } = entry
  const { dates = '<BookgDt><Dt>2024-03-05</Dt></BookgDt><ValDt><Dt>2024-03-06</Dt></ValDt>' } = entry
  const details = (entry.details ?? []).map((detail) => `<TxDtls>${detail}</TxDtls>`).join('\n')
  return [
    '<Ntry>',
    `<Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${mark}</CdtDbtInd>`,
    `${entry.more ?? ''}${status}${dates}`,
    entry.bankRef === undefined ? '' : `<AcctSvcrRef>${entry.bankRef}</AcctSvcrRef>`,
    details === '' ? '' : `<NtryDtls>${details}</NtryDtls>`,
    entry.text === undefined ? '' : `<AddtlNtryInf>${entry.text}</AddtlNtryInf>`,
    '</Ntry>',
  ]
    .filter((line) => line !== '')
    .join('\n')
}

export const balanceXml = (code: string, amount: string, on: string, currency = 'EUR'): string => {
  const mark = amount.startsWith('-') ? 'DBIT' : 'CRDT'
  const type = `<Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>`
  return `<Bal>${type}<Amt Ccy="${currency}">${amount.replace('-', '')}</Amt><CdtDbtInd>${mark}</CdtDbtInd><Dt><Dt>${on}</Dt></Dt></Bal>`
}

export type MadeUpStatement = {
  readonly iban?: string
  readonly currency?: string
  readonly opening?: string | null
  readonly closing?: string | null
  /** XML before the account. */
  readonly head?: string
  /** XML after the balances. */
  readonly summary?: string
  readonly entries: readonly (MadeUpEntry | string)[]
}

const KINDS = {
  '052': ['BkToCstmrAcctRpt', 'Rpt'],
  '053': ['BkToCstmrStmt', 'Stmt'],
  '054': ['BkToCstmrDbtCdtNtfctn', 'Ntfctn'],
} as const

export function statementXml(statement: MadeUpStatement, element: string): string {
  const { iban = OWN_IBAN, currency = 'EUR', opening = null, closing = null } = statement
  return [
    `<${element}>`,
    `<Id>1</Id>${statement.head ?? ''}<CreDtTm>2024-03-31T18:00:00+01:00</CreDtTm>`,
    `<Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>${currency}</Ccy></Acct>`,
    opening === null ? '' : balanceXml('OPBD', opening, '2024-03-01', currency),
    closing === null ? '' : balanceXml('CLBD', closing, '2024-03-31', currency),
    statement.summary ?? '',
    ...statement.entries.map((entry) => (typeof entry === 'string' ? entry : entryXml(entry))),
    `</${element}>`,
  ]
    .filter((line) => line !== '')
    .join('\n')
}

export function camtXml(
  statements: readonly MadeUpStatement[],
  {
    kind = '053',
    version = '08',
    header = '',
  }: { kind?: keyof typeof KINDS; version?: string; header?: string } = {},
): string {
  const [message, element] = KINDS[kind]
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${kind}.001.${version}">`,
    `<${message}>`,
    `<GrpHdr><MsgId>made-up</MsgId><CreDtTm>2024-03-31T18:00:00+01:00</CreDtTm>${header}</GrpHdr>`,
    ...statements.map((statement) => statementXml(statement, element)),
    `</${message}>`,
    '</Document>',
    '',
  ].join('\n')
}
