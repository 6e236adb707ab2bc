import { describe, expect, test } from 'vitest';
import { carryAcross } from './across.ts';

const opening = 'The museum opened its new wing on Monday.';
const claim = 'It cut its yearly costs by 40%.';
const closing = 'Visitors can book a place from next week.';

/** The claim in one of the texts, as an anchor. */
function claimIn(texts: string[], section = texts.findIndex((text) => text.includes(claim))) {
  const start = (texts[section] ?? '').indexOf(claim);
  return { section, start, end: start + claim.length };
}

describe('a flag follows its words through the outline', () => {
  const before = [`Opening\n${opening} ${claim}`, `Visits\n${closing}`];

  test.each<[string, string[], 'exact' | 'moved']>([
    ['unchanged', before, 'exact'],
    ['moved to another section', [`Opening\n${opening}`, `Visits\n${closing} ${claim}`], 'moved'],
    ['its section split', [`Opening\n${opening}`, `Costs\n${claim}`, `Visits\n${closing}`], 'moved'],
    ['its section joined with the next', [`Opening\n${opening} ${claim}\n${closing}`], 'exact'],
    ['renumbered by a new section before', ['News\nThere is more to tell.', ...before], 'moved'],
    ['two sections exchanged', before.toReversed(), 'moved'],
  ])('%s', (_, after, place) => {
    expect(carryAcross(before, after, [claimIn(before)])).toEqual([
      { ...claimIn(after), place, holds: true },
    ]);
  });

  test('its section removed', () => {
    expect(carryAcross(before, before.slice(1), [claimIn(before)])).toEqual([
      { place: 'orphan', section: null, start: null, end: null, holds: false },
    ]);
  });

  test('changed in another section', () => {
    const after = [`Opening\n${opening}`, `Visits\n${closing} It cut its yearly costs by 4%.`];
    const [carried] = carryAcross(before, after, [claimIn(before)]);
    expect(carried).toMatchObject({ place: 'changed', section: 1, start: 49, end: 79, holds: false });
  });

  test('equal sentences in two sections are not mixed up', () => {
    const twice = [`Opening\n${opening} ${claim}`, `Visits\n${closing} ${claim}`];
    const after = [`Opening\n${opening}`, `Visits\n${closing} ${claim}`];
    expect(carryAcross(twice, after, [claimIn(twice, 0), claimIn(twice, 1)])).toMatchObject([
      { place: 'orphan' },
      { place: 'exact', section: 1, holds: true },
    ]);
  });

  test('words that a break between sections now parts do not hold', () => {
    const whole = [`Opening\n${opening}\n${claim}`, `Visits\n${closing}`];
    const start = whole[0]?.indexOf('Monday') ?? 0;
    const anchor = { section: 0, start, end: start + `Monday.\n${claim}`.length };
    const after = [`Opening\n${opening}`, claim, `Visits\n${closing}`];
    expect(carryAcross(whole, after, [anchor])).toEqual([
      { place: 'changed', section: 0, start, end: start + 'Monday.'.length, holds: false },
    ]);
  });

  test('a break between two sections was no part of the words', () => {
    const texts = ['It grew', 'fast here.'];
    expect(() => carryAcross(texts, texts, [{ section: 0, start: 3, end: 12 }])).toThrow(RangeError);
  });
});
