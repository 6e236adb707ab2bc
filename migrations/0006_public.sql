-- What readers learn beyond the newest version: earlier versions, corrections, withdrawals, and every address that an
-- article ever had.

-- A version that went to readers. Only the trigger on publication writes here: whatever stands here passed the gate.
create table edition (
  version_id uuid primary key,
  article_id uuid not null,
  number integer not null,
  published_at timestamptz not null,
  constraint edition_number_key unique (article_id, number),
  foreign key (version_id, article_id) references version (id, article_id)
);

-- The public note of a version: what it corrects, and why.
create table correction (
  version_id uuid primary key references edition,
  note text not null constraint correction_note check (btrim(note) <> '' and length(note) <= 2000),
  made_by uuid not null references staff,
  made_at timestamptz not null default now()
);

-- Readers no longer see an article from the version on that they saw last. Unpublished: nothing is told, and a later
-- version may follow. Retracted: the reason stays at the address, for ever.
create table withdrawal (
  version_id uuid not null references edition,
  article_id uuid not null references article,
  kind text not null check (kind in ('unpublished', 'retracted')),
  reason text not null constraint withdrawal_reason check (btrim(reason) <> '' and length(reason) <= 2000),
  made_by uuid not null references staff,
  made_at timestamptz not null default now(),
  primary key (version_id, kind),
  foreign key (version_id, article_id) references version (id, article_id)
);
create unique index withdrawal_retracted on withdrawal (article_id) where kind = 'retracted';
create index withdrawal_article on withdrawal (article_id);

-- Every slug that an article has or had. None is ever given to another article; those that were public redirect.
create table address (
  slug text primary key,
  article_id uuid not null references article,
  given_at timestamptz not null default now(),
  public_since timestamptz
);
create index address_article on address (article_id);

insert into address (slug, article_id, given_at, public_since)
  select a.slug, a.id, a.created_at, p.first_published_at from article a left join publication p on p.article_id = a.id;
insert into edition (version_id, article_id, number, published_at)
  select v.id, v.article_id, v.number, v.created_at from version v
  where exists (select from event e where e.action = 'version.published' and e.subject_id = v.id)
    or exists (select from publication p where p.version_id = v.id);

create trigger never_changes before update or delete or truncate on edition execute function refuse_change();
create trigger never_changes before update or delete or truncate on correction execute function refuse_change();
create trigger never_changes before update or delete or truncate on withdrawal execute function refuse_change();
create trigger never_changes before delete or truncate on address execute function refuse_change();

-- The address is the article's, not the version's: the pointer follows it. The gate is asked whenever the pointer moves
-- to a version; a new address alone is no such move, and the foreign key sees that it is the article's own.
alter table publication drop constraint publication_version_id_slug_fkey;
alter table article add constraint article_at_slug unique (id, slug);
alter table publication add constraint publication_at_article
  foreign key (article_id, slug) references article (id, slug) on update cascade;
drop trigger gate on publication;
create trigger gate before insert on publication for each row execute function keep_gate();
create trigger gate_again before update on publication for each row
  when (new.slug = old.slug or (new.article_id, new.version_id, new.published_by, new.published_at, new.first_published_at)
    is distinct from (old.article_id, old.version_id, old.published_by, old.published_at, old.first_published_at))
  execute function keep_gate();

create function keep_address() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from withdrawal where article_id = new.id and kind = 'retracted';
  if found then
    raise exception 'The notice of a retraction stays at its address.'
      using errcode = 'restrict_violation', constraint = 'article_retracted';
  end if;
  insert into address (slug, article_id) values (new.slug, new.id) on conflict (slug) do nothing;
  perform 1 from address where slug = new.slug and article_id = new.id;
  if not found then
    raise exception 'Another article has this address, or had it.'
      using errcode = 'unique_violation', constraint = 'article_slug_key';
  end if;
  return new;
end $$;
create trigger addressed after insert on article for each row execute function keep_address();
-- Before the update: the pointer follows in the middle of it, and notes that the address is public.
create trigger readdressed before update of slug on article for each row execute function keep_address();

-- After the gate (triggers run in the order of their names): what was withdrawn does not come back by the pointer.
create function keep_publication_forward() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare wanted integer;
begin
  select number into wanted from version where id = new.version_id;
  perform 1 from withdrawal where article_id = new.article_id and kind = 'retracted';
  if found then
    raise exception 'A retracted article is not published again.'
      using errcode = 'restrict_violation', constraint = 'article_retracted';
  end if;
  perform 1 from edition where article_id = new.article_id and number >= wanted;
  if found then
    raise exception 'Readers go from a version to a later one, never back.'
      using errcode = 'restrict_violation', constraint = 'publication_goes_forward';
  end if;
  return new;
