import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lostWords } from './lossless.ts';
import { type Correction, correct, type Draft, MAX_DEPTH } from './model.ts';
import { parse } from './parse.ts';
import { documents } from './test-documents.ts';

const source = `# Title

A dek.

## First

Text one.

## Does it ask?

Text two.

Subscribe to our newsletter

## Third

Text three.
`;

function read(text: string): Draft {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.draft;
}

const draft = read(source);
const headings = ({ items }: Draft) => items.map((item) => item.heading);

describe('corrections', () => {
  test('a section becomes a FAQ and a section again', () => {
    const faq = correct(draft, { type: 'kind', id: 'i2', kind: 'faq' });
    expect(faq.items[1]?.kind).toBe('faq');
    expect(correct(faq, { type: 'kind', id: 'i2', kind: 'section' })).toEqual(draft);
  });

  test('a FAQ needs a question', () => {
    const plain = read('A Title\n\nText without a heading.\n\nMore of it.\n');
    expect(correct(plain, { type: 'kind', id: 'i1', kind: 'faq' })).toBe(plain);
  });

  test('depth is set within the limits', () => {
    expect(correct(draft, { type: 'depth', id: 'i2', depth: MAX_DEPTH }).items[1]?.depth).toBe(MAX_DEPTH);
    for (const depth of [0, MAX_DEPTH + 1, 1.5, Number.NaN])
      expect(correct(draft, { type: 'depth', id: 'i2', depth })).toBe(draft);
  });

  test('an item is set aside where it stood, and restored there', () => {
    const without = correct(draft, { type: 'set-aside', id: 'i2' });
    expect(headings(without)).toEqual(['First', 'Third']);
    expect(without.setAside.map((aside) => aside.id)).toEqual(['i2', 's1']);
    expect(correct(without, { type: 'restore', id: 'i2' })).toEqual(draft);
  });

  test('what the importer set aside becomes a section without a heading', () => {
    const restored = correct(draft, { type: 'restore', id: 's1' });
    expect(headings(restored)).toEqual(['First', 'Does it ask?', '', 'Third']);
    expect(restored.items[2]?.body).toBe('Subscribe to our newsletter');
    expect(restored.setAside).toEqual([]);
  });

  test('an item is moved', () => {
    expect(headings(correct(draft, { type: 'move', id: 'i3', to: 0 }))).toEqual([
      'Third',
      'First',
      'Does it ask?',
    ]);
    for (const to of [-1, 3, 2, 0.5]) expect(correct(draft, { type: 'move', id: 'i3', to })).toBe(draft);
  });

  test('an item is joined to the one above, its heading in bold', () => {
    const merged = correct(draft, { type: 'merge', id: 'i2' });
    expect(merged.items[0]).toMatchObject({
      heading: 'First',
      body: 'Text one.\n\n**Does it ask?**\n\nText two.',
      lines: [5, 11],
    });
    expect(correct(draft, { type: 'merge', id: 'i1' })).toBe(draft);
  });

  test('a title is given only where there is none', () => {
    expect(correct(draft, { type: 'title', title: 'Other' })).toBe(draft);
    expect(correct({ ...draft, title: '' }, { type: 'title', title: ' Given \n one ' }).title).toBe(
      'Given one',
    );
  });

  test('what is not there changes nothing', () => {
    const impossible: Correction[] = [
      { type: 'kind', id: 'x', kind: 'faq' },
      { type: 'depth', id: 'x', depth: 2 },
      { type: 'set-aside', id: 'x' },
      { type: 'restore', id: 'x' },
      { type: 'move', id: 'x', to: 0 },
      { type: 'merge', id: 'x' },
    ];
    for (const correction of impossible) expect(correct(draft, correction)).toBe(draft);
  });
});

const ids = fc.integer({ min: 1, max: 8 }).chain((n) => fc.constantFrom(`i${n}`, `s${n}`));
const anyCorrection: fc.Arbitrary<Correction> = fc.oneof(
  fc.record({ type: fc.constant('kind' as const), id: ids, kind: fc.constantFrom('section', 'faq') }),
  fc.record({ type: fc.constant('depth' as const), id: ids, depth: fc.integer({ min: 0, max: 6 }) }),
  fc.record({ type: fc.constant('set-aside' as const), id: ids }),
  fc.record({ type: fc.constant('restore' as const), id: ids }),
  fc.record({ type: fc.constant('move' as const), id: ids, to: fc.integer({ min: -1, max: 8 }) }),
  fc.record({ type: fc.constant('merge' as const), id: ids }),
);

test('no corrections in any order lose a word, or change the draft that they were given', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(documents, fc.array(anyCorrection, { maxLength: 12 }), (text, corrections) => {
      const parsed = parse(text);
      if (!parsed.ok) return;
      const before = structuredClone(parsed.draft);
      const after = corrections.reduce(correct, parsed.draft);
      expect(lostWords(text, after)).toEqual([]);
      expect(parsed.draft).toEqual(before);
    }),
    { numRuns: 1_000, seed: 3 },
  );
});
