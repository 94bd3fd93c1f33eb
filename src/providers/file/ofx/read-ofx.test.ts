import { describe, expect, test } from 'vitest'
import { parseCurrency } from '../../../domain/currency.ts'
import type { FileReading } from '../file-reading.ts'
import { readFile } from '../read-file.ts'
import { bankStatement, row, sgmlFile, xmlFile } from './testing/ofx-file.ts'

type Read = Extract<FileReading, { kind: 'read' }>

function readBytes(bytes: Uint8Array, answers: Readonly<Record<string, string>> = {}, code = 'USD'): FileReading {
  const currency = parseCurrency(code)
  if (currency === null) throw new Error('not a currency')
  return readFile({ name: 'made-up.ofx', bytes }, { currency, layout: null, answers })
}

const read = (text: string, answers: Readonly<Record<string, string>> = {}, code = 'USD'): FileReading =>
  readBytes(new TextEncoder().encode(text), answers, code)

function records(reading: FileReading): Read['records'] {
  if (reading.kind !== 'read') throw new Error(`not read: ${JSON.stringify(reading)}`)
  return reading.records
}

const first = (reading: FileReading) => records(reading)[0]

describe('both forms of OFX', () => {
  const rows = [row({ TRNAMT: '-12.30', NAME: 'Corner Bakery' }), row({ FITID: 'made-up-2', TRNAMT: '5' })]

  test('SGML without closing tags and XML give the same records', () => {
    const sgml = records(read(sgmlFile(bankStatement(rows))))
    expect(records(read(xmlFile(bankStatement(rows))))).toEqual(sgml)
    expect(sgml.map(({ amount }) => amount.minor)).toEqual([-1230n, 500n])
  })

  test('a row has its id, dates, text and account', () => {
    expect(first(read(sgmlFile(bankStatement([row({ DTUSER: '20240301', MEMO: 'two loaves', CHECKNUM: '17' })]))))).toMatchObject({
      accountSourceId: '1234567',
      sourceId: 'made-up-1',
      status: 'posted',
      postedOn: '2024-03-04',
      transactionOn: '2024-03-01',
      description: 'Somebody two loaves',
      counterpartyName: 'Somebody',
      reference: '17',
    })
  })
})
