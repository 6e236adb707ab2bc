import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { changeSlug } from '#lib/articles/commands.ts';
import { assignFlag } from '#lib/discussion/commands.ts';
import { listNotices } from '#lib/notices/queries.ts';
import { schedulePublication } from '#lib/schedules/commands.ts';
import { acceptProposal, saveRevision } from '#lib/sections/commands.ts';
import { signOff } from '#lib/signoffs/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { tagSection } from '#lib/tags/commands.ts';
import { publish } from '#lib/versions/commands.ts';
import { readBlockers } from '#lib/versions/queries.ts';
import { confirmFlag, giveVerdict, raiseFlag } from './commands.ts';
import type { QueueOrder, VerdictKind } from './model.ts';
import { readFlag, readOtherVerdicts, readQueue } from './queries.ts';
import { type EvidenceInput, evidence, verdict } from './schema.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;
let article: MadeArticle;

const severityOrder = ['must', 'should', 'consider'];
const source: EvidenceInput = {
  url: 'https://water.example/dam',
  title: 'The dam',
  publisher: 'Water Authority',
  publishedOn: '2020-05-04',
  passage: 'It moved.',
};

beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
  checker = await desk.person('fact_checker', 'Farid');
});
beforeEach(async () => {
  article = await makeArticle(desk, editor);
});

async function raise(quote: string, heading = 'After the Dam', actor = editor) {
  const section = article.section(heading);
  return raiseFlag(actor, desk.db, {
    ...{ sectionId: section.id, revisionId: section.revisionId, quote, start: null },
    ...{ kind: 'unverifiable' as const, category: 'undated', reason: 'When?' },
  });
}

async function raised(quote: string, heading?: string): Promise<string> {
  const answer = await raise(quote, heading);
  if (!answer.ok) throw new Error(answer.message);
  return answer.flagId;
}

async function judge(flagId: string, kind: VerdictKind, actor = checker) {
  const flag = await readFlag(actor, desk.db, flagId);
  return giveVerdict(actor, desk.db, {
    ...{ flagId, revisionId: flag?.revisionId ?? '', kind, reason: kind === 'verified' ? '' : 'Because.' },
    evidence: kind === 'verified' ? [source] : [],
  });
}

async function revise(body: string, heading = 'After the Dam') {
  await article.reload();
  const section = article.section(heading);
  const answer = await saveRevision(editor, desk.db, {
    sectionId: section.id,
    basedOn: section.revisionId,
    heading,
    body,
    note: '',
  });
  expect(answer).toMatchObject({ ok: true, changed: true });
}

const state = async (flagId: string) => {
  const flag = await readFlag(editor, desk.db, flagId);
  return flag && { state: flag.state, quote: flag.quote };
};

describe('raising a flag', () => {
  test('marks exact words, and everybody on the staff may', async () => {
    const answer = await raise('The town moved uphill.', undefined, checker);
    expect(answer).toMatchObject({ ok: true });
    expect(await state((answer as { flagId: string }).flagId)).toEqual({
      state: 'open',
      quote: 'The town moved uphill.',
    });
  });

  test('is refused for words that do not stand there, or that stand twice and were typed', async () => {
    expect(await raise('The town moved downhill.')).toMatchObject({ ok: false, code: 'conflict' });
    expect(await raise('he')).toMatchObject({ ok: false, code: 'conflict' });
  });

  test('says how grave it is; whatever it is, it blocks', async () => {
    const { id: sectionId, revisionId } = article.section('After the Dam');
    const words = {
      sectionId,
      revisionId,
      kind: 'unverifiable' as const,
      category: 'undated',
      reason: 'When?',
    };
    const minor = await raiseFlag(editor, desk.db, {
      ...{ ...words, quote: 'The valley filled with water.', start: null, severity: 'consider' },
    });
    const read = async (flagId: string) => readFlag(editor, desk.db, flagId);
    expect(minor.ok && (await read(minor.flagId))).toMatchObject({ severity: 'consider', state: 'open' });
    expect(await read(await raised('The town moved uphill.'))).toMatchObject({ severity: 'must' });
    const found = await readBlockers(editor, desk.db, article.id);
    expect(found).toContainEqual(expect.objectContaining({ quote: 'The valley filled with water.' }));
  });

  test('finds its words again when the section was revised meanwhile', async () => {
    const before = article.section('After the Dam');
    await revise('Slowly, the valley filled with water. The town moved uphill.');
    const start = 'After the Dam\nThe valley filled with water. '.length;
    const answer = await raiseFlag(editor, desk.db, {
      ...{ sectionId: before.id, revisionId: before.revisionId, quote: 'The town moved uphill.', start },
      ...{ kind: 'unverifiable' as const, category: 'undated', reason: 'When?' },
    });
    expect(answer).toMatchObject({ ok: true });
  });
});

