-- How fact-checkers and editors work together on a flag, and the managing editor's way past it.

-- What is said about a flag.
create table comment (
  id uuid primary key,
  flag_id uuid not null references flag,
  author_id uuid not null references staff,
  text text not null constraint comment_text check (btrim(text) <> '' and length(text) <= 4000),
  written_at timestamptz not null default clock_timestamp()
);
create index comment_flag on comment (flag_id, written_at);
create trigger never_changes before update or delete or truncate on comment execute function refuse_change();

-- Who is to answer a flag, and by when; the newest row of a flag counts. Nobody: it was handed back.
create table assignment (
  id uuid primary key,
  flag_id uuid not null references flag,
  staff_id uuid references staff,
  due_on date,
  made_by uuid not null references staff,
  made_at timestamptz not null default clock_timestamp(),
  check (staff_id is not null or due_on is null)
);
create index assignment_flag on assignment (flag_id, made_at desc);
create trigger never_changes before update or delete or truncate on assignment execute function refuse_change();

create view flag_assigned as
  select distinct on (a.flag_id) a.flag_id, a.staff_id, a.due_on, a.made_by, a.made_at
  from assignment a order by a.flag_id, a.made_at desc, a.id desc;

-- A revision that a fact-checker gave back to its author, with what is to be done.
create table sent_back (
  id uuid primary key,
  revision_id uuid not null references revision,
  note text not null constraint sent_back_note check (btrim(note) <> '' and length(note) <= 2000),
  sent_by uuid not null references staff,
  sent_at timestamptz not null default clock_timestamp()
);
create index sent_back_revision on sent_back (revision_id);
create trigger never_changes before update or delete or truncate on sent_back execute function refuse_change();

-- The words that a fact-checker would accept instead. An editor who takes them over writes the revision together with
-- whoever proposed them: both are its authors for every rule about one's own words.
alter table verdict add column proposal text not null default '' check (proposal = '' or kind = 'rewrite');
alter table revision add column proposed_by uuid references staff;

-- When a source should be looked at again.
alter table evidence add column recheck_on date;
create index evidence_recheck on evidence (recheck_on) where recheck_on is not null;

-- A verdict is a fact-checker's. Nobody settles words that they put there, nor clears a flag of their own while the
-- words that they flagged stand.
create or replace function keep_verdict_independent() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare flagged flag;
begin
  select * into flagged from flag where id = new.flag_id;
  perform share_article_of(flagged.section_id);
  perform 1 from anchor where flag_id = new.flag_id and revision_id = new.revision_id and quote = new.quote;
  if not found then
    raise exception 'The flag does not stand on these words.'
      using errcode = 'check_violation', constraint = 'verdict_on_flagged_words';
  end if;
  perform 1 from staff where id = new.given_by and role in ('fact_checker', 'admin') and deactivated_at is null;
  if not found then
    raise exception 'Only a fact-checker gives verdicts.'
      using errcode = 'check_violation', constraint = 'verdict_by_fact_checker';
  end if;
  perform 1 from revision r left join revision before on before.id = r.parent_id
    where r.section_id = flagged.section_id and new.given_by in (r.author_id, r.proposed_by)
      and position(new.quote in r.text) > 0 and (before.id is null or position(new.quote in before.text) = 0);
  if found then
    raise exception 'Nobody gives a verdict on words that they wrote.'
      using errcode = 'check_violation', constraint = 'verdict_not_on_own_words';
  end if;
  if new.kind <> 'rewrite' and new.given_by = flagged.raised_by and new.quote = flagged.quote then
    raise exception 'Nobody clears a flag that they raised.'
      using errcode = 'check_violation', constraint = 'verdict_not_on_own_flag';
  end if;
  return new;
end $$;

-- Did this person write something in a revision that no other fact-checker has signed off since? The one statement of
-- it, for the sign-off and for the gate.
create function wrote_unread(a_person uuid, a_revision uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from revision signed join revision r on r.section_id = signed.section_id and r.number <= signed.number
    where signed.id = a_revision and a_person in (r.author_id, r.proposed_by)
      and r.number > coalesce((
        select max(earlier.number) from revision earlier
          join sign_off s on s.revision_id = earlier.id and s.withdrawn_at is null and s.signed_by <> a_person
        where earlier.section_id = signed.section_id and earlier.number < signed.number), 0))
$$;
revoke execute on function wrote_unread(uuid, uuid) from public;

create or replace function keep_sign_off_independent() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare signed revision;
begin
  select * into signed from revision where id = new.revision_id;
  perform share_article_of(signed.section_id);
  if tg_op = 'UPDATE' then
    if old.withdrawn_at is not null or (new.id, new.revision_id, new.signed_by, new.signed_at)
        is distinct from (old.id, old.revision_id, old.signed_by, old.signed_at) then
      raise exception 'A sign-off is withdrawn once and otherwise never changes.'
        using errcode = 'restrict_violation', constraint = 'sign_off_never_changes';
    end if;
    return new;
  end if;
  perform 1 from staff where id = new.signed_by and role in ('fact_checker', 'admin') and deactivated_at is null;
  if not found then
    raise exception 'Only a fact-checker signs off.'
      using errcode = 'check_violation', constraint = 'sign_off_by_fact_checker';
  end if;
  if wrote_unread(new.signed_by, new.revision_id) then
    raise exception 'Nobody signs off what they wrote.'
      using errcode = 'check_violation', constraint = 'sign_off_not_by_author';
  end if;
  return new;
end $$;

