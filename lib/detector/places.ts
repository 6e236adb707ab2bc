import { waysOf } from './needs.ts';
import { atLine, isWordUnit, type Starts } from './starts.ts';
import { Trie } from './trie.ts';

/** One way to begin a match of the pattern `which`: worth a try only where the tokens of each of `needs` are met. */
type Way = { which: number; needs: readonly number[] };

/** What a token begins and which needs it meets; the patterns that it begins whatever is met are told apart. */
type Known = { free: readonly number[]; bound: readonly Bound[]; meets: readonly number[] };
type Bound = { which: number; ways: readonly Way[] };

const nothing: Known = { free: [], bound: [], meets: [] };

/** What goes with words, prefixes of words and signs. */
class Tokens<Value> {
  private readonly exact = new Map<string, Value[]>();
  private readonly prefixes = new Map<string, Value[]>();
  private readonly signs = new Map<string, Value[]>();

  add({ exact, prefixes, signs }: Starts, value: Value): void {
    for (const [to, words] of [
      [this.exact, exact],
      [this.prefixes, prefixes],
      [this.signs, signs],
    ] as const)
      for (const word of words) {
        const values = to.get(word);
        if (!values) to.set(word, [value]);
        else if (values.at(-1) !== value) values.push(value);
      }
  }

  words(): string[] {
    return [...this.exact.keys(), ...this.prefixes.keys()];
  }

  /** Of a word or a pair of words that begins so: one that ends here, or one that goes on otherwise. */
  of(spelt: string, ends: boolean): Value[] {
    const found = ends ? [...(this.exact.get(spelt) ?? [])] : [];
    for (let length = spelt.indexOf(' ') + 1 || 1; length <= spelt.length; length++)
      found.push(...(this.prefixes.get(spelt.slice(0, length)) ?? []));
    return found;
  }

  ofSign(sign: string): Value[] {
    return this.signs.get(sign) ?? [];
  }
}

/**
 * Finds for each of a list of patterns the places in a text where a match can begin. Instead of being run along the
 * whole text they are tried at the words with which they begin, and only in lines that have the words that they need
 * as well: one try where there were six.
 */
export class StartPlaces {
  private readonly ways = new Tokens<Way>();
  private readonly needs = new Tokens<number>();
  private readonly numbers = new Map<string, number>();
  /** The ways of the patterns that may begin anywhere. */
  private readonly anywhere: (Way[] | undefined)[];
  private readonly trie: Trie;
  private readonly lineRoot: number;
  private readonly lineStart: Known;
  /** By node of the trie: what a word is known for that ends there, and one that goes on otherwise. */
  private readonly ending: (Known | undefined)[];
  private readonly leaving: (Known | undefined)[];
  private readonly signs = new Map<string, Known>();
  private readonly lineSigns = new Map<string, Known>();
  /** By need, the number of the line that met it last. */
  private readonly met: number[] = [];
  private line = 0;
  /** What the line has so far, and where. */
  private readonly begun: Known[] = [];
  private readonly begunAt: number[] = [];

  /** @param patterns `undefined` for one that is not looked for */
  constructor(patterns: (RegExp | undefined)[]) {
    const lines: Way[] = [];
    this.anywhere = patterns.map((pattern, which) => {
      if (!pattern) return undefined;
      const found = waysOf(pattern).map(({ starts, needs }) => ({
        starts,
        way: { which, needs: needs.map((need) => this.numberOf(need)) },
      }));
      if (found.some(({ starts }) => !starts)) return found.map(({ way }) => way);
      for (const { starts, way } of found) {
        this.ways.add(starts as Starts, way);
        if (starts?.lines) lines.push(way);
      }
      return undefined;
    });
    this.lineStart = known(lines, []);
    this.trie = new Trie([...this.ways.words(), ...this.needs.words(), atLine]);
    this.lineRoot = this.trie.find(atLine);
    this.ending = Array.from({ length: this.trie.size }, () => undefined);
    this.leaving = [...this.ending];
  }

  /** By pattern, offsets in ascending order; `everywhere` for a pattern that has to be run along the text. */
  in(text: string): (number[] | 'everywhere')[] {
    const places = this.anywhere.map((): number[] => []);
    const firstLine = ++this.line;
    let isFirst = true;
    for (let at = 0; at < text.length; at++) {
      if (isFirst) this.note(this.lineStart, at);
      const unit = text.charCodeAt(at);
      if (isWordUnit(unit)) {
        if (isFirst) this.readWord(text, at, this.lineRoot, atLine);
        at = this.readWord(text, at, Trie.root, '');
      } else if (unit === 10) this.endLine(places);
      else if (unit !== 32) {
        const sign = text[at] as string;
        if (isFirst) this.note(this.lineSigns.get(sign) ?? this.learnSign(this.lineSigns, sign, atLine), at);
        this.note(this.signs.get(sign) ?? this.learnSign(this.signs, sign, ''), at);
      }
      isFirst = unit === 10 || unit === 13 || unit === 0x2028 || unit === 0x2029;
    }
    this.endLine(places);
    return places.map((some, which) =>
      this.anywhere[which]?.some((way) => this.isMet(way, firstLine)) ? 'everywhere' : some,
    );
  }

