// Actual's export of an account, or of all accounts: `loot-core`, server/transactions/export/export-to-csv.ts.
import { categoryOf, programRow } from './program.ts'
import type { CellOf, Program, ProgramFile, ReadLine, SplitMark } from './program.ts'

export const actual: Program = {
  name: 'Actual',
  columns: ['Account', 'Date', 'Payee', 'Notes', 'Category', 'Amount', 'Split_Amount', 'Cleared'],
  decimalMark: '.',
  dateOrder: null,
  readLine,
}

const OPENING_PAYEE = 'Starting Balance'
const OPENING_CATEGORY = 'Starting Balances'
const ADJUSTMENT_NOTE = 'Reconciliation balance adjustment'

function readLine(cell: CellOf, { accountNames }: ProgramFile): ReadLine {
  const { note, split } = splitNote(cell('Notes'))
  const payee = cell('Payee')
  const category = categoryOf([cell('Category')], [])
  const isOpening = payee === OPENING_PAYEE && ['', OPENING_CATEGORY].includes(cell('Category'))
  // A transfer has the other account for its payee, and no category.
  const isTransfer = category.length === 0 && accountNames.has(payee) && payee !== cell('Account')
  const text = split?.kind === 'whole' ? cell('Split_Amount') : cell('Amount')
  return [
    programRow({
      accountName: cell('Account'),
      date: cell('Date'),
      amount: { kind: 'signed', text, isOutPositive: false },
      payee: isTransfer ? '' : payee,
      description: isTransfer ? `Transfer: ${payee}` : payee,
      category,
      note,
      kind: isOpening ? 'opening' : note === ADJUSTMENT_NOTE ? 'adjustment' : 'movement',
      split,
    }),
  ]
}

/** `(SPLIT INTO 2) note` of the sum, `(SPLIT 1 OF 2) note` of a part. */
function splitNote(text: string): { readonly note: string; readonly split: SplitMark | null } {
  const whole = /^\(SPLIT INTO (\d+)\)\s*/.exec(text)
  if (whole) return { note: text.slice(whole[0].length), split: { kind: 'whole', count: Number(whole[1]) } }
  const part = /^\(SPLIT (\d+) OF (\d+)\)\s*/.exec(text)
  if (part === null) return { note: text, split: null }
  const split: SplitMark = { kind: 'part', index: Number(part[1]), count: Number(part[2]) }
  return { note: text.slice(part[0].length), split }
}
