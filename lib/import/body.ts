import type { PhrasingContent, Root, RootContent } from 'mdast';
import { tooIntricate } from '#lib/sections/intricacy.ts';
import { normalise, writeMarkdown } from '#lib/sections/markdown.ts';

/** How often the stored spelling is sought before the last one is taken: one round is enough for all that we know of. */
const MAX_ROUNDS = 4;

/** Text that means the same in Markdown as it says: then what is written need not be read again to be sure. */
const PLAIN =
  /^[\p{Lu}\p{Ll}“‘"'(¿¡$€£\d](?:[\p{Lu}\p{Ll}\p{Lo}\p{M}\p{Nd},.;:?!"'’‘“”–—()%$€£/-]| (?! ))*$/u;
const NOT_PLAIN = /^\d+[.)]|:\/\/|www\.| $/i;

/**
 * Writes blocks as a body in the stored spelling, see `normalise` in lib/sections/markdown.ts; as it stands if it is too
 * intricate to be read, which `draftOf` refuses.
 */
export function writeBody(nodes: RootContent[]): string {
  if (nodes.length === 0) return '';
  const root: Root = { type: 'root', children: nodes };
  const written = writeMarkdown(root);
  return isPlain(nodes) || tooIntricate(written) ? written : settle(written);
}

/** The stored spelling of Markdown, sought until another round changes nothing. */
export function settle(markdown: string): string {
  let settled = markdown;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = normalise(settled);
    if (next === settled) return settled;
    settled = next;
  }
  return settled;
}

/** Whether blocks are paragraphs, captions and simple lists of plain text: reading every body again costs most of an import. */
function isPlain(nodes: RootContent[]): boolean {
  return nodes.every((node, index) => {
    if (node.type === 'paragraph') return isPlainPhrasing(node.children);
    if (node.type !== 'list' || node.ordered || node.spread || nodes[index - 1]?.type === 'list')
      return false;
    return node.children.every((item) => {
      const only = item.children[0];
      return item.children.length === 1 && only?.type === 'paragraph' && isPlainPhrasing(only.children);
    });
  });
}

function isPlainPhrasing(children: PhrasingContent[]): boolean {
  const only = children[0];
  if (children.length !== 1 || !only) return false;
  if (only.type === 'emphasis') return only.children[0]?.type === 'text' && isPlainPhrasing(only.children);
  return only.type === 'text' && PLAIN.test(only.value) && !NOT_PLAIN.test(only.value);
}
