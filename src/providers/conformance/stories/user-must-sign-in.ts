import { account, day, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

export const userMustSignIn: Story = {
  name: 'user-must-sign-in',
  says: 'when the bank wants a sign-in the ledger stays, and afterwards nothing is missing',
  world: world({
    key: 'user-must-sign-in',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      posted('2026-03-05', checking, 'rent', '-900.00'),
      { on: day('2026-03-11'), kind: 'sign-in-required' },
      posted('2026-03-12', checking, 'groceries', '-20.00'),
    ],
  }),
  visits: [
    { on: day('2026-03-10') },
    {
      on: day('2026-03-12'),
      ends: { kind: 'needsUser', reasons: ['sign-in', 'extra-factor'] },
      ledgerAsOf: day('2026-03-10'),
    },
    { on: day('2026-03-14'), reconnects: true },
  ],
}
