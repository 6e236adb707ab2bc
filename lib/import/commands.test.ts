import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDesk } from '#db/test-desk.ts';
import { readArticle } from '#lib/articles/queries.ts';
import type { Actor } from '#lib/staff/model.ts';
import { importSource } from './commands.ts';
import { readKeptSource } from './queries.ts';

const desk = testDesk();
let editor: Actor;
const seedFile = '../shared/seed/why-is-biden-in-peru.txt';

beforeAll(async () => {
  editor = await desk.person('editor');
});

const bytesOf = (text: string) => new TextEncoder().encode(text);
const bring = (text: string | Uint8Array, actor = editor) =>
  importSource(
    actor,
    desk.db,
    { bytes: typeof text === 'string' ? bytesOf(text) : text, name: 'source.txt' },
    [],
  );

async function everything(): Promise<number> {
  const counts = await Promise.all(
    (['article', 'section', 'revision', 'flag', 'source', 'event'] as const).map(async (table) => {
      const row = await desk.owner
        .selectFrom(table)
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow();
      return Number(row.n);
    }),
  );
  return counts.reduce((sum, n) => sum + n, 0);
}

describe('importing a source', () => {
  test('makes one article of it and keeps the source', async () => {
    const answer = await bring(
      'The Title\n\nThe dek of it, in a sentence.\n\n1. First\n\nText.\n\nContact us:\nPhone: +1 555 0100\nWebsite: dam.example\n',
    );
    expect(answer).toMatchObject({ ok: true, title: 'The Title' });
    const articleId = (answer as { articleId: string }).articleId;
    const article = await readArticle(editor, desk.db, articleId);
    expect(article?.sections.map(({ kind, heading }) => [kind, heading])).toEqual([
      ['head', 'The Title'],
      ['section', 'First'],
    ]);
    expect(await readKeptSource(editor, desk.db, articleId)).toMatchObject({
      name: 'source.txt',
      setAside: [{ text: expect.stringContaining('dam.example') }],
    });
  });

  test('makes one of a web page, with its table and what stands around it', async () => {
    const page =
      '<!doctype html><title>Prices</title><nav>Home</nav><article><h1>Prices</h1><p>What a loaf costs, by town and year.</p>' +
      '<h2>Bread</h2><table><tr><th>Town</th><th>Price</th></tr><tr><td>Lyon</td><td>1.45</td></tr></table></article>';
    const answer = await bring(page);
    expect(answer).toMatchObject({ ok: true, title: 'Prices' });
    const { articleId } = answer as { articleId: string };
    const article = await readArticle(editor, desk.db, articleId);
    expect(article?.sections.at(-1)).toMatchObject({
      heading: 'Bread',
      body: expect.stringContaining('| Lyon | 1.45 |'),
    });
    expect(await readKeptSource(editor, desk.db, articleId)).toMatchObject({ setAside: [{ text: 'Home' }] });
  });

  test('changes nothing when it is the same source again, also twice at once', async () => {
    let text = '';
    let articleId = '';
    // More than once: the first imports find a pool that is still connecting, and queue behind each other.
    for (let round = 0; round < 4; round++) {
      text = `Twice ${round}\n\n1. First\n\nText.\n\n2. Second\n\nMore text.\n`;
      const answers = await Promise.all(Array.from({ length: 6 }, () => bring(text)));
      const made = answers.filter((answer) => answer.ok);
      expect(made).toHaveLength(1);
      articleId = (made[0] as { articleId: string }).articleId;
      for (const answer of answers.filter((other) => !other.ok))
        expect(answer).toMatchObject({ code: 'already-imported', articleId });
    }
    const before = await everything();
    expect(await bring(text)).toMatchObject({ ok: false, code: 'already-imported', articleId });
    expect(await everything()).toBe(before);
  });

  test('gives two articles of one title two addresses', async () => {
    const one = await bring('Same Title\n\n1. First\n\nText of one.\n');
    const two = await bring('Same Title\n\n1. First\n\nText of the other.\n');
    const slugs = await Promise.all(
      [one, two].map(
        async (answer) =>
          (await readArticle(editor, desk.db, (answer as { articleId: string }).articleId))?.slug,
      ),
    );
    expect(slugs).toEqual(['same-title', 'same-title-2']);
  });

  test.each([
    ['an empty paste', '   \n', /white space.*text in it/],
    ['a binary file', new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x37, 0, 1, 2, 3]), /PDF/],
    ['NUL bytes', bytesOf('Title\n\nText\u0000 with NUL.'), /NUL|zero|binary/i],
    ['more than 5 MB', bytesOf(`Title\n\n${'word '.repeat(1_100_000)}`), /5 MB/],
  ])('refuses %s with a message that says what to do, and stores nothing', async (_, source, message) => {
    const before = await everything();
    const answer = await bring(source as string | Uint8Array);
    expect(answer).toMatchObject({ ok: false, code: 'invalid', message: expect.stringMatching(message) });
    expect(await everything()).toBe(before);
  });

  test('takes a Windows-1252 file and a text without headings', async () => {
    const windows = new Uint8Array([
      ...bytesOf('Caf'),
      0xe9,
      ...bytesOf(' Culture\n\n1. First\n\nA na'),
      0xef,
      ...bytesOf('ve text.\n'),
    ]);
    expect(await bring(windows)).toMatchObject({ ok: true, title: 'Café Culture' });
    expect(
      await bring('Just a title line\n\nOne paragraph of text that has no heading at all.\n'),
    ).toMatchObject({ ok: true });
  });

  test('asks for a title where the source has none', async () => {
    const source = { bytes: bytesOf('| A | B |\n| - | - |\n| 1 | 2 |\n'), name: 'table.md' };
    expect(await importSource(editor, desk.db, source, [])).toMatchObject({ ok: false, code: 'invalid' });
    const titled = await importSource(editor, desk.db, source, [{ type: 'title', title: 'A Table' }]);
    expect(titled).toMatchObject({ ok: true, title: 'A Table' });
  });

  test('is refused to a fact-checker', async () => {
    const before = await everything();
    expect(await bring('Title\n\n1. First\n\nText.\n', await desk.person('fact_checker'))).toMatchObject({
      ok: false,
      code: 'not-allowed',
    });
    expect(await everything()).toBe(before + 0);
  });

  test('brings the seed in whole: 50 sections at their depth, 10 FAQs, the table, the list, the caption', async ({
    skip,
  }) => {
    if (!existsSync(seedFile)) return skip('the seed article is not beside the repository');
    const answer = await bring(readFileSync(seedFile));
    if (!answer.ok) throw new Error(answer.message);
    const article = await readArticle(editor, desk.db, answer.articleId);
    const sections = article?.sections ?? [];
    const numbered = sections.filter((section) => section.label);
    expect(numbered.filter((section) => section.depth === 1).map((section) => section.label)).toEqual(
      Array.from({ length: 38 }, (_, i) => `${i + 1}.`),
    );
    expect(numbered.filter((section) => section.depth === 2).map((section) => section.label)).toEqual(
      '1.1 1.2 2.1 2.2 2.3 2.4 3.1 3.2 3.3 4.1 4.2 4.3 5.1 5.2 6.1 6.2 6.3 10.1 10.2 10.3'.split(' '),
    );
    expect(sections.filter((section) => section.kind === 'faq')).toHaveLength(10);
    const of = (label: string) => sections.find((section) => section.label === label)?.body ?? '';
    expect(
      of('2.2')
        .split('\n')
        .filter((line) => line.startsWith('|')),
    ).toHaveLength(6);
    expect(of('14.').match(/^- /gm)).toHaveLength(5);
    expect(of('1.2')).toContain('*President Biden arrives in Peru*');
    const flagged = sections.flatMap((section) =>
      section.flags.map((flag) => ({ ...flag, label: section.label })),
    );
    for (const words of ['likely included discussions', 'perceived by some as', '~20%'])
      expect(
        flagged.some((flag) => flag.quote.includes(words) || words.includes(flag.quote)),
        words,
      ).toBe(true);
    expect(
      flagged.filter((flag) => flag.label === '38.' && flag.kind === 'promotional').length,
    ).toBeGreaterThan(3);
  });
});
