// The part that connecting anew and signing in again have in common: ask the provider where to send the
// person.
import { createHash } from 'node:crypto'
import type { ConnectionId, LinkSessionId } from '../domain/ids.ts'
import { showId } from '../domain/ids.ts'
import { insertLinkSession } from '../storage/link-sessions.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { fromProvider } from './failures.ts'
import { openProvider } from './provider-session.ts'
import { linkView } from './views/link-view.ts'
import type { LinkView } from './views/link-view.ts'
import { Refusal } from './refusal.ts'

/** 256 bits: nobody guesses the state of somebody else's attempt. */
const STATE_BYTES = 32

export type LinkWish = {
  readonly provider: string
  readonly isDemo: boolean
  readonly institutionId: string | null
  readonly institutionName: string | null
  readonly country: string
  readonly historyDays: number
  readonly language: string
  readonly repair: { readonly connectionId: ConnectionId; readonly credential: string } | null
}

/** Begins an attempt and keeps what completing it needs. */
export async function beginLink(context: AppContext, wish: LinkWish): Promise<LinkView> {
  const id = context.newId() as LinkSessionId
  const state = Buffer.from(context.randomBytes(STATE_BYTES)).toString('base64url')
  const prompt = await fromProvider(() => {
    const { adapter, session } = openProvider(context, wish.provider, wish.isDemo)
    return adapter.beginLink(session, {
      institutionId: wish.institutionId,
      state,
      returnUrl: `${context.baseUrl}/connect/return/${showId('linkSession', id)}`,
      webhookUrl: null,
      historyDays: wish.historyDays,
      country: wish.country,
      language: wish.language,
      ownerRef: createHash('sha256').update(context.ownerId).digest('hex').slice(0, 32),
      repair: wish.repair === null ? null : { credential: wish.repair.credential, chooseAccounts: false },
    })
  })
  if (prompt.show.kind !== 'redirect') throw unsupported()
  const session = {
    id,
    provider: wish.provider,
    isDemo: wish.isDemo,
    showUrl: prompt.show.url,
    institutionSourceId: wish.institutionId,
    institutionName: wish.institutionName,
    country: wish.country,
    historyDays: wish.historyDays,
    repairConnectionId: wish.repair?.connectionId ?? null,
    expiresAt: new Date(prompt.expiresAt),
  }
  await asOwner(context, (tx) =>
    insertLinkSession(tx, context, context.ownerId, session, { pending: prompt.pending, state }),
  )
  return linkView({ ...session, stage: 'waiting', declineReason: null, connectionId: null }, null)
}

const unsupported = (): Refusal =>
  new Refusal(
    'provider-broken',
    "This bank signs in by a window that Tributary can't show yet. Nothing was changed.",
    {
      actor: 'us',
    },
  )
