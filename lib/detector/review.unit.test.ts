import { expect, test } from 'vitest';
import { isForReview } from './model.ts';

test.each([
  [8, 12, false],
  [7, 13, true],
  [6, 13, false],
  [0, 19, false],
  [0, 20, true],
  [400, 601, true],
  [400, 600, false],
])(
  'a rule accepted %i times and dismissed %i times is marked for review: %s',
  (accepted, dismissed, marked) => {
    expect(isForReview({ accepted, dismissed })).toBe(marked);
  },
);
