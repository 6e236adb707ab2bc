/**
 * A node of a pattern: what stands for one character, a group of alternatives, or a place between characters.
 * `crosses`: the character may be a line break.
 */
export type Node = { min: number; max: number } & (
  | { kind: 'char'; chars: string[] | 'any'; crosses: boolean }
  | { kind: 'group'; alternatives: Node[][] }
  | { kind: 'line' | 'edge' | 'nothing' }
);

type Chars = { chars: string[] | 'any'; crosses: boolean };

const once = { min: 1, max: 1 };
const anyInLine: Chars = { chars: 'any', crosses: false };
const anyAtAll: Chars = { chars: 'any', crosses: true };

/** Ranges that are spelt out; of any other, such as `[a-z]`, only that it is a range is kept. */
const ranges: Record<string, string> = { '0-9': '0123456789', 'A-Z': 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' };

/**
 * Reads a pattern into its alternatives, each a sequence of nodes. What stands ahead or behind only narrows a match
 * down, so it is `nothing`. Knows what the rules use of the language of patterns, and no back references.
 */
export function readPattern({ source }: RegExp): Node[][] {
  return new Reader(source).alternatives();
}

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
    const char = this.source[this.at++] as string;
    if (char === '(') return this.group();
    if (char === '^') return { kind: 'line', ...once };
    if (char === '$') return { kind: 'nothing', ...once };
    if (char === '[') return { kind: 'char', ...this.members(), ...this.times() };
    if (char === '.') return { kind: 'char', ...anyInLine, ...this.times() };
    if (char !== '\\') return { kind: 'char', chars: [char], crosses: false, ...this.times() };
    const escaped = this.escaped();
    return escaped === 'edge' ? { kind: 'edge', ...once } : { kind: 'char', ...escaped, ...this.times() };
  }

  /** What stands behind a backslash. */
  private escaped(): Chars | 'edge' {
    const char = this.source[this.at++] as string;
    if (char === 'b') return 'edge';
    if (char === 'n') return { chars: ['\n'], crosses: true };
    if (char === 'd') return { chars: [...'0123456789'], crosses: false };
    if (char === 'p' || char === 'P') this.at = this.source.indexOf('}', this.at) + 1;
    if (char === 'w' || char === 'S' || char === 'p') return anyInLine;
    return /[a-z]/i.test(char) ? anyAtAll : { chars: [char], crosses: false };
  }

  /** The members of a class, behind its opening bracket. */
  private members(): Chars {
    const chars: string[] = [];
    const isNegated = this.source[this.at] === '^';
    let isAny = isNegated;
    let namesBreak = false;
    if (isNegated) this.at++;
    while (this.source[this.at] !== ']') {
      const range = ranges[this.source.slice(this.at, this.at + 3)];
      if (range) {
        chars.push(...range);
        this.at += 3;
        continue;
      }
      const char = this.source[this.at++] as string;
      const some = char === '\\' ? this.escaped() : { chars: [char], crosses: false };
      const isRange = this.source[this.at] === '-' && this.source[this.at + 1] !== ']';
      if (some === 'edge' || some.chars === 'any' || isRange) isAny = true;
      else chars.push(...some.chars);
      if (some !== 'edge' && some.crosses) namesBreak = true;
    }
    this.at++;
    return { chars: isAny ? 'any' : chars, crosses: isNegated !== namesBreak };
  }

  private group(): Node {
    const look = /^\?<?[=!]/.exec(this.source.slice(this.at, this.at + 3));
    this.at += look ? look[0].length : this.source.startsWith('?:', this.at) ? 2 : 0;
    const alternatives = this.alternatives();
    this.at++;
    return look ? { kind: 'nothing', ...once } : { kind: 'group', alternatives, ...this.times() };
  }

  private times(): { min: number; max: number } {
    const found = /^(?:[?*+]|\{(\d+)(,?)(\d*)\})\??/.exec(this.source.slice(this.at, this.at + 12));
    if (!found) return once;
    this.at += found[0].length;
    if (found[1] === undefined)
      return { min: found[0][0] === '+' ? 1 : 0, max: found[0][0] === '?' ? 1 : Number.POSITIVE_INFINITY };
    const min = Number(found[1]);
    return { min, max: found[2] ? Number(found[3] || Number.POSITIVE_INFINITY) : min };
  }
}
