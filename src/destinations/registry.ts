// The one list of budget programs that the ledger can be sent to.
import type { DestinationAdapter } from './contract.ts'
import { actualAdapter } from './actual/adapter.ts'
import { fireflyAdapter } from './firefly/adapter.ts'
import { createYnabAdapter, YNAB_ADDRESS } from './ynab/adapter.ts'

export const DESTINATIONS: readonly DestinationAdapter[] = [
  actualAdapter,
  fireflyAdapter,
  createYnabAdapter(YNAB_ADDRESS),
]
