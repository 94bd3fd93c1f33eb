import { CamelCasePlugin, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { asDatabaseError } from './database-errors.ts'

/** Limits of every connection that the app and the worker open. */
export const databaseLimits = {
  /** Web and worker of one household need few; PostgreSQL's own limit is shared by all processes. */
  connectionsMax: 10,
  /** A pool that has no connection free for this long is overloaded, and waiting longer makes it worse. */
  connectMsMax: 10_000,
  /**
   * The slowest statement we know, a commit of 500 records into a ledger of a million, takes below one
   * second.
   */
  statementMsMax: 30_000,
  /** Ours, should the server's own limit not reach us any more: then the network is gone. */
  queryMsMax: 40_000,
  /** No transaction waits for the network or for a person, so one that sits idle has lost its owner. */
  idleInTransactionMsMax: 30_000,
  /** Two runs meet on a row for the length of one commit. */
  lockMsMax: 20_000,
} as const

/** PostgreSQL's own numbers of the types (pg_type.dat). */
const oids: Record<'int8' | 'date' | 'textArray' | 'int8Array' | 'dateArray', number> = {
  int8: 20,
  date: 1082,
  textArray: 1009,
  int8Array: 1016,
  dateArray: 1182,
}
const parseTextArray = pg.types.getTypeParser(oids.textArray) as (text: string) => (string | null)[]

/**
 * How column values arrive: `bigint` columns as bigint (money is minor units), dates as ISO text (a
 * calendar date has no time zone), `numeric` as text, `timestamptz` as Date.
 */
const columnParsers = new Map<number, (text: string) => unknown>([
  [oids.int8, BigInt],
  [oids.date, (text) => text],
  [oids.int8Array, (text) => parseTextArray(text).map((each) => (each === null ? null : BigInt(each)))],
  [oids.dateArray, parseTextArray],
])

const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    const ours = format === 'binary' ? undefined : columnParsers.get(oid)
    return ours ?? pg.types.getTypeParser(oid, format)
  }) as pg.CustomTypesConfig['getTypeParser'],
}

/**
 * Opens a pool of connections with our limits and value types.
 * @param onIdleError hears of an idle connection that broke; the pool replaces it by itself
 */
export function openPool(access: pg.PoolConfig, onIdleError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    max: databaseLimits.connectionsMax,
    connectionTimeoutMillis: databaseLimits.connectMsMax,
    statement_timeout: databaseLimits.statementMsMax,
    query_timeout: databaseLimits.queryMsMax,
    idle_in_transaction_session_timeout: databaseLimits.idleInTransactionMsMax,
    lock_timeout: databaseLimits.lockMsMax,
    keepAlive: true,
    application_name: 'tributary',
    ...access,
    types: typeParsers,
  })
  pool.on('error', onIdleError)
  // A connection that breaks between two queries of a transaction tells nobody else: without a listener the
  // whole process would end. The transaction finds out by its next query.
  pool.on('connect', (client) => void client.on('error', () => {}))
  return pool
}

/**
 * Queries over a pool; `snake_case` in SQL is `camelCase` here, while the insides of JSON stay as they are.
 */
export function openDatabase<Tables>(pool: pg.Pool): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

/**
 * Runs `work` in one transaction, as the user or the run behind `token`: row-level security lets through
 * that owner's rows and no others. Commits when `work` resolves, rolls back when it rejects, and never
 * tries again by itself.
 * @throws {DatabaseUnavailableError} when the database cannot be reached or has no room
 */
export async function withTransaction<Tables, Result>(
  db: Kysely<Tables>,
  token: string,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  let isWorkDone = false
  try {
    return await db.transaction().execute(async (transaction) => {
      await sql`select set_config('tributary.token', ${token}, true)`.execute(transaction)
      const result = await work(transaction)
      isWorkDone = true
      return result
    })
  } catch (error) {
    throw asDatabaseError(error, isWorkDone)
  }
}
