// A large ledger, written by PostgreSQL itself: banks' rows of many years, spread over accounts, days, prices and shops
// as those of `benchRecords` are.
import pg from 'pg'
import type { AccountId, AccountLinkId, OwnerId } from '../../src/domain/ids.ts'
import type { DatabaseAccess } from '../../src/storage/postgres/access.ts'
import type { ManagedPostgres } from '../../src/storage/postgres/managed.ts'
import { BENCH_LAST_DAY } from './bench-records.ts'

/** Rows that one account gets in a day: with three accounts the twenty a day of the bench's own records. */
const ROWS_PER_ACCOUNT_DAY = 7
/** Some fourteen years; a larger ledger has more accounts, as a person's accounts do not grow denser. */
const DAYS = 5_000

export type LedgerWish = {
  readonly ownerId: OwnerId
  readonly rows: number
  /** Accounts of the connection, with their links; further ones are made. */
  readonly links: readonly { readonly accountId: AccountId; readonly linkId: AccountLinkId }[]
}

/** Fills the person's ledger. As the superuser, who alone may write past row-level security and without triggers. */
export async function fillLedger(postgres: ManagedPostgres, access: DatabaseAccess, wish: LedgerWish): Promise<void> {
  const { ownerId, rows, links } = wish
  const client = new pg.Client({ ...postgres.superuser, database: access.migrate.database })
  await client.connect()
  try {
    await client.query("set session_replication_role = 'replica'")
    await client.query("set maintenance_work_mem = '256MB'")
    await client.query('select setseed(0.42)')
    const accounts = Math.max(links.length, Math.round(rows / (DAYS * ROWS_PER_ACCOUNT_DAY)))
    await client.query(
      `create temp table place as
       select n - 1 as place, coalesce(l.account_id, gen_random_uuid()) as account_id,
         coalesce(l.link_id, gen_random_uuid()) as link_id, l.account_id is null as is_new
       from generate_series(1, $1::int) n
       left join (select row_number() over () as n, * from unnest($2::uuid[], $3::uuid[]) as u (account_id, link_id)) l
         using (n)`,
      [accounts, links.map(({ accountId }) => accountId), links.map(({ linkId }) => linkId)],
    )
    await client.query(
      `insert into account (owner_id, id, name, kind, currency)
       select $1, account_id, 'Bench ' || place, 'checking', 'USD' from place where is_new`,
      [ownerId],
    )
    await client.query(
      `create temp table draft as
       select n, ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id, p.account_id, p.link_id, shop,
         $2::date - (($1::int - n) / greatest(1, $1::int / $3::int))::int as on_date,
         -case when kind < 1.0 / 3 then 250 + 25 * (1 + floor(price * 40)) else 100 + floor(price * 29900) end as minor
       from (
         select n, 1 + floor(random() * 400)::int as shop, random() as kind, random() as price,
           floor(random() * $4::int)::int as place
         from generate_series(1, $1::int) n) d
       join place p using (place)`,
      [rows, BENCH_LAST_DAY, DAYS, accounts],
    )
    await client.query(
      `insert into transaction (owner_id, id, account_id, batch_id, status, amount_minor, on_date, posted_on,
         transaction_on, description, counterparty_name, derived_payoree)
       select $1, id, account_id, '01900000-0000-7000-9000-000000000000', 'posted', minor, on_date, on_date,
         on_date - n % 3, 'POS PURCHASE SHOP ' || shop || ' CARD 4242 SPRINGFIELD US', 'Shop ' || shop, 'Shop ' || shop
       from draft order by n`,
      [ownerId],
    )
    await client.query(
      `insert into source_record (owner_id, id, account_link_id, account_id, transaction_id, source, source_id,
         content_key, ordinal, content_hash, status, amount_minor, on_date, posted_on, transaction_on, description,
         counterparty_name, evidence_id, evidence_index, batch_id, match_reason)
       select $1, id, link_id, account_id, id, 'connection', 'fake-ledger-' || n,
         on_date || ' posted ' || minor || ' USD ' || md5('shop ' || shop), 0, md5(n::text), 'posted', minor, on_date,
         on_date, on_date - n % 3, 'POS PURCHASE SHOP ' || shop || ' CARD 4242 SPRINGFIELD US', 'Shop ' || shop, id, 0,
         '01900000-0000-7000-9000-000000000000', 'none'
       from draft order by n`,
      [ownerId],
    )
    await client.query('drop table draft, place')
    await client.query('analyze')
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}

/** The same number of rows in the table of the reference. */
export async function fillBare(postgres: ManagedPostgres, access: DatabaseAccess, ownerId: string): Promise<void> {
  const client = new pg.Client({ ...postgres.superuser, database: access.migrate.database })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select string_agg(quote_ident(attname), ', ' order by attnum) as name from pg_attribute
       where attrelid = 'source_record'::regclass and attnum > 0 and not attisdropped`,
    )
    const names = rows[0]?.name ?? ''
    await client.query(
      `insert into bare_record (${names}, raw)
       select ${names}, jsonb_build_object('name', description, 'id', source_id) from source_record
       where owner_id = $1 and source_id like 'fake-ledger-%'`,
      [ownerId],
    )
    await client.query('analyze bare_record')
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}
