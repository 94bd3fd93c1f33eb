import { account, day, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

export const backdatedArrival: Story = {
  name: 'backdated-arrival',
  says: 'a row that shows up late for an earlier day is not missed',
  world: world({
    key: 'backdated-arrival',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      posted('2026-03-09', checking, 'rent', '-900.00'),
      posted('2026-03-13', checking, 'cheque', '-75.00', { postedOn: '2026-03-07' }),
    ],
  }),
  visits: [{ on: day('2026-03-10') }, { on: day('2026-03-14') }],
}
