import pg, { type PoolConfig } from 'pg'
import { appRole, type DatabaseAccess, workerRole } from './access.ts'

/** A server on the network may be slow to answer, but not this slow. */
const connectMsMax = 10_000

/** The PostgreSQL named by DATABASE_URL cannot be used; the message names what the operator can do. */
export class DatabaseUrlError extends Error {
  override readonly name = 'DatabaseUrlError'
  readonly mustAct = 'operator'
}

/**
 * Prepares a given PostgreSQL and says how the three parts of Tributary reach it.
 *
 * There is one login. The app and the worker use it under a role of their own, taken on as the connection
 * starts: that drops the login's powers, even a superuser's, so that row-level security holds. The roles
 * are made here when the login may make roles.
 * @throws {DatabaseUrlError}
 */
export async function fromDatabaseUrl(url: string): Promise<DatabaseAccess> {
  if (!/^postgres(ql)?:\/\//.test(url)) {
    // The text itself stays out of the message: it may hold a password.
    throw new DatabaseUrlError(
      'DATABASE_URL is not the address of a PostgreSQL. Nothing was changed. ' +
        'Give it the form postgres://user:password@host:5432/database.',
    )
  }
  const access = {
    migrate: { connectionString: url },
    app: withRole(url, appRole),
    worker: withRole(url, workerRole),
  }
  await withClient(access.migrate, prepareRoles)
  await withClient(access.app, (client) => checkRole(client, appRole))
  await withClient(access.worker, (client) => checkRole(client, workerRole))
  return access
}

/** Options in the address win over those beside it, so the role joins them there. */
function withRole(url: string, role: string): PoolConfig {
  const option = `-c role=${role}`
  const inUrl = /([?&]options=)([^&]*)/.exec(url)
  if (inUrl === null) return { connectionString: url, options: option }
  const [all, key = '', value = ''] = inUrl
  const merged = key + encodeURIComponent(`${decodeURIComponent(value)} ${option}`)
  return { connectionString: url.replace(all, () => merged) }
}

async function withClient<T>(config: PoolConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: connectMsMax })
  // A connection that breaks makes the query under way fail; there is nothing to add to that.
  client.on('error', () => {})
  try {
    await client.connect()
    return await work(client)
  } catch (error) {
    if (error instanceof DatabaseUrlError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new DatabaseUrlError(
      `The PostgreSQL at DATABASE_URL cannot be used: ${reason}. Your data is safe: nothing was changed. ` +
        'Check the address, the user and the password, and that the server runs and accepts connections from here.',
      { cause: error },
    )
  } finally {
    await client.end().catch(() => {})
  }
}

async function prepareRoles(client: pg.Client): Promise<void> {
  const result = await client.query<{ name: string; isMember: boolean }>(
    `select rolname as name, pg_has_role(current_user, oid, 'member') as "isMember" from pg_roles where rolname = any($1)`,
    [[appRole, workerRole]],
  )
  const sql: string[] = []
  for (const role of [appRole, workerRole]) {
    const known = result.rows.find(({ name }) => name === role)
    if (known === undefined) sql.push(`create role ${role} nologin nosuperuser nobypassrls`)
    if (known?.isMember !== true) sql.push(`grant ${role} to current_user`)
  }
  try {
    for (const statement of sql) await client.query(statement)
  } catch (error) {
    const user = await client.query<{ name: string }>('select quote_ident(current_user) as name')
    const statements = sql.map(
      (line) => `  ${line.replace('current_user', user.rows[0]?.name ?? 'current_user')};`,
    )
    throw new DatabaseUrlError(
      'The user in DATABASE_URL may not make the roles that Tributary needs. Your data is safe: nothing was changed. ' +
        `Run this once as a superuser of that server, then start again:\n${statements.join('\n')}`,
      { cause: error },
    )
  }
}

async function checkRole(client: pg.Client, role: string): Promise<void> {
  const result = await client.query<{ name: string; hasPowers: boolean }>(
    `select rolname as name, rolsuper or rolbypassrls as "hasPowers" from pg_roles where rolname = current_user`,
  )
  const current = result.rows[0]
  if (current?.name === role && !current.hasPowers) return
  if (current?.name !== role) {
    throw new DatabaseUrlError(
      `The server at DATABASE_URL ignored the role ${role}; a connection pooler in between may do that. ` +
        'Your data is safe: nothing was changed. Name the PostgreSQL server itself in DATABASE_URL.',
    )
  }
  throw new DatabaseUrlError(
    `The role ${role} is a superuser or may bypass row-level security, which keeps one user's data from another. ` +
      `Your data is safe: nothing was changed. Run this and start again:\n  alter role ${role} nosuperuser nobypassrls;`,
  )
}
