import type { PageBlock } from './html-blocks.ts';

/** The role of what names a picture or table. */
export const CAPTION = 'caption';

/** The reason for what is shown when a word is pointed at. */
export const POPUP = 'Pops up over the text';
/** The reason for what stands elsewhere on the page. */
export const OUTSIDE = 'Outside the article on the page';
/** The reason for what is a part of another article than the one that the page is about. */
export const OTHER_ARTICLE = 'Another article on the same page';

const PROMPT = 'Newsletter or share prompt';
const RELATED = 'List of related articles';
const RELATED_LINK = 'Link to a related article';
const AUTHOR = 'Note on the author';

/** Names that pages give to what stands inside an article and is no part of it, and what it is. */
const BESIDE: [RegExp, string][] = [
  [
    /newsletter|sign-?up|subscri(?!ber-)|mailing|email-?(?:form|capture)|inline-?form|(?:^|[\s_-])cta(?:$|[\s_-])/,
    PROMPT,
  ],
  [/(?:^|[\s_-])(?:share|sharing|social|follow-us)(?:$|[\s_-])|addthis|sharedaddy/, PROMPT],
  [
    /related|recirc|read-?more|readmore|also-?like|most-?(?:read|popular)|trending|recommend|more-?(?:from|stories|on)|outbrain|taboola|teaser|promo|rollup|(?:^|[\s_-])(?:rail|carousel|swiper)(?:_|-|$|\s)/,
    RELATED,
  ],
  [/(?:^|[\s_-])(?:comments?|disqus)(?:$|[\s_-])|comment-?(?:form|list|policy)/, 'Comments'],
  [/advert|sponsor|(?:^|[\s_-])ads?(?:$|[\s_-])|disclosure|affiliate/, 'Advertisement mark'],
  [/breadcrumb|pagination|jump-?link|skip-?link|(?:prev|next)-?link/, 'Navigation'],
  [/copyright|disclaimer-?foot/, 'Copyright line'],
  [/(?:^|[\s_-])(?:tags?|tag-?list|topics|keywords)(?:$|[\s_-])/, 'Tags'],
  [/gallery-?overlay|slide-?count|nav-?stats/, 'Controls of a gallery'],
];
/** Classes of what a page shows over a word when it is pointed at. */
export const POPUP_NAME =
  /(?:^|\s)(?:rollover|hover|tooltip|popover|popup)[\w-]*?[_-]?(?:block|content|body|text|inner|card|box)(?:\s|$)/i;
/** Names of parts that are none of the article even where they are written as running text. */
const NEVER: [RegExp, string][] = [
  [
    /author-?(?:bio|box|info|details|content|description|note)|about-?(?:the-?)?author|bio-?box|(?:^|[\s_-])bio(?:$|[\s_-])/,
    AUTHOR,
  ],
  [
    /(?:^|[\s_-])(?:modal|dialog|cookie|consent|gdpr)(?:$|[\s_-])|homepage-?dialog|paywall/,
    'Dialog of the page',
  ],
  [POPUP_NAME, POPUP],
  [/print-?(?:header|footer|message|only)|d-print|visible-print|only-?print/, 'Shown in print only'],
];
/** Names of bylines, dates and the like; a paragraph of text is none whatever its name. */
const HEAD_LINE =
  /byline|dateline|timestamp|pub-?date|publish|(?:^|[\s_-])(?:date|time|meta|author|credits?)(?:$|[\s_-])|posted|modified|updated/;
const CAPTION_NAME =
  /caption|(?:photo|image|img|media)-?(?:credit|desc|info|meta|source|text)|photo_+desc|wp-caption|legend|cutline/;
