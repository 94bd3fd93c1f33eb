import { account, day, posted, cancelled, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

export const postedRemoved: Story = {
  name: 'posted-removed',
  says: 'a posted row that the bank takes back counts no more, and one that was worked on is asked about',
  world: world({
    key: 'posted-removed',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      posted('2026-03-09', checking, 'mistake', '-30.00'),
      posted('2026-03-09', checking, 'charged-twice', '-18.00'),
      cancelled('2026-03-12', checking, 'mistake'),
      cancelled('2026-03-12', checking, 'charged-twice'),
    ],
  }),
  visits: [
    { on: day('2026-03-10') },
    {
      on: day('2026-03-13'),
      edits: [{ movement: 'mistake', intent: { note: 'what is this?' } }],
      reviews: ['removed-with-edits'],
    },
  ],
}
