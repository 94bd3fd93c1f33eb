import { connectionStatus, nextMove } from '../../domain/connection.ts'
import type { ConnectionStatus } from '../../domain/connection-status.ts'
import { showId } from '../../domain/ids.ts'
import type { AccountRow } from '../../storage/read/accounts.ts'
import type { ConnectionRow } from '../../storage/read/connections.ts'
import type { RunRow } from '../../storage/read/runs.ts'
import { describeProviderError, disconnectedMessage, expiringMessage, pausedMessage } from '../messages.ts'
import type { Message } from '../messages.ts'
import { accountView } from './account-view.ts'
import { runView } from './run-view.ts'
import { showMaybeAt } from './show.ts'

export type ConnectionParts = {
  readonly providerTitle: string
  readonly accounts: readonly AccountRow[]
  readonly openRun: RunRow | null
  readonly lastRun: RunRow | null
  readonly now: Date
}

/** A connection as it is shown. */
export function connectionView(row: ConnectionRow, parts: ConnectionParts) {
  const status = statusOf(row, parts)
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

const statusOf = (row: ConnectionRow, { openRun, now }: ConnectionParts): ConnectionStatus =>
  connectionStatus({ ...row, isRunning: openRun?.state === 'running' }, now)

const ACTIONS = ['reconnect', 'renew', 'connect-anew', 'resume'] as const

function actionOf(row: ConnectionRow, status: ConnectionStatus): (typeof ACTIONS)[number] | null {
  const move = nextMove(status, row.disconnectedAt !== null)
  return ACTIONS.find((action) => action === move) ?? null
}

function messageOf(row: ConnectionRow, status: ConnectionStatus): Message | null {
  const { institutionName, lastErrorKind: kind, lastErrorReason: reason } = row
  if (row.disconnectedAt !== null) return disconnectedMessage(institutionName)
  if (status === 'paused') return pausedMessage(row.pausedAt)
  if (status === 'expiring') return expiringMessage(institutionName, row.consentExpiresAt)
  if (status === 'ok' || status === 'syncing') return null
  if (kind !== null && reason !== null) return describeProviderError(kind, reason, institutionName)
  if (status === 'reauth') return describeProviderError('needsUser', 'consent-expired', institutionName)
  if (status === 'revoked') return describeProviderError('needsUser', 'consent-revoked', institutionName)
  return null
}
