import { maskQuotations } from './mask.ts';
import { pairWeights, wordWeights } from './word-weights.ts';

/** What a word or pair adds: to stopping at its sentence, and to that sentence's selling something. */
type Weight = [number, number];

/**
 * A word or mark of a sentence. `name` is in small letters; a year's is `####`, any other number's `#`. `after` has what
 * pairs with this word as their first add, by their second.
 */
export type Word = {
  name: string;
  isNumber: boolean;
  isCapital: boolean;
  weight: Weight | undefined;
  after: Map<string, Weight> | undefined;
};

const weightOfWord = byName(wordWeights, ' ');
const weightsAfter = new Map<string, Map<string, Weight>>();
for (const [pair, weight] of byName(pairWeights, '|')) {
  const [first = '', second = ''] = pair.split(' ');
  const known = weightsAfter.get(first);
  if (known) known.set(second, weight);
  else weightsAfter.set(first, new Map([[second, weight]]));
}

/** What stands before the first word in a pair, and the name of a number that is no year. */
export const opening = '^';
export const number = '#';

const written = /[A-Za-zÀ-ɏ]+(?:['’][a-z]+)?|\d[\d.,]*|[%$€£!?:;,"“”—–-]/g;
const year = /^(?:1[5-9]|20)\d\d[.,]?$/;

/** The words met so far, so that each is looked at once. */
const met = new Map<string, Word>();
const mostMet = 20_000;

/** The words and marks of a sentence in order, without what it quotes. */
export function wordsOf(text: string): Word[] {
  return (maskQuotations(text).match(written) ?? []).map(wordOf);
}

function wordOf(spelt: string): Word {
  const known = met.get(spelt);
  if (known) return known;
  const isNumber = /^\d/.test(spelt);
  const lower = spelt.toLowerCase().replace('’', "'");
  const name = isNumber ? (year.test(spelt) ? '####' : number) : lower;
  const word = {
    name,
    isNumber,
    isCapital: spelt[0] !== lower[0] && spelt !== 'I',
    weight: weightOfWord.get(name),
    after: weightsAfter.get(name),
  };
  if (met.size >= mostMet) met.clear();
  met.set(spelt, word);
  return word;
}

/** What the words of a sentence add up to, each of them and each pair of neighbours once. */
export function weighWords(words: Word[]): Weight {
  const counted = new Set<Weight>();
  let after = weightsAfter.get(opening);
  for (const word of words) {
    const pair = after?.get(word.name);
    if (word.weight) counted.add(word.weight);
    if (pair) counted.add(pair);
    after = word.after;
  }
  const sum: Weight = [0, 0];
  for (const [stopping, selling] of counted) {
    sum[0] += stopping;
    sum[1] += selling;
  }
  return sum;
}

function byName(weights: [number, number, string][], gap: string): Map<string, Weight> {
  return new Map(
    weights.flatMap(([stopping, selling, names]) =>
      names.split(gap).map((name): [string, Weight] => [name, [stopping, selling]]),
    ),
  );
}
