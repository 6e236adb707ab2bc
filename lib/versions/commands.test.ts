import { beforeAll, describe, expect, test } from 'vitest';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { assignFlag } from '#lib/discussion/commands.ts';
import { confirmFlag, giveVerdict, raiseFlag } from '#lib/flags/commands.ts';
import { joinSections } from '#lib/outline/commands.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import { signOff, withdrawSignOff } from '#lib/signoffs/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { articlePage } from '../../app/(reader)/article-page.ts';
import { publish } from './commands.ts';
import type { PublishedArticle } from './model.ts';
import { readBlockers, readFrontPage, readPublished } from './queries.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;
let article: MadeArticle;

beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
  checker = await desk.person('fact_checker', 'Farid');
});

const slug = async () => (await article.reload()).slug;
const revise = async (heading: string, body: string) => {
  await article.reload();
  const section = article.section(heading);
  const answer = await saveRevision(editor, desk.db, {
    sectionId: section.id,
    basedOn: section.revisionId,
    heading,
    body,
    note: '',
  });
  expect(answer).toMatchObject({ ok: true });
};
const flag = async (heading: string, quote: string) => {
  await article.reload();
  const section = article.section(heading);
  const answer = await raiseFlag(editor, desk.db, {
    ...{ sectionId: section.id, revisionId: section.revisionId, quote, start: null },
    ...{ kind: 'unverifiable' as const, category: 'undated', reason: 'When?' },
  });
  expect(answer).toMatchObject({ ok: true });
};

