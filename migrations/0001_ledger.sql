-- The ledger: every row of a person's data belongs to an owner, and only that owner's sessions and runs can see it.
--
-- Roles: this file runs as the migration role, which owns the tables. `tributary_app` (web, CLI) and
-- `tributary_worker` (sync runs) are created before it, are no superusers, and have no DDL.

create schema guard;
revoke all on schema guard from public;
grant usage on schema guard to tributary_app, tributary_worker;

-- Whom a random token stands for. Neither role can read it: SQL injected into a query of ours can set the token to any
-- text, but can't find one that is somebody else's.
create table guard.access_grant (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  owner_id uuid not null,
  kind text not null check (kind in ('session', 'run')),
  run_id uuid,
  expires_at timestamptz not null
);
create index access_grant_expiry on guard.access_grant (expires_at);

create table owner (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  time_zone text not null default 'UTC',
  created_at timestamptz not null default now()
);

-- The owner behind this transaction's token, or null: then every policy below is false.
create function guard.owner_id() returns uuid
language sql stable security definer set search_path = pg_catalog, guard parallel safe
as $$
  select g.owner_id from guard.access_grant g
  where g.token_hash = sha256(convert_to(nullif(current_setting('tributary.token', true), ''), 'UTF8'))
    and g.expires_at > now()
$$;

create table connection (
  owner_id uuid not null references owner (id) on delete cascade,
  id uuid not null,
  provider text not null,
  is_demo boolean not null,
  connection_source_id text not null,
  institution_source_id text,
  institution_name text not null,
  country text not null,
  asked_history_days integer not null check (asked_history_days > 0),
  -- The last committed checkpoint. Only a commit's compare-and-set moves it.
  cursor text check (octet_length(cursor) between 1 and 16384),
  -- A cursor that the provider refused: the next read is a full window, and absence counts.
  is_cursor_lost boolean not null default false,
  is_history_complete boolean not null default false,
  last_attempt_at timestamptz,
  last_good_read_at timestamptz,
  last_error_kind text,
  last_error_reason text,
  last_error_at timestamptz,
  last_error_retry_at timestamptz,
  failures_in_row integer not null default 0,
  paused_at timestamptz,
  paused_until_on date,
  disconnected_at timestamptz,
  next_due_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (owner_id, id)
);
create unique index connection_source on connection (owner_id, provider, connection_source_id)
  where disconnected_at is null;
create index connection_due on connection (next_due_at) where disconnected_at is null;

create table credential (
  owner_id uuid not null,
  connection_id uuid not null,
  key_id text not null,
  sealed bytea not null,
  updated_at timestamptz not null default now(),
  primary key (owner_id, connection_id),
  foreign key (owner_id, connection_id) references connection (owner_id, id) on delete cascade
);

create table consent (
  owner_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  scope jsonb not null,
  granted_at timestamptz not null,
  expires_at timestamptz,
  ended_at timestamptz,
  end_reason text,
  primary key (owner_id, id),
  foreign key (owner_id, connection_id) references connection (owner_id, id) on delete cascade
);
create index consent_connection on consent (owner_id, connection_id);

create table link_session (
  owner_id uuid not null references owner (id) on delete cascade,
  id uuid not null,
  provider text not null,
  is_demo boolean not null,
  state_hash bytea not null,
  key_id text not null,
  sealed bytea not null,
  show_url text not null,
  institution_source_id text,
  institution_name text,
  country text not null,
  history_days integer not null,
  repair_connection_id uuid,
  stage text not null check (stage in ('waiting', 'connected', 'declined', 'expired')),
  decline_reason text,
  connection_id uuid,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (owner_id, id)
);

create table account (
  owner_id uuid not null references owner (id) on delete cascade,
  id uuid not null,
  name text not null,
  kind text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  mask text,
  persistent_id text,
  is_closed boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (owner_id, id)
);

create table account_link (
  owner_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  -- Null for files: a file belongs to the account, not to a connection.
  connection_id uuid,
  account_source_id text not null,
  is_selected boolean not null default true,
  -- Set once nothing reads through this link any more: a reconnect made another, or the connection ended.
  ended_at timestamptz,
  failed_at timestamptz,
  failure_kind text,
  failure_reason text,
  created_at timestamptz not null default now(),
  primary key (owner_id, id),
  foreign key (owner_id, account_id) references account (owner_id, id) on delete cascade,
  foreign key (owner_id, connection_id) references connection (owner_id, id)
);
create unique index account_link_source on account_link (owner_id, connection_id, account_source_id)
  where connection_id is not null and ended_at is null;
