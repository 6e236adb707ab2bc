import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalise } from './markdown.ts';
import { bodyHtml, markedHtml } from './render.ts';
import { sectionText } from './text.ts';

const commonmark = '../shared/import/commonmark/commonmark-0.31.json';

describe('the stored spelling of a body', () => {
  test('is reached in one step, for every example of the CommonMark specification', ({ skip }) => {
    if (!existsSync(commonmark)) return skip('../shared/import/commonmark is not beside the repository');
    const examples: { markdown: string; example: number }[] = JSON.parse(readFileSync(commonmark, 'utf8'));
    const unstable = examples.filter(
      ({ markdown }) => normalise(normalise(markdown)) !== normalise(markdown),
    );
    expect(examples.length).toBeGreaterThan(600);
    expect(unstable.map(({ example }) => example)).toEqual([]);
  });

  test('keeps what a reader sees', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab *_`[]()<>|#-+1.~\\!&:\n') }), (markdown) => {
        const text = (body: string) => sectionText('', body).text;
        expect(text(normalise(markdown))).toBe(text(markdown));
      }),
      { numRuns: 500 },
    );
  });
});

test('text that is nearly something else stays what it is, however often it is saved', () => {
  for (const body of [
    'Write to press@two_words.org now',
    '[press@two_words.org](mailto:press@two_words.org)',
  ]) {
    const stored = normalise(body);
    expect(normalise(stored)).toBe(stored);
    expect(sectionText('', stored).text).toBe(sectionText('', body).text);
  }
  expect(normalise('press@words.org')).toBe('<press@words.org>');
  // A space that cannot be broken keeps the line from being an item of a list.
  expect(sectionText('', normalise('\u00a0- so')).text).toBe('\u00a0- so');
  expect(sectionText('', normalise('# Learn #\u00a0')).text).toBe('Learn #\u00a0');
});

describe('what readers get of a body', () => {
  test.each([
    ['a script', 'Text <script>alert(1)</script>', /<script/i],
    ['an event handler', '<img src=x onerror=alert(1)>', /<img/i],
    ['a javascript: link', '[here](javascript:alert(1))', /javascript:/i],
    ['a data: link', '[here](data:text/html;base64,PHNjcmlwdD4=)', /href/i],
    ['a data: image', '![alt](data:image/svg+xml,<svg/onload=alert(1)>)', /src=/i],
    ['an encoded javascript: link', '[here](&#106;avascript:alert(1))', /href/i],
  ])('never holds %s', (_, body, forbidden) => {
    expect(bodyHtml(body)).not.toMatch(forbidden);
    expect(markedHtml('Heading', body, []).body).not.toMatch(forbidden);
  });

  test('shows HTML that somebody wrote as text, word for word', () => {
    expect(sectionText('', 'Use <b>bold</b> here.\n\n<div>A block</div>').text).toBe(
      'Use <b>bold</b> here.\n<div>A block</div>',
    );
  });

  test('has tables with their caption, and lists', () => {
    const html = bodyHtml('*Table: Shares*\n\n| A | B |\n| - | - |\n| 1 | 2 |\n\n- one\n- two');
    expect(html).toContain('<caption>Table: Shares</caption>');
    expect(html).toMatch(/<th>A<\/th>.*<td>2<\/td>/s);
    expect(html).toMatch(/<ul>\s*<li>one<\/li>/);
  });
});

describe('the visible text', () => {
  test('has each block on a line of its own, and names what each is', () => {
    const { text, blocks, links } = sectionText(
      'Head',
      'One *two* [three](https://x.example).\n\n- four\n  - five\n\n| a | b |\n| - | - |\n| c | d |',
    );
    expect(text).toBe('Head\nOne two three.\nfour\nfive\na\nb\nc\nd');
    expect(blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
      ['heading', 'Head'],
      ['paragraph', 'One two three.'],
      ['item', 'four'],
      ['item', 'five'],
      ['header-cell', 'a'],
      ['header-cell', 'b'],
      ['cell', 'c'],
      ['cell', 'd'],
    ]);
    expect(links.map(({ start, end, url }) => [text.slice(start, end), url])).toEqual([
      ['three', 'https://x.example'],
    ]);
  });
});

describe('footnotes', () => {
  const body = 'A claim.[^1] More.\n\n[^1]: The note.';

  test('are text, and their marks are not; a mark counts as a link', () => {
    const { text, links } = sectionText('', body);
    expect(text.trim()).toBe('A claim. More.\nThe note.');
    expect(links.map(({ start, end }) => text.slice(start, end))).toEqual(['.']);
  });

  test('lead to their notes and back, in each section of a page by ids of its own', () => {
    const html = bodyHtml(body, 'one-');
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    const targets = [...html.matchAll(/ href="#([^"]+)"/g)].map((match) => match[1]);
    expect(targets).toHaveLength(2);
    for (const target of targets) expect(ids).toContain(target);
    expect(ids.filter((id) => id?.startsWith('one-'))).toHaveLength(2);
  });
});

describe('a body for a page', () => {
  test('has its headings below those of the outline, and a direction where scripts need one', () => {
    expect(bodyHtml('# Inner')).toBe('<h4>Inner</h4>');
    expect(bodyHtml('شكرا.')).toContain('<p dir="auto">');
    expect(bodyHtml('Thanks.')).toBe('<p>Thanks.</p>');
  });
});

describe('struck words', () => {
  test('are not said any more, so that striking one changes the text', () => {
    expect(sectionText('', 'The dam is ~~not~~ safe.').text).toBe('The dam is  safe.');
  });
});

describe('marks in the desk’s text', () => {
  test('stand on exactly the flagged words, across emphasis, and name every flag that covers them', () => {
    const body = 'The **town** moved uphill.';
    const at = (words: string) => sectionText('', body).text.indexOf(words);
    const mark = (id: string, words: string) => ({
      ...{ id, start: at(words), end: at(words) + words.length },
      ...{ kind: 'unverifiable', state: 'open', blocking: true },
    });
    const html = markedHtml('', body, [mark('a', 'town moved'), mark('b', 'moved uphill')]).body;
    const marked = [
      ...html.matchAll(
        /<mark data-flags="([^"]+)"[^>]*>(?:<span id="[^"]*"><\/span>)*<span data-at="(\d+)">([^<]*)/g,
      ),
    ].map(([, flags, start, words]) => [flags, Number(start), words]);
    expect(marked).toEqual([
      ['a', 4, 'town'],
      ['a', 8, ' '],
      ['a b', 9, 'moved'],
      ['b', 14, ' uphill'],
    ]);
  });
});
