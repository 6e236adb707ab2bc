import { bodyTree } from '#lib/sections/markdown.ts';
import { type PlacedText, placeText, type SectionText } from '#lib/sections/text.ts';

/** `[start, end)` in a Markdown source, in UTF-16 code units. */
export type Span = { start: number; end: number };

/**
 * Reads a section and tells where its visible text stands in the Markdown source of its body.
 * @returns `spansOf`, which gives the spans of the source for one of the visible text: several where markup stands
 * between, none where the words are those of the heading or cannot be placed
 */
export function readSource(
  heading: string,
  body: string,
): { visible: SectionText; spansOf: (start: number, end: number) => Span[] } {
  const { visible, placed } = placeText(heading, bodyTree(body));
  return {
    visible,
    spansOf: (start, end) =>
      placed
        .filter((text) => text.start < end && text.start + text.node.value.length > start)
        .flatMap((text) => spanIn(text, body, start, end)),
  };
}

function spanIn({ node, start: at }: PlacedText, body: string, start: number, end: number): Span[] {
  const from = node.position?.start.offset;
  const to = node.position?.end.offset;
  if (from === undefined || to === undefined) return [];
  const places = align(node.value, body.slice(from, to));
  const first = places?.[Math.max(0, start - at)];
  const last = places?.[Math.min(node.value.length, end - at) - 1];
  if (!first || !last) return [];
  return [{ start: from + first.start, end: from + last.end }];
}

const entity = /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i;

/**
 * For each code unit of a text its place in the source that it was read from. The source has more signs: escapes,
 * character references, the markers and the indentation of continued lines.
 * @returns null if the text is not to be found in the source in order
 */
export function align(text: string, source: string): Span[] | null {
  const places: Span[] = [];
  let at = 0;
  for (let i = 0; i < text.length; ) {
    const reference = source[at] === '&' ? entity.exec(source.slice(at, at + 34))?.[0] : undefined;
    if (reference && (text[i] !== '&' || /^&(?:amp|#38|#x26);$/i.test(reference))) {
      const size = (text.codePointAt(i) ?? 0) > 0xffff ? 2 : 1;
      for (let unit = 0; unit < size; unit++) places.push({ start: at, end: at + reference.length });
      i += size;
      at += reference.length;
    } else if (at >= source.length) {
      return null;
    } else {
      // A tab or a carriage return may have become another white space on the way.
      const same = source[at] === text[i] || (/\s/.test(source[at] ?? '') && /\s/.test(text[i] ?? ''));
      const escaped = source[at] === '\\' && text[i] === '\\' && source[at + 1] === '\\';
      if (escaped) at++;
      if (same) places.push({ start: at, end: at + 1 });
      if (same) i++;
      at++;
    }
  }
  return places;
}

/** What an edit did: it replaced `[start, end)` of the text before, and moved what follows by `shift`, in UTF-16 code units. */
export type Edit = Span & { shift: number };

/** The smallest edit that makes one text of the other. */
export function editBetween(before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  const head = alike(most, (from, to) => before.slice(from, to) === after.slice(from, to));
  const tail = alike(
    most - head,
    (from, to) =>
      before.slice(before.length - to, before.length - from) ===
      after.slice(after.length - to, after.length - from),
  );
  return { start: head, end: before.length - tail, shift: after.length - before.length };
}

/**
 * How far two texts are alike, at most `most`. By long pieces first: it is asked at each key, and the engine compares two
 * pieces far faster than we two signs after each other.
 */
function alike(most: number, areAlike: (from: number, to: number) => boolean): number {
  let at = 0;
  for (let size = 4096; size >= 1; size /= 8) while (at + size <= most && areAlike(at, at + size)) at += size;
  return at;
}

/** Moves spans of a text to where they stand after an edit; those that the edit touched are gone (null). */
export function shiftSpans(spans: readonly Span[], edit: Edit): Span[] | null {
  const moved: Span[] = [];
  for (const { start, end } of spans) {
    if (end <= edit.start) moved.push({ start, end });
    else if (start >= edit.end) moved.push({ start: start + edit.shift, end: end + edit.shift });
    else return null;
  }
  return moved;
}
