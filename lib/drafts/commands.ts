import { sql } from 'kysely';
import type { Db, Trx } from '#db/client.ts';
import { type Statement, together } from '#db/together.ts';
import { type Answer, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { PRESENT_FOR, type Present } from './model.ts';
import { mayWrite } from './policy.ts';
import { actingAs, asOwner } from './queries.ts';
import type { KeptDraft, Sign } from './schema.ts';

/**
 * Keeps what somebody is writing, until they save or discard it. An older text of the same window changes nothing; the
 * text of another window of theirs is not written over unless this one says that it goes on from there. It is no change
 * of the article, so it is not in its record.
 */
export async function keepDraft(actor: Actor, db: Db, input: KeptDraft): Promise<Answer> {
  if (!mayWrite(actor)) return refuse('not-allowed', 'Only editors revise the text.');
  return db.transaction().execute(async (trx) => {
    await asOwner(actor, trx);
    const base = await trx
      .selectFrom('revision')
      .innerJoin('section', 'section.id', 'revision.sectionId')
      .select('revision.id')
      .where('revision.id', '=', input.basedOn)
      .where('revision.sectionId', '=', input.sectionId)
      .where('section.removedAt', 'is', null)
      .executeTakeFirst();
    if (!base) return refuse('missing', 'This section does not exist any more.');
    const { sectionId, basedOn, heading, body, note, windowId, turn, instead } = input;
    const text = { basedOn, heading, body, note, windowId, turn, keptAt: sql<Date>`clock_timestamp()` };
    const kept = await trx
      .insertInto('draft')
      .values({ sectionId, staffId: actor.id, ...text })
      .onConflict((on) =>
        on
          .columns(['sectionId', 'staffId'])
          .doUpdateSet(text)
          .where((draft) =>
            draft.or([
              draft.and([draft('draft.windowId', '=', windowId), draft('draft.turn', '<', turn)]),
              draft('draft.windowId', '=', instead),
            ]),
          ),
      )
      .returning('turn')
      .executeTakeFirst();
    if (kept) return { ok: true };
    const other = await trx
      .selectFrom('draft')
      .select('windowId')
      .where('sectionId', '=', sectionId)
      .where('staffId', '=', actor.id)
      .executeTakeFirst();
    if (!other || other.windowId === windowId) return { ok: true };
    return refuse('conflict', 'You are writing this section in another window, too.');
  });
}

/** Throws somebody's own draft away, if it is of one of these windows. */
export async function dropDraft(
  actor: Actor,
  db: Db,
  { sectionId, windows }: { sectionId: string; windows: string[] },
): Promise<Answer> {
  await db.transaction().execute((trx) => together(trx, droppingDraft(actor, trx, sectionId, windows)));
  return { ok: true };
}

/** The statements that throw a draft away as part of what made it needless; one of another window stays. */
export function droppingDraft(
  actor: Actor,
  trx: Trx,
  sectionId: string,
  windows: string[] = [],
): Statement[] {
  if (windows.length === 0) return [];
  const draft = trx
    .deleteFrom('draft')
    .where('sectionId', '=', sectionId)
    .where('staffId', '=', actor.id)
    .where('windowId', 'in', windows);
  return [actingAs(actor), draft];
}

/** A window's sign that it has a section open. Answers who else has, and which revision is the newest by now. */
export async function giveSign(
  actor: Actor,
  db: Db,
  { sectionId, windowId, writing }: Sign,
): Promise<Answer<{ present: Present[]; newest: { number: number; author: string } }>> {
  if (!mayWrite(actor)) return refuse('not-allowed', 'Only editors revise the text.');
  return db.transaction().execute(async (trx) => {
    const newest = await trx
      .selectFrom('section')
      .innerJoin('revision', 'revision.id', 'section.revisionId')
      .innerJoin('staff', 'staff.id', 'revision.authorId')
      .select(['revision.number', 'staff.name', 'staff.id as authorId'])
      .where('section.id', '=', sectionId)
      .where('section.removedAt', 'is', null)
      .executeTakeFirst();
    if (!newest) return refuse('missing', 'This section does not exist any more.');
    const limit = sql<Date>`clock_timestamp() - make_interval(secs => ${PRESENT_FOR})`;
    await trx.deleteFrom('presence').where('seenAt', '<', limit).execute();
    await trx
      .insertInto('presence')
      .values({ sectionId, windowId, staffId: actor.id, writing })
      .onConflict((on) =>
        on
          .columns(['sectionId', 'windowId'])
          .doUpdateSet({ writing, seenAt: sql`clock_timestamp()` })
          .where('presence.staffId', '=', actor.id),
      )
      .execute();
    const present = await trx
      .selectFrom('presence')
      .innerJoin('staff', 'staff.id', 'presence.staffId')
      .select((row) => ['staff.name', row.fn.agg<boolean>('bool_or', ['presence.writing']).as('writing')])
      .where('presence.sectionId', '=', sectionId)
      .where('presence.staffId', '<>', actor.id)
      .groupBy(['staff.id', 'staff.name'])
      .orderBy('staff.name')
      .execute();
    const author = newest.authorId === actor.id ? 'Your other window' : newest.name;
    return { ok: true, present, newest: { number: newest.number, author } };
  });
}

/** A window says that it has closed the section. */
export async function takeLeave(
  actor: Actor,
  db: Db,
  { sectionId, windowId }: { sectionId: string; windowId: string },
): Promise<Answer> {
  await db
    .deleteFrom('presence')
    .where('sectionId', '=', sectionId)
    .where('windowId', '=', windowId)
    .where('staffId', '=', actor.id)
    .execute();
  return { ok: true };
}
