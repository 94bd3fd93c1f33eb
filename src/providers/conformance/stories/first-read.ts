import { account, day, pending, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })
const card = account('card', 'USD', { kind: 'credit-card' })

export const firstRead: Story = {
  name: 'first-read',
  says: 'the first read brings everything the bank shows, pending rows included',
  world: world({
    key: 'first-read',
    startsOn: '2026-03-01',
    accounts: [checking, card],
    happenings: [
      posted('2026-03-02', checking, 'rent', '-900.00'),
      posted('2026-03-05', checking, 'salary', '2400.00'),
      posted('2026-03-06', card, 'shoes', '-79.95'),
      pending('2026-03-09', card, 'coffee', '-4.50'),
    ],
  }),
  visits: [{ on: day('2026-03-10') }],
}
