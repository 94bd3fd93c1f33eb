// Exports of programs, damaged in any way: refused, asked about, or each row read as it was or rejected with a reason.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCurrency } from '../../../domain/currency.ts'
import { ALL_ACCOUNTS } from '../questions.ts'
import { readFile } from '../read-file.ts'
import { mutationArbitrary } from '../testing/mutations.ts'

const SEED = 20_260_324
/** Some seconds of work; a machine that does much else at once still gets through. */
const timeoutMs = 60_000

const usd = parseCurrency('USD')
if (usd === null) throw new Error('USD is a currency')
const currency = usd

const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  Actual: [
    'Account,Date,Payee,Notes,Category,Amount,Split_Amount,Cleared',
    'Daily,2026-03-01,Starting Balance,,Starting Balances,100,0,Reconciled',
    'Daily,2026-03-02,Quux,(SPLIT INTO 2) weekly,,0,-30.5,Cleared',
    'Daily,2026-03-02,Quux,(SPLIT 1 OF 2) bread,Food,-20,0,Cleared',
    'Daily,2026-03-02,Quux,(SPLIT 2 OF 2) ,Household,-10.5,0,Cleared',
    'Daily,2026-03-04,Zorblax,,Income,2000.75,0,Not cleared',
  ],
  YNAB: [
    'Account,Flag,Date,Payee,Category Group/Category,Category Group,Category,Memo,Outflow,Inflow,Cleared',
    '"Daily","","03/25/2026","Quux","Needs: Food","Needs","Food","Split (1/2) bread",$20.00,$0.00,"Cleared"',
    '"Daily","","03/25/2026","Quux","Needs: Home","Needs","Home","Split (2/2) soap",$10.50,$0.00,"Cleared"',
    '"Daily","","03/23/2026","Transfer : Savings","","","","",$50.00,$0.00,"Cleared"',
    '"Daily","","03/20/2026","Zorblax","Inflow: Ready to Assign","Inflow","Ready to Assign","",$0.00,"$2,000.75","Cleared"',
  ],
  Mint: [
    '"Date","Description","Original Description","Amount","Transaction Type","Category","Account Name","Labels","Notes"',
    '"3/24/2026","Quux","QUUX 0412","12.30","debit","Groceries","Daily","trip","with Bird"',
    '"3/25/2026","Zorblax","ZORBLAX","1500.00","credit","Paycheck","Daily","",""',
  ],
  Firefly: [
    'group_id,journal_id,type,currency_code,amount,foreign_currency_code,foreign_amount,description,date,source_name,' +
      'source_iban,source_type,destination_name,destination_iban,destination_type,category,tags,notes',
    '1,1,Withdrawal,USD,-12.30,,,weekly,2026-03-04T00:00:00+01:00,Giro,,Asset account,Quux,,Expense account,Food,"a,b",n',
    '2,2,Transfer,USD,50,,,put by,2026-03-05T00:00:00+01:00,Giro,,Asset account,Savings,,Asset account,,,',
    '3,3,Withdrawal,USD,-20,,,bread,2026-03-06T00:00:00+01:00,Giro,,Asset account,Quux,,Expense account,Food,,',
    '3,4,Withdrawal,USD,-10,,,soap,2026-03-06T00:00:00+01:00,Giro,,Asset account,Quux,,Expense account,Home,,',
  ],
}

describe.each(Object.entries(SAMPLES))('%s', (_, lines) => {
  test('damaged in any way never throws, and says what the person saw of every row', { timeout: timeoutMs }, () => {
    fc.assert(
      fc.property(mutationArbitrary, (damage) => {
        const bytes = new TextEncoder().encode(damage(`${lines.join('\n')}\n`))
        const answers = { account: ALL_ACCOUNTS, 'date-order': 'mdy' }
        const found = readFile({ name: 'x', bytes }, { currency, layout: null, answers })
        expect(['read', 'asks', 'refused']).toContain(found.kind)
        if (found.kind !== 'read' || found.layout.format !== 'program') return
        expect(found.lines).toHaveLength(found.records.length)
        expect(found.views ?? []).toHaveLength(found.records.length)
        for (const { amount } of found.records) expect(amount.currency).toBe(currency)
      }),
      { seed: SEED, numRuns: 150 },
    )
  })

  test('that lost rows states no row that it did not have', { timeout: timeoutMs }, () => {
    const [header = '', ...rows] = lines
    const answers = { account: ALL_ACCOUNTS, 'date-order': 'mdy' }
    const read = (kept: readonly string[]) => {
      const bytes = new TextEncoder().encode(`${[header, ...kept].join('\n')}\n`)
      const found = readFile({ name: 'x', bytes }, { currency, layout: null, answers })
      if (found.kind !== 'read') return []
      return found.records.map(({ postedOn, amount }) => `${postedOn} ${amount.minor}`)
    }
    // A part of a split that lost the others stands alone, with its own amount; a sum that lost parts stays.
    const single = rows.flatMap((row) => read([row]))
    const pairs = rows.flatMap((row, at) => rows.slice(at + 1).flatMap((other) => read([row, other])))
    const known = new Set([...read(rows), ...single, ...pairs])
    fc.assert(
      fc.property(fc.subarray([...rows]), (kept) => {
        for (const row of read(kept)) expect(known).toContain(row)
      }),
      { seed: SEED, numRuns: 100 },
    )
  })
})
