// A bank in the United Kingdom, in pounds.
import { account } from '../build.ts'
import { BRITISH_SHOPS } from '../shops.ts'
import { move, recurring } from './bank.ts'
import type { DemoBank } from './bank.ts'

export const marlow: DemoBank = {
  institution: { id: 'demo-marlow', name: 'Marlow & Dene', country: 'GB' },
  seed: 2_902,
  household: {
    key: 'marlow',
    shops: BRITISH_SHOPS,
    towns: ['LEEDS', 'YORK', ''],
    accounts: [
      account('current', 'GBP', { name: 'Current Account', openingMinor: 184_220n, mask: '3316' }),
      account('saver', 'GBP', {
        name: 'Easy Saver',
        kind: 'savings',
        openingMinor: 402_000n,
        mask: '5540',
      }),
    ],
    recurring: [
      recurring(
        'current',
        { dayOfMonth: 25 },
        246_080,
        'HOLLIN PUBLISHING LTD SALARY',
        'Hollin Publishing',
        'income',
      ),
      recurring(
        'current',
        { dayOfMonth: 1 },
        -92_500,
        'STO KIRKGATE LETTINGS RENT',
        'Kirkgate Lettings',
        'rent',
      ),
      recurring(
        'current',
        { dayOfMonth: 3 },
        -14_200,
        'DD LEEDS CITY COUNCIL TAX',
        'City Council',
        'utilities',
      ),
      recurring(
        'current',
        { dayOfMonth: 8 },
        -8_760,
        'DD AURORA ENERGY',
        'Aurora Energy',
        'utilities',
        1_900,
      ),
      recurring('current', { dayOfMonth: 12 }, -1_800, 'DD THISTLE MOBILE', 'Thistle Mobile', 'utilities'),
      recurring(
        'current',
        { dayOfMonth: 17 },
        -999,
        'DD RIDDLE & RHYME AUDIO',
        'Riddle & Rhyme',
        'entertainment',
      ),
      recurring('saver', { dayOfMonth: 28 }, 1_240, 'GROSS INTEREST', null, 'income', 150),
    ],
    habits: [
      { account: 'current', categories: ['groceries'], perWeek: 2.6 },
      { account: 'current', categories: ['coffee', 'transport'], perWeek: 3 },
      { account: 'current', categories: ['restaurant', 'entertainment'], perWeek: 1.2 },
      { account: 'current', categories: ['shopping', 'health'], perWeek: 0.7 },
    ],
    moves: [
      move('current', 'saver', 26, { aboveMinor: 250_000 }, 'TRANSFER TO EASY SAVER', 'FROM CURRENT ACCOUNT'),
    ],
  },
}
