/**
 * Measures the claim detector: `node e2e/bench/claims.ts [--wiki FILE] [--puffery FILE] [--ct24 FILE] [--gold FILE]
 * [--json FILE] [--half train|held] [--long]`. Without a file each set is looked for under ../shared/claims, and the gold
 * articles in claims-gold/. A missing set is named and left out.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { averagePrecision, type Counted, count, type Figure } from './claims-measures.ts';
import { type Half, readCt24, readGold, readPuffery, readWiki } from './claims-sets.ts';
import { detectionTime, longSectionTime, timePerThousand } from './claims-speed.ts';
import {
  checkScore,
  goldOutcome,
  goldOutcomeBySection,
  isPromotional,
  isUncertain,
  isUncertainWithGuards,
} from './claims-verdicts.ts';
import { phraseLists } from './phrase-lists.ts';

const root = new URL('../../', import.meta.url);
const shared = new URL('../shared/claims/', root);
const ownGold = fileURLToPath(new URL('claims-gold', import.meta.url));
const { values } = parseArgs({
  options: {
    wiki: { type: 'string', default: fileURLToPath(new URL('wiki-uncertainty.jsonl', shared)) },
    puffery: { type: 'string', default: fileURLToPath(new URL('puffery.jsonl', shared)) },
    ct24: { type: 'string', default: fileURLToPath(new URL('ct24/dev-test.tsv', shared)) },
    gold: { type: 'string', default: ownGold },
    json: { type: 'string' },
    half: { type: 'string' },
    long: { type: 'boolean', default: false },
  },
});
const half = values.half as Half | undefined;
const figures: Figure[] = [];
const lists = await phraseLists();

if (present('wiki', values.wiki)) {
  const rows = readWiki(values.wiki, half);
  const gold = rows.map((row) => row.uncertain);
  heading('Hedging and doubt: Wikipedia sentences', rows.length, gold);
  const cues = count(
    gold,
    rows.map((row) => isUncertain(row.text)),
  );
  line('detector, cues of doubt', cues);
  line(
    'detector, after its guards',
    count(
      gold,
      rows.map((row) => isUncertainWithGuards(row.text)),
    ),
  );
  baselines(
    gold,
    rows.map((row) => row.text),
  );
  figure('wiki-uncertainty F1', cues.f1, 0.86, rows.length);
}

if (present('puffery', values.puffery)) {
  const rows = readPuffery(values.puffery, half);
  const matched = rows.filter((row) => row.promotional || row.negative_source !== 'random');
  for (const [name, some] of [
    ['topic-matched', matched],
    ['all', rows],
  ] as const) {
    const gold = some.map((row) => row.promotional);
    heading(`Puffery: Wikipedia sentences, ${name} neutral ones`, some.length, gold);
    const found = count(
      gold,
      some.map((row) => isPromotional(row.text)),
    );
    line('detector', found);
    baselines(
      gold,
      some.map((row) => row.text),
    );
    if (name !== 'topic-matched') continue;
    figure('puffery F1', found.f1, 0.77, some.length);
    figure('puffery precision', found.precision, 0.7, some.length);
  }
}

if (present('ct24', values.ct24)) {
  const rows = readCt24(values.ct24, half);
  const gold = rows.map((row) => row.worthy);
  heading('Check-worthiness: debate sentences, as a ranking', rows.length, gold);
  const precision = averagePrecision(
    gold,
    rows.map((row) => checkScore(row.text)),
  );
  console.log(`  ${'detector'.padEnd(30)} AP ${precision.toFixed(3)}`);
  const digits = rows.map((row) => /\d/.test(row.text));
  line('has a number', count(gold, digits));
  line(
    'flag everything',
    count(
      gold,
      gold.map(() => true),
    ),
  );
  figure('ct24 average precision', precision, 0.7, rows.length);
}

if (present('gold', values.gold)) {
  const articles = readGold(values.gold);
  const outcomes = articles.map((article) => ({ article, rows: goldOutcome(article.rows) }));
  for (const { article, rows } of outcomes) {
    heading(
      `Gold: ${article.name}`,
      rows.length,
      rows.map((row) => row.gold.flag),
    );
    line(
      'detector',
      count(
        rows.map((row) => row.gold.flag),
        rows.map((row) => row.flagged),
      ),
    );
  }
  const all = outcomes.flatMap((outcome) => outcome.rows);
  const gold = all.map((row) => row.gold.flag);
  heading('Gold: all articles', all.length, gold);
  const found = count(
    gold,
    all.map((row) => row.flagged),
  );
  line('detector (flagged)', found);
  const bySection = articles.flatMap((article) => goldOutcomeBySection(article.rows));
  line(
    'detector, section by section',
    count(
      gold,
      bySection.map((row) => row.flagged),
    ),
  );
  line(
    'detector (any suggestion)',
    count(
      gold,
      all.map((row) => row.suggestions.length > 0),
    ),
  );
  baselines(
    gold,
    all.map((row) => row.gold.text),
  );
  const musts = all.filter((row) => row.gold.severity === 'must');
  const hits = all.filter((row) => row.gold.flag && row.flagged && row.gold.spans.length > 0);
  const overlapping = hits.filter((row) => row.overlaps);
  const blocking = all.filter((row) => row.suggestions.some((each) => each.severity === 'must'));
  const share = (part: number, whole: number) => (whole ? part / whole : 1);
  figure('gold must recall', share(musts.filter((row) => row.flagged).length, musts.length), 1, musts.length);
  figure('gold precision', found.precision, 0.8, all.length);
  figure('gold MCC', found.mcc, 0.65, all.length);
  figure('gold specificity', found.specificity, 0.85, all.length);
  figure('gold span overlap', share(overlapping.length, hits.length), 0.9, hits.length);
  const right = blocking.filter((row) => row.gold.flag);
  const mustsBySection = bySection.filter((row) => row.gold.severity === 'must');
  console.log(
    `  section by section ${mustsBySection.filter((row) => row.flagged).length} of ${musts.length} sentences that must be found are`,
  );
  console.log(`  of ${blocking.length} sentences with a blocking suggestion, ${right.length} are labelled`);
}

if (present('speed', ownGold)) {
  const rows = readGold(ownGold).flatMap((article) => article.rows);
  console.log('\nSpeed, in one thread');
  const warm = detectionTime(rows, 4000, 15);
  console.log(
    `  4,000 words in sections, warm    ${warm.fastest.toFixed(1)} ms (median ${warm.median.toFixed(1)})`,
  );
  const [tenth, whole] = [
    longSectionTime(rows, 100_000),
    values.long ? longSectionTime(rows, 1_000_000) : undefined,
  ];
  console.log(`  100,000 words in one section     ${tenth.toFixed(0)} ms`);
  if (whole)
    console.log(
      `  1,000,000 words in one section   ${whole.toFixed(0)} ms, ${(whole / tenth).toFixed(1)} times as long`,
    );
  figures.push({ name: '4,000 words, ms', value: warm.fastest, target: 25, floor: 25, n: 15 });
  if (values.long) {
    const lengths = [10_000, 100_000, 1_000_000];
    const each = lengths.map((words) => timePerThousand(rows, words, words < 1_000_000 ? 5 : 2));
    for (const [at, words] of lengths.entries())
      console.log(
        `  ${`${words.toLocaleString('en')} words in sections`.padEnd(32)} ${each[at]?.toFixed(2)} ms per 1,000 words`,
      );
    const growth = (each.at(-1) ?? 0) / (each[0] || 1);
    figures.push({ name: 'million words, times', value: growth, target: 1.5, floor: 1.5, n: 1_000_000 });
  }
}

console.log('\nFigures against the targets');
for (const { name, value, target, n } of figures) {
  console.log(
    `  ${(/ (?:ms|times)$/.test(name) ? value <= target : value >= target) ? 'met   ' : 'missed'} ${name.padEnd(26)} ${value.toFixed(3)} (target ${target}, n ${n})`,
  );
}
if (values.json) writeFileSync(values.json, `${JSON.stringify({ figures }, null, 2)}\n`);

function present(name: string, path: string): boolean {
  if (existsSync(path)) return true;
  console.log(`\n${name}: ${path} is not there; left out`);
  return false;
}

function heading(name: string, n: number, gold: boolean[]): void {
  console.log(`\n${name} (n ${n}, of them ${gold.filter(Boolean).length} labelled)`);
}

function line(name: string, { precision, recall, f1, mcc, specificity }: Counted): void {
  const shown = Object.entries({ precision, recall, F1: f1, MCC: mcc, specificity });
  console.log(`  ${name.padEnd(30)} ${shown.map(([key, value]) => `${key} ${value.toFixed(3)}`).join('  ')}`);
}

function baselines(gold: boolean[], texts: string[]): void {
  line(
    'flag everything',
    count(
      gold,
      gold.map(() => true),
    ),
  );
  if (lists)
    line(
      'npm lists hedges + weasels',
      count(
        gold,
        texts.map((text) => lists.test(text)),
      ),
    );
  else console.log('  npm lists hedges + weasels: not installed, baseline missing');
}

function figure(name: string, value: number, target: number, n: number): void {
  figures.push({ name, value, target, floor: target, n });
}
