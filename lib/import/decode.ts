import type { ImportProblem } from './model.ts';

/** The most bytes of one source: 5 MB. */
export const MAX_SOURCE_BYTES = 5 * 1024 * 1024;

/** A source's text as `parse` wants it, how its bytes were read, and what an editor should know of that. */
export type Decoded =
  | { ok: true; text: string; encoding: string; notes: string[] }
  | { ok: false; problem: ImportProblem };

/** The most control characters among the characters of a text. */
const MAX_CONTROL_SHARE = 0.05;

const ZIP = 'PK\u0003\u0004';
/** First bytes (as Latin-1), what such a file is, and how its text can be had. */
const KNOWN: [start: string, what: string, instead: string][] = [
  ['%PDF', 'a PDF', 'Copy its text into a .txt file and import that.'],
  [
    '\u00d0\u00cf\u0011\u00e0',
    'an older Word, Excel or PowerPoint file',
    'Save it as plain text (.txt) and import that.',
  ],
  ['{\\rtf', 'a rich text (RTF) file', 'Save it as plain text (.txt) and import that.'],
  ['\u0089PNG', 'an image (PNG)', 'Only text can be imported.'],
  ['\u00ff\u00d8\u00ff', 'an image (JPEG)', 'Only text can be imported.'],
  ['GIF8', 'an image (GIF)', 'Only text can be imported.'],
  ['RIFF', 'an image, a sound or a film', 'Only text can be imported.'],
  ['\u001f\u008b', 'a compressed file', 'Unpack it and import the files in it.'],
  ['7z\u00bc\u00af', 'an archive', 'Unpack it and import the files in it.'],
  ['Rar!', 'an archive', 'Unpack it and import the files in it.'],
  ['SQLite format', 'a database', 'Only text can be imported.'],
];

/**
 * Reads the bytes of a text or Markdown file as text: UTF-8 and, if they begin with a byte order mark, UTF-16; bytes
 * that are no UTF-8 but look like text as Windows-1252. The text has `\n` as its only line end, no control character
 * but `\n` and `\t`, and no half of a surrogate pair.
 * @param name the file's name, for messages
 */
export function decode(bytes: Uint8Array, name: string): Decoded {
  if (bytes.length === 0) return refuse('empty', `“${name}” is empty. Choose a file with text in it.`);
  if (bytes.length > MAX_SOURCE_BYTES) {
    const size = (bytes.length / 1024 / 1024).toFixed(1);
    return refuse(
      'too-large',
      `“${name}” has ${size} MB; the most is 5 MB. Part it into several files and import each.`,
    );
  }
  const known = nameByStart(bytes, name);
  if (known) return refuse('binary', `This is ${known}`);
  const read = readBytes(bytes, name);
  if ('code' in read) return { ok: false, problem: read };
  if (read.text.includes('\0')) {
    return refuse(
      'nul',
      `“${name}” has zero bytes in it, so it is no text file. Save it as plain text (UTF-8).`,
    );
  }
  const controls = read.text.match(/[\x01-\x08\x0e-\x1f\x7f]/g)?.length ?? 0;
  if (controls > read.text.length * MAX_CONTROL_SHARE) {
    return refuse(
      'binary',
      `“${name}” is not a text file. Save the article as plain text (.txt) or Markdown (.md).`,
    );
  }
  const { text, notes } = cleanText(read.text);
  if (text.trim() === '')
    return refuse('empty', `“${name}” has only white space in it. Choose a file with text in it.`);
  return { ok: true, text, encoding: read.encoding, notes: [...read.notes, ...notes] };
}

/**
 * Makes text safe to store: every line end is `\n`, control characters but tabs are gone, halves of surrogate pairs
 * are U+FFFD. Text from a form goes through it as well.
 */
