import { expect, test } from 'vitest';
import { contrast, contrastOn, enough } from './contrast.ts';
import { defaultSettings } from './model.ts';

test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#777777', '#ffffff', 4.48],
  ['#ff0000', '#ffffff', 4],
])('the contrast of %s and %s is %d', (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 1);
  expect(contrast(other, one)).toBeCloseTo(ratio, 1);
});

test('Galley’s own colours can be read on both papers, and neither on the other', () => {
  const { accent, accentDark } = defaultSettings();
  expect(contrastOn('light', accent)).toBeGreaterThan(enough);
  expect(contrastOn('dark', accentDark)).toBeGreaterThan(enough);
  expect(contrastOn('dark', accent)).toBeLessThan(enough);
  expect(contrastOn('light', accentDark)).toBeLessThan(enough);
});
