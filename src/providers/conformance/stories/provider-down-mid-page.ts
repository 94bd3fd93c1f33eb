import { account, day, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

export const providerDownMidPage: Story = {
  name: 'provider-down-mid-page',
  says: 'a failure in the middle of paging writes nothing, and the next sync brings it all',
  world: world({
    key: 'provider-down-mid-page',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      ...Array.from({ length: 7 }, (_, index) => posted('2026-03-05', checking, `row-${index}`, '-5.00')),
      ...Array.from({ length: 7 }, (_, index) => posted('2026-03-11', checking, `news-${index}`, '-6.00')),
    ],
  }),
  pageSize: 2,
  visits: [
    { on: day('2026-03-10') },
    {
      on: day('2026-03-12'),
      faults: [{ kind: 'server-error', at: 'transactions', after: 2 }],
      ends: { kind: 'retryLater', reasons: ['provider-down', 'institution-down'] },
      ledgerAsOf: day('2026-03-10'),
    },
    {
      on: day('2026-03-12'),
      faults: [{ kind: 'reset', at: 'transactions', after: 1 }],
      ends: { kind: 'retryLater', reasons: ['network'] },
      ledgerAsOf: day('2026-03-10'),
    },
    { on: day('2026-03-12') },
  ],
}
