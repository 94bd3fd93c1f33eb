import pg from 'pg'
import { advisoryLocks } from './access.ts'

/** A local socket answers at once; a server that does not within this is hanging. */
const answerMsMax = 10_000

/**
 * One process's claim on a managed PostgreSQL: the server is stopped when the last claim has gone.
 *
 * The claim is a shared advisory lock on a connection of its own, so that a killed process loses it by
 * itself.
 */
export type Lease = {
  client: pg.Client
  /** Settles when the server has ended the connection without us. */
  lost: Promise<void>
  /** Gives the claim up; true when nobody else has one. */
  release: () => Promise<boolean>
}

/** pg has these two, its types do not. */
type UnrefableClient = pg.Client & { ref: () => void; unref: () => void }

export async function takeLease(superuser: pg.ClientConfig): Promise<Lease> {
  const client = new pg.Client({
    ...superuser,
    application_name: 'tributary-lease',
    connectionTimeoutMillis: answerMsMax,
    query_timeout: answerMsMax,
  }) as UnrefableClient
  const lost = new Promise<void>((resolve) => client.once('end', () => resolve()))
  // An error on an idle connection is followed by its end, which is what we act on.
  client.on('error', () => {})
  await client.connect()
  const key = [advisoryLocks.space, advisoryLocks.lease]
  await client.query('select pg_advisory_lock_shared($1, $2)', key)
  // A process that has nothing else to do may end; the server then simply stays for the next one.
  client.unref()
  return {
    client,
    lost,
    release: async () => {
      client.ref()
      await client.query('select pg_advisory_unlock_shared($1, $2)', key)
      const result = await client.query<{ isLast: boolean }>(
        'select pg_try_advisory_lock($1, $2) as "isLast"',
        key,
      )
      await client.end()
      return result.rows[0]?.isLast ?? false
    },
  }
}
