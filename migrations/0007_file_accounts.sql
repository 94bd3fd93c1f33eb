-- By what the file's layout is known, set once it is imported: the next file of the kind then finds its account.
alter table file add column fingerprint text;
create index file_fingerprint on file (owner_id, fingerprint) where fingerprint is not null;
