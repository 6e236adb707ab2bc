/**
 * Where a pattern can begin: most begin with one of a few known words. These are read off the pattern itself; one that
 * may begin anywhere is told so (`undefined`).
 */

import type { Node } from './pattern.ts';

/** Words so common that a pattern which begins with one is listed with the word behind it too. */
export const common = new Set(
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

/** The places where a match of a pattern of these alternatives can begin, or undefined where it may begin anywhere. */
export function startsOf(alternatives: Node[][]): Starts | undefined {
  const starts: Starts[] = [];
  for (const alternative of alternatives) {
    const begins = isEdged(alternative) ? beginsOf(alternative) : undefined;
    if (!begins) return undefined;
    starts.push(asStarts(begins));
  }
  return together(starts);
}

export function asStarts(begins: Begin[]): Starts {
  const starts: Starts = { exact: new Set(), prefixes: new Set(), signs: new Set(), lines: false };
  for (const { text, is } of begins) {
    if (is === 'line') starts.lines = true;
    else if (is === 'sign') starts.signs.add(text);
    else (is === 'exact' ? starts.exact : starts.prefixes).add(text);
  }
  return starts;
}

export function together(all: Starts[]): Starts {
  const starts = asStarts([]);
  for (const each of all) {
    for (const kind of ['exact', 'prefixes', 'signs'] as const)
      for (const word of each[kind]) starts[kind].add(word);
    if (each.lines) starts.lines = true;
  }
  return starts;
}

/** How what matches the nodes can begin where a word or a line begins, or undefined where it may begin with anything. */
export function beginsOf(nodes: Node[], most = mostStarts): Begin[] | undefined {
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
export const atLine = '^';

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

export function isWord(char: string): boolean {
  return isWordUnit(char.charCodeAt(0));
}

export function isSign(char: string): boolean {
  return !/[\w\s]/.test(char);
}

/** Whether a UTF-16 code unit is one of `\w`. */
export function isWordUnit(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 95
  );
}
