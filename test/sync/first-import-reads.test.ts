// What a first import reads, counted by PostgreSQL itself, where it has no statistics of the tables yet: between the
// first row and the first analysis, plans are made blindly, and a bad one reads the whole ledger for every row.
import pg from 'pg'
import { expect, test } from 'vitest'
import { benchRecords, inSpans } from '../../eval/lib/bench-records.ts'
import { connectBench, runBench } from '../../eval/lib/bench-sync.ts'
import type { DatabaseAccess } from '../../src/storage/postgres/access.ts'
import { cloneDatabase } from '../support/database.ts'

const SPAN_RECORDS = 500
/** What the first span reads comes on top. Well planned it is nine; a plan for an empty table reads hundreds. */
const READS_PER_ROW_MAX = 40
const FLUSHED_MS_MAX = 20_000

async function withoutStatistics(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I', relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  )
  for (const { name } of rows) await client.query(`alter table ${name} set (autovacuum_enabled = false)`)
}

/** Rows and index entries read so far. What a connection read is told once it has ended. */
async function readsSoFar(client: pg.Client): Promise<number> {
  await expect
    .poll(
      async () => {
        const { rows } = await client.query<{ others: number }>(
          `select count(*)::int as others from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
        )
        return rows[0]?.others
      },
      { timeout: FLUSHED_MS_MAX },
    )
    .toBe(0)
  const { rows } = await client.query<{ reads: number }>(
    `select ((select coalesce(sum(idx_tup_read), 0) from pg_stat_user_indexes) +
       (select coalesce(sum(seq_tup_read), 0) from pg_stat_user_tables))::int as reads`,
  )
  return rows[0]?.reads ?? Number.NaN
}

async function readsOf(access: DatabaseAccess, count: number): Promise<number> {
  const client = new pg.Client(access.migrate)
  await client.connect()
  try {
    await withoutStatistics(client)
    const bench = await connectBench(access)
    await runBench(bench, inSpans(benchRecords({ count }), SPAN_RECORDS))
    await bench.close()
    return await readsSoFar(client)
  } finally {
    await client.end()
  }
}

test('a first import reads the same few rows for each of its own, before any statistics are taken', async () => {
  const [few, many] = [2_000, 6_000]
  const readsOfFew = await readsOf(await cloneDatabase(), few)
  const readsOfMany = await readsOf(await cloneDatabase(), many)
  expect((readsOfMany - readsOfFew) / (many - few)).toBeLessThan(READS_PER_ROW_MAX)
})
