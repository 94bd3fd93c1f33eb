import { describe, expect, test } from 'vitest'
import { parseCurrency } from '../../../domain/currency.ts'
import type { FileReading } from '../file-reading.ts'
import { readFile } from '../read-file.ts'

type Read = Extract<FileReading, { kind: 'read' }>

function read(text: string, answers: Readonly<Record<string, string>> = {}, code = 'USD'): FileReading {
  const currency = parseCurrency(code)
  if (currency === null) throw new Error('not a currency')
  const bytes = new TextEncoder().encode(text)
  return readFile({ name: 'made-up.qif', bytes }, { currency, layout: null, answers })
}

function reading(found: FileReading): Read {
  if (found.kind !== 'read') throw new Error(`not read: ${JSON.stringify(found)}`)
  return found
}

const records = (found: FileReading): Read['records'] => reading(found).records
const dates = (found: FileReading) => records(found).map(({ postedOn }) => postedOn)
const minors = (found: FileReading) => records(found).map(({ amount }) => amount.minor)
const reasons = (found: FileReading) => reading(found).rejected.map(({ line, reason }) => `${line}: ${reason}`)
const questions = (found: FileReading) => (found.kind === 'asks' ? found.questions.map(({ id }) => id) : found.kind)

/** Entries of a bank account, each given as its lines. */
const bank = (...entries: readonly string[]): string => `!Type:Bank\n${entries.map((entry) => `${entry}\n^\n`).join('')}`

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
    const text = bank(DAY_FIRST, 'T-2.00\nPno date', 'D26/03/2024\nPno amount', 'D27/03/2024\nT1.00\nD28/03/2024\nT2.00')
    expect(minors(read(text))).toEqual([-100n])
    expect(reasons(read(text))).toEqual([
      '6: it has no date',
      '9: it has no amount',
      '12: it has two lines with D: the ^ between two rows is missing',
    ])
  })
})
