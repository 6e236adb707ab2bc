import { bodyTree, normalise } from './markdown.ts';
import { placeText } from './text.ts';

/**
 * Puts other words in the place of some of a section's visible text. Markdown around them stays as it is.
 * @param start and `end`: the words, as offsets in `SectionText.text`
 * @param wording plain text
 * @returns heading and body, or null where the words cannot be exchanged without a person: they run over formatting,
 *   over two paragraphs, or would not be read back as they were written
 */
export function reword(
  section: { heading: string; body: string },
  { start, end }: { start: number; end: number },
  wording: string,
): { heading: string; body: string } | null {
  const { heading, body } = section;
  const { visible, placed } = placeText(heading, bodyTree(body));
  const wanted = visible.text.slice(0, start) + wording + visible.text.slice(end);
  const made = heading && end <= heading.length ? inHeading() : inBody();
  const isRead = made && placeText(made.heading, bodyTree(made.body)).visible.text === wanted;
  return isRead ? made : null;

  function inHeading() {
    return { heading: heading.slice(0, start) + wording + heading.slice(end), body };
  }
  function inBody() {
    const at = placed.find(({ node, start: from }) => from <= start && end <= from + node.value.length);
    const source = at?.node.position;
    if (!at || source?.start.offset === undefined || source.end.offset === undefined) return null;
    const written = body.slice(source.start.offset, source.end.offset);
    // An escape or an entity in between would shift the place.
    if (written !== at.node.value) return null;
    const from = source.start.offset + start - at.start;
    return { heading, body: normalise(body.slice(0, from) + wording + body.slice(from + end - start)) };
  }
}