describe('publishing', () => {
  test('answers with everything that blocks, in the order of the text, and publishes nothing', async () => {
    article = await makeArticle(desk, editor);
    const answer = await publish(editor, desk.db, article.id);
    expect(answer).toMatchObject({ ok: false, code: 'gate-closed' });
    const blockers = await readBlockers(editor, desk.db, article.id);
    expect(answer).toMatchObject({ blockers });
    expect(blockers.filter(({ blocker }) => blocker === 'unsigned').map(({ section }) => section)).toEqual([
      'Title and dek',
      '1. Before the Dam',
      '1.1 The Plan',
      '2. After the Dam',
      'FAQ: The Dam',
      'Who paid for it?',
    ]);
    expect(blockers).toContainEqual(
      expect.objectContaining({
        blocker: 'suggested',
        section: '1.1 The Plan',
        quote: expect.stringContaining('likely included'),
      }),
    );
    expect(await readPublished(desk.reader, await slug())).toBeNull();
  });

  test('shows readers the version once everything is answered, and that version only', async () => {
    article = await makeArticle(desk, editor);
    await article.answerAll(checker);
    expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: true, number: 1 });
    const first = await readPublished(desk.reader, await slug());
    expect(first?.sections.map(({ heading }) => heading)).toEqual([
      'Before the Dam',
      'The Plan',
      'After the Dam',
      'FAQ: The Dam',
      'Who paid for it?',
    ]);
    await revise('After the Dam', 'A later draft that nobody has read.');
    expect(await readPublished(desk.reader, await slug())).toEqual(first);
    expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: false, code: 'gate-closed' });
    expect(await readPublished(desk.reader, await slug())).toEqual(first);

    await article.answerAll(checker);
    expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: true, number: 2 });
    const second = await readPublished(desk.reader, await slug());
    expect(second?.sections.map(({ body }) => body)).toContain('A later draft that nobody has read.');
    expect(second?.firstPublishedAt).toEqual(first?.firstPublishedAt);
  });

  test('asks for a new sign-off only where the text changed', async () => {
    article = await makeArticle(desk, editor);
    await article.answerAll(checker);
    await revise('After the Dam', 'The valley filled slowly.');
    expect(await readBlockers(editor, desk.db, article.id)).toMatchObject([
      { blocker: 'unsigned', section: '2. After the Dam' },
    ]);
  });

  test('says who holds what: words that have to change wait for an editor, whoever took their flag', async () => {
    article = await makeArticle(desk, editor);
    await flag('After the Dam', 'The town moved uphill.');
    const { id: flagId } = (await article.reload()).sections
      .flatMap(({ flags }) => flags)
      .find(({ quote }) => quote === 'The town moved uphill.') ?? { id: '' };
    const holder = async () =>
      (await readBlockers(editor, desk.db, article.id)).flatMap((each) =>
        'flagId' in each && each.flagId === flagId ? [each.assignee] : [],
      );
    const give = (to: Actor) => assignFlag(checker, desk.db, { flagId, staffId: to.id, dueOn: null });
    await give(editor);
    expect(await holder()).toEqual([null]);
    await give(checker);
    expect(await holder()).toEqual(['Farid']);
    await giveVerdict(checker, desk.db, {
      ...{ flagId, revisionId: article.section('After the Dam').revisionId, kind: 'rewrite' },
      ...{ reason: 'Give the year.', evidence: [] },
    });
    expect(await holder()).toEqual([null]);
    await give(editor);
    expect(await holder()).toEqual(['Edith']);
  });

  test('is closed again by a flag, by a confirmed suggestion and by a withdrawn sign-off', async () => {
    article = await makeArticle(desk, editor);
    const suggestion = article.section('The Plan').flags[0];
    expect(await confirmFlag(editor, desk.db, suggestion?.id ?? '')).toMatchObject({ ok: true });
    expect(await readBlockers(editor, desk.db, article.id)).toContainEqual(
      expect.objectContaining({ blocker: 'open' }),
    );
    await article.answerAll(checker);
    expect(await readBlockers(editor, desk.db, article.id)).toEqual([]);
    await flag('After the Dam', 'The town moved uphill.');
    expect(await publish(editor, desk.db, article.id)).toMatchObject({
      blockers: [{ blocker: 'open', quote: 'The town moved uphill.' }],
    });
    await article.answerAll(checker);
    await withdrawSignOff(checker, desk.db, article.section('After the Dam').revisionId);
    expect(await publish(editor, desk.db, article.id)).toMatchObject({
      blockers: [{ blocker: 'unsigned', author: 'Edith' }],
    });
  });

  test.each(['there', 'in the section that it was moved into'])(
    'does not count a sign-off any more that another’s withdrawal has left without independence, %s',
    async (where) => {
      article = await makeArticle(desk, editor);
      await article.answerAll(checker);
      const admin = await desk.person('admin', 'Amara');
      const standing = async () => {
        await article.reload();
        return article.section('After the Dam');
      };
      const revising = async (actor: Actor, body: string) => {
        const { id, revisionId, heading } = await standing();
        const saved = await saveRevision(actor, desk.db, {
          sectionId: id,
          basedOn: revisionId,
          heading,
          body,
          note: '',
        });
        expect(saved).toMatchObject({ ok: true });
      };
      await revising(admin, 'The valley filled, says Amara.');
      const written = (await standing()).revisionId;
      expect(await signOff(checker, desk.db, [written])).toEqual({ ok: true });
      if (where === 'there') await revising(editor, 'The valley filled, says Amara. The town moved.');
      else {
        const above = article.section('The Plan');
        const joined = { sectionId: (await standing()).id, basedOn: written };
        const into = { into: above.id, intoBasedOn: above.revisionId };
        expect(await joinSections(editor, desk.db, { ...joined, ...into })).toMatchObject({ ok: true });
        await article.reload();
      }
      const next = where === 'there' ? await standing() : article.section('The Plan');
      expect(await signOff(admin, desk.db, [next.revisionId])).toEqual({ ok: true });
      expect(await readBlockers(editor, desk.db, article.id)).toEqual([]);
      await withdrawSignOff(checker, desk.db, written);
      expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: false, code: 'gate-closed' });
    },
  );

  test('says so when readers see this very text already', async () => {
    article = await makeArticle(desk, editor);
    await article.answerAll(checker);
    await publish(editor, desk.db, article.id);
    expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: false, code: 'invalid' });
  });

  test('goes out again when nothing but a verdict was corrected, since readers see that too', async () => {
    article = await makeArticle(desk, editor);
    const { id: sectionId, revisionId } = article.section('After the Dam');
    const words = { sectionId, revisionId, quote: 'The town moved uphill.', start: null };
    const about = { kind: 'unverifiable' as const, category: 'undated', reason: 'When?' };
    const raised = await raiseFlag(editor, desk.db, { ...words, ...about });
    const flagId = raised.ok ? raised.flagId : '';
    const evidence = [{ url: 'https://a.example/', title: 'A', publisher: '', publishedOn: '', passage: '' }];
    await giveVerdict(checker, desk.db, { flagId, revisionId, kind: 'verified', reason: '', evidence });
    await article.answerAll(checker);
    const { slug } = await article.reload();
    await publish(editor, desk.db, article.id);
    expect((await readPublished(desk.reader, slug))?.claims).toHaveLength(1);
    await giveVerdict(checker, desk.db, {
      ...{ flagId, revisionId, kind: 'dismissed', reason: 'The source says no such thing.', evidence: [] },
    });
    expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: true, number: 2 });
    expect((await readPublished(desk.reader, slug))?.claims).toEqual([]);
    expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: false, code: 'invalid' });
  });

  test('is refused to a fact-checker, and for an article that is not there', async () => {
    article = await makeArticle(desk, editor);
    await article.answerAll(checker);
    expect(await publish(checker, desk.db, article.id)).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(await publish(editor, desk.db, '019330c0-0000-7000-8000-000000000000')).toMatchObject({
      ok: false,
      code: 'missing',
    });
    expect(await readPublished(desk.reader, await slug())).toBeNull();
  });

  test('never lets text through that a flag, a revision or a withdrawal reached first, however they race', async () => {
    let wentOut = 0;
    for (let round = 0; round < 50; round++) {
      article = await makeArticle(desk, editor);
      await article.answerAll(checker);
      const section = article.section('After the Dam');
      const rivals = [
        () => flagAt(section),
        () => withdrawSignOff(checker, desk.db, section.revisionId),
        () =>
          saveRevision(editor, desk.db, {
            sectionId: section.id,
            basedOn: section.revisionId,
            heading: section.heading,
            body: `Draft ${round}.`,
            note: '',
          }),
      ];
      // Each stands first in its turn, with the publication before or behind it.
      const others = [0, 1, 2].map((index) => rivals[(round + index) % 3]);
      const publishing = () => publish(editor, desk.db, article.id);
      const racers = round % 2 === 0 ? [publishing, ...others] : [...others, publishing];
      await Promise.all(racers.map((run) => run?.()));
      const published = await readPublished(desk.reader, await slug());
      expect(published?.sections.map(({ body }) => body) ?? []).not.toContain(`Draft ${round}.`);
      const events = await desk.owner
        .selectFrom('event')
        .select('action')
        .where('articleId', '=', article.id)
        .where('action', 'in', ['version.published', 'flag.raised', 'sign-off.withdrawn', 'section.revised'])
        .orderBy('seq')
        .execute();
      // Each of the others closes the gate, so a publication that went through was the first of all.
      const order = events.map(({ action }) => action);
      expect(order.slice(1)).not.toContain('version.published');
      expect(order[0] === 'version.published').toBe(published !== null);
      if (published) wentOut++;
    }
    // Neither side won every time, or this was no race.
    expect(wentOut).toBeGreaterThan(0);
    expect(wentOut).toBeLessThan(50);
    async function flagAt(section: { id: string; revisionId: string }) {
      return raiseFlag(editor, desk.db, {
        ...{
          sectionId: section.id,
          revisionId: section.revisionId,
          quote: 'The town moved uphill.',
          start: null,
        },
        ...{ kind: 'unverifiable' as const, category: 'undated', reason: 'When?' },
      });
    }
  });
});

