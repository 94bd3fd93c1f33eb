// What the fake server makes of a file, by its name.
import type { CountsView, FilePreview } from '../../../src/api/contract.ts'
import { fakeCounts } from './household.ts'
import { dayBefore, money } from './ledger.ts'

type Reading = FilePreview['reading']
type ReadFile = Extract<Reading, { kind: 'read' }>

const LAYOUT: ReadFile['layout'] = {
  format: 'csv',
  encoding: 'UTF-8',
  delimiter: ';',
  hasHeader: true,
  skipLines: 0,
  columns: [
    { header: 'Booking date', role: 'date' },
    { header: 'Payee', role: 'payoree' },
    { header: 'Purpose', role: 'description' },
    { header: 'Amount', role: 'amount' },
  ],
  dateOrder: 'dmy',
  decimalMark: ',',
  isSignFlipped: false,
}

const COUNTS: CountsView = fakeCounts({ fetched: 42, added: 37, updated: 1, unchanged: 2, rejected: 1, ignored: 1 })

const ROWS: ReadFile['rows'] = [
  {
    line: 14,
    outcome: 'rejected',
    reason: '"31/02/2026" is not a date.',
    on: null,
    payoree: null,
    description: 'GREEN BASKET MKT 00412',
    amount: money(-8316, 'EUR'),
  },
  {
    line: 2,
    outcome: 'unchanged',
    reason: 'The same date, amount and text are here already.',
    on: dayBefore(40),
    payoree: 'Harbor Electric',
    description: 'HARBOR ELECTRIC BILLPAY',
    amount: money(-9644, 'EUR'),
  },
  {
    line: 3,
    outcome: 'updated',
    reason: 'It was pending.',
    on: dayBefore(39),
    payoree: 'The Long Table',
    description: 'THE LONG TABLE REST 02',
    amount: money(-4180, 'EUR'),
  },
  ...Array.from({ length: 37 }, (_, index) => ({
    line: 15 + index,
    outcome: 'added' as const,
    reason: null,
    on: dayBefore(38 - index),
    payoree: index % 5 === 0 ? 'Acme Payroll' : 'Blue Kettle Coffee',
    description: index % 5 === 0 ? 'ACME CORP DIR DEP' : 'BLUE KETTLE #114',
    amount: money(index % 5 === 0 ? 211_500 : -475 - index, 'EUR'),
  })),
]

const READ: ReadFile = {
  kind: 'read',
  layout: LAYOUT,
  isSavedLayout: false,
  proofs: ['The running balance of all 41 rows adds up.'],
  warnings: [],
  counts: COUNTS,
  planHash: 'plan-1',
  rows: ROWS,
  ignored: [{ reason: 'a total at the foot of the file', count: 1 }],
  categories: [],
  from: dayBefore(40),
  to: dayBefore(1),
  sum: money(142_310, 'EUR'),
}

/** `ambiguous…` asks once, `….pdf` is refused, `again…` holds nothing new; every other name reads well. */
export function readFake(fileId: string, name: string, answers: Record<string, string>): FilePreview {
  const common = { fileId, name, sizeBytes: 3412, importedBeforeAt: null }
  if (name.endsWith('.pdf')) {
    const text = 'This looks like a PDF. Export CSV from your bank instead.'
    return { ...common, reading: { kind: 'refused', code: 'pdf', text } }
  }
  if (name.startsWith('ambiguous') && answers['dateOrder'] === undefined) return { ...common, reading: asks() }
  if (name.startsWith('again')) {
    const rows = ROWS.slice(1, 2)
    return { ...common, reading: { ...READ, counts: fakeCounts({ fetched: 41, unchanged: 41 }), rows, ignored: [] } }
  }
  return { ...common, reading: READ }
}

function asks(): Reading {
  return {
    kind: 'asks',
    layout: LAYOUT,
    questions: [
      {
        id: 'dateOrder',
        kind: 'date-order',
        text: 'What does 03/04/2026 mean in this file?',
        choices: [
          { value: 'dmy', label: '3 April 2026' },
          { value: 'mdy', label: '4 March 2026' },
        ],
      },
    ],
    sample: [
      ['03/04/2026', 'Harbor Electric', 'BILLPAY', '-96,44'],
      ['05/04/2026', 'The Long Table', 'REST 02', '-41,80'],
    ],
  }
}
