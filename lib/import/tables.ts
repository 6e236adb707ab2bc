import type { AlignType, TableCell, TableRow } from 'mdast';
import { type Inline, phrasing, type TableBlock } from './blocks.ts';

/** The most cells of one table; more are read as lines of text. */
export const MAX_CELLS = 100_000;

/**
 * Reads a table that starts at a line, if one does: lines parted by `|`, also without outer pipes or with some only,
 * with rows of unequal length, and with or without a delimiter row (`---|---`); or at least three lines with the
 * same number of tabs.
 * @param lines the source's lines
 * @param at index of the first line
 * @param offset what to add to an index to get a line number
 * @returns the table and the index after its last line
 */
export function readTable(lines: string[], at: number, offset: number, inline: Inline): Read | undefined {
  return lines[at]?.includes('|')
    ? pipeTable(lines, at, offset, inline)
    : tabTable(lines, at, offset, inline);
}

type Read = { block: TableBlock; end: number };

function pipeTable(lines: string[], at: number, offset: number, inline: Inline): Read | undefined {
  const rows: string[][] = [];
  let align: AlignType[] | undefined;
  let isHeadless = false;
  let end = at;
  for (let i = at; i < lines.length; i++) {
    const line = (lines[i] as string).trim();
    if (!line.includes('|')) break;
    if (/^[|:\-\s]+$/.test(line) && line.includes('-')) {
      if (!align) isHeadless = rows.length === 0;
      align ??= cellsOf(line, inline).map(alignment);
    } else {
      const cells = cellsOf(line, inline);
      if (cells.every((cell) => cell === '')) break;
      rows.push(cells);
    }
    end = i + 1;
    if (!align && rows.length === 2 && !isGrid(rows)) return undefined;
  }
  if (isHeadless) rows.unshift([]);
  const isTable = align ? rows.length >= 1 : rows.length >= 2 && isGrid(rows);
  return isTable ? tableOf(rows, align ?? [], [at + offset, end - 1 + offset], end, inline) : undefined;
}

/** Without a delimiter row, only rows of the same two or more cells are a table and not lines that happen to hold a pipe. */
function isGrid(rows: string[][]): boolean {
  const width = rows[0]?.length ?? 0;
  return width >= 2 && rows.every((row) => row.length === width);
}

function tabTable(lines: string[], at: number, offset: number, inline: Inline): Read | undefined {
  const rows: string[][] = [];
  for (let i = at; i < lines.length; i++) {
    const line = (lines[i] as string).trim();
    const cells = line.split('\t').map((cell) => cell.trim());
    if (cells.length < 2 || (rows[0] && cells.length !== rows[0].length)) break;
    rows.push(cells);
  }
  if (rows.length < 3) return undefined;
  return tableOf(rows, [], [at + offset, at + rows.length - 1 + offset], at + rows.length, inline);
}

function cellsOf(line: string, inline: Inline): string[] {
  const cells = inline === 'markdown' ? line.split(/(?<!\\)\|/) : line.split('|');
  if (cells[0]?.trim() === '') cells.shift();
  if (cells.at(-1)?.trim() === '') cells.pop();
  return cells.map((cell) => (inline === 'markdown' ? cell.replaceAll('\\|', '|') : cell).trim());
}

function alignment(cell: string): AlignType {
  if (/^:.*:$/.test(cell)) return 'center';
  if (cell.endsWith(':')) return 'right';
  return cell.startsWith(':') ? 'left' : null;
}

function tableOf(
  rows: string[][],
  align: AlignType[],
  span: [number, number],
  end: number,
  inline: Inline,
): Read | undefined {
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 1);
  if (width * rows.length > MAX_CELLS) return undefined;
  const children = rows.map((row): TableRow => {
    const cells = Array.from({ length: width }, (_, column): TableCell => {
      const cell = row[column];
      return { type: 'tableCell', children: cell ? phrasing(cell, inline) : [] };
    });
    return { type: 'tableRow', children: cells };
  });
  const table = {
    type: 'table' as const,
    align: Array.from({ length: width }, (_, i) => align[i] ?? null),
    children,
  };
  return { block: { kind: 'table', table, lines: span }, end };
}
