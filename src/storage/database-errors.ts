import { DatabaseError } from 'pg'

/** Why the database did not do what was asked, though nothing was wrong with the question. */
export type DatabaseUnavailableReason = 'unreachable' | 'overloaded' | 'disk-full'

/** The database is away, overloaded or full. Nothing is half done: a transaction is whole or not at all. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError'
  readonly reason: DatabaseUnavailableReason
  readonly mustAct: 'nobody yet' | 'operator'
  /**
   * The connection broke while committing: the transaction may have happened. A repeated import finds out.
   */
  readonly isOutcomeUnknown: boolean

  constructor(reason: DatabaseUnavailableReason, isOutcomeUnknown: boolean, cause: unknown) {
    super(`${happened[reason]} Your data is safe: nothing is half done. ${remedies[reason]}`, { cause })
    this.reason = reason
    this.isOutcomeUnknown = isOutcomeUnknown
    this.mustAct = reason === 'disk-full' ? 'operator' : 'nobody yet'
  }
}

const happened: Record<DatabaseUnavailableReason, string> = {
  unreachable: 'The database cannot be reached.',
  overloaded: 'The database has more to do than it can.',
  'disk-full': 'The disk of the database is full.',
}
const remedies: Record<DatabaseUnavailableReason, string> = {
  unreachable:
    'Tributary connects again as soon as it is back; if it stays away, check that PostgreSQL runs.',
  overloaded: 'Try again in a minute.',
  'disk-full': 'Free some space on that disk, then try again.',
}

/** SQLSTATE classes and codes (PostgreSQL, Appendix A). */
const unreachableStates = /^(08...|57P0[1235])$/
const overloadedStates = /^(53300|53200|53400)$/
const diskFullStates = /^53100$/
/** Error codes of Node's sockets. */
const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
])
/** pg gives these errors no code. */
const brokenConnectionText =
  /^Connection terminated|^Client has encountered a connection error|^Query read timeout/
const noFreeConnectionText = /^timeout exceeded when trying to connect/

/**
 * Recognises an error of the connection or of the server's resources; every other error is returned as it is.
 * @param wasCommitting whether the transaction's work was over, so that only the commit can have failed
 */
export function asDatabaseError(error: unknown, wasCommitting: boolean): unknown {
  if (error instanceof DatabaseUnavailableError) return error
  const reason = unavailableReason(error)
  if (reason === undefined) return error
  return new DatabaseUnavailableError(reason, wasCommitting && reason === 'unreachable', error)
}

function unavailableReason(error: unknown): DatabaseUnavailableReason | undefined {
  if (!(error instanceof Error)) return undefined
  if (error instanceof DatabaseError) return reasonOfState(error.code ?? '')
  const code = (error as NodeJS.ErrnoException).code
  if (code !== undefined && socketCodes.has(code)) return 'unreachable'
  if (noFreeConnectionText.test(error.message)) return 'overloaded'
  return brokenConnectionText.test(error.message) ? 'unreachable' : undefined
}

function reasonOfState(state: string): DatabaseUnavailableReason | undefined {
  if (unreachableStates.test(state)) return 'unreachable'
  if (overloadedStates.test(state)) return 'overloaded'
  return diskFullStates.test(state) ? 'disk-full' : undefined
}
