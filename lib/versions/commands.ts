import { sql } from 'kysely';
import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { type Statement, together } from '#db/together.ts';
import { lockArticle } from '#lib/articles/commands.ts';
import { record } from '#lib/audit/commands.ts';
import { tell } from '#lib/notices/commands.ts';
import { authorsOf } from '#lib/notices/queries.ts';
import { type Answer, orRefusal, type Refusal, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { queueMessages } from '#lib/webhooks/commands.ts';
import type { Blocker, WithdrawalKind } from './model.ts';
import { mayOverride, mayPublish } from './policy.ts';
import { readBlockers, readStanding } from './queries.ts';

export type Published =
  | Answer<{ versionId: string; number: number; slug: string }>
  | (Refusal & { blockers: Blocker[] });

/**
 * Makes a version of the newest revisions of an article and points readers at it, in one transaction. While anything
 * blocks, the answer is the list of all that does; the database refuses as well (migrations/0002_gate.sql).
 * @param correction what was wrong and what it says now, for readers; without it the version corrects nothing
 * @param override why a managing editor lets it out with flags that nobody has answered; readers are told. It stands
 *   in for no sign-off.
 */
export async function publish(
  actor: Actor,
  db: Db,
  articleId: string,
  correction?: string,
  override?: string,
): Promise<Published> {
  return orRefusal(db.transaction().execute((trx) => publishIn(actor, trx, articleId, correction, override)));
}

/**
 * The same as part of a transaction, which has to be undone where the answer is not ok.
 * @throws what the database refuses; `orRefusal` words it
 */
export async function publishIn(
  actor: Actor,
  trx: Trx,
  articleId: string,
  correction?: string,
  override?: string,
): Promise<Published> {
  if (!mayPublish(actor)) return refuse('not-allowed', 'Only editors publish.');
  if (override && !mayOverride(actor))
    return refuse('not-allowed', 'Only the managing editor publishes over open flags.');
  if (!(await lockArticle(trx, articleId))) return refuse('missing', 'This article does not exist.');
  const blockers = await readBlockers(actor, trx, articleId);
  if (override && blockers.length === 0)
    return refuse('invalid', 'Nothing is open any more: publish it as usual.');
  if (blockers.some(({ blocker }) => blocker === 'unsigned' || !override))
    return {
      ...refuse(
        'gate-closed',
        `${blockers.length} ${blockers.length === 1 ? 'thing stands' : 'things stand'} in the way of publishing.`,
      ),
      blockers,
    };
  const seen = await readStanding(actor, trx, articleId);
  if (seen.withdrawal?.kind === 'retracted') return refuse('invalid', retracted);
  if (!(await hasNews(trx, articleId))) return refuse('invalid', 'Readers see exactly this text already.');
  if (correction && seen.versions.length === 0)
    return refuse('invalid', 'Readers have seen nothing yet that could be corrected.');
  const version = await nextVersion(trx, articleId);
  const { id: versionId, number, slug } = version;
  await together(trx, [
    ...storing(actor, trx, version),
    ...(override
      ? [trx.insertInto('gateOverride').values({ versionId, reason: override, madeBy: actor.id } as never)]
      : []),
    pointing(trx, { articleId, versionId, slug, publishedBy: actor.id }, seen.versions.length > 0),
    ...(correction
      ? [trx.insertInto('correction').values({ versionId, note: correction, madeBy: actor.id })]
      : []),
  ]);
  await queueMessages(trx, {
    ...{ type: correction ? 'article.corrected' : 'article.published', note: correction },
    ...{ articleId, versionId },
  });
  await tell(trx, await authorsOf(actor, trx, articleId), {
    ...{ kind: 'article.published', articleId, detail: { by: actor.name, number } },
  });
  if (override)
    await record(actor, trx, {
      ...{ action: 'gate.overridden', articleId, subjectId: versionId },
      detail: { reason: override, flags: blockers.flatMap((each) => ('flagId' in each ? each.flagId : [])) },
    });
  await record(actor, trx, {
    ...{ action: 'version.published', articleId, subjectId: versionId },
    detail: { number, slug, ...(correction ? { correction } : {}) },
  });
  return { ok: true, versionId, number, slug };
}

/** Points readers at a version. Not in one statement for both cases: the gate would be asked twice. */
function pointing(
  trx: Trx,
  pointer: { articleId: string; versionId: string; slug: string; publishedBy: string },
  isSeen: boolean,
): Statement {
  const { articleId, ...moved } = pointer;
  return isSeen
    ? trx.updateTable('publication').set(moved).where('articleId', '=', articleId)
    : trx.insertInto('publication').values(pointer);
}

/**
 * Takes an article from readers. Unpublished, its address says that much and no more; retracted, the reason stays
 * there for ever, and the article is never published again.
 */
export async function withdraw(
  actor: Actor,
  db: Db,
  { articleId, kind, reason }: { articleId: string; kind: WithdrawalKind; reason: string },
): Promise<Answer> {
  if (!mayPublish(actor)) return refuse('not-allowed', 'Only editors withdraw an article.');
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer> => {
      if (!(await lockArticle(trx, articleId))) return refuse('missing', 'This article does not exist.');
      const seen = await trx
        .selectFrom('publication')
        .select('versionId')
        .where('articleId', '=', articleId)
        .executeTakeFirst();
      if (!seen) return refuse('invalid', 'Readers have never seen this article.');
      const waiting = await readWaiting(trx, articleId);
      await trx
        .insertInto('withdrawal')
        .values({ versionId: seen.versionId, articleId, kind, reason, madeBy: actor.id })
        .execute();
      await queueMessages(trx, {
        type: `article.${kind}`,
        // Why it was unpublished is the desk's affair.
        note: kind === 'retracted' ? reason : undefined,
        ...{ articleId, versionId: seen.versionId },
      });
      await record(actor, trx, {
        ...{ action: kind === 'retracted' ? 'article.retracted' : 'article.unpublished' },
        ...{ articleId, subjectId: seen.versionId },
        // What a withdrawal ends beside (migrations/0011_scheduled.sql).
        detail: {
          reason,
          ...(waiting.publishAt ? { cancelled: waiting.publishAt.toISOString() } : {}),
          ...(kind === 'retracted' && waiting.links > 0 ? { revokedLinks: waiting.links } : {}),
        },
      });
      return { ok: true };
    }),
  );
}

