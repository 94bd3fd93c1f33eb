/** Why the managed PostgreSQL could not be started. All of them need the operator of this machine. */
export type PostgresStartErrorCode =
  | 'unsupported-platform'
  | 'no-binaries'
  | 'no-user-entry'
  | 'no-unprivileged-user'
  | 'folder-not-writable'
  | 'disk-full'
  | 'socket-in-use'
  | 'data-folder-other-version'
  | 'data-folder-damaged'
  | 'passwords-lost'
  | 'busy'
  | 'start-failed'

/**
 * The managed PostgreSQL could not be started; the message says what happened and what the operator can do.
 */
export class PostgresStartError extends Error {
  override readonly name = 'PostgresStartError'
  readonly code: PostgresStartErrorCode
  readonly mustAct = 'operator'

  /**
   * @param happened one sentence, with the folder, user or version it is about
   * @param remedy one or two sentences in the imperative
   */
  constructor(code: PostgresStartErrorCode, happened: string, remedy: string, cause?: unknown) {
    super(`${happened} Your data is safe: nothing in it was changed. ${remedy}`, { cause })
    this.code = code
  }
}

/** What to do where no PostgreSQL can run on this machine. */
export const useDatabaseUrl =
  'Set DATABASE_URL to a PostgreSQL 15 or newer that you run yourself (postgres://user:password@host/database).'

const diskFullText = /No space left on device|Check free disk space|Disk quota exceeded|ENOSPC|EDQUOT/i
const notWritableText = /Permission denied|Read-only file system|Operation not permitted|EACCES|EROFS|EPERM/i

/**
 * Turns a failure of the file system, or what a PostgreSQL program printed, into an error for the operator.
 */
export function asStartError(error: unknown, folder: string): PostgresStartError {
  if (error instanceof PostgresStartError) return error
  const text = error instanceof Error ? error.message : String(error)
  if (diskFullText.test(text)) {
    return new PostgresStartError(
      'disk-full',
      `The disk that holds ${folder} is full.`,
      'Free some space (at least 300 MB) and start again.',
      error,
    )
  }
  if (notWritableText.test(text)) {
    return new PostgresStartError(
      'folder-not-writable',
      `The folder ${folder} cannot be written (${text.trim()}).`,
      'Make it writable for the user that runs Tributary, or set TRIBUTARY_HOME to another folder.',
      error,
    )
  }
  return new PostgresStartError(
    'start-failed',
    `The local PostgreSQL did not start: ${text.trim().slice(-600)}`,
    `Its own log is in ${folder}. If that does not help: ${useDatabaseUrl}`,
    error,
  )
}
