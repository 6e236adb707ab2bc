-- What a version says of its verdicts; nothing settled, signed off or published off the record.

-- A rule that looks at other rows once it holds the article must see what was committed before it did.
create or replace function share_article_of(a_section uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'Flags, verdicts and sign-offs are written in a transaction of isolation read committed.'
      using errcode = 'check_violation', constraint = 'read_committed';
  end if;
  perform 1 from article where id = (select article_id from section where id = a_section) for share;
end $$;

-- A version shows the verdicts that hold in it, and no others.
create function keep_version_verdict() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from version_section vs join anchor a on a.revision_id = vs.revision_id
    where vs.version_id = new.version_id and vs.section_id = new.section_id and a.verdict_id = new.verdict_id;
  if not found then
    raise exception 'This verdict does not hold in this version.'
      using errcode = 'check_violation', constraint = 'version_verdict_holds';
  end if;
  return new;
end $$;
create trigger holds before insert on version_verdict for each row execute function keep_version_verdict();

-- What was settled, signed off or published stands in the record by the end of its transaction, in the name of who
-- did it. The triggers' name puts them behind the other rules.
create index event_subject on event (subject_id);
create function need_event() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  row_now constant jsonb := to_jsonb(new);
  subject constant uuid := (row_now ->> tg_argv[0])::uuid;
  doer constant uuid := (row_now ->> tg_argv[1])::uuid;
begin
  perform 1 from event where subject_id = subject and actor_id = doer and action = tg_argv[2];
  if not found then
    raise exception 'This is not in the record.'
      using errcode = 'check_violation', constraint = 'on_the_record';
  end if;
  return null;
end $$;
create constraint trigger written_down after insert on verdict deferrable initially deferred
  for each row execute function need_event('id', 'given_by', 'verdict.given');
create constraint trigger written_down after insert on sign_off deferrable initially deferred
  for each row execute function need_event('revision_id', 'signed_by', 'revision.signed-off');
create constraint trigger written_down after insert on publication deferrable initially deferred
  for each row execute function need_event('version_id', 'published_by', 'version.published');
create constraint trigger written_down_again after update of version_id on publication deferrable initially deferred
  for each row execute function need_event('version_id', 'published_by', 'version.published');

-- When something was written, flagged or looked up is PostgreSQL's to say.
revoke insert on revision, flag, evidence from galley_app;
grant insert (id, section_id, number, parent_id, heading, body, text, note, author_id) on revision to galley_app;
grant insert (id, section_id, kind, category, severity, reason, raised_by, rule_id, quote, prefix, suffix, raised_on,
  confirmed_by, confirmed_at) on flag to galley_app;
grant insert (id, verdict_id, url, title, publisher, published_on, passage) on evidence to galley_app;