  /** Notes a word, its digits and, where the trie has pairs of words that begin so, the word with the next one. */
  private readWord(text: string, start: number, root: number, before: string): number {
    let node = root;
    let reached = start;
    let at = start;
    for (let unit = text.charCodeAt(at); isWordUnit(unit); unit = text.charCodeAt(++at)) {
      if (unit <= 57 && !before) {
        const digit = text[at] as string;
        this.note(this.signs.get(digit) ?? this.learnSign(this.signs, digit, ''), start);
      }
      if (reached < at) continue;
      const next = this.trie.step(node, unit);
      if (!next) continue;
      node = next;
      reached = at + 1;
    }
    this.noteWord(text, start, reached, node, reached === at, before);
    if (reached < at || text.charCodeAt(at) !== 32 || !isWordUnit(text.charCodeAt(at + 1))) return at - 1;
    node = this.trie.step(node, 32);
    if (!node) return at - 1;
    let second = at + 1;
    for (let unit = text.charCodeAt(second); isWordUnit(unit); unit = text.charCodeAt(++second)) {
      const next = this.trie.step(node, unit);
      if (!next) break;
      node = next;
    }
    this.noteWord(text, start, second, node, !isWordUnit(text.charCodeAt(second)), before);
    return at - 1;
  }

  private noteWord(
    text: string,
    start: number,
    to: number,
    node: number,
    ends: boolean,
    before: string,
  ): void {
    const all = ends ? this.ending : this.leaving;
    this.note(all[node] ?? this.learnWord(all, node, before + text.slice(start, to), ends), start);
  }

  private note(found: Known, at: number): void {
    if (found === nothing) return;
    for (let i = 0; i < found.meets.length; i++) this.met[found.meets[i] as number] = this.line;
    this.begun.push(found);
    this.begunAt.push(at);
  }

  /** Now that it is known which needs the line meets, its places go to the patterns. */
  private endLine(places: number[][]): void {
    for (let i = 0; i < this.begun.length; i++) {
      const { free, bound } = this.begun[i] as Known;
      const at = this.begunAt[i] as number;
      for (let j = 0; j < free.length; j++) (places[free[j] as number] as number[]).push(at);
      for (let j = 0; j < bound.length; j++) {
        const { which, ways } = bound[j] as Bound;
        for (let k = 0; k < ways.length; k++) {
          if (!this.isMet(ways[k] as Way, this.line)) continue;
          (places[which] as number[]).push(at);
          break;
        }
      }
    }
    this.begun.length = 0;
    this.begunAt.length = 0;
    this.line++;
  }

  /** Whether each need was met in this line or in a later one. */
  private isMet({ needs }: Way, line: number): boolean {
    for (let i = 0; i < needs.length; i++) if ((this.met[needs[i] as number] as number) < line) return false;
    return true;
  }

  private learnWord(all: (Known | undefined)[], node: number, spelt: string, ends: boolean): Known {
    const found = known(this.ways.of(spelt, ends), this.needs.of(spelt, ends));
    all[node] = found;
    return found;
  }

  private learnSign(all: Map<string, Known>, sign: string, before: string): Known {
    const found = known(this.ways.ofSign(before + sign), this.needs.ofSign(before + sign));
    // A text may have any sign there is; only those that mean something are kept.
    if (found !== nothing || sign < '\u0100') all.set(sign, found);
    return found;
  }

  private numberOf(need: Starts): number {
    const key = JSON.stringify([need.exact, need.prefixes, need.signs].map((some) => [...some].sort()));
    const found = this.numbers.get(key);
    if (found !== undefined) return found;
    const number = this.met.push(0) - 1;
    this.numbers.set(key, number);
    this.needs.add(need, number);
    return number;
  }
}

function known(ways: Way[], meets: number[]): Known {
  if (ways.length + meets.length === 0) return nothing;
  const free = new Set(ways.filter(({ needs }) => needs.length === 0).map(({ which }) => which));
  const bound = Map.groupBy(
    ways.filter(({ which }) => !free.has(which)),
    ({ which }) => which,
  );
  return {
    free: [...free],
    bound: [...bound].map(([which, some]) => ({ which, ways: some })),
    meets: [...new Set(meets)],
  };
}
