import { expect, test } from 'vitest';
import { timeToRead } from './reading.ts';

test.each([
  ['', 1000],
  ['A title.', 1000],
  ['word '.repeat(120), 10_000],
  ['word '.repeat(10_000), 60_000],
])('a longer text has to be on screen longer, from a second to a minute (%#)', (text, milliseconds) => {
  expect(timeToRead(text)).toBe(milliseconds);
});
