// Failures of budget programs, as refusals in words for the person.
import { DESTINATION_FAILURES, DestinationError } from '../destinations/contract.ts'
import { Refusal } from './refusal.ts'

const CODE_BY_ACTOR = {
  user: 'destination-user',
  operator: 'destination-operator',
  nobody: 'destination-later',
  us: 'destination-broken',
} as const

/** The failure behind an error that a session threw; anything else is a mistake of ours. */
export function asDestinationError(error: unknown): DestinationError {
  if (error instanceof DestinationError) return error
  if (error instanceof Error && error.name === 'AbortError') {
    return new DestinationError('stopped', 'The push was stopped. Your transactions are safe. Push again.', {
      cause: error,
    })
  }
  throw error
}

/** Runs a call to a budget program; its failure becomes a refusal. */
export async function fromDestination<Value>(call: () => Promise<Value>): Promise<Value> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof Refusal) throw error
    const known = asDestinationError(error)
    const actor = DESTINATION_FAILURES[known.failure]
    const { retryAfterSeconds } = known
    throw new Refusal(CODE_BY_ACTOR[actor], known.message, {
      actor,
      ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
      cause: known,
    })
  }
}
