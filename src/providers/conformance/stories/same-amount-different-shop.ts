import { account, day, pending, posted, cancelled, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

export const sameAmountDifferentShop: Story = {
  name: 'same-amount-different-shop',
  says: 'a pending row and a posted one of the same amount at another shop stay two',
  world: world({
    key: 'same-amount-different-shop',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      pending('2026-03-09', checking, 'bakery', '-12.00', { counterpartyName: 'Juniper Bakery' }),
      posted('2026-03-11', checking, 'cinema', '-12.00', { counterpartyName: 'Orpheum Screens' }),
      cancelled('2026-03-13', checking, 'bakery', 'bakery-pending'),
    ],
  }),
  visits: [{ on: day('2026-03-10') }, { on: day('2026-03-12') }, { on: day('2026-03-14') }],
}