export function cleanText(text: string): { text: string; notes: string[] } {
  const notes: string[] = [];
  const wellFormed = text.toWellFormed();
  if (wellFormed !== text) notes.push('Characters that were cut in half were replaced by �.');
  const broken = wellFormed.replace(/\r\n?|[\v\f\x85\u2028\u2029]/g, '\n');
  const clean = broken.replace(/[\x00-\x08\x0e-\x1f\x7f-\x9f]/g, '');
  const removed = broken.length - clean.length;
  if (removed > 0)
    notes.push(`${removed} control ${removed === 1 ? 'character was' : 'characters were'} removed.`);
  notes.push(...turnNotes(clean));
  return { text: clean.replace(/^\ufeff/, ''), notes };
}

/** Characters that turn the direction of writing. */
export const TURNS = /[\u202a-\u202e\u2066-\u2069]/;

/** Says how many characters of a text turn the direction of writing: they are kept, and shown where they stand. */
export function turnNotes(text: string): string[] {
  const turns = text.match(new RegExp(TURNS, 'g'))?.length ?? 0;
  if (turns === 0) return [];
  const some = turns === 1 ? 'character turns' : 'characters turn';
  return [`${turns} ${some} the direction of writing. Check that the text reads as you see it.`];
}

type Read = { text: string; encoding: string; notes: string[] };

function readBytes(bytes: Uint8Array, name: string): Read | ImportProblem {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff)) {
    return {
      code: 'encoding',
      message: `“${name}” is written in UTF-32. Save it as plain text in UTF-8 and import it again.`,
    };
  }
  if (a === 0xff && b === 0xfe) return readUtf16(bytes, 'utf-16le', 'UTF-16 LE');
  if (a === 0xfe && b === 0xff) return readUtf16(bytes, 'utf-16be', 'UTF-16 BE');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8', notes: [] };
  } catch {
    return readOther(bytes, name);
  }
}

function readUtf16(bytes: Uint8Array, label: string, encoding: string): Read {
  const text = new TextDecoder(label).decode(bytes);
  return { text, encoding, notes: [`Converted from ${encoding}.`, ...unreadable(text)] };
}

/** Bytes that are no UTF-8: a UTF-8 file with some damage if most of its other characters are whole, else Windows-1252. */
function readOther(bytes: Uint8Array, name: string): Read | ImportProblem {
  const text = new TextDecoder('utf-8').decode(bytes);
  const damaged = text.match(/\ufffd/g)?.length ?? 0;
  const whole = text.match(/[^\x00-\x7f\ufffd]/gu)?.length ?? 0;
  if (whole >= 4 * damaged) return { text, encoding: 'UTF-8', notes: unreadable(text) };
  const isUndefined = (byte: number) =>
    byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d;
  if (bytes.some(isUndefined)) {
    return {
      code: 'encoding',
      message: `The characters of “${name}” could not be read. Save it as plain text in UTF-8 and import it again.`,
    };
  }
  return {
    text: new TextDecoder('windows-1252').decode(bytes),
    encoding: 'Windows-1252',
    notes: ['Converted from Windows-1252. Check that letters with accents and quotation marks are right.'],
  };
}

function unreadable(text: string): string[] {
  const count = text.match(/\ufffd/g)?.length ?? 0;
  if (count === 0) return [];
  return [
    `${count} ${count === 1 ? 'character' : 'characters'} could not be read and ${count === 1 ? 'is' : 'are'} shown as �.`,
  ];
}

function nameByStart(bytes: Uint8Array, name: string): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  if (start.startsWith(ZIP)) {
    const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
    const isWord = head.includes('word/') || /\.docx$/i.test(name);
    return isWord
      ? 'a Word document. Save it as plain text (.txt) and import that.'
      : 'an archive or an office document. Unpack it, or save it as plain text (.txt), and import that.';
  }
  const known = KNOWN.find(([signature]) => start.startsWith(signature));
  return known && `${known[1]}. ${known[2]}`;
}

function refuse(code: ImportProblem['code'], message: string): Decoded {
  return { ok: false, problem: { code, message } };
}
