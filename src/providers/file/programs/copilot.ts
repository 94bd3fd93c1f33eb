// Copilot's transactions.csv. Money out is positive; the account's number is its last digits.
import { categoryOf, listOf, programRow } from './program.ts'
import type { CellOf, Program, ReadLine } from './program.ts'

export const copilot: Program = {
  name: 'Copilot',
  columns: ['date', 'name', 'amount', 'status', 'category', 'parent category', 'excluded', 'type', 'account'],
  decimalMark: '.',
  dateOrder: null,
  readLine,
}

function readLine(cell: CellOf): ReadLine {
  const status = cell('status')
  if (status !== 'posted' && status !== 'pending') return { reason: `"${status}" is neither posted nor pending` }
  const mask = cell('account mask')
  const isTransfer = cell('type') === 'internal transfer'
  return [
    programRow({
      accountName: mask === '' ? cell('account') : `${cell('account')} ${mask}`,
      date: cell('date'),
      amount: { kind: 'signed', text: cell('amount'), isOutPositive: true },
      payee: isTransfer ? '' : cell('name'),
      description: cell('name'),
      category: categoryOf([cell('parent category'), cell('category')], ['uncategorized', 'other']),
      note: cell('note'),
      tags: listOf(cell('tags'), ','),
      status,
    }),
  ]
}
