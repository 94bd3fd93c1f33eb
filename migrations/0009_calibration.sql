-- How an account's bank is read, where its balances have proved that it is not read as is assumed.
create table calibration (
  owner_id uuid not null,
  id uuid not null,
  -- The link whose connection told the proof. A link that takes its place at the same bank is read the same way.
  account_link_id uuid not null,
  what text not null
    check (what in ('flip-rows', 'flip-booked', 'flip-available', 'holds-in-booked', 'no-holds-in-available')),
  -- How many intervals spoke for it, of how many.
  agreeing integer not null check (agreeing > 0),
  intervals integer not null check (intervals >= agreeing),
  -- What it corrected in the ledger; null where it is about balances, which are kept as they were told.
  batch_id uuid,
  applied_at timestamptz not null,
  -- Taken back.
  ended_at timestamptz,
  primary key (owner_id, id),
  foreign key (owner_id, account_link_id) references account_link (owner_id, id) on delete cascade,
  foreign key (owner_id, batch_id) references import_batch (owner_id, id) on delete cascade
);
create index calibration_link on calibration (owner_id, account_link_id);
create unique index calibration_live on calibration (owner_id, account_link_id, what) where ended_at is null;
create index calibration_batch on calibration (owner_id, batch_id);

do $$
declare
  name text;
begin
  foreach name in array array['calibration'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy owned on %I using (owner_id = (select guard.owner_id()))
       with check (owner_id = (select guard.owner_id()))', name);
    execute format('grant select, insert, update, delete on %I to tributary_app, tributary_worker', name);
  end loop;
end $$;
