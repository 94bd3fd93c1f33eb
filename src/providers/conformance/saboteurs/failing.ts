// Adapters that fail wrongly.
import { asProviderError, ProviderError } from '../../contract/errors.ts'
import { WINDOW, saboteur, pages, reading } from './sabotage.ts'
import type { Saboteur, Sabotage } from './sabotage.ts'

export const onFailing: readonly Saboteur[] = [
  saboteur(
    'E1',
    'swallows errors of the bank',
    reading(async function* (read, session, request) {
      let count = 0
      try {
        for await (const page of read(session, request)) {
          count += 1
          yield page
        }
      } catch (error) {
        if (count > 0 || asProviderError(error).reason !== 'provider-down') throw error
      }
    }),
  ),
  saboteur(
    'E2',
    'forgets when to come back',
    rethrowing((error) =>
      error.reason === 'rate-limited'
        ? new ProviderError('retryLater', 'rate-limited', { internal: 'too fast' })
        : error,
    ),
  ),
  saboteur(
    'E3',
    'flattens "sign in" into "bad request"',
    rethrowing((error) =>
      error.kind === 'needsUser'
        ? new ProviderError('broken', 'unknown-code', { internal: 'bad request' })
        : error,
    ),
  ),
  saboteur(
    'E4',
    'gives up when one account fails',
    pages((page) => {
      const [failure] = page.accountFailures
      if (failure !== undefined) throw failure.error
      return page
    }),
    WINDOW,
  ),
  saboteur(
    'E5',
    'logs its token',
    reading((read, session, request) => {
      session.log('reading', { credential: session.credential })
      return read(session, request)
    }),
  ),
  saboteur(
    'E5',
    'quotes what it sent in its errors',
    reading(async function* (read, session, request) {
      try {
        yield* read(session, request)
      } catch (error) {
        const { kind, reason, facts } = asProviderError(error)
        throw new ProviderError(kind, reason, {
          ...facts,
          internal: `${facts.internal} for ${session.config.key}`,
        })
      }
    }),
  ),
]

function rethrowing(change: (error: ProviderError) => ProviderError): Sabotage {
  return reading(async function* (read, session, request) {
    try {
      yield* read(session, request)
    } catch (error) {
      throw change(asProviderError(error))
    }
  })
}
