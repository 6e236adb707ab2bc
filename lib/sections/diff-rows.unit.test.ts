import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf, type DiffRow, diffRows, isTableRule } from './diff-rows.ts';

const text = (row: DiffRow) => ('text' in row ? row.text : row.parts.map((part) => part.text).join(''));
const said = (before: string, after: string) =>
  diffRows(before, after).map((row) => `${row.type}${'move' in row ? row.move : ''}: ${text(row)}`);

describe('rows of a comparison', () => {
  test('a paragraph that was moved is shown as moved, at both places', () => {
    const [a, b, c] = [
      'The dam was built in 1954.',
      'The town moved uphill then.',
      'The lake is deep and cold.',
    ];
    expect(said([a, b, c].join('\n\n'), [b, c, a].join('\n\n'))).toEqual([
      `moved-away1: ${a}`,
      `same: ${b}`,
      `same: ${c}`,
      `moved-here1: ${a}`,
    ]);
  });

  test('what was reworded on the way says so where it is now', () => {
    const moved = 'The dam was built by the river authority in the spring of 1954.';
    const rest = ['The town moved uphill then.', 'The lake is deep and cold.'];
    const rows = diffRows(
      [moved, ...rest].join('\n\n'),
      [...rest, moved.replace('1954', '1955')].join('\n\n'),
    );
    expect(rows.map(({ type }) => type)).toEqual(['moved-away', 'same', 'same', 'moved-here']);
    expect(rows.at(-1)).toMatchObject({
      parts: [
        { type: 'same' },
        { type: 'removed', text: '1954' },
        { type: 'added', text: '1955' },
        { text: '.' },
      ],
    });
  });

  test('a short line is not said to have moved', () => {
    expect(
      said('Yes.\n\nThe town moved uphill then.', 'The town moved uphill then.\n\nYes.').map((row) => row[0]),
    ).not.toContain('m');
  });

  test('a changed row of a table is one row, cell by cell', () => {
    const table = (length: string) => `| Dam | Length |\n| --- | --- |\n| Old | ${length} |\n| New | 60 m |`;
    const rows = diffRows(table('40 m'), table('45 m'));
    expect(rows.map(({ type }) => type)).toEqual(['same', 'same', 'changed', 'same']);
    const changed = rows[2] as Extract<DiffRow, { type: 'changed' }>;
    expect(
      cellsOf(changed.parts)?.map((cell) => cell.map(({ type, text: t }) => `${type} ${t.trim()}`)),
    ).toEqual([['same Old'], ['same ', 'removed 40', 'added 45', 'same m']]);
  });

  test('a line that is no row of a table has no cells', () => {
    expect(cellsOf([{ type: 'same', text: 'a | b' }])).toBeNull();
    expect(cellsOf([{ type: 'same', text: '| a \\| b |' }])).toEqual([[{ type: 'same', text: ' a \\| b ' }]]);
  });

  test('no line of either text is lost, whatever they are', () => {
    const line = fc.constantFrom(
      'The dam was built in 1954.',
      'The dam was built in 1955 or so.',
      'The town moved uphill then.',
      'Yes.',
      '- an item of a list',
      '| a | b |',
    );
    const lines = fc.array(line, { maxLength: 8 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const rows = diffRows(before.join('\n\n'), after.join('\n\n'));
        const side = (row: DiffRow, wanted: 'removed' | 'added') =>
          'parts' in row
            ? row.parts
                .filter(({ type }) => type === 'same' || type === wanted)
                .map((part) => part.text)
                .join('')
            : row.text;
        const old = rows.filter(({ type }) => type !== 'added' && type !== 'moved-here');
        const now = rows.filter(({ type }) => type !== 'removed' && type !== 'moved-away');
        expect(old.map((row) => side(row, 'removed'))).toEqual(before);
        expect(now.map((row) => side(row, 'added'))).toEqual(after);
        const moves = (type: string) =>
          rows.flatMap((row) => (row.type === type && 'move' in row ? row.move : []));
        expect(moves('moved-here').toSorted()).toEqual(moves('moved-away').toSorted());
      }),
    );
  });
});

test('the line below the head of a table is no row for readers, also when the table gets a column', () => {
  const rules = (before: string, after: string) =>
    diffRows(before, after).filter((row) => isTableRule(row)).length;
  expect(rules('| a |\n| - |\n| 1 |', '| a |\n| - |\n| 2 |')).toBe(1);
  expect(rules('| a | b |\n| - | - |\n| 1 | 2 |', '| a | b | c |\n| - | - | - |\n| 1 | 2 | 3 |')).toBe(1);
  expect(rules('| a |\n| - |\n| 1 |', '| a |\n| -: |\n| 1 |'), 'how it is aligned is said').toBe(0);
});
