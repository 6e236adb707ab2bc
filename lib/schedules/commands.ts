import { sql } from 'kysely';
import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { lockArticle } from '#lib/articles/commands.ts';
import { record } from '#lib/audit/commands.ts';
import { tell } from '#lib/notices/commands.ts';
import { type Answer, orRefusal, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { personBehind } from '#lib/staff/queries.ts';
import { hasNews, type Published, publishIn } from '#lib/versions/commands.ts';
import { mayPublish } from '#lib/versions/policy.ts';
import { readStanding } from '#lib/versions/queries.ts';

/**
 * Has an article published at a time, as it then stands and if the gate is open then. An article waits for one time: a
 * second one takes the place of the first.
 * @param correction the public note that the version will carry
 */
export async function schedulePublication(
  actor: Actor,
  db: Db,
  input: { articleId: string; publishAt: Date; timeZone: string; correction?: string },
): Promise<Answer> {
  if (!mayPublish(actor)) return refuse('not-allowed', 'Only editors publish.');
  const { articleId, publishAt, timeZone, correction = null } = input;
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer> => {
      if (!(await lockArticle(trx, articleId))) return refuse('missing', 'This article does not exist.');
      if (correction && (await readStanding(actor, trx, articleId)).versions.length === 0)
        return refuse('invalid', 'Readers have seen nothing yet that could be corrected.');
      const id = newId();
      const before = await endPending(actor, trx, articleId);
      await trx
        .insertInto('schedule')
        .values({ id, articleId, publishAt, timeZone, correction, madeBy: actor.id })
        .execute();
      await record(actor, trx, {
        ...{ action: 'schedule.made', articleId, subjectId: id },
        detail: {
          ...{ publishAt: publishAt.toISOString(), timeZone },
          ...(before ? { insteadOf: before.publishAt.toISOString() } : {}),
          ...(correction ? { correction } : {}),
        },
      });
      return { ok: true };
    }),
  );
}

/** Takes back what was scheduled; the article is then published by hand or not at all. */
export async function cancelSchedule(actor: Actor, db: Db, articleId: string): Promise<Answer> {
  if (!mayPublish(actor)) return refuse('not-allowed', 'Only editors publish.');
  return db.transaction().execute(async (trx): Promise<Answer> => {
    if (!(await lockArticle(trx, articleId))) return refuse('missing', 'This article does not exist.');
    const ended = await endPending(actor, trx, articleId);
    if (!ended) return refuse('missing', 'Nothing is scheduled for this article any more.');
    await record(actor, trx, {
      ...{ action: 'schedule.cancelled', articleId, subjectId: ended.id },
      detail: { publishAt: ended.publishAt.toISOString() },
    });
    return { ok: true };
  });
}

async function endPending(actor: Actor, trx: Trx, articleId: string) {
  return trx
    .updateTable('schedule')
    .set({ outcome: 'cancelled', endedBy: actor.id })
    .where('articleId', '=', articleId)
    .where('outcome', 'is', null)
    .returning(['id', 'publishAt'])
    .executeTakeFirst();
}

type Due = { id: string; articleId: string; publishAt: Date; correction: string | null; madeBy: string };

/**
 * Publishes one article whose time has come, in the name of the person who scheduled it, or notes why it was not and
 * tells the people concerned. Both in the one transaction that also ends the schedule: so it is done once, however many
 * instances look and whenever one of them dies. For the worker: no actor.
 * @returns false when none is due, or another instance has what is
 */
export async function publishNextDue(
  db: Db,
  log: (message: string, error: unknown) => void,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    // The article with it, as every command takes it first; and no waiting, so that nobody waits for this either.
    const due = await trx
      .selectFrom('schedule')
      .innerJoin('article', 'article.id', 'schedule.articleId')
      .select(['schedule.id', 'schedule.articleId', 'schedule.publishAt'])
      .select(['schedule.correction', 'schedule.madeBy'])
      .where('schedule.outcome', 'is', null)
      .where('schedule.publishAt', '<=', sql<Date>`now()`)
      .orderBy('schedule.publishAt')
      .limit(1)
      .forUpdate(['schedule', 'article'])
      .skipLocked()
      .executeTakeFirst();
    if (!due) return false;
    if (!(await hasNews(trx, due.articleId))) {
      await trx.updateTable('schedule').set({ outcome: 'needless' }).where('id', '=', due.id).execute();
      return true;
    }
    const { actor, active } = await personBehind(trx, due.madeBy);
    const answer = active
      ? await attempt(actor, trx, due, log)
      : refuse('not-allowed', `${actor.name}, who scheduled it, has no access any more.`);
    if (answer.ok)
      await trx
        .updateTable('schedule')
        .set({ outcome: 'published', versionId: answer.versionId })
        .where('id', '=', due.id)
        .execute();
    else await noteFailure(trx, due, { actor, active }, answer);
    return true;
  });
}

/** Publishes, and undoes what it did where that does not work. */
async function attempt(
  actor: Actor,
  trx: Trx,
  { articleId, correction }: Due,
  log: (message: string, error: unknown) => void,
): Promise<Published> {
  await sql`savepoint attempt`.execute(trx);
  const answer = await orRefusal(publishIn(actor, trx, articleId, correction ?? undefined)).catch((error) => {
    // Of what passes by itself the next look makes another attempt.
    if (/^(08|40|53|55|57|CONNECTION_|ECONN|EPIPE)/.test((error as { code?: string }).code ?? ''))
      throw error;
    log('a scheduled publication failed', error);
    return refuse('invalid', 'Something went wrong on the server. Try to publish it by hand.');
  });
  if (!answer.ok) await sql`rollback to savepoint attempt`.execute(trx);
  return answer;
}

async function noteFailure(
  trx: Trx,
  due: Due,
  { actor, active }: { actor: Actor; active: boolean },
  answer: Exclude<Published, { ok: true }>,
) {
  const { id, articleId, publishAt } = due;
  const reason = answer.message;
  const blockers = 'blockers' in answer ? answer.blockers : [];
  await trx
    .updateTable('schedule')
    .set({ outcome: 'failed', reason, blockers: sql`${JSON.stringify(blockers)}::text::jsonb` })
    .where('id', '=', id)
    .execute();
  const concerned = await trx
    .selectFrom('staff')
    .select('id')
    .where('deactivatedAt', 'is', null)
    .where((eb) =>
      eb.or([
        eb('id', '=', due.madeBy),
        eb(
          'id',
          'in',
          eb
            .selectFrom('section')
            .innerJoin('revision', 'revision.sectionId', 'section.id')
            .select('revision.authorId')
            .where('section.articleId', '=', articleId)
            .where('section.removedAt', 'is', null),
        ),
        // Somebody has to know, also where the one who asked for it has left.
        ...(active ? [] : [eb('role', '=', 'admin')]),
      ]),
    )
    .execute();
  await tell(
    trx,
    concerned.map((person) => person.id),
    { kind: 'schedule.failed', articleId, detail: { publishAt: publishAt.toISOString(), reason } },
  );
  await record(actor, trx, {
    ...{ action: 'schedule.failed', articleId, subjectId: id },
    detail: { publishAt: publishAt.toISOString(), reason },
  });
}
