import { expect, test } from 'vitest';
import { checkworthiness } from './checkworthy.ts';
import { cuePatterns, uncertaintyCues } from './cues.ts';
import { maskMonthOfMay, maskQuotations } from './mask.ts';
import { publisherNamesIn } from './publisher.ts';
import { rules } from './rules.ts';
import { isAttributed, isCited } from './sources.ts';

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

/** Microseconds of the fastest of a few runs. */
function fastest(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3 && best > 50; i++) {
    const start = performance.now();
    run();
    best = Math.min(best, (performance.now() - start) * 1000);
  }
  return best;
}

/** Plain text of this size in less than this is counted as this, or a jump of the clock would decide. */
const floor = 200;

function worst(run: (text: string) => void): number {
  const calm = Math.max(
    floor,
    fastest(() => run(plainText)),
  );
  return Math.max(...adversaries.map((text) => fastest(() => run(text)) / calm));
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
  expect(worst((text) => void [...text.matchAll(all)])).toBeLessThan(100);
});

test.each([
  ['attribution', isAttributed],
  ['citation', (text: string) => isCited(text, 0, [])],
  ['publisher names', publisherNamesIn],
  ['quotations', maskQuotations],
  ['the month of May', maskMonthOfMay],
  ['cues', uncertaintyCues],
  ['check-worthiness', checkworthiness],
] as const)('no text makes the search for %s more than 100 times slower', (_, run) => {
  expect(worst((text) => void run(text))).toBeLessThan(100);
});

test('the measure sees a pattern that backtracks', () => {
  expect(worst((text) => void /(?:a+ ?)+\?/.test(text.slice(0, 23)))).toBeGreaterThan(100);
});
