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
    const own = 'url' in child && !isShown(child) ? [{ url: child.url, title: child.title }] : [];
    return [...inner, ...own];
  });
}

/**
 * What a reader sees of a tree, and besides it the addresses and titles of links and images, what stands behind a
 * fence and the numbers of lists: one line for each block.
 */
export function wordsOfTree(nodes: (RootContent | PhrasingContent)[]): string[] {
  const parts: string[] = [];
  for (const node of nodes) collect(node, parts);
  return words(parts.join(''));
}

const INLINE = new Set(['text', 'emphasis', 'strong', 'delete', 'inlineCode', 'footnoteReference']);

function collect(node: Nodes, parts: string[]): void {
  if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'html') {
    parts.push(node.value);
  } else if (node.type === 'code') {
    parts.push(`\n${node.lang ?? ''} ${node.meta ?? ''}\n${node.value}\n`);
  } else if (node.type === 'image') {
    parts.push(` ${node.alt ?? ''} ${node.url} ${node.title ?? ''} `);
  } else if (node.type === 'imageReference') {
    parts.push(` ${node.alt ?? ''} `);
  } else if (node.type === 'definition') {
    parts.push(`\n${node.label ?? node.identifier} ${node.url} ${node.title ?? ''}\n`);
  } else if (node.type === 'list') {
    for (const [i, item] of node.children.entries()) {
      parts.push(node.ordered ? `\n${(node.start ?? 1) + i} ` : '\n');
      collect(item, parts);
    }
  } else if ('children' in node) {
    collectChildren(node, parts);
  } else if (!INLINE.has(node.type)) {
    parts.push(' ');
  }
}

function collectChildren(node: Parents, parts: string[]): void {
  if (!INLINE.has(node.type) && node.type !== 'link') parts.push('\n');
  for (const child of node.children) collect(child, parts);
  if (node.type === 'link' && !isShown(node)) parts.push(` ${node.url} ${node.title ?? ''} `);
  if (!INLINE.has(node.type) && node.type !== 'link') parts.push('\n');
}

/** Whether a link shows its address itself, as "www.example.org" does. */
function isShown(node: Nodes): boolean {
  if (node.type !== 'link' || node.title) return false;
  const only = node.children.length === 1 ? node.children[0] : undefined;
  const bare = (address: string) => address.replace(/^(?:https?:\/\/|mailto:)/i, '').replace(/\/$/, '');
  return only?.type === 'text' && bare(only.value) === bare(node.url);
}
