/**
 * Where a pattern can begin, and what it needs. Most patterns begin with one of a few known words, and need others
 * behind them, so instead of being run along the whole text they are tried at those words only, and only in lines that
 * have the others too: a fortieth of the tries. Both are read off the pattern itself; a pattern that may begin anywhere
 * is told so (`undefined`) and is run along a text that has what it needs. The answer is the same either way.
 */

import { type Node, readPattern } from './pattern.ts';

/** Words so common that a pattern which begins with one is listed with the word behind it too. */
const common = new Set(
  'a an the in on of to at by for from with and or but as so no not it is are was were be has have had its their his her our your you we one all some most many more this that there can will'.split(
    ' ',
  ),
);

/**
 * `exact` words, `prefixes` of words, `signs`: characters that are neither of a word nor a space, `lines`: where a line
 * begins. Behind `atLine` a word or a sign is the first of its line.
 */
export type Starts = { exact: Set<string>; prefixes: Set<string>; signs: Set<string>; lines: boolean };

/** More beginnings than this are not worth a list. */
const mostStarts = 5000;

/** How a match can begin so far: `text` of the first word, and whether more of the word may follow. */
type Begin = { text: string; is: 'open' | 'exact' | 'prefix' | 'line' | 'sign' };

/** The places where a match of the pattern can begin, or undefined where it may begin anywhere. */
export function startsOf(pattern: RegExp): Starts | undefined {
  return startsOfAny(readPattern(pattern));
}

/** The same for a pattern that was read. */
export function startsOfAny(alternatives: Node[][]): Starts | undefined {
  const starts: Starts[] = [];
  for (const alternative of alternatives) {
    const begins = isEdged(alternative) ? beginsOf(alternative) : undefined;
    if (!begins) return undefined;
    starts.push(asStarts(begins));
  }
  return together(starts);
}

function asStarts(begins: Begin[]): Starts {
  const starts: Starts = { exact: new Set(), prefixes: new Set(), signs: new Set(), lines: false };
  for (const { text, is } of begins) {
    if (is === 'line') starts.lines = true;
    else if (is === 'sign') starts.signs.add(text);
    else (is === 'exact' ? starts.exact : starts.prefixes).add(text);
  }
  return starts;
}

function together(all: Starts[]): Starts {
  const starts = asStarts([]);
  for (const each of all) {
    for (const kind of ['exact', 'prefixes', 'signs'] as const)
      for (const word of each[kind]) starts[kind].add(word);
    if (each.lines) starts.lines = true;
  }
  return starts;
}

/** How what matches the nodes can begin where a word or a line begins, or undefined where it may begin with anything. */
function beginsOf(nodes: Node[], most = mostStarts): Begin[] | undefined {
  try {
    const begins = begin(nodes, [{ text: '', is: 'open' }], most).map(({ text, is }): Begin => {
      if (text === atLine) return { text: '', is: 'line' };
      return text.endsWith(' ') ? { text: text.trimEnd(), is: 'exact' } : { text, is };
    });
    return begins.some(({ text, is }) => text === '' && is !== 'line') ? undefined : begins;
  } catch (error) {
    if (error !== anywhere) throw error;
    return nodes.find(({ kind }) => kind !== 'nothing')?.kind === 'line'
      ? [{ text: '', is: 'line' }]
      : undefined;
  }
}

/** Stands before a word or a sign that has to be the first of its line. */
const atLine = '^';

/** Thrown where nothing is known of how a match begins. */
const anywhere = new Error('anywhere');

/** Whether the first thing that a sequence says is that a word or a line begins here, or a sign stands here. */
function isEdged(nodes: Node[]): boolean {
  const first = nodes.find((node) => node.kind !== 'nothing');
  if (!first) return false;
  if (first.kind === 'edge' || first.kind === 'line') return first.min > 0;
  if (first.kind === 'group') {
    const rest = nodes.slice(nodes.indexOf(first) + 1);
    return first.alternatives.every(isEdged) && (first.min > 0 || isEdged(rest));
  }
  if (first.kind !== 'char' || first.chars === 'any' || !first.chars.every(isSign)) return false;
  return first.min > 0 || isEdged(nodes.slice(nodes.indexOf(first) + 1));
}

