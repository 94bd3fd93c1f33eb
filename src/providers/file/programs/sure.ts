// transactions.csv of the ZIP that Sure and Maybe export: app/models/family/data_exporter.rb. Money out is positive; the
// parts of a split stand without the whole, and nothing marks them.
import { categoryOf, programRow } from './program.ts'
import type { Program } from './program.ts'

export const sure: Program = {
  name: 'Sure',
  columns: ['date', 'account_name', 'amount', 'name', 'category', 'tags', 'notes', 'currency'],
  decimalMark: '.',
  dateOrder: 'ymd',
  readLine: (cell) => [
    programRow({
      accountName: cell('account_name'),
      currency: cell('currency'),
      date: cell('date'),
      amount: { kind: 'signed', text: cell('amount'), isOutPositive: true },
      payee: cell('name'),
      category: categoryOf([cell('category')], ['uncategorized']),
      note: cell('notes'),
      tags: tagsOf(cell('tags')),
    }),
  ],
}

/** Commas and bars that belong to a tag stand behind a backslash. */
const tagsOf = (text: string): readonly string[] =>
  [...text.matchAll(/(?:\\.|[^\\,])+/g)]
    .map(([tag]) => tag.replaceAll(/\\(.)/g, '$1').trim())
    .filter((tag) => tag !== '')