end $$;
create trigger goes_forward before insert on publication for each row execute function keep_publication_forward();
create trigger goes_forward_again before update on publication for each row
  when ((new.article_id, new.version_id) is distinct from (old.article_id, old.version_id))
  execute function keep_publication_forward();

-- The tags that the sections of a version had when it went to readers; tags put on later go out with a later version.
create table edition_tag (
  version_id uuid not null references edition,
  section_id uuid not null references section,
  name text not null,
  primary key (version_id, section_id, name)
);
create index edition_tag_name on edition_tag (name);
create trigger never_changes before update or delete or truncate on edition_tag execute function refuse_change();
insert into edition_tag (version_id, section_id, name)
  select p.version_id, st.section_id, tag.name
  from publication p
  join version_section vs on vs.version_id = p.version_id
  join section_tag st on st.section_id = vs.section_id
  join tag on tag.id = st.tag_id;

create function note_edition() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update address set public_since = now() where slug = new.slug and public_since is null;
  if tg_op = 'INSERT' or new.version_id <> old.version_id then
    insert into edition (version_id, article_id, number, published_at)
      select id, article_id, number, new.published_at from version where id = new.version_id;
    insert into edition_tag (version_id, section_id, name)
      select vs.version_id, st.section_id, tag.name
      from version_section vs
      join section_tag st on st.section_id = vs.section_id
      join tag on tag.id = st.tag_id
      where vs.version_id = new.version_id;
  end if;
  return null;
end $$;
create trigger edition_noted after insert or update on publication for each row execute function note_edition();

create function keep_correction_with_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from version v join edition earlier on earlier.article_id = v.article_id and earlier.number < v.number
    where v.id = new.version_id and v.created_in = pg_current_xact_id();
  if not found then
    raise exception 'A correction goes out together with a version that follows a published one.'
      using errcode = 'check_violation', constraint = 'correction_with_version';
  end if;
  return new;
end $$;
create trigger with_version before insert on correction for each row execute function keep_correction_with_version();

create function keep_article_withdrawal() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from article where id = new.article_id for update;
  perform 1 from publication where article_id = new.article_id and version_id = new.version_id;
  if not found or exists (
    select from withdrawal where version_id = new.version_id and (kind = 'retracted' or new.kind = 'unpublished')
  ) then
    raise exception 'Only what readers see is withdrawn.'
      using errcode = 'check_violation', constraint = 'withdrawal_of_published';
  end if;
  return new;
end $$;
create trigger of_published before insert on withdrawal for each row execute function keep_article_withdrawal();

create function announce_withdrawal() returns trigger language plpgsql as $$
begin
  perform pg_notify('publication', new.article_id::text);
  return null;
end $$;
create trigger announced after insert on withdrawal for each row execute function announce_withdrawal();

grant select on edition, edition_tag, correction, withdrawal, address to galley_app;
grant insert (version_id, note, made_by) on correction to galley_app;
grant insert (version_id, article_id, kind, reason, made_by) on withdrawal to galley_app;

-- What readers may know (invariant 2), from here on without what was withdrawn.
create or replace view published_article with (security_barrier) as
  select p.article_id, p.slug, p.version_id, v.number as version_number, p.published_at, p.first_published_at,
    r.heading as title, r.body as dek,
    (select max(s.signed_at) from version_section vs join sign_off s on s.id = vs.sign_off_id
      where vs.version_id = p.version_id) as checked_at
  from publication p
  join version v on v.id = p.version_id
  join version_section head on head.version_id = p.version_id and head.kind = 'head'
  join revision r on r.id = head.revision_id
  where not exists (select from withdrawal w where w.version_id = p.version_id);

