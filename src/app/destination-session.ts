// A destination, opened for one piece of work: its secrets unsealed, its requests counted.
import { DestinationError } from '../destinations/contract.ts'
import type { DestinationManifest, DestinationSession } from '../destinations/contract.ts'
import type { DestinationId } from '../domain/ids.ts'
import { spend } from '../domain/push/request-budget.ts'
import type { RequestMinutes } from '../domain/push/request-budget.ts'
import {
  holdRequestMinutes,
  keepRequestMinutes,
  readDestinations,
  readSecrets,
} from '../storage/destinations.ts'
import type { DestinationRow } from '../storage/destinations.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { notFound, Refusal } from './refusal.ts'
import { wantId } from './views/show.ts'

export type OpenWish = {
  /** Counts requests in memory alone, so that nothing is written. */
  readonly isDryRun: boolean
  readonly signal: AbortSignal
}

export type OpenedDestination = {
  readonly session: DestinationSession
  readonly manifest: DestinationManifest
}

/** What the program can do, or the refusal that this version doesn't know it. */
export function manifestOf(context: AppContext, program: string): DestinationManifest {
  const manifest = context.destinations.list().find(({ name }) => name === program)
  if (manifest !== undefined) return manifest
  throw new Refusal('not-configured', `This version can't send to "${program.slice(0, 60)}". Nothing was changed.`)
}

/** The destination of a shown id. */
export async function findDestination(context: AppContext, shownId: string): Promise<DestinationRow> {
  const id = wantId('destination', shownId, 'destination')
  const found = (await asOwner(context, readDestinations)).find((each) => each.id === id)
  if (found === undefined) throw notFound('destination')
  return found
}

/** Opens it, does the work and closes it. Throws what the work throws, or `DestinationError`. */
export async function withDestination<Value>(
  context: AppContext,
  { id, program, settings }: DestinationRow,
  wish: OpenWish,
  work: (opened: OpenedDestination) => Promise<Value>,
): Promise<Value> {
  const manifest = manifestOf(context, program)
  const secrets = await asOwner(context, (tx) => readSecrets(tx, context.keyRing, context.ownerId, id))
  const session = await context.destinations.open(program, {
    settings,
    secrets,
    folderName: id,
    signal: wish.signal,
    spendRequest: requestCounter(context, id, manifest, wish),
  })
  try {
    return await work({ session, manifest })
  } finally {
    await session.close()
  }
}

/** Counts one request; throws where the hour has none left. */
function requestCounter(
  context: AppContext,
  id: DestinationId,
  { label, requestsPerHourMax }: DestinationManifest,
  { isDryRun }: OpenWish,
): () => Promise<void> {
  if (requestsPerHourMax === null) return async () => {}
  let inMemory: RequestMinutes | null = null
  return async () => {
    await asOwner(context, async (tx) => {
      const before = inMemory ?? (await holdRequestMinutes(tx, context.ownerId, id))
      const spent = spend(before, requestsPerHourMax, context.now().getTime())
      if ('waitSeconds' in spent) throw usedUp(label, requestsPerHourMax, spent.waitSeconds)
      if (isDryRun) inMemory = spent.minutes
      else await keepRequestMinutes(tx, context.ownerId, id, spent.minutes)
    })
  }
}

function usedUp(label: string, most: number, retryAfterSeconds: number): DestinationError {
  const minutes = Math.ceil(retryAfterSeconds / 60)
  const text = `${label} allows ${most} requests an hour, and they are used up.`
  const rest = `Your transactions are safe here, and what was sent is known. Push again in ${minutes} minutes.`
  return new DestinationError('rate-limited', `${text} ${rest}`, { retryAfterSeconds })
}
