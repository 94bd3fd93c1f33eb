import { account, day, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })
const card = account('card', 'USD', { kind: 'credit-card' })

export const oneAccountFails: Story = {
  name: 'one-account-fails',
  says: 'an account that can’t be read stays as it was, the others go on, and later it catches up',
  world: world({
    key: 'one-account-fails',
    startsOn: '2026-03-01',
    accounts: [checking, card],
    happenings: [
      posted('2026-03-05', checking, 'rent', '-900.00'),
      posted('2026-03-05', card, 'shoes', '-80.00'),
      posted('2026-03-11', checking, 'salary', '2400.00'),
      posted('2026-03-11', card, 'books', '-32.00'),
    ],
  }),
  visits: [
    { on: day('2026-03-10') },
    {
      on: day('2026-03-12'),
      faults: [{ kind: 'account-fails', at: 'transactions', times: 20 }],
      ends: { kind: 'account-failed', reasons: [] },
      stale: { account: 'checking', asOf: day('2026-03-10') },
    },
    { on: day('2026-03-13') },
  ],
}
