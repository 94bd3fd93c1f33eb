// Looks at everything that Tributary needs to work, and says what is wrong with it.
import { asProviderError } from '../providers/contract/errors.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { checkHealth } from './check-health.ts'
import { asRefusal } from './failures.ts'
import { listConnections } from './list-connections.ts'
import { openProvider } from './provider-session.ts'
import { readOverview } from '../storage/read/overview.ts'

export type Finding = {
  readonly subject: string
  readonly state: 'ok' | 'unused' | 'needs-you' | 'broken'
  readonly words: string
}

/** One finding per thing; providers with settings are asked whether they take them. */
export async function diagnose(context: AppContext): Promise<readonly Finding[]> {
  const database = await lookAtDatabase(context)
  if (database.state !== 'ok') return [database]
  const providers = await Promise.all(
    context.providers.list().map((provider) => lookAtProvider(context, provider)),
  )
  const connections = (await listConnections(context)).map((connection): Finding => {
    const subject = `${connection.institutionName} (${connection.id})`
    if (connection.isDisconnected) return { subject, state: 'unused', words: 'disconnected' }
    const words = Object.values(connection.message ?? {}).join(' ') || 'up to date'
    return { subject, state: connection.action === null ? 'ok' : 'needs-you', words }
  })
  return [database, ...providers, ...connections]
}

async function lookAtDatabase(context: AppContext): Promise<Finding> {
  const subject = 'database'
  try {
    await checkHealth(context)
    const overview = await asOwner(context, readOverview)
    return { subject, state: 'ok', words: `${overview?.transactionCount ?? 0} transactions` }
  } catch (error) {
    const refusal = asRefusal(error)
    if (refusal === null) throw error
    return { subject, state: 'broken', words: refusal.message }
  }
}

type Provider = ReturnType<AppContext['providers']['list']>[number]

async function lookAtProvider(
  context: AppContext,
  { id, title, isConfigured, note }: Provider,
): Promise<Finding> {
  if (!isConfigured) {
    return {
      subject: title,
      state: note?.startsWith('Not set up') ? 'broken' : 'unused',
      words: note ?? 'not set up',
    }
  }
  try {
    const { adapter, session } = openProvider(context, id, false)
    await adapter.check(session)
    return { subject: title, state: 'ok', words: 'its keys are taken' }
  } catch (error) {
    const { kind, facts } = asProviderError(error)
    return { subject: title, state: kind === 'retryLater' ? 'ok' : 'broken', words: facts.internal }
  }
}
