import { expect, test } from 'vitest';
import { type Mark, markedHtml } from './render.ts';

const mark = (id: string, start: number, end: number, kind = 'unverifiable'): Mark => ({
  ...{ id, start, end, kind, state: 'open', blocking: true },
});

test('flags that overlap or nest are all named where they do, and said to be several', () => {
  const { body } = markedHtml('', 'The town moved uphill.', [
    mark('a', 0, 14),
    mark('b', 4, 8),
    mark('c', 9, 21),
  ]);
  const marks = [...body.matchAll(/<mark ([^>]*)>(?:<span id="[^"]*"><\/span>)*<span[^>]*>([^<]*)/g)];
  expect(
    marks.map(([, attributes = '', text]) => ({
      text,
      flags: /data-flags="([^"]*)"/.exec(attributes)?.[1],
      several: attributes.includes('data-several'),
    })),
  ).toEqual([
    { text: 'The ', flags: 'a', several: false },
    { text: 'town', flags: 'a b', several: true },
    { text: ' ', flags: 'a', several: false },
    { text: 'moved', flags: 'a c', several: true },
    { text: ' uphill', flags: 'c', several: false },
  ]);
});

test('words under flags of both kinds name the second kind as well', () => {
  const { body } = markedHtml('', 'The town moved uphill.', [
    mark('a', 0, 14),
    mark('b', 4, 8, 'promotional'),
  ]);
  expect(body).toContain('data-several="promotional" data-kind="unverifiable"');
});
