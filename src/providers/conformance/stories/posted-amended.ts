import { account, day, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

export const postedAmended: Story = {
  name: 'posted-amended',
  says: 'a posted row that the bank corrects is the same row with the new words and amount',
  world: world({
    key: 'posted-amended',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      posted('2026-03-09', checking, 'hardware', '-30.00'),
      posted('2026-03-12', checking, 'hardware', '-27.50', {
        postedOn: '2026-03-09',
        description: 'HARDWARE CORRECTED',
      }),
    ],
  }),
  visits: [
    { on: day('2026-03-10') },
    { on: day('2026-03-13'), edits: [{ movement: 'hardware', intent: { category: 'House' } }] },
  ],
}
