import type { Db, Trx } from '#db/client.ts';
import { lockArticle, lockArticleOfSection } from '#lib/articles/commands.ts';
import type { SectionKind } from '#lib/articles/model.ts';
import { MAX_DEPTH, sizeOf } from '#lib/articles/outline.ts';
import { record } from '#lib/audit/commands.ts';
import type { Action } from '#lib/audit/model.ts';
import { outlineActions } from '#lib/history/model.ts';
import { readMoment } from '#lib/history/queries.ts';
import { joinBodies, splitBody } from '#lib/import/body-blocks.ts';
import { type Answer, orRefusal, refuse } from '#lib/refusal.ts';
import { type Arranged, arrangeSections } from '#lib/sections/commands.ts';
import { tooIntricate } from '#lib/sections/intricacy.ts';
import { mayRevise } from '#lib/sections/policy.ts';
import { maxBodyLength } from '#lib/sections/schema.ts';
import type { Actor } from '#lib/staff/model.ts';
import { addTag } from '#lib/tags/commands.ts';
import type { AddedSection, JoinedSections, MovedSection, RestoredOutline, SplitSection } from './schema.ts';

const mayNotArrange = 'Only editors change the outline.';
const changedMeanwhile =
  'Somebody changed the outline meanwhile. Reload the page to see it, then do this again.';
const revisedMeanwhile =
  'Somebody saved a revision of this text meanwhile. Reload the page to see it, then do this again.';

/** Puts a new section or FAQ into an article's outline; its text is written in the editor afterwards. */
export async function addSection(
  actor: Actor,
  db: Db,
  { articleId, kind, heading, depth, before }: AddedSection,
): Promise<Answer<{ sectionId: string }>> {
  if (!mayRevise(actor)) return refuse('not-allowed', mayNotArrange);
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer<{ sectionId: string }>> => {
      if (!(await lockArticle(trx, articleId))) return refuse('missing', 'This article does not exist.');
      const outline = await outlineOf(trx, articleId);
      const place = placeBefore(outline, before ?? null);
      if (place === null) return refuse('conflict', changedMeanwhile);
      const made = { sectionId: null, kind, depth, numbered: isNumbered(outline, place, kind) };
      const added: Arranged = { ...made, text: { heading, body: '' }, removed: false };
      const arranged = kept(outline).toSpliced(place, 0, added);
      const { sectionIds } = await arrangeSections(actor, trx, articleId, arranged, 'Added to the outline');
      const sectionId = sectionIds[place] as string;
      await record(actor, trx, {
        ...{ action: 'section.added', articleId, sectionId, detail: { kind, heading, depth } },
      });
      return { ok: true, sectionId };
    }),
  );
}

/**
 * Moves a section, with all that stands below it, before another one or to the end, and to a depth. What is in the bin
 * stays behind what it stood behind.
 */
export async function moveSection(
  actor: Actor,
  db: Db,
  { sectionId, before, depth }: MovedSection,
): Promise<Answer> {
  if (!mayRevise(actor)) return refuse('not-allowed', mayNotArrange);
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer> => {
      const articleId = await lockArticleOfSection(trx, sectionId);
      const outline = articleId ? await outlineOf(trx, articleId) : [];
      const standing = outline.filter(({ removed }) => !removed);
      const index = standing.findIndex((other) => other.id === sectionId);
      const section = standing[index];
      if (!articleId || !section || section.kind === 'head')
        return refuse('missing', 'There is no such section to move.');
      const withBelow = standing.slice(index, index + sizeOf(standing, index));
      const deepest = Math.max(...withBelow.map((other) => other.depth)) - section.depth + depth;
      if (deepest > MAX_DEPTH)
        return refuse('invalid', `What stands below it would be more than ${MAX_DEPTH} levels deep.`);
      if (withBelow.some(({ id }) => id === before))
        return refuse('invalid', 'A section cannot be moved into itself.');
      const moved = new Set(blockOf(outline, withBelow));
      const others = outline.filter((other) => !moved.has(other));
      const place = placeBefore(others, before);
      if (place === null) return refuse('conflict', changedMeanwhile);
      const goes = new Set(withBelow.map(({ id }) => id));
      const arranged = others.toSpliced(place, 0, ...moved).map((other) => ({
        ...keep(other),
        depth: goes.has(other.id) ? other.depth - section.depth + depth : other.depth,
      }));
      const places = (sections: { sectionId: string | null; removed: boolean }[]) =>
        sections.filter(({ removed }) => !removed).findIndex((other) => other.sectionId === sectionId);
      const [from, to] = [places(kept(outline)), places(arranged)];
      if (from === to && section.depth === depth) return { ok: true };
      await arrangeSections(actor, trx, articleId, arranged, '');
      const detail = { heading: section.heading, from, to, depthBefore: section.depth, depth };
      await record(actor, trx, { action: 'section.moved', articleId, sectionId, detail });
      return { ok: true };
    }),
  );
}

