// Ends a program whose starter has died.
//
// npm runs a script as `sh -c "node …"`. A SIGTERM to npm kills that shell but not what runs in it, and a
// SIGKILL to npm or to the launcher reaches nobody else. So the program watches the processes that it was
// started by.
import fs from 'node:fs'
import process from 'node:process'
import { isRunning, processMark, processStat } from './processes.mjs'

/** Short enough that a stopped program is gone before its user has typed the next command. */
const pollMs = 250
const variable = 'TRIBUTARY_ANCESTORS'

/** The processes on which this one depends: under npm the shell and npm itself, else none. */
export function ownAncestors() {
  if (process.env.npm_lifecycle_event === undefined) return []
  const parentPid = process.ppid
  const marks = [processMark(parentPid)]
  const npmPid = isShell(parentPid) ? processStat(parentPid)?.parentPid : undefined
  if (npmPid !== undefined && npmPid > 1) marks.push(processMark(npmPid))
  return marks
}

/** @param {number} pid */
function isShell(pid) {
  try {
    return /^\S*sh\0-c\0/.test(fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
  } catch {
    return false
  }
}

/**
 * The environment in which a child watches this process and its ancestors.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function withAncestors(env) {
  return { ...env, [variable]: [processMark(process.pid), ...ownAncestors()].join(' ') }
}

/**
 * Watches the ancestors and, once one has gone, asks this process to stop as an operator would: by SIGTERM.
 */
export function stopWhenOrphaned() {
  const handedDown = process.env[variable]
  // Only the direct child of a launcher is meant, not what that child starts in turn.
  delete process.env[variable]
  const marks = handedDown === undefined ? ownAncestors() : handedDown.split(' ')
  if (marks.length === 0) return
  const timer = setInterval(() => {
    if (marks.every(isRunning)) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, pollMs)
  timer.unref()
}
