import { account, day, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })
const old = account('old')

export const accountClosed: Story = {
  name: 'account-closed',
  says: 'an account that is closed keeps its rows',
  world: world({
    key: 'account-closed',
    startsOn: '2026-03-01',
    accounts: [checking, old],
    happenings: [
      posted('2026-03-05', checking, 'rent', '-900.00'),
      posted('2026-03-06', old, 'last-fee', '-3.00'),
      { on: day('2026-03-11'), kind: 'account-closed', account: 'old' },
      posted('2026-03-12', checking, 'groceries', '-20.00'),
    ],
  }),
  visits: [{ on: day('2026-03-10') }, { on: day('2026-03-13') }],
}
