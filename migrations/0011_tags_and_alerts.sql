-- Tags that the person gave or took: the whole set, which may be empty. Null where nothing is decided.
alter table transaction_intent add column tags text[];

-- A rule that tells of a transaction which has newly arrived. Once per rule and transaction.
create table alert (
  owner_id uuid not null,
  id uuid not null,
  rule_id uuid not null,
  -- As the rule was called then: what it said stays said when it is renamed or deleted.
  rule_name text not null,
  transaction_id uuid not null,
  -- The import, or the change of rules, that raised it.
  batch_id uuid not null,
  raised_at timestamptz not null,
  seen_at timestamptz,
  primary key (owner_id, id),
  unique (owner_id, rule_id, transaction_id),
  foreign key (owner_id, transaction_id) references transaction (owner_id, id) on delete cascade
);
create index alert_transaction on alert (owner_id, transaction_id);
create index alert_batch on alert (owner_id, batch_id);
create index alert_unseen on alert (owner_id, id) where seen_at is null;

do $$
declare
  name text;
begin
  foreach name in array array['alert'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy owned on %I using (owner_id = (select guard.owner_id()))
       with check (owner_id = (select guard.owner_id()))', name);
    execute format('grant select, insert, update, delete on %I to tributary_app, tributary_worker', name);
  end loop;
end $$;

-- What an account has to tell, as it was worked out last; `id` is the account's. It stands while no `account_change`
-- names the account. A migration that rewrites rows of a ledger must empty this table.
create table account_finding (
  owner_id uuid not null,
  id uuid not null,
  -- New each time, so that of two that work it out at once only the one that began with what is here keeps its answer.
  made_id uuid not null,
  -- Of the program's way to work it out and to word it.
  edition integer not null,
  findings jsonb not null,
  primary key (owner_id, id),
  foreign key (owner_id, id) references account (owner_id, id) on delete cascade
);

-- A transaction of the database changed something that an account's proof is made from. Only ever inserted, so that
-- nobody waits for anybody; whoever works out the proof deletes those that were there when it began.
create table account_change (
  owner_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  primary key (owner_id, id),
  foreign key (owner_id, account_id) references account (owner_id, id) on delete cascade
);
create index account_change_account on account_change (owner_id, account_id);

do $$
declare
  name text;
begin
  foreach name in array array['account_finding', 'account_change'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy owned on %I using (owner_id = (select guard.owner_id()))
       with check (owner_id = (select guard.owner_id()))', name);
    execute format('grant select, insert, update, delete on %I to tributary_app, tributary_worker', name);
  end loop;
end $$;

-- Once per account and transaction; accounts that are going need no note.
create function note_account_changes(owners uuid[], accounts uuid[]) returns void language sql as $$
  insert into account_change (owner_id, id, account_id)
  select a.owner_id, gen_random_uuid(), a.id
  from (select distinct * from unnest(owners, accounts) as u (owner_id, account_id)) v
  join account a on a.owner_id = v.owner_id and a.id = v.account_id
  where not exists (
    select 1 from account_change c
    where c.owner_id = a.owner_id and c.account_id = a.id and c.xmin = pg_current_xact_id()::xid)
$$;

create function note_changed_rows() returns trigger language plpgsql as $$
begin
  perform note_account_changes(array_agg(owner_id), array_agg(account_id))
  from (select distinct owner_id, account_id from changed) v having count(*) > 0;
  return null;
end $$;

create function note_changed_intents() returns trigger language plpgsql as $$
begin
  perform note_account_changes(array_agg(owner_id), array_agg(account_id))
  from (
    select distinct t.owner_id, t.account_id from changed
    join transaction t on t.owner_id = changed.owner_id and t.id = changed.transaction_id) v having count(*) > 0;
  return null;
end $$;

create function note_changed_calibrations() returns trigger language plpgsql as $$
begin
  perform note_account_changes(array_agg(owner_id), array_agg(account_id))
  from (
    select distinct l.owner_id, l.account_id from changed
    join account_link l on l.owner_id = changed.owner_id and l.id = changed.account_link_id) v having count(*) > 0;
  return null;
end $$;

do $$
declare
  name text;
  noting text;
begin
  for name, noting in
    values ('transaction', 'note_changed_rows'), ('source_record', 'note_changed_rows'),
      ('balance', 'note_changed_rows'), ('account_link', 'note_changed_rows'),
      ('transaction_intent', 'note_changed_intents'), ('calibration', 'note_changed_calibrations')
  loop
    execute format('create trigger note_added after insert on %I
      referencing new table as changed for each statement execute function %I()', name, noting);
    execute format('create trigger note_removed after delete on %I
      referencing old table as changed for each statement execute function %I()', name, noting);
    -- A row may move from one account to another: both change.
    execute format('create trigger note_before after update on %I
      referencing old table as changed for each statement execute function %I()', name, noting);
    execute format('create trigger note_after after update on %I
      referencing new table as changed for each statement execute function %I()', name, noting);
  end loop;
end $$;

create function note_changed_account() returns trigger language plpgsql as $$
begin
  perform note_account_changes(array[new.owner_id], array[new.id]);
  return null;
end $$;
create trigger note_change after update on account for each row execute function note_changed_account();

-- How far a bank was read tells whether an account has gone quiet.
create function note_changed_run() returns trigger language plpgsql as $$
begin
  perform note_account_changes(array_agg(owner_id), array_agg(account_id))
  from account_link where owner_id = new.owner_id and connection_id = new.connection_id having count(*) > 0;
  return null;
end $$;
create trigger note_change after update on sync_run for each row
  when (old.state is distinct from new.state) execute function note_changed_run();

create function note_changed_connection() returns trigger language plpgsql as $$
begin
  perform note_account_changes(array_agg(owner_id), array_agg(account_id))
  from account_link where owner_id = new.owner_id and connection_id = new.id having count(*) > 0;
  return null;
end $$;
create trigger note_change after update on connection for each row
  when (old.disconnected_at is distinct from new.disconnected_at
    or old.institution_name is distinct from new.institution_name
    or old.provider is distinct from new.provider)
  execute function note_changed_connection();

-- A day begins elsewhere.
create function note_changed_owner() returns trigger language plpgsql as $$
begin
  perform note_account_changes(array_agg(owner_id), array_agg(id)) from account where owner_id = new.id having count(*) > 0;
  return null;
end $$;
create trigger note_change after update on owner for each row
  when (old.time_zone is distinct from new.time_zone) execute function note_changed_owner();
