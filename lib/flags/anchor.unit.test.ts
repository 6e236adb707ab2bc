import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carry, locate, selectorAt } from './anchor.ts';

/** One flag in the text before: the words between ⟦ and ⟧. */
function marked(text: string): { text: string; start: number; end: number } {
  const start = text.indexOf('⟦');
  return { text: text.replace(/[⟦⟧]/g, ''), start, end: text.indexOf('⟧') - 1 };
}

function carryMarked(before: string, after: string) {
  const { text, start, end } = marked(before);
  const [carried] = carry(text, after, [{ start, end }]);
  if (!carried) throw new Error('no answer');
  return { ...carried, words: carried.place === 'orphan' ? null : after.slice(carried.start, carried.end) };
}

const opening = 'The museum opened its new wing on Monday.';
const closing = 'Visitors can book a place from next week.';
const table = (...rows: string[][]) =>
  [
    'Sources of power',
    'Fuel',
    'Share',
    'Year',
    ...rows.flat(),
    'Figures are for the whole of the year.',
  ].join('\n');

describe('an edit elsewhere leaves the flag and its verdict in place', () => {
  test.each<[string, string, string, 'exact' | 'moved']>([
    ['unchanged', `${opening} ⟦It cut its costs by 40%.⟧`, `${opening} It cut its costs by 40%.`, 'exact'],
    ['text inserted before', '⟦It cut its costs by 40%.⟧', `${opening} It cut its costs by 40%.`, 'moved'],
    ['text added after', '⟦It cut its costs by 40%.⟧', `It cut its costs by 40%. ${closing}`, 'exact'],
    [
      'another sentence reworded',
      `${opening} ⟦It cut its costs by 40%.⟧`,
      `The museum opened. It cut its costs by 40%.`,
      'moved',
    ],
    [
      'another word of its sentence changed',
      'Last year the firm ⟦cut its costs⟧ by 40%.',
      'In May the firm cut its costs by 40%.',
      'moved',
    ],
    [
      'a comma added before the words',
      'In short ⟦the firm grew⟧ again.',
      'In short, the firm grew again.',
      'moved',
    ],
    ['the sentence ended where the words end', 'Now ⟦the firm grew⟧', 'Now the firm grew.', 'exact'],
    [
      'moved inside its section',
      `${opening} ⟦It cut its costs by 40%.⟧ ${closing}`,
      `${opening} ${closing} It cut its costs by 40%.`,
      'moved',
    ],
    [
      'moved, and only some of its words flagged',
      `${opening} It ⟦cut its costs⟧ by 40%. ${closing}`,
      `It cut its costs by 40%. ${closing} ${opening}`,
      'moved',
    ],
    [
      'its paragraph split',
      `${opening} ⟦It cut its costs.⟧ ${closing}`,
      `${opening}\nIt cut its costs.\n${closing}`,
      'exact',
    ],
    [
      'its sentence split',
      'It ⟦cut its costs by 40%⟧ in May, and it then grew by half.',
      'It cut its costs by 40% in May. It then grew by half.',
      'exact',
    ],
    [
      'two sentences joined',
      'It ⟦cut its costs by 40%⟧ in May. It then grew by half.',
      'It cut its costs by 40% in May, and then grew by half.',
      'exact',
    ],
    [
      'a sentence put between equal ones that are far apart',
      `⟦So it goes on and on.⟧ ${opening} So it goes on and on.`,
      `So it goes on and on. ${opening} ${closing} So it goes on and on.`,
      'exact',
    ],
    [
      'a quoted sentence before it changed',
      'He said "It fell." ⟦It sold all shops.⟧',
      'He said "It rose." It sold all shops.',
      'exact',
    ],
    ['a sentence before it changed that no space follows', '他很高。⟦她很好。⟧', '他很矮。她很好。', 'exact'],
    [
      'a word on a line of its own, the sentence before changed',
      `It was old. It is here.\n⟦Costs⟧\n${closing}`,
      `It was old. It is gone.\nCosts\n${closing}`,
      'exact',
    ],
    [
      'a clause moved inside its sentence',
      'In May it ⟦grew⟧ fast, so the old firm said on Monday at noon.',
      'So the old firm said on Monday at noon: in May it grew fast.',
      'moved',
    ],
    [
      'a sentence split after the words of its second part',
      'It cut its costs by 40% in May, and it then ⟦grew by half⟧ in June.',
      'It cut its costs by 40% in May. And it then grew by half in June.',
      'exact',
    ],
    [
      'moved and made part of a longer sentence',
      `So it ⟦cut its yearly costs by half⟧ then. ${opening} ${closing}`,
      `${opening} ${closing} The old firm in the north, which two brothers founded after the war, says this: it cut its yearly costs by half then, as did all others.`,
      'moved',
    ],
    [
      'the end of a long sentence made a sentence',
      'In May the old firm sold all of its shops, mills and boats to a rival from the north for half of the price, and it grew ⟦fast⟧.',
      'In May the old firm sold all of its shops, mills and boats to a rival from the north for half of the price. And it grew fast.',
      'exact',
    ],
  ])('%s', (_, before, after, place) => {
    const carried = carryMarked(before, after);
    expect(carried).toMatchObject({
      place,
      holds: true,
      words: marked(before).text.slice(marked(before).start, marked(before).end),
    });
  });
});

