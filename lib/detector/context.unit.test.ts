import { expect, test } from 'vitest';
import { contextOf } from './context.ts';

test.each([
  ['', 0],
  ['A heading\nNo end mark here', 0],
  ['It fell. “Who knew?” Nobody did … Then (they say!) it rose.\nAgain.', 6],
  ['Version 1.2 of example.org came at 3.15.', 1],
])('the sentences of an article: %s', (text, sentences) => {
  expect(contextOf(text).sentences).toBe(sentences);
});

test('the names by which an article speaks of itself', () => {
  expect(contextOf('The tour begins.\nAt Acme Travel, our guides know.').publisherNames).toEqual([
    'Acme Travel',
  ]);
});
