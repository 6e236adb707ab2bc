import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { importEdition } from '#lib/import/commands.ts';
import { compareEdition } from '#lib/import/edition.ts';
import { readStanding } from '#lib/import/queries.ts';
import { readSource } from '#lib/import/read.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { giveVerdict, raiseFlag } from './commands.ts';
import { readFlag } from './queries.ts';

/*
 * What becomes of a flag and its verdict by an edit, each through the commands that the desk uses. Two answers, kept
 * apart: where do the words stand (or what became of them, or are they gone), and does the verdict still hold.
 */

const desk = testDesk();
let editor: Actor;
let second: Actor;
let checker: Actor;

beforeAll(async () => {
  editor = await desk.person('editor');
  second = await desk.person('editor');
  checker = await desk.person('fact_checker');
});

const claim = 'About 40% of the mills closed.';
const around = (words: string) => `The valley filled with water. ${words} Nobody lives there now.`;
const source = (mills: string, rest = '') => `The Mills ${randomUUID()}

Three sections.

1. The Valley

Floods came in the spring of each year.

2. The Mills

${mills}
${rest}`;

type Where = 'exact' | 'moved' | 'gone' | { became: string };

/** Where the words stand in the section in which they were flagged, and whether the verdict holds for them. */
async function standing(flagId: string, before: { start: number; sectionId: string }) {
  const flag = await readFlag(editor, desk.db, flagId);
  if (!flag) return { where: 'gone' as const, holds: false };
  const start = await startOf(flagId);
  const where: Where =
    flag.quote !== flag.originalQuote ? { became: flag.quote } : start === before.start ? 'exact' : 'moved';
  return { where, holds: flag.state === 'verified' };
}

async function startOf(flagId: string): Promise<number> {
  const { startAt } = await desk.owner
    .selectFrom('anchor')
    .innerJoin('section', 'section.revisionId', 'anchor.revisionId')
    .select('startAt')
    .where('flagId', '=', flagId)
    .executeTakeFirstOrThrow();
  return startAt;
}

async function flagged(article: MadeArticle, { quote = claim, at = 0, verdict = true, by = editor } = {}) {
  const section = article.section('The Mills');
  const { text } = await desk.owner
    .selectFrom('revision')
    .select('text')
    .where('id', '=', section.revisionId)
    .executeTakeFirstOrThrow();
  let start = -1;
  for (let nth = 0; nth <= at; nth++) start = text.indexOf(quote, start + 1);
  const raised = await raiseFlag(by, desk.db, {
    ...{ sectionId: section.id, revisionId: section.revisionId, quote, start },
    ...{ kind: 'unverifiable', category: 'unsourced-figure', reason: 'Says who?' },
  });
  if (!raised.ok) throw new Error(raised.message);
  if (verdict) {
    const evidence = {
      url: 'https://mills.example/',
      title: 'Mills',
      publisher: '',
      publishedOn: '',
      passage: '',
    };
    const given = await giveVerdict(checker, desk.db, {
      ...{ flagId: raised.flagId, revisionId: section.revisionId, kind: 'verified', reason: '' },
      evidence: [evidence],
    });
    if (!given.ok) throw new Error(given.message);
  }
  return { flagId: raised.flagId, start, sectionId: section.id };
}

async function save(article: MadeArticle, heading: string, body: string, by = editor) {
  await article.reload();
  const section = article.section(heading);
  const saved = await saveRevision(by, desk.db, {
    ...{ sectionId: section.id, basedOn: section.revisionId, heading, body, note: '' },
  });
  expect(saved).toMatchObject({ ok: true });
}

async function bring(article: MadeArticle, text: string) {
  const edition = { bytes: new TextEncoder().encode(text), name: 'mills.txt' };
  const found = await readStanding(editor, desk.db, article.id);
  const reading = readSource(edition);
  if (!found || !reading.ok) throw new Error('There is nothing to compare.');
  const choices = Object.fromEntries(
    compareEdition(found.standing, reading.draft).map(({ key }) => [key, 'source' as const]),
  );
  expect(
    await importEdition(editor, desk.db, {
      ...{ articleId: article.id, source: edition, corrections: [], choices, seen: found.seen },
    }),
  ).toMatchObject({ ok: true });
  await article.reload();
}

const table = (first: string, next: string) => `| Mill | Closed |\n| --- | --- |\n| ${first} |\n| ${next} |`;

