// The least that PostgreSQL could be asked for: one table, one statement a span.
import { sql } from 'kysely'
import pg from 'pg'
import { recordDate } from '../../src/domain/source-record.ts'
import type { SourceRecord } from '../../src/domain/source-record.ts'
import type { DatabaseAccess } from '../../src/storage/postgres/access.ts'
import { unnest } from '../../src/storage/rows.ts'
import type { Columns } from '../../src/storage/rows.ts'
import type { Db } from '../../src/storage/schema.ts'
import { uuidv7Maker } from '../../src/storage/uuid.ts'
import { createHash, randomBytes } from 'node:crypto'

const OWNER = '01900000-0000-7000-8000-000000000001'
const LINK = '01900000-0000-7000-8000-000000000002'
const newId = uuidv7Maker(Date.now, randomBytes)

/** A table with the columns and indexes of source records and the original as JSON, without row-level security. */
export async function makeBare(access: DatabaseAccess): Promise<void> {
  const client = new pg.Client(access.migrate)
  await client.connect()
  try {
    await client.query('create table bare_record (like source_record including defaults including indexes)')
    await client.query('alter table bare_record add column raw jsonb not null')
    await client.query('grant select, insert, update on bare_record to tributary_worker')
  } finally {
    await client.end()
  }
}

const hashOf = (record: SourceRecord): string =>
  createHash('sha256').update(`${record.description} ${record.amount.minor}`).digest('hex').slice(0, 32)

const COLUMNS: Columns<SourceRecord> = [
  ['id', 'uuid', newId],
  ['account_link_id', 'uuid', () => LINK],
  ['account_id', 'uuid', () => LINK],
  ['transaction_id', 'uuid', newId],
  ['source', 'text', () => 'connection'],
  ['source_id', 'text', (record) => record.sourceId],
  ['content_key', 'text', (record) => `${recordDate(record)} posted ${record.amount.minor} USD ${hashOf(record)}`],
  ['ordinal', 'int4', () => 0],
  ['content_hash', 'text', hashOf],
  ['status', 'text', (record) => record.status],
  ['amount_minor', 'int8', (record) => record.amount.minor],
  ['on_date', 'date', recordDate],
  ['posted_on', 'date', (record) => record.postedOn],
  ['transaction_on', 'date', (record) => record.transactionOn],
  ['occurred_at', 'timestamptz', (record) => record.occurredAt],
  ['description', 'text', (record) => record.description],
  ['counterparty_name', 'text', (record) => record.counterpartyName],
  ['counterparty_account_mask', 'text', (record) => record.counterpartyAccountMask],
  ['category_scheme', 'text', (record) => record.providerCategory?.scheme ?? null],
  ['category_code', 'text', (record) => record.providerCategory?.code ?? null],
  ['supersedes_source_id', 'text', (record) => record.supersedes],
  ['balance_after_minor', 'int8', () => null],
  ['reference', 'text', (record) => record.reference],
  ['line', 'int4', () => null],
  ['evidence_id', 'uuid', () => LINK],
  ['evidence_index', 'int4', () => 0],
  ['batch_id', 'uuid', () => LINK],
  ['match_reason', 'text', () => 'none'],
  ['raw', 'jsonb', (record) => JSON.stringify(record.raw)],
]

const NAMES = COLUMNS.map(([name]) => name)
const KEPT = new Set(['id', 'transaction_id', 'account_link_id', 'source_id'])
const RESTATED = NAMES.filter((name) => !KEPT.has(name))
  .map((name) => `${name} = excluded.${name}`)
  .join(', ')

/** Inserts new rows and rewrites changed ones; rows that are the same are left alone. */
export async function upsertBare(db: Db, records: readonly SourceRecord[]): Promise<void> {
  await sql`
    insert into bare_record (owner_id, ${sql.raw(NAMES.join(', '))})
    select ${OWNER}::uuid, ${sql.raw(NAMES.map((name) => `v.${name}`).join(', '))} from ${unnest(records, COLUMNS)}
    on conflict (owner_id, account_link_id, source_id) where source_id is not null and is_current
    do update set ${sql.raw(RESTATED)}
    where bare_record.content_hash is distinct from excluded.content_hash`.execute(db)
}