/**
 * Parts a section before one of its blocks; the second part becomes a section of its own right behind it. Its flags,
 * what was settled about them, and the tags go with the words; both parts are signed off anew.
 */
export async function splitSection(
  actor: Actor,
  db: Db,
  { sectionId, basedOn, at, heading }: SplitSection,
): Promise<Answer<{ sectionId: string }>> {
  if (!mayRevise(actor)) return refuse('not-allowed', mayNotArrange);
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer<{ sectionId: string }>> => {
      const articleId = await lockArticleOfSection(trx, sectionId);
      const outline = articleId ? await outlineOf(trx, articleId) : [];
      const place = outline.findIndex(({ id, removed }) => id === sectionId && !removed);
      const section = outline[place];
      if (!articleId || !section || section.kind === 'head')
        return refuse('missing', 'There is no such section to split.');
      if (section.revisionId !== basedOn) return refuse('conflict', revisedMeanwhile);
      const parts = splitBody(section.body, at);
      if (!parts) return refuse('invalid', 'There is nothing to part at this place.');
      const own = heading || parts.heading;
      // A heading given by the editor stands before a line in bold, not in its place.
      const second = heading && parts.heading ? joinBodies('', parts.heading, parts.second) : parts.second;
      const made: Arranged = {
        ...{ sectionId: null, kind: own ? section.kind : 'section', depth: section.depth },
        ...{ numbered: section.numbered && own !== '', removed: false },
        text: { heading: own, body: second, takenFrom: section.revisionId },
      };
      const left = { ...keep(section), text: { heading: section.heading, body: parts.first } };
      const arranged = kept(outline).toSpliced(place, 1, left, made);
      const note = `Split “${clipped(section.heading)}”${own && ` before “${clipped(own)}”`}`;
      const { sectionIds } = await arrangeSections(actor, trx, articleId, arranged, note);
      const madeId = sectionIds[place + 1] as string;
      for (const tag of section.tags) await addTag(actor, trx, articleId, { sectionId: madeId, tag });
      const detail = { heading: section.heading, made: own, madeId };
      await record(actor, trx, { action: 'section.split', articleId, sectionId, detail });
      return { ok: true, sectionId: madeId };
    }),
  );
}

/**
 * Joins a section to the one above it in the outline: its heading stays as a line in bold, its flags, what was settled
 * about them, and its tags go with the words, and it goes to the bin itself. The joined text is signed off anew.
 */
export async function joinSections(
  actor: Actor,
  db: Db,
  { sectionId, basedOn, into, intoBasedOn }: JoinedSections,
): Promise<Answer> {
  if (!mayRevise(actor)) return refuse('not-allowed', mayNotArrange);
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer> => {
      const articleId = await lockArticleOfSection(trx, sectionId);
      const outline = articleId ? await outlineOf(trx, articleId) : [];
      const standing = outline.filter(({ removed }) => !removed);
      const index = standing.findIndex(({ id }) => id === sectionId);
      const [above, section] = [standing[index - 1], standing[index]];
      if (!articleId || !section) return refuse('missing', 'There is no such section to join.');
      if (!above || above.kind === 'head')
        return refuse('invalid', 'It is the first one: there is no section above to join it to.');
      if (above.id !== into) return refuse('conflict', changedMeanwhile);
      if (section.revisionId !== basedOn || above.revisionId !== intoBasedOn)
        return refuse('conflict', revisedMeanwhile);
      const body = joinBodies(above.body, section.heading, section.body);
      const problem =
        body.length > maxBodyLength ? 'Together they are too long for one section.' : tooIntricate(body);
      if (problem) return refuse('invalid', problem);
      const joined = { heading: above.heading, body, takenFrom: section.revisionId };
      const arranged = outline.map((other): Arranged => {
        if (other === above) return { ...keep(other), text: joined };
        return other === section ? { ...keep(other), removed: true } : keep(other);
      });
      const note = `Joined with “${clipped(section.heading)}”`;
      await arrangeSections(actor, trx, articleId, arranged, note);
      for (const tag of section.tags.filter((name) => !above.tags.includes(name)))
        await addTag(actor, trx, articleId, { sectionId: above.id, tag });
      await record(actor, trx, {
        ...{ action: 'section.joined', articleId, sectionId: above.id },
        detail: { heading: above.heading, joined: section.heading, joinedId: section.id },
      });
      return { ok: true };
    }),
  );
}

/**
 * Arranges an article as it was after one of its events, as a change of its own: sections come back from the bin, those
 * that were added since go there, and order, depth and numbers are as then. Texts stay as they are unless asked for; tags
 * always do.
 */
