import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { raiseFlag } from '#lib/flags/commands.ts';
import { removeSection, saveRevision } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { publish } from '#lib/versions/commands.ts';
import { importEdition, importSource } from './commands.ts';
import { changesAnything, compareEdition, type Side } from './edition.ts';
import { findEarlierEditions, readStanding } from './queries.ts';
import { readSource } from './read.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;
let article: MadeArticle;

beforeAll(async () => {
  editor = await desk.person('editor');
  checker = await desk.person('fact_checker');
});
beforeEach(async () => {
  article = await makeArticle(desk, editor);
});

/** The source of the article as it was imported, changed. */
async function newer(change: (text: string) => string) {
  const { bytes } = await desk.owner
    .selectFrom('source')
    .select('bytes')
    .where('articleId', '=', article.id)
    .orderBy('importedAt')
    .executeTakeFirstOrThrow();
  return { bytes: new TextEncoder().encode(change(bytes.toString())), name: 'dam.txt' };
}

async function compare(source: { bytes: Uint8Array; name: string }) {
  const found = await readStanding(editor, desk.db, article.id);
  const reading = readSource(source);
  if (!found || !reading.ok) throw new Error('There is nothing to compare.');
  return { seen: found.seen, changes: compareEdition(found.standing, reading.draft) };
}

async function bring(change: (text: string) => string, choices: Record<string, Side> = {}) {
  const source = await newer(change);
  const { seen, changes } = await compare(source);
  const edition = { articleId: article.id, source, corrections: [], choices, seen };
  const answer = await importEdition(editor, desk.db, edition);
  await article.reload();
  return { answer, changes, edition };
}

async function outline() {
  const { sections } = await article.reload();
  return sections.map(({ heading, revision }) => `${heading} ${revision.number}`);
}

const events = async (action: string) => {
  const rows = await desk.owner
    .selectFrom('event')
    .select('detail')
    .where('articleId', '=', article.id)
    .where('action', '=', action)
    .execute();
  return rows.map((row) => row.detail as Record<string, unknown>);
};

const titles = [
  'Why Was the Dam Built? 1',
  'Before the Dam 1',
  'The Plan 1',
  'After the Dam 1',
  'FAQ: The Dam 1',
];
const question = 'Who paid for it? 1';

