// Attempts to connect a bank, from the first click until the provider says how it went.
import { createHash } from 'node:crypto'
import type { ConnectionId, LinkSessionId, OwnerId } from '../domain/ids.ts'
import type { CredentialDeps } from './credentials.ts'
import type { Tx } from './schema.ts'
import { open, seal } from './seal.ts'
import type { SealedPlace } from './seal.ts'

/**
 * What must not be read by others: the provider's own notes and the state that the browser must bring back.
 */
type Kept = { readonly pending: string; readonly state: string }

export type LinkSessionFacts = {
  readonly id: LinkSessionId
  readonly provider: string
  readonly isDemo: boolean
  readonly showUrl: string
  readonly institutionSourceId: string | null
  readonly institutionName: string | null
  readonly country: string
  readonly historyDays: number
  readonly repairConnectionId: ConnectionId | null
  readonly expiresAt: Date
}

export type LinkSessionRow = LinkSessionFacts & {
  readonly stage: 'waiting' | 'connected' | 'declined' | 'expired'
  readonly declineReason: string | null
  readonly connectionId: ConnectionId | null
}

export async function insertLinkSession(
  tx: Tx,
  deps: CredentialDeps,
  ownerId: OwnerId,
  facts: LinkSessionFacts,
  kept: Kept,
): Promise<void> {
  const sealed = seal(
    deps.keyRing,
    deps.randomBytes,
    placeOf(ownerId, facts.id),
    Buffer.from(JSON.stringify(kept)),
  )
  const stateHash = createHash('sha256').update(kept.state).digest()
  await tx
    .insertInto('linkSession')
    .values({ ownerId, ...facts, ...sealed, stateHash, stage: 'waiting' })
    .execute()
}

/** The attempt and what was kept for it, or null where the owner has no such attempt. */
export async function readLinkSession(
  tx: Tx,
  deps: Pick<CredentialDeps, 'keyRing'>,
  ownerId: OwnerId,
  id: LinkSessionId,
): Promise<{ readonly session: LinkSessionRow; readonly kept: Kept } | null> {
  const row = await tx
    .selectFrom('linkSession')
    .selectAll()
    .where('ownerId', '=', ownerId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const { keyId, sealed, ...session } = row
  const kept = JSON.parse(open(deps.keyRing, placeOf(ownerId, id), { keyId, sealed }).toString()) as Kept
  return { session, kept }
}

/** Ends a waiting attempt. False where it had ended already: then nothing is changed. */
export async function endLinkSession(
  tx: Tx,
  ownerId: OwnerId,
  id: LinkSessionId,
  end:
    | { readonly stage: 'connected'; readonly connectionId: ConnectionId }
    | { readonly stage: 'declined' | 'expired'; readonly declineReason: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('linkSession')
    .set(end)
    .where('ownerId', '=', ownerId)
    .where('id', '=', id)
    .where('stage', '=', 'waiting')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

const placeOf = (ownerId: OwnerId, id: LinkSessionId): SealedPlace => ({
  ownerId,
  table: 'link_session',
  column: 'sealed',
  rowId: id,
  purpose: 'sign-in at the bank',
})
