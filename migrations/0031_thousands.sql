-- What lists ask of ten thousand articles at once, without a look at their texts.

-- The title of an article.
create unique index section_head on section (article_id) include (revision_id) where kind = 'head';

-- The title of a version, and what readers see of it.
create unique index version_section_head on version_section (version_id) include (revision_id) where kind = 'head';
create index publication_version on publication (version_id);

-- When a section was revised, and by whose hand.
alter table revision
  drop constraint revision_number_key,
  add constraint revision_number_key unique (section_id, number)
    include (id, created_at, author_id, proposed_by, taken_from);

-- What it calls is stable: said so, PostgreSQL puts it into the query that walks the chain of the audit log instead of
-- calling it for each line.
alter function event_text(event) stable;

-- The same rows as before. It stood on published_article, which a condition on one version does not reach into: each
-- part of each page was looked for among all articles.
create or replace view published_version with (security_barrier) as
  select p.article_id, p.slug, e.version_id, e.number, e.published_at, e.version_id = p.version_id as newest,
    r.heading as title, r.body as dek, c.note as correction,
    (select max(s.signed_at) from version_section vs join sign_off s on s.id = vs.sign_off_id
      where vs.version_id = e.version_id) as checked_at,
    (select array_agg(signer.role order by signer.role) from (
      select distinct staff.id, staff.role from version_section vs
        join sign_off s on s.id = vs.sign_off_id join staff on staff.id = s.signed_by
      where vs.version_id = e.version_id) signer) as checked_by
  from publication p
  join edition e on e.article_id = p.article_id
  join version_section head on head.version_id = e.version_id and head.kind = 'head'
  join revision r on r.id = head.revision_id
  left join correction c on c.version_id = e.version_id
  where not exists (select from withdrawal w where w.version_id = p.version_id)
    and e.number > coalesce((
      select max(v.number) from withdrawal w join version v on v.id = w.version_id where w.article_id = p.article_id), 0);

-- The same rows, and where in the version each tag stands.
create or replace view published_tag with (security_barrier) as
  select p.article_id, p.slug, t.version_id, t.section_id, t.name, vs.position
  from publication p
  join edition_tag t on t.version_id = p.version_id
  left join version_section vs on vs.version_id = t.version_id and vs.section_id = t.section_id
  where not exists (select from withdrawal w where w.version_id = p.version_id);
