-- Accounts: links by which people set their own password, sessions, and how often somebody may try to sign in.

-- Null: invited, and no password set yet.
alter table staff alter column password_hash drop not null;

create table staff_link (
  id uuid primary key,
  staff_id uuid not null references staff,
  purpose text not null check (purpose in ('invitation', 'reset')),
  -- SHA-256 of the token, which is told once and kept nowhere.
  token_hash bytea not null constraint staff_link_token_key unique check (length(token_hash) = 32),
  made_by uuid not null references staff,
  made_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at timestamptz,
  -- Replaced by a newer link, or void because access, role or password changed.
  ended_at timestamptz,
  constraint staff_link_expires check (expires_at > made_at and expires_at <= made_at + interval '8 days'),
  check (used_at is null or ended_at is null)
);
create unique index staff_link_standing on staff_link (staff_id) where used_at is null and ended_at is null;

create function keep_staff_link() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.used_at is not null or old.ended_at is not null
    or (new.used_at is not null and old.expires_at <= clock_timestamp())
    or (to_jsonb(new) - '{used_at,ended_at}'::text[]) <> (to_jsonb(old) - '{used_at,ended_at}'::text[]) then
    raise exception 'A link is used once, before it expires, and otherwise never changes.'
      using errcode = 'restrict_violation', constraint = 'staff_link_never_changes';
  end if;
  return new;
end $$;
create trigger kept before update on staff_link for each row execute function keep_staff_link();

-- Who is signed in, and where. The cookie holds the id, encrypted; what counts is this row. staff.session_version, which
-- counted before, is left for an older Galley that still runs beside this one.
create table staff_session (
  id uuid primary key,
  staff_id uuid not null references staff,
  -- An IPv4 address, or the /64 network of an IPv6 one.
  network text not null check (length(network) <= 50),
  browser text not null check (length(browser) <= 400),
  started_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null default clock_timestamp() + interval '12 hours',
  ended_at timestamptz
);
create index staff_session_staff on staff_session (staff_id, started_at);

create function keep_staff_session() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    -- Where somebody signed in is remembered for a month, and no longer.
    delete from staff_session where staff_id = new.staff_id and started_at < clock_timestamp() - interval '31 days';
  elsif old.ended_at is not null
    or (to_jsonb(new) - '{seen_at,ended_at}'::text[]) <> (to_jsonb(old) - '{seen_at,ended_at}'::text[]) then
    raise exception 'A session ends once, and otherwise never changes.'
      using errcode = 'restrict_violation', constraint = 'staff_session_never_changes';
  end if;
  return new;
end $$;
create trigger kept before insert or update on staff_session for each row execute function keep_staff_session();

-- How often it was tried to sign in: by account and network, by network, by account. A key is a hash of these, since
-- people type passwords where an address belongs.
create table sign_in_attempt (
  key text primary key check (length(key) = 64),
  tries integer not null check (tries >= 0),
  until timestamptz not null
);
create index sign_in_attempt_until on sign_in_attempt (until);

-- A second factor (RFC 6238): codes of an app, asked for once confirmed_at is set.
create table second_factor (
  staff_id uuid primary key references staff,
  -- Encrypted with a key that follows from the secret of the installation (lib/secondfactor/seal.ts).
  secret bytea not null check (length(secret) = 48),
  confirmed_at timestamptz,
  -- The step of the code used last: none counts twice.
  last_step bigint not null default 0,
  -- SHA-256 of the recovery codes that are left.
  recovery_hashes text[] not null default '{}'
);

-- Whoever held somebody's account loses it with the change, by whichever path that comes.
create function end_access() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update staff_link set ended_at = clock_timestamp()
    where staff_id = new.id and used_at is null and ended_at is null;
  update staff_session set ended_at = clock_timestamp() where staff_id = new.id and ended_at is null;
  return null;
end $$;
create trigger ends_access after update of role, password_hash, deactivated_at on staff for each row
  when ((old.role, old.password_hash, old.deactivated_at) is distinct from (new.role, new.password_hash, new.deactivated_at))
  execute function end_access();

revoke execute on function keep_staff_link(), keep_staff_session(), end_access() from public;
grant select on staff_link, staff_session to galley_app;
grant insert (id, staff_id, purpose, token_hash, made_by, expires_at), update (used_at, ended_at) on staff_link to galley_app;
grant insert (id, staff_id, network, browser), update (seen_at, ended_at) on staff_session to galley_app;
grant select, insert, update, delete on sign_in_attempt to galley_app;
grant select, insert, update, delete on second_factor to galley_app;