create index account_link_account on account_link (owner_id, account_id);
create unique index account_link_file on account_link (owner_id, account_id) where connection_id is null;

create table sync_run (
  owner_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  trigger text not null check (trigger in ('user', 'schedule', 'connect', 'repair', 'webhook')),
  state text not null
    check (state in ('queued', 'running', 'succeeded', 'partly', 'needs-user', 'failed', 'cancelled')),
  step text not null default 'queued',
  is_dry_run boolean not null default false,
  attempt integer not null default 0,
  as_of date,
  pages integer not null default 0,
  spans integer not null default 0,
  fetched integer not null default 0,
  added integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  ignored integer not null default 0,
  rejected integer not null default 0,
  removed integer not null default 0,
  reviews integer not null default 0,
  error_kind text,
  error_reason text,
  error_facts jsonb,
  plan_hash text,
  queued_at timestamptz not null default now(),
  started_at timestamptz,
  heartbeat_at timestamptz,
  -- When a queued run may go on: at once, or after a failure that nobody needs to mend.
  next_attempt_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (owner_id, id),
  foreign key (owner_id, connection_id) references connection (owner_id, id) on delete cascade,
  check (fetched = added + updated + unchanged + ignored + rejected)
);
-- One open run per connection: a second wish joins it.
create unique index sync_run_open on sync_run (owner_id, connection_id) where state in ('queued', 'running');
create index sync_run_history on sync_run (owner_id, queued_at desc, id desc);
create index sync_run_stale on sync_run (heartbeat_at) where state = 'running';
create index sync_run_waiting on sync_run (next_attempt_at) where state = 'queued';

create table run_event (
  owner_id uuid not null,
  position bigint generated always as identity,
  run_id uuid,
  connection_id uuid,
  kind text not null,
  -- Ids, counts and states only: no amounts, no names.
  facts jsonb not null,
  at timestamptz not null default now(),
  primary key (owner_id, position)
);

create table file (
  owner_id uuid not null references owner (id) on delete cascade,
  id uuid not null,
  name text not null,
  hash bytea not null,
  size_bytes integer not null,
  key_id text not null,
  sealed bytea not null,
  answers jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (owner_id, id)
);
create index file_hash on file (owner_id, hash);

create table file_layout (
  owner_id uuid not null references owner (id) on delete cascade,
  fingerprint text not null,
  layout jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (owner_id, fingerprint)
);

-- The effects of one run or one file: one or more spans, each of which adds to the counts and extends the hash.
create table import_batch (
  owner_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('sync', 'file')),
  run_id uuid,
  connection_id uuid,
  file_id uuid,
  account_id uuid,
  plan_hash text not null,
  fetched integer not null,
  added integer not null,
  updated integer not null,
  unchanged integer not null,
  ignored integer not null,
  rejected integer not null,
  removed integer not null,
  reviews integer not null,
  created_at timestamptz not null default now(),
  primary key (owner_id, id),
  check (fetched = added + updated + unchanged + ignored + rejected)
);
create unique index import_batch_run on import_batch (owner_id, run_id) where run_id is not null;
create index import_batch_file on import_batch (owner_id, file_id);

-- What the source sent, span by span: compressed, then sealed. Records point to their place in it. Kept until erasure.
-- A record that is sent again unchanged is not kept again.
create table evidence (
  owner_id uuid not null,
  id uuid not null,
  batch_id uuid not null,
  key_id text not null,
  sealed bytea not null,
  primary key (owner_id, id)
);
create index evidence_batch on evidence (owner_id, batch_id);

create table transaction (
  owner_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  batch_id uuid not null,
  status text not null check (status in ('pending', 'posted')),
  amount_minor bigint not null,
  -- The day it is shown and matched under: posted, else done.
  on_date date not null,
  posted_on date,
  transaction_on date,
  description text not null,
  counterparty_name text,
  is_removed boolean not null default false,
  derived_payoree text,
  derived_category text,
  updated_at timestamptz not null default now(),
  primary key (owner_id, id),
  foreign key (owner_id, account_id) references account (owner_id, id) on delete cascade
);
create index transaction_ledger on transaction (owner_id, on_date desc, id desc);
create index transaction_account on transaction (owner_id, account_id, on_date desc, id desc);
create index transaction_match on transaction (owner_id, account_id, amount_minor, on_date);
create index transaction_pending on transaction (owner_id, account_id, on_date) where status = 'pending';

