import type { Nodes, PhrasingContent, RootContent } from 'mdast';

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

/** The words of a tree as a reader sees them, and apart from them what belongs to its links and images. */
export type TreeWords = { seen: string[]; addresses: string[][] };

/**
 * Reads the words of a tree: its visible text in order, with alternative texts, what stands behind a fence and the
 * numbers of lists; and the words of each address that is not visible, with its title.
 */
export function wordsOfTree(nodes: (RootContent | PhrasingContent)[]): TreeWords {
  const parts: string[] = [];
  const addresses: string[][] = [];
  for (const node of nodes) collect(node, parts, addresses);
  return { seen: words(parts.join('')), addresses: addresses.filter((address) => address.length > 0) };
}

const INLINE = new Set(['text', 'emphasis', 'strong', 'delete', 'inlineCode', 'footnoteReference', 'link', 'linkReference']);

function collect(node: Nodes, parts: string[], addresses: string[][]): void {
  if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'html') {
    parts.push(node.value);
  } else if (node.type === 'code') {
    parts.push(`\n${node.lang ?? ''} ${node.meta ?? ''}\n${node.value}\n`);
  } else if (node.type === 'image' || node.type === 'imageReference') {
    parts.push(node.alt ?? '');
  } else if (node.type === 'list') {
    for (const [i, item] of node.children.entries()) {
      parts.push(node.ordered ? `\n${(node.start ?? 1) + i} ` : '\n');
      collect(item, parts, addresses);
    }
  } else if ('children' in node) {
    const edge = INLINE.has(node.type) ? '' : '\n';
    parts.push(edge);
    for (const child of node.children) collect(child, parts, addresses);
    parts.push(edge);
  } else if (!INLINE.has(node.type)) {
    parts.push(' ');
  }
  if ('url' in node && !isShown(node)) addresses.push(words(`${node.url} ${node.title ?? ''}`));
}

/** Whether a link shows its address itself, as "www.example.org" does. */
function showsItsAddress(node: Nodes): boolean {
  if (node.type !== 'link') return false;
  const only = node.children.length === 1 ? node.children[0] : undefined;
  const bare = (address: string) => address.replace(/^(?:https?:\/\/|mailto:)/i, '').replace(/\/$/, '');
  return only?.type === 'text' && bare(only.value) === bare(node.url);
}