describe('an edit of the words voids the verdict and the flag stays on what they became', () => {
  test.each<[string, string, string, string]>([
    [
      'a number changed',
      'It ⟦cut costs by 40%⟧ last year.',
      'It cut costs by 4% last year.',
      'cut costs by 4%',
    ],
    [
      'negated inside',
      '⟦The drug cures colds⟧ in a day.',
      'The drug never cures colds in a day.',
      'The drug never cures colds',
    ],
    [
      'negated right before',
      'The drug is ⟦effective in adults⟧.',
      'The drug is not effective in adults.',
      'effective in adults',
    ],
    [
      'a negation right before taken away',
      'The drug is not ⟦effective in adults⟧.',
      'The drug is effective in adults.',
      'effective in adults',
    ],
    [
      'limited right after',
      'The drug ⟦cures all colds⟧.',
      'The drug cures all colds of children.',
      'cures all colds',
    ],
    [
      'softened',
      '⟦The drug cures colds⟧ in a day.',
      'The drug may cure colds in a day.',
      'The drug may cure colds',
    ],
    ['made a question', 'Now ⟦the firm grew⟧.', 'Now the firm grew?', 'the firm grew'],
    [
      'part of a longer word now',
      'It was an ⟦effective⟧ drug.',
      'It was an ineffective drug.',
      'ineffective',
    ],
    ['part of a longer number now', 'It grew ⟦30⟧ times.', 'It grew 30.5 times.', '30.5'],
    [
      'replaced by as many words',
      `${opening} ⟦Red cats sat on mats.⟧ ${closing}`,
      `${opening} Big dogs ran in parks. ${closing}`,
      'Big dogs ran in parks.',
    ],
    [
      'shortened to a word',
      `${opening} ⟦The drug cures all colds.⟧ ${closing}`,
      `${opening} Cures. ${closing}`,
      'Cures.',
    ],
    [
      'a sentence put inside',
      '⟦It grew fast. It sold all shops.⟧',
      `It grew fast. ${opening} It sold all shops.`,
      `It grew fast. ${opening} It sold all shops.`,
    ],
    ['its white space changed', 'It ⟦grew  fast⟧ here.', 'It grew fast here.', 'grew fast'],
    [
      'changed and moved',
      `${opening} ⟦It cut its yearly costs by 40%.⟧ ${closing}`,
      `${opening} ${closing} It cut its yearly costs by 4%.`,
      'It cut its yearly costs by 4%.',
    ],
    [
      'the number moved to another claim',
      'Sales grew ⟦30%⟧ in May. Costs fell 20% in June.',
      'Sales grew 25% in May. Costs fell 30% in June.',
      '25%',
    ],
    ['the title before changed', 'It is owned by Mr. ⟦Smith⟧ now.', 'It is owned by Dr. Smith now.', 'Smith'],
    [
      'a short word with a full stop before changed',
      'It sold e.g. ⟦old shops⟧ here.',
      'It sold i.e. old shops here.',
      'old shops',
    ],
    [
      'a clause moved inside its sentence to other neighbours',
      'In May ⟦it grew fast⟧, so the old firm said on Monday at noon.',
      'So the old firm said on Monday at noon: in June it grew fast.',
      'it grew fast',
    ],
    [
      'one of several replaced words',
      'It says the drug ⟦cures⟧ forty in tests.',
      'It says the pill helps sixty in tests.',
      'helps',
    ],
    [
      'one of two replaced sentences',
      `${opening} Red cats sat. ⟦Fat hens lay big eggs!⟧ ${closing}`,
      `${opening} Big dogs ran in all parks! Old pigs dug holes. ${closing}`,
      'Old pigs dug holes.',
    ],
    [
      'changed much while its neighbour moved away',
      `${opening} It fell in the end. ⟦Cats sat on red mats today.⟧ ${closing} So it was for years.`,
      `${opening} Cats ran on big hills today. ${closing} So it was for years. It fell in the end.`,
      'Cats ran on big hills today.',
    ],
  ])('%s', (_, before, after, words) => {
    expect(carryMarked(before, after)).toMatchObject({ place: 'changed', holds: false, words });
  });
});

