import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#db/id.ts';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { readArticle } from '#lib/articles/queries.ts';
import { giveVerdict, raiseFlag } from '#lib/flags/commands.ts';
import { readFlag } from '#lib/flags/queries.ts';
import { compareOutlines } from '#lib/history/outline-diff.ts';
import { readMoment } from '#lib/history/queries.ts';
import { removeSection, restoreSection, saveRevision } from '#lib/sections/commands.ts';
import { signOff } from '#lib/signoffs/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { tagSection } from '#lib/tags/commands.ts';
import { publish } from '#lib/versions/commands.ts';
import { addSection, joinSections, moveSection, restoreOutline, splitSection } from './commands.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;
let admin: Actor;
let article: MadeArticle;

beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
  checker = await desk.person('fact_checker', 'Chen');
  admin = await desk.person('admin', 'Ada');
});
beforeEach(async () => {
  article = await makeArticle(desk, editor);
});

/** Headings with their depths, in order. */
async function outline() {
  const { sections } = await article.reload();
  return sections.slice(1).map(({ heading, depth }) => `${heading} ${depth}`);
}
const asMade = ['Before the Dam 1', 'The Plan 2', 'After the Dam 1', 'FAQ: The Dam 1', 'Who paid for it? 2'];

const idOf = (heading: string) => article.section(heading).id;

/** A section of two paragraphs, the second with a claim that was verified. */
async function twoParts(author = editor) {
  const { id, heading, revisionId } = article.section('After the Dam');
  const body = 'The valley filled with water.\n\nThe wall is 40 metres high.\n\nThe town moved uphill.';
  await saveRevision(author, desk.db, { sectionId: id, basedOn: revisionId, heading, body, note: '' });
  await article.reload();
  const section = article.section('After the Dam');
  const flag = {
    ...{ sectionId: section.id, revisionId: section.revisionId, quote: 'The wall is 40 metres high.' },
    ...{ start: null, kind: 'unverifiable' as const, category: 'claim', reason: 'Is it?' },
  };
  const raised = await raiseFlag(editor, desk.db, flag);
  if (!raised.ok) throw new Error(raised.message);
  return { section, flagId: raised.flagId };
}
const source = {
  url: 'https://dam.example/',
  title: 'The dam',
  publisher: '',
  publishedOn: '',
  passage: '',
  recheckOn: null,
};
async function verify(section: { revisionId: string }, flagId: string) {
  const verdict = { flagId, revisionId: section.revisionId, kind: 'verified' as const, reason: '' };
  const given = await giveVerdict(checker, desk.db, { ...verdict, evidence: [source] });
  if (!given.ok) throw new Error(given.message);
  return given.verdictId;
}
const split = (actor: Actor, { id, revisionId }: { id: string; revisionId: string }, heading = 'The Wall') =>
  splitSection(actor, desk.db, { sectionId: id, basedOn: revisionId, at: 1, heading });
const join = (heading: string, into: string, actor = editor) => {
  const [section, above] = [article.section(heading), article.section(into)];
  const revisions = { basedOn: section.revisionId, intoBasedOn: above.revisionId };
  return joinSections(actor, desk.db, { sectionId: section.id, into: above.id, ...revisions });
};

describe('adding to the outline', () => {
  test('puts a section before another one, and at the end', async () => {
    const added = { articleId: article.id, kind: 'section' as const, heading: 'Between', depth: 2 };
    expect(await addSection(editor, desk.db, { ...added, before: idOf('After the Dam') })).toMatchObject({
      ok: true,
    });
    await addSection(editor, desk.db, { ...added, kind: 'faq', heading: 'How long is it?', depth: 2 });
    expect(await outline()).toEqual([
      ...asMade.slice(0, 2),
      'Between 2',
      ...asMade.slice(2),
      'How long is it? 2',
    ]);
    expect(article.section('Between')).toMatchObject({ kind: 'section', label: '1.2', signOff: null });
    expect(article.section('How long is it?')).toMatchObject({ kind: 'faq', label: null });
  });

  test('is refused to fact-checkers, for an article that is not there and before a section that is gone', async () => {
    const added = { articleId: article.id, kind: 'section' as const, heading: 'New', depth: 1 };
    expect(await addSection(checker, desk.db, added)).toMatchObject({ code: 'not-allowed' });
    expect(await addSection(editor, desk.db, { ...added, articleId: newId() })).toMatchObject({
      code: 'missing',
    });
    await removeSection(editor, desk.db, idOf('The Plan'));
    expect(await addSection(editor, desk.db, { ...added, before: idOf('The Plan') })).toMatchObject({
      code: 'conflict',
    });
    expect(await addSection(editor, desk.db, { ...added, before: article.head.id })).toMatchObject({
      code: 'conflict',
    });
  });
});

