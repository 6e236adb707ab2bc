import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { isBlocking } from '#lib/articles/queries.ts';
import { answersByRule } from '#lib/detector/queries.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { Bar, Figures } from './model.ts';
import { mayReadFigures } from './policy.ts';

/** The figures of the desk as of now; null for those who may not read them. */
export async function readFigures(actor: Actor, db: Db): Promise<Figures | null> {
  if (!mayReadFigures(actor)) return null;
  const [openByAge, hoursToVerdict, answered, corrections] = await Promise.all([
    bars(
      db,
      sql`
      with waiting as materialized (
        select extract(epoch from now() - coalesce(f.confirmed_at, f.raised_at)) / 86400 as days
        from section s join flag_on_revision fr on fr.revision_id = s.revision_id join flag f on f.id = fr.flag_id
        where s.removed_at is null and ${isBlocking})
      select name, (select count(*)::float from waiting where days >= lo and days < hi) as value
      from (values (1, 'under 1 day', 0, 1), (2, '1 to 3 days', 1, 4), (3, '4 to 7 days', 4, 8),
        (4, '8 to 30 days', 8, 31), (5, 'over 30 days', 31, 1e9)) as age (n, name, lo, hi)
      order by n`,
    ),
    bars(
      db,
      sql`
      with first_verdict as (
        select flag_id, min(given_at) as given_at from verdict where carried_from is null group by flag_id)
      select to_char(week, 'DD Mon') as name,
        round(percentile_cont(0.5) within group (
          order by extract(epoch from v.given_at - f.raised_at) / 3600)::numeric, 1)::float as value
      from generate_series(date_trunc('week', now() at time zone 'UTC') - interval '11 weeks',
        date_trunc('week', now() at time zone 'UTC'), interval '1 week') week
      left join (first_verdict v join flag f on f.id = v.flag_id)
        on date_trunc('week', v.given_at at time zone 'UTC') = week
      group by week
      order by week`,
    ),
    answersByRule(db),
    bars(
      db,
      sql`
      select to_char(month, 'Mon YYYY') as name,
        (select count(*)::float from correction where date_trunc('month', made_at at time zone 'UTC') = month) as value
      from generate_series(date_trunc('month', now() at time zone 'UTC') - interval '11 months',
        date_trunc('month', now() at time zone 'UTC'), interval '1 month') month
      order by month`,
    ),
  ]);
  const acceptedByRule = [...answered]
    .map(([rule, { accepted, dismissed }]) => ({ rule, accepted, answered: accepted + dismissed }))
    .sort((a, b) => b.answered - a.answered || a.rule.localeCompare(b.rule));
  return { openByAge, hoursToVerdict, acceptedByRule, corrections };
}

async function bars(db: Db, query: ReturnType<typeof sql>): Promise<Bar[]> {
  const { rows } = await sql<Bar>`${query}`.execute(db);
  return rows;
}
