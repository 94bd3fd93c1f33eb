import { once } from 'node:events'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ClientConfig } from 'pg'
import { LockTimeoutError, withLockFile } from '../../../launcher/lock-file.mjs'
import {
  appRole,
  type DatabaseAccess,
  databaseName,
  migrateRole,
  superuserRole,
  workerRole,
} from './access.ts'
import { findBinaries } from './binaries.ts'
import { dataMajorVersion, initialise, resetSuperuserPassword } from './cluster.ts'
import { asStartError, PostgresStartError, useDatabaseUrl } from './errors.ts'
import { type ClusterFolders, prepareFolders } from './folders.ts'
import { type Lease, takeLease } from './lease.ts'
import { chooseOsUser, type OsUser } from './os-user.ts'
import { makePasswords, type Passwords, readPasswords, writePasswords } from './passwords.ts'
import { prepareDatabase } from './roles.ts'
import { findRunning, isSocketAnswering, type ServerStatus, startServer, stopServer } from './server.ts'

/** Receives what the supervisor does, for the log. */
export type SupervisorLog = (event: string, details: Record<string, string | number>) => void

export type ManagedPostgresOptions = {
  /** Tributary's data folder; the cluster goes into `postgres/` below it. */
  home: string
  log?: SupervisorLog
}

/** How the server came to run: made just now, started, or found running. */
export type ServerOrigin = 'initialised' | 'started' | 'adopted'

/** A local PostgreSQL that this process may use until it calls `stop`. */
export type ManagedPostgres = {
  access: DatabaseAccess
  /** For the supervisor and the tests' set-up only. */
  superuser: ClientConfig
  origin: ServerOrigin
  pid: number
  socketFolder: string
  clusterFolder: string
  /** Gives the server up and, when nobody else uses it, shuts it down. */
  stop: () => Promise<void>
}

/** Someone else may be starting: a first start and a recovery after a crash included. */
const lockWaitMsMax = 120_000
/** How long the remains of a killed server are waited for: their processes end within seconds. */
const attemptsMax = 20
const attemptPauseMs = 250
/** A server that died is started again: at once, then with growing pauses up to the last one. */
const restartPausesMs = [0, 500, 2_000, 10_000, 30_000]

/**
 * Makes sure that the home folder's PostgreSQL runs, and takes part in its use.
 *
 * Any number of processes may call it for the same folder at the same time: one starts the server, the
 * others adopt it, and the last one to stop shuts it down. A server that dies meanwhile is started again.
 * @throws {PostgresStartError}
 */
export async function ensurePostgres({
  home,
  log = () => {},
}: ManagedPostgresOptions): Promise<ManagedPostgres> {
  if (process.platform === 'win32') {
    throw new PostgresStartError(
      'unsupported-platform',
      'Tributary cannot run its own PostgreSQL on Windows.',
      `${useDatabaseUrl} Or run Tributary in the Windows Subsystem for Linux.`,
    )
  }
  const user = chooseOsUser()
  const folders = prepareFolders(home, user)
  const first = await join(folders, user, log)
  return supervise(folders, user, log, first)
}

type Joined = { lease: Lease; passwords: Passwords; origin: ServerOrigin; pid: number; socketFolder: string }

/** Starts or adopts the server and takes a lease on it, one process at a time. */
async function join(folders: ClusterFolders, user: OsUser, log: SupervisorLog): Promise<Joined> {
  const startedAt = performance.now()
  try {
    const joined = await withLockFile(folders.lockFile, () => joinLocked(folders, user), {
      waitMsMax: lockWaitMsMax,
    })
    const ms = Math.round(performance.now() - startedAt)
    log(`postgres ${joined.origin}`, { pid: joined.pid, folder: folders.clusterFolder, ms })
    return joined
  } catch (error) {
    if (error instanceof LockTimeoutError) {
      throw new PostgresStartError('busy', error.message, 'Then start again.', error)
    }
    throw asStartError(error, folders.clusterFolder)
  }
}

async function joinLocked(folders: ClusterFolders, user: OsUser): Promise<Joined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOrAdopt(folders, user)
    } catch (error) {
      if (!isJustDying(error) || attempt === attemptsMax) throw error
      await sleep(attemptPauseMs)
    }
  }
}

/**
 * A server that was killed a moment ago may still look alive, and its processes may still hold its memory.
 */
function isJustDying(error: unknown): boolean {
  const text = error instanceof Error ? error.message : ''
  return /ECONNRESET|ECONNREFUSED|Connection terminated|pre-existing shared memory block/.test(text)
}

