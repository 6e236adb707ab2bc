-- E-mail that waits to be sent, and how each of the staff wants to be told. Nothing waits for it to be sent.
create table mail (
  id uuid primary key,
  recipient text not null check (recipient like '%_@_%'),
  subject text not null check (btrim(subject) <> ''),
  -- Emptied once it was sent or given up: it may hold a link that lets somebody in.
  text text not null,
  -- What it tells of: a notice, or the notices of somebody's day. One e-mail for each, however many instances look.
  notice_id uuid references notice constraint mail_notice_key unique,
  digest_for uuid references staff,
  digest_day date,
  made_at timestamptz not null default clock_timestamp(),
  -- Null: it was sent, or given up.
  next_at timestamptz default clock_timestamp(),
  attempts integer not null default 0,
  sent_at timestamptz,
  problem text,
  constraint mail_digest_key unique (digest_for, digest_day),
  check ((digest_for is null) = (digest_day is null))
);
create index mail_waiting on mail (next_at) where next_at is not null;
create index notice_made on notice (made_at);

create function announce_mail() returns trigger language plpgsql as $$
begin
  perform pg_notify('mail', '');
  return null;
end $$;
create trigger announced after insert on mail for each statement execute function announce_mail();

create table mail_choice (
  staff_id uuid primary key references staff,
  notices text not null check (notices in ('each', 'daily', 'never')),
  chosen_at timestamptz not null default clock_timestamp()
);

revoke execute on function announce_mail() from public;
grant select on mail, mail_choice to galley_app;
grant insert (id, recipient, subject, text, notice_id, digest_for, digest_day),
  update (text, next_at, attempts, sent_at, problem) on mail to galley_app;
grant insert (staff_id, notices), update (notices, chosen_at) on mail_choice to galley_app;
