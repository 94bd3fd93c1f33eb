import { account, day, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

export const consentEnds: Story = {
  name: 'consent-ends',
  says: 'when the consent ends the ledger stays, the person is asked, and after renewing nothing is missing',
  world: world({
    key: 'consent-ends',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      posted('2026-03-05', checking, 'rent', '-900.00'),
      { on: day('2026-03-11'), kind: 'consent-ended' },
      posted('2026-03-12', checking, 'groceries', '-20.00'),
    ],
  }),
  visits: [
    { on: day('2026-03-10') },
    {
      on: day('2026-03-12'),
      ends: { kind: 'needsUser', reasons: ['consent-expired', 'consent-revoked'] },
      ledgerAsOf: day('2026-03-10'),
    },
    { on: day('2026-03-14'), reconnects: true },
  ],
}
