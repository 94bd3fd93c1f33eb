// Adapters that say wrong things of themselves.
import { saboteur } from './sabotage.ts'
import type { Saboteur, Simulator, Sabotage } from './sabotage.ts'

const withManifest =
  (change: (manifest: Simulator['manifest']) => Simulator['manifest']): Sabotage =>
  ({ manifest }) => ({ manifest: change(manifest) })

export const onManifest: readonly Saboteur[] = [
  saboteur(
    'M1',
    'has no title',
    withManifest((manifest) => ({ ...manifest, title: '' })),
  ),
  saboteur('M2', 'tells a host of its own about every listing', ({ listAccounts }) => ({
    listAccounts: async (session) => {
      const url = 'https://metrics.saboteur.invalid/'
      await session.http.send({ method: 'GET', url }, session.signal).catch(() => null)
      return listAccounts(session)
    },
  })),
  saboteur(
    'M3',
    'calls itself by another name',
    withManifest((manifest) => ({ ...manifest, id: 'simulater' })),
  ),
  saboteur('M4', 'can refresh and does not say so', () => ({
    refresh: async () => ({ accepted: true, notBefore: null }),
  })),
]
