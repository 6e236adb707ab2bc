-- A source that was to be looked at again by a day that has come: readers are told. The day is PostgreSQL's, in UTC, so
-- that every instance turns the page at once.
create function is_overdue(a_day date) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(a_day <= (now() at time zone 'UTC')::date, false)
$$;
revoke execute on function is_overdue(date) from public;
grant execute on function is_overdue(date) to galley_app, galley_reader;

create or replace view published_claim with (security_barrier) as
  select vv.version_id, vv.section_id, vv.verdict_id, a.quote, a.start_at, a.end_at, d.given_at,
    coalesce((select jsonb_agg(jsonb_build_object('url', e.url, 'title', e.title, 'publisher', e.publisher,
        'publishedOn', e.published_on, 'passage', e.passage, 'lookedAt', e.looked_at, 'recheckOn', e.recheck_on,
        'overdue', is_overdue(e.recheck_on))
        order by e.looked_at, e.id)
      from evidence e where e.verdict_id = d.id), '[]') as sources
  from published_version p
  join version_verdict vv on vv.version_id = p.version_id
  join verdict d on d.id = vv.verdict_id and d.kind = 'verified'
  join version_section vs on vs.version_id = vv.version_id and vs.section_id = vv.section_id
  join anchor a on a.revision_id = vs.revision_id and a.flag_id = d.flag_id;

-- How many sources of what readers see are overdue; a page in memory is made anew when this changes.
create view published_overdue with (security_barrier) as
  select p.version_id, count(*)::int as sources
  from evidence e
  join version_verdict vv on vv.verdict_id = e.verdict_id
  join publication p on p.version_id = vv.version_id
  where e.recheck_on is not null and is_overdue(e.recheck_on)
  group by p.version_id;
grant select on published_overdue to galley_reader, galley_app;
