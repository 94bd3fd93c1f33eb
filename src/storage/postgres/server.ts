import { spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRunning, processStat } from '../../../launcher/processes.mjs'
import type { Binaries } from './binaries.ts'
import { programEnvironment } from './cluster.ts'
import { asStartError, PostgresStartError } from './errors.ts'
import { type ClusterFolders, socketName } from './folders.ts'
import { asUser, type OsUser } from './os-user.ts'

/** What postmaster.pid says about a server. */
export type ServerStatus = { pid: number; socketFolder: string; sharedMemoryId: string; state: string }

/** After a crash the server replays its journal before it is ready; a minute covers a gigabyte of it. */
const readyWaitMsMax = 60_000
/** A fast shutdown writes a checkpoint; on a slow disk that takes a while. */
const stopWaitMsMax = 60_000
/** Processes of a killed server end by themselves within seconds. */
const zombieWaitMsMax = 10_000
const pollMs = 10
/** Beyond this the log is put aside at the next start; one earlier log is kept. */
const logBytesMax = 10 * 1024 * 1024

const serverSettings = [
  // Reached by its socket only.
  'listen_addresses=',
  'unix_socket_permissions=0700',
  // Small enough for a home server, large enough for the hot part of a household's ledger.
  'shared_buffers=64MB',
  'max_connections=100',
  // Compiling a query costs more than our short queries gain.
  'jit=off',
  // Until a table's statistics are first taken, the checks of its foreign keys may read all of a person's rows for each
  // new one: any index that begins with the owner looks as good as the primary key. A first import must not wait long.
  'autovacuum_naptime=5s',
  'timezone=UTC',
  'log_timezone=UTC',
  // The detail of an error message may quote what a user has stored.
  'log_error_verbosity=terse',
]

/** The server of a data folder, if one runs; waits for one that is just stopping. */
export async function findRunning(folders: ClusterFolders): Promise<ServerStatus | undefined> {
  const waitingSince = Date.now()
  for (;;) {
    const status = readStatus(folders)
    if (status === undefined || !isPostgres(status.pid)) return undefined
    if (status.state === 'ready') return status
    if (Date.now() - waitingSince > readyWaitMsMax) {
      throw new PostgresStartError(
        'busy',
        `PostgreSQL (pid ${status.pid}) has been ${status.state || 'starting'} for ${readyWaitMsMax / 1000} s.`,
        `Wait, or look into ${folders.logFile}.`,
      )
    }
    await sleep(pollMs)
  }
}

function readStatus(folders: ClusterFolders): ServerStatus | undefined {
  let lines
  try {
    lines = fs.readFileSync(pidFile(folders), 'utf8').split('\n')
  } catch {
    return undefined
  }
  const [pid, , , , socketFolder = '', , sharedMemory = '', state = ''] = lines
  return {
    pid: Number(pid),
    socketFolder,
    sharedMemoryId: sharedMemory.trim().split(/\s+/)[1] ?? '',
    state: state.trim(),
  }
}

function pidFile(folders: ClusterFolders): string {
  return path.join(folders.dataFolder, 'postmaster.pid')
}

function isPostgres(pid: number): boolean {
  if (!isRunning(String(pid))) return false
  const name = processStat(pid)?.name
  return name === undefined || name === 'postgres'
}

/** Whether something accepts connections on the socket. */
export async function isSocketAnswering(folders: ClusterFolders): Promise<boolean> {
  const socket = net.connect(path.join(folders.runFolder, socketName))
  try {
    return await new Promise((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
    })
  } finally {
    socket.destroy()
  }
}

/** Starts the server in the background, where it outlives us, and waits until it accepts connections. */
export async function startServer(
  binaries: Binaries,
  folders: ClusterFolders,
  user: OsUser,
): Promise<ServerStatus> {
  await removeZombieLocks(folders)
  rotateLog(folders.logFile)
  const logStart = fs.statSync(folders.logFile, { throwIfNoEntry: false })?.size ?? 0
  const log = fs.openSync(folders.logFile, 'a', 0o600)
  const settings = serverSettings.flatMap((setting) => ['-c', setting])
  const server = spawn(
    path.join(binaries.folder, 'postgres'),
    ['-D', folders.dataFolder, '-k', folders.runFolder, ...settings],
    {
      ...asUser(user),
      env: programEnvironment(folders),
      cwd: folders.runFolder,
      detached: true,
      stdio: ['ignore', log, log],
    },
  )
  fs.closeSync(log)
  server.unref()
  let failure: Error | undefined
  server.once('error', (error) => (failure = error))
  server.once(
    'exit',
    (code, signal) => (failure = new Error(`postgres ended with ${signal ?? `code ${code}`}`)),
  )

  const waitingSince = Date.now()
  for (;;) {
    const status = readStatus(folders)
    if (status?.pid === server.pid && status?.state === 'ready') return status
    if (failure === undefined && Date.now() - waitingSince > readyWaitMsMax) {
      failure = new Error(`postgres was not ready after ${readyWaitMsMax / 1000} s`)
      server.kill('SIGQUIT')
    }
    if (failure !== undefined) {
      const words = fs.readFileSync(folders.logFile, 'utf8').slice(logStart).trim()
      throw asStartError(new Error(`${failure.message}. ${words}`), folders.clusterFolder)
    }
    await sleep(pollMs)
  }
}

function rotateLog(file: string): void {
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > logBytesMax) fs.renameSync(file, `${file}.1`)
}

/**
 * A killed server whose parent has not collected it (PID 1 of many containers never does) still counts as
 * alive for PostgreSQL, which then refuses to start beside it. Its lock files may go once no process of it
 * holds its memory.
 */
async function removeZombieLocks(folders: ClusterFolders): Promise<void> {
  const status = readStatus(folders)
  if (status === undefined || processStat(status.pid)?.state !== 'Z') return
  const waitingSince = Date.now()
  while (attachedProcesses(status.sharedMemoryId) > 0) {
    if (Date.now() - waitingSince > zombieWaitMsMax) return
    await sleep(pollMs)
  }
  fs.rmSync(pidFile(folders))
  fs.rmSync(path.join(folders.runFolder, `${socketName}.lock`), { force: true })
}

/** How many processes hold a System V shared memory segment (Linux). */
function attachedProcesses(sharedMemoryId: string): number {
  const rows = fs
    .readFileSync('/proc/sysvipc/shm', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  return Number(rows.find((columns) => columns[1] === sharedMemoryId)?.[6] ?? 0)
}

/** Shuts the server down in order, ending the connections that are left, and waits until it has gone. */
export async function stopServer(pid: number): Promise<void> {
  if (!isPostgres(pid)) return
  process.kill(pid, 'SIGINT')
  const waitingSince = Date.now()
  while (isPostgres(pid)) {
    if (Date.now() - waitingSince > stopWaitMsMax) {
      throw new Error(
        `PostgreSQL (pid ${pid}) has not stopped after ${stopWaitMsMax / 1000} s. Your data is safe.`,
      )
    }
    await sleep(pollMs)
  }
}
