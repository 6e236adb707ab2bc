-- The gate looks at all sections of an article in one query, and what a version pins is checked by statement: row by row
-- they took half the time of a publication. What they let through and refuse is what it was.

-- First, by joins, which revisions nobody signed off, and which ones somebody signed who may have written in them; only
-- about these it asks one by one.
drop function revision_blockers(uuid);
create function revision_blockers(revisions uuid[]) returns table (revision_id uuid, blocker text, flag_id uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with doubtful as materialized (
    select asked.id, s.signed_by
    from unnest(revisions) asked (id)
    join sign_off s on s.revision_id = asked.id and s.withdrawn_at is null
    join revision signed on signed.id = asked.id
    -- Who never wrote in a section that no text was moved into need not be asked any further.
    where exists (select from revision r where r.section_id = signed.section_id
      and (s.signed_by in (r.author_id, r.proposed_by) or r.taken_from is not null))
  )
  select asked.id, 'unsigned', null::uuid
  from unnest(revisions) asked (id)
  where not exists (select from sign_off s where s.revision_id = asked.id and s.withdrawn_at is null)
  union all
  select d.id, 'unsigned', null from doubtful d where wrote_unread(d.signed_by, d.id)
  union all
  select f.revision_id, f.state, f.flag_id from flag_on_revision f
  where f.revision_id = any (revisions)
    and (f.state in ('open', 'rewrite') or (f.state = 'suggested' and f.severity = 'must'))
$$;
revoke execute on function revision_blockers(uuid[]) from public;
grant execute on function revision_blockers(uuid[]) to galley_app;

create or replace function keep_gate_override() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from version where id = new.version_id and created_in = pg_current_xact_id();
  if not found then
    raise exception 'The gate is overridden for a version that goes out now.'
      using errcode = 'check_violation', constraint = 'override_with_version';
  end if;
  perform 1 from staff where id = new.made_by and role = 'admin' and deactivated_at is null;
  if not found then
    raise exception 'Only the managing editor overrides the gate.'
      using errcode = 'check_violation', constraint = 'override_by_admin';
  end if;
  select count(*) into new.claims
    from revision_blockers(array(select revision_id from version_section where version_id = new.version_id)) b
    where b.blocker <> 'unsigned';
  return new;
end $$;

create or replace function keep_gate() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    -- An older snapshot would not see a flag that was raised meanwhile.
    raise exception 'The gate is asked in a transaction of isolation read committed.'
      using errcode = 'check_violation', constraint = 'publication_gate';
  end if;
  perform 1 from article where id = new.article_id and slug = new.slug for update;
  if not found then
    raise exception 'An article is published at its own address.'
      using errcode = 'check_violation', constraint = 'publication_own_slug';
  end if;
  if exists (
    (select position, section_id, revision_id, kind, depth, numbered from version_section
      where version_id = new.version_id
    except
    select position, id, revision_id, kind, depth, numbered from section
      where article_id = new.article_id and removed_at is null)
    union all
    (select position, id, revision_id, kind, depth, numbered from section
      where article_id = new.article_id and removed_at is null
    except
    select position, section_id, revision_id, kind, depth, numbered from version_section
      where version_id = new.version_id)
  ) then
    raise exception 'The version is not the article as it stands.'
      using errcode = 'check_violation', constraint = 'publication_gate';
  end if;
  perform 1 from version_section where version_id = new.version_id and kind = 'head';
  if not found or exists (
    select from revision_blockers(array(select revision_id from version_section where version_id = new.version_id)) b
    where b.blocker = 'unsigned' or not exists (
      select from gate_override o where o.version_id = new.version_id and o.made_by = new.published_by)
  ) then
    raise exception 'The gate is closed: this version holds text that nobody has answered for.'
      using errcode = 'check_violation', constraint = 'publication_gate';
  end if;
  if tg_op = 'UPDATE' then
    new.first_published_at := old.first_published_at;
  end if;
  new.published_at := clock_timestamp();
  return new;
end $$;

create or replace function keep_version_closed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from (select distinct version_id from added) a
    where not exists (select from version v where v.id = a.version_id and v.created_in = pg_current_xact_id())
      or exists (select from publication p where p.version_id = a.version_id);
  if found then
    raise exception 'A version never changes.'
      using errcode = 'restrict_violation', constraint = 'version_never_changes';
  end if;
  return null;
end $$;
drop trigger closed on version_section;
drop trigger closed on version_verdict;
create trigger closed after insert on version_section referencing new table as added
  for each statement execute function keep_version_closed();
create trigger closed after insert on version_verdict referencing new table as added
  for each statement execute function keep_version_closed();

create or replace function keep_version_verdict() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from added where not exists (
    select from version_section vs join anchor a on a.revision_id = vs.revision_id
    where vs.version_id = added.version_id and vs.section_id = added.section_id and a.verdict_id = added.verdict_id);
  if found then
    raise exception 'This verdict does not hold in this version.'
      using errcode = 'check_violation', constraint = 'version_verdict_holds';
  end if;
  return null;
end $$;
drop trigger holds on version_verdict;
create trigger holds after insert on version_verdict referencing new table as added
  for each statement execute function keep_version_verdict();
