// Real banks' files, damaged at random: each reading says what is wrong or holds what it claims, and none takes the
// program down. The long run reads 100,000 of them.
import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../../src/domain/calendar.ts'
import { parseCurrency } from '../../src/domain/currency.ts'
import type { CurrencyCode } from '../../src/domain/currency.ts'
import { recordDate } from '../../src/domain/source-record.ts'
import type { FileReading } from '../../src/providers/file/file-reading.ts'
import { readFile } from '../../src/providers/file/read-file.ts'
import { mutationArbitrary } from '../../src/providers/file/testing/mutations.ts'
import { isSilentlyShort } from '../../src/providers/file/testing/silently-short.ts'
import { sharedPath, WITHOUT_SHARED } from '../support/shared-folder.ts'

const FOLDERS = ['csv', 'ofx', 'qif', 'camt', 'mt940'] as const
const RUNS = process.env['TRIBUTARY_LONG'] ? 100_000 : 1_500
const SEED = 20261124
/** The long run takes some ten minutes here. */
const timeoutMs = 3_600_000
/** A reading that takes so long hangs: the slowest takes a thousandth of it. */
const READING_MS_MAX = 20_000
/** Damage to one file at a time, up to so often. */
const MUTATIONS_MAX = 3

const folder = sharedPath('data')
const EUR = parseCurrency('EUR') as CurrencyCode

function files(root: string): readonly { name: string; text: string }[] {
  return FOLDERS.flatMap((kind) =>
    fs
      .readdirSync(path.join(root, kind), { recursive: true, encoding: 'utf8' })
      .toSorted()
      .map((name) => path.join(root, kind, name))
      .filter((file) => fs.statSync(file).isFile())
      // As bytes, so that a text in any encoding can be damaged.
      .map((file) => ({ name: path.relative(root, file), text: fs.readFileSync(file, 'latin1') })),
  )
}

const read = (name: string, text: string): FileReading =>
  readFile({ name, bytes: Buffer.from(text, 'latin1') }, { currency: EUR, layout: null, answers: { account: 'all' } })

/** What a reading claims in error, or null. */
function fault(reading: FileReading, text: string): string | null {
  if (reading.kind === 'refused') return reading.text.includes('Nothing was') ? null : `refused without a word: ${reading.text}`
  if (reading.kind === 'asks') return reading.questions.length > 0 ? null : 'asks nothing'
  const { records, lines, rejected, openingBalance, closingBalance } = reading
  if (lines.length !== records.length) return 'lines and records differ in number'
  const last = text.split(/\r\n|\r|\n/).length
  if (lines.some((line) => line < 1 || line > last)) return 'a line that the file does not have'
  if (records.some((record) => parseCalendarDate(recordDate(record)) === null)) return 'a day that no calendar has'
  if (rejected.some(({ reason }) => reason === '')) return 'rejected without a reason'
  const isBalanced = openingBalance !== null && closingBalance !== null
  return isBalanced && !reading.layout.format.startsWith('csv') && isSilentlyShort(reading) ? 'short of its balances, and silent' : null
}

describe.skipIf(folder === null)(folder === null ? WITHOUT_SHARED : 'a damaged file', () => {
  test('is refused with a reason, asked about or read with what it lacks told; never silently short, never fatal', { timeout: timeoutMs }, () => {
    const samples = files(folder ?? '')
    expect(samples.length).toBeGreaterThan(200)
    let slowestMs = 0
    const damage = fc.tuple(fc.nat(samples.length - 1), fc.array(mutationArbitrary, { minLength: 1, maxLength: MUTATIONS_MAX }))
    fc.assert(
      fc.property(damage, ([index, mutations]) => {
        const { name, text } = samples[index] ?? { name: '', text: '' }
        const damaged = mutations.reduce((whole, mutate) => mutate(whole), text)
        const begun = performance.now()
        const reading = read(name, damaged)
        slowestMs = Math.max(slowestMs, performance.now() - begun)
        expect([name, fault(reading, damaged)]).toEqual([name, null])
      }),
      { numRuns: RUNS, seed: SEED },
    )
    expect(slowestMs).toBeLessThan(READING_MS_MAX)
  })
})
