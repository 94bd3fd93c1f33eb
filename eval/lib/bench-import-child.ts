// The importing process of a benchmark, with nothing else in it: so many records, made one by one as a bank would send
// them, through a sync run. Takes `{access, count}` as its first argument, prints `{spansMs, totalMs, rssMiB}`.
import process from 'node:process'
import type { DatabaseAccess } from '../../src/storage/postgres/access.ts'
import { spareMemory } from '../../src/worker/spare-memory.ts'
import { peakRssMiB } from './bench-line.ts'
import { benchRecords, inSpans } from './bench-records.ts'
import { connectBench, runBench } from './bench-sync.ts'

const SPAN_RECORDS = 500

// As the program does.
spareMemory()

const { access, count } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly access: DatabaseAccess
  readonly count: number
}
const bench = await connectBench(access)
const timing = await runBench(bench, inSpans(benchRecords({ count }), SPAN_RECORDS))
await bench.close()
console.log(JSON.stringify({ ...timing, rssMiB: peakRssMiB() }))