type Case = {
  name: string;
  /** The section's text, where it is not the claim among two other sentences. */
  body?: string;
  quote?: string;
  /** Which of the places where the words stand was flagged, from 0. */
  at?: number;
  /** The texts of the section, save after save. */
  saves: string[];
  where: Where;
  holds: boolean;
};

const cases: Case[] = [
  { name: 'unchanged', saves: [`${around(claim)} `], where: 'exact', holds: true },
  { name: 'an edit behind it', saves: [`${around(claim)} It is quiet.`], where: 'exact', holds: true },
  {
    ...{ name: 'a number changed', saves: [around('About 4% of the mills closed.')] },
    ...{ where: { became: 'About 4% of the mills closed.' }, holds: false },
  },
  {
    ...{ name: 'negated', saves: [around('About 40% of the mills never closed.')] },
    ...{ where: { became: 'About 40% of the mills never closed.' }, holds: false },
  },
  {
    ...{ name: 'softened', saves: [around('About 40% of the mills may have closed.')] },
    ...{ where: { became: 'About 40% of the mills may have closed.' }, holds: false },
  },
  {
    ...{
      name: 'replaced by a sentence of the same length',
      saves: [around('Every shop sold umbrellas now.')],
    },
    ...{ where: { became: 'Every shop sold umbrellas now.' }, holds: false },
  },
  {
    ...{ name: 'shortened to a word', saves: [around('Mills.')] },
    ...{ where: { became: 'Mills.' }, holds: false },
  },
  {
    ...{ name: 'deleted', saves: ['The valley filled with water. Nobody lives there now.'] },
    ...{ where: 'gone', holds: false },
  },
  {
    ...{ name: 'deleted and undone', saves: [around('').replace('  ', ' '), around(claim)] },
    ...{ where: 'exact', holds: true },
  },
  {
    ...{ name: 'text inserted before', saves: [`In 1954 it rained. ${around(claim)}`] },
    ...{ where: 'moved', holds: true },
  },
  {
    ...{ name: 'a paragraph inserted before', saves: [`In 1954 it rained.\n\n${around(claim)}`] },
    ...{ where: 'moved', holds: true },
  },
  {
    ...{ name: 'moved inside its section' },
    saves: [`${claim} The valley filled with water. Nobody lives there now.`],
    ...{ where: 'moved', holds: true },
  },
  {
    ...{ name: 'its paragraph split' },
    saves: [`The valley filled with water.\n\n${claim}\n\nNobody lives there now.`],
    ...{ where: 'exact', holds: true },
  },
  {
    ...{
      name: 'standing twice, and the other one is deleted',
      body: `${claim} They stood empty. ${claim}`,
      at: 0,
    },
    ...{ saves: [`${claim} They stood empty.`], where: 'exact', holds: true },
  },
  {
    ...{
      name: 'standing twice, and this one is deleted',
      body: `${claim} They stood empty. ${claim}`,
      at: 1,
    },
    // The same words stand where nobody flagged them: no guess carries a verdict to them, and the flag asks anew.
    ...{ saves: [`${claim} They stood empty.`], where: 'moved', holds: false },
  },
  {
    ...{ name: 'in a table cell whose row moves', body: table('Upper | 40% of it', 'Lower | 1956') },
    ...{
      quote: '40% of it',
      saves: [table('Lower | 1956', 'Upper | 40% of it')],
      where: 'moved',
      holds: true,
    },
  },
  {
    ...{ name: 'in a table cell that changes', body: table('Upper | 40% of it', 'Lower | 1956') },
    ...{ quote: '40% of it', saves: [table('Upper | 4% of it', 'Lower | 1956')] },
    ...{ where: { became: '4% of it' }, holds: false },
  },
];

describe('a flagged claim, by a save of its section', () => {
  test.each(cases)('$name', async ({ body = around(claim), quote, at, saves, where, holds }) => {
    const article = await makeArticle(desk, editor, source(body));
    const before = await flagged(article, { quote, at });
    for (const text of saves) await save(article, 'The Mills', text);
    expect(await standing(before.flagId, before)).toEqual({ where, holds });
    const { originalQuote } = (await desk.owner
      .selectFrom('flag')
      .select('quote as originalQuote')
      .where('id', '=', before.flagId)
      .executeTakeFirstOrThrow()) as { originalQuote: string };
    expect(originalQuote).toBe(quote ?? claim);
  });
});

