import { tooIntricate } from '#lib/sections/intricacy.ts';
import type { Inline } from './blocks.ts';

/** The most lines with text in a source. */
export const MAX_LINES = 200_000;

/** How a source is read: its lines as blocks of their own or as Markdown blocks, and the characters in them. */
export type Form = { grammar: 'lines' | 'markdown'; inline: Inline; notes: string[] };

/**
 * Decides from the text alone whether it is Markdown. Signs are added up: a `#` heading on the first line, a fence,
 * a link, an image or a link's definition count 2 each; every other `#` heading, text in bold or in backticks, and a
 * footnote mark count 1. Front matter counts 2. From 2 on the characters in a line are Markdown; below, each is text.
 *
 * Markdown is still read line by line when its headings are not `#` headings but numbered lines with a long line
 * below them: Markdown itself would take those for lists.
 */
export function readForm(lines: string[], hasFrontMatter: boolean): Form {
  if (tooIntricate(lines.join('\n'))) {
    const note =
      'The marks in this file nest too deeply, or are too many, to be read as Markdown. It was read as plain text.';
    return { grammar: 'lines', inline: 'text', notes: [note] };
  }
  const signs = countSigns(lines);
  const score = (hasFrontMatter ? 2 : 0) + signs.strong * 2 + signs.weak;
  if (score < 2) return { grammar: 'lines', inline: 'text', notes: [] };
  const linewise = signs.numbered >= 2 && signs.headings <= 1 && signs.blocks === 0;
  return { grammar: linewise ? 'lines' : 'markdown', inline: 'markdown', notes: [] };
}

function countSigns(lines: string[]) {
  const signs = { strong: 0, weak: 0, headings: 0, blocks: 0, numbered: 0 };
  let isFirst = true;
  let previous = '';
  for (const line of lines) {
    if (line.trim() === '') continue;
    if (/^ {0,3}#{1,6}[ \t]+\S/.test(line)) {
      signs.headings++;
      if (isFirst) signs.strong++;
      else signs.weak++;
    }
    if (/^ {0,3}(?:```|~~~)/.test(line)) {
      signs.strong++;
      signs.blocks++;
    }
    if (/^ {0,3}>[ \t]*\S/.test(line)) signs.blocks++;
    if (/\]\((?:https?:|mailto:|tel:|[/#.<])/i.test(line) || /^ {0,3}\[[^\]]+\]:[ \t]*\S/.test(line))
      signs.strong++;
    if (/(?<![\w*])\*\*(?=[^\s*])[^*]*\*\*(?!\w)|(?<!\w)__(?=[^\s_])[^_]+__(?!\w)/.test(line)) signs.weak++;
    if (/(?<!`)`[^`]+`(?!`)|\[\^[^\]\s]+\]/.test(line)) signs.weak++;
    if (line.length > 100 && /^\s*\d{1,3}(?:\.\d+)*[.)]?\s+\S/.test(previous)) signs.numbered++;
    previous = line.length <= 160 ? line : '';
    isFirst = false;
  }
  return signs;
}
