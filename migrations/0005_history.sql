-- History: what a batch found before it changed it, so that it can be undone whole.
--
-- Added rows need no image: they carry their batch. Records have theirs in source_record_version already.

-- One order for batches and images: whatever has the greater position was written later.
create sequence batch_position;
grant usage on sequence batch_position to tributary_app, tributary_worker;

alter table import_batch
  -- Of its last span so far.
  add column last_position bigint not null default nextval('batch_position'),
  -- Where the connection's cursor stood before the first span and after the last one. Null before the first read.
  add column cursor_before text,
  add column cursor_after text,
  -- Records that a file stated again unchanged: it relies on them too.
  add column seen_record_ids uuid[],
  -- The rulebook that its first span was decorated by: where it is another one by now, what an undo restores is worked
  -- out again.
  add column rulebook_version uuid,
  add column undone_at timestamptz;
create index import_batch_newest on import_batch (owner_id, created_at desc, id desc);

-- Rows as they were before a batch changed or ended them: the whole row, in the database's own names, so that columns
-- that are added later come along. The first image of a row in a batch stands. Append-only; an undo uses them up.
create table before_image (
  owner_id uuid not null,
  batch_id uuid not null,
  kind text not null check (kind in ('transaction', 'review', 'transfer')),
  row_id uuid not null,
  position bigint not null default nextval('batch_position'),
  before jsonb not null,
  -- What the person had decided by then: whether they touched the row since is seen by comparing.
  intent jsonb,
  is_ended boolean not null default false,
  primary key (owner_id, batch_id, kind, row_id),
  -- The batch is counted when its rows are written.
  foreign key (owner_id, batch_id) references import_batch (owner_id, id) on delete cascade deferrable initially deferred
);
create index before_image_row on before_image (owner_id, row_id);

create index source_record_version_batch on source_record_version (owner_id, replaced_by);
-- Records that a batch had written last, and that were changed after it.
create index source_record_version_written on source_record_version (owner_id, (before ->> 'batch_id'));

-- Rows of a batch lie side by side and batch ids grow with time: a summary of each stretch of pages finds them, and
-- costs an import next to nothing.
create index source_record_batch on source_record using brin (batch_id) with (pages_per_range = 32);
create index transaction_batch on transaction using brin (batch_id) with (pages_per_range = 32);

alter table sync_run
  -- A run that may save only what a dry run showed: the hash of that plan.
  add column expected_plan_hash text,
  -- The first rows of what a dry run would write.
  add column planned_rows jsonb;

do $$
declare
  name text;
begin
  foreach name in array array['before_image'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy owned on %I using (owner_id = (select guard.owner_id()))
       with check (owner_id = (select guard.owner_id()))', name);
    execute format('grant select, insert, update, delete on %I to tributary_app, tributary_worker', name);
  end loop;
end $$;
