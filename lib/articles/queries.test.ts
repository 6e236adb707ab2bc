import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { giveVerdict, raiseFlag } from '#lib/flags/commands.ts';
import { readUnsigned } from '#lib/flags/queries.ts';
import { addSection, joinSections, moveSection, splitSection } from '#lib/outline/commands.ts';
import { removeSection, restoreSection, saveRevision } from '#lib/sections/commands.ts';
import { signOff, withdrawSignOff } from '#lib/signoffs/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { changeTag, mergeTags, tagSection, untagSection } from '#lib/tags/commands.ts';
import { publish, withdraw } from '#lib/versions/commands.ts';
import type { DeskArticle } from './model.ts';
import { listArticles, readArticle } from './queries.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;
let admin: Actor;

beforeAll(async () => {
  [editor, checker, admin] = await Promise.all([
    desk.person('editor'),
    desk.person('fact_checker'),
    desk.person('admin'),
  ]);
});

/** Of each article what the list says by what stands beside its sections, by the definition of each. */
async function defined(articleIds: string[]) {
  const { rows } = await sql<{
    id: string;
    isPublished: boolean;
    isWithdrawn: boolean;
    isAsPublished: boolean;
    unsigned: number;
    flags: number;
    revisedAt: Date;
  }>`
    select article.id, p.article_id is not null as is_published, w.version_id is not null as is_withdrawn,
      p.article_id is not null and w.version_id is null and array(
          select (vs.section_id, vs.revision_id, vs.kind, vs.depth, vs.numbered, array(
            select name from edition_tag t where t.version_id = vs.version_id and t.section_id = vs.section_id order by 1))::text
          from version_section vs where vs.version_id = p.version_id order by vs.position)
        = array(
          select (s.id, s.revision_id, s.kind, s.depth, s.numbered, array(
            select tag.name from section_tag st join tag on tag.id = st.tag_id where st.section_id = s.id order by 1))::text
          from section s where s.article_id = article.id and s.removed_at is null order by s.position)
      as is_as_published,
      (select count(*) filter (where b.blocker = 'unsigned')::int from revision_blockers(standing) b) as unsigned,
      (select count(*) filter (where b.blocker <> 'unsigned')::int from revision_blockers(standing) b) as flags,
      (select max(r.created_at) from section s join revision r on r.id = s.revision_id where s.article_id = article.id) as revised_at
    from article
    cross join lateral (select array(
      select revision_id from section where article_id = article.id and removed_at is null) as standing) s
    left join publication p on p.article_id = article.id
    left join (select distinct version_id from withdrawal) w on w.version_id = p.version_id
    where article.id = any (${articleIds}::uuid[])
    order by revised_at desc, article.id desc`.execute(desk.owner);
  return rows;
}

/** @param personId who wrote these articles, and no others */
async function expectAsDefined(personId: string, made: MadeArticle[], told: string[] = []) {
  const articles = await defined(made.map(({ id }) => id));
  const about = told.join('\n');
  const expected = {
    draft: articles.filter(({ isPublished }) => !isPublished),
    current: articles.filter(({ isAsPublished }) => isAsPublished),
    changed: articles.filter((one) => one.isPublished && !one.isWithdrawn && !one.isAsPublished),
    withdrawn: articles.filter(({ isWithdrawn }) => isWithdrawn),
    ready: articles.filter((one) => !one.isAsPublished && one.unsigned + one.flags === 0),
  };
  for (const [state, found] of Object.entries(expected)) {
    const list = await listArticles(editor, desk.db, { personId, state: state as keyof typeof expected });
    expect([state, list.articles.map(({ id }) => id)], about).toEqual([state, found.map(({ id }) => id)]);
    if (found.length > 0) happened.add(state);
  }
  const { articles: all } = await listArticles(editor, desk.db, { personId });
  expect(all.filter(({ published }) => published?.current).map(({ id }) => id)).toEqual(
    expected.current.map(({ id }) => id),
  );
  const unsigned = (await readUnsigned(editor, desk.db)).filter(({ articleId }) =>
    made.some(({ id }) => id === articleId),
  );
  expect(new Map(unsigned.map((one) => [one.articleId, [one.unsigned, one.openFlags]])), about).toEqual(
    new Map(articles.filter((one) => one.unsigned > 0).map((one) => [one.id, [one.unsigned, one.flags]])),
  );
}

