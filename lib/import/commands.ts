import { createHash } from 'node:crypto';
import { batches } from '#db/batches.ts';
import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { keys, unnest } from '#db/unnest.ts';
import { createArticle, lockArticle } from '#lib/articles/commands.ts';
import { record } from '#lib/audit/commands.ts';
import { suggestOnFirst } from '#lib/flags/commands.ts';
import { type Answer, orRefusal, type Refusal, refuse } from '#lib/refusal.ts';
import { addSections, arrangeSections } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { addTag } from '#lib/tags/commands.ts';
import { compareEdition, type Decision, decide, type Side } from './edition.ts';
import type { Correction } from './model.ts';
import { mayImport } from './policy.ts';
import { readStanding } from './queries.ts';
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
  for (const [i, { tags = [] }] of [draft, ...draft.items].entries())
    for (const tag of tags)
      await addTag(actor, trx, article.id, { sectionId: revisions[i]?.sectionId as string, tag });
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

type Edition = {
  articleId: string;
  source: SourceInput;
  corrections: Correction[];
  /** Where the desk and the source both changed a section: whose text it gets, by its id. */
  choices: Record<string, Side>;
  /** Names what the editor compared the source with, see `readStanding`. */
  seen: string;
};

/**
 * Imports a newer edition of an article's source, as the editor saw it compared (lib/import/edition.ts): only sections
 * whose text changed get a revision, with their flags carried over as at any save. All or nothing, and nothing when
 * somebody has changed the article since it was compared.
 */
export async function importEdition(
  actor: Actor,
  db: Db,
  { articleId, source, corrections, choices, seen }: Edition,
): Promise<Imported> {
  const prepared = await prepareSource(actor, source, corrections);
  if (!prepared.ok) return prepared;
  const { reading } = prepared;
  const { draft } = reading;
  const sha256 = createHash('sha256').update(source.bytes).digest();
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Imported> => {
      const existing = await articleOf(trx, sha256);
      if (existing) return { ...refuse('already-imported', alreadyImported), articleId: existing };
      const found = (await lockArticle(trx, articleId)) && (await readStanding(actor, trx, articleId));
      if (!found)
        return refuse('missing', 'This article was not imported, so there is no newer edition of it.');
      if (found.seen !== seen)
        return refuse(
          'conflict',
          'Somebody changed the article since you compared it. Compare it once more.',
        );
      const changes = compareEdition(found.standing, draft);
      const decisions = decide(changes, choices);
      const { sectionIds, counts } = await arrangeSections(
        actor,
        trx,
        articleId,
        decisions.map(({ change: { sectionId, kind, depth, numbered }, text, removed }) => ({
          ...{ sectionId, kind, depth, numbered, text, removed },
        })),
        'From a newer edition of the source',
      );
      const sourceId = await keepSource(actor, trx, articleId, { ...source, sha256 }, reading);
      await keepTold(trx, sourceId, decisions, sectionIds);
      const moved = changes.filter((change) => change.moved).length;
      await record(actor, trx, {
        ...{ action: 'edition.imported', articleId, subjectId: sourceId },
        detail: { source: source.name, sha256: sha256.toString('hex'), ...counts, moved },
      });
      return { ok: true, articleId, title: draft.title };
    }),
  );
}

/** Keeps what the source said of each section, also where the desk's text stays: the next edition is compared with it. */
async function keepTold(
  trx: Trx,
  sourceId: string,
  decisions: Decision[],
  sectionIds: string[],
): Promise<void> {
  const rows = decisions.flatMap(({ change: { source } }, i) =>
    source ? [{ sourceId, sectionId: sectionIds[i] as string, ...source }] : [],
  );
  for (const some of batches(rows)) await trx.insertInto('importedSection').values(some).execute();
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
