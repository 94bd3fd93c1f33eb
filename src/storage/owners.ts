// The owner of this household and the random tokens that stand for them. Until people sign in there is one
// owner, and each process of ours holds one token in memory, bound by the migration role.
import { createHash } from 'node:crypto'
import pg from 'pg'
import type { OwnerId } from '../domain/ids.ts'

/** A token outlives a hung renewal by far, and a killed process by little. */
const GRANT_MINUTES = 60
const RENEWAL_MS = 15 * 60_000
const CONNECT_MS_MAX = 10_000

export type OwnerSession = {
  readonly ownerId: OwnerId
  /** Given to `withTransaction`; row-level security shows the owner's rows for it and nothing without it. */
  readonly token: string
  /** Takes the token back. */
  readonly close: () => Promise<void>
}

type SessionOptions = {
  readonly access: pg.ClientConfig
  readonly newId: () => string
  readonly token: string
  /** Hears of a renewal that failed; the next one may still come in time. */
  readonly onRenewalError: (error: unknown) => void
}

/** Finds the owner, or makes one at the first start, and binds the token to them until `close`. */
export async function openOwnerSession(options: SessionOptions): Promise<OwnerSession> {
  const tokenHash = createHash('sha256').update(options.token).digest()
  const ownerId = await onClient(options.access, async (client) => {
    const owner = await findOrFound(client, options.newId())
    await bind(client, tokenHash, owner)
    return owner
  })
  const renew = () => onClient(options.access, (client) => bind(client, tokenHash, ownerId))
  const timer = setInterval(() => void renew().catch(options.onRenewalError), RENEWAL_MS)
  timer.unref()
  const close = async () => {
    clearInterval(timer)
    await onClient(options.access, (client) =>
      client.query('delete from guard.access_grant where token_hash = $1', [tokenHash]),
    )
  }
  return { ownerId, token: options.token, close }
}

/** Locks the table, so that two first starts make one owner. */
async function findOrFound(client: pg.Client, newId: string): Promise<OwnerId> {
  await client.query('begin')
  await client.query('lock table owner in share row exclusive mode')
  const found = await client.query<{ id: OwnerId }>('select id from owner order by created_at limit 1')
  const owner = found.rows[0]?.id ?? (newId as OwnerId)
  if (found.rows.length === 0)
    await client.query('insert into owner (id, name) values ($1, $2)', [owner, 'You'])
  await client.query('commit')
  return owner
}

async function bind(client: pg.Client, tokenHash: Buffer, ownerId: OwnerId): Promise<void> {
  await client.query(
    `insert into guard.access_grant (token_hash, owner_id, kind, expires_at)
     values ($1, $2, 'session', now() + make_interval(mins => $3))
     on conflict (token_hash) do update set expires_at = excluded.expires_at`,
    [tokenHash, ownerId, GRANT_MINUTES],
  )
}

async function onClient<Value>(
  access: pg.ClientConfig,
  work: (client: pg.Client) => Promise<Value>,
): Promise<Value> {
  const client = new pg.Client({ ...access, connectionTimeoutMillis: CONNECT_MS_MAX })
  // A connection that breaks makes the query under way fail; there is nothing to add to that.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
