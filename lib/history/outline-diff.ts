import type { MomentSection } from './model.ts';

/** What became of a section between two moments: where it was and where it is, null when it did not stand there. */
export type OutlineChange = {
  sectionId: string;
  was: MomentSection | null;
  is: MomentSection | null;
  /** It stands in another order among those that stood at both moments. */
  isMoved: boolean;
};

/**
 * Compares two outlines of an article: every section of either, in the order of the second; one that is gone stands
 * behind what it stood behind. As few as possible count as moved.
 */
export function compareOutlines(before: MomentSection[], after: MomentSection[]): OutlineChange[] {
  const placeBefore = new Map(before.map(({ sectionId }, place) => [sectionId, place]));
  const inBoth = after.filter(({ sectionId }) => placeBefore.has(sectionId));
  const unmoved = new Set(
    longestRising(inBoth.map(({ sectionId }) => placeBefore.get(sectionId) as number)).map(
      (place) => before[place]?.sectionId,
    ),
  );
  const changes = after.map(
    (is): OutlineChange => ({
      ...{ sectionId: is.sectionId, is, was: before[placeBefore.get(is.sectionId) ?? -1] ?? null },
      isMoved: placeBefore.has(is.sectionId) && !unmoved.has(is.sectionId),
    }),
  );
  for (const [place, was] of before.entries()) {
    if (changes.some(({ sectionId }) => sectionId === was.sectionId)) continue;
    const above = before[place - 1]?.sectionId;
    const at = changes.findIndex(({ sectionId }) => sectionId === above) + 1;
    changes.splice(at, 0, { sectionId: was.sectionId, was, is: null, isMoved: false });
  }
  return changes;
}

/** The longest part of a list whose numbers rise, by patience sorting. */
function longestRising(numbers: number[]): number[] {
  const last: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const number of numbers) {
    const found = last.findIndex((other) => other >= number);
    const pile = found < 0 ? last.length : found;
    before.set(number, last[pile - 1]);
    last[pile] = number;
  }
  const rising: number[] = [];
  for (let at = last.at(-1); at !== undefined; at = before.get(at)) rising.unshift(at);
  return rising;
}
