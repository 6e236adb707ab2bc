import type { Element, ElementContent, Text } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { bodyTree } from './markdown.ts';
import { placeText } from './text.ts';

/** A span of a section's visible text to be marked, with what the mark says. Offsets as in `SectionText.text`. */
export type Mark = { id: string; start: number; end: number; kind: string; state: string; blocking: boolean };

/** A body as HTML for readers: sanitised, without marks. `notePrefix` as in `bodyTree`. */
export function bodyHtml(body: string, notePrefix = ''): string {
  const tree = bodyTree(body, notePrefix);
  scrollTables(tree.children as ElementContent[]);
  return toHtml(tree);
}

/**
 * Heading and body as HTML for the desk. Each run of text stands in a `span` whose `data-at` is its offset in the
 * visible text, so that a selection in the browser names exact words; marked spans stand in `mark`, nested ones
 * naming every flag that covers them.
 */
export function markedHtml(
  heading: string,
  body: string,
  marks: Mark[],
  notePrefix = '',
): { heading: string; body: string } {
  const tree = bodyTree(body, notePrefix);
  const { placed } = placeText(heading, tree);
  for (const { node, start, ancestors } of placed) {
    const parent = ancestors.at(-1) ?? tree;
    const index = (parent.children as ElementContent[]).indexOf(node);
    parent.children.splice(index, 1, ...markText(node.value, start, marks));
  }
  scrollTables(tree.children as ElementContent[]);
  return { heading: toHtml({ type: 'root', children: markText(heading, 0, marks) }), body: toHtml(tree) };
}

function markText(value: string, start: number, marks: Mark[]): Element[] {
  const end = start + value.length;
  const covering = marks.filter((mark) => mark.start < end && mark.end > start);
  const cuts = new Set([start, end]);
  for (const mark of covering) {
    cuts.add(Math.max(start, mark.start));
    cuts.add(Math.min(end, mark.end));
  }
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(0, -1).map((from, index) => {
    const to = edges[index + 1] ?? end;
    const text: Text = { type: 'text', value: value.slice(from - start, to - start) };
    const span: Element = {
      type: 'element',
      tagName: 'span',
      properties: { dataAt: from },
      children: [text],
    };
    const here = covering.filter((mark) => mark.start < to && mark.end > from);
    if (here.length === 0) return span;
    // Where several flags overlap, the one that blocks gives the look.
    const shown = here.find((mark) => mark.blocking) ?? (here[0] as Mark);
    const targets = here
      .filter((mark) => mark.start === from)
      .map(
        (mark): Element => ({
          type: 'element',
          tagName: 'span',
          properties: { id: `words-${mark.id}` },
          children: [],
        }),
      );
    return {
      type: 'element',
      tagName: 'mark',
      properties: {
        dataFlags: here.map((mark) => mark.id).join(' '),
        // The kind of the others, where it is another one: their line stands above.
        dataSeveral:
          here.length > 1 ? (here.find((mark) => mark.kind !== shown.kind)?.kind ?? '') : undefined,
        dataKind: shown.kind,
        dataState: shown.state,
        dataBlocking: String(shown.blocking),
      },
      children: [...targets, span],
    };
  });
}

/** A wide table scrolls by itself, by keyboard too, instead of the page. */
export function scrollTables(children: ElementContent[]) {
  for (const [index, child] of children.entries()) {
    if (child.type !== 'element') continue;
    if (child.tagName === 'table') {
      const properties = { className: ['table'], tabIndex: 0, role: 'region', ariaLabel: 'Table' };
      children[index] = { type: 'element', tagName: 'div', properties, children: [child] };
    } else scrollTables(child.children);
  }
}
