/**
 * Measures how flags follow their words: `node e2e/bench/anchors.ts [--pages FILE] [--rounds N] [--seed N]
 * [--json FILE]`. Takes real articles, flags words in them, revises them at random as a desk does, and compares where
 * the flags went with where the words went. Without the file of articles it says so and measures nothing.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Carried, carry } from '#lib/flags/anchor.ts';
import type { Figure } from './claims-measures.ts';
import { draftOf, layOut, markFlags, revise, seeded, truthOf } from './revising.ts';

const { values } = parseArgs({
  options: {
    pages: {
      type: 'string',
      default: new URL('../../../shared/import/article-pages/ground-truth.json', import.meta.url).pathname,
    },
    rounds: { type: 'string', default: '4' },
    seed: { type: 'string', default: '20' },
    json: { type: 'string' },
  },
});
if (!existsSync(values.pages)) {
  console.log(`No articles at ${values.pages}: nothing measured.`);
  process.exit(1);
}

type Tally = {
  stand: number;
  kept: number;
  held: number;
  apart: number;
  apartHeld: number;
  changed: number;
  reopened: number;
  jumped: number;
};
const blank = (): Tally => ({
  stand: 0,
  kept: 0,
  held: 0,
  apart: 0,
  apartHeld: 0,
  changed: 0,
  reopened: 0,
  jumped: 0,
});
const byWords = { ours: blank(), search: blank() };
const random = seeded(Number(values.seed));
const times: number[] = [];
const pages: { articleBody: string }[] = Object.values(JSON.parse(readFileSync(values.pages, 'utf8')));
for (const { articleBody } of pages) {
  const draft = draftOf(articleBody);
  const words = draft.flat(2).length;
  if (words < 20) continue;
  for (let round = 0; round < Number(values.rounds); round++) {
    const flags = markFlags(draft, Math.min(40, Math.ceil(words / 25)), random);
    const before = layOut(draft);
    const after = layOut(revise(draft, 1 + Math.floor(random() * Math.min(30, words / 20)), random));
    const started = performance.now();
    const carried = carry(before.text, after.text, flags);
    times.push(performance.now() - started);
    for (const [index, flag] of flags.entries()) {
      const truth = truthOf(flag, before.placed, after.placed);
      tally(byWords.ours, truth, carried[index] as Carried);
      tally(byWords.search, truth, searched(before.text.slice(flag.start, flag.end), after.text, flag.start));
    }
  }
}

/** What looking for the quote nearest to its old place would answer, for comparison. */
function searched(quote: string, text: string, near: number): { start: number | null; holds: boolean } {
  const later = text.indexOf(quote, near);
  const earlier = text.lastIndexOf(quote, near);
  const start = later < 0 || (earlier >= 0 && near - earlier < later - near) ? earlier : later;
  return start < 0 ? { start: null, holds: false } : { start, holds: true };
}

function tally(
  into: Tally,
  truth: ReturnType<typeof truthOf>,
  { start, holds }: { start: number | null; holds: boolean },
) {
  if (holds && start !== truth.start) into.jumped++;
  if (truth.start === null) {
    into.changed++;
    if (!holds) into.reopened++;
    return;
  }
  into.stand++;
  if (start === truth.start) into.kept++;
  if (holds && start === truth.start) into.held++;
  if (!truth.neighboursStand) return;
  into.apart++;
  if (holds && start === truth.start) into.apartHeld++;
}

const share = (part: number, whole: number) => (whole ? part / whole : 0);
const per = (part: number, whole: number) =>
  `${(100 * share(part, whole)).toFixed(2)} % of ${whole}`.padEnd(20);
const { ours, search } = byWords;
const all = ours.stand + ours.changed;
console.log(`${pages.length} articles, ${times.length} revisions, ${all} flags\n`);
console.log(`${''.padEnd(58)}${'Galley'.padEnd(20)}nearest same words`);
const row = (name: string, part: keyof Tally, whole: (tally: Tally) => number) =>
  console.log(name.padEnd(58) + per(ours[part], whole(ours)) + per(search[part], whole(search)));
row('words untouched: the flag is on them', 'kept', (t) => t.stand);
row('words untouched: the verdict holds', 'held', (t) => t.stand);
row('  of these, words next to them untouched too: holds', 'apartHeld', (t) => t.apart);
row('words changed or gone: the verdict is void', 'reopened', (t) => t.changed);
row('verdict holds on other words than it was given for', 'jumped', (t) => t.stand + t.changed);
times.sort((a, b) => a - b);
console.log(
  `\ntime for a revision: median ${times[times.length >> 1]?.toFixed(1)} ms, longest ${times.at(-1)?.toFixed(1)} ms`,
);

const figures: Figure[] = [
  {
    name: 'anchors keep untouched words',
    value: share(ours.kept, ours.stand),
    target: 0.99,
    floor: 0.99,
    n: ours.stand,
  },
  {
    name: 'anchors hold where neighbours stand',
    value: share(ours.apartHeld, ours.apart),
    target: 0.99,
    floor: 0.98,
    n: ours.apart,
  },
  {
    name: 'anchors reopen changed words',
    value: share(ours.reopened, ours.changed),
    target: 1,
    floor: 1,
    n: ours.changed,
  },
  { name: 'anchors never on other words', value: 1 - share(ours.jumped, all), target: 1, floor: 1, n: all },
];
if (values.json) writeFileSync(values.json, JSON.stringify({ figures }, null, 2));