describe('moving a section', () => {
  const move = (heading: string, before: string | null, depth: number, actor = editor) =>
    moveSection(actor, desk.db, {
      sectionId: idOf(heading),
      before: before === null ? null : idOf(before),
      depth,
    });

  test('takes along what stands below it', async () => {
    expect(await move('Before the Dam', 'FAQ: The Dam', 1)).toEqual({ ok: true });
    expect(await outline()).toEqual([
      'After the Dam 1',
      'Before the Dam 1',
      'The Plan 2',
      ...asMade.slice(3),
    ]);
    expect(await move('Before the Dam', null, 2)).toEqual({ ok: true });
    expect((await outline()).slice(-2)).toEqual(['Before the Dam 2', 'The Plan 3']);
  });

  test('makes no revision, so that sign-offs hold, and stands in the record once', async () => {
    await article.answerAll(checker);
    await move('The Plan', 'The Plan', 1);
    await move('The Plan', 'After the Dam', 1);
    expect(await outline()).toEqual(asMade.with(1, 'The Plan 1'));
    expect(article.section('The Plan')).toMatchObject({
      revision: { number: 1 },
      signOff: { by: checker.name },
    });
    const events = await desk.owner
      .selectFrom('event')
      .select('detail')
      .where('articleId', '=', article.id)
      .where('action', '=', 'section.moved')
      .execute();
    expect(events.map(({ detail }) => detail)).toEqual([
      { heading: 'The Plan', from: 2, to: 2, depthBefore: 2, depth: 1 },
    ]);
  });

  test('reaches readers with the next version and not before', async () => {
    await article.answerAll(checker);
    await publish(editor, desk.db, article.id);
    await move('After the Dam', 'Before the Dam', 1);
    expect(await article.reload()).toMatchObject({ published: { number: 1, current: false } });
    expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: true, number: 2 });
  });

  test('leaves what is in the bin where it can be put back', async () => {
    await removeSection(editor, desk.db, idOf('The Plan'));
    await moveSection(editor, desk.db, { sectionId: idOf('Before the Dam'), before: null, depth: 1 });
    await restoreSection(editor, desk.db, idOf('The Plan'));
    expect((await outline()).slice(-2)).toEqual(['Before the Dam 1', 'The Plan 2']);
  });

  test('is refused into itself, too deep, for the title, for fact-checkers and before what is gone', async () => {
    expect(await move('Before the Dam', 'The Plan', 1)).toMatchObject({ code: 'invalid' });
    expect(await move('Before the Dam', 'After the Dam', 5)).toMatchObject({ code: 'invalid' });
    expect(await move('The Plan', 'After the Dam', 1, checker)).toMatchObject({ code: 'not-allowed' });
    const head = { sectionId: article.head.id, before: null, depth: 1 };
    expect(await moveSection(editor, desk.db, head)).toMatchObject({ code: 'missing' });
    const gone = { sectionId: idOf('The Plan'), before: newId(), depth: 1 };
    expect(await moveSection(editor, desk.db, gone)).toMatchObject({ code: 'conflict' });
    expect(await outline()).toEqual(asMade);
  });
});

