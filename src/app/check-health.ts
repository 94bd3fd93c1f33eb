import { sql } from 'kysely'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { Refusal } from './refusal.ts'

/** Whether requests can be served: the database answers and knows us. Throws a refusal where not. */
export async function checkHealth(context: AppContext): Promise<{ status: 'ok'; version: string }> {
  const { rows } = await asOwner(context, (transaction) =>
    sql<{ isKnown: boolean }>`select guard.owner_id() is not null as is_known`.execute(transaction),
  )
  if (rows[0]?.isKnown !== true) {
    throw new Refusal(
      'database-away',
      'The database no longer knows this server. Your data is safe. Start Tributary again.',
      { actor: 'operator' },
    )
  }
  return { status: 'ok', version: context.version }
}
