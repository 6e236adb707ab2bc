import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { parseFragment } from 'parse5';
import type { Block } from './blocks.ts';
import { type PageBlock, readPageBlocks, visibleText } from './html-blocks.ts';

/** What a page says of its article. */
export type PageFacts = { title: string; byline: string; date: string };

/** The texts that Mozilla Readability takes for the article, in order, and what the page says of it. */
export function readability(html: string): PageFacts & { texts: string[] } {
  const { document } = parseHTML(html);
  const found = new Readability(document as unknown as Document, { charThreshold: 250 }).parse();
  const { title, byline, publishedTime: date } = found ?? {};
  const texts = readPageBlocks(parseFragment(found?.content ?? '')).map(({ text }) => text);
  return { title: title ?? '', byline: byline ?? '', date: date ?? '', texts };
}

/** Words this long together, without spaces, are not in a page twice by chance. */
const TELLING = 30;
/** How far apart, in characters, what follows in the article may stand. */
const NEAR = 80;

/** For each block of a page whether it is among the article's texts, in step with their order. */
export function findInArticle(blocks: PageBlock[], texts: string[]): boolean[] {
  const article = texts.map(letters).join('');
  const includes = blocks.map(({ text }) => text.length >= TELLING && article.includes(letters(text)));
  const isNear = (i: number) =>
    includes.slice(Math.max(0, i - 4), i).includes(true) && includes.slice(i + 1, i + 5).includes(true);
  let cursor = 0;
  return blocks.map(({ block, text }, i) => {
    const own = letters(text);
    if (!own) return false;
    const at = article.indexOf(own, cursor);
    if (at < 0)
      return (
        own.length >= TELLING && (article.includes(own) || (isNear(i) && areMostIn(partsOf(block), article)))
      );
    if (at - cursor > NEAR && own.length < TELLING) return false;
    cursor = at + own.length;
    return true;
  });
}

/** Whether most of a block's words stand in the article, though some of its parts were taken out. */
function areMostIn(parts: string[], article: string): boolean {
  const all = parts.map(letters).filter(Boolean);
  const size = (some: string[]) => some.reduce((sum, part) => sum + part.length, 0);
  return size(all.filter((part) => article.includes(part))) >= 0.6 * size(all);
}

function partsOf(block: Block): string[] {
  if (block.kind === 'list') return block.list.children.map((item) => visibleText([item as never]));
  if (block.kind === 'table')
    return block.table.children.flatMap((row) => row.children.map((cell) => visibleText([cell as never])));
  if (block.kind === 'other' && 'children' in block.node)
    return block.node.children.map((child) => visibleText([child as never]));
  return [];
}

function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Names that pages give to what stands inside an article and is no part of it, and what it is. */
const BESIDE: [RegExp, string][] = [
  [
    /newsletter|sign-?up|subscri(?!ber-)|mailing|email-?(?:form|capture)|inline-?form/,
    'Newsletter or share prompt',
  ],
  [
    /(?:^|[\s_-])(?:share|sharing|social|follow-us)(?:$|[\s_-])|addthis|sharedaddy/,
    'Newsletter or share prompt',
  ],
  [
    /related|recirc|read-?more|readmore|also-?like|most-?(?:read|popular)|trending|recommend|more-?(?:from|stories|on)|outbrain|taboola|teaser|promo|rollup/,
    'List of related articles',
  ],
  [/(?:^|[\s_-])(?:comments?|disqus)(?:$|[\s_-])|comment-?(?:form|list|policy)/, 'Comments'],
  [/advert|sponsor|(?:^|[\s_-])ads?(?:$|[\s_-])/, 'Advertisement mark'],
  [/author-?(?:bio|box|info)|about-?(?:the-?)?author|bio-?box/, 'Note on the author'],
  [/breadcrumb|pagination|jump-?link|skip-?link/, 'Navigation'],
  [/copyright|disclaimer-?foot/, 'Copyright line'],
  [/(?:^|[\s_-])(?:tags?|tag-?list|topics|keywords)(?:$|[\s_-])/, 'Tags'],
];
/** Names of bylines, dates and the like; a paragraph of text is none whatever its name. */
const HEAD_LINE =
  /byline|dateline|timestamp|pub-?date|publish|(?:^|[\s_-])(?:date|time|meta|author|credits?)(?:$|[\s_-])|posted|modified|updated/;
const CAPTION =
  /caption|(?:photo|image|img|media)-?(?:credit|desc|info|meta|source|text)|wp-caption|legend|cutline/;

const DATE =
  /\b(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? \d{4}|\d{1,2}\/\d{1,2}\/\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2} ?[ap]\.?m)/i;
