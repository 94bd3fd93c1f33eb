import { readOverview } from '../storage/read/overview.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { Refusal } from './refusal.ts'

/** Whether requests can be served: the database answers and knows us. Throws a refusal where not. */
export async function checkHealth(context: AppContext): Promise<{ status: 'ok'; version: string }> {
  if ((await asOwner(context, readOverview)) === null) {
    throw new Refusal(
      'database-away',
      'The database no longer knows this server. Your data is safe. Start Tributary again.',
      { actor: 'operator' },
    )
  }
  return { status: 'ok', version: context.version }
}
