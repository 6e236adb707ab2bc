import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plain } from './mask.ts';
import { waysOf } from './needs.ts';
import { readPattern } from './pattern.ts';
import { StartPlaces } from './places.ts';
import { rules } from './rules.ts';
import { type Starts, startsOf } from './starts.ts';

const shown = (starts: Starts) =>
  [...starts.exact, ...[...starts.prefixes].map((each) => `${each}*`), ...starts.signs].sort();
const read = (pattern: RegExp) => {
  const starts = startsOf(readPattern(pattern));
  return starts && shown(starts);
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
  [/^(?:and |so )?try\b/, ['^and', '^so', '^try']],
  [/^[“(]?try\b/, ['^(', '^try', '^“']],
  [/^\w+ed by/, []],
  [/\b(?!the\b)\w+ said/, undefined],
  [/stunning\b/, undefined],
  [/\bthe|said/, undefined],
  [/ \d/, undefined],
])('a match of %s begins at %s', (pattern, expected) => {
  expect(read(pattern)).toEqual(expected);
});

test.each<[RegExp, string[][]]>([
  [/\bthe (?:\w+ )?(?:mood|tone)\b/, [['mood', 'tone']]],
  [/\b(?:is|was) (?:\w+ly )?(?:intended|designed) to reassure/, [['designed', 'intended'], ['to reassure*']]],
  [/\bsets (?:(?:a|the) standard|records?)\b/, [['a standard', 'record', 'records', 'the standard']]],
  [/\b[A-Z]\w+ \d+/, [[...'0123456789']]],
  [/\b\w+@\w+/, [['@']]],
  [/\bwrites? (?:soon )?$/, []],
  [/\bspoke\s+softly\b/, []],
  [/\bspoke[^.]* softly\b/, []],
  [/\bspoke[^.\n]* softly\b/, [['softly']]],
  [/\bspoke to \w*softly/, [['to', 'to softly*']]],
  [/\bspoke (?:softly )?to/, [['to*'], ['softly', 'to*']]],
])('the line of a match of %s has one of each of %j', (pattern, expected) => {
  expect(waysOf(pattern).map(({ needs }) => needs.map(shown))).toEqual([expected]);
});

test('each way to begin has its own needs', () => {
  const ways = waysOf(/\b(?:takes aim|very (?:good|bad)|many|most) reasons\b/);
  expect(ways.map(({ starts, needs }) => [starts && shown(starts), needs.map(shown)])).toEqual([
    [['takes'], [['reasons'], ['aim']]],
    [['very'], [['reasons'], ['bad', 'good']]],
    [['many reasons', 'most reasons'], [['reasons']]],
  ]);
});

test('a need is looked for in the whole line, before and behind, and in no other', () => {
  const few = new StartPlaces([/\bspoke (?:\w+ )?softly/, /\w+@\w+/, undefined]);
  expect(few.in('he spoke so softly\nhe spoke\nsoftly, she spoke')).toEqual([[3, 40], [], []]);
  expect(few.in('she spoke')).toEqual([[], [], []]);
  expect(few.in('write\nto me@here')).toEqual([[], 'everywhere', []]);
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
