import { describe, expect, test } from 'vitest';
import { normalise } from '#lib/sections/markdown.ts';
import { bodyHtml } from '#lib/sections/render.ts';
import { RICH_PASTE, readSource } from './read.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string | Uint8Array, name = 'page.html') =>
  readSource({ bytes: typeof text === 'string' ? bytes(text) : text, name });

/** The draft of a source that must not be refused. */
function draftOf(text: string | Uint8Array, name?: string) {
  const reading = read(text, name);
  if (!reading.ok) throw new Error(reading.problem.message);
  return reading.draft;
}

describe('too much is refused in words, and soon', () => {
  test.each<[string, string, string, string]>([
    ['100,000 nested elements', 'page.html', `<!doctype html>${'<div>'.repeat(100_000)}x`, 'too-deep'],
    ['100,000 nested marks', RICH_PASTE, `<p>${'<b>'.repeat(100_000)}x`, 'too-deep'],
    ['100,000 nested lists', RICH_PASTE, `${'<ul><li>'.repeat(100_000)}x`, 'too-deep'],
    ['100,000 nested tables', RICH_PASTE, `${'<table><tr><td>'.repeat(100_000)}x`, 'too-deep'],
    ['300 quotes in quotes', RICH_PASTE, `<h1>T</h1>${'<blockquote>'.repeat(300)}<p>x</p>`, 'too-deep'],
    ['a million headings', RICH_PASTE, '<h1>x'.repeat(800_000), 'too-deep'],
    ['a million headings in Markdown', 'a.md', '# h\n'.repeat(1_000_000), 'too-many-lines'],
    ['6,000 headings', RICH_PASTE, '<h2>x</h2><p>y</p>'.repeat(6_000), 'too-many-sections'],
    ['300,000 elements', RICH_PASTE, '<b>x</b> '.repeat(300_000), 'too-deep'],
    [
      '20,000 attributes',
      'page.html',
      `<p ${Array.from({ length: 20_000 }, (_, i) => `a${i}`).join(' ')}>x</p>`,
      'too-deep',
    ],
    [
      '20,000 texts in a table but in no cell',
      RICH_PASTE,
      `<table>${'<b>x</b><tr>y'.repeat(20_000)}</table>`,
      'too-deep',
    ],
    [
      '3,000 links that nobody closed',
      RICH_PASTE,
      '<a href="https://example.org">x<p>'.repeat(3_000),
      'too-deep',
    ],
    ['a page of 50 MB', 'page.html', 'x'.repeat(50 * 1024 * 1024), 'too-large'],
    ['zero bytes', 'page.html', '<p>a\0b</p>', 'nul'],
    ['a page with a script and no text', 'page.html', '<html><script>x</script>', 'no-text'],
  ])('%s', { timeout: 60_000 }, (_, name, source, code) => {
    const start = performance.now();
    const reading = read(source, name);
    expect(reading).toMatchObject({
      ok: false,
      problem: { code, message: expect.stringMatching(/^[^{}]{20,}\.$/) },
    });
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe('a lot is read', () => {
  test('a table of 10,000 cells', { timeout: 60_000 }, () => {
    const html = `<h1>T</h1><h2>A</h2><table>${`<tr>${'<td>c</td>'.repeat(100)}</tr>`.repeat(100)}</table><h2>B</h2><p>x</p>`;
    const start = performance.now();
    const [first] = draftOf(html, RICH_PASTE).items;
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(first?.body.match(/\bc\b/g)).toHaveLength(10_000);
  });

  test('a page of 18,000 elements side by side, though no article is looked for in it', {
    timeout: 60_000,
  }, () => {
    const start = performance.now();
    const draft = draftOf(
      `<!doctype html><nav>Home</nav><h1>T</h1>${'<p><b><i></b>x</i></p>'.repeat(6_000)}`,
    );
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(draft.notes.join()).toMatch(/too large for its article to be found/);
    expect(draft.setAside.map(({ text }) => text)).toEqual(['Home']);
  });

  test('a page with thousands of links beside the article, in one line', { timeout: 60_000 }, () => {
    const links = '<a href="https://example.org">tag</a> '.repeat(2_000);
    const draft = draftOf(
      `<!doctype html><nav>${links}</nav><h1>T</h1><h2>A</h2><p>Text.</p><h2>B</h2><p>More.</p>`,
    );
    expect(draft.setAside[0]?.item.body).toBe('tag '.repeat(2_000).trim());
  });

  test('spans that would make a table of millions of cells count as one cell', () => {
    const rows = '<tr><td rowspan="1000" colspan="1000">x</td><td>y</td></tr>'.repeat(1_000);
    const [first] = draftOf(`<h1>T</h1><h2>A</h2><table>${rows}</table><h2>B</h2><p>x</p>`, RICH_PASTE).items;
    expect(first?.body.match(/x/g)).toHaveLength(1_000);
  });

  test('2,000 footnotes', { timeout: 120_000 }, () => {
    const marks = Array.from(
      { length: 2_000 },
      (_, i) => `<p>Word<sup><a href="#n${i}">${i}</a></sup></p>`,
    ).join('');
    const notes = Array.from({ length: 2_000 }, (_, i) => `<li id="n${i}">Note ${i}.</li>`).join('');
    const [first] = draftOf(`<h1>T</h1><h2>A</h2>${marks}<ol>${notes}</ol>`, RICH_PASTE).items;
    expect(first?.body.match(/^\[\^\d+\]: Note/gm)).toHaveLength(2_000);
  });

  test('headings that all say the same', () => {
    const draft = draftOf(`<h1>T</h1>${'<h2>Same</h2><p>Text.</p>'.repeat(50)}`, RICH_PASTE);
    expect(draft.items.map(({ heading, body }) => [heading, body])).toEqual(
      Array(50).fill(['Same', 'Text.']),
    );
    expect(new Set(draft.items.map(({ id }) => id)).size).toBe(50);
  });
});

describe('characters', () => {
  test('control characters are gone, also those written as references, and halves of pairs are shown as such', () => {
    const draft = draftOf(
      '<h1>T\u0007</h1><p>a&#8;b\u0001c &#xD800; &#0; <img src="https://example.org/i.png" alt="x&#7;y"></p>',
      RICH_PASTE,
    );
    expect(draft.title).toBe('T');
    expect(draft.items[0]?.body).toBe('abc � � ![xy](https://example.org/i.png)');
    expect(draft.notes).toContain('2 control characters were removed.');
  });

  test('halves of surrogate pairs in the bytes are replaced, and it is said', () => {
    const cut = Uint8Array.from([
      ...bytes('<h1>T</h1><p>é é é é é é é é é é é é é é a'),
      0xed,
      0xa0,
      0x80,
      ...bytes('b</p>'),
    ]);
    const draft = draftOf(cut, RICH_PASTE);
    expect(draft.items[0]?.body).toMatch(/a�+b$/);
    expect(draft.notes.join()).toMatch(/could not be read/);
  });

  test.each<[string, Uint8Array]>([
    [
      'UTF-16 LE',
      Uint8Array.from([
        0xff,
        0xfe,
        ...[...'<h1>Caf\u00e9</h1><p>Text \u201ca\u201d.</p>'].flatMap((char) => [
          char.charCodeAt(0) & 255,
          char.charCodeAt(0) >> 8,
        ]),
      ]),
    ],
    [
      'Windows-1252',
      Uint8Array.from(
        [...'<h1>Caf\u00e9</h1><p>Text '].map((char) => char.charCodeAt(0)).concat(0x93, 97, 0x94, 46),
      ),
    ],
  ])('%s is converted, and it is said', (encoding, source) => {
    const draft = draftOf(source, RICH_PASTE);
    expect([draft.title, draft.items[0]?.body]).toEqual(['Café', 'Text “a”.']);
    expect(draft.notes.join()).toContain(`Converted from ${encoding}`);
  });

  test.each(['report \u202egpj.exe', 'report &#x202e;gpj.exe'])(
    '%j: what turns the direction is kept, named and shown',
    (text) => {
      const draft = draftOf(`<h1>T</h1><p>The ${text} here.</p>`, RICH_PASTE);
      expect(draft.notes).toContain(
        '1 character turns the direction of writing. Check that the text reads as you see it.',
      );
      expect(draft.items[0]?.body).toContain('\u202e');
      expect(bodyHtml(draft.items[0]?.body ?? '')).toBe(
        '<p>The report <span class="turn" data-turn="RLO">\u202e</span>gpj.exe here.</p>',
      );
    },
  );
});

test('what a body holds is in the stored spelling, whatever it was', () => {
  const draft = draftOf(
    '<h1>T</h1><p>1. not a list</p><p># no heading</p><p>&gt; no quote *a* _b_ [c](d) `e` &amp;amp; | |</p>',
    RICH_PASTE,
  );
  for (const { body } of draft.items) expect(normalise(body)).toBe(body);
});
