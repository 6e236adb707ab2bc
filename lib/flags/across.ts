import { type Carried, carry } from './anchor.ts';

/** A place in one of several texts, by its index. */
export type AcrossAnchor = { section: number; start: number; end: number };

/** `Carried`, and in which of the new texts; `exact` means the same offsets in the text with the same index. */
export type CarriedAcross = Carried & { section: number | null };

/**
 * Carries anchors from the sections of one outline to those of another, so that a flag follows its words into another
 * section, and through sections that are split, merged or renumbered. Same guarantees as `carry`.
 * @param before the visible texts of the sections in the order of the outline
 * @throws RangeError if an anchor is empty or not within its text
 */
export function carryAcross(
  before: readonly string[],
  after: readonly string[],
  anchors: readonly AcrossAnchor[],
): CarriedAcross[] {
  const oldStarts = startsOf(before);
  const newStarts = startsOf(after);
  const spans = anchors.map(({ section, start, end }) => {
    const length = before[section]?.length ?? 0;
    if (start < 0 || start >= end || end > length)
      throw new RangeError(`no span ${start}–${end} in section ${section}`);
    const from = oldStarts[section] as number;
    return { start: from + start, end: from + end };
  });
  return carry(before.join('\n'), after.join('\n'), spans).map((carried, index): CarriedAcross => {
    if (carried.place === 'orphan') return { ...carried, section: null };
    const section = newStarts.findLastIndex((from) => from <= carried.start);
    const from = newStarts[section] as number;
    const start = carried.start - from;
    const end = Math.min(carried.end - from, after[section]?.length ?? 0);
    // Words that now stand on both sides of a break between sections are no longer one span.
    if (carried.place === 'changed' || end < carried.end - from) {
      return { place: 'changed', start, end, holds: false, section };
    }
    const stays = anchors[index]?.section === section && anchors[index]?.start === start;
    return { place: stays ? 'exact' : 'moved', start, end, holds: true, section };
  });
}

function startsOf(texts: readonly string[]): number[] {
  let at = 0;
  return texts.map((text) => {
    const start = at;
    at += text.length + 1;
    return start;
  });
}
