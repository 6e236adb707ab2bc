import fc from 'fast-check';

const word = fc.oneof(
  fc.stringMatching(/^[a-z]{2,8}$/),
  fc.constantFrom(
    'Lima',
    '1889',
    '3.5',
    'Café',
    'U.S.',
    'Q:',
    'A:',
    'I.',
    '東京',
    '40%',
    'don’t',
    '|',
    '*',
    '_x_',
    '<b>',
  ),
);
const sentence = fc
  .array(word, { minLength: 1, maxLength: 12 })
  .chain((words) => fc.constantFrom('.', '?', '', ':', '!').map((end) => `${words.join(' ')}${end}`));
const lead = fc.constantFrom(
  ...[
    '',
    '',
    '',
    '# ',
    '## ',
    '### ',
    '1. ',
    '2. ',
    '1.1 ',
    '3) ',
    'I. ',
    'Step 1: ',
    '- ',
    '• ',
    '  - ',
    '* ',
  ],
  ...[
    '> ',
    '    ',
    'Q: ',
    'A: ',
    '**',
    '[^1]: ',
    '---',
    '===',
    'Table 1: ',
    'Contact us: ',
    'Phone: +1 555 0100 ',
  ],
);
const line = fc
  .tuple(lead, sentence)
  .map(([mark, text]) => (mark === '**' ? `**${text}**` : `${mark}${text}`));
const special = fc.constantFrom(
  ...[
    '| a | b |',
    '|---|---|',
    '| c | d | e |',
    'x | y',
    'a\tb\tc',
    '```',
    '---',
    '===',
    '---\ntitle: Given\n---',
  ],
  ...[
    'FAQ',
    'Frequently Asked Questions',
    'Related articles',
    'Table of Contents',
    'Subscribe to our newsletter',
  ],
  ...[
    '[text](https://example.org "T")',
    '![alt words](https://example.org/i.png)',
    '[ref]: https://example.org/r',
  ],
  ...['See [ref] and [^1].', 'By Ana Petrova', 'Home > News > Story', '<!-- hidden -->', 'Address: 1 Road'],
);

/** Documents in which every structure of text and Markdown meets every other, mostly broken. */
export const documents = fc
  .array(fc.tuple(fc.oneof({ weight: 3, arbitrary: line }, special), fc.constantFrom('\n', '\n\n')), {
    minLength: 1,
    maxLength: 25,
  })
  .map((lines) => lines.flat().join(''));
