-- Tags that are described, coloured, renamed and merged; the desk's search over drafts; views of the article list that
-- somebody keeps.

-- What went out under a name keeps it (edition_tag holds the name as it was): a rename reaches readers, like every
-- change, with the next version of each article.
alter table tag
  add column description text not null default '' check (length(description) <= 300),
  add column colour text not null default 'grey'
    check (colour in ('grey', 'red', 'orange', 'green', 'teal', 'blue', 'violet', 'pink')),
  -- Whoever types its name gets this one.
  add column merged_into uuid references tag,
  add constraint tag_merged_elsewhere check (merged_into <> id);
create index tag_merged_into on tag (merged_into) where merged_into is not null;
grant update (description, colour, merged_into) on tag to galley_app;

-- No section has a tag that was merged into another one.
create function keep_tag_whole() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from tag where id = new.tag_id and merged_into is null for share;
  if not found then
    raise exception 'This tag was merged into another one.'
      using errcode = 'check_violation', constraint = 'tag_merged';
  end if;
  return new;
end $$;
create trigger of_whole before insert on section_tag for each row execute function keep_tag_whole();

-- The words of the newest revision of each section, as published_text has those of what readers see. Written with the
-- revision itself, so that a search finds what was just saved.
create table draft_text (
  section_id uuid primary key references section,
  article_id uuid not null references article,
  words tsvector not null
);
create index draft_text_words on draft_text using gin (words);
create index draft_text_article on draft_text (article_id);

create function search_words(a_kind text, a_heading text, a_text text) returns tsvector
language sql immutable set search_path = pg_catalog, public, pg_temp as $$
  select setweight(to_tsvector('english', a_heading) || to_tsvector('simple', a_heading),
      case when a_kind = 'head' then 'A' else 'B' end::"char")
    || to_tsvector('english', a_text) || to_tsvector('simple', a_text)
$$;
revoke execute on function search_words(text, text, text) from public;

create function keep_draft_text() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into draft_text (section_id, article_id, words)
    select s.id, s.article_id, search_words(s.kind, r.heading, r.text)
    from inserted r join section s on s.id = r.section_id and s.revision_id = r.id
    on conflict (section_id) do update set words = excluded.words;
  return null;
end $$;
create trigger searchable after insert on revision referencing new table as inserted
  for each statement execute function keep_draft_text();

insert into draft_text (section_id, article_id, words)
  select s.id, s.article_id, search_words(s.kind, r.heading, r.text)
  from section s join revision r on r.id = s.revision_id;
grant select on draft_text to galley_app;

-- Filters of the article list under a name, each person's own.
create table saved_view (
  id uuid primary key,
  staff_id uuid not null references staff,
  name text not null check (btrim(name) <> '' and length(name) <= 60),
  -- As it stands in the address of the list, without the question mark.
  query text not null check (length(query) <= 500),
  created_at timestamptz not null default now(),
  constraint saved_view_name unique (staff_id, name)
);
grant select, delete, insert (id, staff_id, name, query) on saved_view to galley_app;