export async function restoreOutline(
  actor: Actor,
  db: Db,
  { articleId, seq, newest, texts }: RestoredOutline,
): Promise<Answer<{ counts: Record<string, number> }>> {
  if (!mayRevise(actor)) return refuse('not-allowed', mayNotArrange);
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer<{ counts: Record<string, number> }>> => {
      if (!(await lockArticle(trx, articleId))) return refuse('missing', 'This article does not exist.');
      const then = await readMoment(actor, trx, articleId, seq);
      if (!then) return refuse('missing', 'This article has no such moment.');
      if (!then.sections) return refuse('invalid', 'How the article was arranged then was not kept.');
      const actions: Action[] = texts ? [...outlineActions, 'section.revised'] : [...outlineActions];
      const since = await trx
        .selectFrom('event')
        .select('seq')
        .where('articleId', '=', articleId)
        .where('seq', '>', String(newest))
        .where('action', 'in', actions)
        .limit(1)
        .executeTakeFirst();
      if (since) return refuse('conflict', changedMeanwhile);
      const outline = await outlineOf(trx, articleId);
      const wanted = new Set(then.sections.map(({ sectionId }) => sectionId));
      const arranged = then.sections.flatMap((was): Arranged[] => {
        const section = outline.find(({ id }) => id === was.sectionId);
        if (!section) return [];
        const isOther = section.heading !== was.heading || section.body !== was.body;
        const text = texts && isOther ? { heading: was.heading, body: was.body } : null;
        // A FAQ needs its question.
        const kind = (text ?? section).heading ? was.kind : section.kind;
        return [{ ...keep(section), kind, depth: was.depth, numbered: was.numbered, removed: false, text }];
      });
      const rest = outline.filter(({ id }) => !wanted.has(id)).map(keep);
      const note = 'As in an earlier state of the article';
      const { counts } = await arrangeSections(
        ...([actor, trx, articleId] as const),
        [...arranged, ...rest.map((section) => ({ ...section, removed: true }))],
        note,
      );
      await record(actor, trx, {
        ...{ action: 'outline.restored', articleId },
        detail: { seq, at: then.at.toISOString(), texts, ...counts },
      });
      return { ok: true, counts };
    }),
  );
}

type Outlined = {
  id: string;
  kind: SectionKind;
  depth: number;
  numbered: boolean;
  removed: boolean;
  revisionId: string;
  heading: string;
  body: string;
  tags: string[];
};

/** All sections of an article in order, those in the bin as well. */
async function outlineOf(trx: Trx, articleId: string): Promise<Outlined[]> {
  const rows = await trx
    .selectFrom('section')
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .select(['section.id', 'section.kind', 'section.depth', 'section.numbered', 'section.removedAt'])
    .select(['section.revisionId', 'revision.heading', 'revision.body'])
    .where('section.articleId', '=', articleId)
    .orderBy('section.position')
    .execute();
  const tags = await trx
    .selectFrom('sectionTag')
    .innerJoin('section', 'section.id', 'sectionTag.sectionId')
    .innerJoin('tag', 'tag.id', 'sectionTag.tagId')
    .select(['section.id', 'tag.name'])
    .where('section.articleId', '=', articleId)
    .orderBy('tag.name')
    .execute();
  return rows.map(({ removedAt, kind, ...row }) => ({
    ...{ ...row, kind: kind as SectionKind, removed: removedAt !== null },
    tags: tags.filter(({ id }) => id === row.id).map(({ name }) => name),
  }));
}

/** A section as it is, for `arrangeSections`. */
function keep({ id, kind, depth, numbered, removed }: Outlined): Arranged {
  return { sectionId: id, kind, depth, numbered, removed, text: null };
}

const kept = (outline: Outlined[]) => outline.map(keep);

/** Where in the outline the section stands that another one is to stand before; null when it is not there any more. */
function placeBefore(outline: Outlined[], before: string | null): number | null {
  if (before === null) return outline.length;
  const place = outline.findIndex(({ id, kind, removed }) => id === before && kind !== 'head' && !removed);
  return place < 0 ? null : place;
}

/** Sections that stand one after another, with what is in the bin between and behind them. */
function blockOf(outline: Outlined[], sections: Outlined[]): Outlined[] {
  const [first, last] = [sections[0], sections.at(-1)].map((section) => outline.indexOf(section as Outlined));
  const next = outline.findIndex(({ removed }, index) => index > (last ?? 0) && !removed);
  return outline.slice(first, next < 0 ? outline.length : next);
}

/** A new section shows a number where the one before it that is no FAQ does. */
function isNumbered(outline: Outlined[], place: number, kind: SectionKind): boolean {
  if (kind === 'faq') return false;
  const before = outline.slice(0, place).findLast((other) => other.kind === 'section' && !other.removed);
  return before?.numbered ?? false;
}

function clipped(heading: string): string {
  const name = heading || 'a section without a heading';
  return name.length > 80 ? `${name.slice(0, 79)}…` : name;
}