function begin(nodes: Node[], from: Begin[], most: number): Begin[] {
  let open = from;
  let closed: Begin[] = [];
  for (const node of nodes) {
    if (open.length === 0) break;
    const letter = letterOf(node);
    if (letter) {
      open = open.map(({ text }) => ({ text: text + letter, is: 'open' }));
      continue;
    }
    const next: Begin[] = [];
    for (const each of after(node, open, most)) (each.is === 'open' ? next : closed).push(each);
    open = next.length > 1 ? distinct(next) : next;
    if (open.length + closed.length > most) closed = distinct(closed);
    if (open.length + closed.length > most) throw anywhere;
  }
  return [...closed, ...open];
}

/** The one letter or digit for which a node stands, if it stands for one. */
function letterOf(node: Node): string | undefined {
  if (node.kind !== 'char' || node.min !== 1 || node.max !== 1 || node.chars.length !== 1) return undefined;
  return isWord(node.chars[0] as string) ? node.chars[0] : undefined;
}

function distinct(begins: Begin[]): Begin[] {
  return [...new Map(begins.map((each) => [`${each.is} ${each.text}`, each])).values()];
}

/** The beginnings once a node has been passed. */
function after(node: Node, open: Begin[], most: number): Begin[] {
  const skipped = node.min === 0 ? open : [];
  switch (node.kind) {
    case 'nothing':
      return open;
    case 'line':
      return open.map(({ text }) => (text ? { text, is: 'exact' } : { text: atLine, is: 'open' }));
    case 'edge':
      return open.map((each) => (isBetween(each) ? each : { ...each, is: 'exact' }));
    case 'char':
      return [...skipped, ...open.flatMap((each) => taken(node.chars, node.max, each))];
    case 'group': {
      const passed = node.alternatives.flatMap((alternative) => begin(alternative, open, most));
      if (node.max === 1) return [...skipped, ...passed];
      return [...skipped, ...passed.map((each) => (each.is === 'open' ? longer(each) : each))];
    }
  }
}

function taken(chars: string[] | 'any', max: number, { text }: Begin): Begin[] {
  if (chars === 'any') return [longer({ text, is: 'open' })];
  return chars.map((char): Begin => {
    if (isWord(char)) {
      const longest: Begin = { text: text + char, is: 'open' };
      return max === 1 ? longest : longer(longest);
    }
    if (char === ' ' && max === 1 && common.has(text)) return { text: `${text} `, is: 'open' };
    if (text && text !== atLine) return { text, is: 'exact' };
    if (isSign(char)) return { text: text + char, is: 'sign' };
    throw anywhere;
  });
}

/** A beginning whose word may go on in any way. */
function longer({ text }: Begin): Begin {
  if (text === '') throw anywhere;
  return text === atLine ? { text: '', is: 'line' } : { text, is: 'prefix' };
}

/** Whether no word, or only the first one and a space, has been read. */
function isBetween({ text }: Begin): boolean {
  return text === '' || text === atLine || text.endsWith(' ');
}

function isWord(char: string): boolean {
  return isWordUnit(char.charCodeAt(0));
}

function isSign(char: string): boolean {
  return !/[\w\s]/.test(char);
}

/** A way in which a match can come about: how it begins, and tokens of which its line has to have one of each. */
export type MatchWay = { starts: Starts | undefined; needs: Starts[] };

/** More ways than this are not worth telling apart. */
const mostWays = 600;

/** The ways in which a match of the pattern can come about; one that may begin anywhere has no `starts`. */
export function waysOf(pattern: RegExp): MatchWay[] {
  const needs = new Needs();
  return readPattern(pattern).flatMap((alternative) =>
    spelt(alternative).map((nodes) => ({
      starts: startsOfAny([nodes]),
      needs: staysInLine(nodes) ? rarest(needs.of(nodes, false, false)) : [],
    })),
  );
}

