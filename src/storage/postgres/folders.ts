import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { asStartError, PostgresStartError } from './errors.ts'
import { blockingFolder, giveTo, type OsUser } from './os-user.ts'

/** Where the parts of one managed PostgreSQL lie. */
export type ClusterFolders = {
  /** Everything below belongs here. */
  clusterFolder: string
  dataFolder: string
  /** Holds the socket; only the user that PostgreSQL runs as may enter it. */
  runFolder: string
  passwordsFile: string
  /** Held while someone starts or stops the server. */
  lockFile: string
  logFile: string
}

/** Where root keeps the data when PostgreSQL's user cannot enter the home folder (below /root, say). */
const sharedStateFolder = '/var/lib/tributary'
/** Linux takes 107 bytes for the path of a socket, macOS 103. */
const socketPathBytesMax = 103
export const socketName = '.s.PGSQL.5432'

/** Names and makes the folders for the PostgreSQL of a home folder. */
export function prepareFolders(home: string, user: OsUser): ClusterFolders {
  refuseFile(path.resolve(home))
  const cluster = clusterFolder(path.resolve(home), user)
  try {
    // Others may pass through the folder, as PostgreSQL's user must, but not list it.
    fs.mkdirSync(cluster, { recursive: true, mode: user.isOther ? 0o711 : 0o700 })
    fs.accessSync(cluster, fs.constants.W_OK)
  } catch (error) {
    throw asStartError(error, cluster)
  }
  return {
    clusterFolder: cluster,
    dataFolder: path.join(cluster, 'data'),
    runFolder: prepareRunFolder(cluster, user),
    passwordsFile: path.join(cluster, 'passwords.json'),
    lockFile: path.join(cluster, 'start.lock'),
    logFile: path.join(cluster, 'server.log'),
  }
}

function refuseFile(home: string): void {
  if (fs.statSync(home, { throwIfNoEntry: false })?.isDirectory() ?? true) return
  throw new PostgresStartError(
    'folder-not-writable',
    `${home} should be a folder and is a file.`,
    'Move it away, or set TRIBUTARY_HOME to a folder.',
  )
}

function clusterFolder(home: string, user: OsUser): string {
  const cluster = path.join(home, 'postgres')
  if (!user.isOther || blockingFolder(cluster, user) === undefined) return cluster
  return path.join(sharedStateFolder, shortHash(home))
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

function prepareRunFolder(cluster: string, user: OsUser): string {
  const beside = path.join(cluster, 'run')
  const name = `tributary-${shortHash(cluster)}`
  const run =
    [beside, path.join(os.tmpdir(), name)].find((folder) => isUsable(folder, user)) ?? `/tmp/${name}`
  try {
    if (!fs.existsSync(run)) {
      fs.mkdirSync(run, { mode: 0o700 })
      giveTo(user, run)
    }
  } catch (error) {
    throw asStartError(error, run)
  }
  // In a folder that everybody may write, someone else could have been there first.
  const stat = fs.lstatSync(run)
  if (stat.isDirectory() && stat.uid === user.uid && (stat.mode & 0o077) === 0) return run
  throw new PostgresStartError(
    'socket-in-use',
    `The folder ${run}, where PostgreSQL's socket belongs, is not ours alone.`,
    'Remove it if nothing uses it, or set TRIBUTARY_HOME to a folder with a shorter path.',
  )
}

function isUsable(run: string, user: OsUser): boolean {
  const isShort = Buffer.byteLength(path.join(run, socketName)) <= socketPathBytesMax
  return isShort && blockingFolder(path.dirname(run), user) === undefined
}
