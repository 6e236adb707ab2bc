import type { Nodes, Parents, PhrasingContent, RootContent } from 'mdast';

/** The words of a text: runs of letters, marks and digits of any script. */
export function words(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** An address that a link or image leads to, with its title. */
export type Address = { url: string; title?: string | null | undefined };

/** The addresses in inline content, but those that it shows as they are. */
export function addressesIn(children: PhrasingContent[]): Address[] {
  return children.flatMap((child): Address[] => {
    const inner = 'children' in child ? addressesIn(child.children) : [];
    const own =
      'url' in child && (!showsItsAddress(child) || ('title' in child && child.title))
        ? [{ url: child.url, title: child.title }]
        : [];
    return [...inner, ...own];
  });
}

/**
 * What a reader sees of a tree, block by block; behind each block's words the addresses and titles of its links and
 * images. What stands behind a fence and the numbers of lists are counted too.
 */
export function wordsOfTree(nodes: (RootContent | PhrasingContent)[]): string[] {
  const parts: string[] = [];
  const addresses: string[] = [];
  for (const node of nodes) collect(node, parts, addresses);
  return words([...parts, ...addresses].join(''));
}

const INLINE = new Set(['text', 'emphasis', 'strong', 'delete', 'link', 'inlineCode', 'footnoteReference']);

function collect(node: Nodes, parts: string[], addresses: string[]): void {
  if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'html') {
    parts.push(node.value);
  } else if (node.type === 'code') {
    parts.push(`\n${node.lang ?? ''} ${node.meta ?? ''}\n${node.value}\n`);
  } else if (node.type === 'image') {
    parts.push(` ${node.alt ?? ''} `);
    addresses.push(` ${node.url} ${node.title ?? ''} `);
  } else if (node.type === 'imageReference') {
    parts.push(` ${node.alt ?? ''} `);
  } else if (node.type === 'definition') {
    parts.push(`\n${node.label ?? node.identifier} ${node.url} ${node.title ?? ''}\n`);
  } else if (node.type === 'list') {
    for (const [i, item] of node.children.entries()) {
      parts.push(node.ordered ? `\n${(node.start ?? 1) + i} ` : '\n');
      collect(item, parts, addresses);
    }
  } else if (node.type === 'link') {
    for (const child of node.children) collect(child, parts, addresses);
    addresses.push(` ${showsItsAddress(node) ? '' : node.url} ${node.title ?? ''} `);
  } else if ('children' in node) {
    collectChildren(node, parts, addresses);
  } else if (!INLINE.has(node.type)) {
    parts.push(' ');
  }
}

function collectChildren(node: Parents, parts: string[], addresses: string[]): void {
  if (INLINE.has(node.type)) {
    for (const child of node.children) collect(child, parts, addresses);
    return;
  }
  const own: string[] = [];
  parts.push('\n');
  for (const child of node.children) collect(child, parts, own);
  parts.push(...own, '\n');
}

/** Whether a link shows its address itself, as "www.example.org" does. */
function showsItsAddress(node: Nodes): boolean {
  if (node.type !== 'link') return false;
  const only = node.children.length === 1 ? node.children[0] : undefined;
  const bare = (address: string) => address.replace(/^(?:https?:\/\/|mailto:)/i, '').replace(/\/$/, '');
  return only?.type === 'text' && bare(only.value) === bare(node.url);
}