async function startOrAdopt(folders: ClusterFolders, user: OsUser): Promise<Joined> {
  const running = await findRunning(folders)
  const known = readPasswords(folders.passwordsFile)
  if (running !== undefined && known === undefined) {
    throw new PostgresStartError(
      'passwords-lost',
      `PostgreSQL (pid ${running.pid}) runs, but ${folders.passwordsFile} is gone.`,
      `Stop it (kill -INT ${running.pid}) and start again: new passwords are made then.`,
    )
  }
  if (running !== undefined && known !== undefined) return takePart(running, 'adopted', known, false)

  await refuseStranger(folders)
  const existing = dataMajorVersion(folders)
  const binaries = await findBinaries(folders.clusterFolder, existing)
  const passwords = known ?? makePasswords()
  if (existing === undefined) {
    // Before the cluster that they open, which would be of no use without them.
    if (known === undefined) writePasswords(folders.passwordsFile, passwords)
    initialise(binaries, folders, user, passwords.superuser)
  } else if (known === undefined) {
    resetSuperuserPassword(binaries, folders, user, passwords.superuser)
    writePasswords(folders.passwordsFile, passwords)
  }
  const server = await startServer(binaries, folders, user)
  return takePart(server, existing === undefined ? 'initialised' : 'started', passwords, known === undefined)
}

async function takePart(
  server: ServerStatus,
  origin: ServerOrigin,
  passwords: Passwords,
  arePasswordsNew: boolean,
): Promise<Joined> {
  const lease = await takeLease(superuserConfig(server.socketFolder, passwords))
  await prepareDatabase(lease.client, passwords, arePasswordsNew)
  return { lease, passwords, origin, pid: server.pid, socketFolder: server.socketFolder }
}

/** PostgreSQL would take the socket's path away from whoever listens there. */
async function refuseStranger(folders: ClusterFolders): Promise<void> {
  if (!(await isSocketAnswering(folders))) return
  throw new PostgresStartError(
    'socket-in-use',
    `Another program listens on the socket in ${folders.runFolder}; it may be a PostgreSQL in another container.`,
    'Stop that program, or set TRIBUTARY_HOME to another folder. Containers that share one folder need DATABASE_URL.',
  )
}

function superuserConfig(socketFolder: string, passwords: Passwords): ClientConfig {
  return {
    host: socketFolder,
    port: 5432,
    user: superuserRole,
    password: passwords.superuser,
    database: 'postgres',
  }
}

function accessFor(socketFolder: string, passwords: Passwords): DatabaseAccess {
  const asRole = (user: string, password: string) => {
    return { host: socketFolder, port: 5432, user, password, database: databaseName }
  }
  return {
    migrate: asRole(migrateRole, passwords.migrate),
    app: asRole(appRole, passwords.app),
    worker: asRole(workerRole, passwords.worker),
  }
}

/** Keeps the server running until `stop`. */
function supervise(
  folders: ClusterFolders,
  user: OsUser,
  log: SupervisorLog,
  first: Joined,
): ManagedPostgres {
  let current = first
  const stopping = new AbortController()
  const stopped = once(stopping.signal, 'abort')

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await Promise.race([current.lease.lost, stopped])
      if (!stopping.signal.aborted) await rejoin()
    }
  }

  async function rejoin(): Promise<void> {
    for (let attempt = 0; !stopping.signal.aborted; attempt += 1) {
      const pauseMs = restartPausesMs[Math.min(attempt, restartPausesMs.length - 1)]
      await Promise.race([sleep(pauseMs, undefined, { ref: false }), stopped])
      if (stopping.signal.aborted) return
      try {
        current = await join(folders, user, log)
        return
      } catch (error) {
        log('postgres restart failed', { attempt, error: String(error) })
      }
    }
  }

  const watching = watch()
  return {
    access: accessFor(first.socketFolder, first.passwords),
    superuser: superuserConfig(first.socketFolder, first.passwords),
    origin: first.origin,
    pid: first.pid,
    socketFolder: first.socketFolder,
    clusterFolder: folders.clusterFolder,
    stop: async () => {
      if (stopping.signal.aborted) return
      stopping.abort()
      await watching
      await withLockFile(
        folders.lockFile,
        async () => {
          // A server that has died meanwhile leaves nothing to stop.
          const isLast = await current.lease.release().catch(() => false)
          if (isLast) await stopServer(current.pid)
        },
        { waitMsMax: lockWaitMsMax },
      )
      log('postgres released', { pid: current.pid })
    },
  }
}
