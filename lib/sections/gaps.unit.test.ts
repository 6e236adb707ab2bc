import { expect, test } from 'vitest';
import { gapsIn } from './gaps.ts';

test.each([
  ['Built in 1931.[^1] ![A gate](https://example.org/g.png)\n\n[^1]: Register.', []],
  ['![](https://example.org/g.png)', ['An image has no words']],
  ['![](https://example.org/g.png) ![ ](https://example.org/h.png)', ['2 images have no words']],
  ['Built.\n\n[^1]: Register.\n\n[^b]: Diary.[^c]\n\n[^c]: Map.', ['note 1', 'note b']],
  ['`![](x)` and \\![](x)\n\n```\n![](x)\n[^1]: no note\n```', []],
])('what readers will not get of %j', (body, gaps) => {
  expect(gapsIn(body)).toEqual(gaps.map((gap) => expect.stringContaining(gap)));
});
