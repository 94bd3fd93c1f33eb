// The launcher: `node run.mjs PROGRAM [ARGUMENT…]`. Plain JavaScript that Node 18 can run.
//
// It makes sure that the locked packages are installed and that PROGRAM (a path below this folder) runs on
// a Node.js that is new enough, which it fetches from npm when the one at hand is too old. When everything
// is in place it adds some milliseconds and writes nothing. Everything it says goes to standard error.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { stopWhenOrphaned, withAncestors } from './launcher/ancestors.mjs'
import { isInstalled, npmCi } from './launcher/install.mjs'
import { withLockFile } from './launcher/lock-file.mjs'
import { findPackagedNode, installPackagedNode, isThisNodeNewEnough } from './launcher/node-runtime.mjs'

const root = path.dirname(fileURLToPath(import.meta.url))
/** Another process may be installing over a slow line; after this it is more likely to hang. */
const installWaitMsMax = 15 * 60_000

/** @param {string} text */
function say(text) {
  process.stderr.write(`tributary: ${text}\n`)
}

/**
 * @param {string} text
 * @returns {never}
 */
function fail(text) {
  say(text)
  process.exit(1)
}

/**
 * Does a piece of set-up once, whichever of several processes comes first.
 * @param {string} what
 * @param {() => boolean} isDone
 * @param {() => string | undefined} work
 * @param {string} remedy
 */
async function ensure(what, isDone, work, remedy) {
  if (isDone()) return
  const onWait = (/** @type {string} */ pid) =>
    say(`waiting for another process (pid ${pid}) that is installing`)
  const attempt = () => {
    if (isDone()) return undefined
    say(`${what} (once, needs the network) …`)
    const startedAt = Date.now()
    const problem = work()
    if (problem === undefined) say(`done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
    return problem
  }
  try {
    const file = path.join(root, '.install.lock')
    const problem = await withLockFile(file, attempt, { waitMsMax: installWaitMsMax, onWait })
    if (problem !== undefined) fail(`${what} failed: ${problem}. Your money data was not touched. ${remedy}`)
  } catch (error) {
    fail(`${what} failed: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** @param {string} file */
async function runHere(file) {
  stopWhenOrphaned()
  // The program finds its arguments where it would if Node had been started with it.
  process.argv.splice(1, 2, file)
  await import(pathToFileURL(file).href)
}

/**
 * Runs this launcher again under another Node.js and ends as that one ends.
 * @param {string} node
 */
function runUnder(node) {
  const env = withAncestors(process.env)
  env.PATH = path.dirname(node) + path.delimiter + (process.env.PATH ?? '')
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    env,
    stdio: 'inherit',
  })
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) {
    // A terminal sends Ctrl-C to the whole group: the child has it already.
    process.on(signal, () => void ((signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal)))
  }
  child.on('error', (error) => fail(`${node} could not be started (${error.message})`))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    for (const name of signals) process.removeAllListeners(name)
    process.kill(process.pid, signal)
  })
}

const [program] = process.argv.slice(2)
if (program === undefined) fail('usage: node run.mjs PROGRAM [ARGUMENT…]')
const file = path.resolve(root, program)
if (!fs.existsSync(path.join(root, 'package-lock.json'))) fail(`package-lock.json is missing from ${root}`)

await ensure(
  'installing the locked packages',
  () => isInstalled(path.join(root, 'package-lock.json'), root),
  () => npmCi(root),
  'Check the network (or the registry in your npm settings) and run the same command again.',
)
if (isThisNodeNewEnough()) {
  // Checked after the install: the packages themselves may hold the program.
  if (!fs.existsSync(file)) fail(`there is no ${program}`)
  await runHere(file)
} else {
  await ensure(
    `this is Node ${process.versions.node}: getting Node 24`,
    () => findPackagedNode(root) !== undefined,
    () => installPackagedNode(root),
    'Install Node 24 or newer yourself (https://nodejs.org) and run the same command again.',
  )
  runUnder(findPackagedNode(root) ?? fail('the Node 24 that was just installed has gone again'))
}
