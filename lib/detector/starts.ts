/**
 * Where a pattern can begin. Most patterns begin with one of a few known words, so instead of being run along the whole
 * text they are tried at those words only: a fifth of the work. The words are read off the pattern itself; a pattern
 * that may begin anywhere is told so (`undefined`) and is run along the text as ever. The answer is the same either way.
 */

/** Words so common that a pattern which begins with one is listed with the word behind it too. */
const common = new Set(
  'a an the in on of to at by for from with and or but as so no not it is are was were be has have had its their his her our your you we one all some most many more this that there can will'.split(
    ' ',
  ),
);

/** `exact` words, `prefixes` of words, `signs`: characters that are neither of a word nor a space, `lines`: where a line begins. */
export type Starts = { exact: Set<string>; prefixes: Set<string>; signs: Set<string>; lines: boolean };

/** More beginnings than this are not worth a list. */
const mostStarts = 5000;

/** A node of a pattern: what stands for one character, a group of alternatives, or a place between characters. */
type Node = { min: number; max: number } & (
  | { kind: 'char'; chars: string[] | 'any' }
  | { kind: 'group'; alternatives: Node[][] }
  | { kind: 'line' | 'edge' | 'nothing' }
);

/** How a match can begin so far: `text` of the first word, and whether more of the word may follow. */
type Begin = { text: string; is: 'open' | 'exact' | 'prefix' | 'line' | 'sign' };

/** The places where a match of the pattern can begin, or undefined where it may begin anywhere. */
export function startsOf(pattern: RegExp): Starts | undefined {
  const starts: Starts = { exact: new Set(), prefixes: new Set(), signs: new Set(), lines: false };
  try {
    for (const alternative of new Reader(pattern.source).alternatives()) {
      if (!isEdged(alternative)) return undefined;
      for (const { text: whole, is: how } of begin(alternative, [{ text: '', is: 'open' }])) {
        const [text, is] = whole.endsWith(' ') ? [whole.trimEnd(), 'exact'] : [whole, how];
        if (is === 'line') starts.lines = true;
        else if (is === 'sign') starts.signs.add(text);
        else if (text === '') return undefined;
        else (is === 'exact' ? starts.exact : starts.prefixes).add(text);
      }
    }
  } catch (error) {
    if (error instanceof Anywhere) return undefined;
    throw error;
  }
  return starts;
}

class Anywhere extends Error {}

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

function begin(nodes: Node[], from: Begin[]): Begin[] {
  let soFar = from;
  for (const node of nodes) {
    const open = soFar.filter(({ is }) => is === 'open');
    if (open.length === 0) return soFar;
    const next = [...soFar.filter(({ is }) => is !== 'open'), ...after(node, open)];
    soFar = [...new Map(next.map((each) => [`${each.is} ${each.text}`, each])).values()];
    if (soFar.length > mostStarts) throw new Anywhere();
  }
  return soFar;
}

/** The beginnings once a node has been passed. */
function after(node: Node, open: Begin[]): Begin[] {
  const skipped = node.min === 0 ? open : [];
  switch (node.kind) {
    case 'nothing':
      return open;
    case 'line':
      return open.map(({ text }) => ({ text, is: text ? 'exact' : 'line' }));
    case 'edge':
      return open.map((each) => (isBetween(each) ? each : { ...each, is: 'exact' }));
    case 'char':
      return [...skipped, ...open.flatMap((each) => taken(node.chars, node.max, each))];
    case 'group': {
      const passed = node.alternatives.flatMap((alternative) => begin(alternative, open));
      if (node.max === 1) return [...skipped, ...passed];
      return [...skipped, ...passed.map((each) => (each.is === 'open' ? longer(each) : each))];
    }
  }
}

function taken(chars: string[] | 'any', max: number, { text }: Begin): Begin[] {
  if (chars === 'any') return [longer({ text, is: 'open' })];
  return chars.flatMap((char): Begin[] => {
    if (isWord(char)) {
      const longest: Begin = { text: text + char, is: 'open' };
      return [max === 1 ? longest : longer(longest)];
    }
    if (char === ' ' && max === 1 && common.has(text)) return [{ text: `${text} `, is: 'open' }];
    if (text) return [{ text, is: 'exact' }];
    if (isSign(char)) return [{ text: char, is: 'sign' }];
    throw new Anywhere();
  });
}

/** A beginning whose word may go on in any way. */
function longer({ text }: Begin): Begin {
  if (text === '') throw new Anywhere();
  return { text, is: 'prefix' };
}

/** Whether no word, or only the first one and a space, has been read. */
function isBetween({ text }: Begin): boolean {
  return text === '' || text.endsWith(' ');
}

function isWord(char: string): boolean {
  return /\w/.test(char);
}

function isSign(char: string): boolean {
  return !/[\w\s]/.test(char);
}

/** Reads the source of a pattern; what it does not know may begin anywhere. */
class Reader {
  private at = 0;
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  alternatives(): Node[][] {
    const all: Node[][] = [[]];
    while (this.at < this.source.length && this.source[this.at] !== ')') {
      if (this.source[this.at] === '|') {
        this.at++;
        all.push([]);
      } else all.at(-1)?.push(this.node());
    }
    return all;
  }

