// YNAB's register: of the web app, and of YNAB 4, which has other names for the category columns. Dates and amounts are
// as the budget is set, with its currency's sign.
import { categoryOf, programRow } from './program.ts'
import type { CellOf, Program, ReadLine, SplitMark } from './program.ts'

const COMMON = ['Account', 'Flag', 'Date', 'Payee', 'Memo', 'Outflow', 'Inflow', 'Cleared']

export const ynab: Program = {
  name: 'YNAB',
  columns: [...COMMON, 'Category Group', 'Category'],
  decimalMark: null,
  dateOrder: null,
  readLine: (cell) => readLine(cell, [cell('Category Group'), cell('Category')]),
}

export const ynab4: Program = {
  name: 'YNAB 4',
  columns: [...COMMON, 'Master Category', 'Sub Category'],
  decimalMark: null,
  dateOrder: null,
  readLine: (cell) => readLine(cell, [cell('Master Category'), cell('Sub Category')]),
}

/** Money that has no category yet, in the program's words. */
const UNASSIGNED = [
  'ready to assign',
  'to be budgeted',
  'available this month',
  'available next month',
  'uncategorized',
]

const ADJUSTMENTS = ['Reconciliation Balance Adjustment', 'Manual Balance Adjustment']

function readLine(cell: CellOf, category: readonly string[]): ReadLine {
  const { note, split } = splitNote(cell('Memo'))
  const payee = cell('Payee')
  const isTransfer = /^Transfer\s*:/.test(payee)
  return [
    programRow({
      accountName: cell('Account'),
      date: cell('Date'),
      amount: { kind: 'sides', out: cell('Outflow'), in: cell('Inflow') },
      payee: isTransfer ? '' : payee,
      description: payee,
      category: categoryOf(category, UNASSIGNED),
      note,
      tags: cell('Flag') === '' ? [] : [cell('Flag')],
      reference: cell('Check Number'),
      kind: payee === 'Starting Balance' ? 'opening' : ADJUSTMENTS.includes(payee) ? 'adjustment' : 'movement',
      split,
    }),
  ]
}

/** `Split (1/2) memo`; of YNAB 4 `(Split 1/2) memo`. */
function splitNote(text: string): { readonly note: string; readonly split: SplitMark | null } {
  const mark = /^(?:Split \((\d+)\/(\d+)\)|\(Split (\d+)\/(\d+)\))\s*/.exec(text)
  if (mark === null) return { note: text, split: null }
  const index = Number(mark[1] ?? mark[3])
  const count = Number(mark[2] ?? mark[4])
  return { note: text.slice(mark[0].length), split: { kind: 'part', index, count } }
}
