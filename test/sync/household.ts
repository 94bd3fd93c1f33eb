// A household in a real database, connected to a simulated bank: what tests of the engine stand on.
import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { sql } from 'kysely'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { ConnectionId, OwnerId, RunId } from '../../src/domain/ids.ts'
import { DIALECTS, simulatorAdapter } from '../../src/providers/conformance/simulator.ts'
import type { DialectName } from '../../src/providers/conformance/simulator.ts'
import { openSimulatorBank, SIMULATOR_HOST, SIMULATOR_KEY } from '../../src/providers/conformance/simulator/server.ts'
import type { SimulatorBank } from '../../src/providers/conformance/simulator/server.ts'
import type { Adapter } from '../../src/providers/contract/adapter.ts'
import { createInProcessClient } from '../../src/providers/http/in-process-client.ts'
import { trueLedger } from '../../src/providers/world/truth.ts'
import type { World } from '../../src/providers/world/world.ts'
import { keepCredential } from '../../src/storage/credentials.ts'
import { openDatabase, openPool, withTransaction } from '../../src/storage/database.ts'
import { ringOf } from '../../src/storage/key-ring.ts'
import type { DatabaseAccess } from '../../src/storage/postgres/access.ts'
import type { Db, Tables } from '../../src/storage/schema.ts'
import { uuidv7Maker } from '../../src/storage/uuid.ts'
import type { SyncDeps } from '../../src/sync/deps.ts'
import { requestRun } from '../../src/sync/request-run.ts'
import { runSync } from '../../src/sync/run.ts'
import type { RunResult } from '../../src/sync/run.ts'

/** One row of the ledger as tests compare it. */
export type LedgerRow = {
  readonly account: string
  readonly amountMinor: bigint
  readonly status: 'pending' | 'posted'
  readonly on: string
}

export const newId = uuidv7Maker(Date.now, randomBytes)

/** The same in every process of a test: its database is thrown away with it. */
export const testKeyRing = ringOf('test-key', new Map([['test-key', Buffer.alloc(32, 7)]]))

export type Pools = {
  readonly app: pg.Pool
  readonly worker: pg.Pool
  readonly migrate: pg.Pool
  readonly appDb: Db
  readonly workerDb: Db
  readonly end: () => Promise<void>
}

const ignoreIdleErrors = (): void => {}

/** Pools of the three roles. Connections that a test breaks on purpose are replaced in silence. */
export function openPools(access: DatabaseAccess): Pools {
  const app = openPool({ ...access.app, max: 4 }, ignoreIdleErrors)
  const worker = openPool({ ...access.worker, max: 6 }, ignoreIdleErrors)
  const migrate = openPool({ ...access.migrate, max: 2 }, ignoreIdleErrors)
  return {
    app,
    worker,
    migrate,
    appDb: openDatabase<Tables>(app),
    workerDb: openDatabase<Tables>(worker),
    end: async () => {
      await Promise.all([app.end(), worker.end(), migrate.end()])
    },
  }
}

export type Owner = { readonly ownerId: OwnerId; readonly token: string }

/** A person with a session, as the composition root makes them. */
export async function makeOwner(pools: Pools, name = 'Test'): Promise<Owner> {
  const ownerId = newId() as OwnerId
  const token = randomBytes(32).toString('base64url')
  await pools.migrate.query('insert into owner (id, name) values ($1, $2)', [ownerId, name])
  await pools.migrate.query(
    `insert into guard.access_grant (token_hash, owner_id, kind, expires_at)
     values ($1, $2, 'session', now() + interval '1 day')`,
    [createHash('sha256').update(token).digest(), ownerId],
  )
  return { ownerId, token }
}

export type Household = Owner & {
  readonly pools: Pools
  readonly deps: SyncDeps
  readonly bank: SimulatorBank
  readonly world: World
  readonly connectionId: ConnectionId
  readonly setDay: (asOf: CalendarDate) => void
  /** Queues a run and runs one attempt of it. */
  readonly sync: () => Promise<RunResult & { readonly runId: RunId }>
  readonly request: (isDryRun?: boolean) => Promise<RunId>
  readonly ledger: () => Promise<readonly LedgerRow[]>
}