const steps = [
  ...(['save', 'save', 'move', 'add', 'remove', 'restore', 'restore', 'restore', 'split', 'join'] as const),
  ...(['tag', 'untag', 'rename', 'merge', 'flag', 'dismiss', 'sign', 'sign', 'unsign'] as const),
  ...(['answer', 'answer', 'publish', 'publish', 'publish', 'withdraw'] as const),
] as const;
type Chosen = { what: (typeof steps)[number]; article: number; section: number; by: number };
const chosen: fc.Arbitrary<Chosen> = fc.record({
  what: fc.constantFrom(...steps),
  ...{ article: fc.nat(1), section: fc.nat(9), by: fc.nat(20) },
});
const happened = new Set<string>();
const names = ['north', 'south', 'zebra', 'ähre'];
let mark = 0;

async function take(
  author: Actor,
  made: MadeArticle,
  { what, section: at, by }: Chosen,
): Promise<{ ok: boolean }> {
  const article = (await readArticle(editor, desk.db, made.id)) as DeskArticle;
  const { sections, removed } = article;
  const section = sections[at % sections.length] as DeskArticle['sections'][number];
  const other = sections[by % sections.length] as DeskArticle['sections'][number];
  const { id: sectionId, heading } = section;
  const basedOn = section.revision.id;
  const writer = by % 3 === 0 ? admin : author;
  const signer = by % 2 === 0 ? admin : checker;
  const tag = names[by % names.length] as string;
  const tags = await desk.db
    .selectFrom('tag')
    .select(['id', 'name'])
    .where('mergedInto', 'is', null)
    .execute();
  const known = tags[at % Math.max(tags.length, 1)];
  switch (what) {
    case 'save': {
      const body = `${section.body}\n\nThe ${++mark}th sentence stands here.`;
      return saveRevision(writer, desk.db, { sectionId, basedOn, heading, body, note: '' });
    }
    case 'move': {
      const before = by % 4 === 0 ? null : other.id;
      return moveSection(writer, desk.db, { sectionId, before, depth: (by % 3) + 1 });
    }
    case 'add': {
      const added = { articleId: made.id, kind: 'section' as const, heading: `Part ${by}`, depth: 1 };
      return addSection(writer, desk.db, { ...added, before: by % 2 === 0 ? null : other.id });
    }
    case 'remove':
      return removeSection(writer, desk.db, sectionId);
    case 'restore':
      return restoreSection(writer, desk.db, removed[by % Math.max(removed.length, 1)]?.id ?? sectionId);
    case 'split':
      return splitSection(writer, desk.db, { sectionId, basedOn, at: 1, heading: `Half ${by}` });
    case 'join': {
      const into = sections[(at % sections.length) - 1] ?? section;
      return joinSections(writer, desk.db, {
        ...{ sectionId, basedOn, into: into.id, intoBasedOn: into.revision.id },
      });
    }
    case 'tag':
      return tagSection(editor, desk.db, { sectionId, tag });
    case 'untag': {
      const tagged = sections.filter(({ tags }) => tags.length > 0);
      const from = tagged[by % Math.max(tagged.length, 1)] ?? section;
      return untagSection(editor, desk.db, { sectionId: from.id, tag: from.tags[0] ?? tag });
    }
    case 'rename': {
      if (!known) return { ok: false };
      const to = { tagId: known.id, name: `${tag} ${++mark}`, description: '', colour: 'grey' as const };
      return changeTag(admin, desk.db, to);
    }
    case 'merge': {
      const into = tags[by % Math.max(tags.length, 1)];
      return known && into ? mergeTags(admin, desk.db, { tagId: known.id, into: into.name }) : { ok: false };
    }
    case 'flag': {
      const flag = { kind: 'unverifiable' as const, category: 'claim', reason: 'Why?', start: null };
      return raiseFlag(checker, desk.db, { ...flag, sectionId, revisionId: basedOn, quote: heading });
    }
    case 'dismiss': {
      const flag = sections.flatMap(({ flags, revision }) =>
        flags.map(({ id, state }) => ({ flagId: id, revisionId: revision.id, state })),
      )[by % 5];
      if (!flag) return { ok: false };
      const kind = by % 4 === 0 ? ('rewrite' as const) : ('dismissed' as const);
      return giveVerdict(signer, desk.db, {
        ...{ flagId: flag.flagId, revisionId: flag.revisionId, kind, reason: 'Fine.', evidence: [] },
      });
    }
    case 'sign':
      return signOff(signer, desk.db, [basedOn]);
    case 'unsign': {
      const signed = await desk.db
        .selectFrom('signOff')
        .innerJoin('revision', 'revision.id', 'signOff.revisionId')
        .select('signOff.revisionId')
        .where('revision.sectionId', '=', sectionId)
        .where('signOff.withdrawnAt', 'is', null)
        .orderBy('revision.number')
        .execute();
      const { revisionId } = signed[by % Math.max(signed.length, 1)] ?? { revisionId: basedOn };
      return withdrawSignOff(checker, desk.db, revisionId);
    }
    case 'answer':
      await made.answerAll(checker).catch(() => {});
      return { ok: true };
    case 'publish':
      if (by % 2 === 0) await made.answerAll(checker).catch(() => {});
      return publish(editor, desk.db, made.id);
    case 'withdraw':
      return withdraw(editor, desk.db, { articleId: made.id, kind: 'unpublished', reason: 'Later.' });
  }
}

