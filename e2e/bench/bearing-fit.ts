/**
 * Fits lib/detector/bearing-weights.ts to the labelled articles: `node e2e/bench/bearing-fit.ts --write`. Without
 * `--write` it prints how model and rules do on the prose of each batch when the model was fitted to the others.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  bareClaimRule,
  bareFrom,
  isStatement,
  letGoBelow,
  signsInText,
  type Weighed,
} from '#lib/detector/bearing.ts';
import { defaultSettings, type Suggestion } from '#lib/detector/model.ts';
import { isFlagged } from '#lib/detector/score.ts';
import { isAttributed } from '#lib/detector/sources.ts';
import { count } from './claims-measures.ts';
import { readGold } from './claims-sets.ts';
import { goldOutcome, kindOf } from './claims-verdicts.ts';

const byRulesAlone = { ...defaultSettings, rulesOff: [bareClaimRule.id] };

type Row = {
  article: string;
  batch: string;
  signs: Map<string, number>;
  hits: Suggestion[];
  flag: boolean;
  must: boolean;
};
type Model = { names: string[]; weights: number[]; constant: number };

/** How much large weights are held down. */
const damping = 40;
/** A word is weighed by itself when so many articles have it; rarer ones would be topics. */
const articlesToAWord = 12;
/** The rules were tuned on these articles; on others they miss about so many of what is labelled. */
const missedElsewhere = 0.3;
/** The articles without a batch in their name are the first. */
const batches = [
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
  'thirteenth',
  'fourteenth',
  'fifteenth',
  'sixteenth',
  'seventeenth',
  'eighteenth',
  'nineteenth',
  'twentieth',
  'twentyfirst',
  'twentysecond',
  'twentythird',
  'twentyfourth',
  'twentyfifth',
  'twentysixth',
  'twentyseventh',
  'twentyeighth',
  'twentyninth',
  'thirtieth',
  'thirtyfirst',
  'thirtysecond',
  'thirtythird',
  'thirtyfourth',
  'thirtyfifth',
  'thirtysixth',
  'thirtyseventh',
  'thirtyeighth',
  'thirtyninth',
  'fortieth',
  'fortyfirst',
  'fortysecond',
  'fortythird',
  'fortyfourth',
  'fortyfifth',
  'fortysixth',
];

const rows = readGold(fileURLToPath(new URL('claims-gold', import.meta.url))).flatMap(rowsOf);
const inArticles = new Map<string, Set<string>>();
for (const { article, signs } of rows) {
  for (const sign of signs.keys()) inArticles.set(sign, (inArticles.get(sign) ?? new Set()).add(article));
}
const names = [...inArticles]
  .filter(([sign, articles]) => !sign.startsWith('word ') || articles.size >= articlesToAWord)
  .map(([sign]) => sign)
  .sort();
const placeOf = new Map(names.map((name, i) => [name, i]));

if (process.argv.includes('--write')) write();
else compare();

/** How each batch does under a model that was fitted to the others. */
function compare(): void {
  const outcomes = [...new Set(rows.map((row) => row.batch))].map((batch) => {
    const model = fitted(rows.filter((row) => row.batch !== batch));
    const tried = rows.filter((row) => row.batch === batch);
    return { batch, tried, answers: tried.map((row) => isFound(row, chance(model, row))) };
  });
  for (const { batch, tried, answers } of outcomes) line(batch, tried, answers);
  line(
    'all',
    outcomes.flatMap(({ tried }) => tried),
    outcomes.flatMap(({ answers }) => answers),
  );
}

function write(): void {
  const { weights, constant } = fitted(rows);
  const lines = names.map(
    (name, i) => `  ${/^\w+$/.test(name) ? name : `'${name}'`}: ${rounded(weights[i] ?? 0)},`,
  );
  writeFileSync(
    fileURLToPath(new URL('../../lib/detector/bearing-weights.ts', import.meta.url)),
    `/** What each sign in bearing.ts adds; written by e2e/bench/bearing-fit.ts. */\nexport const weights: Record<string, number> = {\n  constant: ${rounded(constant)},\n${lines.join('\n')}\n};\n`,
  );
}

function rounded(weight: number): number {
  return Math.round(weight * 100) / 100 || 0;
}

function isFound({ hits }: Row, likelihood: number): boolean {
  return likelihood > bareFrom || isFlagged(hits.filter((hit) => likelihood >= letGoBelow(hit)));
}

function line(name: string, tried: Row[], answers: boolean[]): void {
  const { precision, recall, mcc, specificity } = count(
    tried.map((row) => row.flag),
    answers,
  );
  const musts = tried.flatMap((row, i) => (row.must ? [answers[i]] : []));
  const shown = Object.entries({ precision, recall, MCC: mcc, specificity });
  console.log(
    `${name.padEnd(8)} n ${String(tried.length).padEnd(4)} ${shown.map(([key, value]) => `${key} ${value.toFixed(3)}`).join('  ')}  must ${musts.filter(Boolean).length} of ${musts.length}`,
  );
}

