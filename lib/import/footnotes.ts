import type { FootnoteDefinition, RootContent } from 'mdast';
import { visit } from 'unist-util-visit';
import type { Piece } from './pieces.ts';

/** The footnotes of a source, to be put where they are cited. */
export type Footnotes = {
  /** The footnotes that blocks cite, and the ones that those cite, each once and in order. */
  citedIn(nodes: RootContent[]): FootnoteDefinition[];
  /** Whether any block cites a footnote. */
  isCited(note: FootnoteDefinition): boolean;
};

/**
 * Collects a source's footnotes. Bodies are rendered one by one, so a footnote has to stand in the body that cites it,
 * and in each if several do.
 */
export function collectFootnotes(pieces: Piece[]): Footnotes {
  const notes = new Map<string, FootnoteDefinition>();
  for (const { block } of pieces) {
    if (block.kind !== 'other' || block.node.type !== 'footnoteDefinition') continue;
    if (!notes.has(block.node.identifier)) notes.set(block.node.identifier, block.node);
  }
  const cited = new Set<FootnoteDefinition>();
  return {
    citedIn(nodes) {
      if (notes.size === 0) return [];
      const found = new Set<FootnoteDefinition>();
      const look = (node: RootContent) =>
        visit(node, 'footnoteReference', (reference) => {
          const note = notes.get(reference.identifier);
          if (!note || found.has(note)) return;
          found.add(note);
          cited.add(note);
          for (const child of note.children) look(child);
        });
      for (const node of nodes) look(node);
      return [...found];
    },
    isCited: (note) => cited.has(note),
  };
}