/** A sequence once for each alternative of the group that it begins with; what are mere words stays together. */
function spelt(nodes: Node[]): Node[][] {
  const first = nodes.findIndex(({ kind }) => kind === 'char' || kind === 'group');
  const group = nodes[first];
  if (group?.kind !== 'group' || group.min !== 1 || group.max !== 1) return [nodes];
  const [before, behind] = [nodes.slice(0, first), nodes.slice(first + 1)];
  const isWord = (some: Node[]) => some.every((node) => node.kind === 'char' && !isBlank(node));
  const words = group.alternatives.filter(isWord);
  const others = group.alternatives.filter((some) => !isWord(some));
  const all = others.flatMap((some) => spelt([...before, ...some, ...behind]));
  if (words.length) all.push([...before, { ...group, alternatives: words }, ...behind]);
  return all.length > mostWays ? [nodes] : all;
}

function isBlank(node: Node): boolean {
  return node.kind === 'char' && node.chars !== 'any' && node.chars.includes(' ');
}

function staysInLine(nodes: Node[]): boolean {
  return nodes.every((node) => {
    if (node.kind === 'group') return node.alternatives.every(staysInLine);
    return node.kind !== 'char' || !node.crosses;
  });
}

/** Reads off what a match of a pattern has to have; what is shared by several of its ways is read once. */
class Needs {
  private readonly behind = new Map<Node, Starts | undefined>();
  private readonly groups = [new Map<Node, Starts | undefined>(), new Map<Node, Starts | undefined>()];

  /**
   * Sets of tokens of which whatever matches has one of each, in the line where it begins.
   * @param between whether the nodes stand where no word goes on
   * @param isInner whether they are those of a group; of a whole way the first word is where it begins
   */
  of(nodes: Node[], between: boolean, isInner: boolean): Starts[] {
    const needs: Starts[] = [];
    let isBetween = between;
    let isBehind = isInner;
    for (const [i, node] of nodes.entries()) {
      const takes = node.kind === 'char' || node.kind === 'group';
      const words = takes && isBetween && isBehind ? this.wordsFrom(nodes, i, isInner) : undefined;
      const isFirst = node.kind === 'group' && !isBehind;
      const some = takes && node.min > 0 && !isFirst ? this.ofNode(node, isBetween) : undefined;
      if (words) needs.push(words);
      if (some && (!words || howOften(some) < howOften(words))) needs.push(some);
      if (takes && node.min > 0) isBehind = true;
      isBetween = endsBetween(node, isBetween);
    }
    return needs;
  }

  /** What stands behind a node is the same in every way of the pattern, unless it is one of a group by itself. */
  private wordsFrom(nodes: Node[], i: number, isInner: boolean): Starts | undefined {
    const words = () => wordsOf(nodes.slice(i));
    return isInner ? words() : once(this.behind, nodes[i] as Node, words);
  }

  private ofNode(node: Node, isBetween: boolean): Starts | undefined {
    if (node.kind === 'char') return signsOf(node.chars);
    if (node.kind !== 'group') return undefined;
    const known = this.groups[Number(isBetween)] as Map<Node, Starts | undefined>;
    return once(known, node, () => this.ofEach(node.alternatives, isBetween));
  }

  /** A set of which whichever alternative matches has one. */
  private ofEach(alternatives: Node[][], isBetween: boolean): Starts | undefined {
    const each: Starts[] = [];
    for (const alternative of alternatives) {
      const [need] = rarest(this.of(alternative, isBetween, true));
      if (!need) return undefined;
      each.push(need);
    }
    return together(each);
  }
}

function once<Key, Value>(known: Map<Key, Value>, key: Key, find: () => Value): Value {
  if (!known.has(key)) known.set(key, find());
  return known.get(key) as Value;
}

/** The words with which the nodes begin, where a word begins. */
function wordsOf(nodes: Node[]): Starts | undefined {
  const begins = beginsOf(nodes, tooOften);
  return begins?.every(({ text, is }) => is !== 'line' && text[0] !== atLine) ? asStarts(begins) : undefined;
}