describe('the managing editor’s override', () => {
  let admin: Actor;
  beforeAll(async () => {
    admin = await desk.person('admin', 'Amara');
  });
  const flagged = async () => {
    article = await makeArticle(desk, editor);
    await article.answerAll(checker);
    const { id: sectionId, revisionId } = article.section('After the Dam');
    const words = { sectionId, revisionId, quote: 'The town moved uphill.', start: null };
    await raiseFlag(editor, desk.db, {
      ...words,
      kind: 'unverifiable',
      category: 'undated',
      reason: 'When?',
    });
    return (await article.reload()).slug;
  };

  test('lets a version out over open flags, and readers are told how many and why', async () => {
    const at = await flagged();
    expect(await publish(admin, desk.db, article.id)).toMatchObject({ ok: false, code: 'gate-closed' });
    expect(await publish(admin, desk.db, article.id, undefined, 'The dam is failing.')).toMatchObject({
      ok: true,
    });
    const page = await readPublished(desk.reader, at);
    expect(page?.underReview).toEqual({ claims: 1, reason: 'The dam is failing.' });
    expect(articlePage(page as PublishedArticle)).toContain('Published with one claim under review.');
  });

  test('is nobody else’s, needs something to override, and stands in for no sign-off', async () => {
    const at = await flagged();
    const why = 'The dam is failing.';
    for (const actor of [editor, checker])
      expect(await publish(actor, desk.db, article.id, undefined, why)).toMatchObject({
        code: 'not-allowed',
      });
    await withdrawSignOff(checker, desk.db, article.head.revisionId);
    expect(await publish(admin, desk.db, article.id, undefined, why)).toMatchObject({ code: 'gate-closed' });
    await article.answerAll(checker);
    expect(await publish(admin, desk.db, article.id, undefined, why)).toMatchObject({ code: 'invalid' });
    expect(await readPublished(desk.reader, at)).toBeNull();
    await publish(editor, desk.db, article.id);
    expect((await readPublished(desk.reader, at))?.underReview).toBeNull();
  });
});

describe('the front page', () => {
  test('lists what is published and nothing else', async () => {
    article = await makeArticle(desk, editor);
    const draft = await slug();
    const listed = async () => (await readFrontPage(desk.reader)).map((entry) => entry.slug);
    expect(await listed()).not.toContain(draft);
    await article.answerAll(checker);
    await publish(editor, desk.db, article.id);
    expect(await listed()).toContain(draft);
  });
});
