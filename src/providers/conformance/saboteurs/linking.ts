// Adapters that connect wrongly, or ask too much at once.
import { ProviderError } from '../../contract/errors.ts'
import { saboteur, reading, through } from './sabotage.ts'
import type { Saboteur } from './sabotage.ts'

export const onLinking: readonly Saboteur[] = [
  saboteur('L1', 'does not compare the state', ({ completeLink }) => ({
    completeLink: (session, returned) =>
      completeLink(session, { ...returned, returnedState: returned.expectedState }),
  })),
  saboteur('L2', 'throws while the person is not done', ({ completeLink }) => ({
    completeLink: async (session, returned) => {
      const outcome = await completeLink(session, returned)
      if (outcome.kind === 'waiting')
        throw new ProviderError('retryLater', 'not-ready', { internal: 'not done' })
      return outcome
    },
  })),
  saboteur('L3', 'makes a new connection of a repair', ({ completeLink }) => ({
    completeLink: async (session, returned) => {
      const outcome = await completeLink(session, returned)
      if (outcome.kind !== 'connected' || returned.repair === null) return outcome
      return { ...outcome, connectionSourceId: `${outcome.connectionSourceId}-new` }
    },
  })),
  saboteur('L4', 'fails to unlink what is unlinked', ({ unlink }) => {
    const unlinked = new Set<string>()
    return {
      unlink: async (session) => {
        if (unlinked.has(session.credential)) {
          throw new ProviderError('gone', 'deleted-at-provider', { internal: 'it is gone already' })
        }
        unlinked.add(session.credential)
        await unlink(session)
      },
    }
  }),
  saboteur(
    'L5',
    'uses a new credential before it is kept',
    reading((read, session, request) => {
      const keepCredential = async (next: string) => void session.keepCredential(next)
      return read({ ...session, keepCredential }, request)
    }),
  ),
  saboteur(
    'P1',
    'asks for balances beside every request, at once',
    through(async (send, request, signal) => {
      const beside = { ...request, url: new URL('/accounts', request.url).href, body: '{}' }
      const [answer] = await Promise.all([send(request, signal), send(beside, signal)])
      return answer
    }),
  ),
]
