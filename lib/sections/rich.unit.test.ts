import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settle } from '#lib/import/body.ts';
import { readDocument } from '#lib/import/read.ts';
import { normalise } from './markdown.ts';
import { markdownOf, type Rich, richBlocksOf, richOf, richOfTyped } from './rich.ts';

const paragraph = (...content: Rich[]): Rich => ({ type: 'doc', content: [{ type: 'paragraph', content }] });
const text = (value: string, ...marks: string[]): Rich => ({
  ...{ type: 'text', text: value, marks: marks.map((type) => ({ type })) },
});

describe('a body comes out of the rich editor as it went in', () => {
  test.each([
    'Plain words.',
    'Some *emphasis*, **strong words**, ~~struck~~ and `code`.',
    '***Both*** and **[a strong link](https://example.org)** and [**a link of strong words**](https://example.org "Title").',
    '**Strong with *emphasis* in it** and *emphasis with **strong** in it*',
    '*Emphasis with *more* in it, and **strong with **more** in it***',
    '*[*Both*](https://example.org/a) and (*again*)*',
    '*b*_y_ and **b**__y__',
    '[one](https://example.org/a)[two](https://example.org/a)',
    'See [*the gates* ](https://example.org/a)',
    '[ ![A gate](https://example.org/gate.jpg) ](https://example.org/a)',
    '&#x20;A space that the source asks for, and one at its end&#x20;',
    'A line\nthat goes on\\\nand a new one.',
    '# One\n\n## Two\n\n### Three *slanted*',
    '- one\n- two\n  - deeper\n  - and more\n- three',
    '- loose\n\n- items\n\n  with two paragraphs',
    '3. third\n4. fourth',
    '- a list\n\n* and another',
    '- [ ] to do\n- [x] done',
    '> A quote\n>\n> - with a list\n>\n> > and a quote',
    '| a | b |\n| - | :-: |\n| 1 | **2** |\n| 3 | |',
    'Words.[^1] More.[^note]\n\n[^1]: A footnote.\n\n[^note]: Of two\n\n    paragraphs.',
    '![A lock gate](https://example.org/gate.jpg "The gate")\n\n*A caption.*',
    '```js\nconst a = 1;\n```\n\n---\n\nEnd.',
    '\\<b>no markup\\</b> and \\*no emphasis\\* & 2 \\* 3',
    '',
  ])('%j', (body) => {
    const settled = settle(body);
    const rich = richOf(settled);
    expect(rich).toMatchObject({ ok: true });
    expect(rich.ok && markdownOf(rich.doc)).toBe(settled);
  });

  test('any body, or it says that it cannot', () => {
    let rich = 0;
    let all = 0;
    fc.assert(
      fc.property(bodies, (body) => {
        const settled = settle(body);
        const read = richOf(settled);
        all++;
        if (!read.ok) return;
        rich++;
        expect(markdownOf(read.doc)).toBe(settled);
      }),
      { numRuns: Number(process.env.GALLEY_PROPERTY_RUNS ?? 400) },
    );
    // Falling back to the source is the exception.
    expect(rich / all).toBeGreaterThan(0.9);
  });

  test('says why where it would not', () => {
    expect(richOf('See [the report][r].\n\n[r]: https://example.org')).toEqual({
      ok: false,
      why: expect.stringContaining('stand apart'),
    });
    expect(richOf('*  not how Galley spells a list')).toMatchObject({ ok: false });
    expect(richOf('**a'.repeat(20_000))).toMatchObject({
      ok: false,
      why: expect.stringContaining('too intricate'),
    });
  });

  test('but takes what somebody has just typed in another spelling, as saving it would', () => {
    const read = richOfTyped('*  one\n*  two');
    expect(read.ok && markdownOf(read.doc)).toBe('- one\n- two');
    expect(richOfTyped('[r]: https://example.org')).toMatchObject({ ok: false });
  });
});

