import { describe, expect, test } from 'vitest';
import type { Draft } from './model.ts';
import { RICH_PASTE, readSource } from './read.ts';

const read = (html: string, name = 'page.html') => {
  const reading = readSource({ bytes: new TextEncoder().encode(html), name });
  if (!reading.ok) throw new Error(reading.problem.message);
  return reading;
};
const pasted = (html: string) => read(html, RICH_PASTE).draft;
const outline = ({ items }: Draft) => items.map((item) => [item.kind, item.depth, item.heading, item.body]);
const prose =
  'The ferry leaves the harbour at nine in the morning, and it comes back at six, when the wind allows it. ';

describe('what was pasted with its formatting', () => {
  test('headings by level, lists, quotes, links and marks', () => {
    const draft = pasted(
      '<h1>Title</h1><h2>One</h2><p>A <b>bold</b> and <i>marked</i> <a href="https://example.org/a">link</a>.</p>' +
        '<ul><li>first</li><li>second<ul><li>inner</li></ul></li></ul><h3>Deeper</h3><blockquote><p>Said.</p></blockquote>' +
        '<h2>Two</h2><ol start="3"><li>three</li><li>four</li></ol>',
    );
    expect(draft.title).toBe('Title');
    expect(outline(draft)).toEqual([
      [
        'section',
        1,
        'One',
        'A **bold** and *marked* [link](https://example.org/a).\n\n- first\n- second\n  - inner',
      ],
      ['section', 2, 'Deeper', '> Said.'],
      ['section', 1, 'Two', '3. three\n4. four'],
    ]);
  });

  test('tables with header rows, caption and spans', () => {
    const draft = pasted(
      '<h1>T</h1><h2>A</h2><table><caption>Prices</caption><tr><th>Town</th><th colspan=2>Year</th></tr>' +
        '<tr><td rowspan=2>Lyon</td><td>1.10</td><td>1.45</td></tr><tr><td>1.20</td><td>1.60</td></tr></table><h2>B</h2><p>x</p>',
    );
    expect(draft.items[0]?.body).toBe(
      '*Prices*\n\n| Town | Year | |\n| - | - | - |\n| Lyon | 1.10 | 1.45 |\n| | 1.20 | 1.60 |',
    );
  });

  test('figures with captions', () => {
    const draft = pasted(
      '<h1>T</h1><h2>A</h2><figure><img src="https://example.org/i.png" alt="A cat"><figcaption>It sleeps.</figcaption></figure><h2>B</h2><p>x</p>',
    );
    expect(draft.items[0]?.body).toBe('![A cat](https://example.org/i.png)\n\n*It sleeps.*');
  });

  test('details, definition lists and JSON-LD are FAQs', () => {
    const draft = pasted(
      '<h1>T</h1><h2>Help</h2><details><summary>Is it open?</summary><p>Yes.</p></details><dl><dt>Is it free?</dt><dd>No.</dd></dl>' +
        '<h3>Where is it?</h3><p>There.</p><script type="application/ld+json">{"@type":"FAQPage","mainEntity":[{"@type":"Question","name":"Where is it?"}]}</script>',
    );
    expect(outline(draft)).toEqual([
      ['section', 1, 'Help', ''],
      ['faq', 2, 'Is it open?', 'Yes.'],
      ['faq', 2, 'Is it free?', 'No.'],
      ['faq', 2, 'Where is it?', 'There.'],
    ]);
  });

  test('what Google Docs wraps around everything is not bold', () => {
    const draft = pasted(
      '<b style="font-weight:normal" id="docs-internal-guid-1"><h1>T</h1><p><span style="font-weight:400">Plain</span> <span style="font-weight:700">bold</span></p></b>',
    );
    expect(draft.items[0]?.body ?? draft.dek).toBe('Plain **bold**');
  });

  test('a list of the next level, which Google Docs puts beside the item above it, belongs to that item', () => {
    const draft = pasted(
      '<h1>T</h1><ul><li>one</li><ul><li>deep</li><ul><li>deeper</li></ul></ul><li>two</li></ul><p>End.</p>',
    );
    expect(draft.items[0]?.body).toBe('- one\n  - deep\n    - deeper\n- two\n\nEnd.');
  });

  test('nothing that runs is kept', () => {
    const draft = pasted(
      '<h1>T</h1><p onclick="x()">Text <a href="javascript:alert(1)">one</a> <a href="data:text/html,x">two</a><svg><script>alert(1)</script></svg><img src=x onerror=alert(1)></p>',
    );
    expect(JSON.stringify(draft)).not.toMatch(/javascript:|data:text|alert|onerror/);
    expect(draft.items[0]?.body).toBe('Text one two');
  });
});

describe('web pages', () => {
  const page = `<!doctype html><html><head><title>The Ferry - Harbour News</title><link rel=canonical href="https://news.example/ferry"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<article><h1>The Ferry</h1><p class="byline">By Ana Petrova</p><p>${prose.repeat(4)}</p><h2>The boat</h2><p>${prose.repeat(5)}</p>
<div class="newsletter-signup"><p>Get our letters in your inbox</p></div><h2>The crew</h2><p>${prose.repeat(5)}</p></article>
<aside><h3>Most read</h3><p>Another story altogether</p></aside><footer><p>Harbour News, Pier 4</p></footer></body></html>`;

  test('the article is found; all else is set aside with a reason, in the page’s order', () => {
    const { draft, text } = read(page);
    expect(draft.title).toBe('The Ferry');
    expect(draft.items.map((item) => item.heading)).toEqual(
      ['', 'The boat', 'The crew'].slice(-draft.items.length),
    );
    const asides = draft.setAside.map(({ text: own }) => own);
    expect(asides).toEqual([
      'Home\nNews',
      'By Ana Petrova',
      'Get our letters in your inbox',
      'Most read\nAnother story altogether\nHarbour News, Pier 4',
    ]);
    expect(text).toContain('The boat\nThe ferry leaves');
    expect(draft.notes).toContain('The page’s address is https://news.example/ferry.');
  });

  test('a page that nests too deeply is refused', () => {
    const bytes = new TextEncoder().encode(`<html>${'<div>'.repeat(100_000)}text`);
    expect(readSource({ bytes, name: 'a.html' })).toMatchObject({ ok: false, problem: { code: 'too-deep' } });
  });

  test('a page without text is refused', () => {
    const bytes = new TextEncoder().encode('<html><body><script>x</script></body></html>');
    expect(readSource({ bytes, name: 'a.html' })).toMatchObject({ ok: false, problem: { code: 'no-text' } });
  });
});
