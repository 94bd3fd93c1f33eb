// A first import in a process of its own, as a worker is: what it holds at its peak is the importer's alone.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openDatabase, openPool } from '../../src/storage/database.ts'
import type { DatabaseAccess } from '../../src/storage/postgres/access.ts'
import type { ManagedPostgres } from '../../src/storage/postgres/managed.ts'
import type { Tables } from '../../src/storage/schema.ts'
import { makeBare, upsertBare } from './bare-upsert.ts'
import { inNewDatabase } from './bench-database.ts'
import { median, p95, REFERENCE, round, timed } from './bench-line.ts'
import type { Line, Timing } from './bench-line.ts'
import { benchRecords, inSpans } from './bench-records.ts'

const SPAN_RECORDS = 500
/** Output of the child: two hundred times and a handful of facts. */
const OUTPUT_BYTES_MAX = 1_000_000

const run = promisify(execFile)
const CHILD = fileURLToPath(new URL('bench-import-child.ts', import.meta.url))

/** By turns with the bare upsert, each time in a new database. */
export async function benchImport(postgres: ManagedPostgres, count: number, repeats: number): Promise<readonly Line[]> {
  const ours: (Timing & { readonly rssMiB: number })[] = []
  const bare: Timing[] = []
  for (let turn = 0; turn < repeats; turn += 1) {
    ours.push(await inNewDatabase(postgres, `child_${turn}`, (access) => inChild(access, count)))
    bare.push(await inNewDatabase(postgres, `bare_${turn}`, (access) => measureBare(access, { count })))
  }
  const spansMs = ours.flatMap((timing) => timing.spansMs)
  const ratios = ours.map(({ totalMs }, turn) => totalMs / (bare[turn]?.totalMs ?? Number.NaN))
  const bareMs = median(bare.flatMap((timing) => timing.spansMs))
  return [
    {
      name: `import alone ${count}`,
      n: count,
      medianMs: round(median(spansMs)),
      p95Ms: round(p95(spansMs)),
      rowsPerS: Math.round(count / (median(ours.map(({ totalMs }) => totalMs)) / 1000)),
      rssMiB: Math.max(...ours.map(({ rssMiB }) => rssMiB)),
      ratio: round(median(ratios)),
      reference: `${REFERENCE}: ${round(bareMs)} ms a span`,
    },
  ]
}

async function inChild(access: DatabaseAccess, count: number): Promise<Timing & { readonly rssMiB: number }> {
  const wish = JSON.stringify({ access, count })
  const { stdout } = await run(process.execPath, [CHILD, wish], { maxBuffer: OUTPUT_BYTES_MAX })
  return JSON.parse(stdout) as Timing & { readonly rssMiB: number }
}

/** The bare upsert of the same records, in the same spans. */
export async function measureBare(access: DatabaseAccess, wish: Parameters<typeof benchRecords>[0]): Promise<Timing> {
  await makeBare(access)
  const db = openDatabase<Tables>(openPool(access.worker, () => {}))
  try {
    return await timed(inSpans(benchRecords(wish), SPAN_RECORDS), (span) => upsertBare(db, span))
  } finally {
    await db.destroy()
  }
}