describe('what is made in the rich editor', () => {
  test('has the space beside emphasised words outside of the emphasis', () => {
    expect(markdownOf(paragraph(text('Very '), text(' bold ', 'bold'), text('words ')))).toBe(
      'Very  **bold** words',
    );
    expect(markdownOf(paragraph(text('a '), text('b ', 'bold'), text('c', 'bold', 'italic')))).toBe(
      'a **b _c_**',
    );
    expect(markdownOf(paragraph(text('a'), text(' ', 'bold'), text('b')))).toBe('a b');
  });

  test('is one emphasis where two meet that the source had apart', () => {
    const read = richOf('*One* and *two*');
    const [only] = (read.ok && read.doc.content) || [];
    const left = (only?.content ?? []).filter(({ text }) => text !== ' and ');
    expect(markdownOf(paragraph(...left))).toBe('*Onetwo*');
  });

  test('has no empty paragraphs, and no break at the end of one', () => {
    const empty = { type: 'paragraph' };
    const broken = { type: 'paragraph', content: [text('One.'), { type: 'hardBreak' }] };
    expect(markdownOf({ type: 'doc', content: [empty, broken, empty, empty] })).toBe('One.');
  });

  test('keeps to one line in a table', () => {
    const cell = {
      type: 'tableHeader',
      content: [{ type: 'paragraph', content: [text('a'), { type: 'hardBreak' }, text('b')] }],
    };
    const table = { type: 'table', content: [{ type: 'tableRow', content: [cell] }] };
    expect(markdownOf({ type: 'doc', content: [table] })).toBe('| a b |\n| - |');
  });

  test('takes in pasted Markdown whole, what it cannot show as its source', () => {
    const content = richBlocksOf('One *two*\n\n[a]: https://example.org');
    expect(markdownOf({ type: 'doc', content })).toMatch(/^One \*two\*.*example\.org$/s);
  });

  test('has a deeper list that was pasted as an item of its own under the item above it', () => {
    const content = richBlocksOf('- one\n- - deep\n  - deeper\n- two');
    expect(markdownOf({ type: 'doc', content })).toBe('- one\n  - deep\n  - deeper\n- two');
  });
});

describe('what is written in the rich editor', () => {
  const bits =
    'the|lock| |1931|-|–|*|_|[1]|(c)|A&B|#1|naïve|“so”|"q"|~20%|$5|. |, |1. |2) |+|=|>|<| |www.example.org|C#|中文|👍|\\\\|`';
  const typed = fc.array(fc.constantFrom(...bits.split('|'), '|'), { minLength: 1, maxLength: 4 });
  const line = fc
    .array(fc.tuple(typed, fc.constantFrom('', 'bold', 'italic', 'strike')), { minLength: 1, maxLength: 4 })
    .map((pieces) => pieces.map(([value, mark]) => text(`a${value.join('')}b`, ...(mark ? [mark] : []))));
  const block = (type: string, content: Rich[], attrs = {}): Rich => ({ type, attrs, content });
  const inItem = (content: Rich[]) => block('listItem', [block('paragraph', content)]);
  const inCell = (type: string) => (content: Rich[]) => block(type, [block('paragraph', content)]);
  const blocks = fc.array(
    fc.oneof(
      line.map((content) => block('paragraph', content)),
      line.map((content) => block('heading', content, { level: 2 })),
      fc.array(line, { minLength: 1, maxLength: 3 }).map((items) => block('bulletList', items.map(inItem))),
      fc
        .array(line, { minLength: 1, maxLength: 3 })
        .map((items) => block('orderedList', items.map(inItem), { start: 1 })),
      line.map((content) => block('blockquote', [block('paragraph', content)])),
      fc
        .tuple(line, line)
        .map(([head, cell]) =>
          block('table', [
            block('tableRow', [inCell('tableHeader')(head)]),
            block('tableRow', [inCell('tableCell')(cell)]),
          ]),
        ),
    ),
    { minLength: 1, maxLength: 4 },
  );
  const wordsOf = ({ text = '', content = [] }: Rich): string => text + content.map(wordsOf).join('');

  test('is stored with all its words, and comes back to be written in', () => {
    fc.assert(
      fc.property(blocks, (content) => {
        const stored = normalise(markdownOf({ type: 'doc', content }));
        expect(normalise(stored)).toBe(stored);
        const read = richOf(stored);
        expect(read).toMatchObject({ ok: true });
        const said = (doc: Rich) => wordsOf(doc).replaceAll(/\s/g, '');
        expect(read.ok && said(read.doc)).toBe(said({ type: 'doc', content }));
      }),
      { numRuns: Number(process.env.GALLEY_PROPERTY_RUNS ?? 400) },
    );
  });
});

