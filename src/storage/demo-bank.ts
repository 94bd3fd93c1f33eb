// The memory of the made-up banks: nobody's data, shared by all processes of this installation.
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { asDatabaseError } from './database-errors.ts'
import { advisoryLocks } from './postgres/access.ts'
import type { Tables, Tx } from './schema.ts'

/** Reads and writes one made-up bank's memory, while nobody else does. */
export type DemoMemory = {
  readonly load: (key: string) => Promise<unknown>
  readonly save: (key: string, state: unknown) => Promise<void>
}

/** Runs `work` with the memory to itself, in this and every other process. */
export async function withDemoMemory<Value>(
  db: Kysely<Tables>,
  work: (memory: DemoMemory) => Promise<Value>,
): Promise<Value> {
  try {
    return await db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(${advisoryLocks.space}, ${advisoryLocks.demoBanks})`.execute(tx)
      return work({ load: (key) => load(tx, key), save: (key, state) => save(tx, key, state) })
    })
  } catch (error) {
    throw asDatabaseError(error, false)
  }
}

/** Forgets everything. */
export async function clearDemoMemory(db: Kysely<Tables>): Promise<void> {
  await db.deleteFrom('demoBank').execute()
}

async function load(tx: Tx, key: string): Promise<unknown> {
  const row = await tx.selectFrom('demoBank').select('state').where('key', '=', key).executeTakeFirst()
  return row?.state ?? null
}

async function save(tx: Tx, key: string, state: unknown): Promise<void> {
  const row = { state: JSON.stringify(state), updatedAt: sql<Date>`now()` }
  await tx
    .insertInto('demoBank')
    .values({ key, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute()
}
