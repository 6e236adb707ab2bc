/** The most characters of a slug. */
export const MAX_SLUG_LENGTH = 80;

/** First path segments that the site itself answers, or may come to answer: no article can have one as its slug. */
export const RESERVED: ReadonlySet<string> = new Set(
  (
    'about account admin api app archive article articles assets atom auth corrections corrections-policy css desk faq favicon ' +
    'feed feeds fonts healthz help images img import index js live login logout manifest media metrics new next ' +
    'opensearch page pages preview public readyz report reports robots rss search sections security settings sign-in site sign-out ' +
    'sign-up signin signout sitemap sitemaps staff static status tag tags undefined null uploads user users version ' +
    'versions well-known www'
  ).split(' '),
);

/** Letters that Unicode does not decompose into a base letter and a mark, and what they are in ASCII. */
const folded: Record<string, string> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i', ħ: 'h', ŋ: 'ng', ſ: 's', ƒ: 'f',
}; // biome-ignore format: one line of pairs

/**
 * The address of an article, from its title: lowercase a-z, 0-9 and single hyphens, diacritics folded, at most
 * `MAX_SLUG_LENGTH` characters and cut between words. A title that leaves nothing, such as one in Chinese, is
 * "untitled"; one that is a reserved word gets "-article" behind it. Uniqueness is the caller's matter.
 */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}|['’‘ʼ]/gu, '')
    .replace(/[^\p{ASCII}]/gu, (letter) => folded[letter] ?? ' ')
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const slug = withinLength(words);
  if (!slug) return 'untitled';
  return RESERVED.has(slug) ? `${slug}-article` : slug;
}

/** Whether a text can be an article's slug as it stands. */
export function isSlug(text: string): boolean {
  return text.length <= MAX_SLUG_LENGTH && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text) && !RESERVED.has(text);
}

function withinLength(words: string[]): string {
  let slug = '';
  for (const word of words) {
    const longer = slug ? `${slug}-${word}` : word;
    if (longer.length > MAX_SLUG_LENGTH) return slug || word.slice(0, MAX_SLUG_LENGTH);
    slug = longer;
  }
  return slug;
}
