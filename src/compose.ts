// Puts Tributary together: database, keys, owner, providers. Used by the entry point and by tests.
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fs from 'node:fs'
import type { PoolConfig } from 'pg'
import type { AppContext } from './app/context.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import { readFile } from './providers/file/read-file.ts'
import { createDemoBanks } from './providers/demo-banks.ts'
import { createProviders } from './providers/routes.ts'
import { openDatabase, openPool } from './storage/database.ts'
import { clearDemoMemory, withDemoMemory } from './storage/demo-bank.ts'
import { openKeyRing } from './storage/installation.ts'
import { migrate } from './storage/migrate.ts'
import { openOwnerSession } from './storage/owners.ts'
import { ensurePostgres } from './storage/postgres/managed.ts'
import type { DatabaseAccess } from './storage/postgres/access.ts'
import { fromDatabaseUrl } from './storage/postgres/database-url.ts'
import { dueRuns } from './storage/runs.ts'
import { runSync } from './sync/run.ts'
import type { Tables } from './storage/schema.ts'
import { uuidv7Maker } from './storage/uuid.ts'

/** Folder of this installation: the checkout, or the installed package. */
export const ROOT = path.resolve(fileURLToPath(new URL('..', import.meta.url)))

const TOKEN_BYTES = 32

export const VERSION: string = (
  JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string }
).version

export type Tributary = {
  readonly context: AppContext
  readonly access: DatabaseAccess
  /** Works on queued runs in this process too, until `close`. */
  readonly work: () => Promise<void>
  /** Lets go of everything, the local PostgreSQL included where nobody else uses it. */
  readonly close: () => Promise<void>
}

type Opened = { readonly access: DatabaseAccess; readonly stop: () => Promise<void> }

/** Opens the household of these settings: the database is started and migrated, the owner made where there is none. */
export async function openTributary(config: Config, log: Log): Promise<Tributary> {
  const database = await openAccess(config, log)
  try {
    const tributary = await openOn(database.access, config, log)
    const close = async () => {
      await tributary.close()
      await database.stop()
    }
    return { ...tributary, close }
  } catch (error) {
    await database.stop()
    throw error
  }
}

async function openAccess(config: Config, log: Log): Promise<Opened> {
  if (config.databaseUrl !== null) {
    return { access: await fromDatabaseUrl(config.databaseUrl.reveal()), stop: async () => {} }
  }
  const { access, stop } = await ensurePostgres({
    home: config.home,
    log: (event, details) => log.info(details, event),
  })
  return { access, stop }
}

/** The same over a database that runs already. */
export async function openOn(access: DatabaseAccess, config: Config, log: Log): Promise<Tributary> {
  await migrate(access.migrate)
  const newId = uuidv7Maker(Date.now, randomBytes)
  const now = () => new Date()
  const pool = openPool(access.app as PoolConfig, (err) => log.warn({ err }, 'an idle database connection broke'))
  const db = openDatabase<Tables>(pool)
  const owner = await openOwnerSession({
    access: access.migrate,
    newId,
    token: randomBytes(TOKEN_BYTES).toString('base64url'),
    onRenewalError: (err) => log.warn({ err }, 'the access of this process could not be renewed'),
  })
  const keyRing = await openKeyRing(db, config.home, { newId, randomBytes })
  const { baseUrl } = config
  const demoBanks = createDemoBanks({
    withMemory: (work) => withDemoMemory(db, work),
    clear: () => clearDemoMemory(db),
    now,
    newId,
    baseUrl,
  })
  const providers = createProviders({ settings: config.providerSettings, demoHandler: demoBanks.handlerOf })
  const context: AppContext = {
    db,
    keyRing,
    providers,
    demoBanks,
    now,
    newId,
    randomBytes,
    log,
    version: VERSION,
    baseUrl,
    ownerId: owner.ownerId,
    token: owner.token,
    readFile,
  }
  const workerPool = openPool(access.worker as PoolConfig, (err) => log.warn({ err }, 'an idle worker connection broke'))
  const workerDb = openDatabase<Tables>(workerPool)
  let timer: NodeJS.Timeout | undefined
  const work = async () => {
    let busy = false
    timer = setInterval(() => {
      if (busy) return
      busy = true
      void (async () => {
        for (const { runId } of await dueRuns(workerDb, now(), 10)) await runSync({ ...context, db: workerDb, random: Math.random }, runId)
      })().catch((err) => log.error({ err }, 'run failed')).finally(() => { busy = false })
    }, 300)
  }
  const close = async () => {
    clearInterval(timer)
    await owner.close()
    await providers.close()
    await db.destroy()
    await workerDb.destroy()
  }
  return { context, access, work, close }
}
