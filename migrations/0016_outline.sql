-- Text that moves from one section into another, when a section is split or two are joined: who wrote it stays known,
-- and what was settled about its exact words holds on.

-- The revision of another section from which words were moved into this one. A rule about one's own words looks there too.
alter table revision add column taken_from uuid references revision;
create index revision_taken_from on revision (taken_from) where taken_from is not null;

create function keep_taken_from() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from revision r join section theirs on theirs.id = r.section_id
      join section own on own.id = new.section_id and own.article_id = theirs.article_id and own.id <> theirs.id
    where r.id = new.taken_from;
  if not found then
    raise exception 'Text moves between two sections of one article.'
      using errcode = 'check_violation', constraint = 'revision_taken_within_article';
  end if;
  return new;
end $$;
create trigger taken_within_article before insert on revision for each row when (new.taken_from is not null)
  execute function keep_taken_from();

-- Whether somebody wrote something up to a revision, itself included, that no other fact-checker has signed off since:
-- here, or in the text that was moved here.
create function wrote_since_read(a_person uuid, a_revision uuid, is_read_by_itself boolean) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from revision newest join revision r on r.section_id = newest.section_id and r.number <= newest.number
    where newest.id = a_revision
      and r.number > coalesce((
        select max(read.number) from revision read
          join sign_off s on s.revision_id = read.id and s.withdrawn_at is null and s.signed_by <> a_person
        where read.section_id = newest.section_id
          and (read.number < newest.number or (is_read_by_itself and read.number = newest.number))), 0)
      and (a_person in (r.author_id, r.proposed_by)
        or (r.taken_from is not null and wrote_since_read(a_person, r.taken_from, true))))
$$;
create or replace function wrote_unread(a_person uuid, a_revision uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select wrote_since_read(a_person, a_revision, false)
$$;

-- Whose words are they? One statement of it, for the rule about verdicts and for the desk, which says it before somebody
-- tries. 'author' put them into a section, or into the text that was moved into it; 'proposer' proposed them with a
-- verdict; null is nobody of interest.
create function wrote_words(a_person uuid, a_section uuid, some_words text) returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with recursive place as (
    select a_section as section_id
    union
    select origin.section_id from place join revision r on r.section_id = place.section_id
      join revision origin on origin.id = r.taken_from
  )
  select case when r.author_id = a_person then 'author' else 'proposer' end
  from place join revision r on r.section_id = place.section_id
    left join revision before on before.id = r.parent_id
  where a_person in (r.author_id, r.proposed_by)
    and position(some_words in r.text) > 0 and (before.id is null or position(some_words in before.text) = 0)
  order by 1 limit 1
$$;
revoke execute on function wrote_since_read(uuid, uuid, boolean), wrote_words(uuid, uuid, text) from public;
grant execute on function wrote_unread(uuid, uuid), wrote_words(uuid, uuid, text) to galley_app;

-- A verdict that came along with the exact words on which it was given, to the flag that stands on them now. It is the
-- same one: same words, same answer, same fact-checker, same day, same evidence. The section itself is signed off anew.
alter table verdict add column carried_from uuid references verdict;

create or replace function keep_verdict_independent() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  flagged flag;
  original verdict;
begin
  select * into flagged from flag where id = new.flag_id;
  perform share_article_of(flagged.section_id);
  perform 1 from anchor where flag_id = new.flag_id and revision_id = new.revision_id and quote = new.quote;
  if not found then
    raise exception 'The flag does not stand on these words.'
      using errcode = 'check_violation', constraint = 'verdict_on_flagged_words';
  end if;
  if new.carried_from is not null then
    select * into original from verdict where id = new.carried_from;
    -- Only in the transaction that moves the words, only where the verdict held until then, only to a flag without any.
    perform 1 from revision r join anchor a on a.revision_id = r.taken_from and a.verdict_id = original.id
        join flag theirs on theirs.id = original.flag_id and theirs.kind = flagged.kind
      where r.id = new.revision_id and r.xmin = pg_current_xact_id()::xid and a.quote = new.quote
        and not exists (select from verdict earlier where earlier.flag_id = new.flag_id);
    if not found or (new.kind, new.quote, new.reason, new.proposal, new.given_by)
        is distinct from (original.kind, original.quote, original.reason, original.proposal, original.given_by) then
      raise exception 'A verdict moves with its words as it is, or not at all.'
        using errcode = 'check_violation', constraint = 'verdict_moves_with_words';
    end if;
    new.given_at := original.given_at;
    return new;
  end if;
  perform 1 from staff where id = new.given_by and role in ('fact_checker', 'admin') and deactivated_at is null;
  if not found then
    raise exception 'Only a fact-checker gives verdicts.'
      using errcode = 'check_violation', constraint = 'verdict_by_fact_checker';
  end if;
  if wrote_words(new.given_by, flagged.section_id, new.quote) is not null then
    raise exception 'Nobody gives a verdict on words that they wrote.'
      using errcode = 'check_violation', constraint = 'verdict_not_on_own_words';
  end if;
  if new.kind <> 'rewrite' and new.given_by = flagged.raised_by and new.quote = flagged.quote then
    raise exception 'Nobody clears a flag that they raised.'
      using errcode = 'check_violation', constraint = 'verdict_not_on_own_flag';
  end if;
  return new;
end $$;

-- The evidence comes along by PostgreSQL itself: when it was looked at is not the application's to say.
create function carry_evidence() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into evidence (id, verdict_id, url, title, publisher, published_on, passage, looked_at, recheck_on)
    select gen_random_uuid(), new.id, url, title, publisher, published_on, passage, looked_at, recheck_on
    from evidence where verdict_id = new.carried_from order by looked_at, id;
  return null;
end $$;
create trigger evidence_carried after insert on verdict for each row when (new.carried_from is not null)
  execute function carry_evidence();

create function need_event_of_move() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from event where subject_id = new.id and action = 'verdict.carried';
  if not found then
    raise exception 'This is not in the record.'
      using errcode = 'check_violation', constraint = 'on_the_record';
  end if;
  return null;
end $$;
drop trigger written_down on verdict;
create constraint trigger written_down after insert on verdict deferrable initially deferred
  for each row when (new.carried_from is null) execute function need_event('id', 'given_by', 'verdict.given');
create constraint trigger move_written_down after insert on verdict deferrable initially deferred
  for each row when (new.carried_from is not null) execute function need_event_of_move();

grant insert (taken_from) on revision to galley_app;
grant insert (carried_from) on verdict to galley_app;
