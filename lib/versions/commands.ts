import { sql } from 'kysely';
import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { lockArticle } from '#lib/articles/commands.ts';
import { record } from '#lib/audit/commands.ts';
import { type Answer, orRefusal, type Refusal, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { Blocker, WithdrawalKind } from './model.ts';
import { mayPublish } from './policy.ts';
import { readBlockers, readStanding } from './queries.ts';

type Published = Answer<{ number: number; slug: string }> | (Refusal & { blockers: Blocker[] });

/**
 * Makes a version of the newest revisions of an article and points readers at it, in one transaction. While anything
 * blocks, the answer is the list of all that does; the database refuses as well (migrations/0002_gate.sql).
 * @param correction what was wrong and what it says now, for readers; without it the version corrects nothing
 */
export async function publish(
  actor: Actor,
  db: Db,
  articleId: string,
  correction?: string,
): Promise<Published> {
  if (!mayPublish(actor)) return refuse('not-allowed', 'Only editors publish.');
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Published> => {
      if (!(await lockArticle(trx, articleId))) return refuse('missing', 'This article does not exist.');
      const blockers = await readBlockers(actor, trx, articleId);
      if (blockers.length > 0)
        return {
          ...refuse(
            'gate-closed',
            `${blockers.length} ${blockers.length === 1 ? 'thing stands' : 'things stand'} in the way of publishing.`,
          ),
          blockers,
        };
      const seen = await readStanding(actor, trx, articleId);
      if (seen.withdrawal?.kind === 'retracted') return refuse('invalid', retracted);
      if (!(await hasNews(trx, articleId)))
        return refuse('invalid', 'Readers see exactly this text already.');
      if (correction && seen.versions.length === 0)
        return refuse('invalid', 'Readers have seen nothing yet that could be corrected.');
      const version = await makeVersion(actor, trx, articleId);
      await trx
        .insertInto('publication')
        .values({ articleId, versionId: version.id, slug: version.slug, publishedBy: actor.id })
        .onConflict((conflict) =>
          conflict
            .column('articleId')
            .doUpdateSet({ versionId: version.id, slug: version.slug, publishedBy: actor.id }),
        )
        .execute();
      if (correction)
        await trx
          .insertInto('correction')
          .values({ versionId: version.id, note: correction, madeBy: actor.id })
          .execute();
      await record(actor, trx, {
        ...{ action: 'version.published', articleId, subjectId: version.id },
        detail: {
          ...{ number: version.number, slug: version.slug },
          ...(correction ? { correction } : {}),
        },
      });
      return { ok: true, number: version.number, slug: version.slug };
    }),
  );
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
      await trx
        .insertInto('withdrawal')
        .values({ versionId: seen.versionId, articleId, kind, reason, madeBy: actor.id })
        .execute();
      await record(actor, trx, {
        ...{ action: kind === 'retracted' ? 'article.retracted' : 'article.unpublished' },
        ...{ articleId, subjectId: seen.versionId, detail: { reason } },
      });
      return { ok: true };
    }),
  );
}

const retracted =
  'This article was retracted. The notice stays, and nothing is published at its address again.';

/** Is the outline of newest revisions, a tag in it or a verified claim another than what readers see? */
async function hasNews(trx: Trx, articleId: string): Promise<boolean> {
  const published = await trx
    .selectFrom('publication')
    .innerJoin('versionSection as vs', 'vs.versionId', 'publication.versionId')
    .select(['vs.revisionId', 'vs.kind', 'vs.depth', 'vs.numbered'])
    .select(
      sql`array(select name from edition_tag t where t.version_id = vs.version_id and t.section_id = vs.section_id order by 1)`.as(
        'tags',
      ),
    )
    .select(
      sql`array(select d.id from version_verdict vv join verdict d on d.id = vv.verdict_id and d.kind = 'verified'
        where vv.version_id = vs.version_id and vv.section_id = vs.section_id order by 1)`.as('verified'),
    )
    .where('publication.articleId', '=', articleId)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('withdrawal').whereRef('withdrawal.versionId', '=', 'vs.versionId'))),
    )
    .orderBy('vs.position')
    .execute();
  const draft = await trx
    .selectFrom('section')
    .select(['revisionId', 'kind', 'depth', 'numbered'])
    .select(
      sql`array(select name from tag join section_tag on tag_id = tag.id where section_id = section.id order by 1)`.as(
        'tags',
      ),
    )
    .select(
      sql`array(select d.id from anchor a join verdict d on d.id = a.verdict_id and d.kind = 'verified'
        where a.revision_id = section.revision_id order by 1)`.as('verified'),
    )
    .where('articleId', '=', articleId)
    .where('removedAt', 'is', null)
    .orderBy('position')
    .execute();
  return JSON.stringify(published) !== JSON.stringify(draft);
}

async function makeVersion(actor: Actor, trx: Trx, articleId: string) {
  const article = await trx
    .selectFrom('article')
    .leftJoin('version', 'version.articleId', 'article.id')
    .select((eb) => ['article.slug', eb.fn.max('version.number').as('newest')])
    .where('article.id', '=', articleId)
    .groupBy('article.slug')
    .executeTakeFirstOrThrow();
  const version = { id: newId(), articleId, number: (article.newest ?? 0) + 1, slug: article.slug };
  await trx
    .insertInto('version')
    .values({ ...version, createdBy: actor.id })
    .execute();
  await trx
    .insertInto('versionSection')
    .columns([
      'versionId',
      'articleId',
      'position',
      'sectionId',
      'revisionId',
      'signOffId',
      'kind',
      'depth',
      'numbered',
    ])
    .expression((eb) =>
      eb
        .selectFrom('section')
        .innerJoin('signOff', (join) =>
          join.onRef('signOff.revisionId', '=', 'section.revisionId').on('signOff.withdrawnAt', 'is', null),
        )
        .select([
          eb.val(version.id).$castTo<string>().as('versionId'),
          'section.articleId',
          'section.position',
          'section.id as sectionId',
          'section.revisionId',
          'signOff.id as signOffId',
          'section.kind',
          'section.depth',
          'section.numbered',
        ])
        .where('section.articleId', '=', articleId)
        .where('section.removedAt', 'is', null),
    )
    .execute();
  await trx
    .insertInto('versionVerdict')
    .columns(['versionId', 'verdictId', 'sectionId'])
    .expression((eb) =>
      eb
        .selectFrom('versionSection')
        .innerJoin('anchor', 'anchor.revisionId', 'versionSection.revisionId')
        .select((pinned) => [
          'versionSection.versionId',
          pinned.ref('anchor.verdictId').$notNull().as('verdictId'),
          'versionSection.sectionId',
        ])
        .where('versionSection.versionId', '=', version.id)
        .where('anchor.verdictId', 'is not', null),
    )
    .execute();
  return version;
}
