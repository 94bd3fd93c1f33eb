import { sql } from 'kysely'
import type { ConnectionId, RunId } from '../domain/ids.ts'
import type { RunTrigger, Tx } from '../storage/schema.ts'
import type { AppContext } from './context.ts'

export async function queueRun(context: AppContext, tx: Tx, connectionId: ConnectionId, trigger: RunTrigger): Promise<{ runId: RunId; isNew: boolean }> {
  const id = context.newId() as RunId
  const { rows } = await sql<{ id: RunId }>`insert into sync_run (owner_id, id, connection_id, trigger, state) values
    (${context.ownerId}, ${id}, ${connectionId}, ${trigger}, 'queued')
    on conflict (owner_id, connection_id) where state in ('queued','running') do nothing returning id`.execute(tx)
  if (rows[0]) return { runId: rows[0].id, isNew: true }
  const open = await tx.selectFrom('syncRun').select('id').where('connectionId', '=', connectionId).where('state', 'in', ['queued', 'running']).executeTakeFirstOrThrow()
  return { runId: open.id, isNew: false }
}
