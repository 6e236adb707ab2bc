import { createHash } from 'node:crypto';
import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { keys, unnest } from '#db/unnest.ts';
import { createArticle } from '#lib/articles/commands.ts';
import { record } from '#lib/audit/commands.ts';
import { suggestOnFirst } from '#lib/flags/commands.ts';
import { type Answer, type Refusal, refuse } from '#lib/refusal.ts';
import { addSections } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { Correction } from './model.ts';
import { mayImport } from './policy.ts';
import { importer, type Reading, readDocument, type SourceInput } from './read.ts';

export const alreadyImported = 'This very source has been imported already. Nothing was changed.';

export type Imported = Answer<{ articleId: string; title: string }> | (Refusal & { articleId?: string });

/**
 * Makes an article of a source: title, dek, sections and FAQs as first revisions, the flags that the detector
 * suggests, the source itself and what was set aside. All or nothing. The same source again changes nothing and
 * answers with the article that it became.
 */
export async function importSource(
  actor: Actor,
  db: Db,
  source: SourceInput,
  corrections: Correction[],
): Promise<Imported> {
  const prepared = await prepareSource(actor, source, corrections);
  if (!prepared.ok) return prepared;
  return db.transaction().execute((trx) => importPrepared(actor, trx, prepared));
}

/** A source that was read and can be imported. */
export type Prepared = { source: SourceInput; reading: Reading & { ok: true } };

/** Reads a source; nothing is stored. */
export async function prepareSource(
  actor: Actor,
  source: SourceInput,
  corrections: Correction[],
): Promise<Answer<Prepared>> {
  if (!mayImport(actor)) return refuse('not-allowed', 'Only editors import articles.');
  const reading = await readDocument(source, corrections);
  if (!reading.ok) return refuse('invalid', reading.problem.message);
  if (!reading.draft.title)
    return refuse('invalid', 'No title was found in this source. Give it one before you import it.');
  return { ok: true, source, reading };
}

/** What `importSource` stores, as part of a transaction that does more. */
export async function importPrepared(
  actor: Actor,
  trx: Trx,
  { source, reading }: Prepared,
): Promise<Imported> {
  if (!mayImport(actor)) return refuse('not-allowed', 'Only editors import articles.');
  const { draft } = reading;
  const sha256 = createHash('sha256').update(source.bytes).digest();
  const existing = await articleOf(trx, sha256);
  if (existing) return { ...refuse('already-imported', alreadyImported), articleId: existing };
  const article = await createArticle(actor, trx, draft.title);
  const head = { kind: 'head' as const, depth: 1, numbered: false, heading: draft.title, body: draft.dek };
  const revisions = await addSections(actor, trx, article.id, [head, ...draft.items]);
  const text = revisions.map((revision) => revision.visible.text).join('\n');
  const suggested = await suggestOnFirst(trx, revisions, text);
  const sourceId = await keepSource(actor, trx, article.id, { ...source, sha256 }, reading);
  await record(actor, trx, {
    ...{ action: 'article.imported', articleId: article.id, subjectId: sourceId },
    detail: {
      title: draft.title,
      source: source.name,
      sha256: sha256.toString('hex'),
      sections: draft.items.length,
      suggested,
    },
  });
  return { ok: true, articleId: article.id, title: draft.title };
}

/** Two imports of one source at once: the second waits here for the first and then sees it. */
async function articleOf(trx: Trx, sha256: Buffer): Promise<string | undefined> {
  await trx
    .selectNoFrom((eb) =>
      eb
        .fn('pg_advisory_xact_lock', [eb.val(sha256.readInt32BE(0)), eb.val(sha256.readInt32BE(4))])
        .as('lock'),
    )
    .execute();
  const row = await trx
    .selectFrom('source')
    .select('articleId')
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row?.articleId;
}

async function keepSource(
  actor: Actor,
  trx: Trx,
  articleId: string,
  {
    name,
    url = null,
    sha256,
    bytes,
  }: { name: string; url?: string | null; sha256: Buffer; bytes: Uint8Array },
  { draft, encoding, type, facts }: Reading & { ok: true },
): Promise<string> {
  const id = newId();
  await trx
    .insertInto('source')
    .values({
      ...{ id, articleId, sha256, bytes: Buffer.from(bytes), name, encoding, importer, importedBy: actor.id },
      ...{ type, url, byline: facts.byline, dated: facts.dated, canonicalUrl: facts.canonicalUrl },
    })
    .execute();
  const rows = draft.setAside.map(({ text, reason, lines: [firstLine, lastLine] }, position) => ({
    ...{ sourceId: id, position, text, reason, firstLine, lastLine },
  }));
  if (rows.length > 0)
    await trx
      .insertInto('setAside')
      .columns(keys(asideColumns))
      .expression(unnest(asideColumns, rows))
      .execute();
  return id;
}

const asideColumns = {
  ...{ sourceId: 'uuid', position: 'int', text: 'text', reason: 'text', firstLine: 'int', lastLine: 'int' },
};
