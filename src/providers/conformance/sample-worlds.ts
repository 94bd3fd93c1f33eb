// The Worlds that rules look at: small, and each with what its rules are about.
import { account, cancelled, day, pending, posted, replaced, world } from '../world/build.ts'
import type { World } from '../world/world.ts'

export const ORDINARY_DAY = day('2026-03-20')

const checking = account('checking', 'USD', { openingMinor: 100_000n })
const card = account('card', 'USD', { kind: 'credit-card' })

/** Two accounts, money both ways, pending and posted rows: 11 statements stand on {@link ORDINARY_DAY}. */
export const ordinaryWorld: World = world({
  key: 'ordinary',
  startsOn: '2026-01-05',
  accounts: [checking, card],
  happenings: [
    posted('2026-01-05', checking, 'rent-january', '-950.00', { category: 'rent' }),
    posted('2026-01-15', checking, 'salary-january', '2500.00', { category: 'income' }),
    posted('2026-02-05', checking, 'rent-february', '-950.00', { category: 'rent' }),
    posted('2026-02-15', checking, 'salary-february', '2500.00', { category: 'income' }),
    posted('2026-02-20', card, 'shoes', '-80.00', { category: 'shopping' }),
    posted('2026-02-25', card, 'shoes-refund', '80.00', { category: 'shopping' }),
    posted('2026-03-05', checking, 'rent-march', '-950.00', { category: 'rent' }),
    posted('2026-03-15', checking, 'salary-march', '2500.00', { category: 'income' }),
    pending('2026-03-16', card, 'dinner', '-45.00', { category: 'restaurant' }),
    pending('2026-03-17', card, 'hotel', '-200.00', { category: 'travel' }),
    posted('2026-03-18', card, 'dinner', '-45.00', {
      transactionOn: '2026-03-16',
      supersedes: 'dinner-pending',
    }),
    replaced('2026-03-18', card, 'dinner'),
    pending('2026-03-19', card, 'taxi', '-15.00', { category: 'transport' }),
    posted('2026-03-19', card, 'books', '-32.00', { category: 'shopping' }),
    // News for a later day.
    posted('2026-03-21', card, 'taxi', '-15.00', { transactionOn: '2026-03-19', supersedes: 'taxi-pending' }),
    replaced('2026-03-21', card, 'taxi'),
    cancelled('2026-03-22', card, 'hotel', 'hotel-pending'),
    posted('2026-03-22', checking, 'refund-of-tax', '120.00'),
    posted('2026-03-23', card, 'books', '-30.00', { postedOn: '2026-03-19' }),
  ],
})

/**
 * A day on which the ordinary World has news: arrivals, a correction, a pending row that posts and one that
 * vanishes.
 */
export const NEWS_DAY = day('2026-03-24')

const dollars = account('dollars', 'USD')
const yen = account('yen', 'JPY')
const dinars = account('dinars', 'KWD')

/** Amounts that go wrong as soon as anything multiplies a binary fraction. */
export const exactWorld: World = world({
  key: 'exact',
  startsOn: '2026-03-01',
  accounts: [dollars, yen, dinars],
  happenings: [
    ...['0.29', '1.15', '4.35', '8.41', '64.10', '1025.12', '0.07', '9999999999.99'].map((amount, index) =>
      posted('2026-03-10', dollars, `cents-${index}`, `-${amount}`),
    ),
    posted('2026-03-10', yen, 'ramen', '-1280'),
    posted('2026-03-10', yen, 'rounded-salary', '350000'),
    posted('2026-03-10', dinars, 'dates', '-1.005'),
    posted('2026-03-10', dinars, 'gold', '-2.675'),
    posted('2026-03-10', dinars, 'sale', '1234.567'),
  ],
})

/** Texts that careless code trims, folds or re-encodes. */
export const wordyWorld: World = world({
  key: 'wordy',
  startsOn: '2026-03-01',
  accounts: [dollars],
  happenings: [
    'TWO  SPACES   INSIDE',
    ' LEADING AND TRAILING ',
    'Käsespätzle & Weißbier – 2×',
    'TAB\tAND "QUOTES" \\ BACKSLASH',
    'EMOJI 🥐 ☕',
    'e\u0301 decomposed, \u00e9 composed',
    '<b>not</b> markup &amp; not an entity',
    '0012 leading zeros 1e5',
    'no\u00a0break',
  ].map((description, index) => posted('2026-03-10', dollars, `words-${index}`, '-1.00', { description })),
})

/** Days at the borders of months and years, where a shift by a time zone shows. */
export const borderWorld: World = world({
  key: 'border',
  startsOn: '2025-10-01',
  accounts: [dollars],
  happenings: [
    '2025-10-26',
    '2025-11-02',
    '2025-12-31',
    '2026-01-01',
    '2026-02-28',
    '2026-03-01',
    '2026-03-08',
    '2026-03-29',
  ].map((on) => posted(on, dollars, `on-${on}`, '-5.00')),
})

/** Nothing but one account. */
export const emptyWorld: World = world({
  key: 'empty',
  startsOn: '2026-01-01',
  accounts: [dollars],
  happenings: [],
})

/** The ordinary bank, from a day on wanting a sign-in, or a new consent. */
export const lockedWorld = (why: 'sign-in-required' | 'consent-ended'): World => ({
  ...ordinaryWorld,
  key: `locked-${why}`,
  happenings: [...ordinaryWorld.happenings, { on: NEWS_DAY, kind: why }],
})
