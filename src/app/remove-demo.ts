import { recordEvent } from '../storage/events.ts'
import { removeDemoRows } from '../storage/remove-demo.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { readHousehold } from './household.ts'
import { Refusal } from './refusal.ts'
import { showOverview } from './show-overview.ts'

/** Removes the demo's connections and made-up transactions. Accounts made for files stay as they are. */
export async function removeDemo(context: AppContext) {
  await asOwner(context, async (tx) => {
    if ((await readHousehold(tx)) === 'real') {
      throw new Refusal('not-a-demo', 'There is no demo to remove here. Nothing was changed.')
    }
    await removeDemoRows(tx, context.ownerId)
    await recordEvent(tx, context.ownerId, {
      kind: 'ledger.changed',
      runId: null,
      connectionId: null,
      facts: {},
    })
  })
  await context.demoBanks.reset()
  return showOverview(context)
}
