import type { PhrasingContent } from 'mdast';

/** How many characters of the visible text, as `plain` gives it, are still to be dropped, and whether white space would add one. */
type Left = { length: number; afterSpace: boolean };

/** Drops the first characters of what a reader sees in inline content, and white space or a dash behind them. */
export function dropStart(children: PhrasingContent[], length: number): PhrasingContent[] {
  const out = drop(children, { length, afterSpace: true });
  while (out[0]?.type === 'break') out.shift();
  const first = out[0];
  if (first?.type === 'text') out[0] = { ...first, value: first.value.replace(/^[\s:–—-]+(?=\S)/, '') };
  return out;
}

function drop(children: PhrasingContent[], left: Left): PhrasingContent[] {
  return children.flatMap((child): PhrasingContent[] => {
    if (left.length <= 0) return [child];
    if (child.type === 'text') {
      const value = dropText(child.value, left);
      return value.trim() ? [{ type: 'text', value }] : [];
    }
    if (child.type === 'break') {
      dropText(' ', left);
      return [];
    }
    if ('children' in child) {
      const inner = drop(child.children, left);
      return inner.length > 0 ? [{ ...child, children: inner } as PhrasingContent] : [];
    }
    if ('value' in child) dropText(child.value, left);
    else if ('alt' in child) dropText(child.alt ?? '', left);
    return [];
  });
}

/** Drops characters from the start of a text; a run of white space counts as one, and as none at the very start. */
function dropText(text: string, left: Left): string {
  let at = 0;
  for (; at < text.length; at++) {
    const isSpace = /\s/.test(text[at] as string);
    const counts = !isSpace || !left.afterSpace;
    if (counts && left.length === 0) break;
    if (counts) left.length--;
    left.afterSpace = isSpace;
  }
  return text.slice(at);
}
