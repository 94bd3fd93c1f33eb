// A first import into an empty ledger and the same import again, by turns with the bare reference in one process, each
// time in a new database.
import type { SourceRecord } from '../../src/domain/source-record.ts'
import { openDatabase, openPool } from '../../src/storage/database.ts'
import type { DatabaseAccess } from '../../src/storage/postgres/access.ts'
import type { ManagedPostgres } from '../../src/storage/postgres/managed.ts'
import type { Tables } from '../../src/storage/schema.ts'
import { makeBare, upsertBare } from './bare-upsert.ts'
import { inNewDatabase } from './bench-database.ts'
import { median, p95, peakRssMiB, REFERENCE, round, timed } from './bench-line.ts'
import type { Line, Timing } from './bench-line.ts'
import { benchRecords, inSpans } from './bench-records.ts'
import { connectBench, runBench } from './bench-sync.ts'

const SPAN_RECORDS = 500

type Both = Readonly<Record<'initial' | 'again', Timing>>
type Repeat = { readonly ours: Both; readonly bare: Both }

/** Repeats should be odd, so that the median is one of them. */
export async function benchInitial(postgres: ManagedPostgres, size: number, repeats: number): Promise<readonly Line[]> {
  const spans = [...inSpans(benchRecords({ count: size }), SPAN_RECORDS)]
  const measured: Repeat[] = []
  for (let turn = 0; turn < repeats; turn += 1) {
    const ours = () => inNewDatabase(postgres, `ours_${size}_${turn}`, (access) => measureOurs(access, spans))
    const bare = () => inNewDatabase(postgres, `bare_${size}_${turn}`, (access) => measureBare(access, spans))
    // By turns, and each first now and then, so that neither profits from what the other warmed.
    const first = turn % 2 === 0 ? null : await bare()
    measured.push({ ours: await ours(), bare: first ?? (await bare()) })
  }
  return (['initial', 'again'] as const).map((kind) => summary(kind, size, measured))
}

async function measureOurs(access: DatabaseAccess, spans: readonly (readonly SourceRecord[])[]): Promise<Both> {
  const bench = await connectBench(access)
  try {
    const initial = await runBench(bench, spans)
    const again = await runBench(bench, spans)
    return { initial, again }
  } finally {
    await bench.close()
  }
}

async function measureBare(access: DatabaseAccess, spans: readonly (readonly SourceRecord[])[]): Promise<Both> {
  await makeBare(access)
  const db = openDatabase<Tables>(openPool(access.worker, () => {}))
  try {
    const initial = await timed(spans, (span) => upsertBare(db, span))
    const again = await timed(spans, (span) => upsertBare(db, span))
    return { initial, again }
  } finally {
    await db.destroy()
  }
}

function summary(kind: keyof Both, size: number, repeats: readonly Repeat[]): Line {
  const ours = repeats.map((repeat) => repeat.ours[kind])
  const spansMs = ours.flatMap((timing) => timing.spansMs)
  const bareMs = median(repeats.flatMap((repeat) => repeat.bare[kind].spansMs))
  return {
    name: `${kind === 'initial' ? 'initial import' : 'unchanged re-import'} ${size}`,
    n: size,
    medianMs: round(median(spansMs)),
    p95Ms: round(p95(spansMs)),
    rowsPerS: Math.round(size / (median(ours.map(({ totalMs }) => totalMs)) / 1000)),
    rssMiB: peakRssMiB(),
    ratio: round(median(repeats.map((repeat) => repeat.ours[kind].totalMs / repeat.bare[kind].totalMs))),
    reference: `${REFERENCE}: ${round(bareMs)} ms a span`,
  }
}
