import { account, day, pending, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n, persistentId: null })
const savings = account('savings', 'USD', { kind: 'savings', persistentId: null })
const COFFEE = { description: 'BLUE DOOR COFFEE' }

export const institutionMigrates: Story = {
  name: 'institution-migrates',
  says: 'a bank that moves to another system gives all new ids and asks for a sign-in: the ledger goes on',
  world: world({
    key: 'institution-migrates',
    startsOn: '2026-03-01',
    accounts: [checking, savings],
    happenings: [
      posted('2026-03-05', checking, 'rent', '-900.00'),
      posted('2026-03-08', checking, 'coffee-1', '-4.50', COFFEE),
      posted('2026-03-08', checking, 'coffee-2', '-4.50', COFFEE),
      pending('2026-03-10', checking, 'dinner', '-40.00'),
      posted('2026-03-08', savings, 'deposit', '100.00'),
      { on: day('2026-03-11'), kind: 'sign-in-required' },
      { on: day('2026-03-11'), kind: 'ids-reissued', suffix: '-moved' },
      posted('2026-03-12', checking, 'groceries', '-20.00'),
    ],
  }),
  visits: [
    { on: day('2026-03-10') },
    {
      on: day('2026-03-12'),
      edits: [{ movement: 'rent', intent: { category: 'Home' } }],
      ends: { kind: 'needsUser', reasons: ['sign-in', 'extra-factor'] },
      ledgerAsOf: day('2026-03-10'),
    },
    { on: day('2026-03-13'), reconnects: true },
  ],
}
