import type { List, ListItem } from 'mdast';
import { type Inline, type ListBlock, phrasing } from './blocks.ts';
import type { Lines } from './model.ts';

/** The deepest nesting of a list by indentation; deeper items stand at this level. */
const MAX_LEVELS = 8;

const BULLET = /^([ \t]*)(?:([-*+–—·⁃])[ \t]+|([•‣▪◦●○■□➤➢✓✔❖])[ \t]*)(?=\S)(.*)$/u;
/** Signs that stand in running text as well: one line alone is then no list. */
const DOUBTFUL = /[*+–—·]/;

type Bullet = { indent: number; sign: string; text: string };

/** Reads a bulleted line; `undefined` for any other. */
export function readBullet(line: string): Bullet | undefined {
  const match = BULLET.exec(line);
  if (!match) return undefined;
  const indent = (match[1] as string).replaceAll('\t', '    ').length;
  return { indent, sign: (match[2] ?? match[3]) as string, text: (match[4] as string).trim() };
}

/**
 * Reads the list that starts at a line, if one does: bulleted lines, blank ones between them allowed, nested by
 * indentation, each with the indented or wrapped lines that continue it.
 * @param continues whether the line at an index runs on in the next one
 */
export function readList(
  lines: string[],
  at: number,
  offset: number,
  inline: Inline,
  continues: (index: number) => boolean,
): { block: ListBlock; end: number } | undefined {
  const first = readBullet(lines[at] ?? '');
  if (!first) return undefined;
  const items: { bullet: Bullet; texts: string[]; lines: Lines }[] = [];
  let end = at;
  for (let i = at; i < lines.length; i++) {
    const line = lines[i] as string;
    if (line.trim() === '') continue;
    const bullet = readBullet(line);
    const item = items.at(-1);
    if (bullet && !isRule(line)) {
      items.push({ bullet, texts: [bullet.text], lines: [i + offset, i + offset] });
    } else if (item && end === i && continues(i - 1)) {
      item.texts.push(`${item.texts.pop()} ${line.trim()}`);
      item.lines[1] = i + offset;
    } else if (item && end === i && /^[ \t]/.test(line) && !/^[ \t]/.test(lines[at] as string)) {
      item.texts.push(line.trim());
      item.lines[1] = i + offset;
    } else {
      break;
    }
    end = i + 1;
  }
  if (items.length === 0 || (items.length === 1 && DOUBTFUL.test(first.sign))) return undefined;
  const top: { indent: number; list: List }[] = [{ indent: first.indent, list: emptyList() }];
  const itemLines: Lines[] = [];
  for (const { bullet, texts, lines: span } of items) {
    while (top.length > 1 && bullet.indent < (top.at(-1)?.indent ?? 0)) top.pop();
    const level = top.at(-1) as { indent: number; list: List };
    const parent = level.list.children.at(-1);
    if (parent && bullet.indent >= level.indent + 2 && top.length < MAX_LEVELS) {
      const list = emptyList();
      parent.children.push(list);
      top.push({ indent: bullet.indent, list });
    }
    top.at(-1)?.list.children.push(itemOf(texts, inline));
    if (top.length === 1) itemLines.push(span);
    else (itemLines.at(-1) as Lines)[1] = span[1];
  }
  const list = (top[0] as { list: List }).list;
  return { block: { kind: 'list', list, itemLines, lines: [at + offset, end - 1 + offset] }, end };
}

/** Whether a line is made of marks alone and only parts what stands above and below. */
export function isRule(line: string): boolean {
  return /^\s*([-*_=~•·.—–])(?:\s*\1){2,}\s*$/.test(line);
}

function emptyList(): List {
  return { type: 'list', ordered: false, spread: false, children: [] };
}

function itemOf(texts: string[], inline: Inline): ListItem {
  const paragraphs = texts.map((text) => ({ type: 'paragraph' as const, children: phrasing(text, inline) }));
  return { type: 'listItem', spread: texts.length > 1, children: paragraphs };
}
