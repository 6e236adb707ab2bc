import { expect, test } from 'vitest';
import { type Blocker, holders } from './model.ts';

test('what stands in the way is counted by who holds it', () => {
  const place = { sectionId: 's', section: 'After the Dam' };
  const flag = (blocker: 'open' | 'rewrite' | 'suggested', assignee: string | null): Blocker => ({
    ...{ ...place, blocker, assignee, flagId: 'f', quote: 'The town moved uphill.' },
  });
  expect(
    holders([
      { ...place, blocker: 'unsigned', author: 'Edith' },
      flag('open', null),
      flag('suggested', 'Farid'),
      flag('rewrite', null),
      flag('rewrite', 'Edith'),
      flag('open', 'Farid'),
      flag('suggested', null),
    ]),
  ).toEqual([
    { who: 'a fact-checker', things: 3 },
    { who: 'Farid', things: 2 },
    { who: 'an editor', things: 1 },
    { who: 'Edith', things: 1 },
  ]);
  expect(holders([])).toEqual([]);
});
