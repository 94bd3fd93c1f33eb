import { addDays } from '../../../domain/calendar.ts'
import { account, day, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const checking = account('checking', 'USD', { openingMinor: 50_000n })

const STARTS_ON = day('2024-03-15')
const DAYS = 725

export const longHistory: Story = {
  name: 'long-history',
  says: 'two years come whole, through many pages, and once',
  world: world({
    key: 'long-history',
    startsOn: STARTS_ON,
    accounts: [checking],
    happenings: Array.from({ length: DAYS }, (_, passed) =>
      posted(addDays(STARTS_ON, passed), checking, `day-${passed}`, `-${1 + (passed % 40)}.25`),
    ),
  }),
  pageSize: 100,
  visits: [{ on: day('2026-03-01') }, { on: day('2026-03-05') }, { on: day('2026-03-15') }],
}
