-- Joined accounts: two accounts that turned out to be one.

-- What the account was that went, and what moved out of it, so that the joining can be undone.
alter table before_image drop constraint before_image_kind_check;
alter table before_image add constraint before_image_kind_check
  check (kind in ('transaction', 'review', 'transfer', 'account'));

-- Of two accounts that both had files one link goes on; the other ends, and keeps what it brought.
drop index account_link_file;
create unique index account_link_file on account_link (owner_id, account_id)
  where connection_id is null and ended_at is null;
