import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plain } from './mask.ts';
import { rules } from './rules.ts';
import { StartPlaces, startsOf } from './starts.ts';

const read = (pattern: RegExp) => {
  const starts = startsOf(pattern);
  return (
    starts && [...starts.exact, ...[...starts.prefixes].map((each) => `${each}*`), ...starts.signs].sort()
  );
};

test.each<[RegExp, string[] | undefined]>([
  [/\b(?:some|several) people\b/, ['several', 'some people']],
  [/\b(?:very )?good\b/, ['good', 'very']],
  [/\b(?:it's|don't) so/, ['don', 'it']],
  [/\bcaptivat(?:e|es)\b/, ['captivate', 'captivates']],
  [/\bexpert\w*/, ['expert*']],
  [/\bexpert/, ['expert*']],
  [/\bspeciali[sz]e\b/, ['specialise', 'specialize']],
  [/[$€] ?\d|\b(?<!at )half\b/, ['$', 'half', '€']],
  [/(?:[$€] ?)?\bten\b/, ['$', 'ten', '€']],
  [/\b(?!the\b)\w+ said/, undefined],
  [/stunning\b/, undefined],
  [/\bthe|said/, undefined],
  [/ \d/, undefined],
])('a match of %s begins at %s', (pattern, expected) => {
  expect(read(pattern)).toEqual(expected);
});

const patterns = rules.flatMap((rule) => rule.patterns.map((pattern) => [rule, pattern] as const));
const along = patterns.map(
  ([, { source, flags }]) => new RegExp(source, `gm${flags.replaceAll(/[gm]/g, '')}`),
);
const sticky = along.map(({ source, flags }) => new RegExp(source, flags.replace('g', 'y')));
const places = new StartPlaces(along);

function missed(text: string): string[] {
  return places.in(text).flatMap((found, which) => {
    if (found === 'everywhere') return [];
    const expected = [...text.matchAll(along[which] as RegExp)].map((match) => `${match.index} ${match[0]}`);
    const pattern = sticky[which] as RegExp;
    let free = 0;
    const tried = found.flatMap((place) => {
      if (place < free) return [];
      pattern.lastIndex = place;
      const match = pattern.exec(text);
      if (match) free = place + match[0].length;
      return match ? [`${place} ${match[0]}`] : [];
    });
    return JSON.stringify(tried) === JSON.stringify(expected)
      ? []
      : [`${patterns[which]?.[0].id}: ${pattern}`];
  });
}

const examples = rules.flatMap((rule) => [...rule.matches, ...rule.misses]).map(plain);

test('what a pattern finds along a text it finds at the places where it can begin', () => {
  expect(missed(examples.join('\n'))).toEqual([]);
  expect(missed(examples.join(' '))).toEqual([]);
});

test('and so it does in any mixture of words and signs', () => {
  const bits = examples.flatMap((text) => text.split(/\b/));
  const mixed = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ unit: 'grapheme', maxLength: 3 })), {
    maxLength: 60,
  });
  fc.assert(fc.property(mixed, (some) => missed(some.join('')).length === 0));
});

test('nearly all patterns are tried at places only', () => {
  const anywhere = places.in('').filter((each) => each === 'everywhere').length;
  expect(anywhere / patterns.length).toBeLessThan(0.15);
});
