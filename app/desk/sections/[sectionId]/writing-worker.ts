import { suggestWhileWriting, type WritingContext, type WritingSuggestion } from '#lib/detector/writing.ts';

/** A text to look at, numbered, and what was found in it. */
export type Asked = { number: number; heading: string; body: string; context: WritingContext };
export type Found = { number: number; suggestions: WritingSuggestion[] };

// Runs in a thread of its own, so that the detector never holds up a key.
self.addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  const { number, heading, body, context } = data;
  self.postMessage({ number, suggestions: suggestWhileWriting(heading, body, context) } satisfies Found);
});
