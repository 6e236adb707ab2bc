/** How fast anybody can read who still takes in the words: well above what people read with care, per second. */
const wordsASecond = 12;

/**
 * How long a text has to be on screen before it may count as read, in milliseconds: a second at least, a minute at
 * most. It proves no reading; it keeps a quick scroll to the end from counting as one.
 */
export function timeToRead(text: string): number {
  const words = text.split(/\s+/).filter(Boolean).length;
  return Math.min(60_000, Math.max(1000, (words / wordsASecond) * 1000));
}
