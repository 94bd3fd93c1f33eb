-- Matching: what the person answered and undid, how far each source's ids can be trusted, and transfers.

-- What the person said of two rows, or of two names, of one account. By content and not by id: ids are reissued, what
-- was said stays.
create table constraint_pair (
  owner_id uuid not null references owner (id) on delete cascade,
  id uuid not null,
  account_id uuid not null,
  scope text not null check (scope in ('rows', 'names')),
  -- Content keys of rows, or the words of names; the smaller one left.
  left_key text not null,
  right_key text not null,
  is_same boolean not null,
  -- The decision that said it: undoing that takes it back.
  batch_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (owner_id, id),
  foreign key (owner_id, account_id) references account (owner_id, id) on delete cascade
);
create unique index constraint_pair_keys on constraint_pair (owner_id, account_id, scope, left_key, right_key);
create index constraint_pair_batch on constraint_pair (owner_id, batch_id);

alter table review
  add column answer text,
  add column decision_batch_id uuid;

-- A person's decision about rows is a batch like an import: it is undone the same way.
alter table import_batch drop constraint import_batch_kind_check;
alter table import_batch add constraint import_batch_kind_check check (kind in ('sync', 'file', 'decision'));

do $$
declare
  name text;
begin
  foreach name in array array['constraint_pair'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy owned on %I using (owner_id = (select guard.owner_id()))
       with check (owner_id = (select guard.owner_id()))', name);
    execute format('grant select, insert, update, delete on %I to tributary_app, tributary_worker', name);
  end loop;
end $$;