create or replace function revision_blockers(a_revision uuid) returns table (blocker text, flag_id uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select 'unsigned', null::uuid
  where not exists (
    select from sign_off s
    where s.revision_id = a_revision and s.withdrawn_at is null and not wrote_unread(s.signed_by, a_revision))
  union all
  select f.state, f.flag_id from flag_on_revision f
  where f.revision_id = a_revision
    and (f.state in ('open', 'rewrite') or (f.state = 'suggested' and f.severity = 'must'))
$$;

-- A managing editor takes it upon themselves that a version goes out with flags that nobody has answered. Readers are
-- told how many and why. It never stands in for a sign-off.
create table gate_override (
  version_id uuid primary key references version,
  reason text not null constraint override_reason check (btrim(reason) <> '' and length(reason) <= 2000),
  made_by uuid not null references staff,
  made_at timestamptz not null default clock_timestamp(),
  claims integer not null check (claims > 0)
);
create trigger never_changes before update or delete or truncate on gate_override execute function refuse_change();

create function keep_gate_override() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from version where id = new.version_id and created_in = pg_current_xact_id();
  if not found then
    raise exception 'The gate is overridden for a version that goes out now.'
      using errcode = 'check_violation', constraint = 'override_with_version';
  end if;
  perform 1 from staff where id = new.made_by and role = 'admin' and deactivated_at is null;
  if not found then
    raise exception 'Only the managing editor overrides the gate.'
      using errcode = 'check_violation', constraint = 'override_by_admin';
  end if;
  select count(*) into new.claims from version_section vs cross join lateral revision_blockers(vs.revision_id) b
    where vs.version_id = new.version_id and b.blocker <> 'unsigned';
  return new;
end $$;
create trigger kept before insert on gate_override for each row execute function keep_gate_override();
create constraint trigger written_down after insert on gate_override deferrable initially deferred
  for each row execute function need_event('version_id', 'made_by', 'gate.overridden');

create or replace function keep_gate() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    -- An older snapshot would not see a flag that was raised meanwhile.
    raise exception 'The gate is asked in a transaction of isolation read committed.'
      using errcode = 'check_violation', constraint = 'publication_gate';
  end if;
  perform 1 from article where id = new.article_id and slug = new.slug for update;
  if not found then
    raise exception 'An article is published at its own address.'
      using errcode = 'check_violation', constraint = 'publication_own_slug';
  end if;
  if exists (
    (select position, section_id, revision_id, kind, depth, numbered from version_section
      where version_id = new.version_id
    except
    select position, id, revision_id, kind, depth, numbered from section
      where article_id = new.article_id and removed_at is null)
    union all
    (select position, id, revision_id, kind, depth, numbered from section
      where article_id = new.article_id and removed_at is null
    except
    select position, section_id, revision_id, kind, depth, numbered from version_section
      where version_id = new.version_id)
  ) then
    raise exception 'The version is not the article as it stands.'
      using errcode = 'check_violation', constraint = 'publication_gate';
  end if;
  perform 1 from version_section where version_id = new.version_id and kind = 'head';
  if not found or exists (
    select from version_section vs cross join lateral revision_blockers(vs.revision_id) b
    where vs.version_id = new.version_id
      and (b.blocker = 'unsigned' or not exists (
        select from gate_override o where o.version_id = new.version_id and o.made_by = new.published_by))
  ) then
    raise exception 'The gate is closed: this version holds text that nobody has answered for.'
      using errcode = 'check_violation', constraint = 'publication_gate';
  end if;
  if tg_op = 'UPDATE' then
    new.first_published_at := old.first_published_at;
  end if;
  new.published_at := clock_timestamp();
  return new;
end $$;

-- Whatever one person decides about a flag is for everybody to see in the record.
create constraint trigger written_down after insert on sent_back deferrable initially deferred
  for each row execute function need_event('revision_id', 'sent_by', 'revision.sent-back');

grant select on comment, assignment, flag_assigned, sent_back, gate_override to galley_app;
grant insert (id, flag_id, author_id, text) on comment to galley_app;
grant insert (id, flag_id, staff_id, due_on, made_by) on assignment to galley_app;
grant insert (id, revision_id, note, sent_by) on sent_back to galley_app;
grant insert (version_id, reason, made_by) on gate_override to galley_app;
grant insert (proposal) on verdict to galley_app;
grant insert (proposed_by) on revision to galley_app;
grant insert (recheck_on) on evidence to galley_app;

create view published_override with (security_barrier) as
  select p.version_id, o.claims, o.reason from published_version p join gate_override o on o.version_id = p.version_id;
create or replace view published_claim with (security_barrier) as
  select vv.version_id, vv.section_id, vv.verdict_id, a.quote, a.start_at, a.end_at, d.given_at,
    coalesce((select jsonb_agg(jsonb_build_object('url', e.url, 'title', e.title, 'publisher', e.publisher,
        'publishedOn', e.published_on, 'passage', e.passage, 'lookedAt', e.looked_at, 'recheckOn', e.recheck_on)
        order by e.looked_at, e.id)
      from evidence e where e.verdict_id = d.id), '[]') as sources
  from published_version p
  join version_verdict vv on vv.version_id = p.version_id
  join verdict d on d.id = vv.verdict_id and d.kind = 'verified'
  join version_section vs on vs.version_id = vv.version_id and vs.section_id = vv.section_id
  join anchor a on a.revision_id = vs.revision_id and a.flag_id = d.flag_id;
grant select on published_override to galley_reader, galley_app;