describe('a verdict (invariant 4)', () => {
  test('settles the flag, with its evidence', async () => {
    const flagId = await raised('The town moved uphill.');
    expect(await judge(flagId, 'verified')).toMatchObject({ ok: true });
    expect(await state(flagId)).toEqual({ state: 'verified', quote: 'The town moved uphill.' });
    expect((await readFlag(editor, desk.db, flagId))?.verdicts).toMatchObject([
      {
        kind: 'verified',
        by: 'Farid',
        holds: true,
        evidence: [{ url: source.url, publishedOn: '2020-05-04' }],
      },
    ]);
  });

  test('does not rest on the article itself, at an address that it has or had, nor on the desk', async () => {
    const flagId = await raised('The town moved uphill.');
    const { slug } = await article.reload();
    await changeSlug(editor, desk.db, { articleId: article.id, slug: `${slug}-again` });
    const other = (await (await makeArticle(desk, editor)).reload()).slug;
    const { revisionId } = article.section('After the Dam');
    const verify = (url: string) =>
      giveVerdict(
        checker,
        desk.db,
        { flagId, revisionId, kind: 'verified', reason: '', evidence: [{ ...source, url }] },
        'https://news.example',
      );
    for (const own of [
      `https://news.example/${slug}`,
      `http://www.news.example/${slug}-again#part`,
      `https://NEWS.example/${slug}/versions/1`,
      `https://news.example/desk/articles/${article.id}`,
    ])
      expect(await verify(own), own).toMatchObject({ ok: false, code: 'invalid' });
    expect(await verify(`https://news.example/${other}`)).toMatchObject({ ok: true });
    expect(await verify(`https://else.example/${slug}`)).toMatchObject({ ok: true });
  });

  test('survives edits elsewhere', async () => {
    const flagId = await raised('The town moved uphill.');
    await judge(flagId, 'verified');
    await revise('Slowly, the valley filled with grey water. The town moved uphill. Nobody stayed.');
    expect(await state(flagId)).toEqual({ state: 'verified', quote: 'The town moved uphill.' });
  });

  test.each([
    ['a word changed', 'The valley filled with water. The town moved downhill.', 'The town moved downhill.'],
    [
      'a negation',
      'The valley filled with water. The town never moved uphill.',
      'The town never moved uphill.',
    ],
  ])('is void when its words change, and the flag is open again: %s', async (_, body, quote) => {
    const flagId = await raised('The town moved uphill.');
    await judge(flagId, 'verified');
    await revise(body);
    expect(await state(flagId)).toEqual({ state: 'open', quote });
    expect((await readFlag(editor, desk.db, flagId))?.verdicts).toMatchObject([
      { kind: 'verified', holds: false },
    ]);
  });

  test('goes with its words, on the record', async () => {
    const flagId = await raised('The town moved uphill.');
    await judge(flagId, 'verified');
    await revise('The valley filled with water.');
    expect(await state(flagId)).toBeNull();
    const event = await desk.owner
      .selectFrom('event')
      .select('detail')
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow();
    expect(event.detail).toMatchObject({ withdrawn: [flagId] });
  });

  test('comes back with its words when they are put back', async () => {
    const verified = await raised('The town moved uphill.');
    const open = await raised('The valley filled with water.');
    await judge(verified, 'verified');
    await revise('The valley filled with water. The town moved uphill. Nobody stayed.');
    await revise('Nobody stayed.');
    expect([await state(open), await state(verified)]).toEqual([null, null]);
    await revise('The valley filled with water. The town moved uphill. Nobody stayed.');
    expect(await state(verified)).toEqual({ state: 'verified', quote: 'The town moved uphill.' });
    expect(await state(open)).toEqual({ state: 'open', quote: 'The valley filled with water.' });
  });

  test('does not lose its flag when the sentence is doubled and one copy is cut', async () => {
    const flagId = await raised('The town moved uphill.');
    await revise('The town moved uphill. The town moved uphill. The valley filled with water.');
    expect(await state(flagId)).toMatchObject({ quote: 'The town moved uphill.' });
    await revise('The town moved uphill. The valley filled with water.');
    expect(await state(flagId)).toMatchObject({ state: 'open', quote: 'The town moved uphill.' });
  });

  test('is refused on words that changed since they were read', async () => {
    const flagId = await raised('The town moved uphill.');
    const seen = article.section('After the Dam').revisionId;
    await revise('The valley filled with water. The town moved downhill.');
    const verdict = { flagId, revisionId: seen, kind: 'dismissed' as const, reason: 'Fine.', evidence: [] };
    expect(await giveVerdict(checker, desk.db, verdict)).toMatchObject({ ok: false, code: 'conflict' });
    expect(await state(flagId)).toMatchObject({ state: 'open' });
  });

  test('“rewrite” blocks until the words change, and then the new words are open', async () => {
    const flagId = await raised('The town moved uphill.');
    await judge(flagId, 'rewrite');
    expect(await state(flagId)).toMatchObject({ state: 'rewrite' });
    await revise('The valley filled with water. The town moved uphill in 1953.');
    expect(await state(flagId)).toMatchObject({ state: 'open' });
  });

  test('is never given by an editor, on one’s own text, or to clear one’s own flag', async () => {
    const flagId = await raised('The town moved uphill.');
    expect(await judge(flagId, 'dismissed', editor)).toMatchObject({ ok: false, code: 'not-allowed' });
    const admin = await desk.person('admin');
    const section = article.section('After the Dam');
    await saveRevision(admin, desk.db, {
      sectionId: section.id,
      basedOn: section.revisionId,
      heading: section.heading,
      body: 'The valley filled. The town moved uphill.',
      note: '',
    });
    // The admin changed other words of the section; these are still the editor's.
    expect(await judge(flagId, 'dismissed', admin)).toMatchObject({ ok: true });
    await article.reload();
    const written = await raise('The valley filled.', 'After the Dam', checker);
    const writtenId = (written as { flagId: string }).flagId;
    expect(await judge(writtenId, 'dismissed', admin)).toMatchObject({ ok: false, code: 'not-allowed' });
    await article.reload();
    const own = await raise('Floods came', 'Before the Dam', checker);
    const ownId = (own as { flagId: string }).flagId;
    expect(await judge(ownId, 'dismissed')).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(await judge(ownId, 'rewrite')).toMatchObject({ ok: true });
    await revise('Floods came in the spring of each year, from the north.', 'Before the Dam');
    expect(await judge(ownId, 'dismissed')).toMatchObject({ ok: false, code: 'not-allowed' });
    await revise('Floods rose in the spring of each year.', 'Before the Dam');
    expect(await judge(ownId, 'dismissed')).toMatchObject({ ok: true });
  });

  test('does not let words go that come back in another spelling', async () => {
    const flagId = await raised('The town moved uphill.');
    await judge(flagId, 'rewrite');
    await revise('The valley filled with water.');
    await revise('The valley filled with water. THE town moved\u00a0uphill!');
    expect(await state(flagId)).toEqual({ state: 'open', quote: 'THE town moved\u00a0uphill' });
  });
});

