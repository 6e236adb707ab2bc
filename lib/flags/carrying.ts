import { carry } from './anchor.ts';
import type { FlagState } from './model.ts';

/** A flag where it last stood, and the verdict that held there. Offsets as in `SectionText.text`. */
export type Standing = {
  flagId: string;
  start: number;
  end: number;
  quote: string;
  verdictId: string | null;
  state: FlagState;
};

/** Where a flag stands in a later text; its verdict holds there only if the very words still stand (`exact`). */
export type Placed = { start: number; end: number; quote: string; exact: boolean; verdictId: string | null };

/**
 * Places flags in a later text (invariant 4): one answer for each flag, null where its words are gone.
 *
 * When the words stand in several places and nobody can tell which of them were meant, the flag is put on the first
 * without a verdict, so that somebody looks again: no flag may be lost by doubling its sentence.
 */
export function placeFlags(before: string, after: string, flags: Standing[]): (Placed | null)[] {
  const carried = carry(before, after, flags);
  return flags.map((flag, index) => {
    const to = carried[index];
    if (to?.holds)
      return { start: to.start, end: to.end, quote: flag.quote, exact: true, verdictId: flag.verdictId };
    const start = to?.start ?? after.indexOf(flag.quote);
    if (start < 0) return null;
    const end = to?.end ?? start + flag.quote.length;
    return { start, end, quote: after.slice(start, end), exact: false, verdictId: null };
  });
}
