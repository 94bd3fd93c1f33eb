import type { CalendarDate } from '../domain/calendar.ts'
import { todayIn } from '../sync/today.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { readHousehold } from './household.ts'

/** Today as the household's banks count it: the demo banks' own day, else the person's. */
export async function bankDay(context: AppContext, timeZone: string): Promise<CalendarDate> {
  const household = await asOwner(context, readHousehold)
  return household === 'demo' ? context.demoBanks.day() : todayIn(timeZone, context.now())
}
