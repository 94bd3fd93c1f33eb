import { account, day, posted, world } from '../../world/build.ts'
import type { Story } from '../../world/story.ts'

const yen = account('yen', 'JPY', { openingMinor: 120_000n })
const dinars = account('dinars', 'KWD')

export const threeDecimalAndZeroDecimalCurrency: Story = {
  name: 'three-decimal-and-zero-decimal-currency',
  says: 'yen have no minor unit and dinars have three decimals',
  world: world({
    key: 'three-decimal-and-zero-decimal-currency',
    startsOn: '2026-03-01',
    accounts: [yen, dinars],
    happenings: [
      posted('2026-03-05', yen, 'ramen', '-1280'),
      posted('2026-03-05', dinars, 'dates', '-1.005'),
      posted('2026-03-12', yen, 'train', '-13320'),
      posted('2026-03-12', dinars, 'salary', '850.250'),
    ],
  }),
  visits: [{ on: day('2026-03-10') }, { on: day('2026-03-13') }],
}