/** Signs and digits, where nothing else may stand. */
function signsOf(chars: string[] | 'any'): Starts | undefined {
  if (chars === 'any' || !chars.every((char) => isSign(char) || /\d/.test(char))) return undefined;
  return asStarts(chars.map((text) => ({ text, is: 'sign' })));
}

/** Whether no word goes on behind the node. */
function endsBetween(node: Node, before: boolean): boolean {
  switch (node.kind) {
    case 'nothing':
      return before;
    case 'line':
    case 'edge':
      return true;
    case 'char':
      return node.chars !== 'any' && !node.chars.some(isWord) && (node.min > 0 || before);
    case 'group':
      return (
        (node.min > 0 || before) &&
        node.alternatives.every((some) => some.reduce((is, each) => endsBetween(each, is), before))
      );
  }
}

/** Those of the sets that are met most seldom, at most two. */
function rarest(needs: Starts[]): Starts[] {
  return needs
    .map((need) => ({ need, often: howOften(need) }))
    .filter(({ often }) => often < tooOften)
    .sort((a, b) => a.often - b.often)
    .slice(0, 2)
    .map(({ need }) => need);
}

/** What is met as often as this in ordinary text spares nothing. */
const tooOften = 150;

/** A guess at how often one of the tokens is met: long words are rare. */
function howOften({ exact, prefixes, signs }: Starts): number {
  let often = 0;
  for (const word of exact) often += common.has(word) ? 100 : (ofWordLength[word.length] ?? 1);
  for (const prefix of prefixes) often += (ofWordLength[prefix.length] ?? 1) * 4;
  for (const sign of signs) often += /[-,.'’]/.test(sign) ? 50 : 3;
  return often;
}

const ofWordLength = [200, 50, 20, 10, 4, 2];

/** One way to begin a match of the pattern `which`: worth a try only where the tokens of each of `needs` are met. */
type Way = { which: number; needs: readonly number[] };

/** What a word begins and which needs it meets; the ways of a pattern that needs nothing are told apart. */
type Known = { free: readonly number[]; bound: readonly Bound[]; meets: readonly number[] };
type Bound = { which: number; ways: readonly Way[] };

const nothing: Known = { free: [], bound: [], meets: [] };

/** So many different words are remembered with the patterns that they begin. */
const mostKnown = 20_000;

/** By word, prefix of a word or sign. */
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

  ofWord(word: string): Value[] {
    const found = [...(this.exact.get(word) ?? [])];
    for (let length = word.indexOf(' ') + 1 || 1; length <= word.length && length <= 40; length++)
      found.push(...(this.prefixes.get(word.slice(0, length)) ?? []));
    return found;
  }

  ofSign(sign: string): Value[] {
    return this.signs.get(sign) ?? [];
  }
}

/** Finds for each of a list of patterns the places in a text where a match can begin. */
export class StartPlaces {
  private readonly ways = new Tokens<Way>();
  private readonly needs = new Tokens<number>();
  private readonly numbers = new Map<string, number>();
  private readonly lineStart: Known;
  private readonly known = new Map<string, Known>();
  /** The ways of the patterns that may begin anywhere. */
  private readonly anywhere: (Way[] | undefined)[];
  /** By need, the number of the line that met it last. */
  private readonly met: number[] = [];
  private line = 0;

  /** @param patterns `undefined` for one that is not looked for */
  constructor(patterns: (RegExp | undefined)[]) {
    const atLines: Way[] = [];
    this.anywhere = patterns.map((pattern, which) => {
      if (!pattern) return undefined;
      const found = waysOf(pattern).map(({ starts, needs }) => ({
        starts,
        way: { which, needs: needs.map((need) => this.numberOf(need)) },
      }));
      if (found.some(({ starts }) => !starts)) return found.map(({ way }) => way);
      for (const { starts, way } of found) {
        this.ways.add(starts as Starts, way);
        if (starts?.lines) atLines.push(way);
      }
      return undefined;
    });
    this.lineStart = { ...parted(atLines), meets: [] };
  }

