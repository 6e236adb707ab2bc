-- Webhooks: what other systems are told when something is published, corrected, unpublished or retracted. A message is
-- queued in the transaction that it tells of, and sent after it.

create table webhook (
  id uuid primary key,
  url text not null constraint webhook_url check (url ~ '^https?://' and length(url) <= 2000),
  -- Signs the messages, so it has to be kept as it is; nobody but the desk's role reads it.
  secret bytea not null check (length(secret) = 32),
  made_by uuid not null references staff,
  made_at timestamptz not null default clock_timestamp(),
  on_at timestamptz not null default clock_timestamp(),
  off_at timestamptz,
  -- Nobody, where Galley gave up.
  off_by uuid references staff,
  check (off_at is not null or off_by is null)
);
-- One at a time: a new secret is had by switching the old one off and adding the address anew.
create unique index webhook_url_key on webhook (url) where off_at is null;

create table delivery (
  id uuid primary key,
  -- In the order of what happened: those of one article are written one after the other, under its lock.
  number bigint generated always as identity unique,
  webhook_id uuid not null references webhook,
  article_id uuid not null references article,
  type text not null check (type in ('article.published', 'article.corrected', 'article.unpublished', 'article.retracted')),
  body text not null,
  made_at timestamptz not null default clock_timestamp(),
  -- When to send it, the first time or again; null when it was taken or given up.
  next_at timestamptz default clock_timestamp(),
  -- Who had it sent again.
  asked_by uuid references staff
);
create index delivery_waiting on delivery (next_at) where next_at is not null;
create index delivery_webhook on delivery (webhook_id, number);

create table delivery_attempt (
  delivery_id uuid not null references delivery,
  number integer not null check (number >= 1),
  at timestamptz not null default clock_timestamp(),
  -- The status of the answer; null when there was none, and then `problem` says why.
  status integer,
  problem text,
  milliseconds integer not null check (milliseconds >= 0),
  -- The beginning of the answer.
  answer text not null default '',
  asked_by uuid references staff,
  primary key (delivery_id, number),
  check ((status is null) = (problem is not null))
);
-- A message is taken once; after that only a person has it sent again.
create unique index delivery_taken_once on delivery_attempt (delivery_id)
  where status between 200 and 299 and asked_by is null;
create trigger never_changes before update or delete or truncate on delivery_attempt
  execute function refuse_change();

create function keep_delivery() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if (to_jsonb(new) - '{next_at,asked_by}'::text[]) <> (to_jsonb(old) - '{next_at,asked_by}'::text[]) then
    raise exception 'A message never changes.'
      using errcode = 'restrict_violation', constraint = 'delivery_never_changes';
  end if;
  return new;
end $$;
create trigger kept before update on delivery for each row execute function keep_delivery();

create function announce_delivery() returns trigger language plpgsql as $$
begin
  perform pg_notify('delivery', '');
  return null;
end $$;
create trigger announced after insert or update of next_at on delivery
  for each row when (new.next_at is not null) execute function announce_delivery();

revoke execute on function keep_delivery(), announce_delivery() from public;
grant select on webhook, delivery, delivery_attempt to galley_app;
grant insert (id, url, secret, made_by), update (on_at, off_at, off_by) on webhook to galley_app;
grant insert (id, webhook_id, article_id, type, body), update (next_at, asked_by) on delivery to galley_app;
grant insert (delivery_id, number, status, problem, milliseconds, answer, asked_by) on delivery_attempt to galley_app;
