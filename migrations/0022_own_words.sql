-- Whose words are they? One statement of it, for the rule about verdicts and for the desk, which says it before somebody
-- tries. 'author' put them into a section, or into the text that was moved into it; 'proposer' proposed them with a
-- verdict; null is nobody of interest.
drop function wrote_words(uuid, uuid, text);
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
revoke execute on function wrote_words(uuid, uuid, text) from public;
grant execute on function wrote_words(uuid, uuid, text) to galley_app;
grant execute on function wrote_unread(uuid, uuid) to galley_app;

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
