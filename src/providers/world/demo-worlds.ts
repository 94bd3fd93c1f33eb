// The demo household's banks: made up, pleasant to look at, the same for a given day, and with a future, so that
// moving the demo's clock on brings news.
import { addDays } from '../../domain/calendar.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import { account } from './build.ts'
import { live } from './household.ts'
import type { Household } from './household.ts'
import { seeded } from './random.ts'
import { AMERICAN_SHOPS, BRITISH_SHOPS, EURO_SHOPS } from './shops.ts'
import type { Happening, World } from './world.ts'

/** A little over the two years that the largest provider gives at a first read. */
const HISTORY_DAYS = 760
/** How far the demo's clock may be moved before nothing new happens. */
export const DEMO_FUTURE_DAYS = 180
/** Card purchases of the last days, and all to come, are pending before they post. */
const PENDING_DAYS = 10
/** Days after the first day on which the fourth bank asks for a new sign-in. */
export const DEMO_SIGN_IN_AFTER_DAYS = 9

/** The banks of the demo, for a demo that starts on the day. */
export function demoWorlds(anchorOn: CalendarDate): readonly World[] {
  return [harborline(anchorOn), marlow(anchorOn), kastanien(anchorOn), cedar(anchorOn)]
}

type Bank = {
  readonly institution: World['institution']
  readonly seed: number
  readonly household: Omit<Household, 'pendingFrom'>
  readonly further?: readonly Happening[]
}

function demoWorld(anchorOn: CalendarDate, { institution, seed, household, further = [] }: Bank): World {
  const startsOn = addDays(anchorOn, -HISTORY_DAYS)
  const whole: Household = { ...household, pendingFrom: addDays(anchorOn, -PENDING_DAYS) }
  const happenings = [...live(whole, startsOn, addDays(anchorOn, DEMO_FUTURE_DAYS), seeded(seed)), ...further]
  return {
    key: household.key,
    institution,
    accounts: household.accounts,
    happenings: happenings.toSorted((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0)),
    startsOn,
  }
}

const harborline = (anchorOn: CalendarDate): World =>
  demoWorld(anchorOn, {
    institution: { id: 'demo-harborline', name: 'Harborline Bank', country: 'US' },
    seed: 4_171,
    household: {
      key: 'harborline',
      shops: AMERICAN_SHOPS,
      towns: ['PORT ELLERY OR', 'PORT ELLERY OR', 'PORT ELLERY OR', 'MILL CREEK OR', 'SAXBY WA'],
      accounts: [
        account('everyday', 'USD', { name: 'Everyday Checking', openingMinor: 482_315n, mask: '4410' }),
        account('bills', 'USD', { name: 'Bills Checking', openingMinor: 310_000n, mask: '4428' }),
        account('rainy', 'USD', {
          name: 'Rainy Day Savings',
          kind: 'savings',
          openingMinor: 1_240_000n,
          mask: '7702',
        }),
        account('trips', 'USD', {
          name: 'Trips Savings',
          kind: 'savings',
          openingMinor: 86_000n,
          mask: '7719',
        }),
        account('tide', 'USD', {
          name: 'Tide Rewards Card',
          kind: 'credit-card',
          openingMinor: -64_230n,
          mask: '9035',
        }),
        account('anchor', 'USD', {
          name: 'Anchor Card',
          kind: 'credit-card',
          openingMinor: -12_800n,
          mask: '9118',
        }),
      ],
      recurring: [
        recurring(
          'everyday',
          { everyDays: 14, first: 3 },
          331_240,
          'ALTERRA DESIGN GRP DIR DEP',
          'Alterra Design Group',
          'income',
        ),
        recurring(
          'everyday',
          { dayOfMonth: 27 },
          118_500,
          'PELICAN POINT SCHOOL PAYROLL',
          'Pelican Point School',
          'income',
        ),
        recurring(
          'bills',
          { dayOfMonth: 1 },
          -212_000,
          'WESTWIND PROPERTY MGMT RENT',
          'Westwind Property Management',
          'rent',
        ),
        recurring(
          'bills',
          { dayOfMonth: 6 },
          -9_840,
          'COASTAL POWER & LIGHT',
          'Coastal Power & Light',
          'utilities',
          3_100,
        ),
        recurring(
          'bills',
          { dayOfMonth: 9 },
          -6_499,
          'FERNLINE BROADBAND',
          'Fernline Broadband',
          'utilities',
        ),
        recurring(
          'bills',
          { dayOfMonth: 11 },
          -4_870,
          'ELLERY CITY WATER',
          'Ellery City Water',
          'utilities',
          900,
        ),
        recurring(
          'bills',
          { dayOfMonth: 15 },
          -8_500,
          'LARKSPUR MOBILE AUTOPAY',
          'Larkspur Mobile',
          'utilities',
        ),
        recurring(
          'bills',
          { dayOfMonth: 18 },
          -13_420,
          'CASCADE MUTUAL INSURANCE',
          'Cascade Mutual',
          'transport',
        ),
        recurring('tide', { dayOfMonth: 4 }, -1_599, 'VESPERA STREAM', 'Vespera', 'entertainment'),
        recurring('tide', { dayOfMonth: 13 }, -1_099, 'TUNEWELL MUSIC', 'Tunewell', 'entertainment'),
        recurring('tide', { dayOfMonth: 21 }, -4_500, 'SUMMIT & STONE GYM', 'Summit & Stone Gym', 'health'),
        recurring(
          'everyday',
          { everyDays: 12, first: 5 },
          -8_000,
          'ATM WITHDRAWAL 0034 HARBOR ST',
          null,
          'cash',
        ),
        recurring('rainy', { dayOfMonth: 28 }, 4_410, 'INTEREST PAYMENT', null, 'income', 600),
        recurring('trips', { dayOfMonth: 28 }, 690, 'INTEREST PAYMENT', null, 'income', 200),
      ],
      habits: [
        { account: 'tide', categories: ['groceries'], perWeek: 4 },
        { account: 'tide', categories: ['coffee'], perWeek: 5 },
        { account: 'tide', categories: ['restaurant'], perWeek: 3.4 },
        { account: 'tide', categories: ['shopping'], perWeek: 1.8 },
        { account: 'anchor', categories: ['fuel', 'transport'], perWeek: 4 },
        { account: 'anchor', categories: ['entertainment', 'health'], perWeek: 1.2 },
        { account: 'everyday', categories: ['coffee', 'groceries'], perWeek: 1.5 },
      ],
      moves: [
        move(
          'everyday',
          'bills',
          2,
          { minor: 295_000 },
          'TRANSFER TO CHECKING 4428',
          'TRANSFER FROM CHECKING 4410',
        ),
        move('everyday', 'tide', 22, 'all-owed', 'TIDE REWARDS CARD PAYMENT', 'PAYMENT THANK YOU'),
        move('everyday', 'anchor', 24, 'all-owed', 'ANCHOR CARD PAYMENT', 'PAYMENT THANK YOU'),
        move(
          'everyday',
          'trips',
          26,
          { minor: 25_000 },
          'TRANSFER TO SAVINGS 7719',
          'TRANSFER FROM CHECKING 4410',
        ),
        move(
          'everyday',
          'rainy',
          28,
          { aboveMinor: 600_000 },
          'TRANSFER TO SAVINGS 7702',
          'TRANSFER FROM CHECKING 4410',
        ),
        move(
          'bills',
          'rainy',
          28,
          { aboveMinor: 300_000 },
          'TRANSFER TO SAVINGS 7702',
          'TRANSFER FROM CHECKING 4428',
        ),
      ],
    },
  })