describe('a newer edition of a source', () => {
  test('adds a revision where the text changed and nowhere else', async () => {
    const { answer } = await bring((text) =>
      text.replace('The town moved uphill.', 'The town moved downhill.'),
    );
    expect(answer).toMatchObject({ ok: true, articleId: article.id });
    expect(await outline()).toEqual([...titles.with(3, 'After the Dam 2'), question]);
    expect(article.section('After the Dam')).toMatchObject({
      body: 'The valley filled with water. The town moved downhill.',
      revision: { author: 'editor', note: 'From a newer edition of the source' },
    });
    expect(await events('section.revised')).toHaveLength(1);
    expect(await events('edition.imported')).toMatchObject([{ revised: 1, added: 0, removed: 0, moved: 0 }]);
  });

  test('follows a section that was renamed and moved, adds new ones and bins those that are gone', async () => {
    const plan = article.section('The Plan').id;
    const paid = article.section('Who paid for it?').id;
    await bring((text) => {
      const planText = /1\.1 The Plan\n\n(.*)\n\n/.exec(text)?.[1] as string;
      return text
        .replace(/1\.1 The Plan\n\n.*\n\n/, '')
        .replace(
          /FAQ: The Dam[\s\S]*/,
          `3. How It Was Drawn\n\n${planText}\n\n4. The Turbines\n\nEight of them turn.\n`,
        );
    });
    const { sections, removed } = await article.reload();
    expect(sections.map(({ id, heading, label }) => [id === plan, label, heading])).toEqual([
      [false, null, 'Why Was the Dam Built?'],
      [false, '1.', 'Before the Dam'],
      [false, '2.', 'After the Dam'],
      [true, '3.', 'How It Was Drawn'],
      [false, '4.', 'The Turbines'],
    ]);
    expect(removed.map(({ id }) => id)).toContain(paid);
    expect(article.section('How It Was Drawn').revision.number).toBe(2);
  });

  test('carries flags as a save does, and a sign-off holds where nothing changed', async () => {
    await article.answerAll(checker);
    const plan = article.section('The Plan');
    const raised = await raiseFlag(checker, desk.db, {
      ...{ sectionId: plan.id, revisionId: plan.revisionId, quote: 'drawn up in 1949', start: null },
      ...{ kind: 'unverifiable', category: 'Number', reason: 'Says who?' },
    });
    if (!raised.ok) throw new Error(raised.message);
    await bring((text) => text.replace('drawn up in 1949.', 'drawn up in 1949 by three engineers.'));
    const after = article.section('The Plan');
    expect(after.flags).toContainEqual(
      expect.objectContaining({ id: raised.flagId, quote: 'drawn up in 1949', state: 'open' }),
    );
    expect(after.signOff).toBeNull();
    expect(article.section('Before the Dam').signOff).not.toBeNull();
    const dismissed = after.flags.filter(({ state }) => state === 'dismissed');
    expect(dismissed.map(({ quote }) => quote).join()).toContain('likely');
    expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: false, code: 'gate-closed' });
  });

  test('takes what somebody has against words along into the section that they are moved to', async () => {
    const plan = article.section('The Plan');
    const raised = await raiseFlag(checker, desk.db, {
      ...{
        sectionId: plan.id,
        revisionId: plan.revisionId,
        quote: 'The plan was drawn up in 1949',
        start: null,
      },
      ...{ kind: 'unverifiable', category: 'Number', reason: 'Says who?' },
    });
    if (!raised.ok) throw new Error(raised.message);
    await bring((text) =>
      text
        .replace('The plan was drawn up in 1949. ', '')
        .replace(
          'FAQ: The Dam',
          '3. The Engineers\n\nThe plan was drawn up in 1949. Three of them did it.\n\nFAQ: The Dam',
        ),
    );
    expect(article.section('The Plan').flags.map(({ id }) => id)).not.toContain(raised.flagId);
    expect(article.section('The Engineers').flags).toContainEqual(
      expect.objectContaining({
        quote: 'The plan was drawn up in 1949',
        reason: 'Says who?',
        state: 'open',
      }),
    );
  });

  test('never overwrites what was revised in the desk', async () => {
    const floods = article.section('Before the Dam');
    const after = article.section('After the Dam');
    for (const [section, body] of [
      [floods, 'Floods came in every spring.'],
      [after, 'The valley filled with water. The town stayed.'],
    ] as const)
      await saveRevision(editor, desk.db, {
        ...{ sectionId: section.id, basedOn: section.revisionId, heading: section.heading, body, note: '' },
      });
    const { changes } = await bring((text) =>
      text.replace('The town moved uphill.', 'The town moved downhill.').replace('in 1949', 'in 1950'),
    );
    expect(changes.map(({ type }) => type)).toEqual(['same', 'same', 'revised', 'conflict', 'same', 'same']);
    expect(article.section('Before the Dam').body).toBe('Floods came in every spring.');
    expect(article.section('After the Dam').body).toBe('The valley filled with water. The town stayed.');
    expect(article.section('The Plan').body).toContain('in 1950');

    // The edition's own text is the next one's base: its change of then is no change any more.
    const next = await compare(
      await newer((text) =>
        text
          .replace('The town moved uphill.', 'The town moved downhill.')
          .replace('in 1949', 'in 1950 or so'),
      ),
    );
    expect(next.changes.map(({ type }) => type)).toEqual(['same', 'same', 'revised', 'same', 'same', 'same']);
  });

  test('takes the source’s text over the desk’s where the editor says so, as a revision on top', async () => {
    const after = article.section('After the Dam');
    await saveRevision(editor, desk.db, {
      ...{
        sectionId: after.id,
        basedOn: after.revisionId,
        heading: after.heading,
        body: 'It filled.',
        note: '',
      },
    });
    await bring((text) => text.replace('moved uphill', 'moved downhill'), { [after.id]: 'source' });
    expect(article.section('After the Dam')).toMatchObject({
      body: 'The valley filled with water. The town moved downhill.',
      revision: { number: 3 },
    });
  });

  test('leaves in the bin what the desk put there, and what is gone but revised where it is', async () => {
    const plan = article.section('The Plan');
    const after = article.section('After the Dam');
    await removeSection(editor, desk.db, plan.id);
    await saveRevision(editor, desk.db, {
      ...{
        sectionId: after.id,
        basedOn: after.revisionId,
        heading: after.heading,
        body: 'It filled.',
        note: '',
      },
    });
    await bring((text) => text.replace(/2\. After the Dam\n\n.*\n\n/, ''));
    const { sections, removed } = await article.reload();
    expect(removed.map(({ id }) => id)).toEqual([plan.id]);
    expect(sections.map(({ id }) => id)).toContain(after.id);
  });

  test('brings back what an edition had dropped', async () => {
    const after = article.section('After the Dam').id;
    await bring((text) => text.replace(/2\. After the Dam\n\n.*\n\n/, ''));
    expect((await article.reload()).removed.map(({ id }) => id)).toEqual([after]);
    await bring((text) => text.replace('in 1954', 'in 1955'));
    expect((await article.reload()).removed).toEqual([]);
    expect(article.section('After the Dam')).toMatchObject({ id: after, revision: { number: 1 } });
  });

  test('the same edition again changes nothing and says so', async () => {
    const { edition } = await bring((text) => text.replace('uphill', 'downhill'));
    expect(await importEdition(editor, desk.db, edition)).toMatchObject({ code: 'already-imported' });
    const onlySpaces = await compare(await newer((text) => `${text.replace('uphill', 'downhill')}\n\n`));
    expect(changesAnything(onlySpaces.changes)).toBe(false);
  });

  test('is refused when somebody saved since it was compared, and to a fact-checker', async () => {
    const source = await newer((text) => text.replace('uphill', 'downhill'));
    const { seen } = await compare(source);
    const plan = article.section('The Plan');
    await saveRevision(editor, desk.db, {
      ...{ sectionId: plan.id, basedOn: plan.revisionId, heading: plan.heading, body: 'In 1949.', note: '' },
    });
    const edition = { articleId: article.id, source, corrections: [], choices: {}, seen };
    const before = await outline();
    expect(await importEdition(editor, desk.db, edition)).toMatchObject({ ok: false, code: 'conflict' });
    expect(await importEdition(checker, desk.db, edition)).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(await outline()).toEqual(before);
    const rows = await desk.owner
      .selectFrom('source')
      .select('id')
      .where('articleId', '=', article.id)
      .execute();
    expect(rows).toHaveLength(1);
  });
});

