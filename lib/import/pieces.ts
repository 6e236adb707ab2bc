import type { Block, Heading, Paragraph } from './blocks.ts';
import type { Mark } from './heading-text.ts';
import type { Lines } from './model.ts';
import type { Address } from './words.ts';

/** A block and the part that it has been given in the article. */
export type Piece =
  /** `apart` is the depth of a section without a heading that starts here. */
  | { role: 'body'; block: Block; apart?: number }
  | { role: 'caption'; block: Paragraph }
  | { role: 'heading'; block: Heading | Paragraph; depth: number; mark: Mark | undefined }
  | {
      role: 'question';
      text: string;
      lines: Lines;
      block: Block;
      depth: number;
      mark: Mark | undefined;
      addresses: Address[];
    }
  | { role: 'aside'; block: Block; reason: string; group: number };

export type HeadingPiece = Extract<Piece, { role: 'heading' }>;
export type AsidePiece = Extract<Piece, { role: 'aside' }>;

/** The visible text of a block of one line, empty for a list, a table and the like. */
export function lineOf(block: Block | undefined): string {
  return block?.kind === 'paragraph' || block?.kind === 'heading' ? block.text : '';
}

/** For each piece the nearest one before and after it that is not set aside. */
export function neighbours(pieces: Piece[]): { before: (Piece | undefined)[]; after: (Piece | undefined)[] } {
  const before: (Piece | undefined)[] = [];
  const after: (Piece | undefined)[] = new Array(pieces.length);
  let last: Piece | undefined;
  for (const [i, piece] of pieces.entries()) {
    before[i] = last;
    if (piece.role !== 'aside') last = piece;
  }
  last = undefined;
  for (let i = pieces.length - 1; i >= 0; i--) {
    after[i] = last;
    if (pieces[i]?.role !== 'aside') last = pieces[i];
  }
  return { before, after };
}