describe('splitting a section', () => {
  test('takes along what a claim says, and what was looked at for its verdict', async () => {
    const { section, flagId } = await twoParts();
    const { id: sectionId, revisionId } = section;
    const words = { sectionId, revisionId, quote: 'The town moved uphill.', start: null };
    const chosen = await raiseFlag(editor, desk.db, {
      ...{ ...words, kind: 'unverifiable', category: 'undated', reason: 'When?', claimType: 'comparison' },
    });
    expect(chosen).toMatchObject({ ok: true });
    const given = await giveVerdict(checker, desk.db, {
      ...{ flagId, revisionId, kind: 'verified', reason: '', evidence: [source] },
      ...{ claimType: 'comparison', checked: ['among'] },
    });
    expect(given).toMatchObject({ ok: true });
    expect(await split(editor, section)).toMatchObject({ ok: true });
    await article.reload();
    const { flags } = article.section('The Wall');
    const stories = await Promise.all(flags.map(({ id }) => readFlag(checker, desk.db, id)));
    const moved = (quote: string) => stories.find((story) => story?.quote === quote);
    expect(moved('The town moved uphill.')?.claimType).toBe('comparison');
    const [verdict] = moved('The wall is 40 metres high.')?.verdicts ?? [];
    expect(verdict?.claimType).toBe('comparison');
    expect(verdict?.checks.filter(({ done }) => done).map(({ id }) => id)).toEqual(['among']);
  });

  test('takes flags, verdicts, evidence and tags along with the words, and asks for sign-offs anew', async () => {
    const { section, flagId } = await twoParts();
    const verdictId = await verify(section, flagId);
    await tagSection(editor, desk.db, { sectionId: section.id, tag: 'dams' });
    await article.answerAll(checker);
    expect(await split(editor, section)).toMatchObject({ ok: true });
    await article.reload();
    const [left, made] = [article.section('After the Dam'), article.section('The Wall')];
    expect(left).toMatchObject({ body: 'The valley filled with water.', flags: [], signOff: null });
    expect(made).toMatchObject({
      body: 'The wall is 40 metres high.\n\nThe town moved uphill.',
      ...{ depth: 1, signOff: null, tags: ['dams'], revision: { number: 1, author: 'Edith' } },
      flags: [{ quote: 'The wall is 40 metres high.', state: 'verified' }],
    });
    const rows = await desk.owner
      .selectFrom('verdict')
      .innerJoin('evidence', 'evidence.verdictId', 'verdict.id')
      .select(['verdict.id', 'verdict.givenBy', 'verdict.givenAt', 'evidence.url', 'evidence.lookedAt'])
      .where('verdict.quote', '=', 'The wall is 40 metres high.')
      .where((eb) => eb.or([eb('verdict.id', '=', verdictId), eb('carriedFrom', '=', verdictId)]))
      .execute();
    expect(rows).toHaveLength(2);
    const [one, two] = rows.map(({ id: _, ...row }) => row);
    expect(one).toEqual(two);
    expect(await publish(editor, desk.db, article.id)).toMatchObject({ code: 'gate-closed' });
    await article.answerAll(checker);
    expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: true });
  });

  test('keeps an open flag open, once', async () => {
    const { section } = await twoParts();
    await split(editor, section);
    await article.reload();
    expect(article.section('After the Dam').flags).toEqual([]);
    expect(article.section('The Wall').flags).toMatchObject([{ state: 'open', raisedBy: 'Edith' }]);
  });

  test('nobody signs off their own words because somebody else moved them', async () => {
    const { section } = await twoParts(admin);
    await split(editor, section);
    await article.reload();
    const made = article.section('The Wall').revisionId;
    expect(await signOff(admin, desk.db, [made])).toMatchObject({ code: 'not-allowed' });
    const flag = article.section('The Wall').flags[0];
    const verdict = { kind: 'dismissed' as const, reason: 'Fine.', evidence: [] };
    expect(
      await giveVerdict(admin, desk.db, { ...verdict, flagId: flag?.id ?? '', revisionId: made }),
    ).toMatchObject({
      code: 'not-allowed',
    });
    expect(await signOff(checker, desk.db, [made])).toMatchObject({ ok: true });
  });

  test('words that another fact-checker had read before they moved count as read', async () => {
    const { section } = await twoParts(admin);
    await signOff(checker, desk.db, [section.revisionId]);
    await split(editor, section);
    await article.reload();
    expect(await signOff(admin, desk.db, [article.section('The Wall').revisionId])).toMatchObject({
      ok: true,
    });
  });

  test('is refused on an older revision, at no place, for the title and for fact-checkers', async () => {
    const { section } = await twoParts();
    const at = (input: object) =>
      splitSection(editor, desk.db, {
        ...{ sectionId: section.id, basedOn: section.revisionId, at: 1, heading: '', ...input },
      });
    expect(await at({ basedOn: newId() })).toMatchObject({ code: 'conflict' });
    expect(await at({ at: 3 })).toMatchObject({ code: 'invalid' });
    expect(await at({ sectionId: article.head.id })).toMatchObject({ code: 'missing' });
    expect(await split(checker, section)).toMatchObject({ code: 'not-allowed' });
    expect(await outline()).toEqual(asMade);
  });
});

