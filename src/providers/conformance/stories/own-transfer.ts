import { account, day, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })
const savings = account('savings', 'USD', { kind: 'savings' })

export const ownTransfer: Story = {
  name: 'own-transfer',
  says: 'a transfer between own accounts is a row in each, and neither swallows the other',
  world: world({
    key: 'own-transfer',
    startsOn: '2026-03-01',
    accounts: [checking, savings],
    happenings: [
      posted('2026-03-09', checking, 'to-savings', '-200.00', {
        description: 'TRANSFER',
        category: 'transfer',
      }),
      posted('2026-03-10', savings, 'from-checking', '200.00', {
        description: 'TRANSFER',
        category: 'transfer',
      }),
    ],
  }),
  visits: [{ on: day('2026-03-09') }, { on: day('2026-03-12') }],
}