describe('words that are gone, or could be either of two, leave an orphan', () => {
  const copy = 'The firm denies all of it.';
  test.each<[string, string, string]>([
    ['its sentence deleted', `${opening} ⟦It cut costs by 40%.⟧ ${closing}`, `${opening} ${closing}`],
    [
      'the words deleted from their sentence',
      'The ⟦award-winning⟧ firm opened a shop.',
      'The firm opened a shop.',
    ],
    ['everything deleted', `⟦${opening}⟧`, ''],
    [
      'one of two equal neighbours deleted, the first flagged',
      `${opening} ⟦${copy}⟧ ${copy} ${closing}`,
      `${opening} ${copy} ${closing}`,
    ],
    [
      'one of two equal neighbours deleted, the second flagged',
      `${opening} ${copy} ⟦${copy}⟧ ${closing}`,
      `${opening} ${copy} ${closing}`,
    ],
    ['doubled', `${opening} ⟦${copy}⟧ ${closing}`, `${opening} ${copy} ${copy} ${closing}`],
    [
      'one of two deleted with all that told them apart',
      `${opening} ⟦${copy}⟧ It grew fast. ${copy} ${closing}`,
      `${opening} ${copy} ${closing}`,
    ],
    ['one of two equal words deleted', 'It is a ⟦very⟧ very good firm.', 'It is a very good firm.'],
    ['nothing but white space flagged', `${opening}⟦ ⟧${closing}`, `${closing} ${opening}`],
    [
      'one of two deleted and the other changed with all around it',
      `⟦${copy}⟧ It grew fast. ${copy} It fell.`,
      'The firm denies none of it. Dogs run here.',
    ],
    [
      'all of its words deleted but a comma',
      'The firm⟦, large and old,⟧ opened a shop.',
      'The firm, opened a shop.',
    ],
    [
      'one of two equal cells side by side deleted',
      'Coal plants\nIs it so?\nCoal\n⟦Yes⟧\nYes\nOil',
      'Coal plants\nIs it so?\nCoal\nYes\nOil',
    ],
    [
      'a cell doubled',
      'Coal plants\nIs it so?\nCoal\n⟦Yes⟧\nOil',
      'Coal plants\nIs it so?\nCoal\nYes\nYes\nOil',
    ],
    [
      'deleted together with one of the equal sentences around it',
      `${opening} ${copy} ⟦It grew fast.⟧ ${copy} ${closing}`,
      `${opening} ${copy} ${closing}`,
    ],
    [
      'deleted before a changed sentence, while one after that was replaced',
      `${opening} ⟦Fat hens lay eggs.⟧ It cut its yearly costs by 40%. Red cats sat. ${closing}`,
      `${opening} It cut its yearly costs by 4%. Big dogs ran. ${closing}`,
    ],
  ])('%s', (_, before, after) => {
    expect(carryMarked(before, after)).toEqual({
      place: 'orphan',
      start: null,
      end: null,
      holds: false,
      words: null,
    });
  });

  test('deleted and undone: carried from the last text that had the words, the flag is back', () => {
    const { text, start, end } = marked(`${opening} ⟦It cut costs by 40%.⟧`);
    expect(carry(text, opening, [{ start, end }])[0]?.place).toBe('orphan');
    expect(carry(text, `${text} ${closing}`, [{ start, end }])).toEqual([
      { place: 'exact', start, end, holds: true },
    ]);
  });
});