const words = fc
  .array(
    fc.constantFrom(
      'the',
      'lock',
      '1931',
      'a*b',
      'x_y',
      '<b>',
      '[note]',
      'A&B',
      '#1',
      '|',
      'naïve',
      '“so”',
      '~',
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((list) => list.join(' '));
const inline = fc
  .array(
    fc.oneof(
      words,
      words.map((each) => `*${each}*`),
      words.map((each) => `**${each}**`),
      fc.tuple(words, words).map(([a, b]) => `**${a} *${b}***`),
      words.map((each) => `**[${each}](https://example.org/a)**`),
      words.map((each) => `[*${each}*](https://example.org "T")`),
      words.map((each) => `*${each} *${each}* [*${each}*](https://example.org/a)*`),
      words.map((each) => `[${each}](https://example.org/a)[${each} ](https://example.org/a)`),
      words.map((each) => `*${each}*_${each}_`),
      words.map((each) => `\`${each}\``),
      words.map((each) => `~~${each}~~`),
      fc.constantFrom(
        '![An image](https://example.org/i.png)',
        'noted[^1]',
        'one\\\ntwo',
        'one\ntwo',
        'https://example.org',
      ),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(' '));
const indent = (value: string, by: string) => value.replaceAll('\n', `\n${by}`);
const block: fc.Arbitrary<string> = fc.letrec<{ block: string }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    inline,
    fc.tuple(fc.integer({ min: 1, max: 6 }), words).map(([depth, value]) => `${'#'.repeat(depth)} ${value}`),
    fc
      .tuple(
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.array(words, { minLength: 3, maxLength: 3 }), { maxLength: 3 }),
      )
      .map(([, rows]) =>
        [
          '| a | b | c |',
          '| - | :- | -: |',
          ...rows.map((row) => `| ${row.map((c) => c.replaceAll('|', '\\|')).join(' | ')} |`),
        ].join('\n'),
      ),
    fc.constantFrom('---', '```\ncode *here*\n\nmore\n```', '[^1]: The note.'),
    fc
      .array(tie('block'), { minLength: 1, maxLength: 3 })
      .map((list) => `> ${indent(list.join('\n\n'), '> ')}`),
    fc
      .tuple(
        fc.constantFrom('- ', '1. ', '7. ', '- [x] '),
        fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
        fc.boolean(),
      )
      .map(([mark, list, loose]) =>
        list
          .map((item) => mark + indent(item, ' '.repeat(mark.startsWith('-') ? 2 : 3)))
          .join(loose ? '\n\n' : '\n'),
      ),
  ),
})).block;
const bodies = fc.array(block, { minLength: 1, maxLength: 5 }).map((list) => list.join('\n\n'));

function sourceIn(file: string) {
  const bytes = readFileSync(file);
  const isPacked = file.endsWith('.gz');
  return { bytes: isPacked ? gunzipSync(bytes) : bytes, name: path.basename(file, isPacked ? '.gz' : '') };
}

// Named where the run has it, see CONTRIBUTING.md: a folder of sources to import, each body of which has to come back.
const folder = process.env.GALLEY_IMPORT_SAMPLES ?? '';
test('each body that the importer makes of GALLEY_IMPORT_SAMPLES comes back', {
  timeout: 600_000,
}, async ({ skip }) => {
  if (!folder) return skip('GALLEY_IMPORT_SAMPLES names no folder of sources');
  const files = (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
  const counts = { sources: 0, bodies: 0, rich: 0 };
  const whys: Record<string, number> = {};
  for (const file of files) {
    const read = await readDocument(sourceIn(file)).catch(() => null);
    if (!read?.ok) continue;
    counts.sources++;
    for (const { body } of read.draft.items) {
      counts.bodies++;
      const rich = richOf(body);
      if (rich.ok) counts.rich++;
      else whys[rich.why] = (whys[rich.why] ?? 0) + 1;
      if (rich.ok) expect(markdownOf(rich.doc)).toBe(body);
    }
  }
  console.log(`${JSON.stringify(counts)} ${JSON.stringify(whys)}`);
  expect(counts.rich / counts.bodies).toBeGreaterThan(0.98);
});