const LINES: [RegExp, string][] = [
  [
    /^\(?(?:additional |with )?(?:reporting|editing|writing|compiled|graphics?) (?:and \w+ )?by\b/i,
    'Credits',
  ],
  [
    /\b(?:sign up|subscribe|newsletters?)\b.{0,120}\b(?:newsletters?|inbox|e-?mail|updates|magazine|stories|today|now|here)\b|^(?:get|receive) (?:the |our |breaking )?.{0,60}(?:in your inbox|newsletters?|alerts)\b|^click here to (?:subscribe|sign|join|follow)\b|^follow (?:us|him|her|them|me)\b|\bon (?:twitter|facebook) (?:at )?@\w+/i,
    'Newsletter or share prompt',
  ],
  [
    /^(?:related|read (?:more|also|next|the full)|see (?:more|also)|more(?: from| on)?|watch|don.t miss|also read|you (?:may|might) also)\b[^.]{0,20}[:：]|^(?:related|you (?:may|might) (?:also )?(?:like|enjoy)|recommended|more (?:great )?\S+ stories)\b.{0,30}$/i,
    'Link to a related article',
  ],
  [
    /^this (?:document|material|article) (?:is subject to copyright|may not be)|^(?:©|ⓒ|\(c\)|copyright\b)|\ball rights reserved\b/i,
    'Copyright line',
  ],
  [
    /^(?:have a tip|got a tip|tell us what you think|post comment|leave a comment|skip to content|loading content|enlarge image|breaking news emails?|advertisement)\b/i,
    'Newsletter or share prompt',
  ],
  [/^(?:\W*)(?:file )?(?:photos?|images?|pictures?|credit|illustration)\s*(?:by|courtesy|:|©)/i, 'caption'],
  [
    /\((?:image|photo|credit|pic)s?\s*:[^)]*\)\s*$|credit: [^.]{3,60}$|getty images(?: \S+){0,3}$|\/ ?(?:ap|afp|reuters|getty)(?: images| file| photo)?\)?$|\((?:ap|afp|reuters)(?: photo)?\)$/i,
    'caption',
  ],
];

/** What the page's own names say that a block is besides the article's text: a caption, or the reason to set it aside. */
function namedBeside({ block, landmark, names }: PageBlock): string | undefined {
  if (landmark === 'nav') return 'Navigation';
  if (landmark === 'form' || landmark === 'button' || landmark === 'footer')
    return 'Form or footer of the page';
  if (CAPTION.test(names) || /(?:^|\s)figcaption(?:$|\s)/.test(names)) return 'caption';
  const named = BESIDE.find(([pattern]) => pattern.test(names))?.[1];
  return named ?? (landmark === 'header' && block.kind === 'paragraph' ? 'Head of the article' : undefined);
}

/** What a block's own words say that it is besides the article's text. */
function saidBeside({ block, text, names, linked }: PageBlock): string | undefined {
  if (text.length > 300) return undefined;
  const line = LINES.find(([pattern]) => pattern.test(text))?.[1];
  if (line) return line;
  if (text.length <= 120 && block.kind === 'paragraph') {
    const rest = text.replace(DATE, '');
    if (rest.length < text.length && rest.length <= 60 && !/[.!?]["”’]?$/.test(rest)) return 'Date line';
    const nearest = names.split(' / ').slice(-2).join(' ');
    if (HEAD_LINE.test(nearest) && !/[.!?:。！？]["”’]?$/.test(text) && text.length <= 80)
      return 'Byline or date line';
    if (/^[Bb]y\s+\p{Lu}/u.test(text)) return 'Byline';
  }
  const isLinks = linked >= text.length * 0.8 && text.length >= 12 && !/https?:/.test(text);
  if (isLinks && (block.kind === 'list' || block.kind === 'heading' || !/[.!?]["”’]?$/.test(text)))
    return 'Link to a related article';
  return undefined;
}

/** Whether a block is a paragraph of running text, which is the article's whatever the page calls what it stands in. */
function isProse({ block, text, linked }: PageBlock): boolean {
  return block.kind === 'paragraph' && text.length > 140 && /[.!?]/.test(text) && linked < text.length / 2;
}

/** The most of an article's text that can be beside it by one name; more is a page that names its text so. */
const MOST_BESIDE = 0.2;

/**
 * What each block of a page is: `true` for the article's text, `'caption'`, or the reason why it is no part of it.
 * Pictures and rules go with their neighbours.
 */
export function settleArticle(blocks: PageBlock[], found: boolean[]): (true | string)[] {
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
  const roles = blocks.map((block, i): true | string => {
    if (!found[i]) return OUTSIDE;
    const name = named[i];
    if (name && !isTooMuch(name) && (name === 'caption' || !isProse(block))) return name;
    return saidBeside(block) ?? true;
  });
  for (const [i, { text }] of blocks.entries())
    if (!text && isKept(roles[i - 1]) && isKept(roles[i + 1])) roles[i] = true;
  return roles;
}

/** The reason for what stands elsewhere on the page. */
export const OUTSIDE = 'Outside the article on the page';

function isKept(role: true | string | undefined): boolean {
  return role === true || role === 'caption';
}
