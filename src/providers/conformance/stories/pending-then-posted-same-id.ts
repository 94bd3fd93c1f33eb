import { account, day, pending, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

export const pendingThenPostedSameId: Story = {
  name: 'pending-then-posted-same-id',
  says: 'a pending row that posts under the same id stays one row and keeps what the person decided',
  world: world({
    key: 'pending-then-posted-same-id',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      pending('2026-03-09', checking, 'coffee', '-4.50', { bankId: 'coffee' }),
      posted('2026-03-11', checking, 'coffee', '-4.50', { transactionOn: '2026-03-09' }),
    ],
  }),
  visits: [
    { on: day('2026-03-10') },
    { on: day('2026-03-12'), edits: [{ movement: 'coffee', intent: { category: 'Treats' } }] },
  ],
}
