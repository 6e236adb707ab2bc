-- The detector on a desk's own terms: what the site has decided about it, suggestions that it takes back when it looks
-- again, and claims that stand elsewhere in almost the same words.

-- Each decision is a row; the one with the highest number is in force.
create table detector_settings (
  number integer primary key check (number >= 1),
  publisher_names text[] not null,
  allowed_phrases text[] not null,
  rules_off text[] not null,
  -- Severity by rule id, where it is not the rule's own.
  severities jsonb not null check (jsonb_typeof(severities) = 'object'),
  decided_by uuid not null references staff,
  decided_at timestamptz not null default now()
);
create trigger never_changes before update or delete or truncate on detector_settings execute function refuse_change();

create function keep_settings() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform 1 from staff where id = new.decided_by and role = 'admin' and deactivated_at is null;
  if not found then
    raise exception 'Only the managing editor sets the detector.'
      using errcode = 'check_violation', constraint = 'detector_settings_by_admin';
  end if;
  if new.number <> 1 + (select coalesce(max(number), 0) from detector_settings) then
    raise exception 'The settings were changed meanwhile.'
      using errcode = 'check_violation', constraint = 'detector_settings_pkey';
  end if;
  new.decided_at := clock_timestamp();
  return new;
end $$;
create trigger kept before insert on detector_settings for each row execute function keep_settings();

-- A suggestion that nobody has answered and that the detector does not make any more. The flag itself stays on record.
create table suggestion_withdrawal (
  flag_id uuid primary key references flag,
  withdrawn_by uuid not null references staff,
  withdrawn_at timestamptz not null default now()
);
create trigger never_changes before update or delete or truncate on suggestion_withdrawal execute function refuse_change();

-- What a person has answered is never taken back. A suggestion that blocks is taken back only after the managing
-- editor decided anew about the detector: nobody else can open the gate by having it look again.
create function keep_withdrawal() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare suggested flag;
begin
  select * into suggested from flag where id = new.flag_id;
  -- Verdicts and confirmations share the article, so that none is under way unseen.
  perform 1 from article where id = (select article_id from section where id = suggested.section_id) for update;
  select * into suggested from flag where id = new.flag_id;
  if suggested.rule_id is null or suggested.confirmed_at is not null
      or exists (select from verdict where flag_id = new.flag_id) then
    raise exception 'A flag that somebody has answered is not taken back.'
      using errcode = 'restrict_violation', constraint = 'withdrawal_of_unanswered';
  end if;
  if suggested.severity = 'must'
      and not exists (select from detector_settings where decided_at > suggested.raised_at) then
    raise exception 'A suggestion that blocks is answered, or taken back after a decision of the managing editor.'
      using errcode = 'restrict_violation', constraint = 'withdrawal_of_blocking';
  end if;
  return new;
end $$;
create trigger kept before insert on suggestion_withdrawal for each row execute function keep_withdrawal();

create function refuse_withdrawn() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform 1 from suggestion_withdrawal
    where flag_id = (case tg_table_name when 'flag' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'flag_id' end)::uuid;
  if found then
    raise exception 'The detector has taken this suggestion back.'
      using errcode = 'restrict_violation', constraint = 'suggestion_withdrawn';
  end if;
  return new;
end $$;
-- Their names put them behind the triggers that take the article.
create trigger not_withdrawn before update on flag for each row execute function refuse_withdrawn();
create trigger not_withdrawn before insert on verdict for each row execute function refuse_withdrawn();

create or replace view flag_on_revision as
  select a.flag_id, a.revision_id, a.section_id, a.start_at, a.end_at, a.quote, a.verdict_id, f.severity,
    coalesce(v.kind, case when f.raised_by is null and f.confirmed_at is null then 'suggested' else 'open' end) as state
  from anchor a
  join flag f on f.id = a.flag_id
  left join verdict v on v.id = a.verdict_id
  where not exists (select from suggestion_withdrawal w where w.flag_id = a.flag_id);

-- Claims in almost the same words are found by their trigrams (lib/flags/likeness.ts then compares words and figures).
create extension if not exists pg_trgm;
create index anchor_quote_trigrams on anchor using gin (quote gin_trgm_ops);
create index verdict_quote_trigrams on verdict using gin (quote gin_trgm_ops);

-- The planner takes the comparison of trigrams for cheap and would read every claim of the archive; ten times slower.
create function flags_like(a_quote text) returns table (flag_id uuid)
language sql stable set pg_trgm.similarity_threshold = 0.5 set enable_seqscan = off as $$
  with near as materialized (select a.flag_id, a.revision_id, a.quote from anchor a where a.quote % a_quote)
  select near.flag_id from near join section s on s.revision_id = near.revision_id and s.removed_at is null
  order by similarity(near.quote, a_quote) desc, near.flag_id limit 400
$$;
create function verdicts_like(a_quote text) returns table (verdict_id uuid)
language sql stable set pg_trgm.similarity_threshold = 0.5 set enable_seqscan = off as $$
  select v.id from verdict v where v.quote % a_quote order by similarity(v.quote, a_quote) desc, v.id limit 400
$$;
revoke execute on function flags_like(text), verdicts_like(text) from public;
grant execute on function flags_like(text), verdicts_like(text) to galley_app;

grant select, insert (number, publisher_names, allowed_phrases, rules_off, severities, decided_by)
  on detector_settings to galley_app;
grant select, insert (flag_id, withdrawn_by) on suggestion_withdrawal to galley_app;
