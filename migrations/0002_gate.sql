-- Flags, verdicts, sign-offs, versions, and the gate that PostgreSQL itself keeps (invariants 3, 4 and 5).

create table flag (
  id uuid primary key,
  section_id uuid not null references section,
  kind text not null check (kind in ('promotional', 'unverifiable')),
  category text not null check (btrim(category) <> ''),
  severity text not null check (severity in ('must', 'should', 'consider')),
  reason text not null check (btrim(reason) <> ''),
  -- Raised by a person, or suggested by a rule of the detector until a person confirms it.
  raised_by uuid references staff,
  rule_id text,
  -- The original words and their surroundings (W3C Web Annotation, TextQuoteSelector): kept for ever.
  quote text not null check (quote <> ''),
  prefix text not null,
  suffix text not null,
  raised_on uuid not null references revision,
  raised_at timestamptz not null default now(),
  confirmed_by uuid references staff,
  confirmed_at timestamptz,
  constraint flag_of_section unique (id, section_id),
  check ((raised_by is null) <> (rule_id is null)),
  check ((confirmed_by is null) = (confirmed_at is null))
);
create index flag_section on flag (section_id);

create table verdict (
  id uuid primary key,
  flag_id uuid not null references flag,
  revision_id uuid not null references revision,
  kind text not null check (kind in ('verified', 'rewrite', 'dismissed')),
  -- The exact words that were judged. The verdict holds for these and no others.
  quote text not null,
  reason text not null,
  given_by uuid not null references staff,
  -- Not the transaction's start: of two that wait for one another the later has to be the newer.
  given_at timestamptz not null default clock_timestamp(),
  -- A verdict is complete, with its evidence, when its transaction ends.
  created_in xid8 not null default pg_current_xact_id(),
  constraint verdict_of_flag unique (id, flag_id),
  constraint verdict_reason check (kind = 'verified' or btrim(reason) <> '')
);
create index verdict_flag on verdict (flag_id);

create table evidence (
  id uuid primary key,
  verdict_id uuid not null references verdict,
  url text not null constraint evidence_url check (url ~* '^https?://[^\s/]+'),
  title text not null check (btrim(title) <> ''),
  publisher text not null default '',
  published_on date,
  passage text not null default '',
  looked_at timestamptz not null default now()
);
create index evidence_verdict on evidence (verdict_id);

-- Where a flag stands in one revision, and the verdict that holds there. A revision without a row here does not
-- contain the flag's words.
create table anchor (
  flag_id uuid not null,
  revision_id uuid not null,
  section_id uuid not null,
  -- Offsets into revision.text in UTF-16 code units, as the browser and lib/ count.
  start_at integer not null check (start_at >= 0),
  end_at integer not null,
  quote text not null check (quote <> ''),
  verdict_id uuid,
  primary key (flag_id, revision_id),
  check (end_at > start_at),
  foreign key (flag_id, section_id) references flag (id, section_id),
  foreign key (revision_id, section_id) references revision (id, section_id),
  foreign key (verdict_id, flag_id) references verdict (id, flag_id)
);
create index anchor_revision on anchor (revision_id);
create index anchor_verdict on anchor (verdict_id);

create table sign_off (
  id uuid primary key,
  revision_id uuid not null references revision,
  signed_by uuid not null references staff,
  signed_at timestamptz not null default now(),
  withdrawn_by uuid references staff,
  withdrawn_at timestamptz,
  constraint sign_off_of_revision unique (id, revision_id),
  check ((withdrawn_by is null) = (withdrawn_at is null))
);
create unique index sign_off_standing on sign_off (revision_id) where withdrawn_at is null;

create table version (
  id uuid primary key,
  article_id uuid not null references article,
  number integer not null check (number >= 1),
  slug text not null,
  created_by uuid not null references staff,
  created_at timestamptz not null default now(),
  -- A version is complete when its transaction ends; nothing is added to it later.
  created_in xid8 not null default pg_current_xact_id(),
  constraint version_number_key unique (article_id, number),
  constraint version_of_article unique (id, article_id),
  constraint version_slug unique (id, slug)
);

create table version_section (
  version_id uuid not null,
  article_id uuid not null,
  position integer not null,
  section_id uuid not null,
  revision_id uuid not null,
  sign_off_id uuid not null,
  kind text not null,
  depth integer not null,
  numbered boolean not null,
  primary key (version_id, position),
  constraint version_section_once unique (version_id, section_id),
  foreign key (version_id, article_id) references version (id, article_id),
  foreign key (section_id, article_id) references section (id, article_id),
  foreign key (revision_id, section_id) references revision (id, section_id),
  foreign key (sign_off_id, revision_id) references sign_off (id, revision_id)
);
create index version_section_revision on version_section (revision_id);