/** Names of a few lines that stand under the title and sum the article up. */
const DEK =
  /(?:^|[\s_-])(?:dek|deck|standfirst|stand-first|sub-?head(?:line|ing)?|sub-?title|article-?lead(?:-text)?|b-article__lead|lead-text|alternativeheadline|chapo)(?:$|[\s_-])/;

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const DATE = new RegExp(
  [
    `\\b${MONTH} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}`,
    `\\b\\d{1,2}(?:st|nd|rd|th)?\\.? (?:de )?\\p{L}{3,12}\\.?,? (?:de )?(?:19|20)\\d{2}\\b`,
    '\\b\\d{1,2}[/.]\\d{1,2}[/.](?:\\d{2}|\\d{4})\\b',
    '\\b\\d{4}-\\d{2}-\\d{2}\\b',
    '(?:19|20)\\d{2}年\\d{1,2}月\\d{1,2}日',
    '\\b\\d{1,2}:\\d{2} ?[ap]\\.?m\\b\\.?',
  ].join('|'),
  'iu',
);
/** What stands above a list of other articles. */
const LABEL = /^(?:related|recommended|read (?:more|also|next)|see also|more|you (?:may|might)|also read)\b/i;
const LINES: [RegExp, string][] = [
  [
    /^\(?(?:additional |with )?(?:reporting|editing|writing|compiled|graphics?) (?:and \w+ )?by\b|\bcontributed (?:to this (?:report|story|article)|reporting)\b/i,
    'Credits',
  ],
  [
    /\b(?:sign up|subscribe|newsletters?)\b.{0,120}\b(?:newsletters?|inbox|e-?mail|updates|magazine|stories|today|now|here)\b|^(?:get|receive) (?:the |our |breaking )?.{0,60}(?:in your inbox|newsletters?|alerts)\b|^click here to (?:subscribe|sign|join|follow)\b|^follow (?:us|him|her|them|me)\b|\bon (?:twitter|facebook) (?:at )?@\w+|^subscribe to\b.{0,80}$|^reach (?:the )?\S+ on (?:twitter|facebook)\b|^join (?:our|the)\b.{0,60}\b(?:forums?|community|conversation|discussion)\b/i,
    PROMPT,
  ],
  [
    /^(?:related|read (?:more|also|next|the full)|see (?:more|also)|more(?: from| on)?|watch|don.t miss|also read|you (?:may|might) also)\b[^.]{0,20}[:：]|^(?:related|you (?:may|might) (?:also )?(?:like|enjoy)|recommended|more (?:great )?\S+ stories)\b.{0,30}$|^don.t miss[.!…]*$|^follow\b.{0,30}\b(?:full )?coverage (?:of|at|on)\b/i,
    RELATED_LINK,
  ],
  [
    /^this (?:document|material|article) (?:is subject to copyright|may not be)|^(?:©|ⓒ|\(c\)|copyright\b).{0,160}$|\ball rights reserved\b/i,
    'Copyright line',
  ],
  [
    /\b(?:affiliate (?:commission|links?)|earn (?:a|an affiliate) commission)\b|^advert(?:isement)?\.?$/i,
    'Advertisement mark',
  ],
  [
    /^(?:have a tip|got a tip|tell us what you think|post comment|leave a comment|skip to content|loading content|enlarge image|breaking news emails?|advertisement)\b/i,
    PROMPT,
  ],
  [/^(?:image|photo|picture|slide) \d+ (?:of ?\/?|\/) ?\d+$/i, 'Controls of a gallery'],
  [
    /^[\p{L}.' -]{3,40} is an? (?:[\p{L}-]+ ){0,4}(?:reporter|writer|editor|correspondent|journalist|columnist)\b.{0,80}$/u,
    AUTHOR,
  ],
  [/^(?:\W*)(?:file )?(?:photos?|images?|pictures?|credit|illustration)\s*(?:by|courtesy|:|©)/i, CAPTION],
  [
    /\((?:image|photo|credit|pic)s?\s*:[^)]*\)\s*$|credit: [^.]{3,60}$|getty images(?: \S+){0,3}$|\/ ?(?:ap|afp|reuters|getty)(?: images| file| photo)?\)?$|\((?:ap|afp|reuters)(?: photo)?\)$|^\((?:artist|source|photo|foto|art|screenshot)s?: [^)]{2,40}\)$/i,
    CAPTION,
  ],
];

/** What the page's own names say that a block is besides the article's text: a caption, or the reason to set it aside. */
function namedBeside({ block, landmark, names }: PageBlock): string | undefined {
  if (landmark === 'nav') return 'Navigation';
  if (landmark === 'form' || landmark === 'button' || landmark === 'footer')
    return 'Form or footer of the page';
  if (isFigureCaption(names) || CAPTION_NAME.test(names)) return CAPTION;
  const named = [...BESIDE, ...NEVER].find(([pattern]) => pattern.test(names))?.[1];
  return named ?? (landmark === 'header' && block.kind === 'paragraph' ? 'Head of the article' : undefined);
}

/** Whether a block is what pops up over a word. */
export function isPopup({ names }: PageBlock): boolean {
  return POPUP_NAME.test(names);
}

function isFigureCaption(names: string): boolean {
  return /(?:^|\/ )figcaption(?:$|\s)/.test(names);
}

