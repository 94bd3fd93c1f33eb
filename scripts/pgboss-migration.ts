// Prints the migration that makes pg-boss's tables, for the version of pg-boss that is installed:
//
//   node scripts/pgboss-migration.ts > migrations/NNNN_job_queue.sql
//
// pg-boss would create them by itself, but the app and the worker have no right to make tables. They start
// it with `migrate: false`. Their queues are rows of pgboss.queue, made by `createQueue` without
// `partition`: a partitioned queue would need a table of its own.
import process from 'node:process'
import packageInfo from 'pg-boss/package.json' with { type: 'json' }
import { getConstructionPlans } from 'pg-boss'
import { appRole, workerRole } from '../src/storage/postgres/access.ts'

const schema = 'pgboss'
const roles = `${appRole}, ${workerRole}`

// A migration runs in the transaction of the migrator, under its lock.
const ownTransaction =
  /^\s*(BEGIN|COMMIT|SET LOCAL [a-z_]+ = .*|SELECT pg_advisory_xact_lock\((.|\n)*?\))\s*;\s*$/gm

const construction = getConstructionPlans(schema)
  .replace(ownTransaction, '')
  .replace(/[ \t]+$/gm, '')
  .replace(/\n{3,}/g, '\n\n')
  .trim()

const heading = `-- The job queue: the tables of pg-boss ${packageInfo.version}, as scripts/pgboss-migration.ts prints them.`

process.stdout.write(`${heading}

${construction}

grant usage on schema ${schema} to ${roles};
grant select, insert, update, delete on all tables in schema ${schema} to ${roles};
grant usage, select on all sequences in schema ${schema} to ${roles};
grant execute on all functions in schema ${schema} to ${roles};
`)
