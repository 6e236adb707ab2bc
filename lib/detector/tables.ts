import type { Block, SectionText } from '#lib/sections/text.ts';
import { sentences } from './segment.ts';
import { bracketedSource, hasLink, isAttributed, isCited } from './sources.ts';

/**
 * The table cells of a section that have a source: a link or footnote mark in their row, a link or "Source:" in the
 * table's header or caption, a sentence right before the table that says whose it is, or a line after it that begins
 * with "Source".
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
    for (const cell of sourcedIn(section, blocks.slice(first, next), blocks[first - 1], blocks[next]))
      sourced.add(cell);
    first = next;
  }
  return sourced;
}

/** The sourced cells of one table between two blocks. Tables that follow each other directly are read as one. */
function sourcedIn(
  section: SectionText,
  table: Block[],
  before: Block | undefined,
  after: Block | undefined,
): Block[] {
  const head = table.filter((block) => block.kind !== 'cell');
  const cells = table.filter((block) => block.kind === 'cell');
  const named = after && /^sources?\b/i.test(section.text.slice(after.start, after.end));
  if (named || (before && introduces(section, before)) || head.some((block) => isSource(section, block)))
    return cells;
  const columns = head.filter((block) => block.kind === 'header-cell').length || 1;
  const rows = Map.groupBy(cells.entries(), ([index]) => Math.floor(index / columns));
  return [...rows.values()]
    .map((row) => row.map(([, cell]) => cell))
    .filter((row) => row.some((cell) => isSource(section, cell)))
    .flat();
}

/** Whether the last sentence of the paragraph before a table speaks of it and says whose it is. */
function introduces({ text, links }: SectionText, before: Block): boolean {
  const last = before.kind === 'paragraph' && sentences(text, [before]).at(-1);
  if (!last) return false;
  const words = text.slice(last.start, last.end);
  if (!/:$|\b(?:table|figures|prices|numbers|values|data|below|following|these)\b/i.test(words)) return false;
  // That a table lists or shows something says nothing of where it is from.
  if (
    /^(?:the|this) (?:[a-z]+ ){0,2}(?:table|list|overview|chart)\b(?!.*\b(?:from|according to)\b)/i.test(
      words,
    )
  )
    return false;
  return isAttributed(words) || isCited(words, last.start, links);
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
