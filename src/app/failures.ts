// Failures of what Tributary stands on, as refusals in words for the person.
import { asProviderError, ProviderError } from '../providers/contract/errors.ts'
import type { ErrorKind } from '../providers/contract/errors.ts'
import { asDatabaseError, DatabaseUnavailableError } from '../storage/database-errors.ts'
import { describeProviderError } from './messages.ts'
import { Refusal } from './refusal.ts'
import type { Actor, RefusalCode } from './refusal.ts'

/** Long enough for a restart of the database, short enough not to be forgotten. */
const RETRY_SECONDS = 10

const OF_PROVIDER: Readonly<Record<ErrorKind, { readonly code: RefusalCode; readonly actor: Actor }>> = {
  needsUser: { code: 'provider-user', actor: 'user' },
  gone: { code: 'provider-user', actor: 'user' },
  needsOperator: { code: 'provider-operator', actor: 'operator' },
  retryLater: { code: 'provider-later', actor: 'nobody' },
  restartSpan: { code: 'provider-later', actor: 'nobody' },
  cursorLost: { code: 'provider-later', actor: 'nobody' },
  broken: { code: 'provider-broken', actor: 'us' },
}

/** The refusal behind an error, or null where it is a mistake of ours. */
export function asRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (error instanceof ProviderError) return refusalOfProvider(error)
  const known = asDatabaseError(error, false)
  return known instanceof DatabaseUnavailableError ? refusalOfDatabase(known) : null
}

function refusalOfDatabase(error: DatabaseUnavailableError): Refusal {
  if (error.reason === 'disk-full') return new Refusal('disk-full', error.message, { actor: 'operator', cause: error })
  return new Refusal('database-away', error.message, {
    actor: 'nobody',
    retryAfterSeconds: RETRY_SECONDS,
    cause: error,
  })
}

/** A provider's failure during something the person asked for. */
function refusalOfProvider(error: ProviderError): Refusal {
  const { code, actor } = OF_PROVIDER[error.kind]
  const { happened, yourTransactions, todo } = describeProviderError(error.kind, error.reason)
  return new Refusal(code, [happened, yourTransactions, todo].filter((part) => part !== '').join(' '), {
    actor,
    ...(error.facts.retryAfterSeconds == null ? {} : { retryAfterSeconds: Math.ceil(error.facts.retryAfterSeconds) }),
    cause: error,
  })
}

/** Runs a call to a provider; whatever it throws becomes a refusal. */
export async function fromProvider<Value>(call: () => Promise<Value>): Promise<Value> {
  try {
    return await call()
  } catch (error) {
    throw refusalOfProvider(asProviderError(error))
  }
}
