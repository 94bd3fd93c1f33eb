import { account, day, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const euros = account('euros', 'EUR')
const pounds = account('pounds', 'GBP')

export const foreignCurrency: Story = {
  name: 'foreign-currency',
  says: 'accounts of different currencies keep their own, equal figures included',
  world: world({
    key: 'foreign-currency',
    startsOn: '2026-03-01',
    accounts: [euros, pounds],
    happenings: [
      posted('2026-03-05', euros, 'books', '-20.00'),
      posted('2026-03-05', pounds, 'tea', '-20.00'),
      posted('2026-03-12', euros, 'more-books', '-20.00'),
    ],
  }),
  visits: [{ on: day('2026-03-10') }, { on: day('2026-03-13') }],
}
