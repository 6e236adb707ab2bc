import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { merge3, mergeRevisions } from './merge.ts';

const base = 'Sales rose 30%. Costs fell.\n\nThe firm is old.\n\n- red\n- blue';

describe('edits in different sentences merge', () => {
  test.each<[string, string, string, string]>([
    [
      'two sentences of a paragraph',
      'Sales rose 40%. Costs fell.\n\nThe firm is old.\n\n- red\n- blue',
      'Sales rose 30%. Costs grew.\n\nThe firm is old.\n\n- red\n- blue',
      'Sales rose 40%. Costs grew.\n\nThe firm is old.\n\n- red\n- blue',
    ],
    [
      'an insertion and a change',
      `It is so. ${base}`,
      base.replace('blue', 'green'),
      'It is so. Sales rose 30%. Costs fell.\n\nThe firm is old.\n\n- red\n- green',
    ],
    [
      'a deletion and a change',
      base.replace('The firm is old.\n\n', ''),
      base.replace('40', '50').replace('red', 'pink'),
      'Sales rose 30%. Costs fell.\n\n- pink\n- blue',
    ],
    ['the same change by both', base.replace('30', '40'), base.replace('30', '40'), base.replace('30', '40')],
  ])('%s', (_, mine, theirs, text) => {
    expect(merge3(base, mine, theirs)).toMatchObject({ clean: true, text });
  });
});

describe('edits of one sentence are a conflict with both wordings', () => {
  test.each<[string, string, string, { base: string; mine: string; theirs: string }]>([
    [
      'different words, of which a merge would make a claim that nobody wrote',
      base.replace('rose', 'fell'),
      base.replace('30', '40'),
      { base: 'Sales rose 30%.', mine: 'Sales fell 30%.', theirs: 'Sales rose 40%.' },
    ],
    [
      'the same word',
      base.replace('old', 'new'),
      base.replace('old', 'odd'),
      { base: 'The firm is old.', mine: 'The firm is new.', theirs: 'The firm is odd.' },
    ],
    [
      'changed and deleted',
      base.replace('- red\n', ''),
      base.replace('red', 'pink'),
      { base: '- red\n', mine: '', theirs: '- pink\n' },
    ],
    [
      'two insertions in one place',
      `${base}\n- green`,
      `${base}\n- black`,
      { base: '', mine: '\n- green', theirs: '\n- black' },
    ],
  ])('%s', (_, mine, theirs, sides) => {
    const merged = merge3(base, mine, theirs);
    expect(merged.clean).toBe(false);
    expect(merged.chunks.filter(({ type }) => type === 'conflict')).toEqual([{ type: 'conflict', ...sides }]);
    expect(merged.text).toBe(mine);
  });
});

test('sentences do not run together where one takes out the space that the other builds on', () => {
  const merged = merge3(' ', '', 'One. One. ');
  expect(merged.clean).toBe(false);
  expect(merged.chunks.map((chunk) => (chunk.type === 'agreed' ? chunk.text : chunk.theirs)).join('')).toBe(
    'One. One. ',
  );
});

test('a heading that both changed is a conflict, a body beside it merges', () => {
  const old = { heading: 'Costs', body: base };
  const mine = { heading: 'The costs', body: base.replace('red', 'pink') };
  const theirs = { heading: 'All costs', body: base.replace('30', '40') };
  expect(mergeRevisions(old, mine, theirs)).toMatchObject({
    clean: false,
    heading: { clean: false, chunks: [{ base: 'Costs', mine: 'The costs', theirs: 'All costs' }] },
    body: { clean: true, text: base.replace('red', 'pink').replace('30', '40') },
  });
  expect(mergeRevisions(old, { ...old, heading: 'The costs' }, theirs)).toMatchObject({ clean: false });
  expect(mergeRevisions(old, { ...old, body: mine.body }, theirs)).toMatchObject({
    clean: true,
    heading: { text: 'All costs' },
  });
});

describe('whatever the texts', () => {
  const piece = fc.constantFrom(
    'One. ',
    'Two three. ',
    'Is it?',
    'a',
    ' ',
    '\n',
    '\n\n',
    '- x\n',
    '| a | 1 |\n',
    '**b** ',
    '"So." ',
    '🦊',
  );
  const text = fc.array(piece, { maxLength: 14 }).map((parts) => parts.join(''));

  test('a side that changed nothing gives way to the other', () => {
    fc.assert(
      fc.property(text, text, (old, made) => {
        expect(merge3(old, old, made)).toMatchObject({ clean: true, text: made });
        expect(merge3(old, made, old)).toMatchObject({ clean: true, text: made });
        expect(merge3(old, made, made)).toMatchObject({ clean: true, text: made });
      }),
      { numRuns: 300 },
    );
  });

  test('no side loses a word: with its wording in every conflict, all of its own sentences are there', () => {
    const words = (side: string) => side.match(/\S+/g) ?? [];
    fc.assert(
      fc.property(text, text, text, (old, mine, theirs) => {
        const { clean, chunks, text: merged } = merge3(old, mine, theirs);
        expect(clean).toBe(chunks.every(({ type }) => type === 'agreed'));
        const readAs = (side: 'base' | 'mine' | 'theirs') =>
          chunks.map((chunk) => (chunk.type === 'agreed' ? chunk.text : chunk[side])).join('');
        expect(merged).toBe(readAs('mine'));
        for (const side of ['mine', 'theirs'] as const) {
          const own = { mine, theirs }[side];
          const known = new Set(words(old));
          const kept = words(readAs(side));
          for (const word of words(own)) if (!known.has(word)) expect(kept).toContain(word);
        }
        const swapped = merge3(old, theirs, mine);
        expect(swapped.clean).toBe(clean);
        if (clean) expect(swapped.text).toBe(merged);
      }),
      { numRuns: 300 },
    );
  });

  test('edits of sentences that do not touch merge as if made one after the other', () => {
    const lines = fc.array(fc.constantFrom('keep', 'mine', 'theirs', 'cut mine', 'cut theirs'), {
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(lines, (fates) => {
        const made = (by: string[]) =>
          fates
            .flatMap((fate, n) => [
              `Line ${n} stays here.`,
              ...(by.includes(fate)
                ? fate.startsWith('cut')
                  ? []
                  : [`Line ${n} is ${fate}.`]
                : [`Line ${n} is old.`]),
            ])
            .join('\n\n');
        const merged = merge3(made([]), made(['mine', 'cut mine']), made(['theirs', 'cut theirs']));
        expect(merged).toMatchObject({
          clean: true,
          text: made(['mine', 'theirs', 'cut mine', 'cut theirs']),
        });
      }),
    );
  });
});

test('what is settled says what stands there in one’s own text, so that what the other brings can be shown', () => {
  const base = 'One. Two. Three. Four.';
  const { chunks } = merge3(base, 'One, mine. Two. Three. Four.', 'One. Three. Four. Five.');
  const agreed = chunks.filter((chunk) => chunk.type === 'agreed');
  expect(agreed).toHaveLength(chunks.length);
  expect(agreed.map(({ mine }) => mine).join('')).toBe('One, mine. Two. Three. Four.');
  expect(agreed.map(({ text }) => text).join('')).toBe('One, mine. Three. Four. Five.');
});
