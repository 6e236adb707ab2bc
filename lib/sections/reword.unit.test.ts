import { describe, expect, test } from 'vitest';
import { reword } from './reword.ts';
import { sectionText } from './text.ts';

function reworded(heading: string, body: string, quote: string, wording: string) {
  const start = sectionText(heading, body).text.indexOf(quote);
  return reword({ heading, body }, { start, end: start + quote.length }, wording);
}

describe('other words', () => {
  test.each([
    ['in a paragraph', 'One. The town moved uphill. Two.', 'One. The town stayed. Two.'],
    ['inside emphasis', 'One. **The town moved uphill.** Two.', 'One. **The town stayed.** Two.'],
    ['in a cell', '| A |\n| - |\n| The town moved uphill. |', '| A |\n| - |\n| The town stayed. |'],
    ['in a list', '- One.\n- The town moved uphill.', '- One.\n- The town stayed.'],
  ])('%s', (_, body, after) => {
    expect(reworded('Town', body, 'The town moved uphill.', 'The town stayed.')).toEqual({
      heading: 'Town',
      body: after,
    });
  });

  test('in a heading', () => {
    expect(reworded('The best town', 'Text.', 'best', 'old')).toEqual({
      heading: 'The old town',
      body: 'Text.',
    });
  });

  test.each([
    ['run over formatting', 'The **town** moved.', 'The town moved.', 'No.'],
    ['run over two paragraphs', 'One.\n\nTwo.', 'One.\nTwo.', 'No.'],
    ['stand beside an escape', 'A \\* here. One.', 'One.', 'No.'],
    ['would be read as Markdown', 'One. Two.', 'One.', '**One**'],
    ['would begin a list', 'One. Two.', 'One.', '- One'],
  ])('are left to a person where they %s', (_, body, quote, wording) => {
    expect(reworded('', body, quote, wording)).toBeNull();
  });
});
