// Failures of Actual's client, in words for the person.
import { DestinationError } from '../contract.ts'
import { odd } from '../exchange.ts'
import { LABEL } from './manifest.ts'

const NOTHING_LOST = 'Your transactions are safe here, and what was sent before is known.'

const SIGN_IN_CODES = ['invalid-password', 'unauthorized', 'token-expired', 'user-not-found']
const KEY_CODES = ['missing-key', 'decrypt-failure', 'encrypt-failure', 'test-key-error', 'no-key', 'old-key-style']
const VERSION_CODES = ['out-of-sync-migrations', 'out-of-sync-data', 'invalid-schema', 'not-zip-file']
const TOO_MANY_CODES = ['too-many-requests', 'rate-limited']

/** The failure behind a code of the client. Budgets to choose from are named. */
export function failureOf(code: string, names: readonly string[]): DestinationError {
  const cause = { cause: code }
  if (SIGN_IN_CODES.includes(code)) {
    const text = `${LABEL} doesn't take the password. ${NOTHING_LOST} Enter the password of its server.`
    return new DestinationError('sign-in', text, cause)
  }
  if (code === 'network-failure') {
    const text = `The server of ${LABEL} can't be reached, or its certificate isn't trusted here. ${NOTHING_LOST}`
    return new DestinationError('unreachable', `${text} See whether it runs, and push again.`, cause)
  }
  if (code === 'which-budget' || code === 'budget-not-found') return whichBudget(names)
  if (code === 'account-gone') {
    const text = `An account that you send to isn't in the budget any more. ${NOTHING_LOST}`
    return new DestinationError('settings', `${text} Choose another account for it.`, cause)
  }
  if (KEY_CODES.includes(code)) {
    const text = `The budget is encrypted, and the encryption password doesn't open it. ${NOTHING_LOST}`
    return new DestinationError('settings', `${text} Enter the encryption password.`, cause)
  }
  if (VERSION_CODES.includes(code)) {
    const text = `The budget was made by another version of ${LABEL} than this Tributary knows. ${NOTHING_LOST}`
    return new DestinationError('not-installed', `${text} Whoever runs Tributary has to update it.`, cause)
  }
  if (TOO_MANY_CODES.includes(code)) {
    const text = `The server of ${LABEL} allows no more tries for now. ${NOTHING_LOST} Push again later.`
    return new DestinationError('rate-limited', text, cause)
  }
  return odd(LABEL, cause)
}

/** Names of budgets that are shown; a server with more is looked at there. */
const NAMES_SHOWN_MAX = 10

function whichBudget(names: readonly string[]): DestinationError {
  const shown = names.slice(0, NAMES_SHOWN_MAX).join(', ')
  const text =
    names.length === 0
      ? `This server of ${LABEL} has no budget. Nothing was sent. Make one there first.`
      : `Say which budget. Nothing was sent. You have: ${shown}. Where names are the same, enter the sync ID.`
  return new DestinationError('settings', text)
}

/** It may have been killed, or run out of memory. */
export const clientEnded = (): DestinationError =>
  new DestinationError('down', `The client of ${LABEL} ended before its time. ${NOTHING_LOST} Push again.`)

export const stopped = (): DestinationError =>
  new DestinationError('stopped', `The push was stopped. ${NOTHING_LOST} Push again when you like.`)

export const tooSlow = (): DestinationError =>
  new DestinationError('timeout', `${LABEL} took too long. ${NOTHING_LOST} Push again later.`)
