import type { DeskSection } from '#lib/articles/model.ts';
import { blocks } from '#lib/flags/model.ts';
import { markedHtml } from '#lib/sections/render.ts';

/** A section's heading and text as HTML with its flags marked. */
export function markedSection({ id, heading, body, flags }: DeskSection): { heading: string; body: string } {
  const marks = flags.map(({ id, start, end, kind, state, severity }) => ({
    ...{ id, start, end, kind, state },
    blocking: blocks(state, severity),
  }));
  return markedHtml(heading, body, marks, `${id}-`);
}

/** The element of its heading. */
export function headingOf({ kind, depth }: DeskSection): 'h1' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6' {
  return `h${kind === 'head' ? 1 : Math.min(depth + 1, 6)}` as 'h1';
}
