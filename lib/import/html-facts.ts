import { type DefaultTreeAdapterTypes as Tree, defaultTreeAdapter as tree } from 'parse5';
import { attribute, rawText } from './html-blocks.ts';

/** What a page says of itself, in its head and its marks. */
export type Facts = { title: string; address: string | undefined; questions: Set<string>; notes: string[] };

/** Reads the title, the address and the questions that a page marks as such: `<details>`, `<dl>`, schema.org's FAQPage. */
export function readFacts(document: Tree.Document): Facts {
  const facts: Facts = { title: '', address: undefined, questions: new Set(), notes: [] };
  const open: Tree.ParentNode[] = [document];
  for (let node = open.pop(); node; node = open.pop())
    for (const child of node.childNodes) {
      if (!tree.isElementNode(child)) continue;
      open.push(child);
      note(child, facts);
    }
  if (facts.address) facts.notes.push(`The page’s address is ${facts.address}.`);
  return facts;
}

function note(node: Tree.Element, facts: Facts): void {
  const text = () => oneLine(rawText(node));
  if (node.tagName === 'title') facts.title ||= text();
  else if (node.tagName === 'summary' || (node.tagName === 'dt' && /[?？]$/.test(text())))
    facts.questions.add(text());
  else if (node.tagName === 'link' && attribute(node, 'rel') === 'canonical')
    facts.address ??= web(attribute(node, 'href'));
  else if (node.tagName === 'meta' && attribute(node, 'property') === 'og:url')
    facts.address ??= web(attribute(node, 'content'));
  else if (node.tagName === 'script' && attribute(node, 'type') === 'application/ld+json')
    for (const question of askedIn(parsed(rawText(node)))) facts.questions.add(oneLine(question));
}

/** The names of all schema.org questions in JSON-LD. */
function askedIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { '@type': type, name } = value as Record<string, unknown>;
  const own = type === 'Question' && typeof name === 'string' ? [name] : [];
  return [...own, ...Object.values(value).flatMap(askedIn)];
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

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
