-- Budget programs that a ledger is sent to, what was sent, and how to take it back.

create table destination (
  owner_id uuid not null references owner (id) on delete cascade,
  id uuid not null,
  -- The adapter's name.
  program text not null,
  name text not null check (length(name) between 1 and 200),
  settings jsonb not null,
  key_id text not null,
  sealed bytea not null,
  -- Requests of the last hour, by the minute in which they were sent: some programs allow only so many.
  request_minutes jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (owner_id, id)
);

-- Which account there ours is sent to.
create table destination_account (
  owner_id uuid not null,
  id uuid not null,
  destination_id uuid not null,
  account_id uuid not null,
  their_account_id text not null,
  their_name text not null,
  their_currency text,
  -- Earlier transactions are not sent: the person has them there already.
  sends_from_on date not null,
  primary key (owner_id, id),
  foreign key (owner_id, destination_id) references destination (owner_id, id) on delete cascade,
  foreign key (owner_id, account_id) references account (owner_id, id) on delete cascade
);
create unique index destination_account_ours on destination_account (owner_id, destination_id, account_id);

-- One sending, or the undoing of one.
create table push (
  owner_id uuid not null,
  id uuid not null,
  destination_id uuid not null,
  kind text not null check (kind in ('push', 'undo')),
  -- Of an undo: the push that it takes back.
  undoes_push_id uuid,
  state text not null check (state in ('running', 'succeeded', 'partly', 'failed')),
  counts jsonb not null,
  failure text,
  failure_message text,
  retry_at timestamptz,
  started_at timestamptz not null default now(),
  -- While it runs: when it last showed a sign of life.
  renewed_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (owner_id, id),
  foreign key (owner_id, destination_id) references destination (owner_id, id) on delete cascade
);
-- One at a time for each destination.
create unique index push_running on push (owner_id, destination_id) where state = 'running';
create index push_history on push (owner_id, started_at desc, id desc);

-- Each transaction as the destination holds it. It outlives the transaction: one that is gone here is still there.
create table pushed_transaction (
  owner_id uuid not null,
  id uuid not null,
  destination_id uuid not null,
  transaction_id uuid not null,
  -- The account that it was sent from.
  account_id uuid not null,
  their_account_id text not null,
  their_id text not null,
  -- Of the import id: how often the row was deleted there by us and sent again.
  generation integer not null check (generation between 0 and 99),
  state text not null check (state in ('held', 'gone', 'deleted')),
  -- Of a transfer that is one row there: the leg that it was sent with. Null of that leg itself.
  lead_transaction_id uuid,
  content jsonb not null,
  facts jsonb not null,
  -- The push or undo that last wrote it.
  push_id uuid not null,
  primary key (owner_id, id),
  foreign key (owner_id, destination_id) references destination (owner_id, id) on delete cascade
);
create unique index pushed_transaction_sent on pushed_transaction (owner_id, destination_id, transaction_id);

-- What a push wrote, with the row as it was before, for its undo.
create table push_change (
  owner_id uuid not null,
  id uuid not null,
  push_id uuid not null,
  transaction_id uuid not null,
  action text not null check (action in ('created', 'updated', 'deleted')),
  their_account_id text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- Null of a row that was not there before.
  before_image text,
  before_content jsonb,
  undone_by uuid,
  primary key (owner_id, id),
  foreign key (owner_id, push_id) references push (owner_id, id) on delete cascade
);
create index push_change_push on push_change (owner_id, push_id);

do $$
declare
  name text;
begin
  foreach name in array array['destination', 'destination_account', 'push', 'pushed_transaction', 'push_change'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy owned on %I using (owner_id = (select guard.owner_id()))
       with check (owner_id = (select guard.owner_id()))', name);
    execute format('grant select, insert, update, delete on %I to tributary_app, tributary_worker', name);
  end loop;
end $$;
