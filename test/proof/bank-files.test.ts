// Real banks' files as independent judges: a balance that a bank printed beside its rows was worked out by the bank.
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseCurrency } from '../../src/domain/currency.ts'
import type { TransactionId } from '../../src/domain/ids.ts'
import type { BalancePoint, ProofRow } from '../../src/domain/proof/balance-point.ts'
import { proveChain } from '../../src/domain/proof/prove.ts'
import { dayBalances } from '../../src/domain/proof/row-balances.ts'
import { recordDate } from '../../src/domain/source-record.ts'
import { readFile } from '../../src/providers/file/read-file.ts'
import { sharedPath, WITHOUT_SHARED } from '../support/shared-folder.ts'

const folder = sharedPath('data', 'csv')

/** Files whose amounts were changed to protect their owner, and whose balances were not. */
const BROKEN: ReadonlySet<string> = new Set(['ofxstatement/gb_lloyds.csv'])

/** Files that print balances and can be read without a question: their rows and the balances at the ends of days. */
function* filesWithBalances(root: string) {
  const currency = parseCurrency('EUR')
  if (currency === null) throw new Error('the euro is a currency')
  for (const name of fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const file = path.join(root, name)
    if (!fs.statSync(file).isFile()) continue
    const reading = readFile(
      { name: path.basename(name), bytes: fs.readFileSync(file) },
      { currency, layout: null, answers: {} },
    )
    if (reading.kind !== 'read' || !reading.records.some(({ balanceAfter }) => balanceAfter !== null))
      continue
    const records = reading.records.filter(({ status }) => status === 'posted')
    const rows = records.map((record, index): ProofRow => ({
      id: `row-${index}` as TransactionId,
      on: recordDate(record),
      amountMinor: record.amount.minor,
      status: 'posted',
      isHidden: false,
      isRemoved: false,
      changedAt: null,
    }))
    const printed = records.map((record) => ({
      on: recordDate(record),
      amountMinor: record.amount.minor,
      balanceAfterMinor: record.balanceAfter?.minor ?? null,
    }))
    const points = dayBalances(printed).map(({ on, amountMinor }): BalancePoint => ({
      id: on,
      kind: 'booked',
      source: 'row',
      on,
      amountMinor,
      asRead: null,
    }))
    yield { name, rows, points }
  }
}

describe.skipIf(folder === null)(folder === null ? WITHOUT_SHARED : 'files of real banks', () => {
  test('prove themselves from day to day', () => {
    let intervals = 0
    for (const { name, rows, points } of filesWithBalances(folder ?? '')) {
      const { checks } = proveChain('booked', points, rows, 0n)
      intervals += checks.length
      if (BROKEN.has(name)) continue
      expect({ name, wrong: checks.filter(({ verdict }) => verdict !== 'fits') }).toEqual({ name, wrong: [] })
    }
    expect(intervals).toBeGreaterThanOrEqual(15)
  })

  test('that lose a row name its amount, and the days it lies between', () => {
    let lost = 0
    for (const { name, rows, points } of filesWithBalances(folder ?? '')) {
      if (BROKEN.has(name)) continue
      const [first] = points
      const last = points.at(-1)
      for (const row of rows) {
        if (
          first === undefined ||
          last === undefined ||
          row.on <= first.on ||
          row.on > last.on ||
          row.amountMinor === 0n
        )
          continue
        const [wrong, ...others] = proveChain(
          'booked',
          points,
          rows.filter((each) => each !== row),
          0n,
        ).checks.filter(({ verdict }) => verdict !== 'fits')
        lost += 1
        expect({ name, others }).toEqual({ name, others: [] })
        expect(wrong).toMatchObject({ verdict: 'differs', differenceMinor: row.amountMinor })
        expect(wrong && wrong.from.point.on < row.on && row.on <= wrong.to.point.on).toBe(true)
      }
    }
    expect(lost).toBeGreaterThanOrEqual(15)
  })
})
