// Real banks' statements as independent judges: each that gives its balances is proved by them or told to be
// wrong.
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseCurrency } from '../../src/domain/currency.ts'
import type { CurrencyCode } from '../../src/domain/currency.ts'
import { decodeBytes } from '../../src/providers/file/bytes.ts'
import { camtReader } from '../../src/providers/file/camt/read-camt.ts'
import { mt940Reader } from '../../src/providers/file/mt940/read-mt940.ts'
import { readFile } from '../../src/providers/file/read-file.ts'
import { statementFormat } from '../../src/providers/file/signatures.ts'
import type { FileStatement } from '../../src/providers/file/statement-file.ts'
import { sharedPath, WITHOUT_SHARED } from '../support/shared-folder.ts'

const folder = sharedPath('data')
const READERS = { camt: camtReader, mt940: mt940Reader } as const

/** What says in a raw file that a movement follows, counted without the readers. */
const MOVEMENTS = { camt: /<(?:\w+:)?Ntry[\s>]/g, mt940: /^:61:/gm } as const

/** The readable files of a format. */
function* statementFiles(root: string, format: keyof typeof READERS) {
  for (const name of fs
    .readdirSync(path.join(root, format), { recursive: true, encoding: 'utf8' })
    .toSorted()) {
    const file = path.join(root, format, name)
    if (!fs.statSync(file).isFile()) continue
    const bytes = fs.readFileSync(file)
    const decoded = decodeBytes(bytes, undefined)
    if (decoded.kind !== 'text' || statementFormat(decoded.text) !== format) continue
    yield { name, bytes, text: decoded.text, encoding: decoded.encoding }
  }
}

const EUR = currency('EUR')

function currency(code: string): CurrencyCode {
  const known = parseCurrency(code)
  if (known === null) throw new Error(`${code} is a currency`)
  return known
}

const moved = ({ rows }: FileStatement): bigint =>
  rows
    .filter(({ record }) => record.status === 'posted')
    .reduce((sum, { record }) => sum + record.amount.minor, 0n)

describe.skipIf(folder === null)(folder === null ? WITHOUT_SHARED : 'statements of real banks', () => {
  test.each([
    ['camt', 4, 3],
    ['mt940', 19, 16],
  ] as const)(
    'in %s that give their balances are proved or told to be wrong',
    (format, provedMin, toldMin) => {
      let proved = 0
      let told = 0
      for (const { name, bytes, text, encoding } of statementFiles(folder ?? '', format)) {
        const answers = { undated: 'report-day', account: 'all' }
        const file = READERS[format].read({ text, encoding, bytes }, { currency: EUR, layout: null, answers })
        if (file.kind !== 'statements') continue
        const moving = file.statements.filter(({ rows }) => rows.length > 0)
        const currencies = new Set(moving.map((statement) => statement.currency))
        const [own] = currencies
        if (own === undefined || currencies.size > 1) continue
        const reading = readFile(
          { name: path.basename(name), bytes },
          { currency: own, layout: null, answers },
        )
        if (reading.kind !== 'read') throw new Error(`${name}: ${JSON.stringify(reading)}`)
        const given = moving.filter(({ opening, closing }) => opening !== null && closing !== null)
        const right = given.filter(
          (statement) =>
            (statement.opening?.amount.minor ?? 0n) + moved(statement) === statement.closing?.amount.minor,
        )
        const proofs = reading.proofs.filter((proof) => !proof.includes(' plus 0 rows '))
        const contradictions = reading.warnings.filter((warning) => /plus [1-9]\d* rows? gives/.test(warning))
        expect([name, proofs.length]).toEqual([name, right.length])
        expect([name, contradictions.length]).toEqual([name, given.length - right.length])
        if (given.length < moving.length && format === 'mt940')
          expect([name, reading.warnings]).not.toEqual([name, []])
        proved += right.length
        told += given.length - right.length
      }
      expect(proved).toBeGreaterThanOrEqual(provedMin)
      expect(told).toBeGreaterThanOrEqual(toldMin)
    },
  )

  test.each(['camt', 'mt940'] as const)(
    'in %s lose no movement: each is a row, rejected or ignored',
    (format) => {
      let movements = 0
      for (const { name, bytes, text, encoding } of statementFiles(folder ?? '', format)) {
        const file = READERS[format].read(
          { text, encoding, bytes },
          { currency: EUR, layout: null, answers: { undated: 'leave-out' } },
        )
        if (file.kind !== 'statements') continue
        const lines = file.statements.flatMap(({ rows, rejected }) => [
          ...rows.map(({ line }) => line),
          ...rejected.map(({ line }) => line),
        ])
        const ignored = file.ignored.reduce((sum, { count }) => sum + count, 0)
        const tags = [...text.matchAll(MOVEMENTS[format])].length
        movements += tags
        expect([name, lines.length + ignored >= tags]).toEqual([name, true])
        if (format === 'mt940') expect([name, lines.length]).toEqual([name, tags])
      }
      expect(movements).toBeGreaterThanOrEqual(15)
    },
  )
})
