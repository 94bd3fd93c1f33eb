import { account, day, pending, posted, replaced, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

export const pendingWithTip: Story = {
  name: 'pending-with-tip',
  says: 'a tip raises the posted amount; the two are one purchase, which keeps its note',
  world: world({
    key: 'pending-with-tip',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      pending('2026-03-09', checking, 'dinner', '-40.00'),
      posted('2026-03-11', checking, 'dinner', '-48.00', {
        transactionOn: '2026-03-09',
        supersedes: 'dinner-pending',
      }),
      replaced('2026-03-11', checking, 'dinner'),
    ],
  }),
  visits: [
    { on: day('2026-03-10') },
    {
      on: day('2026-03-12'),
      edits: [{ movement: 'dinner', intent: { note: 'with Ana' } }],
    },
  ],
}
