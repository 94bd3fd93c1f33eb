import { account, day, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

export const dataMovesWhilePaging: Story = {
  name: 'data-moves-while-paging',
  says: 'when data moves while paging, the span is read again from its start and nothing is lost or doubled',
  world: world({
    key: 'data-moves-while-paging',
    startsOn: '2026-03-01',
    accounts: [checking],
    happenings: [
      ...Array.from({ length: 7 }, (_, index) => posted('2026-03-05', checking, `row-${index}`, '-5.00')),
      ...Array.from({ length: 7 }, (_, index) => posted('2026-03-11', checking, `news-${index}`, '-6.00')),
    ],
  }),
  pageSize: 2,
  visits: [
    { on: day('2026-03-10'), faults: [{ kind: 'moves-while-paging', at: 'transactions', after: 1 }] },
    { on: day('2026-03-12'), faults: [{ kind: 'moves-while-paging', at: 'transactions', after: 2 }] },
  ],
}
