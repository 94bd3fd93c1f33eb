import { showId } from '../domain/ids.ts'
import type { DestinationId } from '../domain/ids.ts'
import { readDestinations, readMappings } from '../storage/destinations.ts'
import type { DestinationRow, MappingRow } from '../storage/destinations.ts'
import { readPushes } from '../storage/pushes.ts'
import type { Tx } from '../storage/schema.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { notFound } from './refusal.ts'
import { pushView } from './views/push-view.ts'
import { showAt } from './views/show.ts'

/** The budget programs that can be sent to, and those that the person has set up, oldest first. */
export async function listDestinations(context: AppContext) {
  const programs = context.destinations.list().map(({ name, label, settings, canHoldPending, requestsPerHourMax }) => {
    return { name, label, settings: settings.map((field) => ({ ...field })), canHoldPending, requestsPerHourMax }
  })
  const destinations = await asOwner(context, async (tx) => {
    const shown = []
    for (const row of await readDestinations(tx)) shown.push(await viewOf(context, tx, row))
    return shown
  })
  return { programs, destinations }
}

export async function showDestination(context: AppContext, id: DestinationId) {
  return asOwner(context, async (tx) => {
    const row = (await readDestinations(tx)).find((each) => each.id === id)
    if (row === undefined) throw notFound('destination')
    return viewOf(context, tx, row)
  })
}

async function viewOf(context: AppContext, tx: Tx, { id, program, name, settings, createdAt }: DestinationRow) {
  const [last] = await readPushes(tx, { id: null, destinationId: id }, 1)
  const label = context.destinations.list().find((each) => each.name === program)?.label ?? program
  return {
    id: showId('destination', id),
    program,
    programLabel: label,
    name,
    settings,
    accounts: (await readMappings(tx, id)).map(mappingView),
    lastPush: last === undefined ? null : pushView(last),
    createdAt: showAt(createdAt),
  }
}

export const mappingView = ({ accountId, accountName, currency, ...theirs }: MappingRow) => ({
  ...theirs,
  accountId: showId('account', accountId),
  accountName,
  currency,
})
