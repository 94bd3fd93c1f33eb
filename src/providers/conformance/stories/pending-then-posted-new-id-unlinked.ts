import { account, day, pending, posted, replaced, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

export const pendingThenPostedNewIdUnlinked: Story = {
  name: 'pending-then-posted-new-id-unlinked',
  says: 'a pending row that posts under a new id is one row, though the bank does not say so',
  world: world({
    key: 'pending-then-posted-new-id-unlinked',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      pending('2026-03-09', checking, 'coffee', '-4.50'),
      replaced('2026-03-11', checking, 'coffee'),
      posted('2026-03-11', checking, 'coffee', '-4.50', { transactionOn: '2026-03-09' }),
    ],
  }),
  visits: [
    { on: day('2026-03-10') },
    { on: day('2026-03-12'), edits: [{ movement: 'coffee', intent: { category: 'Treats' } }] },
  ],
}
