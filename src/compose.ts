// Puts Tributary together: database, keys, owner, providers. Used by the entry point and by tests.
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fs from 'node:fs'
import type { Household } from './app/file-desk.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import { createDestinations } from './destinations/destinations.ts'
import { DESTINATIONS } from './destinations/registry.ts'
import { layoutSharing } from './providers/file/csv/profiles/share.ts'
import { PROVIDER_CATEGORIES } from './providers/registry.ts'
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
import { useProviderCategories } from './storage/rulebook.ts'
import type { Db, Tables } from './storage/schema.ts'
import { uuidv7Maker } from './storage/uuid.ts'
import { openFileThread } from './worker/file-desk.ts'
import { watchInbox } from './worker/inbox.ts'
import type { Repeated } from './worker/repeat.ts'
import { startWorker } from './worker/worker.ts'
import type { Worker } from './worker/worker.ts'

/** Folder of this installation: the checkout, or the installed package. */
export const ROOT = path.resolve(fileURLToPath(new URL('..', import.meta.url)))

const TOKEN_BYTES = 32

export const VERSION: string = (
  JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string }
).version

export type Tributary = {
  readonly context: Household
  readonly access: DatabaseAccess
  /** Works on queued runs in this process too, until `close`. */
  readonly work: () => Promise<void>
  /** Lets go of everything, the local PostgreSQL included where nobody else uses it. */
  readonly close: () => Promise<void>
}

type Opened = { readonly access: DatabaseAccess; readonly stop: () => Promise<void> }

/**
 * Opens the household of these settings: the database is started and migrated, the owner made where there is
 * none.
 */
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
  const pool = openPool(access.app, (err) => log.warn({ err }, 'an idle database connection broke'))
  const db = openDatabase<Tables>(pool)
  const owner = await openOwnerSession({
    access: access.migrate,
    newId,
    token: randomBytes(TOKEN_BYTES).toString('base64url'),
    onRenewalError: (err) => log.warn({ err }, 'the access of this process could not be renewed'),
  })
  useProviderCategories(PROVIDER_CATEGORIES)
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
  const files = openFileThread({ access: access.app, home: config.home }, new URL('file-thread.ts', import.meta.url))
  let working: { readonly db: Db; readonly worker: Worker; readonly inbox: Repeated } | null = null
  const context: Household = {
    db,
    keyRing,
    providers,
    demoBanks,
    destinations: createDestinations({ adapters: DESTINATIONS, home: config.home, log }),
    layoutSharing,
    now,
    newId,
    randomBytes,
    log,
    version: VERSION,
    baseUrl,
    ownerId: owner.ownerId,
    token: owner.token,
    // Without a worker in this process, the sweep of another one finds the run.
    wake: async (tx, ticket) => working?.worker.wake(tx, ticket),
    files,
  }
  const work = async () => {
    if (working !== null) return
    const db = openWorkerDatabase(access, log)
    working = {
      db,
      worker: await startWorker({ ...context, db, random: Math.random, access: access.worker }),
      inbox: await watchInbox(context, config.home),
    }
  }
  const close = async () => {
    await working?.inbox.end()
    await working?.worker.stop()
    await working?.db.destroy()
    await files.end()
    await owner.close()
    await providers.close()
    await db.destroy()
  }
  return { context, access, work, close }
}

function openWorkerDatabase(access: DatabaseAccess, log: Log): Db {
  return openDatabase<Tables>(
    openPool(access.worker, (err) => log.warn({ err }, 'an idle worker connection broke')),
  )
}
