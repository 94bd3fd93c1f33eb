// OFX and QIF as our own readers, which were made for banks' files, read them: what the formats hold comes back.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ExportAccount, ExportFormat, ExportHead, ExportRow } from '../../src/domain/export/ledger-export.ts'
import { cutText, oneLine } from '../../src/domain/export/one-line.ts'
import { recordDate } from '../../src/domain/source-record.ts'
import type { SourceRecord } from '../../src/domain/source-record.ts'
import { onlyAccount } from '../../src/providers/file/questions.ts'
import { readFile } from '../../src/providers/file/read-file.ts'
import { arbitraryLedger } from '../support/arbitrary-export.ts'
import { fileOf } from './made-ledger.ts'

const RUNS = { seed: 5, numRuns: 150 }
const MINOR_MAX = 2n ** 63n - 1n

/** The rows of one account, as they are read from a file of all. */
function readBack(format: ExportFormat, head: ExportHead, rows: readonly ExportRow[], account: ExportAccount, title: string) {
  const bytes = new TextEncoder().encode(fileOf(format, head, rows))
  const answers = { account: onlyAccount(title), 'decimal-mark': '.' }
  const reading = readFile({ name: `ledger.${format}`, bytes }, { currency: account.currency, layout: null, answers })
  if (reading.kind !== 'read') throw new Error(JSON.stringify(reading))
  expect(reading.rejected).toEqual([])
  return reading
}

/** Accounts are told apart by name alone, so those of one name are one. */
const named = ({ head, rows }: { head: ExportHead; rows: readonly ExportRow[] }) => ({
  rows,
  head: { ...head, accounts: head.accounts.map((account, index) => ({ ...account, name: `Account ${index}` })) },
})

const text = ({ payoree, description }: ExportRow) => [oneLine(payoree ?? ''), oneLine(description)] as const

test('OFX gives back ids, days, amounts, balances, and texts as far as they have room', () => {
  fc.assert(
    fc.property(arbitraryLedger, (drawn) => {
      const { head, rows } = named(drawn)
      for (const account of head.accounts) {
        const own = rows.filter(({ accountId, status }) => accountId === account.id && status === 'posted')
        if (own.length === 0) continue
        const read = readBack('ofx', head, rows, account, `${account.id} ${account.currency}`)
        const seen = ({ amount, postedOn, transactionOn, counterpartyName }: SourceRecord) => {
          return { amount, postedOn, transactionOn, counterpartyName }
        }
        expect(read.records.map(seen)).toEqual(
          own.map((row) => ({
            amount: row.amount,
            postedOn: recordDate(row),
            transactionOn: row.transactionOn,
            counterpartyName: cutText(text(row)[0], 32) || null,
          })),
        )
        for (const [index, row] of own.entries()) {
          expect(read.records[index]?.description).toContain(cutText(text(row)[1], 255))
        }
        const sum = own.reduce((total, { amount }) => total + amount.minor, account.opening?.minor ?? 0n)
        // A sum beyond what a ledger can hold is no balance.
        expect(read.closingBalance?.minor).toBe(sum > MINOR_MAX || sum < -MINOR_MAX ? undefined : sum)
      }
    }),
    RUNS,
  )
})

test('QIF gives back days, amounts and texts', () => {
  fc.assert(
    fc.property(arbitraryLedger, (drawn) => {
      const { head, rows } = named(drawn)
      for (const account of head.accounts) {
        const own = rows.filter(({ accountId }) => accountId === account.id)
        if (own.length === 0) continue
        const read = readBack('qif', head, rows, account, account.name)
        expect(read.records.map(({ amount, postedOn, counterpartyName }) => [amount, postedOn, counterpartyName])).toEqual(
          own.map((row) => [row.amount, recordDate(row), text(row)[0] || null]),
        )
        for (const [index, row] of own.entries()) {
          expect(read.records[index]?.description).toContain(text(row)[1])
        }
      }
    }),
    RUNS,
  )
})
