// A bank in Germany, in euros.
import { account } from '../build.ts'
import { EURO_SHOPS } from '../shops.ts'
import { move, recurring } from './bank.ts'
import type { DemoBank } from './bank.ts'

export const kastanien: DemoBank = {
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
      recurring('giro', { dayOfMonth: 5 }, -7_850, 'SEPA-LASTSCHRIFT STADTSTROM', 'Stadtstrom', 'utilities'),
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
}
