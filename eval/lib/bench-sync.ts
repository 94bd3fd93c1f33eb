// A whole sync run over records in memory: everything but a bank and a network.
import { createHash, randomBytes } from 'node:crypto'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { CurrencyCode } from '../../src/domain/currency.ts'
import type { ConnectionId, OwnerId } from '../../src/domain/ids.ts'
import type { SourceAccount } from '../../src/domain/account.ts'
import type { SourceRecord } from '../../src/domain/source-record.ts'
import type { Adapter } from '../../src/providers/contract/adapter.ts'
import { PROVIDER_CATEGORIES } from '../../src/providers/registry.ts'
import { checkpoint, EMPTY_PAGE } from '../../src/providers/contract/page.ts'
import { keepCredential } from '../../src/storage/credentials.ts'
import { openDatabase, openPool, withTransaction } from '../../src/storage/database.ts'
import { ringOf } from '../../src/storage/key-ring.ts'
import type { DatabaseAccess } from '../../src/storage/postgres/access.ts'
import type { Tables } from '../../src/storage/schema.ts'
import { useProviderCategories } from '../../src/storage/rulebook.ts'
import { uuidv7Maker } from '../../src/storage/uuid.ts'
import type { SyncDeps } from '../../src/sync/deps.ts'
import { requestRun } from '../../src/sync/request-run.ts'
import { runSync } from '../../src/sync/run.ts'
import { plaidManifest } from '../../src/providers/plaid/manifest.ts'
import { BENCH_ACCOUNTS } from './bench-records.ts'

export type Bench = {
  readonly deps: SyncDeps
  readonly wish: { readonly ownerId: OwnerId; readonly token: string; readonly connectionId: ConnectionId }
  readonly close: () => Promise<void>
  spans: Iterable<readonly SourceRecord[]>
  runs: number
  spansMs: number[]
}

const accounts: readonly SourceAccount[] = BENCH_ACCOUNTS.map((sourceId) => ({
  sourceId,
  name: sourceId,
  kind: 'checking',
  currency: 'USD' as CurrencyCode,
  mask: null,
  persistentId: null,
  balances: [],
  isClosed: false,
}))

/** Makes an owner with one connection, whose adapter gives the bench's spans. */
export async function connectBench(access: DatabaseAccess): Promise<Bench> {
  useProviderCategories(PROVIDER_CATEGORIES)
  const migratePool = openPool({ ...access.migrate, max: 1 }, () => {})
  const db = openDatabase<Tables>(openPool(access.worker, () => {}))
  const newId = uuidv7Maker(Date.now, randomBytes)
  const ownerId = newId() as OwnerId
  const connectionId = newId() as ConnectionId
  const token = randomBytes(32).toString('base64url')
  await migratePool.query('insert into owner (id, name) values ($1, $2)', [ownerId, 'Bench'])
  await migratePool.query(
    `insert into guard.access_grant (token_hash, owner_id, kind, expires_at)
     values ($1, $2, 'session', now() + interval '1 day')`,
    [createHash('sha256').update(token).digest(), ownerId],
  )
  await migratePool.end()
  const bench: Bench = {
    wish: { ownerId, token, connectionId },
    spans: [],
    runs: 0,
    spansMs: [],
    deps: {
      db,
      keyRing: ringOf('bench', new Map([['bench', randomBytes(32)]])),
      newId,
      randomBytes,
      providers: { route: () => ({ adapter: adapterOf(bench), config: {}, http: noNetwork }) },
      demoBanks: { day: async () => '2026-07-01' as CalendarDate },
      now: () => new Date(),
      random: () => 0.5,
      log: { info: () => {}, warn: console.warn, error: console.error },
    },
    close: () => db.destroy(),
  }
  await withTransaction(db, token, async (tx) => {
    const connection = { ownerId, id: connectionId, provider: 'bench', isDemo: true, connectionSourceId: 'bench' }
    const about = { institutionName: 'Bench', country: 'US', askedHistoryDays: 10_000 }
    await tx.insertInto('connection').values({ ...connection, ...about }).execute()
    await keepCredential(tx, bench.deps, ownerId, connectionId, 'access-sandbox-fake-bench')
  })
  return bench
}

const noNetwork = {
  send: async () => {
    throw new Error('a benchmark needs no network')
  },
}

/** One run over all spans, which are asked for one by one. Times are from one span's fetch to the next one's. */
export async function runBench(bench: Bench, spans: Iterable<readonly SourceRecord[]>) {
  bench.spans = spans
  bench.runs += 1
  bench.spansMs = []
  const requested = await requestRun(bench.deps, { ...bench.wish, trigger: 'user' })
  if (requested === null) throw new Error('the benchmark has lost its connection')
  const begin = performance.now()
  const result = await runSync(bench.deps, requested.runId)
  const totalMs = performance.now() - begin
  if (result.state !== 'succeeded') throw new Error(`the benchmark's run ended as ${result.state}`)
  return { spansMs: bench.spansMs, totalMs }
}

const adapterOf = (bench: Bench): Adapter => ({
  manifest: plaidManifest,
  parseConfig: () => ({}),
  check: async () => {},
  searchInstitutions: async () => [],
  beginLink: () => Promise.reject(new Error('not in a benchmark')),
  completeLink: () => Promise.reject(new Error('not in a benchmark')),
  listAccounts: async () => accounts,
  read: async function* () {
    for (const upserts of bench.spans) {
      const start = performance.now()
      yield { ...EMPTY_PAGE, upserts, checkpoint: checkpoint(`bench ${bench.runs} ${bench.spansMs.length}`) }
      bench.spansMs.push(performance.now() - start)
    }
  },
  unlink: async () => {},
})
