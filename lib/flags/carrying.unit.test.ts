import { describe, expect, test } from 'vitest';
import { placeFlags } from './carrying.ts';

const claim = 'The town moved uphill in the spring.';
const flagOn = (text: string, quote = claim) => {
  const start = text.indexOf(quote);
  return { flagId: 'f', start, end: start + quote.length, quote, verdictId: 'v', state: 'verified' as const };
};
const place = (before: string, after: string) => placeFlags(before, after, [flagOn(before)])[0];

describe('a flag in a later text', () => {
  test('keeps its verdict where its words stand', () => {
    const after = `Slowly, the valley filled. ${claim} Nobody stayed.`;
    expect(place(`The valley filled. ${claim} Nobody stayed.`, after)).toMatchObject({
      exact: true,
      verdictId: 'v',
      quote: claim,
    });
  });

  test('stays without a verdict where its words changed', () => {
    const after = 'The valley filled. The town moved downhill in the spring. Nobody stayed.';
    expect(place(`The valley filled. ${claim} Nobody stayed.`, after)).toMatchObject({
      ...{ exact: false, verdictId: null, quote: expect.stringContaining('downhill') },
    });
  });

  test('is gone with its words', () => {
    expect(
      place(`The valley filled. ${claim} Nobody stayed.`, 'The valley filled. Nobody stayed.'),
    ).toBeNull();
  });

  test('is never lost by doubling its sentence', () => {
    const before = `${claim}\n${claim}`;
    const flags = [flagOn(before)];
    const [placed] = placeFlags(before, claim, flags);
    expect(placed).toMatchObject({ quote: claim, start: 0 });
  });
});
