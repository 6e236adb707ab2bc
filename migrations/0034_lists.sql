-- What the desk's lists ask of ten thousand articles at once stands beside each section, so that they look at the sections
-- that they are about and not at all of them. It follows from other rows: the triggers here keep it, and nobody else may.

-- When the newest text of a section was written.
alter table draft_text add column revised_at timestamptz;
update draft_text d set revised_at = r.created_at
  from section s join revision r on r.id = s.revision_id where s.id = d.section_id;
alter table draft_text alter column revised_at set not null;
drop index draft_text_article;
create index draft_text_article on draft_text (article_id, revised_at);

create or replace function keep_draft_text() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into draft_text (section_id, article_id, words, revised_at)
    select s.id, s.article_id, search_words(s.kind, r.heading, r.text), r.created_at
    from inserted r join section s on s.id = r.section_id and s.revision_id = r.id
    on conflict (section_id) do update set words = excluded.words, revised_at = excluded.revised_at;
  return null;
end $$;

alter table section
  -- The revision whose sign-off stands, the newest one at that time; and who signed, where they may have written in it.
  add column signed_revision_id uuid,
  add column doubtful_signer uuid,
  -- The names of its tags, in order.
  add column tags text[] not null default '{}',
  -- How it stands in the version that the article's publication names; null where it does not stand in it.
  add column seen_revision_id uuid,
  add column seen_position integer,
  add column seen_kind text,
  add column seen_depth integer,
  add column seen_numbered boolean,
  add column seen_tags text[];

-- Who never wrote in a section that no text was moved into is beyond doubt; of others the gate asks `wrote_unread`.
create function note_sign_offs(revisions uuid[]) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update section s set
    signed_revision_id = o.revision_id,
    doubtful_signer = case when (
      select bool_or(o.signed_by in (r.author_id, r.proposed_by) or r.taken_from is not null)
      from revision r where r.section_id = s.id) then o.signed_by end
  from revision signed left join sign_off o on o.revision_id = signed.id and o.withdrawn_at is null
  where signed.id = any (revisions) and s.id = signed.section_id and s.revision_id = signed.id
$$;

create function keep_signed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform note_sign_offs(array(select revision_id from changed));
  return null;
end $$;
create trigger noted after insert on sign_off referencing new table as changed
  for each statement execute function keep_signed();
create trigger noted_again after update on sign_off referencing new table as changed
  for each statement execute function keep_signed();

create function note_tags(sections uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  -- First held, then read: of two that tag one section at once the later sees the tags of both.
  perform 1 from section where id = any (sections) order by id for no key update;
  update section set tags = array(
      select tag.name from section_tag st join tag on tag.id = st.tag_id
      where st.section_id = section.id order by tag.name collate "C")
    where id = any (sections);
end $$;

create function keep_tags() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform note_tags(array(select distinct section_id from changed));
  return null;
end $$;
create trigger noted after insert on section_tag referencing new table as changed
  for each statement execute function keep_tags();
create trigger noted_off after delete on section_tag referencing old table as changed
  for each statement execute function keep_tags();

create function keep_tag_name() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform note_tags(array(select section_id from section_tag where tag_id = new.id));
  return null;
end $$;
create trigger renamed after update of name on tag for each row when (new.name <> old.name)
  execute function keep_tag_name();

create function note_seen(an_article uuid, a_version uuid) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update section set (seen_revision_id, seen_position, seen_kind, seen_depth, seen_numbered, seen_tags) = (
      select vs.revision_id, vs.position, vs.kind, vs.depth, vs.numbered,
        array(select name from edition_tag t where t.version_id = vs.version_id and t.section_id = vs.section_id
          order by name collate "C")
      from version_section vs where vs.version_id = a_version and vs.section_id = section.id)
    where article_id = an_article
$$;

-- After `edition_noted`, which keeps the tags that the version went out with.
create function keep_seen() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform note_seen(new.article_id, new.version_id);
  return null;
end $$;
create trigger seen after insert or update of version_id on publication for each row execute function keep_seen();

revoke execute on function note_sign_offs(uuid[]), keep_signed(), note_tags(uuid[]), keep_tags(), keep_tag_name(),
  note_seen(uuid, uuid), keep_seen() from public;
revoke insert on section from galley_app;
grant insert (id, article_id, kind, position, depth, numbered, revision_id, removed_at, removed_by) on section to galley_app;

select note_sign_offs(array(select revision_id from sign_off where withdrawn_at is null));
select note_tags(array(select distinct section_id from section_tag));
select note_seen(article_id, version_id) from publication;
-- What is still to be looked at would be in the way of the indexes.
set constraints section_newest_revision immediate;

create index section_newest on section (revision_id) include (article_id) where removed_at is null;
create index section_unsigned on section (article_id)
  where removed_at is null and signed_revision_id is distinct from revision_id;
create index section_doubtful on section (article_id) where doubtful_signer is not null;
create index section_changed on section (article_id)
  where removed_at is null and (seen_revision_id is distinct from revision_id
    or seen_kind <> kind or seen_depth <> depth or seen_numbered <> numbered or seen_tags <> tags);
create index section_moved on section (article_id) where removed_at is null and seen_position <> position;
create index section_taken_out on section (article_id) where removed_at is not null and seen_revision_id is not null;

-- The few verdicts that leave a flag in the way.
create index verdict_rewrite on verdict (id) where kind = 'rewrite';

-- The newest revisions of which the gate says `unsigned`.
create view unsigned_section as
  select id as section_id, article_id from section
  where removed_at is null and signed_revision_id is distinct from revision_id
  union all
  select id, article_id from section
  where removed_at is null and doubtful_signer is not null and signed_revision_id = revision_id
    and wrote_unread(doubtful_signer, revision_id);
grant select on unsigned_section to galley_app;
