import { type DefaultTreeAdapterTypes as Tree, defaultTreeAdapter as tree } from 'parse5';

const HIDDEN = new Set(
  'script style noscript template head iframe select textarea object canvas audio video'.split(' '),
);
/** Elements that begin a block of their own. */
export const BLOCKS = new Set(
  (
    'address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);
/** The value of an attribute. */
export function attribute(node: Tree.Element, name: string): string | undefined {
  return node.attrs.find((attr) => attr.name === name)?.value;
}

/** Whether a reader does not see an element. */
export function isHidden(node: Tree.Element): boolean {
  if (HIDDEN.has(node.tagName)) return true;
  const style = attribute(node, 'style') ?? '';
  return attribute(node, 'hidden') !== undefined || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style);
}

/** Whether blocks stand anywhere in an element. */
export function hasBlocks(node: Tree.Element): boolean {
  return node.childNodes.some(
    (child) => tree.isElementNode(child) && (BLOCKS.has(child.tagName) || hasBlocks(child)),
  );
}

/** All elements of a name in an element. */
export function descendants(node: Tree.Element, name: string): Tree.Element[] {
  return elementsIn(node).filter((child) => child.tagName === name);
}

/** The elements in a node, in the order of the source. */
export function elementsIn(node: Tree.ParentNode): Tree.Element[] {
  const all: Tree.Element[] = [];
  const open: Tree.ChildNode[] = node.childNodes.toReversed();
  for (let next = open.pop(); next; next = open.pop()) {
    if (!tree.isElementNode(next)) continue;
    all.push(next);
    for (let i = next.childNodes.length - 1; i >= 0; i--) open.push(next.childNodes[i] as Tree.ChildNode);
  }
  return all;
}

/** What a page calls an element: its name, classes, ids and the like, in small letters. */
export function nameOf(node: Tree.Element): string {
  const said = ['class', 'id', 'itemprop', 'data-component', 'data-testid'].map(
    (name) => attribute(node, name) ?? '',
  );
  return [node.tagName, ...said].join(' ').toLowerCase();
}

/** The text of an element as it stands in the source. */
export function rawText(node: Tree.Element): string {
  return node.childNodes
    .map((child) =>
      tree.isTextNode(child)
        ? child.value
        : tree.isElementNode(child)
          ? child.tagName === 'br'
            ? '\n'
            : rawText(child)
          : '',
    )
    .join('');
}

/**
 * Takes control characters out of a page's texts and attributes: it can hold them as references (`&#8;`) that were no
 * such characters yet when the source was read.
 */
export function withoutControls(document: Tree.Document): void {
  const clean = (text: string) => text.replace(/[^\P{Cc}\s]/gu, '');
  const open: Tree.ParentNode[] = [document];
  for (let node = open.pop(); node; node = open.pop())
    for (const child of node.childNodes) {
      if (tree.isTextNode(child)) child.value = clean(child.value);
      if (!tree.isElementNode(child)) continue;
      for (const attr of child.attrs) attr.value = clean(attr.value);
      open.push(child);
    }
}
