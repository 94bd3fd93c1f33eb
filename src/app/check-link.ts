import { timingSafeEqual } from 'node:crypto'
import type { LinkOutcome } from '../providers/contract/adapter.ts'
import type { ConnectionId, LinkSessionId } from '../domain/ids.ts'
import { keepCredential, readCredential } from '../storage/credentials.ts'
import { recordEvent } from '../storage/events.ts'
import { endLinkSession, readLinkSession } from '../storage/link-sessions.ts'
import type { LinkSessionRow } from '../storage/link-sessions.ts'
import {
  findConnectionBySource,
  insertConnection,
  keepConsent,
  mendConnection,
} from '../storage/new-connections.ts'
import type { Tx } from '../storage/schema.ts'
import { requestRunIn } from '../sync/request-run.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { fromProvider } from './failures.ts'
import { readHousehold, refuseMixing } from './household.ts'
import { openProvider } from './provider-session.ts'
import { notFound } from './refusal.ts'
import { showLink } from './show-link.ts'
import type { LinkView } from './views/link-view.ts'
import { wantId } from './views/show.ts'

/** A provider gives its credential once: two checks of one attempt at the same time share one question. */
const asking = new Map<LinkSessionId, Promise<void>>()

/**
 * Asks the provider how far the person is, and completes the connection when they are done: the credential is
 * kept, the permission written down and the first sync queued. `returnedState` is what the browser brought
 * back, if it came.
 */
export async function checkLink(
  context: AppContext,
  shownId: string,
  returnedState: string | null,
): Promise<LinkView> {
  const id = wantId('linkSession', shownId, 'attempt to connect')
  const work = asking.get(id) ?? check(context, id, returnedState).finally(() => asking.delete(id))
  asking.set(id, work)
  await work
  return showLink(context, shownId)
}

async function check(context: AppContext, id: LinkSessionId, returnedState: string | null): Promise<void> {
  const found = await asOwner(context, (tx) => readLinkSession(tx, context, context.ownerId, id))
  if (!found) throw notFound('attempt to connect')
  const { session, kept } = found
  if (session.stage !== 'waiting') return
  if (returnedState !== null && !isSame(returnedState, kept.state))
    return decline(context, id, 'state-mismatch')
  const outcome = await ask(context, session, kept, returnedState)
  if (outcome.kind === 'connected') return complete(context, session, outcome)
  if (outcome.kind === 'declined') return decline(context, id, outcome.reason)
  if (session.expiresAt <= context.now()) return decline(context, id, 'expired')
}

async function ask(
  context: AppContext,
  session: LinkSessionRow,
  kept: { readonly pending: string; readonly state: string },
  returnedState: string | null,
): Promise<LinkOutcome> {
  const { repairConnectionId: repaired } = session
  const credential =
    repaired === null
      ? null
      : await asOwner(context, (tx) => readCredential(tx, context.keyRing, context.ownerId, repaired))
  if (repaired !== null && credential === null) return { kind: 'declined', reason: 'exited' }
  return fromProvider(() => {
    const opened = openProvider(context, session.provider, session.isDemo)
    return opened.adapter.completeLink(opened.session, {
      pending: kept.pending,
      expectedState: kept.state,
      returnedState,
      params: {},
      repair: credential === null ? null : { credential },
    })
  })
}

async function decline(context: AppContext, id: LinkSessionId, declineReason: string): Promise<void> {
  const stage = declineReason === 'expired' ? 'expired' : 'declined'
  context.log.info({ linkSession: id, reason: declineReason }, 'link declined')
  await asOwner(context, (tx) => endLinkSession(tx, context.ownerId, id, { stage, declineReason }))
}

type Connected = Extract<LinkOutcome, { kind: 'connected' }>

async function complete(context: AppContext, session: LinkSessionRow, outcome: Connected): Promise<void> {
  const { ownerId } = context
  await asOwner(context, async (tx) => {
    const { connectionId, isRepair } = await settle(context, tx, session, outcome)
    // Another process may have completed the same attempt: then all of this is undone.
    const isOurs = await endLinkSession(tx, ownerId, session.id, { stage: 'connected', connectionId })
    if (!isOurs) throw notFound('waiting attempt to connect')
    await keepCredential(tx, context, ownerId, connectionId, outcome.credential)
    await keepConsent(tx, ownerId, {
      id: context.newId(),
      connectionId,
      scope: { accounts: true, balances: true, transactions: true, historyDays: session.historyDays },
      grantedAt: context.now(),
      expiresAt: outcome.consentExpiresAt,
    })
    const trigger = isRepair ? ('repair' as const) : ('connect' as const)
    await requestRunIn(tx, context, { ownerId, token: context.token, connectionId, trigger })
    await recordEvent(tx, ownerId, { kind: 'connection.changed', runId: null, connectionId, facts: {} })
  })
}

/**
 * The connection that the sign-in was for: the repaired one, the one that this bank access is known as, or a
 * new one.
 */
async function settle(
  context: AppContext,
  tx: Tx,
  session: LinkSessionRow,
  outcome: Connected,
): Promise<{ readonly connectionId: ConnectionId; readonly isRepair: boolean }> {
  const { ownerId } = context
  const { provider, isDemo, country } = session
  const { connectionSourceId } = outcome
  const known =
    session.repairConnectionId ?? (await findConnectionBySource(tx, ownerId, provider, connectionSourceId))
  if (known !== null) {
    await mendConnection(tx, ownerId, known, connectionSourceId)
    return { connectionId: known, isRepair: true }
  }
  refuseMixing(await readHousehold(tx), isDemo)
  const connectionId = context.newId() as ConnectionId
  await insertConnection(tx, ownerId, {
    id: connectionId,
    provider,
    isDemo,
    connectionSourceId,
    institutionSourceId: outcome.institution?.id ?? session.institutionSourceId,
    institutionName: outcome.institution?.name ?? session.institutionName ?? 'Your bank',
    country,
    askedHistoryDays: session.historyDays,
  })
  return { connectionId, isRepair: false }
}

function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
