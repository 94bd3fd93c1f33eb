// A household holds demo or real connections, never both: made-up money must not stand among real money.
import { readOverview } from '../storage/read/overview.ts'
import type { OverviewRow } from '../storage/read/overview.ts'
import type { Tx } from '../storage/schema.ts'
import { Refusal } from './refusal.ts'

export type Household = 'empty' | 'demo' | 'real'

/** What the household holds. Files alone make it neither. */
export const householdOf = (row: Pick<OverviewRow, 'demoConnections' | 'realConnections'>): Household =>
  row.realConnections > 0 ? 'real' : row.demoConnections > 0 ? 'demo' : 'empty'

export async function readHousehold(tx: Tx): Promise<Household> {
  const row = await readOverview(tx)
  return row === null ? 'empty' : householdOf(row)
}

/** Refuses a bank that would mix made-up and real money. */
export function refuseMixing(household: Household, isDemo: boolean): void {
  if (isDemo && household === 'real') {
    throw new Refusal(
      'household-mixed',
      "Demo banks can't be added next to your real banks. Nothing was changed. Your transactions stay as " +
        'they are. To look at the demo, start Tributary with another TRIBUTARY_HOME.',
    )
  }
  if (!isDemo && household === 'demo') {
    throw new Refusal(
      'household-mixed',
      "Real banks can't be added next to the demo. Nothing was changed. Remove the demo first; that takes " +
        'away its made-up transactions and nothing else.',
    )
  }
}
