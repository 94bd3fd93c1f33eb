import { readId, showId } from '../domain/ids.ts'
import { countUnseenAlerts, markAlertsSeen, readAlerts } from '../storage/alerts.ts'
import { readLedgerRows } from '../storage/read/transactions.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { invalid, notFound } from './refusal.ts'
import { showAt, showMaybeAt, wantId } from './views/show.ts'
import { transactionView } from './views/transaction-view.ts'

export type AlertQuery = {
  readonly limit: number
  readonly cursor?: string | undefined
  /** With those that were seen. */
  readonly isSeenToo: boolean
}

/** What rules told of transactions when they arrived, the newest first. */
export async function listAlerts(context: AppContext, { limit, cursor, isSeenToo }: AlertQuery) {
  const after = cursor === undefined ? null : readId('alert', cursor)
  if (cursor !== undefined && after === null) {
    throw invalid('/cursor', 'This page address is damaged or from elsewhere; start from the first page.')
  }
  return asOwner(context, async (tx) => {
    const rows = await readAlerts(tx, { isSeenToo }, after, limit + 1)
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const ledger = await readLedgerRows(tx, page.map(({ transactionId }) => transactionId))
    const byId = new Map(ledger.map((row) => [row.id, row]))
    const unseen = await countUnseenAlerts(tx)
    return {
      unseen,
      alerts: page.flatMap(({ id, ruleId, ruleName, transactionId, raisedAt, seenAt }) => {
        const row = byId.get(transactionId)
        if (row === undefined) return []
        return [
          {
            id: showId('alert', id),
            ruleId: showId('rule', ruleId),
            /** As it was called then. */
            ruleName,
            raisedAt: showAt(raisedAt),
            seenAt: showMaybeAt(seenAt),
            transaction: transactionView(row),
          },
        ]
      }),
      nextCursor: rows.length > page.length && last !== undefined ? showId('alert', last.id) : null,
    }
  })
}

/** Marks one alert as seen, or all where none is named. A second time changes nothing. */
export async function markSeen(context: AppContext, shownId: string | null) {
  const id = shownId === null ? null : wantId('alert', shownId, 'alert')
  return asOwner(context, async (tx) => {
    const count = await markAlertsSeen(tx, context.ownerId, id, context.now())
    if (id !== null && count === 0) throw notFound('alert')
    return { seen: count, unseen: await countUnseenAlerts(tx) }
  })
}