async function readWaiting(trx: Trx, articleId: string) {
  const { rows } = await sql<{ publishAt: Date | null; links: number }>`
    select (select publish_at from schedule where article_id = ${articleId} and outcome is null) as publish_at,
      (select count(*)::int from preview where article_id = ${articleId} and revoked_at is null and expires_at > now())
        as links`.execute(trx);
  return rows[0] ?? { publishAt: null, links: 0 };
}

const retracted =
  'This article was retracted. The notice stays, and nothing is published at its address again.';

/** Is the outline of newest revisions, a tag in it or a verified claim another than what readers see? */
export async function hasNews(trx: Trx, articleId: string): Promise<boolean> {
  const { rows } = await sql<{ isNews: boolean }>`
    with seen as (
      select version_id from publication p
      where article_id = ${articleId} and not exists (select from withdrawal w where w.version_id = p.version_id)),
    published (fact) as (
      select row(row_number() over (order by position), revision_id, kind, depth, numbered)::text
        from version_section join seen using (version_id)
      union all
      select row(section_id, name)::text from edition_tag join seen using (version_id)
      union all
      select row(section_id, d.id)::text from version_verdict join seen using (version_id)
        join verdict d on d.id = verdict_id and d.kind = 'verified'),
    draft (fact) as (
      select row(row_number() over (order by position), revision_id, kind, depth, numbered)::text
        from section where article_id = ${articleId} and removed_at is null
      union all
      select row(section.id, tag.name)::text from section join section_tag on section_id = section.id
        join tag on tag.id = tag_id where article_id = ${articleId} and removed_at is null
      union all
      select row(section.id, d.id)::text from section join anchor a using (revision_id)
        join verdict d on d.id = a.verdict_id and d.kind = 'verified'
        where article_id = ${articleId} and removed_at is null)
    select exists ((table published except table draft) union all (table draft except table published)) as is_news`.execute(
    trx,
  );
  return rows[0]?.isNews ?? true;
}

async function nextVersion(trx: Trx, articleId: string) {
  const { slug, newest } = await trx
    .selectFrom('article')
    .leftJoin('version', 'version.articleId', 'article.id')
    .select((eb) => ['article.slug', eb.fn.max('version.number').as('newest')])
    .where('article.id', '=', articleId)
    .groupBy('article.slug')
    .executeTakeFirstOrThrow();
  return { id: newId(), articleId, number: (newest ?? 0) + 1, slug };
}

/** The statements that make a version of an article's newest revisions, their sign-offs and verdicts. */
function storing(
  actor: Actor,
  trx: Trx,
  version: { id: string; articleId: string; number: number; slug: string },
): Statement[] {
  const sections = trx
    .selectFrom('section')
    .innerJoin('signOff', (join) =>
      join.onRef('signOff.revisionId', '=', 'section.revisionId').on('signOff.withdrawnAt', 'is', null),
    )
    .select((eb) => eb.val(version.id).$castTo<string>().as('versionId'))
    .select(['section.articleId', 'section.position', 'section.id as sectionId', 'section.revisionId'])
    .select(['signOff.id as signOffId', 'section.kind', 'section.depth', 'section.numbered'])
    .where('section.articleId', '=', version.articleId)
    .where('section.removedAt', 'is', null);
  const verdicts = trx
    .selectFrom('versionSection')
    .innerJoin('anchor', 'anchor.revisionId', 'versionSection.revisionId')
    .select('versionSection.versionId')
    .select((eb) => eb.ref('anchor.verdictId').$notNull().as('verdictId'))
    .select('versionSection.sectionId')
    .where('versionSection.versionId', '=', version.id)
    .where('anchor.verdictId', 'is not', null);
  return [
    trx.insertInto('version').values({ ...version, createdBy: actor.id }),
    trx
      .insertInto('versionSection')
      .columns([
        ...(['versionId', 'articleId', 'position', 'sectionId', 'revisionId', 'signOffId'] as const),
        ...(['kind', 'depth', 'numbered'] as const),
      ])
      .expression(sections),
    trx.insertInto('versionVerdict').columns(['versionId', 'verdictId', 'sectionId']).expression(verdicts),
  ];
}
