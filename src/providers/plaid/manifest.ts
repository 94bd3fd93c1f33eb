import type { Manifest } from '../contract/manifest.ts'
import { DEMO_HOST } from './config.ts'

/** Countries whose banks Plaid reaches. */
export const COUNTRIES: readonly string[] =
  'US GB ES NL FR IE CA DE IT PL DK NO SE EE LT LV PT BE AT FI'.split(' ')

export const plaidManifest = {
  id: 'plaid',
  title: 'Plaid',
  homepage: 'https://plaid.com',
  spec: 'https://github.com/plaid/plaid-openapi',
  countries: [...COUNTRIES],
  hosts: {
    sandbox: ['sandbox.plaid.com'],
    production: ['production.plaid.com'],
    demo: [DEMO_HOST],
  },
  capabilities: {
    link: 'redirect',
    repair: 'in-place',
    reads: 'changes',
    pending: 'linked',
    // Holds on a card can stay for weeks; hotels and car hire are the slowest.
    pendingDays: 30,
    sourceIds: 'reissued-on-reconnect',
    historyDays: 730,
    // Changes are told whenever they happen: there is no window to read again.
    restatesDays: 0,
    // `/transactions/refresh` is sold apart.
    refresh: 'none',
    push: 'none',
    balances: 'both',
    // Where a consent ends (Europe, a few US banks), each connection says when.
    consent: 'open-ended',
    // Documented for `/transactions/sync`, by far the most frequent call.
    pace: { perConnectionPerMinute: 50, perOperatorPerMinute: 2_500 },
  },
} satisfies Manifest
