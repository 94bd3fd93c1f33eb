// A digest of everything that decides what a later import does and what a person sees: the ledger before an import and
// after its undo give the same one.
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { AccountId, OwnerId } from '../domain/ids.ts'
import type { Tx } from './schema.ts'

/** A table of the state: the columns that order its rows, those that say nothing, and which rows are an account's. */
type Part = {
  readonly table: string
  readonly order: string
  /** When a row was written last decides nothing; all other columns count, also those that are added later. */
  readonly without: readonly string[]
  readonly ofAccount: (accountId: AccountId) => RawBuilder<unknown>
  /** Which rows still decide anything, where others are kept as history. */
  readonly live?: RawBuilder<unknown>
}

const ofItsAccount = (accountId: AccountId) => sql`t.account_id = ${accountId}::uuid`
const ofItsLink = (accountId: AccountId) => sql`exists (select 1 from account_link l where l.owner_id = t.owner_id
  and l.id = t.account_link_id and l.account_id = ${accountId}::uuid)`
const ofItsTransaction = (column: string) => (accountId: AccountId) =>
  sql`exists (select 1 from transaction x where x.owner_id = t.owner_id and x.id = t.${sql.raw(column)}
    and x.account_id = ${accountId}::uuid)`

export const PARTS: readonly Part[] = [
  { table: 'transaction', order: 'id', without: ['updated_at'], ofAccount: ofItsAccount },
  {
    table: 'transaction_intent',
    order: 'transaction_id',
    without: ['updated_at'],
    ofAccount: ofItsTransaction('transaction_id'),
  },
  { table: 'source_record', order: 'id', without: [], ofAccount: ofItsAccount },
  { table: 'review', order: 'id', without: [], ofAccount: ofItsTransaction('subject_transaction_id') },
  { table: 'constraint_pair', order: 'id', without: ['created_at'], ofAccount: ofItsAccount },
  {
    table: 'transfer',
    order: 'id',
    without: ['created_at'],
    ofAccount: ofItsTransaction('out_transaction_id'),
  },
  { table: 'id_finding', order: 'id', without: [], ofAccount: ofItsLink },
  { table: 'calibration', order: 'id', without: [], ofAccount: ofItsLink, live: sql`t.ended_at is null` },
  { table: 'coverage', order: 'id', without: [], ofAccount: ofItsAccount },
  { table: 'balance', order: 'id', without: [], ofAccount: ofItsAccount },
]

/**
 * The state of one account, or of everything that the owner has, as 64 hex digits. Ids count: an undo restores the very
 * rows. Accounts, their links, the rulebook and how connections fare do not, for no batch changes them; a connection's
 * cursor does. Alerts do not: they are notices of what arrived, decide nothing of what comes, and go with their
 * transaction.
 */
export async function stateHash(tx: Tx, ownerId: OwnerId, accountId: AccountId | null = null): Promise<string> {
  const digests = [...PARTS.map((part) => digestOf(part, ownerId, accountId)), cursorsOf(ownerId, accountId)]
  const { rows } = await sql<{ digest: string }>`
    select encode(sha256(string_agg(part.digest, '' order by part.position)), 'hex') as digest
    from (${sql.join(
      digests.map((digest, position) => sql`select ${position}::int as position, (${digest}) as digest`),
      sql` union all `,
    )}) part`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('the state of the ledger has no digest')
  return row.digest
}

/** Rows are digested one by one, so that a large ledger needs 32 bytes of memory for each. */
function digestOf({ table, order, without, ofAccount, live = sql`true` }: Part, ownerId: OwnerId, accountId: AccountId | null) {
  const which = accountId === null ? sql`true` : ofAccount(accountId)
  return sql`
    select sha256(coalesce(string_agg(
      sha256(convert_to((to_jsonb(t) - ${without}::text[])::text, 'UTF8')), ''::bytea order by t.${sql.raw(order)}), ''))
    from ${sql.raw(table)} t where t.owner_id = ${ownerId}::uuid and ${which} and ${live}`
}

function cursorsOf(ownerId: OwnerId, accountId: AccountId | null): RawBuilder<unknown> {
  const which =
    accountId === null
      ? sql`true`
      : sql`exists (select 1 from account_link l where l.owner_id = c.owner_id and l.connection_id = c.id
          and l.account_id = ${accountId}::uuid)`
  return sql`
    select sha256(convert_to(coalesce(string_agg(c.id || ' ' || coalesce(c.cursor, ''), '
' order by c.id), ''), 'UTF8'))
    from connection c where c.owner_id = ${ownerId}::uuid and ${which}`
}