describe('a flagged claim that leaves its section', () => {
  const floods = 'Floods came in the spring of each year.';
  const valleyFlags = async (article: MadeArticle) => {
    await article.reload();
    return article.section('The Valley').flags.map(({ quote, state }) => ({ quote, state }));
  };

  test('moved by hand: an open flag goes along, a verdict stays behind with its words gone', async () => {
    const article = await makeArticle(desk, editor, source(around(claim)));
    const open = await flagged(article, { verdict: false });
    await save(article, 'The Valley', `${floods} ${claim}`);
    await save(article, 'The Mills', 'The valley filled with water. Nobody lives there now.');
    expect(await standing(open.flagId, open)).toEqual({ where: 'gone', holds: false });
    expect(await valleyFlags(article)).toContainEqual({ quote: claim.replace(/\.$/, ''), state: 'open' });
  });

  test.each([
    {
      name: 'its section renumbered by one put before it',
      text: (body: string) => `2. The Dam\n\nIt was built in stone.\n\n3. The Mills\n\n${body}\n`,
      expected: { where: 'exact', holds: true },
    },
    {
      name: 'its section renamed',
      text: (body: string) => `2. The Mills of the Valley\n\n${body}\n`,
      expected: { where: 'moved', holds: true },
    },
    {
      name: 'its section split, with the claim in the part that stays',
      text: (body: string) =>
        `2. The Mills\n\n${body.replace(' Nobody lives there now.', '')}\n\n3. Today\n\nNobody lives there now.\n`,
      expected: { where: 'exact', holds: true },
    },
    {
      name: 're-imported unchanged with a new sentence behind it',
      text: (body: string) => `2. The Mills\n\n${body} It is quiet.\n`,
      expected: { where: 'exact', holds: true },
    },
    {
      name: 're-imported with its number changed',
      text: (body: string) => `2. The Mills\n\n${body.replace('40%', '4%')}\n`,
      expected: { where: { became: 'About 4% of the mills closed.' }, holds: false },
    },
  ])('by a newer edition of the source: $name', async ({ text, expected }) => {
    const body = around(claim);
    const first = source(body);
    const article = await makeArticle(desk, editor, first);
    const before = await flagged(article);
    await bring(article, first.replace(/2\. The Mills[\s\S]*/, text(body)));
    expect(await standing(before.flagId, before)).toEqual(expected);
  });

  test('merged into the section before it: an open flag goes along', async () => {
    const first = source(around(claim));
    const article = await makeArticle(desk, editor, first);
    const before = await flagged(article, { verdict: false });
    await bring(article, first.replace(/\n2\. The Mills\n\n/, ''));
    expect(await standing(before.flagId, before)).toMatchObject({ holds: false });
    expect(await valleyFlags(article)).toContainEqual({ quote: claim.replace(/\.$/, ''), state: 'open' });
  });
});

describe('a flag raised', () => {
  test('on what was on screen while somebody else saved stands on their text', async () => {
    const article = await makeArticle(desk, editor, source(around(claim)));
    const seen = article.section('The Mills');
    await save(article, 'The Mills', `It rained. ${around(claim)}`, second);
    const raised = await raiseFlag(editor, desk.db, {
      ...{ sectionId: seen.id, revisionId: seen.revisionId, quote: claim, start: null },
      ...{ kind: 'unverifiable', category: 'unsourced-figure', reason: 'Says who?' },
    });
    expect(raised).toMatchObject({ ok: true });
    expect(raised.ok && (await readFlag(editor, desk.db, raised.flagId))).toMatchObject({
      quote: claim,
      state: 'open',
    });
  });

  test('on what was on screen is refused when those words were changed meanwhile', async () => {
    const article = await makeArticle(desk, editor, source(around(claim)));
    const seen = article.section('The Mills');
    await save(article, 'The Mills', around('About 4% of the mills closed.'), second);
    expect(
      await raiseFlag(editor, desk.db, {
        ...{ sectionId: seen.id, revisionId: seen.revisionId, quote: claim, start: null },
        ...{ kind: 'unverifiable', category: 'unsourced-figure', reason: 'Says who?' },
      }),
    ).toMatchObject({ ok: false, code: 'conflict' });
  });

  test('by somebody who may not edit follows the edits of those who may', async () => {
    const article = await makeArticle(desk, editor, source(around(claim)));
    const other = await desk.person('fact_checker');
    const before = await flagged(article, { by: other });
    await save(article, 'The Mills', `It rained. ${around(claim)}`);
    expect(await standing(before.flagId, before)).toEqual({ where: 'moved', holds: true });
    await save(article, 'The Mills', around('About 4% of the mills closed.'));
    expect(await standing(before.flagId, before)).toMatchObject({ holds: false });
  });
});
