import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sectionText } from '#lib/sections/text.ts';
import { detect } from './detect.ts';
import { defaultSettings, type Suggestion } from './model.ts';
import { publisherNamesIn } from './publisher.ts';
import { rules } from './rules.ts';

const brief = (found: Suggestion[]) =>
  found.map(({ ruleId, severity, quote }) => `${severity} ${ruleId}: ${quote}`);
const detected = (markdown: string, heading = '') => detect(sectionText(heading, markdown));

describe('where a suggestion stands', () => {
  const markdown = 'The visit **likely included** talks.\n\n“It may have failed,” she said. Experts say so.';
  test('its quote is the text between its offsets', () => {
    const section = sectionText('A heading', markdown);
    const found = detect(section);
    expect(found.map(({ quote }) => quote)).toEqual(['likely included', 'Experts say']);
    for (const { start, end, quote } of found) expect(section.text.slice(start, end)).toBe(quote);
  });
  test('a quotation, a quoted block and code are not read', () => {
    expect(detected('He called it “a breathtaking, world-class gem”.')).toEqual([]);
    expect(detected('> It is a breathtaking gem.')).toEqual([]);
    expect(detected('```\nbreathtaking gem\n```')).toEqual([]);
  });
  test('a heading is read more gently than a sentence', () => {
    expect(brief(detected('', 'The breathtaking coast'))).toEqual(['consider puffery: breathtaking']);
    expect(brief(detected('The breathtaking coast is long.'))).toEqual(['should puffery: breathtaking']);
    expect(detected('', 'Could it happen again?')).toEqual([]);
  });
});

describe('a source settles a claim', () => {
  test.each([
    ['About 40% of adults sleep badly.', 1],
    ['About 40% of adults sleep badly, Eurostat reported.', 0],
    ['About [40%](https://example.org) of adults sleep badly.', 0],
    ['Eurostat asked 900 people in [2019](https://example.org). About 40% sleep badly.', 0],
    ['Eurostat reported on sleep. It put the share at 40%.', 0],
    ['Eurostat reported on sleep. Hotels lose 40% of guests.', 1],
    ['Eurostat reported on sleep.\n\nIt is a share of 40%.', 1],
  ])('%s', (markdown, figures) => {
    expect(detected(markdown).filter(({ category }) => category === 'unsourced-figure')).toHaveLength(
      figures,
    );
  });
  test('experts without a name stay nobody, whoever spoke before', () => {
    expect(brief(detected('The mayor said it works. Experts say it works.'))).toEqual([
      'must vague-attribution: Experts say',
    ]);
  });
  test('a table has a source in the row, the caption or the line below', () => {
    const table = (cell: string) => `| Oil | Share |\n| --- | --- |\n| Peru | ${cell} |\n| Chile | 9% |`;
    const cells = (markdown: string) => detected(markdown).map(({ quote }) => quote);
    expect(cells(table('~20%'))).toEqual(['~20%', '9%']);
    expect(cells(table('[20%](https://example.org)'))).toEqual(['9%']);
    expect(cells('| [Oil](https://example.org) | Share |\n| --- | --- |\n| Peru | 20% |')).toEqual([]);
    expect(
      cells('| Oil | Share |\n| --- | --- |\n| [Peru](https://example.org) | 20% |\n| Chile | 9% |'),
    ).toEqual(['9%']);
    expect(cells(`${table('~20%')}\n\nSource: the World Bank, 2022.`)).toEqual([]);
    expect(cells(table('20% (World Bank, 2022)'))).toEqual(['9%']);
  });
});

describe('settings', () => {
  const text = 'Galley Press is a renowned house. Experts say so.';
  const withSettings = (changes: Partial<typeof defaultSettings>) =>
    brief(detect(sectionText('', text), { ...defaultSettings, ...changes }));
  test('as they come', () => {
    expect(withSettings({})).toEqual(['should puffery: renowned', 'must vague-attribution: Experts say']);
  });
  test('the publisher’s own name is self-promotion', () => {
    expect(withSettings({ publisherNames: ['galley press'] })).toContain('must publisher-name: Galley Press');
  });
  test('a rule can be off and a phrase allowed', () => {
    expect(withSettings({ rulesOff: ['puffery'], allowedPhrases: ['EXPERTS SAY'] })).toEqual([]);
  });
  test('a rule can be milder or stricter', () => {
    expect(
      withSettings({
        rulesOff: ['unnamed-group', 'hearsay-crowd', 'voices'],
        severities: { puffery: 'must', 'vague-attribution': 'consider' },
      }),
    ).toEqual(['must puffery: renowned', 'consider vague-attribution: Experts say']);
  });
});

test('a sentence has at most its four strongest suggestions', () => {
  const crowded =
    'Our team may have seen 40% of the renowned, stunning, legendary, iconic and world-class sights, experts say.';
  const found = brief(detected(crowded));
  expect(found).toHaveLength(4);
  expect(found.filter((each) => each.startsWith('must'))).toHaveLength(3);
});

test('between two pitches the rest of the passage is one too', () => {
  const found = detected(
    'We are proud of our team.\n\nRain falls in Spain.\n\nContact us today.\n\nSnow falls in Norway.',
  );
  expect(found.filter(({ ruleId }) => ruleId === 'pitch-passage').map(({ quote }) => quote)).toEqual([
    'Rain falls in Spain.',
  ]);
});

