import { expect, test } from 'vitest';
import { pauseAfter } from './pause.ts';

test.each([
  [1, 0, 125],
  [1, 1, 250],
  [2, 1, 500],
  [5, 0.5, 3000],
  [7, 1, 15_000],
  [1000, 0, 7500],
])(
  'after %i failures in a row, with %d of chance, the pause is %i milliseconds',
  (failures, random, expected) => {
    expect(pauseAfter(failures, random)).toBe(expected);
  },
);
