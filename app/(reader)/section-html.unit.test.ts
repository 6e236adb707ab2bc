import { describe, expect, test } from 'vitest';
import { sectionText } from '#lib/sections/text.ts';
import { sectionHtml } from './section-html.ts';

const claimAt = (heading: string, body: string, words: string, number = 1) => {
  const start = sectionText(heading, body).text.indexOf(words);
  return { number, start, end: start + words.length };
};
const mark = (number: number) =>
  `<sup class="check"><a href="#claim-${number}" id="checked-${number}" data-claim="${number}" aria-label="Checked: sources of claim ${number}">✓</a></sup>`;

describe('a verified claim', () => {
  test.each([
    [
      'in a sentence',
      'It is 40 km long, they say.',
      '40 km long',
      `<p>It is <span class="claim">40 km long</span>${mark(1)}, they say.</p>`,
    ],
    [
      'over emphasis',
      'It is *40 km* long.',
      '40 km long',
      `<p>It is <em><span class="claim">40 km</span></em><span class="claim"> long</span>${mark(1)}.</p>`,
    ],
    [
      'that ends in a link',
      'It is [40 km](https://a.example) long.',
      'is 40 km',
      `<p>It <span class="claim">is </span><a href="https://a.example"><span class="claim">40 km</span></a>${mark(1)} long.</p>`,
    ],
  ])('%s ends in a mark that leads to its sources', (_, body, words, html) => {
    expect(
      sectionHtml({ heading: 'Length', body }, [claimAt('Length', body, words)], 'length').body.html,
    ).toBe(html);
  });

  test('in a heading is marked there', () => {
    const { heading, body } = sectionHtml(
      { heading: '40 km of water', body: 'Text.' },
      [claimAt('40 km of water', 'Text.', '40 km')],
      'a',
    );
    expect(heading.html).toBe(`<span class="claim">40 km</span>${mark(1)} of water`);
    expect(body.html).toBe('<p>Text.</p>');
  });

  test('inside another has a mark of its own', () => {
    const body = 'It is 40 km long.';
    const claims = [claimAt('', body, 'It is 40 km long', 1), claimAt('', body, '40 km', 2)];
    const { html } = sectionHtml({ heading: '', body }, claims, 'a').body;
    expect(html).toBe(
      `<p><span class="claim">It is </span><span class="claim">40 km</span>${mark(2)}<span class="claim"> long</span>${mark(1)}.</p>`,
    );
  });
});

test('footnotes are their section’s own: every link inside it leads somewhere, and no id stands twice on the page', () => {
  const body = 'A claim.[^1] Another.[^b]\n\n[^1]: The note.\n[^b]: The other.';
  const page = ['one', 'two']
    .map((anchor) => sectionHtml({ heading: '', body }, [], anchor).body.html)
    .join('');
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
  const links = [...page.matchAll(/ href="#([^"]+)"/g)].map((match) => match[1]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(links).toHaveLength(8);
  for (const link of links) expect(ids).toContain(link);
  expect(page).not.toContain('user-content');
  expect(page).not.toContain('<h2');
});
