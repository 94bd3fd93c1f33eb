// Monarch's export of all transactions. Money out is negative; parts of a split are rows that nothing marks.
import { categoryOf, listOf, programRow } from './program.ts'
import type { Program } from './program.ts'

export const monarch: Program = {
  name: 'Monarch',
  columns: ['Date', 'Merchant', 'Category', 'Account', 'Original Statement', 'Notes', 'Amount', 'Tags'],
  decimalMark: '.',
  dateOrder: null,
  readLine: (cell) => [
    programRow({
      accountName: cell('Account'),
      date: cell('Date'),
      amount: { kind: 'signed', text: cell('Amount'), isOutPositive: false },
      payee: cell('Merchant'),
      description: cell('Original Statement') || cell('Merchant'),
      category: categoryOf([cell('Category')], ['uncategorized']),
      note: cell('Notes'),
      tags: listOf(cell('Tags'), ','),
    }),
  ],
}
