import { toString as textOf } from 'mdast-util-to-string';
import type { Block } from './blocks.ts';
import { readMark } from './heading-text.ts';
import { lineOf, type Piece } from './pieces.ts';

const CONTACT_HEADER =
  /^(?:contact(?: us| information| details| info)?|get in touch(?: with us)?|how to (?:reach|contact) us|reach (?:out to )?us|for more information,? (?:please )?contact(?: us)?)\s*[:.!]?$/i;
const LABEL =
  '(?:address|phone(?: number)?|telephone|tel|mobile|cell|e-?mail(?: us)?|fax|whats ?app|web ?site|web|url|skype|telegram|viber|zalo|facebook|twitter|instagram|linkedin|youtube|hotline|call(?: us)?|contact number|opening hours|office hours|hours|location|office)';
const CONTACT_LINE = new RegExp(
  `^${LABEL}\\s*[:：]\\s*\\S|^\\+?[\\d\\s().-]{7,24}$|^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$|^(?:https?://|www\\.)\\S+$`,
  'i',
);
const CONTACT_LABELS = new RegExp(`\\b${LABEL}\\s*[:：]`, 'gi');
const REACHABLE = /\+?\d[\d\s().-]{7,}\d|[^\s@]+@[^\s@]+\.\w+|https?:\/\/|www\./i;

const PROMPT = [
  /^(?:please )?(?:subscribe|sign up|join|register)\b.{0,60}\b(?:newsletter|mailing list|e-?mail list|inbox|channel|updates|alerts)\b/i,
  /^(?:newsletter|subscribe(?: now| today)?|sign up(?: now| today)?|share|tweet|print|pin it|copy link|e-?mail this|follow us|leave a comment|post a comment|comments)\s*[:!.]?$/i,
  /^(?:click|tap) (?:here )?to (?:subscribe|sign up|share|follow|tweet)\b/i,
  /^share (?:this|on|via)\b.{0,70}$/i,
  /^(?:like|follow|find|join) us on\b/i,
  /^(?:share|tweet|facebook|twitter|x|linkedin|pinterest|reddit|whatsapp|telegram|email|e-mail|print|copy link)(?:\s*[|·,•/]\s*(?:share|tweet|facebook|twitter|x|linkedin|pinterest|reddit|whatsapp|telegram|email|e-mail|print|copy link)){1,}$/i,
  /^(?:enter your e-?mail|get (?:our|the) .{0,50}(?:newsletter|in your inbox|delivered))\b/i,
];
const ADVERTISEMENT =
  /^(?:advertisements?|advertising|sponsored(?: content)?|(?:story|article) continues below(?: (?:the )?advertisement)?)\.?$/i;
const COPYRIGHT = /^(?:©|\(c\)|copyright\b)|\ball rights reserved\.?$/i;
const RELATED =
  /^(?:related(?: (?:articles?|posts?|stories|reading|links?|content|topics?|news|coverage))?|read (?:more|also|next)|also read|you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|more (?:from|on|stories|articles|like this)\b.{0,40}|recommended(?: (?:articles?|posts?|reading|stories|for you))?|see also|popular (?:posts|articles)|latest (?:news|posts|articles)|trending(?: now)?|most (?:read|popular))\s*[:：]?$/i;
const RELATED_LINE =
  /^(?:read (?:more|also|next)|also read|related(?: (?:article|post|story|reading))?|see also|recommended)\s*[:：]\s*\S/i;
const NAVIGATION =
  /^(?:home|main|start)(?:\s*[>»›/|→]\s*[^>»›/|→]{1,80}){1,8}$|^(?:[^>»›→|]{1,40}\s+[>»›→|]\s+){2,}[^>»›→|]{1,80}$|^skip to (?:main )?content$|^(?:back to top|menu|main menu|toggle navigation|open menu|close)$|^(?:(?:«|←|<) ?)?(?:previous|next) (?:post|article|story|page)\b.{0,100}$/i;
