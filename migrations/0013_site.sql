-- The public site: search text that is written only where it changed.

-- Most of a new version is the version before, and making words of a text is most of the time that a publication takes.
create or replace function write_published_text(an_article uuid) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  delete from published_text t where t.article_id = an_article and not exists (
    select from publication p
    join version_section vs on vs.version_id = p.version_id
    join revision r on r.id = vs.revision_id
    where p.article_id = an_article and vs.position = t.position and r.heading = t.heading and r.text = t.text
      and not exists (select from withdrawal w where w.version_id = p.version_id));
  insert into published_text (article_id, position, heading, text, words)
    select vs.article_id, vs.position, r.heading, r.text,
      setweight(to_tsvector('english', r.heading) || to_tsvector('simple', r.heading),
        case when vs.kind = 'head' then 'A' else 'B' end::"char")
      || to_tsvector('english', r.text) || to_tsvector('simple', r.text)
    from publication p
    join version_section vs on vs.version_id = p.version_id
    join revision r on r.id = vs.revision_id
    where p.article_id = an_article
      and not exists (select from withdrawal w where w.version_id = p.version_id)
      and not exists (select from published_text t where t.article_id = an_article and t.position = vs.position);
$$;
