import fc from 'fast-check';
import { parse, type DefaultTreeAdapterTypes as Tree, defaultTreeAdapter as tree } from 'parse5';
import { POPUP_NAME } from './html-beside.ts';
import { findNotes } from './html-notes.ts';
import { attribute, BLOCKS, descendants, isHidden, rawText } from './html-tree.ts';
import { readWordItem } from './html-word.ts';
import { words } from './words.ts';

/** The words that a reader sees on a page, in order, read as simply as can be; marks of footnotes and Word's of lists are left out. */
export function pageWords(html: string): string[] {
  const document = parse(html);
  const { marks } = findNotes(document);
  const parts: string[] = [];
  const walk = (node: Tree.ParentNode): void => {
    for (const child of node.childNodes) {
      if (tree.isTextNode(child)) parts.push(child.value);
      if (!tree.isElementNode(child) || isHidden(child) || marks.has(child)) continue;
      if (child.tagName === 'svg' || child.tagName === 'annotation') {
        parts.push(' ');
        continue;
      }
      readWordItem(child);
      const isApart =
        BLOCKS.has(child.tagName) ||
        child.tagName === 'br' ||
        POPUP_NAME.test(attribute(child, 'class') ?? '');
      if (isApart) parts.push('\n');
      if (/^h[1-6]$/.test(child.tagName) && !rawText(child).trim())
        parts.push(...descendants(child, 'img').map((image) => ` ${attribute(image, 'alt') ?? ''} `));
      walk(child);
      if (isApart) parts.push('\n');
    }
  };
  walk(document);
  return words(parts.join(''));
}

const word = fc.oneof(
  fc.stringMatching(/^[a-z]{2,8}$/),
  fc.constantFrom(
    'Lima',
    '1889',
    '3.5',
    'U.S.',
    'Q:',
    'A:',
    'I.',
    '東京',
    '40%',
    '*',
    '_x_',
    '&lt;b&gt;',
    '|',
    '#',
    '[^1]',
    '1.',
  ),
);
const phrase = fc
  .array(word, { minLength: 1, maxLength: 10 })
  .chain((all) => fc.constantFrom('.', '?', '', ':').map((end) => all.join(' ') + end));

const inline = fc
  .tuple(
    phrase,
    fc.constantFrom(
      ...[
        '',
        '',
        '',
        'b',
        'i',
        'em',
        'strong',
        'code',
        's',
        'sup',
        'u',

        'cite',
        'small',
      ],
      ...[
        'a href="https://example.org/a_b"',
        'a href="javascript:x"',
        'a href="#fn1"',
        'span style="font-weight:bold"',
        'a id="ref1" href="#fn1"',
      ],
    ),
    fc.constantFrom(' ', ' ', '', '<br>', '<br><br>', '<img src="https://example.org/i.png" alt="">'),
  )
  .map(([text, open, after]) => `${open ? `<${open}>${text}</${open.split(' ')[0]}>` : text}${after}`);
const run = fc.array(inline, { minLength: 1, maxLength: 4 }).map((all) => all.join(''));
const cell = fc.tuple(fc.constantFrom('td', 'td', 'th', 'td colspan="2"', 'td rowspan="2"'), run);
const table = fc
  .tuple(
    fc.constantFrom('', '<caption>Name of it</caption>'),
    fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
  )
  .map(([name, rows]) => {
    const lines = rows.map(
      (cells) => `<tr>${cells.map(([open, text]) => `<${open}>${text}</${open.slice(0, 2)}>`).join('')}</tr>`,
    );
    return `<table>${name}${lines.join('')}</table>`;
  });
const list = fc
  .tuple(
    fc.constantFrom('ul', 'ol', 'ol start="4"'),
    fc.array(fc.tuple(run, fc.constantFrom('', '', '<ul><li>inner</li></ul>', '<p>more of it</p>')), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(
    ([open, items]) =>
      `<${open}>${items.map(([text, more]) => `<li>${text}${more}</li>`).join('')}</${open.slice(0, 2)}>`,
  );
const simple = fc
  .tuple(
    fc.constantFrom(
      ...[
        'p',
        'p',
        'p',
        'div',
        'h1',
        'h2',
        'h3',
        'h4',
        'blockquote',
        'pre',
        'figcaption',
        'dt',
        'dd',
        'summary',
        'td',
        'li',
      ],
      ...[
        'p class="MsoListParagraph"',
        'p class="MsoTitle"',
        'p id="fn1"',
        'li id="fn1"',
        'p class="byline"',
        'div role="heading"',
        'address',
        'button',
      ],
      ...[
        'nav',
        'aside',
        'footer',
        'header',
        'section',
        'article',
        'div class="newsletter"',
        'form',
        'div class="related"',
        'details',
        'center',
      ],
    ),
    run,
  )
  .map(([open, text]) => `<${open}>${text}</${open.split(' ')[0]}>`);
const fixed = fc.constantFrom(
  ...[
    '<hr>',
    'loose text ',
    '<!-- hidden -->',
    '<h2>FAQ</h2>',
    '<h2>Related articles</h2>',
    '<p>By Ana Petrova</p>',
    '<p>Table 1: It</p>',
    '<h2>Notes</h2>',
  ],
  ...[
    '<dl><dt>Is it?</dt><dd>It is.</dd></dl>',
    '<details><summary>Is it so?</summary>Yes.</details>',
    '<p>·&nbsp; a hat</p>',
    '<script>no()</script>',
  ],
  ...[
    '<ol><li>Is it?</li><li>Yes.</li><li>And now?</li><li>No.</li></ol>',
    '<figure><img src="https://example.org/i.png" alt="x"><figcaption>It</figcaption></figure>',
  ],
  ...[
    '<p style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">3.<span> </span></span>third</p>',
    '<p hidden>hidden</p>',
    '<p>[1] note</p>',
  ],
);

/** Pages and pieces of pages in which every structure of HTML meets every other, mostly misplaced. */
export const pages = fc
  .array(
    fc.oneof({ weight: 6, arbitrary: simple }, { weight: 2, arbitrary: list }, table, {
      weight: 2,
      arbitrary: fixed,
    }),
    {
      minLength: 1,
      maxLength: 14,
    },
  )
  .map((all) => all.join('\n'));
