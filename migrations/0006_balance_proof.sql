-- Balance proof: balances with the day they hold for and what the ledger summed up to when they came, and files' days.
alter table balance
  -- True where the source named no moment: the balance then holds for the day of its run.
  add column is_heard boolean not null default false,
  -- The day it holds for, where that is known as a day: the opening or closing balance of a file.
  add column as_of_on date,
  -- What the ledger showed once the run had read to its end: posted, pending, and its first day. Null where a run did not
  -- get there. A later file of older rows adds to sums of today, but not to these: hence the day.
  add column posted_minor bigint,
  add column pending_minor bigint,
  add column since_on date,
  add column summed_at timestamptz,
  add constraint balance_sums_together check ((posted_minor is null) = (pending_minor is null));
create index balance_run on balance (owner_id, run_id) where run_id is not null;
create index balance_batch on balance (owner_id, batch_id) where batch_id is not null;

-- False where a source merely starts and ends on these days, as a file does: what it leaves out may still have happened.
alter table coverage add column is_complete boolean not null default true;
