import type { Block, SectionText } from '#lib/sections/text.ts';
import { bracketedSource, hasLink } from './sources.ts';

/**
 * The table cells of a section that have a source: a link or footnote mark in their row, a link or "Source:" in the
 * table's header or caption, or a line after the table that begins with "Source".
 */
export function sourcedCells(section: SectionText): Set<Block> {
  const sourced = new Set<Block>();
  const { blocks } = section;
  for (let first = 0; first < blocks.length; ) {
    let next = first;
    while (isTable(blocks[next])) next++;
    if (next === first) {
      first++;
      continue;
    }
    for (const cell of sourcedIn(section, blocks.slice(first, next), blocks[next])) sourced.add(cell);
    first = next;
  }
  return sourced;
}

/** The sourced cells of one table, and the block after it. Tables that follow each other directly are read as one. */
function sourcedIn(section: SectionText, table: Block[], after: Block | undefined): Block[] {
  const head = table.filter((block) => block.kind !== 'cell');
  const cells = table.filter((block) => block.kind === 'cell');
  const named = after && /^sources?\b/i.test(section.text.slice(after.start, after.end));
  if (named || head.some((block) => isSource(section, block))) return cells;
  const columns = head.filter((block) => block.kind === 'header-cell').length || 1;
  const rows = Map.groupBy(cells.entries(), ([index]) => Math.floor(index / columns));
  return [...rows.values()]
    .map((row) => row.map(([, cell]) => cell))
    .filter((row) => row.some((cell) => isSource(section, cell)))
    .flat();
}

function isTable(block: Block | undefined): boolean {
  return block?.kind === 'cell' || block?.kind === 'header-cell' || block?.kind === 'caption';
}

function isSource(section: SectionText, block: Block): boolean {
  return (
    hasLink(section.links, block.start, block.end) ||
    bracketedSource.test(section.text.slice(block.start, block.end)) ||
    /\bsource: ?\S|\[\d{1,3}\]|\b(?:report|census|survey|yearbook|accounts|filing|register|gazette)s?,? (?:of |for )?(?:\d{4}|p(?:age|p?\.) ?\d)/i.test(
      section.text.slice(block.start, block.end),
    )
  );
}