/** What a block's own words say that it is besides the article's text. */
function saidBeside({ block, text, names, linked }: PageBlock): string | undefined {
  if (text.length > 300) return undefined;
  const line = LINES.find(([pattern]) => pattern.test(text))?.[1];
  if (line) return line;
  const nearest = names.split(' / ').slice(-2).join(' ');
  if (text.length <= 120 && block.kind === 'heading' && /byline/.test(nearest)) return 'Byline or date line';
  if (text.length <= 120 && block.kind === 'paragraph') {
    const rest = text.replace(DATE, '');
    if (rest.length < text.length && rest.length <= 60 && !/[.!?]["”’]?$/.test(rest)) return 'Date line';
    if (HEAD_LINE.test(nearest) && !/[.!?:。！？]["”’]?$/.test(text) && text.length <= 80)
      return 'Byline or date line';
    if (/^[Bb]y\s+\p{Lu}/u.test(text)) return 'Byline';
  }
  const isLinks =
    linked >= text.length * 0.8 &&
    text.length >= 12 &&
    !/https?:|www\./.test(text) &&
    !/ \/ t[dh]\b[^/]*$/.test(names);
  if (isLinks && (block.kind === 'list' || block.kind === 'heading' || !/[.!?]["”’]?$/.test(text)))
    return RELATED_LINK;
  return undefined;
}

/** Whether a block is a paragraph of running text, which is the article's whatever the page calls what it stands in. */
function isProse({ block, text, linked }: PageBlock): boolean {
  return block.kind === 'paragraph' && text.length > 140 && /[.!?]/.test(text) && linked < text.length / 2;
}

/** The most of an article's text that can be beside it by one name; more is a page that names its text so. */
const MOST_BESIDE = 0.2;

/**
 * What each block of a page is: `true` for the article's text, `CAPTION`, or the reason why it is no part of it.
 * Pictures and rules go with their neighbours.
 * @param title the index of the block that is the title, or -1
 * @param questions the texts that the page marks as questions: they belong to the answers below them
 */
export function settleArticle(
  blocks: PageBlock[],
  found: boolean[],
  title: number,
  questions: ReadonlySet<string>,
): (true | string)[] {
  const named = blocks.map((block, i) => (found[i] ? namedBeside(block) : undefined));
  const sizes = new Map<string, number>();
  let whole = 0;
  for (const [i, { text }] of blocks.entries()) {
    if (!found[i]) continue;
    const name = named[i];
    whole += text.length;
    if (name) sizes.set(name, (sizes.get(name) ?? 0) + text.length);
  }
  const isTooMuch = (name: string) => (sizes.get(name) ?? 0) > whole * MOST_BESIDE;
  const others = otherArticles(blocks, found, title);
  const roles = blocks.map((block, i): true | string => {
    if (!found[i]) return OUTSIDE;
    if (block.posts.some((post) => others.has(post))) return OTHER_ARTICLE;
    if (isPopup(block)) return POPUP;
    if (isFigureCaption(block.names)) return CAPTION;
    const name = named[i];
    const isNever = NEVER.some(([, reason]) => reason === name);
    if (name && !isTooMuch(name) && (name === CAPTION || isNever || !isProse(block))) return name;
    return saidBeside(block) ?? true;
  });
  for (const [i, { block, text }] of blocks.entries()) {
    if (!text && isKept(roles[i - 1]) && isKept(roles[i + 1])) roles[i] = true;
    const isUnderLabel = block.kind === 'list' && LABEL.test(blocks[i - 1]?.text ?? '');
    if (isUnderLabel && roles[i] === true && roles[i - 1] === RELATED_LINK) roles[i] = RELATED;
  }
  for (let i = blocks.length - 2; i >= 0; i--)
    if (roles[i] !== true && roles[i + 1] === true && questions.has((blocks[i] as PageBlock).text))
      roles[i] = true;
  return roles;
}

/** The most of the text found that another article on the page can hold. */
const MOST_OTHER = 0.25;

/**
 * The articles (by their numbers in `posts`) of which a page shows the beginning beside or below its own: where the
 * one with the title, or else with most of the text, is plain, each of the others that holds little of the text.
 */
function otherArticles(blocks: PageBlock[], found: boolean[], title: number): Set<number> {
  const sizes = new Map<number, number>();
  let whole = 0;
  for (const [i, { text, posts }] of blocks.entries()) {
    if (!found[i]) continue;
    whole += text.length;
    for (const post of posts) sizes.set(post, (sizes.get(post) ?? 0) + text.length);
  }
  const own = blocks[title]?.posts ?? [];
  const largest = [...sizes].sort((a, b) => b[1] - a[1])[0];
  const main = own.length > 0 ? own : largest && largest[1] > whole / 2 ? [largest[0]] : [];
  const others = new Set<number>();
  if (main.length === 0 || !main.some((post) => sizes.has(post))) return others;
  for (const [i, { posts }] of blocks.entries()) {
    if (!found[i] || posts.some((post) => main.includes(post))) continue;
    for (const post of posts) if ((sizes.get(post) ?? 0) <= whole * MOST_OTHER) others.add(post);
  }
  return others;
}

/** The index of the block between title and text that the page names as its dek; -1 if none does. */
export function findPageDek(blocks: PageBlock[], roles: (true | string)[], title: number): number {
  const first = blocks.findIndex(
    (block, i) => roles[i] === true && isProse(block) && !DEK.test(nearestOf(block)),
  );
  const at = blocks.findIndex(
    (block, i) =>
      i < first &&
      i > title - 4 &&
      i !== title &&
      (block.block.kind === 'paragraph' || block.block.kind === 'heading') &&
      block.text.length >= 20 &&
      block.text.length <= 500 &&
      block.linked === 0 &&
      DEK.test(nearestOf(block)) &&
      !HEAD_LINE.test(nearestOf(block)),
  );
  return title >= 0 ? at : -1;
}

function nearestOf({ names }: PageBlock): string {
  return names.split(' / ').slice(-2).join(' ');
}

function isKept(role: true | string | undefined): boolean {
  return role === true || role === CAPTION;
}
