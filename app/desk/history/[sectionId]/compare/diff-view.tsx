import type { ReactNode } from 'react';
import type { Part } from '#lib/sections/diff.ts';
import { cellsOf, type DiffRow, isTableRule } from '#lib/sections/diff-rows.ts';

type Side = 'older' | 'newer';

/** Both texts beside each other, line by line; on a narrow screen what was below what is. */
export function DiffSides({ rows, older, newer }: { rows: DiffRow[]; older: number; newer: number }) {
  return (
    <table className="diff-sides">
      <thead>
        <tr>
          <th scope="col">Revision {older}</th>
          <th scope="col">Revision {newer}</th>
        </tr>
      </thead>
      <tbody>
        {rows
          .filter((row) => !isTableRule(row))
          .map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one comparison never move
            <tr key={index} data-type={row.type}>
              <td>{stands(row, 'older') && <Line row={row} side="older" />}</td>
              <td>{stands(row, 'newer') && <Line row={row} side="newer" />}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** One text with what is gone struck through and what is new marked. */
export function DiffInline({ rows }: { rows: DiffRow[] }) {
  return (
    <div className="diff-inline">
      {rows
        .filter((row) => !isTableRule(row))
        .map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one comparison never move
          <div key={index} data-type={row.type}>
            <Line row={row} side={null} />
          </div>
        ))}
    </div>
  );
}

function stands({ type }: DiffRow, side: Side): boolean {
  if (type === 'same' || type === 'changed') return true;
  return (type === 'removed' || type === 'moved-away') === (side === 'older');
}

function Line({ row, side }: { row: DiffRow; side: Side | null }) {
  const parts = partsOf(row).filter(
    ({ type }) => side === null || type === 'same' || (type === 'removed') === (side === 'older'),
  );
  // Where it stands now, what was reworded on the way is shown in full.
  const shown = row.type === 'moved-here' ? partsOf(row) : parts;
  return (
    <>
      {row.type === 'moved-away' && <span className="moved">Moved away ({row.move})</span>}
      {row.type === 'moved-here' && <span className="moved">Moved here ({row.move})</span>}
      <Words parts={shown} />
    </>
  );
}

function partsOf(row: DiffRow): Part[] {
  if ('parts' in row) return row.parts;
  if (row.type === 'moved-away') return [{ type: 'same', text: row.text }];
  return [{ type: row.type, text: row.text }];
}

/** A line of Markdown as it reads: a row of a table in cells, an item with its bullet, a heading in bold. */
function Words({ parts }: { parts: Part[] }) {
  const cells = cellsOf(parts);
  if (cells)
    return (
      <span className="diff-cells">
        {cells.map((cell, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
          <span key={index} className="diff-cell">
            {cell.map(marked)}
          </span>
        ))}
      </span>
    );
  const whole = parts.map(({ text }) => text).join('');
  const indent = /^ */.exec(whole)?.[0].length ?? 0;
  const isItem = /^\s*(?:[-*+]|\d+[.)]) /.test(whole);
  return (
    <span className={isItem ? 'diff-item' : undefined} style={{ marginLeft: `${indent / 2}em` }}>
      {parts.map(marked)}
    </span>
  );
}

function marked({ type, text }: Part, index: number): ReactNode {
  const Tag = type === 'added' ? 'ins' : type === 'removed' ? 'del' : 'span';
  return <Tag key={index}>{text}</Tag>;
}
