-- The rulebook: payorees, categories and rules, and who set which field of a transaction.

alter table transaction
  -- What only some sources tell, and what naming and sorting stand on.
  add column counterparty_account_mask text,
  add column category_scheme text,
  add column category_code text,
  add column reference text,
  -- What the other party is recognised by, and who named it: bank, brand, alias or `rule:<id>`.
  add column derived_payoree_key text,
  add column derived_payoree_by text,
  add column derived_category_by text,
  add column derived_category_confidence real,
  -- Note, tags, hiding and transfer, each with its rule. Null where no rule set any, which is nearly always.
  add column derived_ruled jsonb;
create index transaction_payoree on transaction (owner_id, derived_payoree_key);

-- One row per owner, made with their first import. `version` is new with every change: what was worked out of a
-- version can be kept for as long as it stands.
create table rulebook (
  owner_id uuid not null references owner (id) on delete cascade,
  id uuid not null,
  version uuid not null,
  -- Which edition of the built-in categories it holds.
  tree_edition integer not null,
  -- Learned on this machine from the person's corrections and from what sources say elsewhere.
  learned jsonb,
  -- Where a recompute stands: the version it works for, and the last transaction it did.
  recompute_version uuid,
  recompute_after uuid,
  primary key (owner_id, id),
  check (id = owner_id)
);

-- Categories of the tree and of the person's own. A deleted one stays, empty, and says where its transactions went, so
-- that nothing that names it is left dangling.
create table category (
  owner_id uuid not null references owner (id) on delete cascade,
  id text not null check (length(id) between 1 and 100),
  parent_id text,
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('income', 'expense', 'transfer')),
  position integer not null,
  is_own boolean not null,
  deleted_at timestamptz,
  moved_to_id text,
  primary key (owner_id, id),
  foreign key (owner_id, parent_id) references category (owner_id, id),
  foreign key (owner_id, moved_to_id) references category (owner_id, id)
);

-- A payoree that the person has named, merged or sorted. One that nobody touched is no row: its name is worked out.
create table payoree (
  owner_id uuid not null references owner (id) on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 500),
  -- The name without regard to capitals: two payorees of one name would be one.
  folded_name text not null,
  -- "Always this category"; null is no word on it.
  category_id text,
  updated_at timestamptz not null default now(),
  primary key (owner_id, id),
  foreign key (owner_id, category_id) references category (owner_id, id)
);
create unique index payoree_name on payoree (owner_id, folded_name);

-- What a payoree is recognised by.
create table payoree_alias (
  owner_id uuid not null,
  id uuid not null,
  key text not null check (length(key) between 1 and 600),
  payoree_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (owner_id, id),
  foreign key (owner_id, payoree_id) references payoree (owner_id, id) on delete cascade
);
create unique index payoree_alias_key on payoree_alias (owner_id, key);
create index payoree_alias_payoree on payoree_alias (owner_id, payoree_id);

create table rule (
  owner_id uuid not null references owner (id) on delete cascade,
  id uuid not null,
  position integer not null,
  name text not null check (length(name) between 1 and 500),
  is_on boolean not null,
  condition jsonb not null,
  actions jsonb not null,
  stops boolean not null,
  from_on date,
  updated_at timestamptz not null default now(),
  primary key (owner_id, id)
);
create index rule_order on rule (owner_id, position, id);

-- A change of the rulebook with what it did to history: undone as one.
create table rulebook_batch (
  owner_id uuid not null references owner (id) on delete cascade,
  id uuid not null,
  kind text not null,
  -- In words, for the list of what can be undone.
  summary text not null,
  changed integer not null,
  -- Rows of the tables above, by table, before and after.
  before jsonb not null,
  after jsonb not null,
  created_at timestamptz not null default now(),
  undone_at timestamptz,
  primary key (owner_id, id)
);
create index rulebook_batch_newest on rulebook_batch (owner_id, created_at desc, id desc);

-- Per field, what a person or a change of the rulebook made of it. Imports are not in it: what they state is in the
-- versions of source records, and what follows from that can be worked out again.
create table field_change (
  owner_id uuid not null,
  id uuid not null,
  transaction_id uuid not null,
  -- `payoree`, `category`, `note` and `isHidden` are the person's decisions; `derived.…` is what was worked out.
  field text not null,
  -- `{"decided": false}` or the value before and after.
  before jsonb not null,
  after jsonb not null,
  -- `person`, or what kind of change of the rulebook.
  by text not null,
  batch_id uuid,
  at timestamptz not null,
  primary key (owner_id, id),
  foreign key (owner_id, transaction_id) references transaction (owner_id, id) on delete cascade,
  foreign key (owner_id, batch_id) references rulebook_batch (owner_id, id) on delete cascade
);
create index field_change_transaction on field_change (owner_id, transaction_id, id);
create index field_change_batch on field_change (owner_id, batch_id) where batch_id is not null;

do $$
declare
  name text;
begin
  foreach name in array array[
    'rulebook', 'category', 'payoree', 'payoree_alias', 'rule', 'rulebook_batch', 'field_change'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy owned on %I using (owner_id = (select guard.owner_id()))
       with check (owner_id = (select guard.owner_id()))', name);
    execute format('grant select, insert, update, delete on %I to tributary_app, tributary_worker', name);
  end loop;
end $$;