test('for any mixture of the rules’ examples: in order, inside the text, few to a sentence, the same each time', () => {
  const examples = rules
    .flatMap((rule) => [...rule.matches, ...rule.misses])
    .filter((example) => !example.includes('\n'));
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...examples, 'İ “', '\n\n', '# '), { maxLength: 12 }), (parts) => {
      const section = sectionText('Heading', parts.join(' '));
      const found = detect(section);
      expect(detect(section)).toEqual(found);
      for (const [i, each] of found.entries()) {
        expect(section.text.slice(each.start, each.end)).toBe(each.quote);
        expect(each.quote).not.toBe('');
        expect(each.start).toBeGreaterThanOrEqual(found[i - 1]?.start ?? 0);
        const clash = found.some((other, j) => j > i && other.kind === each.kind && other.start < each.end);
        expect(clash).toBe(false);
      }
      for (const block of section.blocks) {
        const here = found.filter(({ start }) => start >= block.start && start < block.end);
        const stops = section.text.slice(block.start, block.end).match(/[.!?]/g)?.length ?? 0;
        expect(here.length).toBeLessThanOrEqual(4 * (stops + 1));
      }
    }),
    { numRuns: 50 },
  );
});

const seed = new URL('../../../shared/seed/why-is-biden-in-peru.txt', import.meta.url);
describe('the first article', () => {
  if (!existsSync(seed)) {
    test.skip(`${seed.pathname} is not there`, () => {});
    return;
  }
  const source = readFileSync(seed, 'utf8');
  const names = publisherNamesIn(source);
  const lines = source.split('\n').filter((line) => line.trim());
  const found = (line: string) => detect(sectionText('', line), defaultSettings, { publisherNames: names });
  const withPhrase = (phrase: string) => lines.filter((line) => line.includes(phrase));

  test('speaks of itself by its domain', () => {
    expect(names).toEqual(['WHY.EDU.VN']);
  });
  test.each([
    ['is here to explore the reasons', 'must', 'promotional'],
    ['Visit why.edu.vn', 'must', 'promotional'],
    ['likely included discussions', 'must', 'unverifiable'],
    ['may have encompassed', 'must', 'unverifiable'],
    ['perceived by some as', 'must', 'unverifiable'],
    ['raising concerns', 'should', 'unverifiable'],
    ['marks a crucial moment', 'should', 'promotional'],
    ['the week prior', 'consider', 'unverifiable'],
  ])('every “%s” is found (%s, %s)', (phrase, severity, kind) => {
    const places = withPhrase(phrase);
    expect(places).not.toEqual([]);
    for (const line of places) {
      const at = line.indexOf(phrase);
      const here = found(line).filter((each) => each.start < at + phrase.length && each.end > at);
      expect(here).toContainEqual(expect.objectContaining({ severity, kind }));
    }
  });
  test('each line of its pitch and its contact block is found, sentence by sentence', () => {
    const first = lines.findIndex((line) => line.startsWith('38. '));
    const last = lines.findIndex((line) => line.startsWith('FAQ: '));
    const section = sectionText('', lines.slice(first + 1, last).join('\n\n'));
    const promotional = detect(section, defaultSettings, { publisherNames: names }).filter(
      ({ kind }) => kind === 'promotional',
    );
    const sentences = section.text.split(/(?<=[.?]) (?=\p{Lu})|\n/u);
    let at = 0;
    const missed = sentences.filter((sentence) => {
      const start = section.text.indexOf(sentence, at);
      at = start + sentence.length;
      return !promotional.some((each) => each.start < at && each.end > start);
    });
    expect(sentences.length).toBeGreaterThan(15);
    expect(missed).toEqual([]);
  });
});

test('a sentence with an allowed phrase is not called a bare pitch', () => {
  const claim = 'We know what you love.';
  const others =
    'Your skin tells our story beautifully. This is your moment. Our way truly changes everything. You deserve our best. We always believe in you.';
  const settings = {
    ...defaultSettings,
    rulesOff: rules.map((rule) => rule.id).filter((id) => id !== 'bare-pitch'),
  };
  const quotes = (allowedPhrases: string[]) =>
    detect(sectionText('', `${claim} ${others}`), { ...settings, allowedPhrases }).map(({ quote }) => quote);
  expect(quotes([])).toContain(claim);
  expect(quotes(['what you love'])).not.toContain(claim);
});

test('a short section is weighed when its article is long', () => {
  const claim = 'The decision surprised everyone in the capital.';
  const quotes = (sentences?: number) =>
    detect(sectionText('', claim), defaultSettings, { sentences }).map(({ quote }) => quote);
  expect(quotes()).toEqual([]);
  expect(quotes(19)).toEqual([]);
  expect(quotes(20)).toEqual([claim]);
});

test('what is found ends with a word', () => {
  const text = 'Discover the underlying objectives, strategic implications and broader context of it all.';
  const [found] = detect(sectionText('', text));
  expect(found?.quote).toMatch(/^Discover .* (?:implications|and|broader|context)$/);
});
