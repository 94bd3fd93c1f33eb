import { account, day, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

export const notReadyYet: Story = {
  name: 'not-ready-yet',
  says: 'a bank that is still gathering is asked again later, and is not taken for empty',
  world: world({
    key: 'not-ready-yet',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      posted('2026-03-05', checking, 'rent', '-900.00'),
      posted('2026-03-06', checking, 'groceries', '-20.00'),
    ],
  }),
  visits: [
    {
      on: day('2026-03-10'),
      faults: [{ kind: 'not-ready', at: 'transactions' }],
      ends: { kind: 'retryLater', reasons: ['not-ready'] },
      ledgerAsOf: null,
    },
    { on: day('2026-03-10') },
  ],
}
