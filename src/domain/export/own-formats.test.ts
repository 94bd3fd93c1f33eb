import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CATEGORY_SEPARATOR } from './csv-columns.ts'
import { guardText, unguardText } from './csv-cells.ts'
import { CSV_EXPORT_START, readCsvExport } from './read-csv-export.ts'
import { readJsonLines } from './read-json-lines.ts'
import type { ExportHead, ExportRow, LedgerWriter } from './ledger-export.ts'
import { arbitraryLedger, day, HOSTILE_TEXTS } from '../../../test/support/arbitrary-export.ts'
import { csvWriter } from './write-csv.ts'
import { jsonLinesWriter } from './write-json-lines.ts'

const RUNS = { seed: 4, numRuns: 300 }

const written = (writer: (head: ExportHead) => LedgerWriter, head: ExportHead, rows: readonly ExportRow[]): string => {
  const { start, row, end } = writer(head)
  return [start(), ...rows.map(row), end()].join('')
}

describe('our own CSV', () => {
  test('reads back as the rows that were written', () => {
    fc.assert(
      fc.property(arbitraryLedger, ({ head, rows }) => {
        const read = readCsvExport(written(csvWriter, head, rows))
        const found = read?.map((each) => (each.kind === 'row' ? each.row : each))
        expect(found).toEqual(
          rows.map((row) => ({
            id: row.id,
            accountName: head.accounts.find(({ id }) => id === row.accountId)?.name,
            statement: {
              status: row.status,
              amount: row.amount,
              postedOn: row.postedOn,
              transactionOn: row.transactionOn,
              description: row.description,
              counterpartyName: row.counterpartyName,
              counterpartyAccountMask: row.counterpartyAccountMask,
              reference: row.reference,
              providerCategory: row.providerCategory,
            },
            view: {
              payoree: row.payoree,
              category:
                row.category === null
                  ? null
                  : { id: row.category.id, name: row.category.path.join(CATEGORY_SEPARATOR) },
              tags: row.tags,
              note: row.note,
            },
          })),
        )
      }),
      RUNS,
    )
  })

  test('holds no text that a spreadsheet runs as a formula', () => {
    for (const text of HOSTILE_TEXTS) {
      expect(guardText(text)).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
      expect(unguardText(guardText(text))).toBe(text)
    }
  })

  test('is known by its first line', () => {
    expect(written(csvWriter, { accounts: [], checkpoints: [], from: null, to: null, madeOn: day('2026-01-01') }, [])).toBe(
      `${CSV_EXPORT_START}\r\n`,
    )
  })

  test('is refused as a whole where a quote never closes', () => {
    expect(readCsvExport(`${CSV_EXPORT_START}\r\ntxn_1,"cut of`)).toBeNull()
  })

  test('rejects a row with its line and a reason where a cell is wrong', () => {
    const cells = 'txn_1,A,2026-02-30,2026-02-30,,posted,1.00,EUR,,,,,,,,,,,'
    expect(readCsvExport(`${CSV_EXPORT_START}\r\n${cells}\r\n`)).toEqual([
      { kind: 'rejected', line: 2, reason: '"2026-02-30" is not a date', text: cells },
    ])
  })
})

describe('JSON Lines', () => {
  test('read back as all that was written', () => {
    fc.assert(
      fc.property(arbitraryLedger, ({ head, rows }) => {
        const lines = readJsonLines(written(jsonLinesWriter, head, rows))
        expect(lines.map((each) => (each.kind === 'line' ? each.value : each))).toEqual([
          { type: 'ledger', madeOn: head.madeOn, from: head.from, to: head.to },
          ...head.accounts.map((account) => ({ type: 'account', account })),
          ...rows.map((row) => ({ type: 'transaction', row })),
          { type: 'end', rowCount: rows.length },
        ])
      }),
      RUNS,
    )
  })

  test('tell what is wrong with a line that is none of ours', () => {
    const lines = readJsonLines('{"type":"ledger","format":"tributary-ledger","version":2}\nnot json\n[]\n')
    expect(lines.map((each) => (each.kind === 'rejected' ? each.reason : each))).toEqual([
      'it is of a version that is not known here',
      'it is not JSON',
      'the line is no object',
    ])
  })
})