describe('the desk’s list', () => {
  test('says of each article what its definition says, after any history', { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(chosen, { minLength: 25, maxLength: 35 }), async (history) => {
        const author = await desk.person('editor');
        const articles = [await makeArticle(desk, author), await makeArticle(desk, author)];
        // One of them with readers, so that what changes may differ from what they see.
        const first = articles[0] as MadeArticle;
        await tagSection(author, desk.db, { sectionId: first.head.id, tag: 'north' });
        await first.answerAll(checker);
        expect(await publish(author, desk.db, first.id)).toMatchObject({ ok: true });
        const told: string[] = [];
        for (const one of history) {
          const made = articles[one.article] as MadeArticle;
          const { ok } = await take(author, made, one);
          if (ok) happened.add(one.what);
          told.push(`${JSON.stringify(one)}: ${ok ? 'done' : 'refused'}`);
          await expectAsDefined(author.id, articles, told);
        }
      }),
      { numRuns: Number(process.env.GALLEY_PROPERTY_RUNS ?? 8) },
    );
    expect([...new Set(steps)].filter((what) => !happened.has(what))).toEqual([]);
    expect([...happened]).toEqual(
      expect.arrayContaining(['draft', 'current', 'changed', 'withdrawn', 'ready']),
    );
  });

  test('says that readers see an article as it stands once a section that was put into it is taken out', async () => {
    const author = await desk.person('editor');
    const made = await makeArticle(desk, author);
    await made.answerAll(checker);
    await publish(author, desk.db, made.id);
    const current = async () =>
      (await listArticles(editor, desk.db, { personId: author.id, state: 'current' })).total;
    const before = made.section('After the Dam').id;
    const part = { articleId: made.id, kind: 'section' as const, heading: 'A part', depth: 1, before };
    const added = await addSection(author, desk.db, part);
    if (!added.ok) throw new Error(added.message);
    expect(await current()).toBe(0);
    await removeSection(author, desk.db, added.sectionId);
    expect(await current()).toBe(1);
    await expectAsDefined(author.id, [made]);
  });

  test('says that a text waits for a sign-off whose signer wrote what nobody else has signed off since', async () => {
    const author = await desk.person('editor');
    const made = await makeArticle(desk, author);
    const { id: sectionId, heading, body } = made.section('After the Dam');
    const save = async (actor: Actor, basedOn: string, more: string) => {
      const saved = await saveRevision(actor, desk.db, {
        sectionId,
        basedOn,
        heading,
        body: body + more,
        note: '',
      });
      expect(saved).toMatchObject({ ok: true });
      await made.reload();
      return made.section('After the Dam').revisionId;
    };
    const theirs = await save(admin, made.section('After the Dam').revisionId, ' It was wet.');
    expect(await signOff(checker, desk.db, [theirs])).toEqual({ ok: true });
    const newest = await save(author, theirs, ' It was wet. It was cold.');
    expect(await signOff(admin, desk.db, [newest])).toEqual({ ok: true });
    const unsigned = async () =>
      (await readUnsigned(editor, desk.db)).find(({ articleId }) => articleId === made.id)?.unsigned;
    const before = await unsigned();
    await expectAsDefined(author.id, [made]);
    expect(await withdrawSignOff(checker, desk.db, theirs)).toEqual({ ok: true });
    expect(await unsigned()).toBe((before ?? 0) + 1);
    await expectAsDefined(author.id, [made]);
  });
});
