// A span of 500 rows, half of them known, into a large ledger: planned and committed as a sync does, and as a file does
// whose rows the bank's connection stated before.
import type { AccountId, AccountLinkId } from '../../src/domain/ids.ts'
import type { SourceRecord } from '../../src/domain/source-record.ts'
import { openDatabase, openPool, withTransaction } from '../../src/storage/database.ts'
import type { DatabaseAccess } from '../../src/storage/postgres/access.ts'
import type { ManagedPostgres } from '../../src/storage/postgres/managed.ts'
import type { Tables } from '../../src/storage/schema.ts'
import { commitFileImport, previewFileImport } from '../../src/sync/import-file.ts'
import { makeBare, upsertBare } from './bare-upsert.ts'
import { inNewDatabase } from './bench-database.ts'
import { fillBare, fillLedger } from './bench-ledger.ts'
import { median, p95, peakRssMiB, REFERENCE, round, timed } from './bench-line.ts'
import type { Line, Timing } from './bench-line.ts'
import { BENCH_ACCOUNTS, benchRecords, inSpans } from './bench-records.ts'
import { connectBench, runBench } from './bench-sync.ts'
import type { Bench } from './bench-sync.ts'

const SPAN_RECORDS = 500
/** Spans that are timed: an odd number, so that the median is one of them. */
const SPANS = 21
/** The first ones pay for plans and caches that a running server has. */
const WARM_SPANS = 4

/** Known rows and new ones by turns, all of the last weeks. */
function halfKnown(): { readonly known: readonly SourceRecord[]; readonly spans: readonly (readonly SourceRecord[])[] } {
  const count = ((SPANS + WARM_SPANS) * SPAN_RECORDS) / 2
  const perDay = 200
  const known = [...benchRecords({ count, seed: 7, ids: 'fake-known', recordsPerDay: perDay })]
  const fresh = [...benchRecords({ count, seed: 8, ids: 'fake-fresh', recordsPerDay: perDay })]
  const mixed = known.flatMap((record, index) => [record, fresh[index] ?? record])
  return { known, spans: [...inSpans(mixed, SPAN_RECORDS)] }
}

/** By id through a connection, by content through a file, and the bare upsert, on a ledger of so many rows. */
export async function benchSpan(postgres: ManagedPostgres, ledgerRows: number): Promise<readonly Line[]> {
  const { known, spans } = halfKnown()
  return inNewDatabase(postgres, `span_${ledgerRows}`, async (access) => {
    const bench = await connectBench(access)
    try {
      await runBench(bench, inSpans(known, SPAN_RECORDS))
      const links = await linksOf(bench)
      await fillLedger(postgres, access, { ownerId: bench.wish.ownerId, rows: ledgerRows, links: [...links.values()] })
      await makeBare(access)
      await fillBare(postgres, access, bench.wish.ownerId)
      // The file first: what it brings is not yet known to the connection.
      const byFile = await timeFiles(access, bench, links, spans)
      const bySync = await runBench(bench, spans.map((span) => span.map(renamed)))
      const bare = await timeBare(access, known, spans)
      return [
        lineOf(`span 500 half known ${ledgerRows}`, ledgerRows, bySync, bare),
        lineOf(`file 500 half known ${ledgerRows}`, ledgerRows, byFile, bare),
      ]
    } finally {
      await bench.close()
    }
  })
}

/** New rows of the sync are others than the file's: another price keeps them apart. */
const renamed = (record: SourceRecord): SourceRecord =>
  record.sourceId?.startsWith('fake-fresh') === true
    ? { ...record, amount: { ...record.amount, minor: record.amount.minor - 100_000n } }
    : record

type Links = ReadonlyMap<string, { readonly accountId: AccountId; readonly linkId: AccountLinkId }>

async function linksOf({ deps, wish }: Bench): Promise<Links> {
  const rows = await withTransaction(deps.db, wish.token, (tx) =>
    tx
      .selectFrom('accountLink')
      .select(['accountId', 'id as linkId', 'accountSourceId'])
      .where('connectionId', '=', wish.connectionId)
      .execute(),
  )
  return new Map(rows.map(({ accountSourceId, ...link }) => [accountSourceId, link]))
}

/** Each span as one file for each account; preview and commit together. */
async function timeFiles(
  access: DatabaseAccess,
  { deps, wish }: Bench,
  links: Links,
  spans: readonly (readonly SourceRecord[])[],
): Promise<Timing> {
  const db = openDatabase<Tables>(openPool(access.app, () => {}))
  try {
    return await timed(spans, async (span) => {
      for (const source of BENCH_ACCOUNTS) {
        const accountId = links.get(source)?.accountId
        if (accountId === undefined) throw new Error(`the account ${source} is not there`)
        const records = span
          .filter(({ accountSourceId }) => accountSourceId === source)
          .map((record) => ({ ...record, sourceId: null, counterpartyName: null, providerCategory: null }))
        const about = { ownerId: wish.ownerId, token: wish.token, accountId, fileId: null }
        const file = { ...about, records, lines: records.map((_, index) => index + 2), rejected: [], ignored: [] }
        const { planHash } = await previewFileImport({ ...deps, db }, file)
        await commitFileImport({ ...deps, db }, file, planHash)
      }
    })
  } finally {
    await db.destroy()
  }
}

async function timeBare(
  access: DatabaseAccess,
  known: readonly SourceRecord[],
  spans: readonly (readonly SourceRecord[])[],
): Promise<Timing> {
  const db = openDatabase<Tables>(openPool(access.worker, () => {}))
  try {
    for (const span of inSpans(known, SPAN_RECORDS)) await upsertBare(db, span)
    return await timed(spans, (span) => upsertBare(db, span))
  } finally {
    await db.destroy()
  }
}

function lineOf(name: string, n: number, ours: Timing, bare: Timing): Line {
  const oursMs = ours.spansMs.slice(WARM_SPANS)
  const bareMs = median(bare.spansMs.slice(WARM_SPANS))
  return {
    name,
    n,
    medianMs: round(median(oursMs)),
    p95Ms: round(p95(oursMs)),
    rowsPerS: Math.round(SPAN_RECORDS / (median(oursMs) / 1000)),
    rssMiB: peakRssMiB(),
    ratio: round(median(oursMs) / bareMs),
    reference: `${REFERENCE}: ${round(bareMs)} ms a span`,
  }
}
