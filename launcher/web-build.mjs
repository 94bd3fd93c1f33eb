// Builds the web interface where its sources have changed since the last build.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { withLockFile } from './lock-file.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const webFolder = path.join(root, 'web')
const distFolder = path.join(webFolder, 'dist')
/**
 * Says which sources a build was made from. Vite empties the folder first, so a broken-off build has none.
 */
const stampFile = path.join(distFolder, '.built-from')
/** A build takes seconds; one that takes longer than this hangs. */
const buildWaitMsMax = 5 * 60_000

/** Whether the sources are here: in a checkout they are, in an installation only the finished build is. */
function isCheckout() {
  return fs.existsSync(path.join(webFolder, 'src'))
}

/** A digest of all that a build depends on. */
function digestSources() {
  const hash = createHash('sha256')
  const files = [
    ...filesBelow(webFolder),
    ...filesBelow(path.join(root, 'src', 'api')).filter((file) => path.basename(file).startsWith('contract')),
    path.join(root, 'package-lock.json'),
  ]
  for (const file of files.sort()) {
    hash.update(path.relative(root, file)).update('\0').update(fs.readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(folder) {
  if (folder === distFolder) return []
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const at = path.join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(at) : [at]
  })
}

export function isWebBuildCurrent() {
  if (!isCheckout()) return true
  return fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === digestSources()
}

/**
 * Builds the web interface in a process of its own, which keeps the build tools out of the server's memory.
 * Its words go to standard error. Does nothing where the build is current.
 */
export async function ensureWebBuild() {
  if (isWebBuildCurrent()) return
  const lockFile = path.join(root, 'node_modules', '.web-build.lock')
  const build = async () => {
    if (isWebBuildCurrent()) return
    // Taken before: a source that changes during the build makes the next one due.
    const digest = digestSources()
    await runVite()
    fs.writeFileSync(stampFile, digest)
  }
  await withLockFile(lockFile, build, { waitMsMax: buildWaitMsMax })
}

async function runVite() {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const build = spawn(process.execPath, [vite, 'build', webFolder, '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  const [code, signal] = await once(build, 'exit')
  if (code === 0) return
  throw new Error(
    `The web interface could not be built (${signal ?? `code ${code}`}; the reason is above). ` +
      'Your data is safe: nothing in it was touched.',
  )
}
