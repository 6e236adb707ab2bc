import type { PhrasingContent } from 'mdast';
import { plain } from './blocks.ts';

/** Drops the first characters of what a reader sees in inline content, and white space or a dash behind them. */
export function dropStart(children: PhrasingContent[], length: number): PhrasingContent[] {
  const out: PhrasingContent[] = [];
  let left = length;
  for (const child of children) {
    const own = plain([child]).length;
    if (left <= 0) out.push(child);
    else if (child.type === 'text') out.push(...dropText(child.value, left));
    else if (own > left && 'children' in child)
      out.push({ ...child, children: dropStart(child.children, left) } as PhrasingContent);
    left -= child.type === 'text' ? visibleLength(child.value) : own;
  }
  const first = out[0];
  if (first?.type === 'text') out[0] = { ...first, value: first.value.replace(/^[\s:–—-]+(?=\S)/, '') };
  return out;
}

function visibleLength(text: string): number {
  return text.replace(/\s+/g, ' ').length;
}

function dropText(text: string, length: number): PhrasingContent[] {
  let at = 0;
  for (let seen = 0; seen < length && at < text.length; seen++)
    at += /^\s+/.exec(text.slice(at))?.[0].length ?? 1;
  const value = text.slice(at);
  return value.trim() ? [{ type: 'text', value }] : [];
}
