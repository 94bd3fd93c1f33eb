import { account, day, pending, posted, replaced, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

export const userEditedThenPosted: Story = {
  name: 'user-edited-then-posted',
  says: 'what the person decided on a pending row survives its posting, and can be taken back',
  world: world({
    key: 'user-edited-then-posted',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      pending('2026-03-09', checking, 'hotel', '-210.00'),
      replaced('2026-03-11', checking, 'hotel'),
      posted('2026-03-11', checking, 'hotel', '-210.00', {
        transactionOn: '2026-03-09',
        supersedes: 'hotel-pending',
      }),
      posted('2026-03-14', checking, 'breakfast', '-18.00'),
    ],
  }),
  visits: [
    { on: day('2026-03-10') },
    {
      on: day('2026-03-12'),
      edits: [{ movement: 'hotel', intent: { category: 'Trips', payoree: 'Harbour Inn', note: 'for Ana' } }],
    },
    { on: day('2026-03-15') },
    { on: day('2026-03-16'), edits: [{ movement: 'hotel', intent: { category: null } }] },
    { on: day('2026-03-17') },
  ],
}
