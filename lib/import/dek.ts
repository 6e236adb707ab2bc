import type { PhrasingContent } from 'mdast';
import { paragraph } from './blocks.ts';
import type { Lines } from './model.ts';
import { lineOf, type Piece } from './pieces.ts';
import type { Titled } from './title.ts';

/** The longest dek that shares the title's line, and that stands on its own, in characters. */
const MAX_DEK = 1_000;
const MAX_OWN_DEK = 500;

/**
 * Finds the dek: what shares the title's line, the only paragraph between the title and the first heading, or a first
 * paragraph all in emphasis. It is plain text, so a paragraph with links or other marks is none.
 */
export function findDek(pieces: Piece[], titled: Titled): { dek: string; pieces: Piece[] } {
  const firstHeading = pieces.findIndex((piece) => piece.role === 'heading' || piece.role === 'question');
  if (titled.rest) {
    if (titled.rest.length <= MAX_DEK && (firstHeading >= 0 || titled.isSure))
      return { dek: titled.rest, pieces };
    return { dek: '', pieces: [restAsText(titled), ...pieces] };
  }
  if (firstHeading < 0) return { dek: '', pieces };
  const before = pieces
    .slice(0, firstHeading)
    .filter((piece) => piece.role !== 'aside' && piece.block.kind !== 'rule');
  const piece = before[0];
  if (piece?.role !== 'body' || piece.block.kind !== 'paragraph') return { dek: '', pieces };
  const { children } = piece.block;
  const only = children.length === 1 ? children[0] : undefined;
  const isAlone = only?.type === 'text' && before.length === 1;
  const isEmphasis = only?.type === 'emphasis' && only.children.every((child) => child.type === 'text');
  const dek = lineOf(piece.block);
  if (!(isAlone || isEmphasis) || dek.length > MAX_OWN_DEK) return { dek: '', pieces };
  return { dek, pieces: pieces.filter((other) => other !== piece) };
}

function restAsText(titled: Titled): Piece {
  const text: PhrasingContent = { type: 'text', value: titled.rest };
  const lines: Lines = titled.lines;
  return { role: 'body', block: paragraph([text], lines) };
}
