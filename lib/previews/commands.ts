import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { record } from '#lib/audit/commands.ts';
import { type Answer, orRefusal, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { mayShare } from './policy.ts';
import { hashOf, newToken } from './token.ts';

/** Makes a link to what would be published. The token is told this once and stored only as a hash. */
export async function makePreview(
  actor: Actor,
  db: Db,
  { articleId, days }: { articleId: string; days: number },
): Promise<Answer<{ token: string }>> {
  if (!mayShare(actor)) return refuse('not-allowed', 'Only editors make preview links.');
  const token = newToken();
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer<{ token: string }>> => {
      const article = await trx
        .selectFrom('article')
        .select('id')
        .where('id', '=', articleId)
        .executeTakeFirst();
      if (!article) return refuse('missing', 'This article does not exist.');
      const id = newId();
      const expiresAt = sql<Date>`now() + ${days} * interval '1 day'`;
      await trx
        .insertInto('preview')
        .values({ id, articleId, tokenHash: hashOf(token), madeBy: actor.id, expiresAt })
        .execute();
      await record(actor, trx, { action: 'preview.made', articleId, subjectId: id, detail: { days } });
      return { ok: true, token };
    }),
  );
}

/** Ends a link before its time. Whoever follows it finds nothing from then on. */
export async function revokePreview(actor: Actor, db: Db, previewId: string): Promise<Answer> {
  if (!mayShare(actor)) return refuse('not-allowed', 'Only editors revoke preview links.');
  return db.transaction().execute(async (trx): Promise<Answer> => {
    const row = await trx
      .updateTable('preview')
      .set({ revokedBy: actor.id, revokedAt: new Date() })
      .where('id', '=', previewId)
      .where('revokedAt', 'is', null)
      .returning('articleId')
      .executeTakeFirst();
    if (!row) return refuse('missing', 'This link is revoked already.');
    await record(actor, trx, {
      ...{ action: 'preview.revoked', articleId: row.articleId, subjectId: previewId },
    });
    return { ok: true };
  });
}