describe('of equal sentences each keeps its own flag', () => {
  const copy = 'The firm denies all of it.';
  const before = `${opening} ${copy} ${closing} ${copy} It grew fast in the north.`;
  const [first, second] = [before.indexOf(copy), before.lastIndexOf(copy)].map((start) => ({
    start,
    end: start + copy.length,
  }));
  const anchors = [first, second].flatMap((anchor) => anchor ?? []);

  test('the first one deleted', () => {
    const after = `${opening} ${closing} ${copy} It grew fast in the north.`;
    expect(carry(before, after, anchors)).toMatchObject([
      { place: 'orphan' },
      { place: 'moved', start: after.indexOf(copy), holds: true },
    ]);
  });

  test('the second one deleted', () => {
    const after = `${opening} ${copy} ${closing} It grew fast in the north.`;
    expect(carry(before, after, anchors)).toMatchObject([
      { place: 'exact', start: first?.start, holds: true },
      { place: 'orphan' },
    ]);
  });

  test('the first one changed', () => {
    const after = before.replace(copy, 'The firm denies some of it.');
    expect(carry(before, after, anchors)).toMatchObject([
      { place: 'changed', start: first?.start },
      { place: 'moved', holds: true },
    ]);
  });

  test('exchanged together with the sentences before them, each goes with its own', () => {
    const after = `${closing} ${copy} ${opening} ${copy} It grew fast in the north.`;
    expect(carry(before, after, anchors)).toMatchObject([
      { start: after.lastIndexOf(copy), holds: true },
      { start: after.indexOf(copy), holds: true },
    ]);
  });

  test('what told them apart deleted, and one of them moved', () => {
    const after = `${opening} ${copy} It grew fast in the north. ${copy}`;
    expect(carry(before, after, anchors)).toMatchObject([
      { place: 'exact', start: after.indexOf(copy), holds: true },
      { place: 'moved', start: after.lastIndexOf(copy), holds: true },
    ]);
  });

  test('everything around them reworded', () => {
    const after = `A wing was opened. ${copy} Places can be had. ${copy} Growth was fast up north.`;
    expect(carry(before, after, anchors)).toMatchObject([
      { start: 19, holds: true },
      { start: 65, holds: true },
    ]);
  });
});

describe('a cell stays with its row', () => {
  const rows = [
    ['Coal', '30%', '2024'],
    ['Gas', '30%', '2024'],
    ['Oil', '40%', '2024'],
  ] as const;
  const [coal, gas, oil] = rows.map((row) => [...row]) as [string[], string[], string[]];
  const before = table(coal, gas, oil);
  /** The cell at a row and column of the text, counted from nought. */
  const cell = (text: string, row: number, column: number) => {
    const lines = text.split('\n');
    const line = 4 + 3 * row + column;
    const start = lines.slice(0, line).join('\n').length + 1;
    return { start, end: start + (lines[line] ?? '').length };
  };
  const all = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => [row, column] as const));

  test.each<[string, string[][], [number, number, number]]>([
    ['the first row moved to the end', [gas, oil, coal], [2, 0, 1]],
    ['the last row moved to the start', [oil, coal, gas], [1, 2, 0]],
    ['two rows with equal cells exchanged', [gas, coal, oil], [1, 0, 2]],
    ['a row put in between', [coal, ['Wind', '30%', '2024'], gas, oil], [0, 2, 3]],
  ])('%s', (_, after, places) => {
    const text = table(...after);
    const carried = carry(
      before,
      text,
      all.map(([row, column]) => cell(before, row, column)),
    );
    for (const [index, [row, column]] of all.entries()) {
      expect(carried[index]).toMatchObject({ ...cell(text, places[row] as number, column), holds: true });
    }
  });

  test('a row deleted takes its own flags with it and no others', () => {
    const text = table(coal, oil);
    const carried = carry(
      before,
      text,
      all.map(([row, column]) => cell(before, row, column)),
    );
    const expected = [0, null, 1];
    for (const [index, [row, column]] of all.entries()) {
      const place = expected[row] ?? null;
      expect(carried[index]).toMatchObject(
        place === null ? { place: 'orphan' } : { ...cell(text, place, column), holds: true },
      );
    }
  });

  test('a row named by a year moved, and a row with a new cell between name and number', () => {
    const before = table(['2021', '30%', 'Coal'], ['2022', '31%', 'Gas']);
    const moved = table(['2022', '31%', 'Gas'], ['2021', '30%', 'Coal']);
    expect(carry(before, moved, [cell(before, 0, 0)])).toMatchObject([{ ...cell(moved, 1, 0), holds: true }]);
    const widened = table(['2021', 'about', '30%'], ['Peat', '2022', '31%'], ['Gas', '', '']);
    expect(carry(before, widened, [cell(before, 0, 1)])).toMatchObject([
      { ...cell(widened, 0, 2), holds: true },
    ]);
  });

  test('a number does not hold under another name', () => {
    const anchor = cell(before, 0, 1);
    expect(carry(before, table(['Peat', '30%', '2024'], gas, oil), [anchor])[0]).toMatchObject({
      place: 'changed',
      ...anchor,
    });
    const year = cell(before, 0, 2);
    expect(carry(before, table(['Peat', '30%', '2024'], gas, oil), [year])).toEqual([
      { place: 'exact', ...year, holds: true },
    ]);
    const [exchanged] = carry(before, table(['Oil', '30%', '2024'], gas, ['Coal', '40%', '2024']), [anchor]);
    expect(exchanged?.holds).toBe(false);
  });
});

