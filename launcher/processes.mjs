// What the operating system knows about other processes.
import fs from 'node:fs'
import process from 'node:process'

/**
 * @typedef {object} ProcessStat
 * @property {string} name executable name, at most 15 characters
 * @property {string} state one letter; Z is a zombie: dead, not yet collected by its parent
 * @property {number} parentPid
 * @property {string} startTime clock ticks since boot; tells a process from a later one with the same pid
 */

/**
 * Linux only; undefined elsewhere and for a process that is gone.
 * @param {number} pid
 * @returns {ProcessStat | undefined}
 */
export function processStat(pid) {
  let line
  try {
    line = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined
  }
  // The name stands in brackets and may itself hold brackets and spaces: fields count from the last one.
  const nameEnd = line.lastIndexOf(')')
  const fields = line.slice(nameEnd + 2).split(' ')
  return {
    name: line.slice(line.indexOf('(') + 1, nameEnd),
    state: fields[0] ?? '',
    parentPid: Number(fields[1]),
    startTime: fields[19] ?? '',
  }
}

/**
 * A name for this very process, for `isRunning`: "pid" or "pid:startTime".
 * @param {number} pid
 */
export function processMark(pid) {
  const stat = processStat(pid)
  return stat === undefined ? String(pid) : `${pid}:${stat.startTime}`
}

/**
 * Whether the process behind a mark still runs. Zombies do not, nor does a later process with the same pid.
 * @param {string} mark
 */
export function isRunning(mark) {
  const [pidText, startTime] = mark.split(':')
  const pid = Number(pidText)
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it exists and belongs to someone else.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return false
  }
  const stat = processStat(pid)
  if (stat === undefined) return process.platform !== 'linux'
  return stat.state !== 'Z' && (startTime === undefined || stat.startTime === startTime)
}