describe('joining sections', () => {
  test('is the way back from a split, with the verdict that was given meanwhile', async () => {
    const { section, flagId } = await twoParts();
    await verify(section, flagId);
    await split(editor, section);
    await article.reload();
    const made = article.section('The Wall');
    const rewrite = { kind: 'rewrite' as const, reason: 'It is 38.', evidence: [] };
    await giveVerdict(checker, desk.db, {
      ...{ ...rewrite, flagId: made.flags[0]?.id ?? '', revisionId: made.revisionId },
    });
    expect(await join('The Wall', 'After the Dam')).toEqual({ ok: true });
    expect(await outline()).toEqual(asMade);
    const joined = article.section('After the Dam');
    expect(joined.body).toBe(
      'The valley filled with water.\n\n**The Wall**\n\nThe wall is 40 metres high.\n\nThe town moved uphill.',
    );
    expect(joined.flags.map(({ state }) => state).sort()).toEqual(['rewrite', 'verified']);
    const { removed } = (await readArticle(editor, desk.db, article.id)) ?? { removed: [] };
    expect(removed.map(({ heading }) => heading)).toEqual(['The Wall']);
  });

  test('unites the tags and keeps what stood below', async () => {
    await tagSection(editor, desk.db, { sectionId: idOf('The Plan'), tag: 'plans' });
    expect(await join('The Plan', 'Before the Dam')).toEqual({ ok: true });
    await article.reload();
    expect(article.section('Before the Dam')).toMatchObject({ tags: ['plans'], signOff: null });
    expect(article.section('Before the Dam').flags.map(({ state }) => state)).toEqual(['suggested']);
  });

  test('is refused into the title, into another than the one above, on older revisions and for fact-checkers', async () => {
    expect(await join('The Plan', 'Before the Dam', checker)).toMatchObject({ code: 'not-allowed' });
    expect(await join('After the Dam', 'Before the Dam')).toMatchObject({ code: 'conflict' });
    const first = article.section('Before the Dam');
    expect(
      await joinSections(editor, desk.db, {
        ...{ sectionId: first.id, basedOn: first.revisionId, into: article.head.id },
        intoBasedOn: article.head.revisionId,
      }),
    ).toMatchObject({ code: 'invalid' });
    const { id, heading, revisionId } = first;
    const saved = { sectionId: id, basedOn: revisionId, heading, body: 'Later.', note: '' };
    await saveRevision(editor, desk.db, saved);
    expect(await join('The Plan', 'Before the Dam')).toMatchObject({ code: 'conflict' });
    expect(await outline()).toEqual(asMade);
  });
});

