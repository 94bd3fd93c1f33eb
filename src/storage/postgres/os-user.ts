import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { PostgresStartError, useDatabaseUrl } from './errors.ts'

/** The operating system user that PostgreSQL runs as. */
export type OsUser = {
  name: string
  uid: number
  gid: number
  /** Whether it is another user than ours: PostgreSQL refuses to run as root, so root hands over to it. */
  isOther: boolean
}

/** Users that root hands over to, best first. */
const unprivilegedNames = ['postgres', '_postgres', 'nobody']

/** Finds the user that PostgreSQL runs as: ourselves, or an unprivileged one when we are root. */
export function chooseOsUser(): OsUser {
  if (process.getuid?.() !== 0) return ourselves()
  const users = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of unprivilegedNames) {
    const [, , uid, gid] = users.find((fields) => fields[0] === name) ?? []
    if (uid !== undefined && gid !== undefined)
      return { name, uid: Number(uid), gid: Number(gid), isOther: true }
  }
  throw new PostgresStartError(
    'no-unprivileged-user',
    `PostgreSQL does not run as root, and this machine has none of the users ${unprivilegedNames.join(', ')}.`,
    `Run Tributary as an ordinary user, or create one of them. Or: ${useDatabaseUrl}`,
  )
}

function ourselves(): OsUser {
  try {
    const { username, uid, gid } = os.userInfo()
    return { name: username, uid, gid, isOther: false }
  } catch (error) {
    // Containers may run under a bare number; PostgreSQL's own programs insist on a name.
    throw new PostgresStartError(
      'no-user-entry',
      `The user with id ${process.getuid?.()} has no entry in /etc/passwd, and PostgreSQL does not run without one.`,
      `Add the entry or run as another user. Or: ${useDatabaseUrl}`,
      error,
    )
  }
}

/**
 * The folder at or above `folder` that keeps the user out, or undefined. Folders not made yet do not count.
 */
export function blockingFolder(folder: string, user: OsUser): string | undefined {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const stat = fs.statSync(at, { throwIfNoEntry: false })
    if (stat !== undefined && (stat.mode & enterBit(stat, user)) === 0) return at
    if (at === path.dirname(at)) return undefined
  }
}

function enterBit(stat: fs.Stats, user: OsUser): number {
  if (stat.uid === user.uid) return 0o100
  return stat.gid === user.gid ? 0o010 : 0o001
}

/** Gives a file or folder to the user that PostgreSQL runs as. */
export function giveTo(user: OsUser, file: string): void {
  if (user.isOther) fs.chownSync(file, user.uid, user.gid)
}

/** Options for starting a program as that user. */
export function asUser(user: OsUser): { uid?: number; gid?: number } {
  return user.isOther ? { uid: user.uid, gid: user.gid } : {}
}