describe('a wording that is proposed', () => {
  const propose = async (quote: string, proposal: string) => {
    const flagId = await raised(quote);
    const flag = await readFlag(checker, desk.db, flagId);
    const answer = await giveVerdict(checker, desk.db, {
      ...{ flagId, revisionId: flag?.revisionId ?? '', kind: 'rewrite', reason: '', proposal, evidence: [] },
    });
    return { flagId, verdictId: answer.ok ? answer.verdictId : '' };
  };

  test('is taken over by an editor as a revision of both, neither of whom answers for its words', async () => {
    const { flagId, verdictId } = await propose('The town moved uphill.', 'Part of the town moved.');
    expect((await readFlag(editor, desk.db, flagId))?.proposal?.text).toBe('Part of the town moved.');
    expect(await acceptProposal(checker, desk.db, verdictId)).toMatchObject({ code: 'not-allowed' });
    expect(await acceptProposal(editor, desk.db, verdictId)).toMatchObject({ ok: true, number: 2 });
    await article.reload();
    const section = article.section('After the Dam');
    expect(section.body).toBe('The valley filled with water. Part of the town moved.');
    expect(await state(flagId)).toEqual({ state: 'open', quote: 'Part of the town moved.' });
    expect(await judge(flagId, 'verified')).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(await signOff(checker, desk.db, [section.revisionId])).toMatchObject({ code: 'not-allowed' });
    const second = await desk.person('fact_checker', 'Second');
    expect(await judge(flagId, 'verified', second)).toMatchObject({ ok: true });
    expect(await signOff(second, desk.db, [section.revisionId])).toMatchObject({ ok: true });
  });

  test('is not taken over when its words changed meanwhile, nor where it would break the text', async () => {
    const { verdictId } = await propose('The town moved uphill.', 'Part of the town moved.');
    await revise('The valley filled with water. The town moved.');
    expect(await acceptProposal(editor, desk.db, verdictId)).toMatchObject({ ok: false, code: 'conflict' });
    await revise('The valley filled with *water*. The town moved.');
    await article.reload();
    const bold = await propose('filled with water', 'was flooded');
    expect(await acceptProposal(editor, desk.db, bold.verdictId)).toMatchObject({
      ok: false,
      code: 'invalid',
    });
  });

  test('tells the author', async () => {
    await propose('The town moved uphill.', 'Part of the town moved.');
    const notices = await listNotices(editor, desk.db, { open: true });
    expect(notices.find(({ articleId }) => articleId === article.id)).toMatchObject({
      kind: 'flag.rewrite',
      detail: { quote: 'The town moved uphill.', by: 'Farid' },
    });
  });
});