-- What the person decided, field by field: `decided` names the fields, since an empty value is a decision too.
create table transaction_intent (
  owner_id uuid not null,
  transaction_id uuid not null,
  decided text[] not null,
  payoree text,
  category text,
  note text,
  is_hidden boolean not null default false,
  updated_at timestamptz not null default now(),
  primary key (owner_id, transaction_id),
  foreign key (owner_id, transaction_id) references transaction (owner_id, id) on delete cascade
);

create table source_record (
  owner_id uuid not null,
  id uuid not null,
  account_link_id uuid not null,
  account_id uuid not null,
  transaction_id uuid not null,
  source text not null check (source in ('connection', 'file', 'manual')),
  source_id text,
  -- False once the source gave this id to another movement.
  is_current boolean not null default true,
  content_key text not null,
  ordinal integer not null,
  content_hash text not null,
  version integer not null default 1,
  status text not null check (status in ('pending', 'posted')),
  amount_minor bigint not null,
  on_date date not null,
  posted_on date,
  transaction_on date,
  occurred_at timestamptz,
  description text not null,
  counterparty_name text,
  counterparty_account_mask text,
  category_scheme text,
  category_code text,
  supersedes_source_id text,
  balance_after_minor bigint,
  reference text,
  line integer,
  evidence_id uuid not null,
  evidence_index integer not null,
  batch_id uuid not null,
  is_removed boolean not null default false,
  superseded_by uuid,
  match_reason text not null,
  primary key (owner_id, id),
  foreign key (owner_id, transaction_id) references transaction (owner_id, id) on delete cascade
);
create unique index source_record_source_id on source_record (owner_id, account_link_id, source_id)
  where source_id is not null and is_current;
create index source_record_content on source_record (owner_id, account_id, content_key);
-- The day before the link: as (owner, link, day) it would tie with the index of source ids wherever statistics are
-- missing, and a lookup of one id would read the whole link.
create index source_record_window on source_record (owner_id, on_date, account_link_id);
create index source_record_transaction on source_record (owner_id, transaction_id);

-- Each record as it was before a batch changed it (restated, taken back, superseded, moved). Append-only: it is what an
-- undo restores and what the history of a transaction shows.
create table source_record_version (
  owner_id uuid not null,
  record_id uuid not null,
  version integer not null,
  before jsonb not null,
  replaced_by uuid not null,
  replaced_at timestamptz not null default now(),
  primary key (owner_id, record_id, version),
  foreign key (owner_id, record_id) references source_record (owner_id, id) on delete cascade
);

create table rejected_record (
  owner_id uuid not null,
  batch_id uuid not null,
  position integer not null,
  account_source_id text,
  source_id text,
  line integer,
  reason text not null,
  evidence_id uuid not null,
  evidence_index integer not null,
  primary key (owner_id, batch_id, position),
  foreign key (owner_id, batch_id) references import_batch (owner_id, id) on delete cascade
);

create table review (
  owner_id uuid not null references owner (id) on delete cascade,
  id uuid not null,
  key text not null,
  kind text not null,
  state text not null default 'open' check (state in ('open', 'answered', 'settled')),
  subject_transaction_id uuid not null,
  candidate_transaction_ids uuid[] not null,
  record_id uuid,
  evidence jsonb not null,
  batch_id uuid not null,
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (owner_id, id)
);
create unique index review_key on review (owner_id, key);
create index review_open on review (owner_id, created_at) where state = 'open';

create table balance (
  owner_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  run_id uuid,
  batch_id uuid,
  kind text not null check (kind in ('booked', 'available')),
  amount_minor bigint not null,
  as_of_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  primary key (owner_id, id),
  foreign key (owner_id, account_id) references account (owner_id, id) on delete cascade
);
create index balance_account on balance (owner_id, account_id, kind, as_of_at desc);

create table coverage (
  owner_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  account_link_id uuid not null,
  batch_id uuid not null,
  from_on date not null,
  to_on date not null,
  statuses text[] not null,
  primary key (owner_id, id),
  check (from_on <= to_on)
);
create index coverage_account on coverage (owner_id, account_id, from_on);

create table outbox (
  owner_id uuid not null references owner (id) on delete cascade,
  id uuid not null,
  -- The same notice is written once, however often its run is retried.
  key text not null,
  kind text not null,
  facts jsonb not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  primary key (owner_id, id)
);
create unique index outbox_key on outbox (owner_id, key);

-- The made-up banks of the demo: their emulators' state, which is nobody's data.
create table demo_bank (
  key text primary key,
  state jsonb not null,
  updated_at timestamptz not null default now()
);

-- Facts about this installation, such as which key sealed it.
create table installation (
  key text primary key,
  value jsonb not null
);

do $$
declare
  name text;
