import type { DetectorContext } from './model.ts';
import { publisherNamesIn } from './publisher.ts';

const endMark = /[.!?…]["”’)\]]*(?=\s|$)/g;

/**
 * What the detector has to know of the article around a section.
 * @param text the visible text of the whole article
 * @returns the names by which it speaks of its publisher, and how many sentences it has, by their end marks
 */
export function contextOf(text: string): DetectorContext {
  return { publisherNames: publisherNamesIn(text), sentences: text.match(endMark)?.length ?? 0 };
}
