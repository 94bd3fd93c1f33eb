// Which account of the person's a name in a program's export stands for, as they said it when they imported it.
import { sql } from 'kysely'
import type { AccountId, OwnerId } from '../domain/ids.ts'
import { readSavedLayout, saveLayout } from './files.ts'
import type { Tx } from './schema.ts'

/** Kept among the layouts of files: it is a thing that was told once about files of one kind. */
const keyOf = (program: string): string => `accounts:${program}`

/** More names than a person has accounts; older ones give way. */
const NAMES_MAX = 200

/** Accounts by their names in the program's exports; those that are no more are left out. */
export async function readFileNames(tx: Tx, ownerId: OwnerId, program: string): Promise<ReadonlyMap<string, AccountId>> {
  const saved = await readSavedLayout(tx, ownerId, keyOf(program))
  const names = namesOf(saved)
  const { rows } = await sql<{ id: AccountId }>`
    select id from account where owner_id = ${ownerId}::uuid and id::text = any(${[...names.values()]}::text[])`.execute(tx)
  const there = new Set(rows.map(({ id }) => id))
  return new Map([...names].filter(([, id]) => there.has(id)))
}

/** Remembers one name. */
export async function saveFileName(
  tx: Tx,
  ownerId: OwnerId,
  named: { readonly program: string; readonly name: string; readonly accountId: AccountId },
  at: Date,
): Promise<void> {
  const known = namesOf(await readSavedLayout(tx, ownerId, keyOf(named.program)))
  const names = [...known].filter(([name]) => name !== named.name)
  const kept = [...names, [named.name, named.accountId] as const].slice(-NAMES_MAX)
  await saveLayout(tx, ownerId, keyOf(named.program), { format: 'accounts', names: kept }, at)
}

function namesOf(saved: unknown): ReadonlyMap<string, AccountId> {
  if (typeof saved !== 'object' || saved === null || !('names' in saved) || !Array.isArray(saved.names)) return new Map()
  return new Map(saved.names as readonly (readonly [string, AccountId])[])
}
