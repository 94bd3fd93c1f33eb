import { account, day, pending, posted, cancelled, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

export const pendingDisappears: Story = {
  name: 'pending-disappears',
  says: 'a pending row that the bank takes back leaves no trace',
  world: world({
    key: 'pending-disappears',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      posted('2026-03-02', checking, 'rent', '-900.00'),
      pending('2026-03-09', checking, 'hold', '-150.00'),
      cancelled('2026-03-11', checking, 'hold', 'hold-pending'),
    ],
  }),
  visits: [{ on: day('2026-03-10') }, { on: day('2026-03-12') }],
}