describe('the other verdicts of an article', () => {
  test('are those that hold on its newest text, in the order of the text', async () => {
    const floods = await raised('Floods came in the spring of each year.', 'Before the Dam');
    const uphill = await raised('The town moved uphill.');
    const water = await raised('The valley filled with water.');
    await judge(uphill, 'verified');
    await judge(water, 'dismissed');
    await judge(floods, 'rewrite');
    const others = async () => {
      const flag = await readFlag(checker, desk.db, uphill);
      return flag && (await readOtherVerdicts(checker, desk.db, flag));
    };
    expect(await others()).toMatchObject([
      { flagId: floods, kind: 'rewrite', section: 'Before the Dam', by: 'Farid' },
      { flagId: water, kind: 'dismissed', quote: 'The valley filled with water.' },
    ]);
    await revise('The valley dried up. The town moved uphill.');
    expect((await others())?.map(({ flagId }) => flagId)).toEqual([floods]);
  });
});

describe('the queue', () => {
  test('shows what stands under a tag of the section or of its article, and nothing else', async () => {
    article = await makeArticle(desk, editor);
    const uphill = await raised('The town moved uphill.');
    const floods = await raised('Floods came in the spring of each year.', 'Before the Dam');
    const under = async (tag: string) =>
      (await readQueue(checker, desk.db, article.id, 'all', 'due', tag))
        .map(({ id }) => id)
        .filter((id) => [uphill, floods].includes(id));
    await tagSection(editor, desk.db, { sectionId: article.section('Before the Dam').id, tag: 'water' });
    await tagSection(editor, desk.db, { sectionId: article.head.id, tag: 'dams' });
    expect(await under('water')).toEqual([floods]);
    expect((await under('dams')).toSorted()).toEqual([uphill, floods].toSorted());
    expect(await under('mountains')).toEqual([]);
  });

  test('shows what waits for people like oneself: fact-checkers settle, editors rewrite', async () => {
    const uphill = await raised('The town moved uphill.');
    const water = await raised('The valley filled with water.');
    await judge(water, 'rewrite');
    const desks = async (actor: Actor) =>
      (await readQueue(actor, desk.db, article.id, 'desk'))
        .map(({ id }) => id)
        .filter((id) => [uphill, water].includes(id));
    expect(await desks(checker)).toEqual([uphill]);
    expect(await desks(editor)).toEqual([water]);
    const admin = await desk.person('admin');
    expect((await desks(admin)).toSorted()).toEqual([uphill, water].toSorted());
  });

  test('shows a flag on words of one’s own to others of one’s kind alone', async () => {
    const writer = await desk.person('admin', 'Wanda');
    article = await makeArticle(desk, writer);
    const uphill = await raised('The town moved uphill.');
    const ids = async (actor: Actor) =>
      (await readQueue(actor, desk.db, article.id, 'desk')).map(({ id }) => id);
    expect(await ids(writer)).not.toContain(uphill);
    expect(await ids(checker)).toContain(uphill);
  });

  test('is in the order asked for: due by its day or its publication, severe, old, or by article', async () => {
    const other = article;
    article = await makeArticle(desk, editor);
    const later = await raised('The town moved uphill.');
    await assignFlag(checker, desk.db, { flagId: later, staffId: checker.id, dueOn: '2999-05-02' });
    await revise('Floods came in the spring of each year. The view is breathtaking.', 'Before the Dam');
    await article.reload();
    const never = await raised('Floods came in the spring of each year.', 'Before the Dam');
    const ownArticle = article;
    article = other;
    const sooner = await raised('The town moved uphill.');
    const planned = { articleId: other.id, publishAt: new Date('2999-05-01T08:00:00Z'), timeZone: 'UTC' };
    expect(await schedulePublication(editor, desk.db, planned)).toMatchObject({ ok: true });
    const inOrder = async (order: QueueOrder) =>
      (await readQueue(checker, desk.db, undefined, 'all', order))
        .map(({ id }) => id)
        .filter((id) => [later, never, sooner].includes(id));
    expect(await inOrder('due')).toEqual([sooner, later, never]);
    expect(await inOrder('age')).toEqual([later, never, sooner]);
    const [entry] = await readQueue(checker, desk.db, other.id);
    expect(entry?.publishAt).toEqual(planned.publishAt);
    const severities = (await readQueue(checker, desk.db, ownArticle.id, 'all', 'severity')).map(
      ({ severity }) => severity,
    );
    expect(new Set(severities).size).toBeGreaterThan(1);
    expect(severities).toEqual(
      severities.toSorted((a, b) => severityOrder.indexOf(a) - severityOrder.indexOf(b)),
    );
  });
});

