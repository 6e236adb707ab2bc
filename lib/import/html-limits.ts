import { type DefaultTreeAdapterTypes as Tree, defaultTreeAdapter as tree } from 'parse5';

/** The deepest nesting of elements, and the most of them, that are read. */
const MAX_ELEMENTS_DEEP = 400;
const MAX_ELEMENTS = 200_000;
/** The most elements of a page, and of one element's children, among which an article is looked for. */
const MAX_SEARCHED = 60_000;
const MAX_CHILDREN = 5_000;
/** The most attributes of one tag, and of tags and texts that stand in a table but in no cell of it. */
const MAX_ATTRIBUTES = 1_000;
const MAX_MISPLACED = 2_000;

/** Elements that stand empty, or that the next one of their kind closes. */
const CLOSED =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|tr|td|th|tbody|thead|tfoot|option|optgroup|colgroup|html|head|body)$/i;
const TABLE_PART = /^(?:tr|tbody|thead|tfoot|colgroup|col|script|style|template|input|form)$/;

/**
 * Whether tags open far deeper than any page, stand in tables outside of cells by the thousand, or have thousands of
 * attributes, seen without parsing: a parser's time grows with the square of each.
 */
export function isUnreadable(html: string): boolean {
  let depth = 0;
  let misplaced = 0;
  /** For each open table whether a cell of it is open. */
  const tables: boolean[] = [];
  for (const [, close, tag = '', rest = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)([^<]*)/gi)) {
    const name = tag.toLowerCase();
    if (rest.length > 2 * MAX_ATTRIBUTES && attributesIn(rest) > MAX_ATTRIBUTES) return true;
    if (tables.length > 0 && !tables.at(-1)) {
      const text = rest.slice(rest.indexOf('>') + 1).trim();
      const isPart = TABLE_PART.test(name) || name === 'table' || /^(?:td|th|caption)$/.test(name);
      if (!isPart || (text && !/^(?:td|th|caption)$/.test(name))) misplaced++;
      if (misplaced > MAX_MISPLACED) return true;
    }
    if (name === 'table') {
      if (close) tables.pop();
      else tables.push(false);
    } else if (tables.length > 0) {
      if (/^(?:td|th|caption)$/.test(name)) tables[tables.length - 1] = !close;
      else if (name === 'tr') tables[tables.length - 1] = false;
    }
    if (CLOSED.test(name)) continue;
    depth = close ? Math.max(0, depth - 1) : depth + 1;
    if (depth > 3 * MAX_ELEMENTS_DEEP) return true;
  }
  return false;
}

/** How many attributes a tag has, from what stands behind its name. */
function attributesIn(rest: string): number {
  let count = 0;
  let quote = '';
  let before = '';
  let isIn = false;
  for (const char of rest) {
    if (quote) {
      if (char === quote) quote = '';
    } else if (char === '>') {
      break;
    } else if ((char === '"' || char === "'") && before === '=') {
      quote = char;
    } else if (/[\s/]/.test(char)) {
      isIn = false;
    } else if (!isIn) {
      isIn = true;
      if (char !== '=') count++;
    }
    if (!/\s/.test(char)) before = char;
  }
  return count;
}

/** Whether a page's elements nest too deeply or are too many, or are too many for an article to be looked for. */
export function sizeOf(document: Tree.Document): 'too much' | 'large' | 'usual' {
  const open: [Tree.ParentNode, number][] = [[document, 0]];
  let count = 0;
  let widest = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next;
    if (depth > MAX_ELEMENTS_DEEP || ++count > MAX_ELEMENTS) return 'too much';
    const children = node.childNodes.filter(tree.isElementNode);
    widest = Math.max(widest, children.length);
    for (const child of children) open.push([child, depth + 1]);
  }
  return count > MAX_SEARCHED || widest > MAX_CHILDREN ? 'large' : 'usual';
}
