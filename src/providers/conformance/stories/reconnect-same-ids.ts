import { account, day, pending, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })
const COFFEE = { description: 'BLUE DOOR COFFEE' }

export const reconnectSameIds: Story = {
  name: 'reconnect-same-ids',
  says: 'reconnecting where ids stay the same doubles nothing',
  world: world({
    key: 'reconnect-same-ids',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      posted('2026-03-05', checking, 'rent', '-900.00'),
      posted('2026-03-08', checking, 'coffee-1', '-4.50', COFFEE),
      posted('2026-03-08', checking, 'coffee-2', '-4.50', COFFEE),
      pending('2026-03-10', checking, 'dinner', '-40.00'),
      posted('2026-03-12', checking, 'groceries', '-20.00'),
    ],
  }),
  visits: [
    { on: day('2026-03-10') },
    {
      on: day('2026-03-13'),
      edits: [{ movement: 'rent', intent: { category: 'Home' } }],
      reconnects: true,
    },
  ],
}
