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

-- What the site calls itself and how it looks. Each decision is a row; the one with the highest number is in force.
create table site_settings (
  number integer primary key check (number >= 1),
  name text not null check (name <> ''),
  publisher text not null,
  description text not null,
  -- Markdown; empty when there is no such page.
  corrections_policy text not null,
  -- The colour of links on light and on dark paper.
  accent text not null check (accent ~ '^#[0-9a-f]{6}$'),
  accent_dark text not null check (accent_dark ~ '^#[0-9a-f]{6}$'),
  language text not null check (language <> ''),
  -- Whether readers are told the names of those who checked, or their roles alone.
  names_shown boolean not null,
  decided_by uuid not null references staff,
  decided_at timestamptz not null default now()
);
create trigger never_changes before update or delete or truncate on site_settings execute function refuse_change();

create function keep_site_settings() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from staff where id = new.decided_by and role = 'admin' and deactivated_at is null;
  if not found then
    raise exception 'Only the managing editor sets how the site presents itself.'
      using errcode = 'check_violation', constraint = 'site_settings_by_admin';
  end if;
  if new.number <> 1 + (select coalesce(max(number), 0) from site_settings) then
    raise exception 'The settings were changed meanwhile.'
      using errcode = 'check_violation', constraint = 'site_settings_pkey';
  end if;
  new.decided_at := clock_timestamp();
  return new;
end $$;
create trigger kept before insert on site_settings for each row execute function keep_site_settings();

create function announce_site() returns trigger language plpgsql as $$
begin
  perform pg_notify('publication', 'site');
  return null;
end $$;
create trigger announced after insert on site_settings for each row execute function announce_site();

create view published_site with (security_barrier) as
  select number, name, publisher, description, corrections_policy, accent, accent_dark, language, names_shown
  from site_settings order by number desc limit 1;

-- Who signed off a version that readers see: nobody, as long as the site does not say names.
create view published_checker with (security_barrier) as
  select distinct p.version_id, staff.name, staff.role
  from published_version p
  join version_section vs on vs.version_id = p.version_id
  join sign_off s on s.id = vs.sign_off_id
  join staff on staff.id = s.signed_by
  where (select names_shown from published_site);

grant select on site_settings, published_site, published_checker to galley_app;
grant select on published_site, published_checker to galley_reader;
grant insert (number, name, publisher, description, corrections_policy, accent, accent_dark, language, names_shown, decided_by)
  on site_settings to galley_app;
