// Firefly III's export of transactions: app/Support/Export/ExportDataGenerator.php. A line has a source and a destination;
// those that are the person's own accounts are the rows that it stands for.
import { categoryOf, listOf, programRow } from './program.ts'
import type { CellOf, Program, ProgramFile, ProgramRow, ReadLine } from './program.ts'

export const firefly: Program = {
  name: 'Firefly III',
  columns: [
    'group_id',
    'journal_id',
    'type',
    'currency_code',
    'amount',
    'foreign_currency_code',
    'foreign_amount',
    'description',
    'date',
    'source_name',
    'source_iban',
    'source_type',
    'destination_name',
    'destination_iban',
    'destination_type',
    'category',
    'tags',
    'notes',
  ],
  decimalMark: '.',
  dateOrder: 'ymd',
  readLine,
}

/** Kinds of accounts that are the person's own; all others are whom they pay or who pays them. */
const OWN = new Set(['Asset account', 'Default account', 'Credit card', 'Loan', 'Debt', 'Mortgage'])

const KINDS: Readonly<Record<string, ProgramRow['kind']>> = {
  Withdrawal: 'movement',
  Deposit: 'movement',
  Transfer: 'movement',
  'Opening balance': 'opening',
  Reconciliation: 'adjustment',
  'Liability credit': 'opening',
}

function readLine(cell: CellOf, file: ProgramFile): ReadLine {
  const kind = KINDS[cell('type')]
  if (kind === undefined) return { reason: `"${cell('type')}" is not a known kind of transaction` }
  const isOut = OWN.has(cell('source_type'))
  const isIn = OWN.has(cell('destination_type'))
  if (!isOut && !isIn) return { reason: 'neither its source nor its destination is an account of your own' }
  const isBetween = isOut && isIn
  const rows: ProgramRow[] = []
  if (isOut) rows.push(sideOf(cell, kind, 'source', isBetween ? '' : cell('destination_name'), cell('currency_code')))
  if (isIn) {
    const currency = isBetween ? arrivedIn(cell, file) : cell('currency_code')
    if (currency === null) return { reason: `the currency of "${cell('destination_name')}" can't be told` }
    rows.push(sideOf(cell, kind, 'destination', isBetween ? '' : cell('source_name'), currency))
  }
  return rows
}

/** The currency in which a transfer arrived; null where two are stated and nothing tells which the account has. */
function arrivedIn(cell: CellOf, { currencyOf }: ProgramFile): string | null {
  const [left, foreign] = [cell('currency_code'), cell('foreign_currency_code')]
  if (foreign === '' || foreign === left) return left
  const own = currencyOf(cell('destination_name'))
  return own === left || own === foreign ? own : null
}

function sideOf(
  cell: CellOf,
  kind: ProgramRow['kind'],
  side: 'source' | 'destination',
  payee: string,
  currency: string,
): ProgramRow {
  const isForeign = currency !== cell('currency_code')
  // What is said of a transfer is the text of one side only; on the other it would contradict the bank.
  const other = side === 'source' ? `Transfer to ${cell('destination_name')}` : `Transfer from ${cell('source_name')}`
  const notes = [payee === '' ? cell('description') : '', cell('notes')].filter((text) => text !== '')
  return programRow({
    accountName: cell(`${side}_name`),
    accountNumber: cell(`${side}_iban`),
    currency,
    date: cell('date'),
    amount: {
      kind: 'directed',
      text: isForeign ? cell('foreign_amount') : cell('amount'),
      isOut: side === 'source',
    },
    payee,
    description: payee === '' ? other : cell('description') || payee,
    category: categoryOf([cell('category')], []),
    note: notes.join('\n'),
    tags: listOf(cell('tags'), ','),
    sourceId: cell('journal_id') || null,
    kind,
    split: cell('group_id') === '' || kind !== 'movement' ? null : { kind: 'group', key: cell('group_id') },
  })
}