  /** By pattern, offsets in ascending order; `everywhere` for a pattern that has to be run along the text. */
  in(text: string): (number[] | 'everywhere')[] {
    const places = this.anywhere.map((): number[] => []);
    const firstLine = ++this.line;
    const begun: Known[] = [];
    const begunAt: number[] = [];
    const note = (token: string, at: number) =>
      this.note(this.known.get(token) ?? this.learn(token), at, begun, begunAt);
    let isFirst = true;
    for (let at = 0; at < text.length; at++) {
      if (isFirst) this.note(this.lineStart, at, begun, begunAt);
      const unit = text.charCodeAt(at);
      if (isWordUnit(unit)) {
        const start = at;
        at = endOfWord(text, at);
        const word = text.slice(start, at + 1);
        if (isFirst) note(atLine + word, start);
        note(word, start);
        if (text[at + 1] === ' ' && isWordUnit(text.charCodeAt(at + 2)) && common.has(word))
          note(text.slice(start, endOfWord(text, at + 2) + 1), start);
      } else if (unit === 10) this.endLine(begun, begunAt, places);
      else if (unit !== 32) {
        const sign = text[at] as string;
        if (isFirst) note(atLine + sign, at);
        note(sign, at);
      }
      isFirst = unit === 10 || unit === 13 || unit === 0x2028 || unit === 0x2029;
    }
    this.endLine(begun, begunAt, places);
    return places.map((some, which) =>
      this.anywhere[which]?.some((way) => this.isMet(way, firstLine)) ? 'everywhere' : some,
    );
  }

  private note(known: Known, at: number, begun: Known[], begunAt: number[]): void {
    if (known === nothing) return;
    for (let i = 0; i < known.meets.length; i++) this.met[known.meets[i] as number] = this.line;
    begun.push(known);
    begunAt.push(at);
  }

  /** Now that it is known which needs the line meets, its places go to the patterns. */
  private endLine(begun: Known[], begunAt: number[], places: number[][]): void {
    for (let i = 0; i < begun.length; i++) {
      const { free, bound } = begun[i] as Known;
      const at = begunAt[i] as number;
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
    begun.length = 0;
    begunAt.length = 0;
    this.line++;
  }

  /** Whether each need was met in this line or in a later one. */
  private isMet({ needs }: Way, line: number): boolean {
    for (let i = 0; i < needs.length; i++) if ((this.met[needs[i] as number] as number) < line) return false;
    return true;
  }

  private learn(token: string): Known {
    const isSign = !isWordUnit(token.charCodeAt(token.length > 1 && token[0] === atLine ? 1 : 0));
    const meets = isSign ? [...this.needs.ofSign(token)] : this.needs.ofWord(token);
    if (!isSign) for (const digit of new Set(token.match(/\d/g))) meets.push(...this.needs.ofSign(digit));
    const ways = isSign ? this.ways.ofSign(token) : this.ways.ofWord(token);
    const answer = ways.length || meets.length ? { ...parted(ways), meets: [...new Set(meets)] } : nothing;
    if (this.known.size >= mostKnown) this.known.clear();
    this.known.set(token, answer);
    return answer;
  }

  private numberOf(need: Starts): number {
    const key = JSON.stringify([need.exact, need.prefixes, need.signs].map((some) => [...some].sort()));
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.met.push(0) - 1;
    this.numbers.set(key, number);
    this.needs.add(need, number);
    return number;
  }
}

function parted(ways: Way[]): Pick<Known, 'free' | 'bound'> {
  const free = new Set(ways.filter(({ needs }) => needs.length === 0).map(({ which }) => which));
  const bound = Map.groupBy(
    ways.filter(({ which }) => !free.has(which)),
    ({ which }) => which,
  );
  return { free: [...free], bound: [...bound].map(([which, some]) => ({ which, ways: some })) };
}

/** The last offset of the word that stands at this one. */
function endOfWord(text: string, at: number): number {
  let last = at;
  while (isWordUnit(text.charCodeAt(last + 1))) last++;
  return last;
}

/** Whether a UTF-16 code unit is one of `\w`. */
function isWordUnit(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 95
  );
}
