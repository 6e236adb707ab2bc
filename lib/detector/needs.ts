import { type Node, readPattern } from './pattern.ts';
import {
  asStarts,
  atLine,
  beginsOf,
  common,
  isSign,
  isWord,
  type Starts,
  startsOf,
  together,
} from './starts.ts';

/** A way in which a match can come about: how it begins, and tokens of which its line has to have one of each. */
export type MatchWay = { starts: Starts | undefined; needs: Starts[] };

/** More ways than this are not worth telling apart. */
const mostWays = 600;

/** The ways in which a match of the pattern can come about; one that may begin anywhere has no `starts`. */
export function waysOf(pattern: RegExp): MatchWay[] {
  const needs = new Needs();
  return readPattern(pattern).flatMap((alternative) =>
    spelt(alternative).map((nodes) => ({
      starts: startsOf([nodes]),
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
  const isOneWord = (some: Node[]) => some.every((node) => node.kind === 'char' && !isBlank(node));
  const words = group.alternatives.filter(isOneWord);
  const others = group.alternatives.filter((some) => !isOneWord(some));
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
