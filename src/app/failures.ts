// Failures of what Tributary stands on, as refusals in words for the person.
import { failurePolicy } from '../domain/failure.ts'
import { asProviderError, ProviderError } from '../providers/contract/errors.ts'
import { asDatabaseError, DatabaseUnavailableError } from '../storage/database-errors.ts'
import { describeProviderError } from './messages.ts'
import { Refusal } from './refusal.ts'

/** Long enough for a restart of the database, short enough not to be forgotten. */
const RETRY_SECONDS = 10

const CODE_BY_ACTOR = {
  user: 'provider-user',
  operator: 'provider-operator',
  nobody: 'provider-later',
  us: 'provider-broken',
} as const

/** The refusal behind an error, or null where it is a mistake of ours. */
export function asRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (error instanceof ProviderError) return refusalOfProvider(error)
  const known = asDatabaseError(error, false)
  return known instanceof DatabaseUnavailableError ? refusalOfDatabase(known) : null
}

function refusalOfDatabase(error: DatabaseUnavailableError): Refusal {
  if (error.reason === 'disk-full')
    return new Refusal('disk-full', error.message, { actor: 'operator', cause: error })
  return new Refusal('database-away', error.message, {
    actor: 'nobody',
    retryAfterSeconds: RETRY_SECONDS,
    cause: error,
  })
}

/** A provider's failure during something the person asked for. */
function refusalOfProvider(error: ProviderError): Refusal {
  const { actor } = failurePolicy(error.kind, error.reason)
  const { happened, yourTransactions, todo } = describeProviderError(error.kind, error.reason)
  return new Refusal(
    CODE_BY_ACTOR[actor],
    [happened, yourTransactions, todo].filter((part) => part !== '').join(' '),
    {
      actor,
      ...(error.facts.retryAfterSeconds == null
        ? {}
        : { retryAfterSeconds: Math.ceil(error.facts.retryAfterSeconds) }),
      cause: error,
    },
  )
}

/** Runs a call to a provider; whatever it throws becomes a refusal. */
export async function fromProvider<Value>(call: () => Promise<Value>): Promise<Value> {
  try {
    return await call()
  } catch (error) {
    throw refusalOfProvider(asProviderError(error))
  }
}
