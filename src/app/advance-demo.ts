import type { AppContext } from './context.ts'
import { asOwner } from './context.ts'
import { readHousehold } from './household.ts'
import { Refusal } from './refusal.ts'
import { showOverview } from './show-overview.ts'

/** Lets days pass at the demo banks. What happened there comes with the next sync. */
export async function advanceDemo(context: AppContext, days: number) {
  if ((await asOwner(context, readHousehold)) !== 'demo') {
    throw new Refusal(
      'not-a-demo',
      "Only the demo's clock can be moved, and this is no demo. Nothing was changed.",
    )
  }
  await context.demoBanks.advance(days)
  return showOverview(context)
}
