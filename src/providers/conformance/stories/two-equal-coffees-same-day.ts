import { account, day, pending, posted, replaced, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })
const COFFEE = { description: 'BLUE DOOR COFFEE', transactionOn: '2026-03-09' }

export const twoEqualCoffeesSameDay: Story = {
  name: 'two-equal-coffees-same-day',
  says: 'two equal purchases on one day are two rows, pending and posted',
  world: world({
    key: 'two-equal-coffees-same-day',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      pending('2026-03-09', checking, 'coffee-1', '-4.50', COFFEE),
      pending('2026-03-09', checking, 'coffee-2', '-4.50', COFFEE),
      posted('2026-03-09', checking, 'coffee-3', '-4.50', COFFEE),
      posted('2026-03-09', checking, 'coffee-4', '-4.50', COFFEE),
      replaced('2026-03-11', checking, 'coffee-1'),
      replaced('2026-03-11', checking, 'coffee-2'),
      posted('2026-03-11', checking, 'coffee-1', '-4.50', { ...COFFEE, supersedes: 'coffee-1-pending' }),
      posted('2026-03-11', checking, 'coffee-2', '-4.50', { ...COFFEE, supersedes: 'coffee-2-pending' }),
    ],
  }),
  visits: [{ on: day('2026-03-10') }, { on: day('2026-03-10') }, { on: day('2026-03-12') }],
}