describe('a source that ages', () => {
  test('brings its flag back to the queue on its day, while the verdict goes on holding', async () => {
    const waits = async () =>
      (await readQueue(checker, desk.db, article.id)).find(({ quote }) => quote.startsWith('The town'));
    const flagId = await raised('The town moved uphill.');
    const { revisionId } = article.section('After the Dam');
    const verify = (recheckOn: string) =>
      giveVerdict(checker, desk.db, {
        ...{ flagId, revisionId, kind: 'verified', reason: '', evidence: [{ ...source, recheckOn }] },
      });
    await verify('2999-12-31');
    expect(await waits()).toBeUndefined();
    await verify('2020-01-01');
    expect(await waits()).toMatchObject({ state: 'verified', recheckDue: '2020-01-01' });
    await article.answerAll(await desk.person('fact_checker', 'Third'));
    expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: true });
  });
});

test('a source is looked at again on a day that is still to come', () => {
  const on = (recheckOn: string) => evidence.safeParse({ ...source, recheckOn }).success;
  expect(on('')).toBe(true);
  expect(on('2999-12-31')).toBe(true);
  expect(on(new Date().toISOString().slice(0, 10))).toBe(true);
  expect(on('2020-01-01')).toBe(false);
});

describe('a claim that moves into another section', () => {
  const flagsIn = async (heading: string) => {
    await article.reload();
    return article
      .section(heading)
      .flags.map(({ quote, state: now, reason }) => ({ quote, state: now, reason }));
  };
  const moved = { quote: 'the town moved uphill', state: 'open', reason: 'When?' };

  test('takes its flag along, whether it is cut before it is put there or after', async () => {
    await raised('The town moved uphill.');
    await revise('The valley filled with water.');
    await revise('Floods came in the spring of each year, so the town moved uphill.', 'Before the Dam');
    expect(await flagsIn('Before the Dam')).toEqual([moved]);
    await revise('Slow. Then the town moved uphill. It likely included discussions.', 'The Plan');
    expect(await flagsIn('The Plan')).toContainEqual(moved);
  });

  test('takes along what somebody confirmed of the detector’s suggestions', async () => {
    const [suggestion] = article.section('The Plan').flags;
    expect(await confirmFlag(editor, desk.db, suggestion?.id ?? '')).toMatchObject({ ok: true });
    await revise('Floods came each year. It likely included discussions on fisheries.', 'Before the Dam');
    expect(await flagsIn('Before the Dam')).toEqual([
      { quote: 'It likely included discussions on fisheries', state: 'open', reason: suggestion?.reason },
    ]);
  });

  test('is still held against the copy when the words that were flagged first are rewritten', async () => {
    const flagId = await raised('The town moved uphill.');
    await judge(flagId, 'rewrite');
    await revise('Floods came in the spring of each year, so the town moved uphill.', 'Before the Dam');
    await revise('The valley filled with water. The town moved uphill in 1956.');
    expect(await flagsIn('Before the Dam')).toEqual([moved]);
  });

  test('is not raised twice, nor where it was settled', async () => {
    const flagId = await raised('The town moved uphill.');
    await revise('So the town moved uphill.', 'Before the Dam');
    await revise('So the town moved uphill, they say.', 'Before the Dam');
    expect(await flagsIn('Before the Dam')).toEqual([moved]);
    await judge(flagId, 'verified');
    await judge(article.section('Before the Dam').flags[0]?.id ?? '', 'verified');
    await revise('First the town moved uphill.', 'The Plan');
    expect(await flagsIn('The Plan')).toEqual([]);
  });
});