const marlow = (anchorOn: CalendarDate): World =>
  demoWorld(anchorOn, {
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
        move(
          'current',
          'saver',
          26,
          { aboveMinor: 250_000 },
          'TRANSFER TO EASY SAVER',
          'FROM CURRENT ACCOUNT',
        ),
      ],
    },
  })

const kastanien = (anchorOn: CalendarDate): World =>
  demoWorld(anchorOn, {
    institution: { id: 'demo-kastanien', name: 'Kastanienbank', country: 'DE' },
    seed: 7_733,
    household: {
      key: 'kastanien',
      shops: EURO_SHOPS,
      towns: ['FREIBURG', 'FREIBURG', 'KARLSRUHE'],
      accounts: [
        account('giro', 'EUR', { name: 'Girokonto', openingMinor: 231_045n, mask: '8812' }),
        account('tagesgeld', 'EUR', {
          name: 'Tagesgeld',
          kind: 'savings',
          openingMinor: 950_000n,
          mask: '8820',
        }),
      ],
      recurring: [
        recurring(
          'giro',
          { dayOfMonth: 28 },
          268_414,
          'LOHN/GEHALT WALDECK OPTIK GMBH',
          'Waldeck Optik GmbH',
          'income',
        ),
        recurring(
          'giro',
          { dayOfMonth: 2 },
          -89_000,
          'DAUERAUFTRAG MIETE FAM. BRENNER',
          'Familie Brenner',
          'rent',
        ),
        recurring(
          'giro',
          { dayOfMonth: 5 },
          -7_850,
          'SEPA-LASTSCHRIFT STADTSTROM',
          'Stadtstrom',
          'utilities',
        ),
        recurring('giro', { dayOfMonth: 10 }, -3_499, 'SEPA-LASTSCHRIFT GLASNETZ', 'Glasnetz', 'utilities'),
        recurring('giro', { dayOfMonth: 15 }, -1_836, 'RUNDFUNKBEITRAG', null, 'utilities'),
        recurring('giro', { dayOfMonth: 20 }, -5_800, 'DEUTSCHLANDTICKET ABO', 'Stadtnetz', 'transport'),
      ],
      habits: [
        { account: 'giro', categories: ['groceries'], perWeek: 2.8 },
        { account: 'giro', categories: ['coffee', 'restaurant'], perWeek: 1.6 },
        { account: 'giro', categories: ['fuel', 'shopping', 'health'], perWeek: 1.1 },
      ],
      moves: [
        move('giro', 'tagesgeld', 4, { aboveMinor: 220_000 }, 'ÜBERTRAG TAGESGELD', 'ÜBERTRAG GIROKONTO'),
      ],
    },
  })

const cedar = (anchorOn: CalendarDate): World =>
  demoWorld(anchorOn, {
    institution: { id: 'demo-cedar', name: 'Cedar Hollow Credit Union', country: 'US' },
    seed: 5_150,
    further: [{ on: addDays(anchorOn, DEMO_SIGN_IN_AFTER_DAYS), kind: 'sign-in-required' }],
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
  })

function recurring(
  account: string,
  when: Household['recurring'][number]['when'],
  minor: number,
  text: string,
  name: string | null,
  category: Household['recurring'][number]['category'],
  varies = 0,
): Household['recurring'][number] {
  return { account, when, minor, text, name, category, varies }
}

function move(
  from: string,
  to: string,
  dayOfMonth: number,
  how: Household['moves'][number]['how'],
  text: string,
  textAtReceiver: string,
): Household['moves'][number] {
  return { from, to, dayOfMonth, how, text, textAtReceiver }
}
