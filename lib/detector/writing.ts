import type { Block, SectionText } from '#lib/sections/text.ts';
import { detect } from './detect.ts';
import type { Category, DetectorContext, DetectorSettings, FlagKind, Suggestion } from './model.ts';
import { readSource, type Span } from './source-spans.ts';

/** What the detector has to know of an article while one of its sections is being written. */
export type WritingContext = {
  settings: DetectorSettings;
  article: DetectorContext;
  /** Claims that a fact-checker let stand: nobody has to be told of them again. */
  answered: { kind: FlagKind; quote: string }[];
};

/**
 * A suggestion on a text that is being written; without spans its words are those of the heading. `place` says where they
 * stand without counting signs of Markdown: from and to in the nth (from 0) of the blocks that have this very text.
 */
export type WritingSuggestion = Suggestion & {
  id: string;
  spans: Span[];
  place: { block: string; nth: number; from: number; to: number } | null;
  settle: string;
};

/** What settles a suggestion, by category. */
const settle: Record<Category, string> = {
  'self-promotion': 'Cut it, or say it of somebody else.',
  'call-to-action': 'Cut it.',
  contact: 'Cut it.',
  puffery: 'Say what was done instead of how good it was, or who praised it.',
  superlative: 'Say by what measure, and name the source.',
  'importance-filler': 'Cut it, or say what followed from it.',
  speculation: 'Name who was there or which record says so, or cut it.',
  hedge: 'Say what is known and from whom, or cut it.',
  'vague-attribution': 'Name who says it, and link where.',
  'unsourced-figure': 'Name whose figure it is and of when, with a link or a footnote.',
  causal: 'Name who found the cause, or say only what happened.',
  prediction: 'Name who expects it, and on what ground.',
  undated: 'Give the date.',
  prescription: 'Name who asks for it.',
};

/** Suggestions for a text as it stands in the editor, in its order, each placed in the Markdown source. */
export function suggestWhileWriting(
  heading: string,
  body: string,
  { settings, article, answered }: WritingContext,
): WritingSuggestion[] {
  const { visible, spansOf } = readSource(heading, body);
  const settled = answered.flatMap(({ kind, quote }) =>
    placesOf(visible.text, quote).map((start) => ({ kind, start, end: start + quote.length })),
  );
  const times = new Map<string, number>();
  return detect(visible, settings, article)
    .filter(
      (hit) =>
        !settled.some((other) => other.kind === hit.kind && other.start <= hit.start && other.end >= hit.end),
    )
    .map((hit) => {
      // The same for as long as the words stand, wherever they move, so that what points at them goes on doing so.
      const name = `${hit.ruleId} ${hit.quote}`;
      const nth = (times.get(name) ?? 0) + 1;
      times.set(name, nth);
      return {
        ...{ ...hit, id: `${name} ${nth}`, spans: spansOf(hit.start, hit.end) },
        place: placeIn(visible, hit.start, hit.end),
        settle: settle[hit.category],
      };
    });
}

function placeIn({ text, blocks }: SectionText, start: number, end: number): WritingSuggestion['place'] {
  const at = blocks.findIndex((block) => block.start <= start && start < block.end);
  const found = blocks[at];
  // The section's own heading is in a field of its own.
  const isOwn = (block: Block) => block.kind === 'heading' && block.start === 0;
  if (!found || isOwn(found)) return null;
  const wordsOf = (block: Block) => text.slice(block.start, block.end);
  const block = wordsOf(found);
  const nth = blocks.slice(0, at).filter((other) => !isOwn(other) && wordsOf(other) === block).length;
  return { block, nth, from: start - found.start, to: Math.min(end, found.end) - found.start };
}

function placesOf(text: string, quote: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) places.push(at);
  return places;
}