  private node(): Node {
    const once = { min: 1, max: 1 };
    const char = this.source[this.at++] as string;
    if (char === '(') return this.group();
    if (char === '^') return { kind: 'line', ...once };
    if (char === '$') return { kind: 'nothing', ...once };
    if (char === '[') return { kind: 'char', chars: this.members(), ...this.times() };
    if (char === '.') return { kind: 'char', chars: 'any', ...this.times() };
    if (char !== '\\') return { kind: 'char', chars: [char], ...this.times() };
    const chars = this.escaped();
    return chars === 'edge' ? { kind: 'edge', ...once } : { kind: 'char', chars, ...this.times() };
  }

  /** What stands behind a backslash. */
  private escaped(): string[] | 'any' | 'edge' {
    const char = this.source[this.at++] as string;
    if (char === 'b') return 'edge';
    if (char === 'n') return ['\n'];
    if (char === 'd') return [...'0123456789'];
    if (char === 'p' || char === 'P') this.at = this.source.indexOf('}', this.at) + 1;
    return /[a-z]/i.test(char) ? 'any' : [char];
  }

  /** The members of a class, behind its opening bracket. */
  private members(): string[] | 'any' {
    const chars: string[] = [];
    let isAny = this.source[this.at] === '^';
    while (this.source[this.at] !== ']') {
      const char = this.source[this.at++] as string;
      const some = char === '\\' ? this.escaped() : [char];
      const isRange = this.source[this.at] === '-' && this.source[this.at + 1] !== ']';
      if (isRange || typeof some === 'string') isAny = true;
      else chars.push(...some);
    }
    this.at++;
    return isAny ? 'any' : chars;
  }

  private group(): Node {
    const look = /^\?<?[=!]/.exec(this.source.slice(this.at, this.at + 3));
    this.at += look ? look[0].length : this.source.startsWith('?:', this.at) ? 2 : 0;
    const alternatives = this.alternatives();
    this.at++;
    // What stands ahead or behind only narrows down where a match begins.
    return look ? { kind: 'nothing', min: 1, max: 1 } : { kind: 'group', alternatives, ...this.times() };
  }

  private times(): { min: number; max: number } {
    const found = /^(?:[?*+]|\{(\d+)(,?)(\d*)\})\??/.exec(this.source.slice(this.at, this.at + 12));
    if (!found) return { min: 1, max: 1 };
    this.at += found[0].length;
    if (found[1] === undefined)
      return { min: found[0][0] === '+' ? 1 : 0, max: found[0][0] === '?' ? 1 : Number.POSITIVE_INFINITY };
    const min = Number(found[1]);
    return { min, max: found[2] ? Number(found[3] || Number.POSITIVE_INFINITY) : min };
  }
}

const none: readonly number[] = [];

/** So many different words are remembered with the patterns that they begin. */
const mostKnown = 20_000;

/** Finds for each of a list of patterns the places in a text where a match can begin. */
export class StartPlaces {
  private readonly exact = new Map<string, number[]>();
  private readonly prefixes = new Map<string, number[]>();
  private readonly lines: number[] = [];
  private readonly signs = new Map<string, number[]>();
  private readonly known = new Map<string, readonly number[]>();
  private readonly everywhere: boolean[];

  constructor(patterns: (RegExp | undefined)[]) {
    const add = (to: Map<string, number[]>, words: Set<string>, which: number) => {
      for (const word of words) to.set(word, [...(to.get(word) ?? []), which]);
    };
    this.everywhere = patterns.map((pattern, which) => {
      const starts = pattern && startsOf(pattern);
      if (!starts) return true;
      add(this.exact, starts.exact, which);
      add(this.prefixes, starts.prefixes, which);
      add(this.signs, starts.signs, which);
      if (starts.lines) this.lines.push(which);
      return false;
    });
  }

  /** By pattern, offsets in ascending order; `everywhere` for a pattern that has to be run along the text. */
  in(text: string): (number[] | 'everywhere')[] {
    const places = this.everywhere.map((each): number[] | 'everywhere' => (each ? 'everywhere' : []));
    const note = (which: readonly number[], at: number) => {
      for (const each of which) (places[each] as number[]).push(at);
    };
    let isLine = true;
    for (let at = 0; at < text.length; at++) {
      if (isLine) note(this.lines, at);
      const unit = text.charCodeAt(at);
      isLine = unit === 10 || unit === 13 || unit === 0x2028 || unit === 0x2029;
      if (isWordUnit(unit)) {
        const start = at;
        at = endOfWord(text, at);
        const word = text.slice(start, at + 1);
        note(this.begunBy(word), start);
        if (common.has(word) && isWordUnit(text.charCodeAt(at + 2)) && text[at + 1] === ' ')
          note(this.begunBy(text.slice(start, endOfWord(text, at + 2) + 1)), start);
      } else if (unit !== 32 && !isLine) note(this.signs.get(text[at] as string) ?? none, at);
    }
    return places;
  }

  private begunBy(word: string): readonly number[] {
    const known = this.known.get(word);
    if (known) return known;
    const which = new Set(this.exact.get(word));
    for (let length = word.indexOf(' ') + 1 || 1; length <= word.length && length <= 40; length++) {
      for (const each of this.prefixes.get(word.slice(0, length)) ?? []) which.add(each);
    }
    const answer = [...which];
    if (this.known.size >= mostKnown) this.known.clear();
    this.known.set(word, answer);
    return answer;
  }
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
