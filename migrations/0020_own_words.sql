-- Whose words are they? One statement of it, for the rule about verdicts and for the desk, which says it before somebody
-- tries. 'author' put them into the text, 'proposer' proposed them with a verdict; null is nobody of interest.
create function wrote_words(a_person uuid, a_section uuid, a_quote text) returns text
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case when r.author_id = a_person then 'author' else 'proposer' end
  from revision r left join revision before on before.id = r.parent_id
  where r.section_id = a_section and a_person in (r.author_id, r.proposed_by)
    and position(a_quote in r.text) > 0 and (before.id is null or position(a_quote in before.text) = 0)
  order by 1 limit 1
$$;
revoke execute on function wrote_words(uuid, uuid, text) from public;
grant execute on function wrote_words(uuid, uuid, text) to galley_app;
grant execute on function wrote_unread(uuid, uuid) to galley_app;

create or replace function keep_verdict_independent() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare flagged flag;
begin
  select * into flagged from flag where id = new.flag_id;
  perform share_article_of(flagged.section_id);
  perform 1 from anchor where flag_id = new.flag_id and revision_id = new.revision_id and quote = new.quote;
  if not found then
    raise exception 'The flag does not stand on these words.'
      using errcode = 'check_violation', constraint = 'verdict_on_flagged_words';
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
