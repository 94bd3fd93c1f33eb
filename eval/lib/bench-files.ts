// Files without ids: many of them into one account, none lost or doubled, and the preview of a large one.
import type { CurrencyCode } from '../../src/domain/currency.ts'
import type { SourceRecord } from '../../src/domain/source-record.ts'
import { recordDate } from '../../src/domain/source-record.ts'
import { readFile } from '../../src/providers/file/read-file.ts'
import type { ManagedPostgres } from '../../src/storage/postgres/managed.ts'
import { previewFileImport } from '../../src/sync/import-file.ts'
import { inNewDatabase } from './bench-database.ts'
import { measureBare } from './bench-import.ts'
import { median, p95, peakRssMiB, REFERENCE, round, timed } from './bench-line.ts'
import type { Line } from './bench-line.ts'
import { benchRecords, inSpans } from './bench-records.ts'
import { connectBench, runBench } from './bench-sync.ts'
import { csvLine, decimal, importCsv, makeAccount, readLedger, withPerson } from './quality/household.ts'

const SPAN_RECORDS = 500
const USD = 'USD' as CurrencyCode
const NO_REFERENCE = 'none: a count, or a time that a person waits'
/** Repeats of a preview: an odd number, so that the median is one of them. */
const PREVIEWS = 5

const csvOf = (records: readonly SourceRecord[]): string =>
  csvLine(['Date', 'Description', 'Amount']) +
  records.map((record) => csvLine([recordDate(record), record.description, decimal(record.amount.minor)])).join('')

/** A sync of a bank without ids, span by span: rows that repeat across the borders of spans are all kept. */
export async function benchWithoutIds(postgres: ManagedPostgres, count: number): Promise<readonly Line[]> {
  return inNewDatabase(postgres, 'no_ids', async (access) => {
    const bench = await connectBench(access)
    try {
      const timing = await runBench(bench, inSpans(benchRecords({ count, ids: null }), SPAN_RECORDS))
      const { length: rows } = await readLedger({ db: bench.deps.db, token: bench.wish.token })
      return [{ ...waited(`no ids ${count} in one run`, count, timing.spansMs, timing.totalMs), rows }]
    } finally {
      await bench.close()
    }
  })
}

/** A person's files of one account, each going on where the one before ended, which may be within a day. */
export async function benchFiles(postgres: ManagedPostgres, count: number): Promise<readonly Line[]> {
  return inNewDatabase(postgres, 'files', (access) =>
    withPerson(access, async (person) => {
      const { deps, token } = person
      const accountId = await makeAccount(person, { name: 'Bench', currency: USD, kind: 'checking' })
      const files = [...inSpans(benchRecords({ count, ids: null }), SPAN_RECORDS)].map(csvOf)
      const timing = await timed(files, (csv) => importCsv(person, { accountId, currency: USD }, csv))
      const { length: rows } = await readLedger({ db: deps.db, token })
      return [{ ...waited(`no ids ${count} in files`, count, timing.spansMs, timing.totalMs), rows }]
    }),
  )
}

/** Reading and planning one file, half of whose rows the account has. */
export async function benchPreview(postgres: ManagedPostgres, count: number): Promise<readonly Line[]> {
  return inNewDatabase(postgres, 'preview', (access) =>
    withPerson(access, async (person) => {
      const { ownerId, token, deps } = person
      const accountId = await makeAccount(person, { name: 'Bench', currency: USD, kind: 'checking' })
      const records = [...benchRecords({ count, ids: null })]
      await importCsv(person, { accountId, currency: USD }, csvOf(records.slice(0, count / 2)))
      const bytes = new TextEncoder().encode(csvOf(records))
      const timing = await timed(Array.from({ length: PREVIEWS }), async () => {
        const reading = readFile({ name: 'bench.csv', bytes }, { currency: USD, layout: null, answers: {} })
        if (reading.kind !== 'read') throw new Error(`the file is not read: ${reading.kind}`)
        const { records: read, lines, rejected, ignored } = reading
        const about = { ownerId, token, accountId, fileId: null }
        await previewFileImport(deps, { ...about, records: read, lines, rejected, ignored })
      })
      return [waited(`preview ${count}`, count, timing.spansMs, median(timing.spansMs))]
    }),
  )
}

/** One file of so many rows into an empty account: read, previewed, committed, against the bare upsert of its rows. */
export async function benchWholeFile(postgres: ManagedPostgres, count: number): Promise<readonly Line[]> {
  const csv = csvOf([...benchRecords({ count, ids: null })])
  const ours = await inNewDatabase(postgres, 'whole_file', (access) =>
    withPerson(access, async (person) => {
      const accountId = await makeAccount(person, { name: 'Bench', currency: USD, kind: 'checking' })
      return timed([csv], (whole) => importCsv(person, { accountId, currency: USD }, whole))
    }),
  )
  const bare = await inNewDatabase(postgres, 'bare_file', (access) => measureBare(access, { count, ids: null }))
  const line = waited(`file ${count} whole`, count, ours.spansMs, ours.totalMs)
  return [{ ...line, ratio: round(ours.totalMs / bare.totalMs), reference: `${REFERENCE}: ${round(bare.totalMs)} ms in all` }]
}

const waited = (name: string, n: number, partsMs: readonly number[], totalMs: number): Line => ({
  name,
  n,
  medianMs: round(median(partsMs)),
  p95Ms: round(p95(partsMs)),
  rowsPerS: Math.round(n / (totalMs / 1000)),
  rssMiB: peakRssMiB(),
  ratio: null,
  reference: NO_REFERENCE,
})
