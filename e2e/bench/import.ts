/**
 * Measures the importer: `node e2e/bench/import.ts [--article-pages DIR] [--readability-pages DIR] [--json FILE]`.
 * Without a folder each set is looked for under ../shared/import. A missing set is named and left out.
 *
 * article-pages: the measure of the article-extraction-benchmark (shingles of four tokens, means over the pages of
 * true positives against found and wanted). readability-pages: F1 over tokens as a bag, mean over the pages.
 * Own documents: how many in lib/import/fixtures are read exactly as written there: outline, tables, FAQs, asides.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { parseFragment } from 'parse5';
import { readPage } from '#lib/import/html.ts';
import { readability } from '#lib/import/html-article.ts';
import { readPageBlocks } from '#lib/import/html-blocks.ts';
import { parse } from '#lib/import/parse.ts';
import { readFixture, readFixtures, written } from '#lib/import/test-fixtures.ts';

const shared = new URL('../../../shared/', import.meta.url);
const under = (name: string) => fileURLToPath(new URL(name, shared));
const { values } = parseArgs({
  options: {
    'article-pages': { type: 'string', default: under('import/article-pages') },
    'readability-pages': { type: 'string', default: under('import/readability-pages') },
    json: { type: 'string' },
    each: { type: 'boolean', default: false },
  },
});

type Texts = { importer: string; body: string; floor: string };
type Scores = { importer: Score[]; floor: Score[] };
type Score = { precision: number; recall: number; f1: number };
const figures: { name: string; value: number; target: number; met: boolean }[] = [];

articlePages(values['article-pages']);
readabilityPages(values['readability-pages']);
ownDocuments();
seed(under('seed/why-is-biden-in-peru.txt'));
if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);

function articlePages(folder: string): void {
  const file = path.join(folder, 'ground-truth.json');
  if (!isPresent(file)) return;
  const truth: Record<string, { articleBody: string }> = JSON.parse(readFileSync(file, 'utf8'));
  const scores: Scores = { importer: [], floor: [] };
  for (const [id, { articleBody }] of Object.entries(truth)) {
    const html = gunzipSync(readFileSync(path.join(folder, 'html', `${id}.html.gz`))).toString('utf8');
    const texts = textsOf(html);
    scores.importer.push(compare(shingles(texts.body), shingles(articleBody)));
    scores.floor.push(compare(shingles(texts.floor), shingles(articleBody)));
    if (values.each)
      console.log(id.slice(0, 8), percent(scores.importer.at(-1)), percent(scores.floor.at(-1)));
  }
  report('article-pages, 4-gram', scores, (list) => {
    const precision = mean(list.map((score) => score.precision));
    const recall = mean(list.map((score) => score.recall));
    return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
  });
}

function readabilityPages(folder: string): void {
  if (!isPresent(folder)) return;
  const scores: Scores = { importer: [], floor: [] };
  for (const name of readdirSync(folder)) {
    const source = path.join(folder, name, 'source.html');
    if (!existsSync(source)) continue;
    const texts = textsOf(readFileSync(source, 'utf8'));
    const expected = readFileSync(path.join(folder, name, 'expected.html'), 'utf8');
    const blocks = readPageBlocks(parseFragment(expected));
    const wanted = bag(tokens(blocks.map(({ text }) => text).join('\n')));
    for (const which of ['importer', 'floor'] as const)
      scores[which].push(compare(bag(tokens(texts[which])), wanted));
    if (values.each) console.log(name, percent(scores.importer.at(-1)), percent(scores.floor.at(-1)));
  }
  report('readability-pages, token', scores, (list) => ({
    precision: mean(list.map((score) => score.precision)),
    recall: mean(list.map((score) => score.recall)),
    f1: mean(list.map((score) => score.f1)),
  }));
}

function ownDocuments(): void {
  const fixtures = readFixtures();
  const exact = fixtures.filter((fixture) => written(readFixture(fixture)) === fixture.outline).length;
  const share = exact / fixtures.length;
  console.log(`\nOwn documents, read exactly: ${exact} of ${fixtures.length} (target: all)`);
  figures.push({ name: 'own documents, exact recovery', value: share, target: 1, met: share === 1 });
}

function seed(file: string): void {
  if (!isPresent(file)) return;
  const text = readFileSync(file, 'utf8');
  const times = Array.from({ length: 60 }, () => {
    const start = performance.now();
    parse(text);
    return performance.now() - start;
  });
  const median = times.slice(20).sort((a, b) => a - b)[20] as number;
  console.log(`\nSeed file, parsed warm: ${median.toFixed(1)} ms (target < 15 ms)`);
  figures.push({ name: 'seed parse ms', value: median, target: 15, met: median < 15 });
}

function textsOf(html: string): Texts {
  const page = readPage(html);
  const joined = (...roles: (true | string)[]) =>
    page?.blocks
      .filter((_, i) => roles.includes(page.roles[i] ?? ''))
      .map(({ text }) => text)
      .join('\n') ?? '';
  return {
    importer: joined(true, 'caption', 'dek'),
    body: joined(true),
    floor: readability(html).texts.join('\n'),
  };
}

function tokens(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
}

/** Shingles of four tokens with their counts, as article-extraction-benchmark's evaluate.py makes them. */
function shingles(text: string): Map<string, number> {
  const all = tokens(text);
  const grams = Array.from({ length: Math.max(1, all.length - 3) }, (_, i) => all.slice(i, i + 4).join(' '));
  return bag(grams);
}

function bag(items: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

function compare(found: Map<string, number>, wanted: Map<string, number>): Score {
  const sum = (counts: Map<string, number>) => [...counts.values()].reduce((all, n) => all + n, 0);
  let both = 0;
  for (const [item, count] of wanted) both += Math.min(count, found.get(item) ?? 0);
  const precision = sum(found) ? both / sum(found) : 0;
  const recall = sum(wanted) ? both / sum(wanted) : 0;
  return { precision, recall, f1: both ? (2 * precision * recall) / (precision + recall) : 0 };
}

function report(name: string, scores: Scores, join: (list: Score[]) => Score): void {
  const [importer, floor] = [join(scores.importer), join(scores.floor)];
  console.log(`\n${name}, ${scores.importer.length} pages: precision recall F1`);
  console.log(`  importer           ${percent(importer)}   target F1 97.0`);
  console.log(`  Readability alone  ${percent(floor)}   the floor`);
  figures.push({ name: `${name} F1`, value: importer.f1, target: 0.97, met: importer.f1 >= 0.97 });
  figures.push({ name: `${name} F1, Readability alone`, value: floor.f1, target: 0, met: true });
}

function percent(score: Score | undefined): string {
  return score ? [score.precision, score.recall, score.f1].map((n) => (100 * n).toFixed(1)).join('  ') : '';
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}

function isPresent(file: string): boolean {
  if (!existsSync(file)) console.log(`${file} is not there: left out.`);
  return existsSync(file);
}
