-- The site's logo: a picture that stands in place of the name at the head of every public page.

create table site_logo (
  sha256 bytea primary key check (sha256 = pg_catalog.sha256(bytes)),
  type text not null check (type in ('image/png', 'image/jpeg', 'image/webp')),
  bytes bytea not null check (octet_length(bytes) between 1 and 100000),
  -- In pixels.
  width integer not null check (width between 1 and 4000),
  height integer not null check (height between 1 and 4000)
);
create trigger never_changes before update or delete or truncate on site_logo execute function refuse_change();

-- Each decision for a logo, or for none, is a row; the one with the highest number is in force. It is no part of the
-- other settings, so that neither decision is made on top of the other.
create table site_logo_decision (
  number integer primary key check (number >= 1),
  logo bytea references site_logo,
  decided_by uuid not null references staff,
  decided_at timestamptz not null default now()
);
create trigger never_changes before update or delete or truncate on site_logo_decision
  execute function refuse_change();

create function keep_logo_decision() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from staff where id = new.decided_by and role = 'admin' and deactivated_at is null;
  if not found then
    raise exception 'Only the managing editor sets how the site presents itself.'
      using errcode = 'check_violation', constraint = 'site_settings_by_admin';
  end if;
  lock table site_logo_decision in share row exclusive mode;
  new.number := 1 + (select coalesce(max(number), 0) from site_logo_decision);
  new.decided_at := clock_timestamp();
  return new;
end $$;
create trigger kept before insert on site_logo_decision for each row execute function keep_logo_decision();
create trigger announced after insert on site_logo_decision for each row execute function announce_site();

create view published_logo with (security_barrier) as
  select d.number, encode(logo.sha256, 'hex') as hash, logo.type, logo.width, logo.height, logo.bytes
  from (select number, logo from site_logo_decision order by number desc limit 1) d
  left join site_logo logo on logo.sha256 = d.logo;

grant select on published_logo to galley_reader, galley_app;
grant select, insert (sha256, type, bytes, width, height) on site_logo to galley_app;
grant select, insert (logo, decided_by) on site_logo_decision to galley_app;
