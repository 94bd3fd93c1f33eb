// A small credit union that asks for a sign-in again after some days.
import { account } from '../build.ts'
import { AMERICAN_SHOPS } from '../shops.ts'
import { move, recurring, DEMO_SIGN_IN_AFTER_DAYS } from './bank.ts'
import type { DemoBank } from './bank.ts'

export const cedar: DemoBank = {
  institution: { id: 'demo-cedar', name: 'Cedar Hollow Credit Union', country: 'US' },
  seed: 5_150,
  signInAfterDays: DEMO_SIGN_IN_AFTER_DAYS,
  household: {
    key: 'cedar',
    shops: AMERICAN_SHOPS,
    towns: ['MILL CREEK OR', 'CEDAR HOLLOW OR'],
    accounts: [
      account('share', 'USD', { name: 'Share Draft Checking', openingMinor: 96_410n, mask: '1204' }),
      account('club', 'USD', {
        name: 'Holiday Club',
        kind: 'savings',
        openingMinor: 18_000n,
        mask: '1212',
      }),
    ],
    recurring: [
      recurring(
        'share',
        { everyDays: 14, first: 6 },
        61_500,
        'BRIAR GLASS STUDIO PAYROLL',
        'Briar Glass Studio',
        'income',
      ),
      recurring(
        'share',
        { dayOfMonth: 16 },
        -4_200,
        'MILL CREEK POTTERY CLUB',
        'Mill Creek Pottery Club',
        'entertainment',
      ),
    ],
    habits: [
      { account: 'share', categories: ['groceries', 'coffee'], perWeek: 2 },
      { account: 'share', categories: ['restaurant', 'shopping'], perWeek: 1 },
    ],
    moves: [
      move(
        'share',
        'club',
        20,
        { aboveMinor: 120_000 },
        'TRANSFER TO HOLIDAY CLUB',
        'TRANSFER FROM SHARE DRAFT',
      ),
    ],
  },
}
