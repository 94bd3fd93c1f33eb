// One process at a time: a lock file that survives crashes of its holder.
import fs from 'node:fs'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRunning, processMark } from './processes.mjs'

/** How often a waiting process looks again: short beside what is done under such a lock. */
const pollMs = 100
/**
 * A lock file is written right after it is made; one that is still empty after this belongs to a crashed
 * process.
 */
const emptyAgeMsMax = 5_000
/** Breaking a stale lock takes a millisecond; a breaker's file older than this was left by a crash. */
const breakerAgeMsMax = 10_000

export class LockTimeoutError extends Error {
  /**
   * @param {string} file
   * @param {string} holder
   * @param {number} waitedMs
   */
  constructor(file, holder, waitedMs) {
    super(
      `Another process (pid ${holder.split(':')[0]}) has held ${file} for more than ${Math.round(waitedMs / 1000)} s. ` +
        'Nothing was changed. If that process is not Tributary, remove the file and try again.',
    )
    this.name = 'LockTimeoutError'
  }
}

/**
 * Runs `work` while no other process runs under the same lock file.
 *
 * The file names its holder by pid and start time, so that a lock left by a killed process is taken over.
 * @template T
 * @param {string} file
 * @param {() => T | Promise<T>} work
 * @param {{ waitMsMax: number, onWait?: (holderPid: string) => void }} options
 * @returns {Promise<T>}
 */
export async function withLockFile(file, work, { waitMsMax, onWait }) {
  const waitingSince = Date.now()
  let hasTold = false
  while (!tryAcquire(file)) {
    const holder = readOrEmpty(file)
    if (isStale(file, holder)) {
      breakStale(file, holder)
      continue
    }
    if (Date.now() - waitingSince > waitMsMax) throw new LockTimeoutError(file, holder, waitMsMax)
    if (!hasTold) onWait?.(holder.split(':')[0] ?? '')
    hasTold = true
    await sleep(pollMs)
  }
  try {
    return await work()
  } finally {
    fs.rmSync(file, { force: true })
  }
}

/** @param {string} file */
function tryAcquire(file) {
  try {
    fs.writeFileSync(file, processMark(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  }
}

/** @param {string} file */
function readOrEmpty(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** @param {string} file */
function ageMs(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  return stat === undefined ? 0 : Date.now() - stat.mtimeMs
}

/**
 * @param {string} file
 * @param {string} holder
 */
function isStale(file, holder) {
  return holder === '' ? ageMs(file) > emptyAgeMsMax : !isRunning(holder)
}

/**
 * Removes a stale lock. Two processes may find the same stale lock: without a second lock around the removal,
 * the slower one could remove the lock that the faster one has just taken.
 * @param {string} file
 * @param {string} holder
 */
function breakStale(file, holder) {
  const breaker = `${file}.break`
  if (!tryAcquire(breaker)) {
    if (ageMs(breaker) > breakerAgeMsMax) fs.rmSync(breaker, { force: true })
    return
  }
  try {
    if (readOrEmpty(file) === holder) fs.rmSync(file, { force: true })
  } finally {
    fs.rmSync(breaker, { force: true })
  }
}
