import { account, day, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

export const rateLimited: Story = {
  name: 'rate-limited',
  says: 'a rate limit is waited out, and nothing is lost by it',
  world: world({
    key: 'rate-limited',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      posted('2026-03-05', checking, 'rent', '-900.00'),
      posted('2026-03-11', checking, 'groceries', '-20.00'),
    ],
  }),
  visits: [
    { on: day('2026-03-10') },
    {
      on: day('2026-03-12'),
      faults: [{ kind: 'rate-limited', at: 'transactions' }],
      ends: { kind: 'retryLater', reasons: ['rate-limited'] },
      ledgerAsOf: day('2026-03-10'),
    },
    { on: day('2026-03-12') },
  ],
}