begin
  foreach name in array array[
    'connection', 'credential', 'consent', 'link_session', 'account', 'account_link', 'sync_run', 'run_event', 'file',
    'file_layout', 'import_batch', 'evidence', 'transaction', 'transaction_intent', 'source_record',
    'source_record_version', 'rejected_record', 'review', 'balance', 'coverage', 'outbox'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy owned on %I using (owner_id = (select guard.owner_id()))
       with check (owner_id = (select guard.owner_id()))', name);
    execute format('grant select, insert, update, delete on %I to tributary_app, tributary_worker', name);
  end loop;
  -- The sweeps of the guard functions below see which connections are due, and nothing else of anybody's.
  execute format('create policy sweep on connection for select to %I using (true)', current_user);
  execute format('create policy sweep on sync_run for select to %I using (true)', current_user);
end $$;

alter table owner enable row level security;
alter table owner force row level security;
create policy owned on owner using (id = (select guard.owner_id())) with check (id = (select guard.owner_id()));
do $$ begin
  execute format('create policy sweep on owner for select to %I using (true)', current_user);
  execute format('create policy founding on owner for insert to %I with check (true)', current_user);
end $$;
grant select, update on owner to tributary_app;
grant select on owner to tributary_worker;
grant select, insert, update, delete on demo_bank, installation to tributary_app, tributary_worker;

-- Connections whose time has come: ids only.
create function guard.due_connections(at timestamptz, most integer)
returns table (owner_id uuid, connection_id uuid)
language sql stable security definer set search_path = pg_catalog, public, guard
as $$
  select c.owner_id, c.id from public.connection c
  where c.next_due_at <= at and c.disconnected_at is null
    and (c.paused_at is null or c.paused_until_on <= (at at time zone 'UTC')::date)
  order by c.next_due_at limit most
$$;

-- Runs that say they are running but have not shown a heartbeat since.
create function guard.stale_runs(since timestamptz, most integer)
returns table (owner_id uuid, run_id uuid)
language sql stable security definer set search_path = pg_catalog, public, guard
as $$
  select r.owner_id, r.id from public.sync_run r
  where r.state = 'running' and r.heartbeat_at < since
  order by r.heartbeat_at limit most
$$;

-- Queued runs whose time has come: what a worker may have missed while none was there.
create function guard.due_runs(at timestamptz, most integer)
returns table (owner_id uuid, run_id uuid, connection_id uuid)
language sql stable security definer set search_path = pg_catalog, public, guard
as $$
  select r.owner_id, r.id, r.connection_id from public.sync_run r
  where r.state = 'queued' and r.next_attempt_at <= at
  order by r.next_attempt_at limit most
$$;

-- Binds a run's random token to the owner of that run, for as long as the run is open. Only workers may: a run sees
-- one person's rows. An earlier runner of the same run loses its token, and with it every row.
create function guard.claim_run(run uuid, token_hash bytea, expires_at timestamptz) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, public, guard
as $$
declare
  found_owner uuid;
begin
  select r.owner_id into found_owner from public.sync_run r where r.id = run and r.state in ('queued', 'running');
  if found_owner is null then return null; end if;
  delete from guard.access_grant g where g.run_id = run or g.expires_at < now();
  insert into guard.access_grant (token_hash, owner_id, kind, run_id, expires_at)
  values (claim_run.token_hash, found_owner, 'run', run, claim_run.expires_at);
  return found_owner;
end $$;

-- Lets a due connection's owner be acted for, to queue its scheduled run.
create function guard.claim_due(connection uuid, token_hash bytea, expires_at timestamptz) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, public, guard
as $$
declare
  found_owner uuid;
begin
  select c.owner_id into found_owner from public.connection c
  where c.id = claim_due.connection and c.disconnected_at is null;
  if found_owner is null then return null; end if;
  insert into guard.access_grant (token_hash, owner_id, kind, run_id, expires_at)
  values (claim_due.token_hash, found_owner, 'run', null, claim_due.expires_at);
  return found_owner;
end $$;

create function guard.release(token_hash bytea) returns void
language sql volatile security definer set search_path = pg_catalog, guard
as $$ delete from guard.access_grant g where g.token_hash = release.token_hash $$;

revoke all on all functions in schema guard from public;
grant execute on function guard.owner_id() to tributary_app, tributary_worker;
grant execute on function guard.release(bytea) to tributary_app, tributary_worker;
grant execute on function
  guard.due_connections(timestamptz, integer), guard.stale_runs(timestamptz, integer),
  guard.due_runs(timestamptz, integer),
  guard.claim_run(uuid, bytea, timestamptz), guard.claim_due(uuid, bytea, timestamptz)
to tributary_worker;
