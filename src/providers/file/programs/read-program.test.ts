import { describe, expect, test } from 'vitest'
import { formatDecimal } from '../../../domain/money.ts'
import { parseCurrency } from '../../../domain/currency.ts'
import type { FileReading } from '../file-reading.ts'
import { onlyAccount } from '../questions.ts'
import { readFile } from '../read-file.ts'

type Read = Extract<FileReading, { kind: 'read' }>

function read(lines: readonly string[], answers: Readonly<Record<string, string>> = {}, code = 'USD'): FileReading {
  const currency = parseCurrency(code)
  if (currency === null) throw new Error('not a currency')
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`)
  return readFile({ name: 'made-up.csv', bytes }, { currency, layout: null, answers })
}

function reading(found: FileReading): Read {
  if (found.kind !== 'read') throw new Error(`not read: ${JSON.stringify(found)}`)
  return found
}

/** Day, amount and text of each row, as one line. */
const rows = (found: FileReading) =>
  reading(found).records.map(({ postedOn, amount, description }) => `${postedOn} ${formatDecimal(amount)} ${description}`)

const views = (found: FileReading) => reading(found).views?.map((view) => ({ ...view, isOfProgram: undefined }))
const ignored = (found: FileReading) => Object.fromEntries(reading(found).ignored.map(({ reason, count }) => [reason, count]))
const questions = (found: FileReading) =>
  found.kind === 'asks' ? found.questions.map(({ id, choices }) => [id, choices.map(({ value }) => value)]) : found.kind

const ACTUAL = 'Account,Date,Payee,Notes,Category,Amount,Split_Amount,Cleared'

describe("Actual's export", () => {
  const file = [
    ACTUAL,
    'Daily,2026-03-01,Starting Balance,,Starting Balances,100,0,Reconciled',
    'Daily,2026-03-02,Quux Market,(SPLIT INTO 2) weekly,,0,-30.5,Cleared',
    'Daily,2026-03-02,Quux Market,(SPLIT 1 OF 2) bread,Food,-20,0,Cleared',
    'Daily,2026-03-02,Quux Market,(SPLIT 2 OF 2) ,Household,-10.5,0,Cleared',
    'Daily,2026-03-03,Savings,,,-50,0,Cleared',
    'Daily,2026-03-04,Zorblax Ltd,,Income,2000.75,0,Not cleared',
    'Daily,2026-03-05,,Reconciliation balance adjustment,,-0.01,0,Cleared',
    'Savings,2026-03-03,Daily,,,50,0,Cleared',
  ]
  const daily = { account: onlyAccount('Daily') }

  test('of several accounts asks which one, and names them', () => {
    expect(questions(read(file))).toEqual([['account', ['all', 'only:Daily', 'only:Savings']]])
    expect(rows(read(file, { account: onlyAccount('Savings') }))).toEqual(['2026-03-03 50.00 Transfer: Daily'])
  })

  test('gives each movement once, with payee, category and note', () => {
    expect(rows(read(file, daily))).toEqual([
      '2026-03-02 -30.50 Quux Market',
      '2026-03-03 -50.00 Transfer: Savings',
      '2026-03-04 2000.75 Zorblax Ltd',
    ])
    expect(views(read(file, daily))).toEqual([
      { payoree: 'Quux Market', note: 'weekly\nSplit: Food -20.00 (bread); Household -10.50' },
      {},
      { payoree: 'Zorblax Ltd', categoryPath: ['Income'] },
    ])
  })

  test('counts what is no movement, and keeps the opening balance', () => {
    expect(ignored(read(file, daily))).toEqual({
      'the opening balance': 1,
      'a balance adjusted in the program: nothing moved at the bank': 1,
      'a part of a split transaction, told in its note': 2,
      'of another account in the file, Savings': 1,
    })
    expect(reading(read(file, daily)).openingBalance).toMatchObject({ minor: 10000n })
  })

  test('of a split whose parts are missing keeps the sum and warns', () => {
    const found = read(file.filter((line) => !line.includes('1 OF 2')), daily)
    expect(rows(found).slice(0, 2)).toEqual(['2026-03-02 -30.50 Quux Market', '2026-03-02 -10.50 Quux Market'])
    expect(reading(found).warnings).toEqual([
      'The parts of 2 split transactions, such as line 3, are not all there or do not add up.',
    ])
  })
})

const YNAB = 'Account,Flag,Date,Payee,Category Group/Category,Category Group,Category,Memo,Outflow,Inflow,Cleared'

describe("YNAB's register", () => {
  const file = [
    YNAB,
    '"Daily","","03/25/2026","Quux Market","Needs: Food","Needs","Food","Split (1/2) bread",$20.00,$0.00,"Cleared"',
    '"Daily","","03/25/2026","Quux Market","Needs: Home","Needs","Home","Split (2/2) soap",$1010.50,$0.00,"Cleared"',
    '"Daily","Red","03/24/2026","Plumbus","Fun: Toys","Fun","Toys","for Bird",$4.50,$0.00,"Uncleared"',
    '"Daily","","03/23/2026","Transfer : Savings","","","","",$50.00,$0.00,"Cleared"',
    '"Daily","","03/20/2026","Zorblax Ltd","Inflow: Ready to Assign","Inflow","Ready to Assign","",$0.00,"$2,000.75","Cleared"',
    '"Daily","","03/19/2026","Starting Balance","Inflow: Ready to Assign","Inflow","Ready to Assign","",$0.00,$100.00,"Reconciled"',
  ]

  test('gives each movement once, with payee, category, flag and memo', () => {
    expect(rows(read(file))).toEqual([
      '2026-03-25 -1030.50 Quux Market',
      '2026-03-24 -4.50 Plumbus',
      '2026-03-23 -50.00 Transfer : Savings',
      '2026-03-20 2000.75 Zorblax Ltd',
    ])
    expect(views(read(file))).toEqual([
      { payoree: 'Quux Market', note: 'Split: Needs: Food -20.00 (bread); Needs: Home -1010.50 (soap)' },
      { payoree: 'Plumbus', categoryPath: ['Fun', 'Toys'], note: 'for Bird', tags: ['Red'] },
      {},
      { payoree: 'Zorblax Ltd' },
    ])
    expect(reading(read(file))).toMatchObject({ openingBalance: { minor: 10000n }, account: { name: 'Daily' } })
  })

  test('asks which number is the day, where the file does not tell', () => {
    const open = [YNAB, 'Daily,,03/04/2026,Plumbus,,,,,$1.00,$0.00,Cleared', 'Daily,,01/02/2026,Plumbus,,,,,$2.00,$0.00,Cleared']
    const shuffled = [open[0] ?? '', open[1] ?? '', open[2] ?? '', 'Daily,,05/01/2026,Plumbus,,,,,$3.00,$0.00,Cleared']
    expect(questions(read(shuffled))).toEqual([['date-order', ['dmy', 'mdy']]])
    expect(rows(read(shuffled, { 'date-order': 'dmy' }))[0]).toBe('2026-04-03 -1.00 Plumbus')
  })

  test('in another currency than the account is refused', () => {
    expect(read(file, {}, 'EUR')).toMatchObject({ kind: 'refused', code: 'other-currency' })
    const euro = file.map((line) => line.replaceAll('$2,000.75', '2.000,75€').replaceAll(/\$(\d+)\.(\d\d)/g, '"$1,$2€"'))
    expect(rows(read(euro, {}, 'EUR'))[0]).toBe('2026-03-25 -1030.50 Quux Market')
  })

  test('of YNAB 4 has other columns and marks splits otherwise', () => {
    const found = read([
      'Account,Flag,Check Number,Date,Payee,Category,Master Category,Sub Category,Memo,Outflow,Inflow,Cleared,Running Balance',
      'Cash,,17,2015/03/14,Cafe,Food: Dining,Food,Dining,(Split 1/2) cake,4.50,0.00,C,95.50',
      'Cash,,17,2015/03/14,Cafe,Food: Dining,Food,Dining,(Split 2/2) tea,1.50,0.00,C,94.00',
      'Cash,,,2015/03/15,Work,Income: Available next month,Income,Available next month,,0.00,10.00,U,104.00',
    ])
    expect(rows(found)).toEqual(['2015-03-14 -6.00 Cafe', '2015-03-15 10.00 Work'])
    expect(reading(found).records[0]?.reference).toBe('17')
    expect(views(found)?.[0]).toMatchObject({ categoryPath: ['Food', 'Dining'] })
    expect(views(found)?.[1]).toEqual({ payoree: 'Work' })
  })

  test('rejects rows that state two sides or none, with their line', () => {
    const found = read([
      YNAB,
      'Daily,,2026-03-04,Plumbus,,,,,$1.00,$2.00,Cleared',
      'Daily,,2026-03-04,Plumbus,,,,,,,Cleared',
      'Daily,,2026-02-31,Plumbus,,,,,$1.00,$0.00,Cleared',
      'Daily,,2026-03-04,Plumbus,,,,,$1.00,$0.00',
      'Daily,,2026-03-04,Plumbus,,,,,$1.00,$0.00,Cleared',
    ])
    expect(reading(found).rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '5: it has 10 cells where the header has 11',
      '2: it states money out and money in',
      '3: it has no amount',
      '4: "2026-02-31" is not a date',
    ])
    expect(rows(found)).toHaveLength(1)
  })
})

describe("Mint's transactions", () => {
  const header = '"Date","Description","Original Description","Amount","Transaction Type","Category","Account Name","Labels","Notes"'

  test('have their sign from the type and the bank’s own text', () => {
    const found = read([
      header,
      '"3/04/2026","Quux","QUUX 0412 BERLIN","12.30","debit","Groceries","Daily","trip","with Bird"',
      '"3/05/2026","Zorblax","ZORBLAX PAYROLL","1,500.00","credit","Paycheck","Daily","",""',
      '"3/06/2026","Odd","ODD","1.00","","Uncategorized","Daily","",""',
    ])
    expect(rows(found)).toEqual(['2026-03-04 -12.30 QUUX 0412 BERLIN', '2026-03-05 1500.00 ZORBLAX PAYROLL'])
    expect(views(found)?.[0]).toEqual({ payoree: 'Quux', categoryPath: ['Groceries'], note: 'with Bird', tags: ['trip'] })
    expect(reading(found).rejected[0]?.reason).toBe('"" is neither debit nor credit')
  })
})

test("Monarch's transactions are signed as at the bank and keep its text", () => {
  const found = read([
    'Date,Merchant,Category,Account,Original Statement,Notes,Amount,Tags,Owner',
    '2026-03-04,Quux,Groceries,Daily,QUUX 0412,,-12.30,"a,b",Bird',
  ])
  expect(rows(found)).toEqual(['2026-03-04 -12.30 QUUX 0412'])
  expect(views(found)).toEqual([{ payoree: 'Quux', categoryPath: ['Groceries'], tags: ['a', 'b'] }])
})

test("Copilot's transactions have money out as positive figures", () => {
  const found = read([
    'date,name,amount,status,category,parent category,excluded,tags,type,account,account mask,note,recurring',
    '2026-03-04,Quux,12.30,posted,Groceries,Food,false,,regular,Daily,1234,weekly,',
    '2026-03-05,Zorblax,-2000.00,pending,Paycheck,Income,false,,income,Daily,1234,,',
    '2026-03-05,Own Savings,50.00,posted,Transfers,,true,,internal transfer,Daily,1234,,',
  ])
  expect(rows(found)).toEqual(['2026-03-04 -12.30 Quux', '2026-03-05 2000.00 Zorblax', '2026-03-05 -50.00 Own Savings'])
  expect(reading(found).records.map(({ status }) => status)).toEqual(['posted', 'pending', 'posted'])
  expect(views(found)?.[0]).toEqual({ payoree: 'Quux', categoryPath: ['Food', 'Groceries'], note: 'weekly' })
  expect(reading(found).account).toMatchObject({ name: 'Daily 1234', number: null })
})

test("Sure's transactions have money out as positive figures, and tags with escaped commas", () => {
  const found = read([
    'date,account_name,amount,name,category,tags,notes,currency',
    String.raw`2026-03-04,Daily,12.3,Quux,Groceries,"a\,b,c",,USD`,
    '2026-03-05,Daily,5.0,Elsewhere,,,,EUR',
  ])
  expect(rows(found)).toEqual(['2026-03-04 -12.30 Quux'])
  expect(views(found)?.[0]).toEqual({ payoree: 'Quux', categoryPath: ['Groceries'], tags: ['a,b', 'c'] })
  expect(ignored(found)).toEqual({ 'of another account in the file, Daily EUR': 1 })
})

describe("Firefly III's transactions", () => {
  const columns = [
    'user_id', 'group_id', 'journal_id', 'created_at', 'updated_at', 'group_title', 'type', 'currency_code', 'amount',
    'foreign_currency_code', 'foreign_amount', 'primary_currency_code', 'pc_amount', 'pc_foreign_amount', 'description',
    'date', 'source_name', 'source_iban', 'source_type', 'destination_name', 'destination_iban', 'destination_type',
    'reconciled', 'category', 'budget', 'bill', 'tags', 'notes', 'external_id',
  ]
  type Cells = Readonly<Record<string, string>>
  const ASSET = 'Asset account'
  const lineOf = (cells: Cells): string => {
    const base: Cells = { user_id: '1', currency_code: 'EUR', date: '2026-03-04T00:00:00+01:00' }
    return columns.map((name) => `"${cells[name] ?? base[name] ?? ''}"`).join(',')
  }
  const file = (...lines: readonly Cells[]): readonly string[] => [columns.join(','), ...lines.map(lineOf)]
  const shop = { source_name: 'Giro', source_type: ASSET, destination_name: 'Quux', destination_type: 'Expense account' }
  const between = { source_name: 'Giro', source_type: ASSET, destination_name: 'Savings', destination_type: ASSET }

  test('have the sign of the side that is the person’s own account', () => {
    const found = read(
      file(
        { ...shop, group_id: '1', journal_id: '1', type: 'Withdrawal', amount: '-12.30', description: 'weekly', category: 'Food', tags: 'a,b', notes: 'n' },
        { group_id: '2', journal_id: '2', type: 'Deposit', amount: '2000', description: 'pay', source_name: 'Zorblax', source_type: 'Revenue account', destination_name: 'Giro', destination_type: ASSET },
      ),
      {},
      'EUR',
    )
    expect(rows(found)).toEqual(['2026-03-04 -12.30 weekly', '2026-03-04 2000.00 pay'])
    expect(views(found)).toEqual([
      { payoree: 'Quux', categoryPath: ['Food'], note: 'n', tags: ['a', 'b'] },
      { payoree: 'Zorblax' },
    ])
    expect(reading(found).records.map(({ sourceId }) => sourceId)).toEqual(['1', '2'])
  })

  test('state both sides of a transfer, each in its account', () => {
    const text = file({ ...between, group_id: '3', journal_id: '3', type: 'Transfer', amount: '50', description: 'put by' })
    expect(rows(read(text, { account: onlyAccount('Giro EUR') }, 'EUR'))).toEqual(['2026-03-04 -50.00 Transfer to Savings'])
    expect(rows(read(text, { account: onlyAccount('Savings EUR') }, 'EUR'))).toEqual(['2026-03-04 50.00 Transfer from Giro'])
  })

  test('of a transfer between currencies take the arrived sum where the account’s currency is told, and reject it else', () => {
    const transfer = { ...between, group_id: '3', journal_id: '3', type: 'Transfer', amount: '50', foreign_currency_code: 'USD', foreign_amount: '55' }
    const known = { source_name: 'Savings', source_type: ASSET, destination_name: 'Quux', destination_type: 'Expense account', group_id: '4', journal_id: '4', type: 'Withdrawal', amount: '-1', currency_code: 'USD', description: 'x' }
    expect(rows(read(file(transfer, known), {}))).toEqual(['2026-03-04 55.00 Transfer from Giro', '2026-03-04 -1.00 x'])
    expect(reading(read(file(transfer, { ...shop, type: 'Withdrawal', amount: '-1' }), {}, 'EUR')).rejected[0]?.reason).toBe(
      'the currency of "Savings" can\'t be told',
    )
  })

  test('of one group are one movement, as it was at the bank', () => {
    const part = { ...shop, group_id: '5', type: 'Withdrawal', date: '2026-03-04T00:00:00+01:00' }
    const found = read(
      file(
        { ...part, journal_id: '5', amount: '-20', description: 'bread', category: 'Food' },
        { ...part, journal_id: '6', amount: '-10', description: 'soap', category: 'Home' },
      ),
      {},
      'EUR',
    )
    expect(rows(found)).toEqual(['2026-03-04 -30.00 bread'])
    expect(views(found)).toEqual([{ payoree: 'Quux', note: 'Split: Food -20.00; Home -10.00' }])
  })
})
