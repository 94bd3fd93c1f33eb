import { account, day, pending, posted, replaced, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

export const pendingGoneBeforePostedArrives: Story = {
  name: 'pending-gone-before-posted-arrives',
  says: 'a pending row may vanish days before its posted one comes: it is one movement all the same',
  world: world({
    key: 'pending-gone-before-posted-arrives',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      pending('2026-03-09', checking, 'coffee', '-4.50'),
      replaced('2026-03-10', checking, 'coffee'),
      posted('2026-03-12', checking, 'coffee', '-4.50', {
        transactionOn: '2026-03-09',
        supersedes: 'coffee-pending',
      }),
    ],
  }),
  visits: [{ on: day('2026-03-09') }, { on: day('2026-03-11') }, { on: day('2026-03-13') }],
}
