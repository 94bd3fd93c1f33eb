import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import type { Binaries } from './binaries.ts'
import { superuserRole } from './access.ts'
import { asStartError, PostgresStartError } from './errors.ts'
import type { ClusterFolders } from './folders.ts'
import { asUser, giveTo, type OsUser } from './os-user.ts'

/** The version of an existing data folder, or undefined when there is none yet. */
export function dataMajorVersion(folders: ClusterFolders): number | undefined {
  const file = path.join(folders.dataFolder, 'PG_VERSION')
  if (fs.existsSync(file)) return Number.parseInt(fs.readFileSync(file, 'utf8'), 10)
  const hasFiles = fs.existsSync(folders.dataFolder) && fs.readdirSync(folders.dataFolder).length > 0
  if (!hasFiles) return undefined
  throw new PostgresStartError(
    'data-folder-damaged',
    `The folder ${folders.dataFolder} holds files but no PG_VERSION, so it is not a whole PostgreSQL data folder.`,
    'Restore it from a backup, or move it away to start afresh.',
  )
}

/**
 * Creates the data folder: under another name first, so that a broken-off attempt leaves nothing that looks
 * whole.
 */
export function initialise(
  binaries: Binaries,
  folders: ClusterFolders,
  user: OsUser,
  password: string,
): void {
  const unfinished = `${folders.dataFolder}.unfinished`
  const passwordFile = path.join(folders.runFolder, 'initial-password')
  fs.rmSync(unfinished, { recursive: true, force: true })
  fs.rmSync(passwordFile, { force: true })
  try {
    fs.mkdirSync(unfinished, { mode: 0o700 })
    giveTo(user, unfinished)
    fs.writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' })
    giveTo(user, passwordFile)
    const result = spawnSync(
      path.join(binaries.folder, 'initdb'),
      [
        `--pgdata=${unfinished}`,
        `--username=${superuserRole}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--data-checksums',
        '--encoding=UTF8',
        ...localeArguments(binaries.majorVersion),
        '--no-instructions',
      ],
      { ...asUser(user), env: programEnvironment(folders), cwd: folders.runFolder, encoding: 'utf8' },
    )
    if (result.error !== undefined) throw result.error
    if (result.status !== 0) throw new Error(`initdb: ${result.stderr}`)
    fs.renameSync(unfinished, folders.dataFolder)
  } catch (error) {
    fs.rmSync(unfinished, { recursive: true, force: true })
    throw asStartError(error, folders.clusterFolder)
  } finally {
    fs.rmSync(passwordFile, { force: true })
  }
}

/**
 * Text sorts by code point, as in the built-in provider, so that an update of the operating system cannot
 * change the order and with it break indexes. PostgreSQL 17 brought that provider; before, the C library's
 * C.UTF-8 does the same.
 */
function localeArguments(majorVersion: number): string[] {
  if (majorVersion < 17) return ['--locale=C.UTF-8']
  return ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
}

/**
 * Sets a new superuser password where the passwords file has been lost. Works on a stopped server only, as
 * the owner of its files.
 */
export function resetSuperuserPassword(
  binaries: Binaries,
  folders: ClusterFolders,
  user: OsUser,
  password: string,
): void {
  const result = spawnSync(
    path.join(binaries.folder, 'postgres'),
    ['--single', '-D', folders.dataFolder, '-c', 'log_min_error_statement=panic', 'postgres'],
    {
      ...asUser(user),
      env: programEnvironment(folders),
      cwd: folders.runFolder,
      encoding: 'utf8',
      // Our passwords are base64url: nothing in them needs quoting.
      input: `alter role ${superuserRole} password '${password}'\n`,
    },
  )
  if (result.status !== 0 || /^.*(ERROR|FATAL):/m.test(result.stderr)) {
    throw asStartError(new Error(`resetting a lost password: ${result.stderr}`), folders.clusterFolder)
  }
}

/** What PostgreSQL's programs see of the environment: nothing of ours, and messages that we can read. */
export function programEnvironment(folders: ClusterFolders): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', HOME: folders.runFolder }
}
