// `npm run -s bench [-- NAME]`: how fast a bank's rows get into the ledger, against the least that PostgreSQL could be
// asked for: one `unnest` upsert a span into one table of the same columns, indexes and raw JSON, written by the same
// role, without row-level security. Ours is the whole way of a sync run or a file: checks, matching, plan, commit. NAME
// is the beginning of a benchmark's name, up to a whole word.
import type { ManagedPostgres } from '../src/storage/postgres/managed.ts'
import { withBenchPostgres } from './lib/bench-database.ts'
import { benchFiles, benchPreview, benchWholeFile, benchWithoutIds } from './lib/bench-files.ts'
import { benchImport } from './lib/bench-import.ts'
import { benchInitial } from './lib/bench-initial.ts'
import type { Line } from './lib/bench-line.ts'
import { benchSpan } from './lib/bench-span.ts'

type Group = {
  readonly names: readonly string[]
  readonly run: (postgres: ManagedPostgres) => Promise<readonly Line[]>
}

const GROUPS: readonly Group[] = [
  {
    names: ['initial import 10000', 'unchanged re-import 10000'],
    run: (postgres) => benchInitial(postgres, 10_000, 5),
  },
  {
    names: ['initial import 100000', 'unchanged re-import 100000'],
    run: (postgres) => benchInitial(postgres, 100_000, 3),
  },
  { names: ['import alone 100000'], run: (postgres) => benchImport(postgres, 100_000, 1) },
  { names: ['no ids 10000 in one run'], run: (postgres) => benchWithoutIds(postgres, 10_000) },
  { names: ['no ids 10000 in files'], run: (postgres) => benchFiles(postgres, 10_000) },
  { names: ['preview 10000'], run: (postgres) => benchPreview(postgres, 10_000) },
  { names: ['preview 100000'], run: (postgres) => benchPreview(postgres, 100_000) },
  { names: ['file 100000 whole'], run: (postgres) => benchWholeFile(postgres, 100_000) },
  {
    names: ['span 500 half known 100000', 'file 500 half known 100000'],
    run: (postgres) => benchSpan(postgres, 100_000),
  },
  {
    names: ['span 500 half known 1000000', 'file 500 half known 1000000'],
    run: (postgres) => benchSpan(postgres, 1_000_000),
  },
]

async function main(wanted: string | undefined): Promise<void> {
  const isWanted = (name: string) => wanted === undefined || `${name} `.startsWith(`${wanted} `)
  const chosen = GROUPS.filter(({ names }) => names.some(isWanted))
  if (chosen.length === 0) throw new Error(`there is no benchmark "${wanted}"`)
  const lines = await withBenchPostgres(async (postgres) => {
    const all: Line[] = []
    for (const { run } of chosen) {
      const measured = (await run(postgres)).map((line) => withGrowth(line, all))
      all.push(...measured)
      for (const line of measured) if (isWanted(line.name)) console.log(JSON.stringify(line))
    }
    return all
  })
  console.log(JSON.stringify({ benches: lines.filter(({ name }) => isWanted(name)) }))
}

/** Against the same benchmark with fewer rows, where it ran before. */
function withGrowth(line: Line, before: readonly Line[]): Line {
  const kind = line.name.replace(/ \d+$/, '')
  const smaller = before.find(({ name, n }) => n < line.n && name.replace(/ \d+$/, '') === kind)
  return smaller === undefined ? line : { ...line, growth: Math.round((100 * smaller.rowsPerS) / line.rowsPerS) / 100 }
}

await main(process.argv[2])