export type HouseholdOptions = {
  readonly dialect?: DialectName
  readonly asOf: CalendarDate
  readonly pageSize?: number
  readonly now?: () => Date
  readonly adapter?: Adapter
}

/** Connects a new owner to a simulated bank that shows the World. */
export async function makeHousehold(pools: Pools, world: World, options: HouseholdOptions): Promise<Household> {
  const owner = await makeOwner(pools)
  const connectionId = newId() as ConnectionId
  const household = openHousehold(pools, world, { ...options, ...owner, connectionId })
  await withTransaction(pools.appDb, owner.token, async (tx) => {
    await tx
      .insertInto('connection')
      .values({
        ownerId: owner.ownerId,
        id: connectionId,
        provider: 'simulator',
        isDemo: true,
        connectionSourceId: `source ${connectionId}`,
        institutionName: world.institution.name,
        country: 'US',
        askedHistoryDays: 3_000,
      })
      .execute()
    await keepCredential(tx, household.deps, owner.ownerId, connectionId, household.bank.credential())
  })
  return household
}

/** A household that is in the database already, as another process finds it. */
export function openHousehold(
  pools: Pools,
  world: World,
  options: HouseholdOptions & Owner & { readonly connectionId: ConnectionId },
): Household {
  const { ownerId, token, connectionId } = options
  const dialect = DIALECTS[options.dialect ?? 'changes, linked']
  let day = options.asOf
  const size = options.pageSize === undefined ? {} : { pageSize: options.pageSize }
  const bank = openSimulatorBank(world, dialect, { asOf: day, ...size })
  const adapter = options.adapter ?? (simulatorAdapter(dialect) as unknown as Adapter)
  const route = {
    adapter,
    config: { host: SIMULATOR_HOST, key: SIMULATOR_KEY },
    http: createInProcessClient({ hosts: { [SIMULATOR_HOST]: bank.handler } }),
  }
  const deps: SyncDeps = {
    db: pools.workerDb,
    keyRing: testKeyRing,
    newId,
    randomBytes,
    providers: { route: () => route },
    demoBanks: { day: async () => day },
    now: options.now ?? (() => new Date()),
    random: () => 0.5,
    log: { info: () => {}, warn: () => {}, error: (facts, event) => console.error(event, facts) },
  }
  const request = async (isDryRun = false): Promise<RunId> => {
    const wish = { ownerId, token, connectionId, trigger: 'user' as const, isDryRun }
    const requested = await requestRun({ ...deps, db: pools.appDb }, wish)
    if (requested === null) throw new Error('the connection is not there')
    return requested.runId
  }
  return {
    ownerId,
    token,
    pools,
    deps,
    bank,
    world,
    connectionId,
    request,
    setDay: (asOf) => {
      day = asOf
      bank.setAsOf(asOf)
    },
    sync: async () => {
      const runId = await request()
      return { ...(await runSync(deps, runId)), runId }
    },
    ledger: () => readLedger(pools.appDb, token),
  }
}

/** The visible ledger, in a fixed order. */
export async function readLedger(db: Db, token: string): Promise<readonly LedgerRow[]> {
  return withTransaction(db, token, async (tx) => {
    const { rows } = await sql<LedgerRow>`
      select a.name as account, t.amount_minor, t.status, t.on_date::text as "on"
      from transaction t join account a on a.owner_id = t.owner_id and a.id = t.account_id
      where not t.is_removed`.execute(tx)
    return sorted(rows)
  })
}

/** The ledger that is right for the World on the day. */
export function expectedLedger(world: World, asOf: CalendarDate): readonly LedgerRow[] {
  const names = new Map(world.accounts.map(({ key, name }) => [key, name]))
  return sorted(
    trueLedger(world, asOf).map(({ account, amountMinor, status, on }) => {
      return { account: names.get(account) ?? account, amountMinor, status, on }
    }),
  )
}

const lineOf = ({ account, amountMinor, status, on }: LedgerRow): string => `${on} ${account} ${amountMinor} ${status}`

export const sorted = (rows: readonly LedgerRow[]): readonly LedgerRow[] =>
  rows.toSorted((left, right) => (lineOf(left) < lineOf(right) ? -1 : 1))