describe('what a browser selected', () => {
  const text = 'Costs\nIt grew 30% in May. It grew 30% in June.';
  test.each<[string, Partial<Parameters<typeof locate>[1]>, { start: number; end: number } | null]>([
    ['stands once', { quote: 'in June' }, { start: 38, end: 45 }],
    [
      'stands twice, at the place given',
      { quote: 'It grew 30%', start: 26, end: 37 },
      { start: 26, end: 37 },
    ],
    [
      'stands twice, with the words around it',
      { quote: 'It grew 30%', suffix: ' in June.' },
      { start: 26, end: 37 },
    ],
    [
      'stands twice, with the words before it',
      { quote: 'It grew 30%', prefix: 'Costs\n' },
      { start: 6, end: 17 },
    ],
    [
      'stands twice, at the place given but with the words around the other',
      { quote: 'It grew 30%', suffix: ' in June.', start: 6, end: 17 },
      { start: 26, end: 37 },
    ],
    ['stands twice, near one of them', { quote: 'It grew 30%', start: 27, end: 38 }, { start: 26, end: 37 }],
    ['stands twice, midway', { quote: 'It grew 30%', start: 16, end: 27 }, null],
    ['has other white space', { quote: 'It  grew\n30% in May' }, { start: 6, end: 24 }],
    ['has no white space where the text has a line break', { quote: 'CostsIt grew' }, { start: 0, end: 13 }],
    ['has no white space between words', { quote: 'Itgrew' }, null],
    ['has white space inside a word', { quote: 'in Ju ne' }, null],
    ['is surrounded by white space', { quote: ' in June\n' }, { start: 38, end: 45 }],
    ['does not stand there', { quote: 'It grew 40%', start: 6, end: 17 }, null],
    ['is empty', { quote: ' ' }, null],
  ])('%s', (_, selector, expected) => {
    expect(locate(text, { quote: '', prefix: '', suffix: '', start: 0, end: 0, ...selector })).toEqual(
      expected,
    );
  });

  test('a selector made from a text leads back to its span', () => {
    const spans = fc
      .string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '🦊'), minLength: 1, maxLength: 40 })
      .chain((made) => fc.tuple(fc.constant(made), fc.nat(made.length - 1), fc.nat(made.length - 1)));
    fc.assert(
      fc.property(spans, ([made, a, b]) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b) + 1];
        const selector = selectorAt(made, start, end);
        expect(selector.prefix.length).toBeLessThanOrEqual(32);
        expect(made.slice(0, start).endsWith(selector.prefix)).toBe(true);
        expect(made.slice(end).startsWith(selector.suffix)).toBe(true);
        if (made.slice(start, end).trim()) expect(locate(made, selector)).toEqual({ start, end });
      }),
    );
  });

  test('no more than 32 characters around it, and no half of one', () => {
    const { prefix, suffix } = selectorAt(`${'🦊'.repeat(20)}a word b${'🦊'.repeat(20)}`, 42, 46);
    expect(prefix).toBe(`${'🦊'.repeat(15)}a `);
    expect(suffix).toBe(` b${'🦊'.repeat(15)}`);
    expect(selectorAt(`${'🦊'.repeat(20)}word${'🦊'.repeat(20)}`, 40, 44).prefix).toHaveLength(32);
    expect(selectorAt(`🦊${'x'.repeat(31)}word`, 33, 37).prefix).toBe('x'.repeat(31));
    expect(selectorAt(`word${'x'.repeat(31)}🦊`, 0, 4).suffix).toBe('x'.repeat(31));
  });
});

test('in the same text every flag is where it was, also one on white space', () => {
  const anchor = { start: 1, end: 3 };
  expect(carry('a  b', 'a  b', [anchor])).toEqual([{ place: 'exact', ...anchor, holds: true }]);
});

test('a span that is not in the text is an error', () => {
  for (const [start, end] of [
    [-1, 2],
    [1, 1],
    [2, 5],
  ] as const) {
    expect(() => selectorAt('text', start, end)).toThrow(RangeError);
    expect(() => carry('text', 'text', [{ start, end }])).toThrow(RangeError);
  }
});