describe('past the commands', () => {
  test('a verdict is carried only in the transaction that moves its words', async () => {
    const { section, flagId } = await twoParts();
    const verdictId = await verify(section, flagId);
    await split(editor, section);
    await article.reload();
    const made = article.section('The Wall');
    const carry = {
      ...{ id: newId(), flagId: made.flags[0]?.id ?? '', revisionId: made.revisionId, kind: 'verified' },
      ...{ quote: 'The wall is 40 metres high.', reason: '', givenBy: checker.id, carriedFrom: verdictId },
    };
    await expect(desk.db.insertInto('verdict').values(carry).execute()).rejects.toMatchObject({
      constraint_name: 'verdict_moves_with_words',
    });
  });

  test('whose words were moved is found under any plan that the database makes', async () => {
    const { section } = await twoParts(admin);
    await split(editor, section);
    await article.reload();
    const { revisionId } = article.section('The Wall');
    const wrote = await desk.owner.transaction().execute(async (trx) => {
      for (const way of ['indexscan', 'bitmapscan', 'indexonlyscan', 'nestloop'])
        await sql`set local ${sql.raw(`enable_${way}`)} = off`.execute(trx);
      const found = await sql<{ isTheirs: boolean }>`
        select wrote_unread(who, ${revisionId}) as is_theirs
        from unnest(${[admin.id, editor.id, checker.id]}::uuid[]) with ordinality as people (who, n) order by n`.execute(
        trx,
      );
      return found.rows.map(({ isTheirs }) => isTheirs);
    });
    expect(wrote).toEqual([true, true, false]);
  });

  test('text is not taken from another article', async () => {
    const other = await makeArticle(desk, editor);
    const { id: sectionId, revisionId, heading } = article.section('The Plan');
    const taken = {
      ...{ id: newId(), sectionId, number: 2, parentId: revisionId, heading, body: 'x', text: 'x' },
      ...{ authorId: editor.id, takenFrom: other.section('The Plan').revisionId },
    };
    await expect(desk.db.insertInto('revision').values(taken).execute()).rejects.toMatchObject({
      constraint_name: 'revision_taken_within_article',
    });
  });
});

