import type { PoolConfig } from 'pg'

/**
 * How the three parts of Tributary reach the database.
 *
 * `migrate` owns the tables and is used for migrations alone. `app` and `worker` cannot change tables, are no
 * superusers and are bound by row-level security.
 */
export type DatabaseAccess = { migrate: PoolConfig; app: PoolConfig; worker: PoolConfig }

/** The names that migrations grant rights to, the same for a managed and for a given database. */
export const appRole = 'tributary_app'
export const workerRole = 'tributary_worker'
/** Owner of the database and its tables in a managed PostgreSQL. */
export const migrateRole = 'tributary_migrate'
/** Made by initdb; used by the supervisor and by the tests' set-up, never by the app. */
export const superuserRole = 'tributary_superuser'
export const databaseName = 'tributary'

/** Advisory locks are two numbers; the first is Tributary's own, the second says what the lock is for. */
export const advisoryLocks = { space: 4280, lease: 1, migration: 2, demoBanks: 3 } as const
