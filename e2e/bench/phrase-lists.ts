/**
 * The npm lists `hedges` and `weasels` as one pattern, for a baseline; undefined when they are not installed.
 * They are measured against, not used.
 */
export async function phraseLists(): Promise<RegExp | undefined> {
  const names = ['hedges', 'weasels'];
  try {
    const lists = await Promise.all(
      names.map(async (name) => (await import(name)) as Record<string, string[]>),
    );
    const phrases = lists.flatMap((list, i) => list[names[i] ?? ''] ?? list.default ?? []);
    if (!phrases.length) return undefined;
    return new RegExp(
      `\\b(?:${phrases.map((phrase) => phrase.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})\\b`,
      'i',
    );
  } catch {
    return undefined;
  }
}
