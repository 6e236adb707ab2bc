-- Who may do what. galley_app is the desk, galley_reader the public: it sees the views below and nothing else.

do $$ begin
  if not exists (select from pg_roles where rolname = 'galley_app') then create role galley_app; end if;
  if not exists (select from pg_roles where rolname = 'galley_reader') then create role galley_reader; end if;
end $$;

revoke all on schema public from public;
grant usage on schema public to galley_app, galley_reader;
revoke execute on all functions in schema public from public;

grant select on all tables in schema public to galley_app;
revoke select on event_head from galley_app;
grant insert, update on staff to galley_app;
grant insert, update (slug) on article to galley_app;
grant insert, update (position, depth, numbered, kind, removed_at, removed_by) on section to galley_app;
grant insert on revision, source, set_aside, evidence, version_section, version_verdict to galley_app;
grant insert (id, flag_id, revision_id, kind, quote, reason, given_by) on verdict to galley_app;
grant insert, update (name) on tag to galley_app;
grant insert, delete on section_tag to galley_app;
grant insert (actor_id, action, article_id, section_id, subject_id, detail) on event to galley_app;
grant insert, update (confirmed_by, confirmed_at) on flag to galley_app;
grant insert, update (verdict_id) on anchor to galley_app;
grant insert (id, revision_id, signed_by), update (withdrawn_by, withdrawn_at) on sign_off to galley_app;
grant insert (id, article_id, number, slug, created_by) on version to galley_app;
grant insert (article_id, version_id, slug, published_by), update (version_id, slug, published_by) on publication to galley_app;
grant execute on function revision_blockers(uuid), broken_event() to galley_app;

-- What readers may know (invariant 2): the version that the pointer names, and how it was checked.
create view published_article with (security_barrier) as
  select p.article_id, p.slug, p.version_id, v.number as version_number, p.published_at, p.first_published_at,
    r.heading as title, r.body as dek,
    (select max(s.signed_at) from version_section vs join sign_off s on s.id = vs.sign_off_id
      where vs.version_id = p.version_id) as checked_at
  from publication p
  join version v on v.id = p.version_id
  join version_section head on head.version_id = p.version_id and head.kind = 'head'
  join revision r on r.id = head.revision_id;

create view published_section with (security_barrier) as
  select vs.version_id, vs.position, vs.section_id, vs.kind, vs.depth, vs.numbered, r.heading, r.body
  from publication p
  join version_section vs on vs.version_id = p.version_id
  join revision r on r.id = vs.revision_id;

create view published_claim with (security_barrier) as
  select vv.version_id, vv.section_id, vv.verdict_id, a.quote, a.start_at, a.end_at, d.given_at,
    coalesce((select jsonb_agg(jsonb_build_object('url', e.url, 'title', e.title, 'publisher', e.publisher,
        'publishedOn', e.published_on, 'passage', e.passage, 'lookedAt', e.looked_at) order by e.looked_at, e.id)
      from evidence e where e.verdict_id = d.id), '[]') as sources
  from publication p
  join version_verdict vv on vv.version_id = p.version_id
  join verdict d on d.id = vv.verdict_id and d.kind = 'verified'
  join version_section vs on vs.version_id = vv.version_id and vs.section_id = vv.section_id
  join anchor a on a.revision_id = vs.revision_id and a.flag_id = d.flag_id;

grant select on published_article, published_section, published_claim to galley_reader, galley_app;
