// `npm run -s bench [-- NAME]`: how fast a bank's rows get into the ledger, against the least that PostgreSQL could be
// asked for. Each figure is of a whole sync run (adapter, checks, plan, commit) over records made in memory; the
// reference is one `unnest` upsert per span into one table of the same columns, indexes and raw JSON, written by the
// same role, without row-level security. Both are repeated by turns in one process, each time in a new database.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { migrate } from '../src/storage/migrate.ts'
import { openDatabase, openPool } from '../src/storage/database.ts'
import type { DatabaseAccess } from '../src/storage/postgres/access.ts'
import { ensurePostgres } from '../src/storage/postgres/managed.ts'
import type { ManagedPostgres } from '../src/storage/postgres/managed.ts'
import type { Tables } from '../src/storage/schema.ts'
import { makeBare, upsertBare } from './lib/bare-upsert.ts'
import { benchRecords } from './lib/bench-records.ts'
import { connectBench, runBench } from './lib/bench-sync.ts'
import type { SourceRecord } from '../src/domain/source-record.ts'

const SPAN_RECORDS = 500
/** Repeats of each size: an odd number, so that the median is one of them. */
const REPEATS: Readonly<Record<number, number>> = { 10_000: 5, 100_000: 3 }
const SIZES = [10_000, 100_000]
const REFERENCE = 'bare unnest upsert of the same rows'

type Timing = { readonly spansMs: readonly number[]; readonly totalMs: number }
type Repeat = Readonly<Record<'initial' | 'again', { readonly ours: Timing; readonly bare: Timing }>>

type Line = {
  readonly name: string
  readonly n: number
  /** Per span of 500. */
  readonly medianMs: number
  readonly p95Ms: number
  readonly rowsPerS: number
  readonly rssMiB: number
  /** Ours to the reference, over whole imports: the median of the repeats' ratios. */
  readonly ratio: number
  readonly reference: string
  /** Time per row against that of 10,000 rows. */
  readonly growth?: number
}

async function main(wanted: string | undefined): Promise<void> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-bench-'))
  fs.chmodSync(home, 0o755)
  const postgres = await ensurePostgres({ home })
  const lines: Line[] = []
  try {
    for (const size of SIZES) {
      const names = [`initial import ${size}`, `unchanged re-import ${size}`]
      if (wanted !== undefined && !names.some((name) => `${name} `.startsWith(`${wanted} `))) continue
      const repeats = await measure(postgres, size)
      for (const kind of ['initial', 'again'] as const) {
        const line = summary(kind, size, repeats, lines)
        lines.push(line)
        console.log(JSON.stringify(line))
      }
    }
  } finally {
    await postgres.stop()
    fs.rmSync(home, { recursive: true, force: true })
  }
  console.log(JSON.stringify({ benches: lines }))
}

async function measure(postgres: ManagedPostgres, size: number): Promise<readonly Repeat[]> {
  const records = benchRecords(size)
  const spans: SourceRecord[][] = []
  for (let start = 0; start < size; start += SPAN_RECORDS) spans.push(records.slice(start, start + SPAN_RECORDS))
  const repeats: Repeat[] = []
  for (let turn = 0; turn < (REPEATS[size] ?? 3); turn += 1) {
    const ours = () => inNewDatabase(postgres, `ours_${size}_${turn}`, (access) => measureOurs(access, spans))
    const bare = () => inNewDatabase(postgres, `bare_${size}_${turn}`, (access) => measureBare(access, spans))
    // By turns, and each first now and then, so that neither profits from what the other warmed.
    const both =
      turn % 2 === 0
        ? { ours: await ours(), bare: await bare() }
        : await bare().then(async (first) => ({ bare: first, ours: await ours() }))
    repeats.push({
      initial: { ours: both.ours.initial, bare: both.bare.initial },
      again: { ours: both.ours.again, bare: both.bare.again },
    })
  }
  return repeats
}

type Both = { readonly initial: Timing; readonly again: Timing }

async function measureOurs(access: DatabaseAccess, spans: readonly SourceRecord[][]): Promise<Both> {
  const bench = await connectBench(access)
  try {
    const initial = await runBench(bench, spans)
    const again = await runBench(bench, spans)
    return { initial, again }
  } finally {
    await bench.close()
  }
}

async function measureBare(access: DatabaseAccess, spans: readonly SourceRecord[][]): Promise<Both> {
  await makeBare(access)
  const pool = openPool(access.worker, () => {})
  const db = openDatabase<Tables>(pool)
  try {
    const initial = await timed(spans, (span) => upsertBare(db, span))
    const again = await timed(spans, (span) => upsertBare(db, span))
    return { initial, again }
  } finally {
    await db.destroy()
  }
}

async function timed<Span>(spans: readonly Span[], work: (span: Span) => Promise<void>): Promise<Timing> {
  const spansMs: number[] = []
  const begin = performance.now()
  for (const span of spans) {
    const start = performance.now()
    await work(span)
    spansMs.push(performance.now() - start)
  }
  return { spansMs, totalMs: performance.now() - begin }
}

async function inNewDatabase<Value>(
  postgres: ManagedPostgres,
  suffix: string,
  work: (access: DatabaseAccess) => Promise<Value>,
): Promise<Value> {
  const name = `bench_${suffix}_${randomBytes(3).toString('hex')}`
  const admin = new pg.Client(postgres.superuser)
  await admin.connect()
  try {
    await admin.query(`create database "${name}" owner tributary_migrate`)
    const on = <Config extends object>(config: Config) => ({ ...config, database: name })
    const { migrate: owner, app, worker } = postgres.access
    const access = { migrate: on(owner), app: on(app), worker: on(worker) }
    await migrate(access.migrate)
    return await work(access)
  } finally {
    await admin.query(`drop database if exists "${name}" with (force)`)
    await admin.query('checkpoint')
    await admin.end()
  }
}

function summary(kind: 'initial' | 'again', size: number, repeats: readonly Repeat[], before: readonly Line[]): Line {
  const name = `${kind === 'initial' ? 'initial import' : 'unchanged re-import'} ${size}`
  const ours = repeats.map((repeat) => repeat[kind].ours)
  const spansMs = ours.flatMap((timing) => timing.spansMs).toSorted((left, right) => left - right)
  const rowsPerS = size / (median(ours.map(({ totalMs }) => totalMs)) / 1000)
  const smaller = before.find((line) => line.n < size && line.name.startsWith(name.slice(0, 7)))
  return {
    name,
    n: size,
    medianMs: round(median(spansMs)),
    p95Ms: round(spansMs[Math.floor(spansMs.length * 0.95)] ?? 0),
    rowsPerS: Math.round(rowsPerS),
    rssMiB: Math.round(process.memoryUsage().rss / 1024 / 1024),
    ratio: round(median(repeats.map((repeat) => repeat[kind].ours.totalMs / repeat[kind].bare.totalMs))),
    reference: `${REFERENCE}: ${round(median(repeats.flatMap((repeat) => [...repeat[kind].bare.spansMs])))} ms a span`,
    ...(smaller === undefined ? {} : { growth: round(smaller.rowsPerS / rowsPerS) }),
  }
}

function median(values: readonly number[]): number {
  const ordered = values.toSorted((left, right) => left - right)
  return ordered[Math.floor(ordered.length / 2)] ?? 0
}

const round = (value: number): number => Math.round(value * 100) / 100

await main(process.argv[2])
