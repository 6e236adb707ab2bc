-- The desk: staff, articles, sections, revisions, tags, imports and the audit log.
-- Run as the owner. The application signs in as galley_app, the public reader as galley_reader; what each may do is
-- granted in 0003_grants.sql and nowhere else.

create table staff (
  id uuid primary key,
  email text not null constraint staff_email_key unique check (email = lower(email) and email like '%_@_%'),
  name text not null check (btrim(name) <> ''),
  role text not null check (role in ('editor', 'fact_checker', 'admin')),
  password_hash text not null,
  -- A session carries the version it was made under; raising it ends every session of that person at once.
  session_version integer not null default 1,
  created_at timestamptz not null default now(),
  deactivated_at timestamptz
);

create table article (
  id uuid primary key,
  slug text not null constraint article_slug_key unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  created_by uuid not null references staff,
  created_at timestamptz not null default now()
);

-- The title and dek are the section of kind head: they are revised, flagged and signed off like every other text.
create table section (
  id uuid primary key,
  article_id uuid not null references article,
  kind text not null check (kind in ('head', 'section', 'faq')),
  position integer not null check (position >= 0),
  depth integer not null check (depth between 1 and 5),
  numbered boolean not null default false,
  revision_id uuid not null,
  removed_at timestamptz,
  removed_by uuid references staff,
  constraint section_of_article unique (id, article_id),
  constraint section_position_key unique (article_id, position) deferrable initially immediate,
  constraint section_head_first check ((kind = 'head') = (position = 0) and (kind <> 'head' or removed_at is null)),
  check ((removed_at is null) = (removed_by is null))
);

create table revision (
  id uuid primary key,
  section_id uuid not null references section,
  number integer not null check (number >= 1),
  parent_id uuid references revision,
  heading text not null,
  body text not null,
  -- The visible text of heading and body (lib/sections/text.ts), in which flags are anchored.
  text text not null,
  note text not null default '',
  author_id uuid not null references staff,
  created_at timestamptz not null default now(),
  constraint revision_of_section unique (id, section_id),
  constraint revision_number_key unique (section_id, number),
  check ((number = 1) = (parent_id is null))
);
alter table section add constraint section_newest_revision
  foreign key (revision_id, id) references revision (id, section_id) deferrable initially deferred;
create index revision_author on revision (author_id);

create table tag (
  id uuid primary key,
  name text not null constraint tag_name_key unique check (name = lower(btrim(name)) and length(name) between 1 and 40),
  created_by uuid not null references staff,
  created_at timestamptz not null default now()
);

create table section_tag (
  section_id uuid not null references section,
  tag_id uuid not null references tag,
  added_by uuid not null references staff,
  added_at timestamptz not null default now(),
  primary key (section_id, tag_id)
);
create index section_tag_tag on section_tag (tag_id);

create table source (
  id uuid primary key,
  article_id uuid not null references article,
  sha256 bytea not null constraint source_sha256_key unique check (length(sha256) = 32),
  bytes bytea not null,
  name text not null,
  encoding text not null,
  importer text not null,
  imported_by uuid not null references staff,
  imported_at timestamptz not null default now()
);
create index source_article on source (article_id);

create table set_aside (
  source_id uuid not null references source,
  position integer not null,
  text text not null,
  reason text not null,
  first_line integer not null,
  last_line integer not null,
  primary key (source_id, position)
);

create table event (
  seq bigint primary key,
  at timestamptz not null,
  actor_id uuid not null references staff,
  action text not null,
  article_id uuid references article,
  section_id uuid references section,
  subject_id uuid,
  detail jsonb not null default '{}',
  previous_hash bytea not null,
  hash bytea not null
);
create index event_article on event (article_id, seq);
create index event_actor on event (actor_id, seq);

-- One row: where the chain ends. An event cut off the end would leave it pointing at nothing.
create table event_head (
  the_one boolean primary key default true check (the_one),
  seq bigint not null,
  hash bytea not null
);
insert into event_head (seq, hash) values (0, sha256('galley'));

-- A row that is written once and never again, by nobody.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'A row of % never changes.', tg_table_name
    using errcode = 'restrict_violation', constraint = tg_table_name || '_never_changes';
end $$;

create trigger never_changes before update or delete or truncate on revision execute function refuse_change();
create trigger never_changes before update or delete or truncate on source execute function refuse_change();
create trigger never_changes before update or delete or truncate on set_aside execute function refuse_change();
create trigger never_changes before update or delete or truncate on event execute function refuse_change();

-- Invariant 1. A revision is made on top of the newest one or not at all: the section's pointer moves in the same
-- statement, and only from the revision that the author had seen.
create function put_on_newest_revision() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare parent_number integer;
begin
  if new.parent_id is null then
    perform 1 from section where id = new.section_id and revision_id = new.id;
  else
    perform 1 from article where id = (select article_id from section where id = new.section_id) for update;
    select number into parent_number from revision where id = new.parent_id and section_id = new.section_id;
    if parent_number is distinct from new.number - 1 then
      raise exception 'Revision % does not follow the revision it is based on.', new.number
        using errcode = 'check_violation', constraint = 'revision_follows_parent';
    end if;
    update section set revision_id = new.id where id = new.section_id and revision_id = new.parent_id;
  end if;
  if not found then
    raise exception 'The revision it is based on is not the newest one.'
      using errcode = 'check_violation', constraint = 'revision_on_newest';
  end if;
  return new;
end $$;
create trigger on_newest before insert on revision for each row execute function put_on_newest_revision();

create function event_text(e event) returns text language sql immutable as $$
  select concat_ws('|', e.seq, extract(epoch from e.at), e.actor_id, e.action, coalesce(e.article_id::text, '-'),
    coalesce(e.section_id::text, '-'), coalesce(e.subject_id::text, '-'), e.detail::text)
$$;

-- Invariant 6. Each event takes the hash of the one before it, under a lock that makes the chain one line.
create function chain_event() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  select seq + 1, hash into new.seq, new.previous_hash from event_head for update;
  new.at := clock_timestamp();
  new.hash := sha256(new.previous_hash || convert_to(event_text(new), 'UTF8'));
  update event_head set seq = new.seq, hash = new.hash;
  return new;
end $$;
create trigger chained before insert on event for each row execute function chain_event();

-- The first event that does not fit the chain, or none.
create function broken_event() returns table (seq bigint, problem text)
language sql stable security definer set search_path = pg_catalog, public as $$
  with walked as (
    select e.seq, e.hash, e.previous_hash,
      lag(e.seq, 1, 0::bigint) over w as before_seq,
      lag(e.hash, 1, sha256('galley')) over w as before_hash,
      sha256(e.previous_hash || convert_to(event_text(e), 'UTF8')) as expected
    from event e window w as (order by e.seq)
  ), problems as (
    select walked.seq, case
      when walked.seq <> before_seq + 1 then 'events are missing before it'
      when previous_hash <> before_hash then 'it does not carry the hash of the event before it'
      when hash <> expected then 'its content was changed'
    end as problem from walked
    union all
    select h.seq, 'the newest events are missing' from event_head h
    where h.seq <> coalesce((select max(e.seq) from event e), 0)
      or (h.seq > 0 and h.hash is distinct from (select e.hash from event e where e.seq = h.seq))
  )
  select p.seq, p.problem from problems p where p.problem is not null order by p.seq limit 1
$$;