-- Every version of a published article that readers have seen, but for those up to a withdrawal.
create view published_version with (security_barrier) as
  select a.article_id, a.slug, e.version_id, e.number, e.published_at, e.version_id = a.version_id as newest,
    r.heading as title, r.body as dek, c.note as correction,
    (select max(s.signed_at) from version_section vs join sign_off s on s.id = vs.sign_off_id
      where vs.version_id = e.version_id) as checked_at,
    -- The role of each person who signed a part of it off; who they are, readers are not told.
    (select array_agg(signer.role order by signer.role) from (
      select distinct staff.id, staff.role from version_section vs
        join sign_off s on s.id = vs.sign_off_id join staff on staff.id = s.signed_by
      where vs.version_id = e.version_id) signer) as checked_by
  from published_article a
  join edition e on e.article_id = a.article_id
  join version_section head on head.version_id = e.version_id and head.kind = 'head'
  join revision r on r.id = head.revision_id
  left join correction c on c.version_id = e.version_id
  where e.number > coalesce((
    select max(v.number) from withdrawal w join version v on v.id = w.version_id where w.article_id = a.article_id), 0);

create or replace view published_section with (security_barrier) as
  select vs.version_id, vs.position, vs.section_id, vs.kind, vs.depth, vs.numbered, r.heading, r.body
  from published_version p
  join version_section vs on vs.version_id = p.version_id
  join revision r on r.id = vs.revision_id;

create or replace view published_claim with (security_barrier) as
  select vv.version_id, vv.section_id, vv.verdict_id, a.quote, a.start_at, a.end_at, d.given_at,
    coalesce((select jsonb_agg(jsonb_build_object('url', e.url, 'title', e.title, 'publisher', e.publisher,
        'publishedOn', e.published_on, 'passage', e.passage, 'lookedAt', e.looked_at) order by e.looked_at, e.id)
      from evidence e where e.verdict_id = d.id), '[]') as sources
  from published_version p
  join version_verdict vv on vv.version_id = p.version_id
  join verdict d on d.id = vv.verdict_id and d.kind = 'verified'
  join version_section vs on vs.version_id = vv.version_id and vs.section_id = vv.section_id
  join anchor a on a.revision_id = vs.revision_id and a.flag_id = d.flag_id;

-- What stands at the address of an article that was withdrawn. Why it was unpublished is the desk's affair.
create view published_notice with (security_barrier) as
  select p.article_id, p.slug, w.version_id, w.kind, w.made_at as withdrawn_at,
    case when w.kind = 'retracted' then w.reason end as reason
  from publication p
  join withdrawal w on w.version_id = p.version_id
    and (w.kind = 'retracted' or not exists (
      select from withdrawal other where other.version_id = w.version_id and other.kind = 'retracted'));

-- The addresses where articles once were public, and where they are now.
create view published_redirect with (security_barrier) as
  select a.slug, p.slug as leads_to
  from address a join publication p on p.article_id = a.article_id
  where a.public_since is not null and a.slug <> p.slug;

-- The tags of what readers see, and where in it they stand.
create view published_tag with (security_barrier) as
  select a.article_id, a.slug, t.version_id, t.section_id, t.name
  from published_article a join edition_tag t on t.version_id = a.version_id;

grant select on published_version, published_tag, published_notice, published_redirect to galley_reader, galley_app;

-- Full-text search. This table holds the text that readers see now and nothing else: the pointer's own transaction
-- writes it anew. It is a table and not a view so that the indexes serve the public's role as well.
create extension if not exists pg_trgm;

create table published_text (
  article_id uuid not null references publication,
  position integer not null,
  heading text not null,
  text text not null,
  -- Stems, and the words as they are, for a word of which only the beginning was typed.
  words tsvector not null,
  primary key (article_id, position)
);
create index published_text_words on published_text using gin (words);
create index published_text_like on published_text using gin (text gin_trgm_ops);

create function write_published_text(an_article uuid) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  delete from published_text where article_id = an_article;
  insert into published_text (article_id, position, heading, text, words)
    select vs.article_id, vs.position, r.heading, r.text,
      setweight(to_tsvector('english', r.heading) || to_tsvector('simple', r.heading),
        case when vs.kind = 'head' then 'A' else 'B' end::"char")
      || to_tsvector('english', r.text) || to_tsvector('simple', r.text)
    from publication p
    join version_section vs on vs.version_id = p.version_id
    join revision r on r.id = vs.revision_id
    where p.article_id = an_article
      and not exists (select from withdrawal w where w.version_id = p.version_id);
$$;
revoke execute on function write_published_text(uuid) from public;

create function keep_published_text() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform write_published_text(new.article_id);
  return null;
end $$;
create trigger searchable after insert or update of version_id on publication
  for each row execute function keep_published_text();
create trigger searchable after insert on withdrawal for each row execute function keep_published_text();

select write_published_text(article_id) from publication;

grant select on published_text to galley_reader, galley_app;
