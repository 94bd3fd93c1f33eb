// Installs locked npm packages where they are missing or stale.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'

/**
 * Settings of the calling npm that an inner npm needs; everything else npm exports belongs to the outer
 * run.
 */
const keptSettings =
  /^npm_config_(registry|cafile|ca|https?_proxy|proxy|noproxy|cache|userconfig|globalconfig|strict_ssl|prefer_offline|offline)$/i

const installArguments = [
  'ci',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  // The page is built at the first start, so a user needs the build tools as well.
  '--include=dev',
  '--include=optional',
  // Packages ask for the Node that Tributary will run on, which may not be the one that installs.
  '--engine-strict=false',
  '--loglevel=error',
]

/**
 * Whether the packages in `folder` are those that the lock file names, for this platform.
 *
 * npm writes node_modules/.package-lock.json when an install has finished, so a broken-off one counts as
 * missing.
 * @param {string} lockFile
 * @param {string} folder
 */
export function isInstalled(lockFile, folder) {
  const wanted = readPackages(lockFile)
  const present = readPackages(path.join(folder, 'node_modules', '.package-lock.json')) ?? {}
  if (wanted === undefined) return false
  for (const [place, entry] of Object.entries(wanted)) {
    if (place === '') continue
    const found = present[place]
    // An optional package may be missing: it is for another platform, or the registry lacks it.
    if (found === undefined ? !entry.optional : found.version !== entry.version) return false
  }
  return Object.values(present).every(isForThisPlatform)
}

/**
 * @typedef {{ version?: string, optional?: boolean, os?: string | string[], cpu?: string | string[] }}
 * LockedPackage
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** @param {LockedPackage} entry */
function isForThisPlatform(entry) {
  return allows(entry.os, process.platform) && allows(entry.cpu, process.arch)
}

/**
 * @param {string | string[] | undefined} list
 * @param {string} value
 */
function allows(list, value) {
  const values = list === undefined ? [] : [list].flat()
  const refused = values.filter((entry) => entry.startsWith('!'))
  const accepted = values.filter((entry) => !entry.startsWith('!'))
  return !refused.includes(`!${value}`) && (accepted.length === 0 || accepted.includes(value))
}

/**
 * Runs `npm ci` in a folder. Its words go to standard error: standard output belongs to the program.
 * @param {string} folder
 * @returns {string | undefined} what went wrong, or undefined
 */
export function npmCi(folder) {
  const env = { ...process.env }
  for (const name of Object.keys(env)) {
    if (/^npm_/i.test(name) && !keptSettings.test(name)) delete env[name]
  }
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = { cwd: folder, env, stdio: ['ignore', 2, 2] }
  // npm names its own script; another package manager may have started us, then npm is looked up on the PATH.
  const npmScript = process.env.npm_execpath
  const result = /npm-cli\.c?js$/.test(npmScript ?? '')
    ? spawnSync(process.execPath, [/** @type {string} */ (npmScript), ...installArguments], options)
    : spawnSync('npm', installArguments, { ...options, shell: process.platform === 'win32' })
  if (result.error !== undefined) return `npm could not be started (${result.error.message})`
  if (result.signal !== null) return `npm was stopped by ${result.signal}`
  return result.status === 0 ? undefined : `npm ended with code ${result.status}; its own words are above`
}
