import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { lockArticle } from '#lib/articles/commands.ts';
import { record } from '#lib/audit/commands.ts';
import { suggestForReader } from '#lib/flags/commands.ts';
import { type Answer, orRefusal, refuse } from '#lib/refusal.ts';
import { readRevision } from '#lib/sections/model.ts';
import type { Actor } from '#lib/staff/model.ts';
import { maySettleReports } from './policy.ts';
import type { ReportedError } from './schema.ts';

/** Somebody who reads, of whom nothing is known: not on the staff, so no `Actor`. */
export type Reader = {
  /** A keyed hash of the address that they ask from, 32 bytes; kept for a day. */
  addressHash: Buffer;
};

/**
 * Takes what a reader reports. Where the quoted words stand once in the article's newest text, it becomes a suggested
 * flag there, which blocks nothing until somebody on the desk stands behind it; else it waits in the list of reports.
 * The answer is the same, so that a reader learns nothing of what is not published. The same report again is none.
 * PostgreSQL refuses too many of one address, and of all (migrations/0013_site.sql).
 */
export async function reportError(reader: Reader, db: Db, input: ReportedError): Promise<Answer> {
  const { slug, version: number, quote, message, email } = input;
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer> => {
      const seen = await trx
        .selectFrom('publishedVersion')
        .select(['articleId', 'versionId'])
        .where('slug', '=', slug)
        .where('number', '=', number)
        .executeTakeFirst();
      const { articleId, versionId } = seen ?? {};
      if (!articleId || !versionId)
        return refuse('missing', 'This article is not published any more. Thank you for reading closely.');
      await trx.insertInto('readerReportAttempt').values({ addressHash: reader.addressHash }).execute();
      await lockArticle(trx, articleId);
      const again = await trx
        .selectFrom('readerReport')
        .select('id')
        .where('articleId', '=', articleId)
        .where('quote', '=', quote)
        .where('message', '=', message)
        .executeTakeFirst();
      if (again) return { ok: true };
      const flag = quote ? await suggestForReader(trx, { articleId, quote, message }) : null;
      const sectionId = flag?.sectionId ?? (quote ? await sectionWith(trx, versionId, quote) : null);
      await trx
        .insertInto('readerReport')
        .values({
          ...{ id: newId(), articleId, versionId, sectionId, quote, message, email },
          flagId: flag?.flagId ?? null,
        })
        .execute();
      return { ok: true };
    }),
  );
}

/** The section of a published version in which these words stand, if they stand in one alone. */
async function sectionWith(trx: Trx, versionId: string, quote: string): Promise<string | null> {
  const rows = await trx
    .selectFrom('publishedSection')
    .select(['sectionId', 'heading', 'body'])
    .where('versionId', '=', versionId)
    .execute();
  const found = rows.filter(({ heading, body }) => {
    const { visible } = readRevision({ id: '', sectionId: '', heading: heading ?? '', body: body ?? '' });
    return visible.text.replace(/\s+/g, ' ').includes(quote);
  });
  return found.length === 1 ? (found[0]?.sectionId ?? null) : null;
}

/** Notes that a report was dealt with, and forgets the reader's address. A flag that it became is settled by itself. */
export async function settleReport(
  actor: Actor,
  db: Db,
  { reportId, note }: { reportId: string; note: string },
): Promise<Answer> {
  if (!maySettleReports(actor)) return refuse('not-allowed', 'Only the staff settles reports.');
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer> => {
      const report = await trx
        .selectFrom('readerReport')
        .select(['articleId', 'sectionId'])
        .where('id', '=', reportId)
        .executeTakeFirst();
      if (!report) return refuse('missing', 'This report does not exist.');
      await trx
        .insertInto('readerReportSettlement')
        .values({ reportId, note, settledBy: actor.id })
        .execute();
      await record(actor, trx, {
        ...{ action: 'report.settled', articleId: report.articleId, subjectId: reportId, detail: { note } },
        ...(report.sectionId && { sectionId: report.sectionId }),
      });
      return { ok: true };
    }),
  );
}
