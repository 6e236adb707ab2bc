import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carry } from './anchor.ts';

/** A sentence of a text under test: its words, without the full stop. */
type Line = string[];
type Span = { start: number; end: number };

const vocabulary = Array.from(
  { length: 60 },
  (_, n) => `${'bcdfghjklmnp'[n % 12]}${'aeiou'[n % 5]}${'rstvwxz'[n % 7]}${n}`,
);
const word = fc.constantFrom(...vocabulary, 'the', 'of', 'and', 'in');

/** Sentences that each stand once: the number in each makes it another one. */
const sentences = (min: number, max: number) =>
  fc
    .array(fc.array(word, { minLength: 4, maxLength: 9 }), { minLength: min, maxLength: max })
    .map((lines) => lines.map((line, n): Line => [`S${n}`, ...line]));

/** Lays sentences out as text; after the ones in `breaks` a new paragraph starts. */
function layOut(lines: Line[], breaks: readonly number[] = []): { text: string; starts: number[] } {
  let text = '';
  const starts = lines.map((line, n) => {
    const start = text.length;
    text += `${line.join(' ')}.${breaks.includes(n) ? '\n' : ' '}`;
    return start;
  });
  return { text: text.trimEnd(), starts };
}

/** The span of words `[from, to)` of a sentence that starts at `start`. */
function spanOf(line: Line, start: number, from: number, to: number): Span {
  const lead = line.slice(0, from).join(' ').length + (from > 0 ? 1 : 0);
  return { start: start + lead, end: start + lead + line.slice(from, to).join(' ').length };
}

