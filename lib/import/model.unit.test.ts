import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_DEPTH, neighbouringPlace } from '#lib/articles/outline.ts';
import { lostWords } from './lossless.ts';
import { type Correction, correct, type Draft } from './model.ts';
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

  test('an item moves with what stands below it, and past what stands beside it', () => {
    const deep = read(
      '# T\n\n## One\n\n### Of one\n\nText.\n\n## Two\n\n### Of two\n\nText.\n\n## Three\n\nText.\n',
    );
    const down = neighbouringPlace(deep.items, 0, 'down') as number;
    const moved = correct(deep, { type: 'move', id: 'i1', to: down });
    expect(headings(moved)).toEqual(['Two', 'Of two', 'One', 'Of one', 'Three']);
    const up = neighbouringPlace(moved.items, 2, 'up') as number;
    expect(correct(moved, { type: 'move', id: 'i1', to: up })).toEqual(deep);
    expect(neighbouringPlace(deep.items, 0, 'up')).toBeUndefined();
    expect(neighbouringPlace(deep.items, 4, 'down')).toBeUndefined();
  });

  const long = read(
    '# T\n\n## One\n\nFirst block.\n\n- second\n- of two\n\nThird block.\n\n## Two\n\nText.\n',
  );

  test('an item is split at a block, each part traced to its lines', () => {
    const parted = correct(long, { type: 'split', id: 'i1', at: 1 });
    expect(parted.items.map(({ id, heading, body, lines }) => [id, heading, body, lines])).toEqual([
      ['i1', 'One', 'First block.', [3, 5]],
      ['i1.1', '', '- second\n- of two\n\nThird block.', [7, 10]],
      ['i2', 'Two', 'Text.', [12, 14]],
    ]);
    expect(parted.items[1]?.places).toEqual([
      [7, 8],
      [10, 10],
    ]);
    for (const at of [0, 3, 1.5, -1]) expect(correct(long, { type: 'split', id: 'i1', at })).toBe(long);
  });

  test('splitting undoes joining, the line in bold becomes the heading again', () => {
    const joined = correct(long, { type: 'merge', id: 'i2' });
    const parted = correct(joined, { type: 'split', id: 'i1', at: 3 });
    expect(parted.items.map(({ heading, body }) => [heading, body])).toEqual(
      long.items.map(({ heading, body }) => [heading, body]),
    );
  });

  test('footnotes stay with the part that cites them', () => {
    const cited = read('# T\n\n## One\n\nFirst.[^a]\n\nSecond.[^b]\n\n[^a]: Note a.\n\n[^b]: Note b.\n');
    const parted = correct(cited, { type: 'split', id: 'i1', at: 1 });
    expect(parted.items.map(({ body }) => body)).toEqual([
      'First.[^a]\n\n[^a]: Note a.',
      'Second.[^b]\n\n[^b]: Note b.',
    ]);
    expect(correct(parted, { type: 'merge', id: 'i1.1' }).items[0]?.body).toBe(cited.items[0]?.body);
  });

  test('the editor’s words take the place of the source’s, which are set aside and come back', () => {
    for (const correction of [
      { type: 'heading', id: 'i1', heading: ' Other \n words ' },
      { type: 'title', title: 'Other words' },
      { type: 'dek', dek: 'Other words' },
    ] satisfies Correction[]) {
      const id = correction.type === 'heading' ? 'i1:heading' : correction.type;
      const worded = correct(draft, correction);
      expect(JSON.stringify([worded.title, worded.dek, headings(worded)])).toContain('"Other words"');
      expect(worded.setAside.map((aside) => aside.id)).toContain(id);
      const again = correct(worded, { ...correction, [correction.type]: 'Third words' } as Correction);
      expect(again.setAside).toEqual(worded.setAside);
      expect(correct(again, { type: 'restore', id })).toEqual({ ...draft, written: [] });
    }
  });

  test('a title and a question are never empty, and a title is given where there is none', () => {
    expect(correct(draft, { type: 'title', title: ' ' })).toBe(draft);
    const faq = correct(draft, { type: 'kind', id: 'i2', kind: 'faq' });
    expect(correct(faq, { type: 'heading', id: 'i2', heading: '' })).toBe(faq);
    const untitled = { ...draft, title: '' };
    const titled = correct(untitled, { type: 'title', title: ' Given \n one ' });
    expect(titled).toMatchObject({ title: 'Given one', setAside: draft.setAside });
  });

  test('what is not there changes nothing', () => {
    const impossible: Correction[] = [
      { type: 'kind', id: 'x', kind: 'faq' },
      { type: 'depth', id: 'x', depth: 2 },
      { type: 'set-aside', id: 'x' },
      { type: 'restore', id: 'x' },
      { type: 'move', id: 'x', to: 0 },
      { type: 'merge', id: 'x' },
      { type: 'split', id: 'x', at: 1 },
      { type: 'heading', id: 'x', heading: 'Words' },
    ];
    for (const correction of impossible) expect(correct(draft, correction)).toBe(draft);
  });
});

const ids = fc
  .integer({ min: 1, max: 8 })
  .chain((n) => fc.constantFrom(`i${n}`, `i${n}`, `s${n}`, `i${n}.1`, `i${n}:heading`, 'title', 'dek'));
const someWords = fc.constantFrom('', 'Other words', 'More of them', 'First');
const anyCorrection: fc.Arbitrary<Correction> = fc.oneof(
  fc.record({ type: fc.constant('kind' as const), id: ids, kind: fc.constantFrom('section', 'faq') }),
  fc.record({ type: fc.constant('depth' as const), id: ids, depth: fc.integer({ min: 0, max: 6 }) }),
  fc.record({ type: fc.constant('set-aside' as const), id: ids }),
  fc.record({ type: fc.constant('restore' as const), id: ids }),
  fc.record({ type: fc.constant('move' as const), id: ids, to: fc.integer({ min: -1, max: 8 }) }),
  fc.record({ type: fc.constant('merge' as const), id: ids }),
  fc.record({ type: fc.constant('split' as const), id: ids, at: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ type: fc.constant('heading' as const), id: ids, heading: someWords }),
  fc.record({ type: fc.constant('title' as const), title: someWords }),
  fc.record({ type: fc.constant('dek' as const), dek: someWords }),
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