test('what an edition said of a section never changes, and the desk cannot change it', async () => {
  await bring((text) => text.replace('uphill', 'downhill'));
  await expect(desk.owner.deleteFrom('importedSection').execute()).rejects.toThrow('never changes');
  await expect(desk.db.updateTable('importedSection').set({ body: '' }).execute()).rejects.toThrow(
    'permission',
  );
});

test('an earlier edition is recognised by its address, or by its title', async () => {
  const page = (words: string) =>
    `<!doctype html><title>Ferries</title><link rel=canonical href="https://news.example/ferry?a=1&amp;b=2"><h1>Ferries ${words}</h1><p>${'They leave at nine. '.repeat(20)}</p>`;
  const bytes = new TextEncoder().encode(page('of the Bay'));
  const answer = await importSource(editor, desk.db, { bytes, name: 'ferry.html' }, []);
  if (!answer.ok) throw new Error(answer.message);
  const found = (address: string | null, title: string) =>
    findEarlierEditions(editor, desk.db, { address, title });
  const { articleId, title } = answer;
  expect(await found('https://news.example/ferry?a=1&b=2', 'Other')).toEqual([
    { articleId, title, by: 'address' },
  ]);
  expect(await found(null, title)).toEqual([{ articleId, title, by: 'title' }]);
  expect(await found('https://news.example/other', 'Other')).toEqual([]);
  expect(await found(null, '')).toEqual([]);
});
