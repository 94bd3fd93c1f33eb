import { account, day, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })
const savings = account('savings', 'USD', { kind: 'savings', opensOn: '2026-03-11' })

export const accountAdded: Story = {
  name: 'account-added',
  says: 'an account that is opened later comes with its rows',
  world: world({
    key: 'account-added',
    startsOn: '2026-03-01',
    accounts: [checking, savings],
    happenings: [
      posted('2026-03-05', checking, 'rent', '-900.00'),
      { on: day('2026-03-11'), kind: 'account-opened', account: 'savings' },
      posted('2026-03-11', savings, 'first-deposit', '100.00'),
    ],
  }),
  visits: [{ on: day('2026-03-10') }, { on: day('2026-03-12') }],
}
