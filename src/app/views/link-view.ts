import { showId } from '../../domain/ids.ts'
import type { RunId } from '../../domain/ids.ts'
import type { LinkSessionRow } from '../../storage/link-sessions.ts'
import type { Message } from '../messages.ts'
import { showAt } from './show.ts'

const KEPT = 'Nothing was connected and nothing was changed.'

const DECLINED: Readonly<Record<string, Message>> = {
  exited: {
    happened: "You left the bank's page before the end.",
    yourTransactions: KEPT,
    todo: 'Try again, try another bank, or import a file.',
  },
  expired: {
    happened: 'The sign-in took too long, so the bank ended it.',
    yourTransactions: KEPT,
    todo: 'Start again; it usually takes a minute.',
  },
  'state-mismatch': {
    happened: "This sign-in can't be verified, so we stopped it.",
    yourTransactions: KEPT,
    todo: 'Start again from this page.',
  },
  'institution-failed': {
    happened: 'The bank could not complete the sign-in.',
    yourTransactions: KEPT,
    todo: 'Try again later, or import a file meanwhile.',
  },
}

/** An attempt to connect a bank, as it is shown. */
export function linkView(session: LinkSessionRow, runId: RunId | null) {
  const hasEnded = session.stage === 'declined' || session.stage === 'expired'
  const message = hasEnded
    ? (DECLINED[session.declineReason ?? session.stage] ?? DECLINED['exited'])
    : undefined
  return {
    id: showId('linkSession', session.id),
    stage: session.stage,
    declineReason: session.declineReason,
    showUrl: session.showUrl,
    institutionName: session.institutionName,
    expiresAt: showAt(session.expiresAt),
    connectionId: session.connectionId === null ? null : showId('connection', session.connectionId),
    runId: runId === null ? null : showId('run', runId),
    message: message === undefined ? null : { ...message },
  }
}
export type LinkView = ReturnType<typeof linkView>
