import { readId } from '../domain/ids.ts'
import { readRuns } from '../storage/read/runs.ts'
import type { RunPosition } from '../storage/read/runs.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { invalid } from './refusal.ts'
import { wantId } from './views/show.ts'
import { runView } from './views/run-view.ts'

export type RunQuery = {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly connectionId?: string | undefined
}

/** Sync runs, newest first. */
export async function listRuns(context: AppContext, query: RunQuery) {
  const connectionId =
    query.connectionId === undefined ? null : wantId('connection', query.connectionId, 'connection')
  const after = query.cursor === undefined ? null : readPosition(query.cursor)
  const rows = await asOwner(context, (transaction) =>
    readRuns(transaction, { connectionId, after, limit: query.limit + 1 }),
  )
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const next = rows.length > page.length && last ? `${last.queuedAt.toISOString()} ${last.id}` : null
  return {
    runs: page.map(runView),
    nextCursor: next === null ? null : Buffer.from(next).toString('base64url'),
  }
}

function readPosition(cursor: string): RunPosition {
  const [at = '', text = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split(' ')
  const id = readId('run', text)
  if (id === null || Number.isNaN(Date.parse(at))) {
    throw invalid('/cursor', 'This page address is damaged or from elsewhere; start from the first page.')
  }
  return { queuedAt: new Date(at).toISOString(), id }
}
