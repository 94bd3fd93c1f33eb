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
