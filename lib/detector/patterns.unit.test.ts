import { expect, test } from 'vitest';
import type { SectionText } from '#lib/sections/text.ts';
import { checkworthiness } from './checkworthy.ts';
import { contextOf } from './context.ts';
import { cuePatterns, uncertaintyCues } from './cues.ts';
import { maskMonthOfMay, maskQuotations } from './mask.ts';
import { publisherNamesIn } from './publisher.ts';
import { rules } from './rules.ts';
import { isAttributed, isCited } from './sources.ts';
import { sourcedCells } from './tables.ts';

const size = 20_000;
const plainText =
  'the harbour was closed to ships for nine days after the storm and the crews waited on land. '
    .repeat(size / 90)
    .slice(0, size);
/** Text that makes a pattern begin again and again, or walk far before it gives up. */
const adversaries = [
  'a',
  ' ',
  'a ',
  'we ',
  'our ',
  'the ',
  'some ',
  '1',
  '1,',
  '1.',
  '$1',
  '“',
  '"',
  '‘a',
  'A',
  'A. ',
  'A ',
  '(A',
  '[1',
  'a.a',
  'a@',
  'a-',
  'www.',
  'contact: ',
  '\n',
  'may have ',
  'was likely ',
  'at A, ',
  'view a ',
  'according to the ',
  'the a report of ',
  'in today’s ',
  'rais',
  'experts ',
  'over ',
  'it is ',
  'you ',
  '?',
  '. ',
  '+1 ',
  'A’s ',
  'x',
].map((unit) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size));

/** Microseconds of one run. */
function once(run: () => void): number {
  const start = performance.now();
  run();
  return (performance.now() - start) * 1000;
}

/** Plain text of this size in less than this is counted as this, or a jump of the clock would decide. */
const floor = 200;
/** Times a pattern may take on adversarial text what it takes on plain text. */
const limit = 100;

/**
 * How many times longer the worst text takes than plain text of the same size. A busy machine makes a run slower and
 * never faster, so the fastest of several runs counts, the texts taking turns; and what seems too slow is measured
 * again in turn with the plain text, as often as it takes to tell a busy machine from a slow pattern.
 */
function worst(run: (text: string) => void): number {
  const texts = [plainText, ...adversaries];
  const fastest = texts.map(() => Number.POSITIVE_INFINITY);
  const measure = (which: number) => {
    const text = texts[which] as string;
    fastest[which] = Math.min(
      fastest[which] ?? 0,
      once(() => run(text)),
    );
  };
  const ratios = () => fastest.slice(1).map((each) => each / Math.max(floor, fastest[0] ?? 0));
  for (let round = 0; round < 3; round++)
    for (const which of texts.keys()) if ((fastest[which] ?? 0) > floor / 4) measure(which);
  for (let again = 0; again < 12; again++) {
    const slowest = Math.max(...ratios());
    if (slowest < limit || (again > 2 && slowest > 10 * limit)) break;
    measure(0);
    for (const [which, ratio] of ratios().entries()) if (ratio >= limit) measure(which + 1);
  }
  return Math.max(...ratios());
}

const patterns = [
  ...rules.flatMap((rule) =>
    [...rule.patterns, ...(rule.unless ? [rule.unless] : [])].map(
      (pattern, i) => [`${rule.id} ${i}`, pattern] as const,
    ),
  ),
  ...Object.entries(cuePatterns).flatMap(([kind, list]) =>
    list.map((pattern, i) => [`cue ${kind} ${i}`, pattern] as const),
  ),
];

test.each(patterns)('no text makes the pattern %s more than 100 times slower', (_, pattern) => {
  const all = new RegExp(pattern.source, `gm${pattern.flags.replaceAll(/[gm]/g, '')}`);
  expect(worst((text) => void [...text.matchAll(all)])).toBeLessThan(limit);
});

test.each([
  ['attribution', isAttributed],
  ['citation', (text: string) => isCited(text, 0, [])],
  ['publisher names', publisherNamesIn],
  ['what is known of an article', contextOf],
  ['the source of a table', (text: string) => sourcedCells(beforeTable(text))],
  ['quotations', maskQuotations],
  ['the month of May', maskMonthOfMay],
  ['cues', uncertaintyCues],
  ['check-worthiness', checkworthiness],
] as const)('no text makes the search for %s more than 100 times slower', (_, run) => {
  expect(worst((text) => void run(text))).toBeLessThan(limit);
});

/** A paragraph with a table of one cell behind it. */
function beforeTable(text: string): SectionText {
  const end = text.length;
  return {
    text: `${text}\n9`,
    blocks: [
      { kind: 'paragraph', start: 0, end },
      { kind: 'cell', start: end + 1, end: end + 2 },
    ],
    links: [],
  };
}

test('the measure sees a pattern that backtracks', () => {
  expect(worst((text) => void /(?:a+ ?)+\?/.test(text.slice(0, 23)))).toBeGreaterThan(limit);
});
