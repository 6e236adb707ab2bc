import mammoth from 'mammoth';
import { Refused } from '#lib/refusal.ts';
import { MAX_SOURCE_BYTES } from './decode.ts';
import type { ImportProblem } from './model.ts';
import { unzip, type ZipLimits } from './zip.ts';
import { packStored } from './zip-writer.ts';

/** A Word document is XML; these are far beyond the longest book. Pictures are not unpacked. */
const LIMITS: ZipLimits = {
  entries: 5_000,
  entryBytes: 40 * 1024 * 1024,
  bytes: 60 * 1024 * 1024,
  ratio: 200,
};

type Read = { ok: true; html: string; notes: string[] } | { ok: false; problem: ImportProblem };

/** What stands in for a picture until its description does. */
const PICTURE = 'docx:picture';

/** Whether a file is one that Word makes, of any age, by its first bytes and its name. */
export function isWord(bytes: Uint8Array, name: string): boolean {
  if (isOle(bytes)) return true;
  return (
    startsWith(bytes, [0x50, 0x4b, 3, 4]) &&
    (/\.docx$/i.test(name) || latin1(bytes.subarray(0, 65_536)).includes('word/'))
  );
}

/**
 * Reads a Word document (.docx) as HTML: headings, lists, tables, links, pictures by their description, footnotes as
 * a list at the end to which their marks lead. Its XML is unpacked, counted and looked at here, and handed on in an archive made anew, so that
 * nothing is read that was not looked at.
 */
export async function readDocx(bytes: Uint8Array, name: string): Promise<Read> {
  if (bytes.length > MAX_SOURCE_BYTES)
    return refuse(
      `“${name}” has more than 5 MB. Take its pictures out, save it under another name and import that.`,
    );
  if (isOle(bytes)) return refuse(oleMessage(bytes, name));
  const parts: { name: string; bytes: Buffer }[] = [];
  try {
    for await (const part of unzip(bytes, LIMITS, (path) => /\.(?:xml|rels)$/i.test(path))) {
      if (part.problem !== undefined) return refuse(part.problem);
      if (/<!\s*(?:doctype|entity)/i.test(part.bytes.toString('utf8')))
        return refuse(
          `“${name}” holds definitions that a Word document never has and that can do harm. Open it in Word, save it anew and import that.`,
        );
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof Refused) return refuse(error.refusal.message);
    throw error;
  }
  const document = parts.find((part) => part.name === 'word/document.xml');
  if (!document && !parts.some((part) => part.name === '_rels/.rels'))
    return refuse(
      `“${name}” is not a Word document. To import an archive of articles, choose “Import many”.`,
    );
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: packStored(parts) },
      {
        styleMap: hasTitle(document?.bytes) ? titledStyles : [],
        includeEmbeddedStyleMap: false,
        externalFileAccess: false,
        idPrefix: 'docx-',
        convertImage: mammoth.images.imgElement(async () => ({ src: PICTURE })),
      },
    );
    return described(value);
  } catch {
    return refuse(
      `“${name}” cannot be read as a Word document. Open it in Word, save it anew as .docx and import that.`,
    );
  }
}

/** Where a paragraph is styled as the title, the headings stand below it. */
const titledStyles = [
  "p[style-name='Title'] => h1:fresh",
  ...[1, 2, 3, 4, 5].flatMap((level) => [
    `p[style-name='heading ${level}'] => h${level + 1}:fresh`,
    `p[style-name='Heading ${level}'] => h${level + 1}:fresh`,
  ]),
];

function hasTitle(document: Buffer | undefined): boolean {
  return document?.includes('<w:pStyle w:val="Title"') ?? false;
}

/** A picture has no address of its own, so its description stands in its place. */
function described(html: string): Read {
  let pictures = 0;
  const text = html.replace(/<img(?: alt="([^"]*)")? src="docx:picture" \/>/g, (_, alt = '') => {
    pictures++;
    return `<em>${alt ? `Picture: ${alt}` : 'Picture'}</em>`;
  });
  const note = `${pictures === 1 ? 'One picture was' : `${pictures} pictures were`} not taken over: the word “Picture” and its description stand in its place.`;
  return { ok: true, html: text, notes: pictures > 0 ? [note] : [] };
}

function oleMessage(bytes: Uint8Array, name: string): string {
  const names = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (names.includes(Buffer.from('EncryptedPackage', 'utf16le')))
    return `“${name}” is protected by a password. Open it in Word, take the password off, save it and import that.`;
  return names.includes(Buffer.from('WordDocument', 'utf16le')) || /\.do[ct]$/i.test(name)
    ? `“${name}” is a document of an older Word. Open it in Word, save it as .docx and import that.`
    : `“${name}” is an older Office file. Save it as .docx and import that.`;
}

function isOle(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]);
}

function startsWith(bytes: Uint8Array, start: number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}

function refuse(message: string): Read {
  return { ok: false, problem: { code: 'binary', message } };
}
