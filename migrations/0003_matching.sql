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

-- What became of the ids that a batch stated: how far an institution's ids can be trusted is added up from these.
create table id_finding (
  owner_id uuid not null references owner (id) on delete cascade,
  id uuid not null,
  batch_id uuid not null,
  account_link_id uuid not null,
  seen integer not null,
  reused integer not null,
  renumbered integer not null,
  reissued integer not null,
  primary key (owner_id, id)
);
create unique index id_finding_batch on id_finding (owner_id, batch_id, account_link_id);
create index id_finding_link on id_finding (owner_id, account_link_id);

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
  foreach name in array array['constraint_pair', 'id_finding'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy owned on %I using (owner_id = (select guard.owner_id()))
       with check (owner_id = (select guard.owner_id()))', name);
    execute format('grant select, insert, update, delete on %I to tributary_app, tributary_worker', name);
  end loop;
end $$;

-- Transfers

-- Two transactions that are one movement between the owner's own accounts, or that the person said are none. Both stay
-- as they are. What is only likely is a review and no row here.
create table transfer (
  owner_id uuid not null,
  id uuid not null,
  out_transaction_id uuid not null,
  in_transaction_id uuid not null,
  source text not null check (source in ('auto', 'user')),
  -- `ended`: a side was taken back, or changed so that it fits no more.
  state text not null check (state in ('linked', 'refused', 'ended')),
  evidence jsonb not null,
  -- The import that found it, or the decision that it is; null where the person decided outside of a question, for then
  -- no import's undo takes it back.
  batch_id uuid,
  -- The import that ended it: undoing that links the two again.
  ended_batch_id uuid,
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  primary key (owner_id, id),
  foreign key (owner_id, out_transaction_id) references transaction (owner_id, id) on delete cascade,
  foreign key (owner_id, in_transaction_id) references transaction (owner_id, id) on delete cascade,
  check ((state = 'ended') = (ended_batch_id is not null))
);
create unique index transfer_pair on transfer (owner_id, out_transaction_id, in_transaction_id);
create unique index transfer_out on transfer (owner_id, out_transaction_id) where state = 'linked';
create unique index transfer_in on transfer (owner_id, in_transaction_id) where state = 'linked';
create index transfer_arrival on transfer (owner_id, in_transaction_id);
create index transfer_batch on transfer (owner_id, batch_id) where batch_id is not null;
create index transfer_ended on transfer (owner_id, ended_batch_id) where ended_batch_id is not null;

-- The other side of a transfer is of the same sum, in any account.
create index transaction_sum on transaction (owner_id, amount_minor);
-- The few transactions that may be transfers: another side of another sum is looked for among them only.
create index transaction_transfers on transaction (owner_id, account_id, on_date)
  where derived_category like 'transfer%';

-- A question about accounts is asked of one of their transactions each, and names the accounts here.
alter table review
  add column subject_account_id uuid,
  add column candidate_account_ids uuid[];

do $$
declare
  name text;
begin
  foreach name in array array['transfer'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy owned on %I using (owner_id = (select guard.owner_id()))
       with check (owner_id = (select guard.owner_id()))', name);
    execute format('grant select, insert, update, delete on %I to tributary_app, tributary_worker', name);
  end loop;
end $$;