describe('a suggestion of the detector', () => {
  const suggestion = () =>
    article.section('The Plan').flags.find((flag) => flag.quote.includes('likely included'));

  test('waits in the queue; confirming it makes it a flag, once', async () => {
    const id = suggestion()?.id ?? '';
    expect(suggestion()).toMatchObject({ state: 'suggested', severity: 'must', raisedBy: null });
    expect((await readQueue(checker, desk.db, article.id)).map((flag) => flag.id)).toContain(id);
    expect(await confirmFlag(editor, desk.db, id)).toMatchObject({ ok: true });
    expect(await state(id)).toMatchObject({ state: 'open' });
    expect(await confirmFlag(editor, desk.db, id)).toMatchObject({ ok: false, code: 'conflict' });
  });

  test('goes when its words are put right, and is not made twice when they stay', async () => {
    const id = suggestion()?.id ?? '';
    await revise(
      'The plan was drawn up in the year 1949. It likely included discussions on fisheries.',
      'The Plan',
    );
    expect(await state(id)).toMatchObject({ state: 'suggested' });
    const again = (await article.reload()).sections
      .flatMap((section) => section.flags)
      .filter((flag) => flag.quote.includes('likely included'));
    expect(again).toHaveLength(1);
    await revise('The plan was drawn up in the year 1949.', 'The Plan');
    expect(await state(id)).toBeNull();
  });

  test('does not stand in the way of a save that lengthens its words', async () => {
    await revise('- Contact us today for a free tour', 'The Plan');
    await revise('- Contact us today for a free tours', 'The Plan');
    await revise('Experts say it will rise by 5', 'The Plan');
    await revise('Experts say it will rise by 50 percent.', 'The Plan');
    await article.reload();
    const quotes = article.section('The Plan').flags.map((flag) => flag.quote);
    expect(quotes).toEqual([expect.stringContaining('Experts say')]);
  });

  test('is made for a sentence of which one word alone was dismissed before', async () => {
    await revise('It was the old mill town of the valley.', 'Before the Dam');
    await article.reload();
    const answer = await raise('mill town', 'Before the Dam');
    await judge((answer as { flagId: string }).flagId, 'dismissed');
    const sentence =
      'It was the old mill town of the valley, and it likely included discussions on fisheries.';
    await revise(sentence, 'Before the Dam');
    await article.reload();
    expect(article.section('Before the Dam').flags).toContainEqual(
      expect.objectContaining({ state: 'dismissed', quote: 'mill town' }),
    );
    expect(article.section('Before the Dam').flags).toContainEqual(
      expect.objectContaining({ state: 'suggested', severity: 'must' }),
    );
  });

  test('that was dismissed stays dismissed for the same words', async () => {
    const id = suggestion()?.id ?? '';
    await judge(id, 'dismissed');
    await revise('In 1949 the plan was drawn up. It likely included discussions on fisheries.', 'The Plan');
    expect(await state(id)).toMatchObject({ state: 'dismissed' });
    const flags = (await article.reload()).sections.flatMap((section) => section.flags);
    expect(flags.filter((flag) => flag.quote.includes('likely included'))).toHaveLength(1);
  });
});

