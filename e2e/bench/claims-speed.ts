import { detect } from '#lib/detector/detect.ts';
import { sectionText } from '#lib/sections/text.ts';
import type { GoldRow } from './claims-sets.ts';

/** Sections of about 90 words, made of the gold sentences over and over. */
function sections(rows: GoldRow[], words: number): ReturnType<typeof sectionText>[] {
  const sentences = rows.map((row) => row.text).filter((text) => !text.includes('|'));
  const made: ReturnType<typeof sectionText>[] = [];
  for (let soFar = 0, at = 0; soFar < words; at++) {
    const some = Array.from({ length: 6 }, (_, i) => sentences[(at * 5 + i) % sentences.length] ?? '').join(
      ' ',
    );
    made.push(sectionText('A heading', some));
    soFar += some.split(' ').length;
  }
  return made;
}

/**
 * Milliseconds to detect in an article of this many words, in one thread, after as many runs to warm up: the fastest
 * run, since a busy machine makes one slower and never faster, and the median.
 */
export function detectionTime(
  rows: GoldRow[],
  words: number,
  runs: number,
): { fastest: number; median: number } {
  const article = sections(rows, words);
  const times: number[] = [];
  for (let run = 0; run < 2 * runs; run++) {
    const start = performance.now();
    for (const section of article) detect(section, undefined, { publisherNames: ['EXAMPLE.ORG'] });
    if (run >= runs) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { fastest: times[0] ?? 0, median: times[times.length >> 1] ?? 0 };
}

/**
 * Milliseconds for every 1,000 words of an article of this many, in sections: the fastest of `runs`, after one to warm
 * up, since a busy machine makes a run slower and never faster.
 */
export function timePerThousand(rows: GoldRow[], words: number, runs: number): number {
  const article = sections(rows, words);
  let fastest = Number.POSITIVE_INFINITY;
  for (let run = 0; run <= runs; run++) {
    const start = performance.now();
    for (const section of article) detect(section, undefined, { publisherNames: ['EXAMPLE.ORG'] });
    if (run > 0) fastest = Math.min(fastest, performance.now() - start);
  }
  return (fastest / words) * 1000;
}

/** Milliseconds for one single section of this many words, first run. */
export function longSectionTime(rows: GoldRow[], words: number): number {
  const text = rows
    .map((row) => row.text)
    .filter((each) => !each.includes('|'))
    .join(' ');
  const times = Math.ceil(words / text.split(' ').length);
  const section = sectionText('', Array.from({ length: times }, () => text).join('\n\n'));
  const start = performance.now();
  detect(section);
  return performance.now() - start;
}