-- The verdicts that answered for the claims of a version on the day it was made.
create table version_verdict (
  version_id uuid not null references version,
  verdict_id uuid not null references verdict,
  section_id uuid not null references section,
  primary key (version_id, verdict_id)
);

-- The pointer: which version of an article readers see, and at which address.
create table publication (
  article_id uuid primary key references article,
  version_id uuid not null,
  slug text not null constraint publication_slug_key unique,
  published_by uuid not null references staff,
  published_at timestamptz not null default now(),
  first_published_at timestamptz not null default now(),
  foreign key (version_id, article_id) references version (id, article_id),
  foreign key (version_id, slug) references version (id, slug)
);

create trigger never_changes before update or delete or truncate on verdict execute function refuse_change();
create trigger never_changes before update or delete or truncate on evidence execute function refuse_change();
create trigger never_changes before update or delete or truncate on version execute function refuse_change();
create trigger never_changes before update or delete or truncate on version_section execute function refuse_change();
create trigger never_changes before update or delete or truncate on version_verdict execute function refuse_change();

-- Everything that can open or close the gate of an article waits for a publication of it under way, and the other
-- way round (the publication takes the row FOR UPDATE).
create function share_article_of(a_section uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform 1 from article where id = (select article_id from section where id = a_section) for share;
end $$;

-- Invariant 4. A verdict is tied to a place only where exactly the judged words stand.
create function keep_anchor_to_words() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform share_article_of(new.section_id);
  perform 1 from revision where id = new.revision_id and position(new.quote in text) > 0;
  if not found then
    raise exception 'The flagged words do not stand in this revision.'
      using errcode = 'check_violation', constraint = 'anchor_quote_stands';
  end if;
  if new.verdict_id is not null then
    perform 1 from verdict v where v.id = new.verdict_id and v.quote = new.quote
      and (tg_op = 'INSERT' or v.id = (select l.id from verdict l where l.flag_id = v.flag_id
        order by l.given_at desc, l.id desc limit 1));
    if not found then
      raise exception 'The verdict was given on other words.'
        using errcode = 'check_violation', constraint = 'anchor_verdict_words';
    end if;
  end if;
  if tg_op = 'UPDATE' and (new.flag_id, new.revision_id, new.start_at, new.end_at, new.quote)
      is distinct from (old.flag_id, old.revision_id, old.start_at, old.end_at, old.quote) then
    raise exception 'A place in a revision never changes.'
      using errcode = 'restrict_violation', constraint = 'anchor_never_moves';
  end if;
  return new;
end $$;
create trigger exact_words before insert or update on anchor for each row execute function keep_anchor_to_words();

-- A verdict is a fact-checker's, on words that somebody else wrote; nobody clears a flag of their own.
create function keep_verdict_independent() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
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
  perform 1 from revision where section_id = flagged.section_id and author_id = new.given_by;
  if found then
    raise exception 'Nobody gives a verdict on a text that they worked on.'
      using errcode = 'check_violation', constraint = 'verdict_not_on_own_words';
  end if;
  if new.kind <> 'rewrite' and new.given_by = flagged.raised_by then
    raise exception 'Nobody clears a flag that they raised.'
      using errcode = 'check_violation', constraint = 'verdict_not_on_own_flag';
  end if;
  return new;
end $$;
create trigger independent before insert on verdict for each row execute function keep_verdict_independent();

create function keep_evidence_with_verdict() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform 1 from verdict where id = new.verdict_id and created_in = pg_current_xact_id();
  if not found then
    raise exception 'Evidence is given with its verdict.'
      using errcode = 'restrict_violation', constraint = 'evidence_with_verdict';
  end if;
  return new;
end $$;
create trigger with_verdict before insert on evidence for each row execute function keep_evidence_with_verdict();

create function need_evidence() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform 1 from evidence where verdict_id = new.id;
  if not found then
    raise exception 'A claim is verified by at least one source.'
      using errcode = 'check_violation', constraint = 'verdict_evidence';
  end if;
  return null;
end $$;
create constraint trigger with_evidence after insert on verdict deferrable initially deferred
  for each row when (new.kind = 'verified') execute function need_evidence();

-- A sign-off is a fact-checker's, and never on a text that they changed since another's sign-off.
create function keep_sign_off_independent() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
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
  perform 1 from revision r
    where r.section_id = signed.section_id and r.author_id = new.signed_by and r.number <= signed.number
      and r.number > coalesce((
        select max(earlier.number) from revision earlier
          join sign_off s on s.revision_id = earlier.id and s.withdrawn_at is null and s.signed_by <> new.signed_by
        where earlier.section_id = signed.section_id and earlier.number < signed.number), 0);
  if found then
    raise exception 'Nobody signs off what they wrote.'
      using errcode = 'check_violation', constraint = 'sign_off_not_by_author';
  end if;
  return new;
end $$;
create trigger independent before insert or update on sign_off for each row execute function keep_sign_off_independent();

create function keep_flag() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform share_article_of(new.section_id);
  if tg_op = 'UPDATE' and (old.confirmed_at is not null or
      (to_jsonb(new) - 'confirmed_by' - 'confirmed_at') <> (to_jsonb(old) - 'confirmed_by' - 'confirmed_at')) then
    raise exception 'A flag is confirmed once and otherwise never changes.'
      using errcode = 'restrict_violation', constraint = 'flag_never_changes';
  end if;
  return new;
end $$;
create trigger kept before insert or update on flag for each row execute function keep_flag();

-- A flag on one revision: suggested (by a rule, nobody has looked), open, or what the verdict says that holds there.
create view flag_on_revision as
  select a.flag_id, a.revision_id, a.section_id, a.start_at, a.end_at, a.quote, a.verdict_id, f.severity,
    coalesce(v.kind, case when f.raised_by is null and f.confirmed_at is null then 'suggested' else 'open' end) as state
  from anchor a
  join flag f on f.id = a.flag_id
  left join verdict v on v.id = a.verdict_id;

-- Everything that keeps one revision from readers. The one statement of the gate: the desk lists it, and the
-- trigger on publication obeys it.
create function revision_blockers(a_revision uuid) returns table (blocker text, flag_id uuid)
language sql stable security definer set search_path = pg_catalog, public as $$
  select 'unsigned', null::uuid
  where not exists (
    select from sign_off s join revision r on r.id = s.revision_id
    where s.revision_id = a_revision and s.withdrawn_at is null
      and not exists (select from revision w
        where w.section_id = r.section_id and w.author_id = s.signed_by and w.number <= r.number
          and w.number > coalesce((
            select max(e.number) from revision e join sign_off o on o.revision_id = e.id
              and o.withdrawn_at is null and o.signed_by <> s.signed_by
            where e.section_id = r.section_id and e.number < r.number), 0)))
  union all
  select f.state, f.flag_id from flag_on_revision f
  where f.revision_id = a_revision
    and (f.state in ('open', 'rewrite') or (f.state = 'suggested' and f.severity = 'must'))
$$;

-- No new revision leaves behind a flag that blocks and whose words still stand in it.
create function keep_blocking_flags() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform 1 from flag_on_revision f
    where f.revision_id = new.parent_id
      and (f.state in ('open', 'rewrite') or (f.state = 'suggested' and f.severity = 'must'))
      and position(f.quote in new.text) > 0
      and not exists (select from anchor a where a.flag_id = f.flag_id and a.revision_id = new.id)
  union all
  -- Words that were gone and come back bring back what somebody had against them.
  select 1 from (
    select distinct on (f.flag_id) f.* from flag_on_revision f join revision r on r.id = f.revision_id
    where f.section_id = new.section_id and f.revision_id <> new.id order by f.flag_id, r.number desc) f
  where f.state in ('open', 'rewrite') and position(f.quote in new.text) > 0
    and not exists (select from anchor a where a.flag_id = f.flag_id and a.revision_id = new.id);
  if found then
    raise exception 'This revision leaves a flag behind whose words still stand.'
      using errcode = 'check_violation', constraint = 'revision_keeps_flags';
  end if;
  return null;
end $$;
create constraint trigger keeps_flags after insert on revision deferrable initially deferred
  for each row when (new.parent_id is not null) execute function keep_blocking_flags();

-- Invariant 3. The pointer moves only to a version whose every revision is free of blockers, at the moment it moves.
create function keep_gate() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
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
    select from version_section vs cross join lateral revision_blockers(vs.revision_id)
    where vs.version_id = new.version_id
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
create trigger gate before insert or update on publication for each row execute function keep_gate();

create function announce_publication() returns trigger language plpgsql as $$
begin
  perform pg_notify('publication', coalesce(new.slug, old.slug));
  return null;
end $$;
create trigger announced after insert or update or delete on publication
  for each row execute function announce_publication();

create function keep_version_closed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform 1 from version v where v.id = new.version_id and v.created_in = pg_current_xact_id()
    and not exists (select from publication p where p.version_id = v.id);
  if not found then
    raise exception 'A version never changes.'
      using errcode = 'restrict_violation', constraint = 'version_never_changes';
  end if;
  return new;
end $$;
create trigger closed before insert on version_section for each row execute function keep_version_closed();
create trigger closed before insert on version_verdict for each row execute function keep_version_closed();
