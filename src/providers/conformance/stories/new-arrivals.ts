import { account, day, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

export const newArrivals: Story = {
  name: 'new-arrivals',
  says: 'a later sync brings what has arrived since',
  world: world({
    key: 'new-arrivals',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      posted('2026-03-02', checking, 'rent', '-900.00'),
      posted('2026-03-12', checking, 'groceries', '-61.20'),
      posted('2026-03-13', checking, 'refund', '12.00'),
    ],
  }),
  visits: [{ on: day('2026-03-10') }, { on: day('2026-03-12') }, { on: day('2026-03-14') }],
}
