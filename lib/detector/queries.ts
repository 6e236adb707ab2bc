import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '#lib/staff/model.ts';
import { contextOf } from './context.ts';
import {
  type Answered,
  type DetectorDesk,
  type DetectorSettings,
  defaultSettings,
  type FlagKind,
  newsroomRule,
  type Severity,
} from './model.ts';
import { mayReadDetector } from './policy.ts';
import { rules } from './rules.ts';
import type { WritingContext } from './writing.ts';

/** What the site has decided, for whatever runs the detector. */
export async function settingsInForce(db: Db): Promise<DetectorSettings> {
  return settingsOf(await newestDecisionIn(db).executeTakeFirst());
}

/** The detector as its page shows it; null for those who may not read it. */
export async function readDetector(actor: Actor, db: Db): Promise<DetectorDesk | null> {
  if (!mayReadDetector(actor)) return null;
  const [decision, answered] = await Promise.all([newestDecision(db), answersByRule(db)]);
  return {
    number: decision?.number ?? 0,
    decided: decision ? { by: decision.by, at: decision.at } : null,
    settings: decision?.settings ?? defaultSettings,
    rules: rules.map((rule) => ({
      ...{ id: rule.id, kind: rule.kind, category: rule.category, message: rule.message },
      ...{ example: rule.matches[0] ?? '', ownSeverity: rule.severity },
      ...(answered.get(rule.id) ?? { accepted: 0, dismissed: 0 }),
    })),
    newsroom: answered.get(newsroomRule) ?? { accepted: 0, dismissed: 0 },
  };
}

/** What the detector has to know while a section is written; null for those who may not read it. */
export async function readForWriting(
  actor: Actor,
  db: Db,
  sectionId: string,
): Promise<WritingContext | null> {
  if (!mayReadDetector(actor)) return null;
  const texts = await db
    .selectFrom('section as own')
    .innerJoin('section', 'section.articleId', 'own.articleId')
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .select('revision.text')
    .where('own.id', '=', sectionId)
    .where('section.removedAt', 'is', null)
    .orderBy('section.position')
    .execute();
  const answered = await db
    .selectFrom('section')
    .innerJoin('flagOnRevision as placed', 'placed.revisionId', 'section.revisionId')
    .innerJoin('flag', 'flag.id', 'placed.flagId')
    .select(['flag.kind', 'placed.quote'])
    .where('section.id', '=', sectionId)
    .where('placed.state', 'in', ['verified', 'dismissed'])
    .execute();
  return {
    settings: await settingsInForce(db),
    article: contextOf(texts.map(({ text }) => text).join('\n')),
    answered: answered.map(({ kind, quote }) => ({ kind: kind as FlagKind, quote: quote ?? '' })),
  };
}

async function newestDecision(db: Db) {
  const row = await newestDecisionIn(db).executeTakeFirst();
  return row && { number: row.number, at: row.at, by: row.by, settings: settingsOf(row) };
}

/** The query for what the site decided last about the detector: no row until it has. */
export function newestDecisionIn(db: Db) {
  return db
    .selectFrom('detectorSettings')
    .innerJoin('staff', 'staff.id', 'detectorSettings.decidedBy')
    .select(['number', 'publisherNames', 'allowedPhrases', 'rulesOff', 'severities'])
    .select(['decidedAt as at', 'staff.name as by'])
    .orderBy('number', 'desc')
    .limit(1);
}

/** The settings in force by what the site decided last. */
export function settingsOf(decision: Decision | undefined): DetectorSettings {
  if (!decision) return defaultSettings;
  const { publisherNames, allowedPhrases, rulesOff, severities } = decision;
  return { publisherNames, allowedPhrases, rulesOff, severities: severities as Record<string, Severity> };
}

type Decision = Pick<
  Awaited<ReturnType<ReturnType<typeof newestDecisionIn>['executeTakeFirstOrThrow']>>,
  'publisherNames' | 'allowedPhrases' | 'rulesOff' | 'severities'
>;

/** How people answered the suggestions of each rule. A flag counts once, by its latest verdict; without one it was confirmed. */
export async function answersByRule(db: Db): Promise<Map<string, Answered>> {
  const { rows } = await sql<Answered & { ruleId: string }>`
    select f.rule_id, count(*) filter (where last.kind is distinct from 'dismissed')::int as accepted,
      count(*) filter (where last.kind = 'dismissed')::int as dismissed
    from flag f
    left join (
      select distinct on (flag_id) flag_id, kind from verdict order by flag_id, given_at desc, id desc) last
      on last.flag_id = f.id
    where f.rule_id is not null and (f.confirmed_at is not null or last.kind is not null)
    group by f.rule_id`.execute(db);
  return new Map(rows.map(({ ruleId, ...answered }) => [ruleId, answered]));
}