const CONTENTS =
  /^(?:table of contents|contents|in this (?:article|guide|post)|what's inside|on this page|jump to(?: section)?)\s*[:：]?$/i;

const CREDIT =
  /^(?:(?:written|reviewed|edited|reported|fact[- ]checked|medically reviewed) by\b.{2,100}|authors?\s*:\s*.{2,100})$/i;
const NAME = "\\p{Lu}[\\p{L}.'’-]*";
const BYLINE = new RegExp(
  `^(?:[Bb]y|BY):?\\s+${NAME}(?:,?\\s+(?:(?:and|&|de|da|del|van|von|der|la|el|al)\\s+)*${NAME}){0,7}(?:\\s*[|,·–—-].{0,60})?$`,
  'u',
);
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\\.?';
const DATE_LINE = new RegExp(
  `^(?:(?:first )?(?:published|updated|posted|last updated|last modified|modified|date)\\s*(?:on|at)?\\s*[:：]?\\s*)?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\\s+)?(?:${MONTH} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\d{1,2}(?:st|nd|rd|th)? ${MONTH},? \\d{4}|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[/.]\\d{1,2}[/.]\\d{2,4})(?:[ ,|·–—-].{0,50})?$`,
  'i',
);
const READING_TIME =
  /^(?:reading time\s*:?\s*)?(?:about )?\d{1,3}[ -]min(?:ute)?s?(?:[ -]read(?:ing time)?)?\.?$/i;

/** How far down the blocks a byline or date line belongs to the article's head. */
const HEAD = 6;

/**
 * Marks the blocks that stand in a source but are no part of its article: contact blocks, prompts to subscribe and
 * share, related articles, navigation, a table of contents, bylines, dates, advertisements and comments of the markup.
 */
export function markAside(blocks: Block[]): Piece[] {
  const later = laterLines(blocks);
  const pieces: Piece[] = [];
  let group = 0;
  for (let at = 0; at < blocks.length; ) {
    const found = asideAt(blocks, at, later);
    group++;
    for (const block of blocks.slice(at, at + (found?.length ?? 1))) {
      pieces.push(found ? { role: 'aside', block, reason: found.reason, group } : { role: 'body', block });
    }
    at += found?.length ?? 1;
  }
  return pieces;
}

type Found = { reason: string; length: number };

function asideAt(blocks: Block[], at: number, later: Map<string, number>): Found | undefined {
  const block = blocks[at] as Block;
  const text = lineOf(block);
  if (!text) return undefined;
  const one = (reason: string): Found => ({ reason, length: 1 });
  if (/^<!--.*-->$/s.test(text)) return one('Comment in the markup, not shown to readers');
  if (text.length > 300) return undefined;
  const contact = contactAt(blocks, at);
  if (contact) return { reason: 'Contact block', length: contact };
  if (CONTENTS.test(text)) {
    const seen = new Set<string>();
    const entries = countWhile(blocks, at + 1, (next) => isContentsEntry(next, later, seen));
    if (entries > 0) return { reason: 'Table of contents', length: 1 + entries };
  }
  if (RELATED.test(text)) {
    const links = countWhile(blocks, at + 1, (next, index) => isRelated(next, blocks[index + 1]));
    if (links > 0) return { reason: 'List of related articles', length: 1 + links };
  }
  if (block.kind === 'heading' && PROMPT.some((prompt) => prompt.test(text))) {
    const prompts = countWhile(blocks, at + 1, (next) => isPrompt(lineOf(next)));
    const isEmpty = blocks[at + 1 + prompts]?.kind === 'heading' || at + 1 + prompts === blocks.length;
    return isEmpty ? { reason: 'Newsletter or share prompt', length: 1 + prompts } : undefined;
  }
  if (block.kind === 'heading') return undefined;
  if (text.length <= 200 && RELATED_LINE.test(text) && !/[.!]$/.test(text))
    return one('Link to a related article');
  if (isPrompt(text)) return one('Newsletter or share prompt');
  if (ADVERTISEMENT.test(text)) return one('Advertisement mark');
  if (text.length <= 200 && COPYRIGHT.test(text)) return one('Copyright line');
  if (text.length <= 200 && NAVIGATION.test(text)) return one('Navigation');
  if (at > 0 && at <= HEAD && text.length <= 140) {
    if (CREDIT.test(text) || BYLINE.test(text)) return one('Byline');
    if (DATE_LINE.test(text)) return one('Date line');
    if (READING_TIME.test(text)) return one('Reading time');
  }
  return undefined;
}

function isPrompt(text: string): boolean {
  return text.length > 0 && text.length <= 200 && PROMPT.some((prompt) => prompt.test(text));
}

/** The number of blocks of a contact block that starts here; 0 if none does. */
function contactAt(blocks: Block[], at: number): number {
  const text = lineOf(blocks[at]);
  const isLine = (block: Block) => {
    if (block.kind === 'list') return block.list.children.every((item) => CONTACT_LINE.test(textOf(item)));
    return block.kind === 'paragraph' && block.text.length <= 200 && CONTACT_LINE.test(block.text);
  };
  if (CONTACT_HEADER.test(text)) {
    const lines = countWhile(blocks, at + 1, isLine);
    return lines > 0 ? 1 + lines : 0;
  }
  if (blocks[at]?.kind === 'heading') return 0;
  const labels = text.match(CONTACT_LABELS)?.length ?? 0;
  if (/^(?:contact|reach) us\b/i.test(text) && REACHABLE.test(text) && (labels >= 2 || text.length <= 200))
    return 1;
  if (labels >= 3 && CONTACT_LINE.test(text)) return 1;
  const isInLastThird = at * 3 >= blocks.length * 2;
  if (!isInLastThird || !isLine(blocks[at] as Block)) return 0;
  const lines = countWhile(blocks, at, isLine);
  const reachable = blocks.slice(at, at + lines).filter((block) => REACHABLE.test(lineOf(block))).length;
  return lines >= 2 && reachable >= 1 ? lines : 0;
}

function isRelated(block: Block, next: Block | undefined): boolean {
  if (block.kind === 'list') return block.list.children.every((item) => isTeaser(textOf(item)));
  if (block.kind !== 'paragraph' || !isTeaser(block.text) || readMark(block.text)?.style === 'decimal')
    return false;
  const isLink = block.children.length === 1 && block.children[0]?.type === 'link';
  return isLink || next === undefined || lineOf(next).length <= 150;
}

function isTeaser(text: string): boolean {
  return text.length <= 150 && !/[.;:]$/.test(text);
}

/** Whether a block names, without its number, a line that stands further down as well; the line itself is not `seen` twice. */
function isContentsEntry(block: Block, later: Map<string, number>, seen: Set<string>): boolean {
  if (block.kind === 'list')
    return seen.size === 0 && block.list.children.every((item) => textOf(item).length <= 150);
  const text = lineOf(block);
  const name = bare(text);
  const isEntry =
    block.kind === 'paragraph' && text.length <= 150 && (later.get(name) ?? 0) > 1 && !seen.has(name);
  seen.add(name);
  return isEntry;
}

function laterLines(blocks: Block[]): Map<string, number> {
  const counts = new Map<string, number>();
  if (!blocks.some((block) => CONTENTS.test(lineOf(block)))) return counts;
  for (const block of blocks) {
    const text = lineOf(block);
    if (text && text.length <= 150) counts.set(bare(text), (counts.get(bare(text)) ?? 0) + 1);
  }
  return counts;
}

function bare(text: string): string {
  return (readMark(text)?.rest ?? text).replace(/[\s.·…]*\d*$/, '').toLowerCase();
}

function countWhile(blocks: Block[], from: number, test: (block: Block, index: number) => boolean): number {
  let index = from;
  while (index < blocks.length && test(blocks[index] as Block, index)) index++;
  return index - from;
}
