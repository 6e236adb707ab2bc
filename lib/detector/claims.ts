import type { SectionText } from '#lib/sections/text.ts';
import { rank, type Suggestion } from './model.ts';
import { sentences } from './segment.ts';

/** A sentence is flagged as a whole up to this length, in UTF-16 code units; in a longer one only the words found are. */
const longestSentence = 1500;

/**
 * Turns what the rules found into claims to be answered for: one for each sentence and kind, over the whole sentence.
 * A verdict holds for exact words, and the words that make a claim are those of its sentence: were only "likely
 * included" flagged, its verdict would go on holding when what was included changes. The rule of the strongest hit
 * gives category and severity; the message says for each hit what would settle it.
 */
export function claimsOf(section: SectionText, found: Suggestion[]): Suggestion[] {
  const claims = new Map<string, { claim: Suggestion; messages: Map<string, string[]> }>();
  const all = sentences(section.text, section.blocks);
  for (const hit of found) {
    const sentence = all.find(({ start, end }) => start <= hit.start && hit.end <= end);
    const whole = sentence && sentence.end - sentence.start <= longestSentence ? sentence : hit;
    const span = trimmed(section.text, whole);
    const key = `${span.start} ${hit.kind}`;
    const known = claims.get(key);
    const messages = known?.messages ?? new Map<string, string[]>();
    messages.set(hit.message, [...(messages.get(hit.message) ?? []), hit.quote]);
    const stronger = known && rank(known.claim.severity) >= rank(hit.severity) ? known.claim : hit;
    claims.set(key, { claim: { ...stronger, ...span }, messages });
  }
  return [...claims.values()].map(({ claim, messages }) => ({ ...claim, message: worded(claim, messages) }));
}

function trimmed(text: string, { start, end }: { start: number; end: number }) {
  const quote = text.slice(start, end);
  const lead = quote.length - quote.trimStart().length;
  return { start: start + lead, end: start + lead + quote.trim().length, quote: quote.trim() };
}

function worded({ quote }: Suggestion, messages: Map<string, string[]>): string {
  return [...messages]
    .map(([message, words]) => {
      const named = words.filter((each) => each !== quote).map((each) => `“${each}”`);
      return named.length > 0 ? `${named.join(', ')}: ${message}` : message;
    })
    .join(' ');
}
