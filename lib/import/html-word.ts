import { type DefaultTreeAdapterTypes as Tree, defaultTreeAdapter as tree } from 'parse5';
import { attribute, elementsIn, rawText } from './html-tree.ts';

/** A paragraph that Word means as an item of a list: its level from 1, and its number if it has one. */
export type WordItem = { level: number; number: number | undefined };

const BULLET = /^[·•o§▪◦■□●○–—*\-\uf0b7\uf0a7\uf0d8\uf076ü]$/;
/** A bullet or number that stands at the start of a paragraph's text, as Word writes it where it leaves out its own marks. */
const LEAD = /^\s*([·•▪◦■●○\uf0b7\uf0a7]|\d{1,3}[.)])(?:[\s\u00a0]+|$)/;

/**
 * Reads a paragraph of Word's as an item of a list, and takes its bullet or number out of its text. A letter or Roman
 * number stays in the text: a list in Markdown could not show it.
 */
export function readWordItem(node: Tree.Element): WordItem | undefined {
  if (node.tagName !== 'p' && node.tagName !== 'div') return undefined;
  const style = attribute(node, 'style') ?? '';
  const level = /mso-list:\s*\S+\s+level(\d)/i.exec(style)?.[1];
  const isListed = level !== undefined || /\bMsoListParagraph/.test(attribute(node, 'class') ?? '');
  if (!isListed || /mso-list:\s*none/i.test(style)) return undefined;
  const ignored = elementsIn(node).find((inner) =>
    /mso-list:\s*ignore/i.test(attribute(inner, 'style') ?? ''),
  );
  if (ignored) {
    const mark = rawText(ignored).replace(/[\s\u00a0]+/g, '');
    const number = /^\(?(\d{1,3})[.)]?$/.exec(mark)?.[1];
    if (number === undefined && !BULLET.test(mark)) return { level: Number(level ?? 1), number: undefined };
    tree.detachNode(ignored);
    return { level: Number(level ?? 1), number: number === undefined ? undefined : Number(number) };
  }
  const text = elementsText(node);
  const lead = LEAD.exec(text.map(({ value }) => value).join(''));
  if (!lead) return level === undefined ? undefined : { level: Number(level), number: undefined };
  let left = lead[0].length;
  for (const part of text) {
    const taken = Math.min(left, part.value.length);
    part.value = part.value.slice(taken);
    left -= taken;
  }
  const number = Number.parseInt(lead[1] as string, 10);
  return { level: Number(level ?? 1), number: Number.isNaN(number) ? undefined : number };
}

function elementsText(node: Tree.Element): Tree.TextNode[] {
  return node.childNodes.flatMap((child): Tree.TextNode[] =>
    tree.isTextNode(child) ? [child] : tree.isElementNode(child) ? elementsText(child) : [],
  );
}
