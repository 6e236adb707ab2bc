-- Import of many sources at once, what a source says of itself, and the checks of the gate for many rows at once.

-- What the source is and says of itself; where it was fetched from.
alter table source
  add column type text not null default 'text/plain',
  add column byline text not null default '',
  add column dated text not null default '',
  add column url text constraint source_url check (url ~* '^https?://[^\s/]+'),
  add column canonical_url text constraint source_canonical_url check (canonical_url ~* '^https?://[^\s/]+');

-- What somebody asked to have imported together. Whether it is done is seen from its files.
create table import_job (
  id uuid primary key,
  started_by uuid not null references staff,
  started_at timestamptz not null default now(),
  -- All its files are here.
  complete_at timestamptz,
  cancelled_by uuid references staff,
  cancelled_at timestamptz,
  check ((cancelled_by is null) = (cancelled_at is null))
);
create index import_job_started on import_job (started_at);

-- One file of a job. Its bytes are kept until it is done: as a source they are kept with the article.
create table import_file (
  job_id uuid not null references import_job,
  position integer not null check (position >= 0),
  name text not null,
  bytes bytea,
  state text not null default 'waiting' check (state in ('waiting', 'imported', 'unchanged', 'failed', 'cancelled')),
  message text not null default '',
  article_id uuid references article,
  done_at timestamptz,
  primary key (job_id, position),
  check ((state = 'waiting') = (bytes is not null)),
  check ((state = 'waiting') = (done_at is null)),
  check ((state in ('imported', 'unchanged')) = (article_id is not null)),
  check ((state = 'failed') = (message <> ''))
);
create index import_file_waiting on import_file (job_id, position) where state = 'waiting';
create index import_file_state on import_file (job_id, state, position);
create index import_file_article on import_file (article_id);

create function keep_import_file() returns trigger language plpgsql as $$
begin
  if old.state <> 'waiting' or (new.job_id, new.position, new.name) is distinct from (old.job_id, old.position, old.name) then
    raise exception 'A file of an import is done once.'
      using errcode = 'restrict_violation', constraint = 'import_file_done_once';
  end if;
  return new;
end $$;
create trigger done_once before update on import_file for each row execute function keep_import_file();
create trigger never_goes before delete or truncate on import_file execute function refuse_change();
create trigger never_goes before delete or truncate on import_job execute function refuse_change();

-- A worker waits for this; a look now and then heals a lost notification.
create function announce_import() returns trigger language plpgsql as $$
begin
  perform pg_notify('import', '');
  return null;
end $$;
create trigger announced after insert on import_file for each statement execute function announce_import();

grant select, insert (id, started_by), update (complete_at, cancelled_by, cancelled_at) on import_job to galley_app;
grant select, insert (job_id, position, name, bytes, state, message, done_at),
  update (bytes, state, message, article_id, done_at) on import_file to galley_app;

-- The checks of 0001 and 0002 on inserted rows, once for all rows of a statement: an import writes hundreds. What they
-- look at, and what they lock, is the same; whoever breaks a rule by one row still loses the whole statement.

-- First revisions: the section's pointer is there already. Later ones move it, one by one, as before.
drop trigger on_newest on revision;
create trigger on_newest before insert on revision for each row when (new.parent_id is not null)
  execute function put_on_newest_revision();

create function keep_first_revisions() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from inserted r
    where r.parent_id is null
      and not exists (select from section s where s.id = r.section_id and s.revision_id = r.id);
  if found then
    raise exception 'The revision it is based on is not the newest one.'
      using errcode = 'check_violation', constraint = 'revision_on_newest';
  end if;
  return null;
end $$;
create trigger first_on_newest after insert on revision referencing new table as inserted
  for each statement execute function keep_first_revisions();

-- The articles of all these sections, in one order for everybody, so that no two wait for each other.
create function share_articles_of(sections uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'Flags are written in a transaction of isolation read committed.'
      using errcode = 'check_violation', constraint = 'read_committed';
  end if;
  perform 1 from article where id in (select article_id from section where id = any (sections)) order by id for share;
end $$;

revoke execute on function share_articles_of(uuid[]) from public;

drop trigger kept on flag;
create trigger kept before update on flag for each row execute function keep_flag();
create function share_articles_of_flags() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform share_articles_of(array(select distinct section_id from inserted));
  return null;
end $$;
create trigger kept_new after insert on flag referencing new table as inserted
  for each statement execute function share_articles_of_flags();

drop trigger exact_words on anchor;
create trigger exact_words before update on anchor for each row execute function keep_anchor_to_words();
-- One that ties a verdict to words is looked at by itself, as before.
create trigger exact_words_judged before insert on anchor for each row when (new.verdict_id is not null)
  execute function keep_anchor_to_words();
create function keep_anchors_to_words() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform share_articles_of(array(select distinct section_id from inserted));
  perform 1 from inserted a
    where not exists (select from revision r where r.id = a.revision_id and position(a.quote in r.text) > 0);
  if found then
    raise exception 'The flagged words do not stand in this revision.'
      using errcode = 'check_violation', constraint = 'anchor_quote_stands';
  end if;
  return null;
end $$;
create trigger exact_words_new after insert on anchor referencing new table as inserted
  for each statement execute function keep_anchors_to_words();