describe('an earlier outline', () => {
  const now = async () => {
    const moment = await readMoment(editor, desk.db, article.id);
    if (!moment) throw new Error('The article has no event.');
    return moment;
  };
  const restore = async (seq: number, more: object = {}, who = editor) =>
    restoreOutline(who, desk.db, {
      ...{ articleId: article.id, seq, newest: (await now()).seq, texts: false, ...more },
    });
  const headings = (sections: { heading: string; depth: number }[] | null) =>
    sections?.slice(1).map(({ heading, depth }) => `${heading} ${depth}`);
  /** Revised, tagged, moved, split, joined and with one in the bin. */
  async function rearrange() {
    const { id, revisionId, heading } = article.section('After the Dam');
    const text = { heading: 'Afterwards', body: 'The valley filled.\n\nThe town moved.', note: '' };
    await saveRevision(editor, desk.db, { sectionId: id, basedOn: revisionId, ...text });
    await tagSection(editor, desk.db, { sectionId: id, tag: 'dams' });
    await article.reload();
    const later = article.section('Afterwards');
    const split = { sectionId: id, basedOn: later.revisionId, at: 1, heading: 'The Town' };
    expect(await splitSection(editor, desk.db, split)).toMatchObject({ ok: true });
    await moveSection(editor, desk.db, { sectionId: id, before: idOf('Before the Dam'), depth: 2 });
    await removeSection(editor, desk.db, idOf('The Plan'));
    return heading;
  }

  test('is known for every moment since, with the texts and tags of then', async () => {
    const first = await now();
    const { id, body } = article.section('After the Dam');
    await rearrange();
    const then = await readMoment(checker, desk.db, article.id, first.seq);
    expect(headings(then?.sections ?? null)).toEqual(asMade);
    expect(then?.sections?.find(({ sectionId }) => sectionId === id)).toMatchObject({
      ...{ number: 1, heading: 'After the Dam', tags: [], body },
    });
    const last = await now();
    expect(headings(last.sections)).toEqual(await outline());
    expect(headings(last.sections)).toEqual([
      ...['Afterwards 2', 'Before the Dam 1', 'The Town 1', 'FAQ: The Dam 1', 'Who paid for it? 2'],
    ]);
    const said = compareOutlines(then?.sections ?? [], last.sections ?? []).map(({ was, is, isMoved }) => [
      ...[was?.heading, is?.heading, isMoved, is?.tags],
    ]);
    expect(said).toEqual([
      ...[expect.anything(), ['After the Dam', 'Afterwards', true, ['dams']]],
      ...[
        ['Before the Dam', 'Before the Dam', false, []],
        ['The Plan', undefined, false, undefined],
      ],
      ...[[undefined, 'The Town', false, ['dams']], expect.anything(), expect.anything()],
    ]);
    const { rows: seqs } = await sql<{ seq: string }>`
      select seq from event where article_id = ${article.id} order by seq`.execute(desk.db);
    for (const { seq } of seqs)
      expect((await readMoment(editor, desk.db, article.id, Number(seq)))?.sections).not.toBeNull();
    expect(await readMoment({ ...editor, id: '' }, desk.db, article.id)).toBeNull();
    expect(await readMoment(editor, desk.db, newId())).toBeNull();
  });

  test('comes back as a change of its own: the bin is emptied, what came since goes there, texts stay', async () => {
    const first = await now();
    await rearrange();
    const before = await now();
    expect(await restore(first.seq)).toMatchObject({
      ok: true,
      counts: { restored: 1, removed: 1, revised: 0 },
    });
    expect(await outline()).toEqual([
      ...['Before the Dam 1', 'The Plan 2', 'Afterwards 1', 'FAQ: The Dam 1', 'Who paid for it? 2'],
    ]);
    expect((await now()).action).toBe('outline.restored');
    // And back again.
    expect(await restore(before.seq)).toMatchObject({ ok: true });
    expect(headings((await now()).sections)).toEqual(headings(before.sections));
  });

  test('brings its texts along when asked to, as revisions of their own', async () => {
    const first = await now();
    const { body } = article.section('After the Dam');
    await rearrange();
    expect(await restore(first.seq, { texts: true })).toMatchObject({ ok: true, counts: { revised: 1 } });
    expect(await outline()).toEqual(asMade);
    const section = article.section('After the Dam');
    expect(section).toMatchObject({ body, revision: { number: 4 }, signOff: null, tags: ['dams'] });
  });

  test('is refused to those who may not, of other articles, and after somebody changed the outline meanwhile', async () => {
    const first = await now();
    await rearrange();
    expect(await restore(first.seq, {}, checker)).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(await restore(first.seq, { newest: first.seq })).toMatchObject({ ok: false, code: 'conflict' });
    const other = await makeArticle(desk, editor);
    expect(await restore(first.seq, { articleId: other.id })).toMatchObject({ ok: false, code: 'missing' });
    expect(await outline()).toHaveLength(5);
  });

  test('is not made up where it was not kept', async () => {
    const first = await now();
    await moveSection(editor, desk.db, {
      sectionId: idOf('After the Dam'),
      before: idOf('Before the Dam'),
      depth: 1,
    });
    const second = await now();
    // As if it had been rearranged before outlines were kept.
    await desk.owner.transaction().execute(async (trx) => {
      await sql`set local session_replication_role = replica`.execute(trx);
      await trx.deleteFrom('keptOutline').where('articleId', '=', article.id).execute();
    });
    expect((await readMoment(editor, desk.db, article.id, first.seq))?.sections).toBeNull();
    expect((await readMoment(editor, desk.db, article.id, second.seq))?.sections).toHaveLength(6);
    expect(await restore(first.seq)).toMatchObject({ ok: false, code: 'invalid' });
    await removeSection(editor, desk.db, idOf('The Plan'));
    expect((await readMoment(editor, desk.db, article.id, first.seq))?.sections).toBeNull();
    expect((await readMoment(editor, desk.db, article.id, second.seq))?.sections).toHaveLength(6);
  });

  test('never changes once it is kept', async () => {
    await rearrange();
    await expect(sql`update kept_outline set sections = '[]'`.execute(desk.db)).rejects.toThrow(/permission/);
    await expect(sql`delete from kept_outline`.execute(desk.owner)).rejects.toThrow(/never changes/);
  });
});