describe('a verdict holds for exact words', () => {
  const scrap = fc
    .array(fc.constantFrom('a', 'b', 'not', '30%', 'A b a b.', 'B b b a.', ' ', '. ', '.', '\n', ',', '  '), {
      maxLength: 24,
    })
    .map((parts) => parts.join(' ').replaceAll(' . ', '. '));

  test('whatever the edit: where it holds stands the old quote, and no two flags hold in one place', () => {
    const made = fc.tuple(scrap, scrap, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 6 }));
    fc.assert(
      fc.property(made, ([before, after, ends]) => {
        const anchors = ends
          .map(([a, b]) => [a % (before.length + 1), b % (before.length + 1)].toSorted((x, y) => x - y))
          .map(([start = 0, end = 0]) => ({ start, end }))
          .filter(({ start, end }) => start < end);
        const held = new Map<string, string>();
        for (const [index, carried] of carry(before, after, anchors).entries()) {
          const { start, end } = anchors[index] as Span;
          expect(carried.holds).toBe(carried.place === 'exact' || carried.place === 'moved');
          if (carried.place === 'orphan') continue;
          expect(carried.start).toBeLessThan(carried.end);
          expect(carried.end).toBeLessThanOrEqual(after.length);
          if (!carried.holds) continue;
          expect(after.slice(carried.start, carried.end)).toBe(before.slice(start, end));
          expect(carried.place === 'exact').toBe(carried.start === start);
          const place = `${carried.start} ${carried.end}`;
          expect(held.get(place) ?? `${start} ${end}`).toBe(`${start} ${end}`);
          held.set(place, `${start} ${end}`);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

type Edit = { kind: 'reword' | 'delete' | 'insert' | 'move' | 'break'; at: number; to: number; words: Line };
const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('reword', 'delete', 'insert', 'move', 'break'),
  at: fc.nat(30),
  to: fc.nat(30),
  words: fc.array(word, { minLength: 1, maxLength: 8 }),
});

/** Edits a list of sentences, but never the words of `kept`; it may move. */
function edited(lines: Line[], kept: Line, edits: Edit[]): { lines: Line[]; breaks: number[] } {
  const out = lines.slice();
  const breaks: number[] = [];
  for (const { kind, at, to, words } of edits) {
    const n = at % out.length;
    const target = out[n] as Line;
    if (kind === 'insert') out.splice(n, 0, ['New', ...words]);
    else if (kind === 'move') out.splice(to % out.length, 0, ...out.splice(n, 1));
    else if (kind === 'break') breaks.push(n);
    else if (target === kept) continue;
    else if (kind === 'delete') out.splice(n, 1);
    else out[n] = target.toSpliced(1 + (to % target.length), words.length, ...words);
  }
  return { lines: out, breaks };
}

describe('a flag in a sentence of four words or more that stands once', () => {
  const cases = fc.tuple(sentences(1, 12), fc.nat(), fc.nat(), fc.nat(), fc.array(edit, { maxLength: 8 }));

  test('holds through any edit of the other sentences, wherever its own one goes', () => {
    fc.assert(
      fc.property(cases, ([lines, pick, a, b, edits]) => {
        const n = pick % lines.length;
        const line = lines[n] as Line;
        const from = a % line.length;
        const to = from + 1 + (b % (line.length - from));
        const before = layOut(lines);
        const after = edited(lines, line, edits);
        const { text, starts } = layOut(after.lines, after.breaks);
        const anchor = spanOf(line, before.starts[n] as number, from, to);
        const place = spanOf(line, starts[after.lines.indexOf(line)] as number, from, to);
        expect(carry(before.text, text, [anchor])).toEqual([
          { place: place.start === anchor.start ? 'exact' : 'moved', ...place, holds: true },
        ]);
      }),
      { numRuns: 500 },
    );
  });

  test('holds when another word of its sentence changes that is not next to it, if its words stand once in it', () => {
    const sentence = fc.uniqueArray(fc.constantFrom(...vocabulary), { minLength: 9, maxLength: 14 });
    fc.assert(
      fc.property(
        sentences(0, 8),
        fc.nat(),
        sentence,
        fc.nat(),
        fc.nat(2),
        fc.constantFrom('x1', 'y1 z1', ''),
        (others, at, line, a, size, put) => {
          const n = at % (others.length + 1);
          const from = a % (line.length - size - 4);
          const to = from + size + 1;
          const changed = to + 1 + ((a + at) % (line.length - to - 1));
          const now = line.flatMap((text, k) => (k === changed ? put.split(' ').filter(Boolean) : [text]));
          const before = layOut(others.toSpliced(n, 0, line));
          const after = layOut(others.toSpliced(n, 0, now));
          const anchor = spanOf(line, before.starts[n] as number, from, to);
          expect(carry(before.text, after.text, [anchor])).toEqual([
            { place: 'exact', ...anchor, holds: true },
          ]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('does not hold after any edit of its words, and covers what a changed word became', () => {
    fc.assert(
      fc.property(
        cases,
        fc.nat(),
        fc.constantFrom('replace', 'put in', 'take out', 'respell'),
        ([lines, pick, a, b, edits], at, way) => {
          const n = pick % lines.length;
          const line = lines[n] as Line;
          // Of two equal words side by side nobody can say which was taken out; the quote may stand as it did.
          fc.pre(way !== 'take out' || new Set(line).size === line.length);
          const from = a % (line.length - 2);
          const to = Math.min(line.length, from + 3 + (b % 4));
          const inside = from + 1 + (at % (to - from - 2));
          const put = {
            replace: ['zz1'],
            'put in': ['zz1', line[inside] as string],
            'take out': [],
            respell: [`${line[inside]}s`],
          }[way];
          const now = line.toSpliced(inside, 1, ...put);
          const after = edited(
            lines,
            line,
            edits.filter(({ kind }) => kind !== 'move'),
          );
          const before = layOut(lines);
          const { text, starts } = layOut(
            after.lines.map((other) => (other === line ? now : other)),
            after.breaks,
          );
          const start = starts[after.lines.indexOf(line)] as number;
          const [carried] = carry(before.text, text, [spanOf(line, before.starts[n] as number, from, to)]);
          expect(carried?.holds).toBe(false);
          if (edits.length === 0 && new Set(line).size === line.length) {
            expect(carried).toMatchObject({
              place: 'changed',
              ...spanOf(now, start, from, to - 1 + put.length),
            });
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

test('of equal sentences, each between two that stand once, each keeps its own flag', () => {
  const copy = ['The', 'firm', 'denies', 'all', 'of', 'it'];
  const fate = fc.constantFrom('kept', 'deleted', 'changed');
  fc.assert(
    fc.property(
      sentences(2, 9),
      fc.array(fate, { minLength: 8, maxLength: 8 }),
      fc.nat(7),
      ([first, ...others], fates, extra) => {
        const changed = copy.with(3, 'none');
        const before = layOut([first as Line, ...others.flatMap((line) => [copy, line])]);
        const lines = [first as Line];
        const places = others.map((line, n) => {
          const at = lines.length;
          if (fates[n] === 'kept') lines.push(copy);
          if (fates[n] === 'changed') lines.push(changed);
          lines.push(line);
          return at;
        });
        // A new sentence somewhere that is not next to a copy is no reason to mix them up.
        lines.push(...Array.from({ length: extra }, (_, n) => ['New', 'words', 'stand', 'here', `n${n}`]));
        const after = layOut(lines);
        const anchors = others.map((_, n) =>
          spanOf(copy, before.starts[2 * n + 1] as number, 0, copy.length),
        );
        for (const [n, carried] of carry(before.text, after.text, anchors).entries()) {
          const start = after.starts[places[n] as number] as number;
          if (fates[n] === 'kept') expect(carried).toMatchObject({ start, holds: true });
          else if (fates[n] === 'changed') expect(carried).toMatchObject({ place: 'changed', start });
          else expect(carried.place).toBe('orphan');
        }
      },
    ),
    { numRuns: 500 },
  );
});