/** The prose of an article, without its questions. */
function rowsOf(article: ReturnType<typeof readGold>[number]): Row[] {
  const prefix = article.name.split('-')[0] ?? '';
  const batch = batches.includes(prefix) ? prefix : 'first';
  const prose = goldOutcome(article.rows, byRulesAlone).filter(
    ({ gold }) => kindOf(gold.text) === 'paragraph',
  );
  const hits = prose.map(({ gold, suggestions }) =>
    gold.flag && lot(gold.text) < missedElsewhere ? [] : suggestions,
  );
  const weighed: Weighed[] = prose.map(({ gold }, i) => ({
    text: gold.text,
    attributed: isAttributed(gold.text),
    flagged: isFlagged(hits[i] ?? []),
  }));
  const signs = signsInText(weighed);
  return prose.flatMap(({ gold }, i) => {
    const own = signs[i];
    if (!own || !isStatement(gold.text)) return [];
    return [
      {
        article: article.name,
        batch,
        signs: own,
        hits: hits[i] ?? [],
        flag: gold.flag,
        must: gold.severity === 'must',
      },
    ];
  });
}

/** Between 0 and 1, always the same for a text. */
function lot(text: string): number {
  let hash = 2166136261;
  for (const unit of text) hash = Math.imul(hash ^ unit.charCodeAt(0), 16777619);
  return ((hash >>> 8) % 1000) / 1000;
}

function chance({ names, weights, constant }: Model, { signs }: Row): number {
  const sum = names.reduce((total, name, i) => total + (weights[i] ?? 0) * (signs.get(name) ?? 0), constant);
  return 1 / (1 + Math.exp(-sum));
}

/**
 * Logistic regression by Newton's method, each weight held down by the spread of its sign, as if the signs had been
 * brought to the same spread first. A sentence has few of the signs, so only pairs of those that it has are summed.
 */
function fitted(train: Row[]): Model {
  const size = names.length + 1;
  const held = new Float64Array(size);
  const points = train.map(({ signs }) => {
    const own = [...signs].flatMap(([sign, much]): [number, number][] => {
      const at = placeOf.get(sign);
      return at === undefined || much === 0 ? [] : [[at, much]];
    });
    own.sort(([a], [b]) => a - b);
    return [...own, [size - 1, 1] as [number, number]];
  });
  const [sums, squares] = [new Float64Array(size), new Float64Array(size)];
  for (const point of points) {
    for (const [i, x] of point) {
      sums[i] = (sums[i] ?? 0) + x;
      squares[i] = (squares[i] ?? 0) + x * x;
    }
  }
  for (let i = 0; i < size - 1; i++) {
    const mean = (sums[i] ?? 0) / train.length;
    held[i] = damping * ((squares[i] ?? 0) / train.length - mean * mean || 1);
  }
  let solution = new Array<number>(size).fill(0);
  for (let round = 0; round < 10; round++) {
    const slope = solution.map((weight, i) => (held[i] ?? 0) * weight);
    const curve = solution.map((_, i) => {
      const line = new Float64Array(size);
      line[i] = held[i] ?? 0;
      return line;
    });
    for (const [r, point] of points.entries()) {
      const p = 1 / (1 + Math.exp(-point.reduce((total, [i, x]) => total + x * (solution[i] ?? 0), 0)));
      const off = p - Number(train[r]?.flag);
      for (const [k, [i, x]] of point.entries()) {
        slope[i] = (slope[i] ?? 0) + off * x;
        const line = curve[i] as Float64Array;
        const weight = p * (1 - p) * x;
        for (let l = k; l < point.length; l++) {
          const [j, y] = point[l] as [number, number];
          line[j] = (line[j] ?? 0) + weight * y;
        }
      }
    }
    for (const [i, line] of curve.entries()) for (let j = 0; j < i; j++) line[j] = curve[j]?.[i] ?? 0;
    const step = solved(curve, slope);
    solution = solution.map((weight, i) => weight - (step[i] ?? 0));
  }
  return { names, weights: solution.slice(0, -1), constant: solution[size - 1] ?? 0 };
}

/** Solves `matrix · x = right` by elimination. */
function solved(matrix: Float64Array[], right: number[]): number[] {
  const lines = matrix.map((line, i) => Float64Array.from([...line, right[i] ?? 0]));
  const width = lines.length + 1;
  for (const [i, line] of lines.entries()) {
    const pivot = line[i] || 1e-9;
    for (let k = i + 1; k < lines.length; k++) {
      const other = lines[k] as Float64Array;
      const factor = (other[i] ?? 0) / pivot;
      if (factor) for (let j = i; j < width; j++) other[j] = (other[j] ?? 0) - factor * (line[j] ?? 0);
    }
  }
  const answer = new Array<number>(lines.length).fill(0);
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i] as Float64Array;
    let rest = line[width - 1] ?? 0;
    for (let j = i + 1; j < lines.length; j++) rest -= (line[j] ?? 0) * (answer[j] ?? 0);
    answer[i] = rest / (line[i] || 1e-9);
  }
  return answer;
}
