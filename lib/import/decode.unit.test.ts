import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, MAX_SOURCE_BYTES } from './decode.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const raw = (latin1: string) => Uint8Array.from(latin1, (letter) => letter.charCodeAt(0));
const utf16 = (text: string, isLittle: boolean) =>
  Uint8Array.from(
    Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)).flatMap((unit) =>
      isLittle ? [unit & 0xff, unit >> 8] : [unit >> 8, unit & 0xff],
    ),
  );
const read = (bytes: Uint8Array, name = 'article.txt') => {
  const decoded = decode(bytes, name);
  if (!decoded.ok) throw new Error(decoded.problem.message);
  return decoded;
};
const problemOf = (bytes: Uint8Array, name = 'article.txt') => {
  const decoded = decode(bytes, name);
  return decoded.ok ? undefined : decoded.problem;
};

describe('encodings', () => {
  const text = 'Naïve “quotes” – 10 €\nЖизнь 東京 😀';
  test.each([
    ['UTF-8', bytesOf(text), 'UTF-8'],
    ['UTF-8 with a byte order mark', bytesOf(`\ufeff${text}`), 'UTF-8'],
    ['UTF-16 LE', utf16(`\ufeff${text}`, true), 'UTF-16 LE'],
    ['UTF-16 BE', utf16(`\ufeff${text}`, false), 'UTF-16 BE'],
  ])('%s', (_, bytes, encoding) => {
    expect(read(bytes)).toMatchObject({ text, encoding });
  });

  test('a conversion is said', () => {
    expect(read(utf16('\ufeffText', true)).notes).toEqual(['Converted from UTF-16 LE.']);
  });

  test('Windows-1252 is converted, and it says so', () => {
    const { text: converted, encoding, notes } = read(raw('Caf\xe9 \x93quoted\x94 \x96 10 \x80'));
    expect(converted).toBe('Café “quoted” – 10 €');
    expect(encoding).toBe('Windows-1252');
    expect(notes[0]).toContain('Windows-1252');
  });

  test('UTF-8 with one damaged byte stays UTF-8 and counts what could not be read', () => {
    const bytes = Uint8Array.from([...bytesOf('Жизнь и судьба '), 0xff, ...bytesOf(' конец')]);
    expect(read(bytes)).toMatchObject({ encoding: 'UTF-8', text: 'Жизнь и судьба \ufffd конец' });
    expect(read(bytes).notes[0]).toMatch(/^1 character could not be read/);
  });

  test('UTF-32 is refused with what to do', () => {
    expect(problemOf(Uint8Array.from([0xff, 0xfe, 0, 0, 65, 0, 0, 0]))).toMatchObject({ code: 'encoding' });
    expect(problemOf(Uint8Array.from([0, 0, 0xfe, 0xff, 0, 0, 0, 65]))).toMatchObject({ code: 'encoding' });
  });
});

describe('characters', () => {
  test.each([
    ['line ends', 'a\r\nb\rc\u2028d\x0be\x0cf', 'a\nb\nc\nd\ne\nf'],
    [
      'control characters go',
      'a\x01b\x1bc and a good deal of text around them, so that it is text',
      undefined,
    ],
    ['tabs stay', 'a\tb', 'a\tb'],
    ['bidi overrides stay', 'abc \u202edef\u202c', 'abc \u202edef\u202c'],
    ['a mark inside stays', 'a\ufeffb', 'a\ufeffb'],
  ])('%s', (_, text, expected) => {
    const decoded = read(bytesOf(text));
    if (expected !== undefined) expect(decoded.text).toBe(expected);
    else expect(decoded.text).toMatch(/^abc and/);
  });

  test('what was removed or turns the writing round is said', () => {
    expect(read(bytesOf(`a\x01b${' text'.repeat(20)}`)).notes).toEqual(['1 control character was removed.']);
    expect(read(bytesOf('abc \u202edef\u202c')).notes[0]).toMatch(/^2 characters turn the direction/);
  });

  test('halves of surrogate pairs are replaced', () => {
    expect(read(utf16('\ufeffa\ud800b', true)).text).toBe('a\ufffdb');
  });

  test('NUL is refused', () => {
    expect(problemOf(bytesOf('a\0b'))).toMatchObject({ code: 'nul' });
    expect(problemOf(utf16('\ufeffa\0b', true))).toMatchObject({ code: 'nul' });
  });
});

describe('files that are no text', () => {
  test.each([
    ['PDF', raw('%PDF-1.7\n'), 'binary'],
    ['old Word', raw('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'binary'],
    ['RTF', raw('{\\rtf1 text}'), 'binary'],
    ['PNG', raw('\x89PNG\r\n\x1a\n'), 'binary'],
    ['JPEG', raw('\xff\xd8\xff\xe0'), 'binary'],
    ['GIF', raw('GIF89a'), 'binary'],
    ['gzip', raw('\x1f\x8b\x08'), 'binary'],
    ['ZIP', raw('PK\x03\x04'), 'binary'],
    ['control characters throughout', raw('\x01\x02\x03\x04text'), 'binary'],
    ['nothing', new Uint8Array(), 'empty'],
    ['white space', raw(' \n\t\n '), 'empty'],
  ])('%s', (_, bytes, code) => {
    expect(problemOf(bytes)?.code).toBe(code);
    expect(problemOf(bytes)?.message).toMatch(/\.$/);
  });

  test('a Word document is named as one', () => {
    expect(problemOf(raw('PK\x03\x04'), 'Draft.docx')?.message).toContain('Word document');
  });
});

test('5 MB are read, one byte more is refused', () => {
  expect(decode(new Uint8Array(MAX_SOURCE_BYTES).fill(97), 'a.txt').ok).toBe(true);
  expect(problemOf(new Uint8Array(MAX_SOURCE_BYTES + 1).fill(97))?.code).toBe('too-large');
});

test('whatever the bytes, the answer is text that can be stored or a message', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const decoded = decode(bytes, 'a.txt');
      expect(decoded.ok || decoded.problem.message).toBeTruthy();
      if (!decoded.ok) return;
      expect(decoded.text.isWellFormed()).toBe(true);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for
      expect(decoded.text).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]/);
    }),
    { numRuns: 500 },
  );
});