describe('what a claim says', () => {
  test('is guessed from its words where nobody chose, and kept as it was chosen', async () => {
    const guessed = await readFlag(checker, desk.db, await raised('The town moved uphill.'));
    expect(guessed?.claimType).toBe('event');
    const section = article.section('After the Dam');
    const chosen = await raiseFlag(editor, desk.db, {
      ...{ sectionId: section.id, revisionId: section.revisionId, quote: 'The valley filled', start: null },
      ...{ kind: 'unverifiable', category: 'undated', reason: 'When?', claimType: 'description' },
    });
    expect(chosen.ok && (await readFlag(checker, desk.db, chosen.flagId))?.claimType).toBe('description');
    const found = (await readQueue(checker, desk.db, article.id)).find(
      ({ state: now }) => now === 'suggested',
    );
    expect(found?.claimType).toBe('event');
  });

  test('stands with the verdict, with what was looked at and what was not, also in the record', async () => {
    const flagId = await raised('The town moved uphill.');
    const input = {
      ...{ flagId, revisionId: article.section('After the Dam').revisionId, kind: 'dismissed' },
    };
    const given = verdict.parse({
      ...{ ...input, reason: 'It did.', evidence: [], claimType: 'event', checked: ['when', 'happened'] },
    });
    expect(await giveVerdict(checker, desk.db, given)).toMatchObject({ ok: true });
    const [line] = (await readFlag(checker, desk.db, flagId))?.verdicts ?? [];
    expect(line?.claimType).toBe('event');
    expect(line?.checks.map(({ id, done }) => [id, done])).toEqual([
      ['happened', true],
      ['when', true],
      ['who-where', false],
      ['independent', false],
    ]);
    const { detail } = await desk.owner
      .selectFrom('event')
      .select('detail')
      .where('subjectId', '=', line?.id ?? '')
      .executeTakeFirstOrThrow();
    expect(detail).toMatchObject({ claimType: 'event', checked: ['when', 'happened'] });
  });

  test('has a list of its own: what is on another is refused', () => {
    const id = '00000000-0000-4000-8000-000000000000';
    const given = { ...{ flagId: id, revisionId: id, kind: 'dismissed', reason: 'No.', evidence: [] } };
    expect(verdict.safeParse({ ...given, claimType: 'event', checked: ['figure'] }).success).toBe(false);
    expect(verdict.safeParse({ ...given, checked: ['when'] }).success).toBe(false);
    expect(verdict.safeParse({ ...given, claimType: 'quantity', checked: ['figure'] }).success).toBe(true);
  });
});
