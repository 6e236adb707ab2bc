import { expect, test } from 'vitest';
import { weighWords, wordsOf } from './words.ts';

const names = (text: string) => wordsOf(text).map(({ name }) => name);

test('a sentence is words and marks; numbers are alike, and so are years', () => {
  expect(names('In 1999, we sold 1,200 pots – 4.5% more!')).toEqual([
    'in',
    '####',
    'we',
    'sold',
    '#',
    'pots',
    '–',
    '#',
    '%',
    'more',
    '!',
  ]);
  expect(names('Don’t')).toEqual(["don't"]);
});

test('what is quoted is left out', () => {
  expect(names('He called it “a glorious gem” there.')).toEqual(['he', 'called', 'it', 'there']);
});

test('a capital is told from the start of a number', () => {
  expect(wordsOf('Ely 1862 I').map(({ isCapital, isNumber }) => [isCapital, isNumber])).toEqual([
    [true, false],
    [false, true],
    [false, false],
  ]);
});

test('each word and each pair of neighbours counts once', () => {
  const of = (text: string) => weighWords(wordsOf(text));
  expect(of('glorious qqq glorious qqq')[0]).toBe(of('glorious qqq')[0]);
  expect(of('glorious')[0]).toBeGreaterThan(of('statute')[0]);
  expect(of('qqq')).toEqual([0, 0]);
});

test('words that sell are told from words that guess', () => {
  const sells = (text: string) => weighWords(wordsOf(text))[1];
  expect(sells('stunning luxurious')).toBeGreaterThan(sells('allegedly rumoured'));
});
