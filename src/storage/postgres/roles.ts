import type { Client } from 'pg'
import { appRole, databaseName, migrateRole, workerRole } from './access.ts'
import type { Passwords } from './passwords.ts'

/** What none of our logins may do, whatever a migration grants. */
const withoutPowers = 'nosuperuser nocreatedb nocreaterole noreplication nobypassrls'

/**
 * Makes the database and the three logins, where they are missing.
 * @param superuser connected to the database `postgres`
 * @param arePasswordsNew whether existing logins need their passwords set
 */
export async function prepareDatabase(
  superuser: Client,
  passwords: Passwords,
  arePasswordsNew: boolean,
): Promise<void> {
  const existing = await superuser.query<{ name: string }>(
    'select rolname as name from pg_roles union all select datname from pg_database',
  )
  const names = new Set(existing.rows.map(({ name }) => name))
  // A failing statement would go into the log with the password in it.
  await superuser.query('set log_min_error_statement = panic')
  for (const [role, password] of [
    [migrateRole, passwords.migrate],
    [appRole, passwords.app],
    [workerRole, passwords.worker],
  ] as const) {
    if (names.has(role) && !arePasswordsNew) continue
    const verb = names.has(role) ? 'alter' : 'create'
    await superuser.query(
      `${verb} role ${role} login ${withoutPowers} password ${superuser.escapeLiteral(password)}`,
    )
  }
  if (names.has(databaseName)) return
  await superuser.query(`create database ${databaseName} owner ${migrateRole}`)
  await superuser.query(`revoke all on database ${databaseName} from public`)
  await superuser.query(`grant connect on database ${databaseName} to ${appRole}, ${workerRole}`)
}
