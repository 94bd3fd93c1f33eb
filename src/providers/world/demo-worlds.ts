// The demo household's banks: made up, pleasant to look at, the same for a given day, and with a future, so
// that moving the demo's clock on brings news.
import { addDays } from '../../domain/calendar.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import { live } from './household.ts'
import type { Household } from './household.ts'
import { seeded } from './random.ts'
import { cedar } from './demo/cedar.ts'
import { harborline } from './demo/harborline.ts'
import { kastanien } from './demo/kastanien.ts'
import { marlow } from './demo/marlow.ts'
import type { DemoBank } from './demo/bank.ts'
import { inOrderOfTime } from './world.ts'
import type { Happening, World } from './world.ts'

/** A little over the two years that the largest provider gives at a first read. */
const HISTORY_DAYS = 760
/** How far the demo's clock may be moved before nothing new happens. */
export const DEMO_FUTURE_DAYS = 180
/** Card purchases of the last days, and all to come, are pending before they post. */
const PENDING_DAYS = 10

/** The banks of the demo, for a demo that starts on the day. */
export function demoWorlds(anchorOn: CalendarDate): readonly World[] {
  return [harborline, marlow, kastanien, cedar].map((bank) => demoWorld(anchorOn, bank))
}

function demoWorld(anchorOn: CalendarDate, bank: DemoBank): World {
  const { institution, seed, household, signInAfterDays } = bank
  const startsOn = addDays(anchorOn, -HISTORY_DAYS)
  const whole: Household = { ...household, pendingFrom: addDays(anchorOn, -PENDING_DAYS) }
  const lived = live(whole, startsOn, addDays(anchorOn, DEMO_FUTURE_DAYS), seeded(seed))
  const asked: readonly Happening[] =
    signInAfterDays === undefined
      ? []
      : [{ on: addDays(anchorOn, signInAfterDays), kind: 'sign-in-required' }]
  return {
    key: household.key,
    institution,
    accounts: household.accounts,
    happenings: inOrderOfTime([...lived, ...asked]),
    startsOn,
  }
}
