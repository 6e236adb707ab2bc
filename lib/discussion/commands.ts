import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { record } from '#lib/audit/commands.ts';
import { notAllowed } from '#lib/flags/permissions.ts';
import { tell } from '#lib/notices/commands.ts';
import { type Answer, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { mentionsIn } from './model.ts';
import { readColleagues } from './queries.ts';
import type { GivenAssignment, GivenComment } from './schema.ts';

/** Says something about a flag. Whoever is called by name in it, and whoever spoke before, is told. */
export async function addComment(actor: Actor, db: Db, { flagId, text }: GivenComment): Promise<Answer> {
  const no = notAllowed(actor, 'discuss');
  if (no) return no;
  return db.transaction().execute(async (trx): Promise<Answer> => {
    const flag = await flagIn(trx, flagId);
    if (!flag) return refuse('missing', 'This flag does not exist.');
    const { articleId, sectionId, quote } = flag;
    const before = await trx
      .selectFrom('comment')
      .select('authorId')
      .distinct()
      .where('flagId', '=', flagId)
      .execute();
    const called = mentionsIn(text, await readColleagues(actor, trx)).map(({ id }) => id);
    const others = before.map(({ authorId }) => authorId).filter((id) => !called.includes(id));
    await trx.insertInto('comment').values({ id: newId(), flagId, authorId: actor.id, text }).execute();
    const detail = { flagId, quote, by: actor.name };
    const butMe = (ids: string[]) => ids.filter((id) => id !== actor.id);
    await tell(trx, butMe(called), { kind: 'flag.mentioned', articleId, detail });
    await tell(trx, butMe(others), { kind: 'flag.discussed', articleId, detail });
    await record(actor, trx, {
      ...{ action: 'flag.discussed', articleId, sectionId, subjectId: flagId, detail: { text } },
    });
    return { ok: true };
  });
}

/** Gives a flag to somebody, by a day or without one; to nobody, it is handed back. Whoever gets it is told. */
export async function assignFlag(
  actor: Actor,
  db: Db,
  { flagId, staffId, dueOn }: GivenAssignment,
): Promise<Answer> {
  const no = notAllowed(actor, 'assign');
  if (no) return no;
  return db.transaction().execute(async (trx): Promise<Answer> => {
    const flag = await flagIn(trx, flagId);
    if (!flag) return refuse('missing', 'This flag does not exist.');
    const person =
      staffId === null ? null : (await readColleagues(actor, trx)).find(({ id }) => id === staffId);
    if (person === undefined)
      return refuse('missing', 'This person has no access any more. Choose somebody else.');
    await trx
      .insertInto('assignment')
      .values({ id: newId(), flagId, staffId, dueOn: person && dueOn, madeBy: actor.id })
      .execute();
    const { articleId, sectionId, quote } = flag;
    if (person && person.id !== actor.id)
      await tell(trx, [person.id], {
        ...{ kind: 'flag.assigned', articleId, detail: { flagId, quote, by: actor.name, dueOn } },
      });
    await record(actor, trx, {
      ...{ action: 'flag.assigned', articleId, sectionId, subjectId: flagId },
      detail: { name: person?.name ?? null, dueOn: person && dueOn },
    });
    return { ok: true };
  });
}

async function flagIn(trx: Trx, flagId: string) {
  return trx
    .selectFrom('flag')
    .innerJoin('section', 'section.id', 'flag.sectionId')
    .select(['section.articleId', 'flag.sectionId', 'flag.quote'])
    .where('flag.id', '=', flagId)
    .executeTakeFirst();
}
