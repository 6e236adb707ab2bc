import type { Definition, Root, RootContent, Table } from 'mdast';
import { visit } from 'unist-util-visit';
import { parseMarkdown } from '#lib/sections/markdown.ts';
import { type Block, paragraph, plain } from './blocks.ts';
import type { Lines } from './model.ts';
import { readLines } from './text-blocks.ts';
import { addressesIn } from './words.ts';

/** A line this long was not broken by a writer's screen: it is a paragraph, though Markdown joins it to the next. */
const LONG_LINE = 160;

/** Reads Markdown as blocks; `offset` is the number of the first line in its source. */
export function readMarkdownBlocks(lines: string[], offset: number): Block[] {
  const tree = readMarkdown(lines.join('\n'));
  return tree.children.flatMap((node): Block[] => {
    const { start, end } = node.position ?? { start: { line: 1 }, end: { line: 1 } };
    const span: Lines = [start.line - 1 + offset, end.line - 1 + offset];
    if (node.type === 'heading') {
      const text = plain(node.children);
      return [
        { kind: 'heading', level: node.depth, text, addresses: addressesIn(node.children), lines: span },
      ];
    }
    if (node.type === 'paragraph') {
      const own = lines.slice(start.line - 1, end.line);
      return areApart(own) ? readLines(own, span[0], 'markdown') : [paragraph(node.children, span)];
    }
    if (node.type === 'list') {
      const itemLines = node.children.map((item): Lines => {
        const { start: from, end: to } = item.position ?? { start, end };
        return [from.line - 1 + offset, to.line - 1 + offset];
      });
      return [{ kind: 'list', list: node, itemLines, lines: span }];
    }
    if (node.type === 'table') return [{ kind: 'table', table: node, lines: span }];
    if (node.type === 'thematicBreak') return [{ kind: 'rule', lines: span }];
    return [{ kind: 'other', node, lines: span }];
  });
}

/** Whether the lines of one Markdown paragraph are blocks of their own: long ones, rows of a broken table, contact lines. */
export function areApart(lines: string[]): boolean {
  if (lines.length < 2) return false;
  const contacts = lines.filter((line) =>
    /^\s*(?:address|phone|tel|e-?mail|whatsapp|website)\s*:/i.test(line),
  );
  return (
    contacts.length >= 2 ||
    lines.some((line) => line.length > LONG_LINE) ||
    lines.filter((line) => line.includes('|')).length >= 2 ||
    /^\s*(?:\*\*)?Q(?:uestion)?\s*\d*\s*[:.)]/.test(lines[0] ?? '')
  );
}

/**
 * Parses Markdown with its links resolved: a link or image by reference becomes one by address, so that a part of the
 * tree means the same without the rest.
 */
export function readMarkdown(markdown: string): Root {
  const tree = parseMarkdown(markdown);
  const definitions = new Map<string, Definition>();
  visit(tree, 'definition', (node) => {
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node);
  });
  visit(tree, 'table', squareTable);
  const used = new Set<Definition>();
  visit(tree, ['linkReference', 'imageReference'], (node, index, parent) => {
    if ((node.type !== 'linkReference' && node.type !== 'imageReference') || !parent || index === undefined)
      return;
    const definition = definitions.get(node.identifier);
    if (!definition) return;
    used.add(definition);
    const { url, title } = definition;
    const resolved =
      node.type === 'linkReference'
        ? {
            type: 'link' as const,
            url,
            title: title ?? null,
            children: node.children,
            position: node.position,
          }
        : {
            type: 'image' as const,
            url,
            title: title ?? null,
            alt: node.alt ?? null,
            position: node.position,
          };
    parent.children[index] = resolved as RootContent;
  });
  tree.children = tree.children.filter((node) => node.type !== 'definition' || !used.has(node));
  return tree;
}

/** Gives every row of a table as many cells as its longest: what stands beyond the first row's would not be shown. */
function squareTable(table: Table): void {
  const width = Math.max(...table.children.map((row) => row.children.length));
  for (const row of table.children)
    while (row.children.length < width) row.children.push({ type: 'tableCell', children: [] });
  table.align = Array.from({ length: width }, (_, i) => table.align?.[i] ?? null);
}
