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

-- What readers report. A report that quotes words of the newest text becomes a suggested flag; it never blocks by
-- itself: nobody outside the desk can close the gate.
alter table flag add constraint flag_of_reader_never_blocks check (rule_id is distinct from 'reader' or severity <> 'must');

create table reader_report (
  id uuid primary key,
  article_id uuid not null references article,
  -- What the reader had on screen, and where in it the words stand if they stand there once.
  version_id uuid not null references edition,
  section_id uuid references section,
  quote text not null check (length(quote) <= 500),
  message text not null check (btrim(message) <> '' and length(message) <= 2000),
  -- Forgotten when the report is settled.
  email text not null default '' check (length(email) <= 200),
  flag_id uuid references flag,
  reported_at timestamptz not null default clock_timestamp()
);
create index reader_report_article on reader_report (article_id);

create table reader_report_settlement (
  report_id uuid primary key references reader_report,
  note text not null check (length(note) <= 1000),
  settled_by uuid not null references staff,
  settled_at timestamptz not null default clock_timestamp()
);
create trigger never_changes before update or delete or truncate on reader_report_settlement execute function refuse_change();

create function forget_reader() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update reader_report set email = '' where id = new.report_id;
  return null;
end $$;
create trigger forgotten after insert on reader_report_settlement for each row execute function forget_reader();

-- How often readers report: keyed hashes of their addresses, for a day.
create table reader_report_attempt (
  address_hash bytea not null check (octet_length(address_hash) = 32),
  made_at timestamptz not null default clock_timestamp()
);
create index reader_report_attempt_made on reader_report_attempt (made_at);

create function keep_report_rate() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('galley reader reports'));
  delete from reader_report_attempt where made_at < clock_timestamp() - interval '1 day';
  new.made_at := clock_timestamp();
  if (select count(*) from reader_report_attempt
      where address_hash = new.address_hash and made_at > clock_timestamp() - interval '1 hour') >= 5
    or (select count(*) from reader_report_attempt where address_hash = new.address_hash) >= 20
    or (select count(*) from reader_report_attempt where made_at > clock_timestamp() - interval '1 hour') >= 200 then
    raise exception 'So many reports are not taken in so short a time.'
      using errcode = 'check_violation', constraint = 'reader_report_rate';
  end if;
  return new;
end $$;
create trigger kept before insert on reader_report_attempt for each row execute function keep_report_rate();

grant select, insert (id, article_id, version_id, section_id, quote, message, email, flag_id) on reader_report to galley_app;
grant select, insert (report_id, note, settled_by) on reader_report_settlement to galley_app;
grant insert (address_hash) on reader_report_attempt to galley_app;

-- Related articles are found by the words of titles: they are looked for among titles and deks alone.
create index published_text_head_words on published_text using gin (words) where position = 0;
