import { readPushes } from '../storage/pushes.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { notFound } from './refusal.ts'
import { pushView } from './views/push-view.ts'
import { wantId } from './views/show.ts'

export type PushQuery = { readonly limit: number; readonly destinationId?: string | undefined }

/** Pushes and undoings of pushes, the newest first. */
export async function listPushes(context: AppContext, { limit, destinationId }: PushQuery) {
  const id = destinationId === undefined ? null : wantId('destination', destinationId, 'destination')
  const rows = await asOwner(context, (tx) => readPushes(tx, { id: null, destinationId: id }, limit))
  return { pushes: rows.map(pushView) }
}

export async function showPush(context: AppContext, shownId: string) {
  const id = wantId('push', shownId, 'push')
  const [row] = await asOwner(context, (tx) => readPushes(tx, { id, destinationId: null }, 1))
  if (row === undefined) throw notFound('push')
  return pushView(row)
}
