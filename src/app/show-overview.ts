import { readOverview } from '../storage/read/overview.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { householdOf } from './household.ts'
import { listConnections } from './list-connections.ts'
import { notFound } from './refusal.ts'

/** What the first page shows. */
export async function showOverview(context: AppContext) {
  const row = await asOwner(context, readOverview)
  if (row === null) throw notFound('owner')
  const household = householdOf(row)
  const connections = await listConnections(context)
  return {
    owner: { name: row.ownerName },
    version: context.version,
    household,
    demoDay: household === 'demo' ? ((await context.demoBanks.day()) as string) : null,
    providers: context.providers.list().map((provider) => ({ ...provider })),
    accountCount: row.accountCount,
    transactionCount: row.transactionCount,
    openReviews: row.openReviews,
    needsYou: connections.filter(({ action }) => action !== null && action !== 'resume').length,
  }
}
