import { readId } from '../domain/ids.ts'
import { readBatches } from '../storage/read/batches.ts'
import type { BatchPosition } from '../storage/read/batches.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { invalid } from './refusal.ts'
import { batchView } from './views/batch-view.ts'

export type BatchQuery = { readonly limit: number; readonly cursor?: string | undefined }

/** What syncs and files did, newest first: everything that can be undone, and what was. */
export async function listBatches(context: AppContext, query: BatchQuery) {
  const after = query.cursor === undefined ? null : readPosition(query.cursor)
  const rows = await asOwner(context, (transaction) => readBatches(transaction, { after, limit: query.limit + 1 }))
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const next = rows.length > page.length && last ? `${last.createdAt.toISOString()} ${last.id}` : null
  return {
    batches: page.map(batchView),
    nextCursor: next === null ? null : Buffer.from(next).toString('base64url'),
  }
}

function readPosition(cursor: string): BatchPosition {
  const [at = '', text = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split(' ')
  const id = readId('batch', text)
  if (id === null || Number.isNaN(Date.parse(at))) {
    throw invalid('/cursor', 'This page address is damaged or from elsewhere; start from the first page.')
  }
  return { createdAt: new Date(at).toISOString(), id }
}
