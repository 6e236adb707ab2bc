import { expect, test } from 'vitest';
import { sectionText } from '#lib/sections/text.ts';
import { sourcedCells } from './tables.ts';

const table = '| Year | Share |\n| --- | --- |\n| 1998 | 18% |';

test.each([
  ['nothing', table, false],
  ['a link in its head', table.replace('Share', '[Share](https://example.org)'), true],
  ['a link in the row', table.replace('18%', '[18%](https://example.org)'), true],
  ['a line that names the source after it', `${table}\n\nSource: census of 1999`, true],
  [
    'a sentence before it that says whose it is',
    `All fell.\n\nThese figures are from the National Bank.\n\n${table}`,
    true,
  ],
  ['a colon after somebody named', `The figures fell. Ann Reeve reported in May:\n\n${table}`, true],
  [
    'somebody named before it who speaks of other things',
    `Ann Reeve said that it rained.\n\n${table}`,
    false,
  ],
  ['a sentence that says what it lists', `The table below lists the figures cited most.\n\n${table}`, false],
  [
    'an earlier sentence, before one with a decimal point',
    `Ann Reeve denied these figures. The prices below are for 2.5 kg.\n\n${table}`,
    false,
  ],
  ['an earlier sentence with a source', `Ann Reeve gave these figures. It rained.\n\n${table}`, false],
])('what gives a table a source: %s', (_, body, isSourced) => {
  expect(sourcedCells(sectionText('', body)).size > 0).toBe(isSourced);
});
