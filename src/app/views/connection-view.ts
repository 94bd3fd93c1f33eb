import { showId } from '../../domain/ids.ts'
import type { AccountRow } from '../../storage/read/accounts.ts'
import type { ConnectionRow } from '../../storage/read/connections.ts'
import type { RunRow } from '../../storage/read/runs.ts'
import { describeProviderError } from '../messages.ts'
import type { Message } from '../messages.ts'
import { accountView } from './account-view.ts'
import { runView } from './run-view.ts'
import { showMaybeAt } from './show.ts'

type Status = 'importing' | 'ok' | 'syncing' | 'reauth' | 'expiring' | 'revoked' | 'bank_down' | 'limited' | 'paused'

export type ConnectionParts = {
  readonly providerTitle: string
  readonly accounts: readonly AccountRow[]
  readonly openRun: RunRow | null
  readonly lastRun: RunRow | null
  readonly now: Date
}

/** A connection as it is shown. */
export function connectionView(row: ConnectionRow, parts: ConnectionParts) {
  const status = statusOf(row, parts.openRun, parts.now)
  return {
    id: showId('connection', row.id),
    provider: row.provider,
    providerTitle: parts.providerTitle,
    isDemo: row.isDemo,
    institutionName: row.institutionName,
    country: row.country,
    status,
    isDisconnected: row.disconnectedAt !== null,
    message: messageOf(row, status),
    action: actionOf(row, status),
    accounts: parts.accounts.map(accountView),
    lastGoodReadAt: showMaybeAt(row.lastGoodReadAt),
    nextDueAt: showMaybeAt(row.nextDueAt),
    consentExpiresAt: showMaybeAt(row.consentExpiresAt),
    openRun: parts.openRun === null ? null : runView(parts.openRun),
    lastRun: parts.lastRun === null ? null : runView(parts.lastRun),
    transactionCount: parts.accounts.reduce((sum, account) => sum + account.transactionCount, 0),
  }
}
export type ConnectionView = ReturnType<typeof connectionView>

function statusOf(row: ConnectionRow, openRun: RunRow | null, _now: Date): Status {
  if (row.disconnectedAt !== null || row.lastErrorKind === 'gone') return 'revoked'
  if (row.pausedAt !== null) return 'paused'
  if (openRun?.state === 'running') return row.isHistoryComplete ? 'syncing' : 'importing'
  if (row.lastErrorKind === 'needsUser') return 'reauth'
  if (row.lastErrorReason === 'rate-limited') return 'limited'
  if (row.lastErrorKind !== null) return 'bank_down'
  return row.isHistoryComplete ? 'ok' : 'importing'
}

function messageOf(row: ConnectionRow, status: Status): Message | null {
  if (row.disconnectedAt !== null) {
    return {
      happened: `You disconnected ${row.institutionName}.`,
      yourTransactions: 'Everything imported so far stays here; nothing new is fetched.',
      todo: '',
    }
  }
  if (status === 'paused') {
    return {
      happened: 'Paused by you.',
      yourTransactions: 'Nothing is fetched; everything imported so far is safe.',
      todo: 'Resume when you like.',
    }
  }
  if (row.lastErrorKind === null || row.lastErrorReason === null || status === 'syncing') return null
  return { ...describeProviderError(row.lastErrorKind, row.lastErrorReason, row.institutionName) }
}

function actionOf(row: ConnectionRow, status: Status): 'reconnect' | 'renew' | 'connect-anew' | 'resume' | null {
  if (row.disconnectedAt !== null) return null
  if (status === 'reauth') return 'reconnect'
  if (status === 'expiring') return 'renew'
  if (status === 'revoked') return 'connect-anew'
  return status === 'paused' ? 'resume' : null
}
