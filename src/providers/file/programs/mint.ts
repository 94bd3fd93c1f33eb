// Mint's transactions.csv, which several programs still write and take. Amounts have no sign; "debit" is money out.
import { categoryOf, listOf, programRow } from './program.ts'
import type { CellOf, Program, ReadLine } from './program.ts'

export const mint: Program = {
  name: 'Mint',
  columns: [
    'Date',
    'Description',
    'Original Description',
    'Amount',
    'Transaction Type',
    'Category',
    'Account Name',
    'Labels',
    'Notes',
  ],
  decimalMark: '.',
  dateOrder: 'mdy',
  readLine,
}

const DIRECTIONS: Readonly<Record<string, boolean>> = { debit: true, credit: false }

function readLine(cell: CellOf): ReadLine {
  const isOut = DIRECTIONS[cell('Transaction Type').toLowerCase()]
  if (isOut === undefined) return { reason: `"${cell('Transaction Type')}" is neither debit nor credit` }
  return [
    programRow({
      accountName: cell('Account Name'),
      date: cell('Date'),
      amount: { kind: 'directed', text: cell('Amount'), isOut },
      payee: cell('Description'),
      description: cell('Original Description') || cell('Description'),
      category: categoryOf([cell('Category')], ['uncategorized']),
      note: cell('Notes'),
      // Several labels have a space between them, and so have the words of one: the cell is kept whole.
      tags: listOf(cell('Labels'), '\n'),
    }),
  ]
}
