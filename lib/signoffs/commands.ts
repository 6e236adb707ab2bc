import { sql } from 'kysely';
import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { lockArticleOfSection } from '#lib/articles/commands.ts';
import { record } from '#lib/audit/commands.ts';
import { notAllowed } from '#lib/flags/permissions.ts';
import { tell, tellIfUnblocked } from '#lib/notices/commands.ts';
import { type Answer, orRefusal, Refused, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';

/**
 * Gives a fact-checker's word that these revisions may be published: all of them, or none. Refused on a text that
 * they wrote part of.
 */
export async function signOff(actor: Actor, db: Db, revisionIds: string[]): Promise<Answer> {
  const no = notAllowed(actor, 'signOff');
  if (no) return no;
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer> => {
      const articles = await trx
        .selectFrom('revision')
        .innerJoin('section', 'section.id', 'revision.sectionId')
        .select('section.articleId')
        .distinct()
        .where('revision.id', 'in', revisionIds)
        .execute();
      // Two people who take the same articles in another order would wait for each other for ever.
      if (articles.length > 1) return refuse('invalid', 'Sign off one article at a time.');
      const signed = [];
      for (const revisionId of new Set(revisionIds)) {
        const revision = await lockedRevision(actor, trx, revisionId);
        if (!revision) throw new Refused(refuse('missing', 'This text does not exist any more.'));
        if (!revision.isNewest)
          throw new Refused(
            refuse('conflict', 'This text was revised since you read it. Reload the page and read it again.'),
          );
        const notMine = revision.isMine ? notAllowed(actor, 'signOff', 'author') : null;
        if (notMine) throw new Refused(notMine);
        await trx.insertInto('signOff').values({ id: newId(), revisionId, signedBy: actor.id }).execute();
        signed.push({ ...revision, revisionId });
      }
      for (const { articleId, sectionId, revisionId, number } of signed)
        await record(actor, trx, {
          ...{
            action: 'revision.signed-off',
            articleId,
            sectionId,
            subjectId: revisionId,
            detail: { number },
          },
        });
      for (const id of articles) await tellIfUnblocked(actor, trx, id.articleId);
      return { ok: true };
    }),
  );
}

/** Takes a sign-off back. What was published with it stays published. */
export async function withdrawSignOff(actor: Actor, db: Db, revisionId: string): Promise<Answer> {
  const no = notAllowed(actor, 'withdrawSignOff');
  if (no) return no;
  return db.transaction().execute(async (trx): Promise<Answer> => {
    const revision = await lockedRevision(actor, trx, revisionId);
    if (!revision) return refuse('missing', 'This text does not exist any more.');
    const row = await trx
      .updateTable('signOff')
      .set({ withdrawnBy: actor.id, withdrawnAt: new Date() })
      .where('revisionId', '=', revisionId)
      .where('withdrawnAt', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!row) return refuse('missing', 'This revision is not signed off.');
    const { articleId, sectionId, number } = revision;
    await record(actor, trx, {
      ...{ action: 'sign-off.withdrawn', articleId, sectionId, subjectId: revisionId, detail: { number } },
    });
    return { ok: true };
  });
}

/**
 * Gives a text back to its author instead of signing it off, with what is to be done. The note stands beside the
 * section until it is revised.
 */
export async function sendBack(
  actor: Actor,
  db: Db,
  { revisionId, note }: { revisionId: string; note: string },
): Promise<Answer> {
  const no = notAllowed(actor, 'sendBack');
  if (no) return no;
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer> => {
      const revision = await lockedRevision(actor, trx, revisionId);
      if (!revision) return refuse('missing', 'This text does not exist any more.');
      if (!revision.isNewest)
        return refuse(
          'conflict',
          'This text was revised since you read it. Reload the page and read it again.',
        );
      const { articleId, sectionId, authorId, number, heading } = revision;
      await trx.insertInto('sentBack').values({ id: newId(), revisionId, note, sentBy: actor.id }).execute();
      if (authorId !== actor.id)
        await tell(trx, [authorId], {
          ...{ kind: 'revision.sent-back', articleId, detail: { sectionId, heading, by: actor.name, note } },
        });
      await record(actor, trx, {
        ...{
          action: 'revision.sent-back',
          articleId,
          sectionId,
          subjectId: revisionId,
          detail: { number, note },
        },
      });
      return { ok: true };
    }),
  );
}

async function lockedRevision(actor: Actor, trx: Trx, revisionId: string) {
  const revision = await trx
    .selectFrom('revision')
    .select(['sectionId', 'number', 'authorId', 'heading'])
    .where('id', '=', revisionId)
    .executeTakeFirst();
  const articleId = revision && (await lockArticleOfSection(trx, revision.sectionId));
  if (!articleId) return undefined;
  const section = await trx
    .selectFrom('section')
    .select('revisionId')
    .select(sql<boolean>`wrote_unread(${actor.id}, ${revisionId})`.as('isMine'))
    .where('id', '=', revision.sectionId)
    .executeTakeFirstOrThrow();
  return { ...revision, articleId, isMine: section.isMine, isNewest: section.revisionId === revisionId };
}
