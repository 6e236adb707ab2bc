import { paragraph } from './blocks.ts';
import { isTitleCase, looksLikeHeading } from './heading-text.ts';
import type { Lines } from './model.ts';
import { lineOf, type Piece } from './pieces.ts';
import { type Address, addressesIn } from './words.ts';

/** The longest first line that is a title as it stands, in characters. */
const MAX_TITLE = 160;

/** An article's title, the text that shared its line, and the pieces that are left. */
export type Titled = {
  title: string;
  rest: string;
  pieces: Piece[];
  /** Where links in the title lead: a title is plain text. */
  addresses: Address[];
  notes: string[];
  /** Whether it is plain where the title ends. */
  isSure: boolean;
  lines: Lines;
};

/**
 * Finds the title: the only heading of the first level, if at most two blocks stand before it; else the first line.
 * A first line that is too long for a title is parted after its first question or sentence, or where its capitals end.
 * @param pieces the source's blocks, what is no part of the article already set aside
 */
export function findTitle(pieces: Piece[]): Titled {
  const first = pieces.findIndex((piece) => piece.role !== 'aside' && piece.block.kind !== 'rule');
  const topLevel = pieces.flatMap((piece, i) =>
    piece.role !== 'aside' && piece.block.kind === 'heading' && piece.block.level === 1 ? [i] : [],
  );
  const lone = topLevel.length === 1 ? (topLevel[0] as number) : -1;
  const isLone = lone >= 0 && pieces.slice(0, lone).filter((piece) => piece.role !== 'aside').length <= 2;
  const at = isLone ? lone : first;
  const block = pieces[at]?.block;
  const none: Titled = {
    title: '',
    rest: '',
    pieces,
    addresses: [],
    notes: [],
    isSure: false,
    lines: block?.lines ?? [1, 1],
  };
  if (block?.kind === 'heading') {
    const before = pieces
      .slice(0, at)
      .map(
        (piece): Piece =>
          piece.role === 'aside'
            ? piece
            : { role: 'aside', block: piece.block, reason: 'Stands before the title', group: -1 },
      );
    return {
      ...none,
      title: block.text,
      addresses: block.addresses,
      pieces: [...before, ...pieces.slice(at + 1)],
      isSure: true,
    };
  }
  if (block?.kind !== 'paragraph') {
    return { ...none, notes: ['No title was found. Write one before you import.'] };
  }
  const left = pieces.toSpliced(at, 1);
  const strong =
    block.children[0]?.type === 'strong' ? lineOf(paragraph([block.children[0]], block.lines)) : '';
  const addresses = addressesIn(block.children);
  if (block.text.length <= MAX_TITLE && !partsInTwo(block.text))
    return { ...none, title: block.text, addresses, pieces: left };
  if (addresses.length > 0) return { ...none, notes: ['No title was found. Write one before you import.'] };
  const { title, rest, isSure } =
    strong && strong !== block.text ? split(block.text, strong.length, true) : partLine(block.text);
  const notes = isSure ? [] : ['Title and text share the first line. Check where the title ends.'];
  return { ...none, title, rest, pieces: left, notes, isSure };
}

function partsInTwo(text: string): boolean {
  return text.length > 60 && /^.{3,120}?[?!]\s+\p{Lu}.*\.$/u.test(text);
}

function split(text: string, at: number, isSure: boolean) {
  return { title: text.slice(0, at).trim(), rest: text.slice(at).trim(), isSure };
}

/** Parts a long first line into title and text. */
function partLine(text: string) {
  const question = /^.{3,160}?[?!]["”’]?(?=\s+\S)/u.exec(text)?.[0];
  const sentence = /^.{3,160}?\p{L}{3,}[.]["”’)]?(?=\s+[\p{Lu}\d“"])/u.exec(text)?.[0];
  if (question && (!sentence || question.length < sentence.length)) return split(text, question.length, true);
  if (sentence && isTitleCase(sentence)) return split(text, sentence.length, true);
  const capitals = capitalisedStart(text);
  if (capitals) return split(text, capitals, false);
  if (sentence) return split(text, sentence.length, looksLikeHeading(sentence.slice(0, -1)));
  const cut = text.lastIndexOf(' ', 120);
  return split(text, text.length <= MAX_TITLE ? text.length : Math.max(cut, 0), false);
}

/**
 * The length of a title written in capitals that runs on into a sentence: the words up to the first one in small
 * letters, less the last, with which the sentence begins. 0 when fewer than three words are left.
 */
function capitalisedStart(text: string): number {
  const small = /^(?:a|an|and|as|at|but|by|for|from|in|into|is|it|of|on|or|over|so|the|to|vs|via|with)$/i;
  const ends: number[] = [];
  for (const match of text.slice(0, 200).matchAll(/\S+/g)) {
    const word = match[0].replace(/[^\p{L}\p{N}]/gu, '');
    if (/^\p{Ll}/u.test(word) && !small.test(word)) break;
    if (/^\p{Lu}|^\p{N}/u.test(word)) ends.push(match.index + match[0].length);
  }
  ends.pop();
  return ends.length >= 3 ? (ends.at(-1) as number) : 0;
}
