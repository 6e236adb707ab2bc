import { describe, expect, test } from 'vitest';
import { mentionsIn } from './model.ts';

const people = ['Ada', 'Ada Lovelace', 'Björn', 'Adalbert'].map((name) => ({ id: name, name }));
const called = (text: string) => mentionsIn(text, people).map(({ name }) => name);

describe('a mention', () => {
  test.each([
    ['@Ada, look', ['Ada']],
    ['(@ada)', ['Ada']],
    ['@Ada Lovelace knows', ['Ada Lovelace']],
    ['@Ada Lovelace and @Ada', ['Ada Lovelace', 'Ada']],
    ['@björn!', ['Björn']],
    ['@Adam', []],
    ['Ada and ada@desk', []],
    ['@Adalbert', ['Adalbert']],
  ])('in “%s” is %j', (text, names) => {
    expect(called(text)).toEqual(names);
  });
});
