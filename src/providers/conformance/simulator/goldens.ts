// One recorded row for each direction and trap, and what must come of it.
import type { JsonValue } from '../../../domain/source-record.ts'
import type { Golden } from '../harness.ts'
import { goldenText } from '../goldens.ts'
import { mapRows, wireRow } from './map.ts'

const golden = (name: string, row: JsonValue, expected: JsonValue): Golden => ({
  name,
  actual: goldenText(mapRows([wireRow.parse(row)])),
  expected,
})

const ROW = {
  account: 'account-1',
  id: 'row-1',
  status: 'booked',
  amount: '12.30',
  currency: 'EUR',
  booked: '2026-03-02',
  done: '2026-03-01',
  text: 'CAFE  MORGENROT ',
  party: 'Café Morgenrot',
  purpose: 'coffee',
  replaces: null,
} as const

const EXPECTED = {
  accountSourceId: 'account-1',
  sourceId: 'row-1',
  status: 'posted',
  postedOn: '2026-03-02',
  transactionOn: '2026-03-01',
  occurredAt: null,
  description: 'CAFE  MORGENROT ',
  counterpartyName: 'Café Morgenrot',
  counterpartyAccountMask: null,
  providerCategory: { scheme: 'simulator', code: 'coffee' },
  supersedes: null,
  balanceAfter: null,
  reference: null,
} as const

const money = (minor: string) => ({ minor, currency: 'EUR' })

const out = { ...ROW, direction: 'out' } as const
const into = { ...ROW, direction: 'in' } as const
const dreamt = { ...ROW, direction: 'in', booked: '2026-02-31' } as const

export const simulatorGoldens: readonly Golden[] = [
  golden('money out', out, { upserts: [{ ...EXPECTED, amount: money('-1230n'), raw: out }], rejected: [] }),
  golden('money in', into, { upserts: [{ ...EXPECTED, amount: money('1230n'), raw: into }], rejected: [] }),
  golden('a day that does not exist', dreamt, {
    upserts: [],
    rejected: [
      {
        accountSourceId: 'account-1',
        sourceId: 'row-1',
        reason: '"2026-02-31" is not a date',
        line: null,
        raw: dreamt,
      },
    ],
  }),
]
