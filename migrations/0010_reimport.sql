-- Newer editions of a source that was imported before.

-- What a newer edition said of each section, as the importer read it: what the next one is compared with. For the first
-- edition that is the first revision of the sections that came with it.
create table imported_section (
  source_id uuid not null references source,
  section_id uuid not null references section,
  heading text not null,
  body text not null,
  primary key (source_id, section_id)
);
create index imported_section_section on imported_section (section_id);
create trigger never_changes before update or delete or truncate on imported_section execute function refuse_change();
grant select, insert on imported_section to galley_app;

-- The address that the source gives as its own, by which a newer edition of it is recognised.
alter table source add column if not exists canonical_url text;
create index source_by_canonical_url on source (canonical_url) where canonical_url is not null;
