-- What is done later or for outsiders: publishing at a time, word to the people concerned, and previews by a link.

-- A moment at which an article is to be published, as it then stands. How it went is written once.
create table schedule (
  id uuid primary key,
  article_id uuid not null references article,
  publish_at timestamptz not null,
  -- The zone in which the moment was chosen (IANA), to show it in the same words again.
  time_zone text not null,
  correction text constraint schedule_correction check (btrim(correction) <> '' and length(correction) <= 2000),
  made_by uuid not null references staff,
  made_at timestamptz not null default clock_timestamp(),
  -- Needless, where readers saw that very text already.
  outcome text check (outcome in ('published', 'failed', 'cancelled', 'needless')),
  ended_at timestamptz,
  -- Who cancelled it.
  ended_by uuid references staff,
  version_id uuid,
  -- Why it failed, and what stood in the way (Blocker of lib/versions/model.ts).
  reason text,
  blockers jsonb not null default '[]',
  foreign key (version_id, article_id) references version (id, article_id),
  check ((outcome is null) = (ended_at is null)),
  check ((outcome = 'published') = (version_id is not null)),
  check ((outcome = 'failed') = (reason is not null)),
  check ((outcome = 'cancelled') = (ended_by is not null))
);
-- An article waits for one moment at a time.
create unique index schedule_pending on schedule (article_id) where outcome is null;
create index schedule_due on schedule (publish_at) where outcome is null;
create index schedule_article on schedule (article_id);

create function keep_schedule() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform 1 from article where id = new.article_id for update;
    if new.publish_at <= clock_timestamp() then
      raise exception 'This moment has passed.'
        using errcode = 'check_violation', constraint = 'schedule_in_future';
    end if;
    perform 1 from withdrawal where article_id = new.article_id and kind = 'retracted';
    if found then
      raise exception 'A retracted article is not published again.'
        using errcode = 'restrict_violation', constraint = 'article_retracted';
    end if;
    return new;
  end if;
  if old.outcome is not null or new.outcome is null
      or (to_jsonb(new) - '{outcome,ended_at,ended_by,version_id,reason,blockers}'::text[])
        <> (to_jsonb(old) - '{outcome,ended_at,ended_by,version_id,reason,blockers}'::text[]) then
    raise exception 'How it went is written once, and nothing else changes.'
      using errcode = 'restrict_violation', constraint = 'schedule_never_changes';
  end if;
  new.ended_at := clock_timestamp();
  if new.outcome <> 'cancelled' and new.ended_at < new.publish_at then
    raise exception 'Nothing is published before its time.'
      using errcode = 'check_violation', constraint = 'schedule_before_time';
  end if;
  -- In the transaction of the publication, so that there is never one without the other.
  if new.outcome = 'published' then
    perform 1 from version v join publication p on p.version_id = v.id
      where v.id = new.version_id and v.created_in = pg_current_xact_id();
    if not found then
      raise exception 'This version was not published at this moment.'
        using errcode = 'check_violation', constraint = 'schedule_published_version';
    end if;
  end if;
  return new;
end $$;
create trigger kept before insert or update on schedule for each row execute function keep_schedule();
create trigger never_changes before delete or truncate on schedule execute function refuse_change();

create function announce_schedule() returns trigger language plpgsql as $$
begin
  perform pg_notify('schedule', new.article_id::text);
  return null;
end $$;
create trigger announced after insert on schedule for each row execute function announce_schedule();

-- Word to somebody of the staff. What it says follows from its kind and what it is about (lib/notices/model.ts).
create table notice (
  id uuid primary key,
  staff_id uuid not null references staff,
  kind text not null,
  article_id uuid references article,
  detail jsonb not null default '{}',
  made_at timestamptz not null default clock_timestamp(),
  dismissed_at timestamptz
);
create index notice_open on notice (staff_id, made_at) where dismissed_at is null;

create function keep_notice() returns trigger language plpgsql as $$
begin
  if old.dismissed_at is not null or (to_jsonb(new) - 'dismissed_at') <> (to_jsonb(old) - 'dismissed_at') then
    raise exception 'A notice is dismissed once and otherwise never changes.'
      using errcode = 'restrict_violation', constraint = 'notice_never_changes';
  end if;
  return new;
end $$;
create trigger kept before update on notice for each row execute function keep_notice();

-- A link by which somebody without an account sees what would be published. Only the token's hash is kept.
create table preview (
  id uuid primary key,
  article_id uuid not null references article,
  token_hash bytea not null constraint preview_token_key unique check (length(token_hash) = 32),
  made_by uuid not null references staff,
  made_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  revoked_by uuid references staff,
  revoked_at timestamptz,
  constraint preview_expires check (expires_at > made_at and expires_at <= made_at + interval '31 days'),
  check ((revoked_by is null) = (revoked_at is null))
);
create index preview_article on preview (article_id);

create function keep_preview() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform 1 from article where id = new.article_id for update;
    perform 1 from withdrawal where article_id = new.article_id and kind = 'retracted';
    if found then
      raise exception 'A retracted article has no preview.'
        using errcode = 'restrict_violation', constraint = 'article_retracted';
    end if;
  elsif old.revoked_at is not null or (to_jsonb(new) - '{revoked_by,revoked_at}'::text[])
      <> (to_jsonb(old) - '{revoked_by,revoked_at}'::text[]) then
    raise exception 'A preview is revoked once and otherwise never changes.'
      using errcode = 'restrict_violation', constraint = 'preview_never_changes';
  end if;
  return new;
end $$;
create trigger kept before insert or update on preview for each row execute function keep_preview();

-- Whoever takes an article from readers did not know of, or does not want, what was to follow by the clock; and of a
-- retracted text no link shows anything. Both hold for every way in which an article is withdrawn.
create function end_what_waits() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update schedule set outcome = 'cancelled', ended_by = new.made_by
    where article_id = new.article_id and outcome is null;
  if new.kind = 'retracted' then
    update preview set revoked_by = new.made_by, revoked_at = clock_timestamp()
      where article_id = new.article_id and revoked_at is null;
  end if;
  return null;
end $$;
create trigger ends_what_waits after insert on withdrawal for each row execute function end_what_waits();

revoke execute on function keep_schedule(), announce_schedule(), keep_notice(), keep_preview(), end_what_waits()
  from public;
grant select on schedule, notice, preview to galley_app;
grant insert (id, article_id, publish_at, time_zone, correction, made_by),
  update (outcome, ended_by, version_id, reason, blockers) on schedule to galley_app;
grant insert (id, staff_id, kind, article_id, detail), update (dismissed_at) on notice to galley_app;
grant insert (id, article_id, token_hash, made_by, expires_at), update (revoked_by, revoked_at) on preview to galley_app;
