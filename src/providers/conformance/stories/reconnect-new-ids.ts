import { account, day, pending, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })
const COFFEE = { description: 'BLUE DOOR COFFEE' }

export const reconnectNewIds: Story = {
  name: 'reconnect-new-ids',
  says: 'reconnecting where every id is new doubles nothing and keeps what the person decided',
  world: world({
    key: 'reconnect-new-ids',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      posted('2026-03-05', checking, 'rent', '-900.00'),
      posted('2026-03-08', checking, 'coffee-1', '-4.50', COFFEE),
      posted('2026-03-08', checking, 'coffee-2', '-4.50', COFFEE),
      pending('2026-03-10', checking, 'dinner', '-40.00'),
      { on: day('2026-03-11'), kind: 'ids-reissued', suffix: '-again' },
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
    { on: day('2026-03-14') },
  ],
}
