import { account, day, pending, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

export const nothingNew: Story = {
  name: 'nothing-new',
  says: 'a sync without news changes nothing',
  world: world({
    key: 'nothing-new',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      posted('2026-03-02', checking, 'rent', '-900.00'),
      pending('2026-03-09', checking, 'coffee', '-4.50'),
    ],
  }),
  visits: [{ on: day('2026-03-10') }, { on: day('2026-03-10') }, { on: day('2026-03-11') }],
}
