import { account, day, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })
const card = account('card', 'USD', { kind: 'credit-card' })

export const refund: Story = {
  name: 'refund',
  says: 'a refund is a row of its own, however equal its amount',
  world: world({
    key: 'refund',
    startsOn: '2026-03-01',
    accounts: [checking, card],
    happenings: [
      posted('2026-03-05', card, 'boots', '-120.00', { description: 'FOLD AND FETTLE' }),
      posted('2026-03-12', card, 'boots-refund', '120.00', { description: 'FOLD AND FETTLE' }),
    ],
  }),
  visits: [{ on: day('2026-03-10') }, { on: day('2026-03-13') }],
}
