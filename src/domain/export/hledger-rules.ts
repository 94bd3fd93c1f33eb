// The `.rules` file by which hledger reads our CSV, so that it comes to the accounts of our journal for hledger.
import { guardText } from './csv-cells.ts'
import { CATEGORY_SEPARATOR, CSV_COLUMNS } from './csv-columns.ts'
import type { CsvColumn } from './csv-columns.ts'
import type { ExportAccount, ExportCategory } from './ledger-export.ts'
import { oneLine } from './one-line.ts'
import { plainNames } from './write-plain-journal.ts'

/** hledger takes `date`, `status`, `amount` … for its own fields, so that all but the date are called otherwise. */
const fieldName = (column: CsvColumn): string =>
  column === 'Date' ? 'date' : `t_${column.toLowerCase().replaceAll(' ', '_')}`

/** Characters that mean something in hledger's regular expressions. */
const SPECIAL = /[\\^$.|?*+()[\]{}]/g

export function hledgerRules(accounts: readonly ExportAccount[], categories: readonly ExportCategory[]): string {
  const names = plainNames()
  const is = (column: CsvColumn, text: string): string =>
    `if %${fieldName(column)} ^${oneLine(guardText(text)).replaceAll(SPECIAL, '\\$&')}$`
  return [
    '# hledger -f ledger.csv --rules-file ledger.rules print',
    'skip 1',
    'separator ,',
    'decimal-mark .',
    'date-format %Y-%m-%d',
    `fields ${CSV_COLUMNS.map(fieldName).join(', ')}`,
    'status *',
    'description %t_payoree | %t_description',
    'comment import-id: %t_transaction_id',
    'account1 Assets:%t_account',
    'amount1 %t_amount %t_currency',
    `account2 ${names.category(null, false)}`,
    '',
    ...block(is('Status', 'pending'), 'status !'),
    ...block('if %t_amount ^[^-]', `account2 ${names.category(null, true)}`),
    ...accounts.flatMap((account) => block(is('Account', account.name), `account1 ${names.account(account)}`)),
    ...categories.flatMap((category) =>
      block(is('Category', category.path.join(CATEGORY_SEPARATOR)), `account2 ${names.category(category, false)}`),
    ),
  ]
    .map((line) => `${line}\n`)
    .join('')
}

const block = (condition: string, assignment: string): readonly string[] => [condition, `  ${assignment}`, '']
