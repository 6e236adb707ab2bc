import { type DefaultTreeAdapterTypes as Tree, defaultTreeAdapter as tree } from 'parse5';
import { attribute, descendants, elementsIn, rawText } from './html-tree.ts';

/** A table's cells by row and column; `null` where a cell that spans several goes on. */
export type Grid = { rows: (Tree.Element | null | undefined)[][]; width: number; isHeaded: boolean };

/** The most cells of one table, and the most columns that one cell spans. */
const MAX_CELLS = 100_000;
const MAX_SPAN = 50;

/** Whether a table holds data, and not the layout of a page. */
export function isDataTable(table: Tree.Element): boolean {
  const rows = descendants(table, 'tr');
  const counts = new Map<string, number>();
  for (const { tagName } of elementsIn(table)) counts.set(tagName, (counts.get(tagName) ?? 0) + 1);
  const count = (name: string) => counts.get(name) ?? 0;
  const widest = rows.reduce(
    (most, row) => Math.max(most, row.childNodes.filter(tree.isElementNode).length),
    0,
  );
  const isLayout =
    count('table') > 0 ||
    ['h1', 'h2', 'h3', 'form'].some((name) => count(name) > 1) ||
    (count('ul') > 1 && count('th') === 0);
  return rows.length >= 2 && widest >= 2 && !isLayout && count('td') + count('th') <= MAX_CELLS;
}

/** Puts a table's cells in their columns, those that span several rows or columns as well. */
export function readGrid(table: Tree.Element): Grid {
  const lines = descendants(table, 'tr');
  const spanned = place(lines, MAX_SPAN);
  const rows = spanned ?? place(lines, 1) ?? [];
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 1);
  const first = (rows[0] ?? []).filter((cell) => cell !== null && cell !== undefined);
  const isHeaded =
    lines[0]?.parentNode?.nodeName === 'thead' ||
    first.every((cell) => cell.tagName === 'th' || !rawText(cell).trim()) ||
    (first.every(isBold) && !(rows[1] ?? []).some((cell) => cell && isBold(cell)));
  return { rows, width, isHeaded };
}

/** Places the cells; `undefined` when their spans would make more of them than a table can have. */
function place(lines: Tree.Element[], mostSpan: number): Grid['rows'] | undefined {
  const rows: Grid['rows'] = lines.map(() => []);
  let count = 0;
  for (const [y, line] of lines.entries()) {
    const row = rows[y] as Grid['rows'][number];
    let x = 0;
    for (const cell of line.childNodes.filter(tree.isElementNode)) {
      if (cell.tagName !== 'td' && cell.tagName !== 'th') continue;
      while (row[x] !== undefined) x++;
      const wide = Math.min(span(cell, 'colspan'), mostSpan);
      const high = Math.min(mostSpan > 1 ? span(cell, 'rowspan') : 1, lines.length - y);
      count += wide * high;
      if (count > MAX_CELLS && mostSpan > 1) return undefined;
      for (let dy = 0; dy < high; dy++)
        for (let dx = 0; dx < wide; dx++)
          (rows[y + dy] as Grid['rows'][number])[x + dx] = dx + dy ? null : cell;
      x += wide;
    }
  }
  return rows;
}

function span(cell: Tree.Element, name: string): number {
  const value = Number.parseInt(attribute(cell, name) ?? '1', 10);
  return Number.isNaN(value) ? 1 : Math.max(value, 1);
}

/** Whether all of a cell's text stands in bold. */
function isBold(cell: Tree.Element): boolean {
  const [only, ...others] = cell.childNodes.filter(
    (child) => tree.isElementNode(child) || (tree.isTextNode(child) && child.value.trim()),
  );
  if (!only || others.length > 0 || !tree.isElementNode(only)) return false;
  return only.tagName === 'b' || only.tagName === 'strong' || isBold(only);
}
