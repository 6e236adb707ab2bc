import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import { attribute, descendants, elementsIn, rawText } from './html-tree.ts';

/** A question of a FAQ that a page gives as data, with its answer as HTML. */
export type Asked = { question: string; answer: string };

/** What a page says of itself, in its head and its marks. */
export type Facts = {
  title: string;
  address: string | undefined;
  /** The texts that it marks as questions. */
  questions: Set<string>;
  asked: Asked[];
  /** The program that wrote it. */
  generator: string;
  /** Who wrote the article and when it was published, as the head says. */
  author: string;
  published: string;
  notes: string[];
};

/**
 * Reads the title, the address and the questions that a page marks as such: `<details>`, `<dl>`, schema.org's FAQPage
 * as data or in its elements, and what its classes call a question.
 */
export function readFacts(document: Tree.Document): Facts {
  const facts: Facts = {
    title: '',
    address: undefined,
    questions: new Set(),
    asked: [],
    generator: '',
    author: '',
    published: '',
    notes: [],
  };
  for (const node of elementsIn(document)) note(node, facts);
  if (facts.address) facts.notes.push(`The page’s address is ${facts.address}.`);
  return facts;
}

/** Classes of what a page opens and closes by a click: the question of a FAQ, if it is one. */
const ASKING = /faq\S*|question\S*|accordion\S*|toggle\S*|collaps\S*/i;
/** How a question begins, where it has no question mark. */
const ASKS =
  /^(?:how|what|why|when|where|who|whom|whose|which|can|could|do|does|did|is|are|was|were|should|will|would|may|must)\b/i;
/** The longest question, in characters. */
const MAX_QUESTION = 300;

function note(node: Tree.Element, facts: Facts): void {
  const { tagName: name } = node;
  if (name === 'title') facts.title ||= textOf(node);
  else if (name === 'summary') ask(textOf(node), facts, ASKS);
  else if (name === 'dt') ask(textOf(node), facts);
  else if (/\/Question$/.test(attribute(node, 'itemtype') ?? '')) {
    const named = elementsIn(node).find((inner) => attribute(inner, 'itemprop') === 'name');
    if (named) facts.questions.add(textOf(named));
  } else if (/^(?:h[2-6]|button|div|a|span|p)$/.test(name) && ASKING.test(attribute(node, 'class') ?? '')) {
    if (descendants(node, 'p').length <= 1) ask(textOf(node), facts);
  } else if (name === 'link' && attribute(node, 'rel') === 'canonical')
    facts.address ??= web(attribute(node, 'href'));
  else if (name === 'meta' && attribute(node, 'property') === 'og:url')
    facts.address ??= web(attribute(node, 'content'));
  else if (name === 'meta') noteMeta(node, facts);
  else if (name === 'body' && /\bdoc-content\b/.test(attribute(node, 'class') ?? ''))
    facts.generator = 'Google Docs';
  else if (name === 'script' && attribute(node, 'type') === 'application/ld+json')
    for (const asked of askedIn(parsed(rawText(node)))) {
      facts.questions.add(asked.question);
      facts.asked.push(asked);
    }
}

function noteMeta(node: Tree.Element, facts: Facts): void {
  const name = (attribute(node, 'name') ?? attribute(node, 'property') ?? '').toLowerCase();
  const content = oneLine(attribute(node, 'content') ?? '');
  if (name === 'generator') facts.generator ||= content;
  else if (/^(?:author|dc\.creator)$/.test(name)) facts.author ||= content;
  else if (/^(?:article:published_time|date|dc\.date|dcterms\.created)$/.test(name))
    facts.published ||= content;
}

function ask(text: string, facts: Facts, also?: RegExp): void {
  const isAsked = /[?？]["”’)]*$/.test(text) || also?.test(text);
  if (isAsked && text.length <= MAX_QUESTION) facts.questions.add(text);
}

/** How deep a page's data is looked into. */
const MAX_LEVELS = 20;

/** All schema.org questions in JSON-LD. */
function askedIn(value: unknown, level = 0): Asked[] {
  if (typeof value !== 'object' || value === null || level > MAX_LEVELS) return [];
  const { '@type': type, name, acceptedAnswer } = value as Record<string, unknown>;
  const own =
    type === 'Question' && typeof name === 'string'
      ? [{ question: oneLine(name), answer: answerOf(acceptedAnswer) }]
      : [];
  return [...own, ...Object.values(value).flatMap((inner) => askedIn(inner, level + 1))];
}

function answerOf(accepted: unknown): string {
  const answer = Array.isArray(accepted) ? accepted[0] : accepted;
  const text =
    typeof answer === 'object' && answer !== null ? (answer as { text?: unknown }).text : undefined;
  return typeof text === 'string' ? text : '';
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function web(href: string | undefined): string | undefined {
  const url = href ? URL.parse(href) : null;
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

function textOf(node: Tree.Element): string {
  return oneLine(rawText(node));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
