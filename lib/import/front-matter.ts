import type { Lines } from './model.ts';

/** One entry of the block between `---` lines at the start of a Markdown file. */
export type Entry = { key: string; value: string; lines: Lines };

/** The entries of a file's front matter and the number of lines that it takes; none if there is no front matter. */
export type FrontMatter = { entries: Entry[]; length: number };

/**
 * Reads front matter: `key: value` lines between two lines of `---` (or `key = value` between `+++`). Lines that
 * continue an entry, such as a list below its key, are part of its value. Anything else is no front matter.
 */
export function readFrontMatter(lines: string[]): FrontMatter {
  const none: FrontMatter = { entries: [], length: 0 };
  const fence = lines[0]?.trimEnd();
  if (fence !== '---' && fence !== '+++') return none;
  const entries: Entry[] = [];
  for (let i = 1; i < lines.length && i < 400; i++) {
    const line = (lines[i] as string).trimEnd();
    if (line === fence || (fence === '---' && line === '...'))
      return entries.length ? { entries, length: i + 1 } : none;
    const entry = /^([\p{L}_][\p{L}\p{N}_. -]{0,60}?)\s*[:=](?:\s+(.*))?$/u.exec(line);
    const last = entries.at(-1);
    if (entry) {
      entries.push({
        key: (entry[1] as string).toLowerCase(),
        value: unquote(entry[2] ?? ''),
        lines: [i + 1, i + 1],
      });
    } else if (last && /^\s+\S|^-\s/.test(line)) {
      last.value = /^[|>][+-]?$/.test(last.value) ? line.trim() : `${last.value}\n${line.trim()}`.trim();
      last.lines[1] = i + 1;
    } else if (line.trim() !== '' && !line.startsWith('#')) {
      return none;
    }
  }
  return none;
}

function unquote(value: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$|^'((?:[^']|'')*)'$/.exec(value.trim());
  if (!quoted) return value.trim();
  return quoted[1]?.replace(/\\(["\\])/g, '$1') ?? quoted[2]?.replaceAll("''", "'") ?? '';
}
