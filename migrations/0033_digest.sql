-- What a desk of ten thousand articles asks again and again, without reading all of them.

-- A number for everything that stands at public addresses: it changes with a version, an address, a withdrawal, a source
-- that becomes overdue, and the site's settings and logo. Each instance reads it every two seconds, and the addresses
-- themselves only when it is another. (A slug that leads on elsewhere comes with an article's moving to a new one.)
create view published_digest with (security_barrier) as
  select concat_ws(' ',
    coalesce((select sum(hash_record_extended(row(p.slug, p.version_id, p.published_at), 0)) from publication p), 0),
    coalesce((select sum(hash_record_extended(row(w.version_id, w.kind), 0)) from withdrawal w), 0),
    coalesce((select sum(hash_record_extended(row(o.version_id, o.sources), 0)) from published_overdue o), 0),
    coalesce((select number from published_site), 0),
    coalesce((select number from published_logo), 0)) as digest;
grant select on published_digest to galley_reader, galley_app;

-- The bin, of which a search over drafts knows nothing.
create index section_removed on section (id) where removed_at is not null;
