import {
  parse,
  parseFragment,
  serialize,
  type DefaultTreeAdapterTypes as Tree,
  defaultTreeAdapter as tree,
} from 'parse5';
import { outlineNumbers } from '#lib/articles/outline.ts';
import { tooIntricate } from '#lib/sections/intricacy.ts';
import { bodyHtml } from '#lib/sections/render.ts';
import { type ExportedArticle, type ExportedSection, FORM } from './model.ts';

/**
 * An article as an HTML page without style or script. Each body carries its Markdown, from which it was rendered, in
 * an attribute: nothing that HTML says otherwise than Markdown is lost on the way back.
 */
export function toHtml({ title, slug, dek, tags, sections }: ExportedArticle): string {
  const labels = outlineNumbers(sections);
  const parts = sections.map((section, i) => {
    const { kind, depth, numbered, heading, body, tags: own } = section;
    const level = depth + 1;
    const label = labels[i] ? `<span>${labels[i]}</span> ` : '';
    const head = heading ? `<h${level}>${label}${escaped(heading)}</h${level}>\n` : '';
    const what = `data-kind="${kind}" data-depth="${depth}" data-numbered="${numbered}" data-tags="${escaped(JSON.stringify(own))}"`;
    return `<section ${what}>\n${head}${bodyDiv(body, i + 1)}\n</section>\n`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Galley">
<title>${escaped(title)}</title>
</head>
<body>
<article data-galley="${FORM}" data-slug="${escaped(slug)}" data-tags="${escaped(JSON.stringify(tags))}">
<h1>${escaped(title)}</h1>
${bodyDiv(dek, 0)}
${parts.join('')}</article>
</body>
</html>
`;
}

function bodyDiv(body: string, n: number): string {
  return `<div data-markdown="${escaped(body)}">${rendered(body, n)}</div>`;
}

/** Ids of footnotes are unique in the page by the place of their section. */
function rendered(body: string, n: number): string {
  return bodyHtml(body, `s${n}-`);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\u00a0', '&nbsp;');
}

/**
 * Reads an article that `toHtml` wrote. Each body is rendered anew and has to be what the page shows: where somebody
 * edited the page since, the page counts and not what it carries, so the answer is `edited`.
 * @returns undefined for any other page
 */
export function fromHtml(text: string): ExportedArticle | 'edited' | undefined {
  if (!text.includes('data-galley=')) return undefined;
  const article = find(parse(text), (node) => attribute(node, 'data-galley') === FORM);
  if (!article) return undefined;
  const [title, dek, ...rest] = article.childNodes.filter((node) => !isSpace(node)).map(asElement);
  const head = title?.tagName === 'h1' && dek ? bodyOf(dek, 0) : undefined;
  if (!title || head === undefined) return 'edited';
  const sections: ExportedSection[] = [];
  for (const node of rest) {
    const section = node && sectionOf(node, sections.length + 1);
    if (!section) return 'edited';
    sections.push(section);
  }
  const labels = outlineNumbers(sections);
  // Without a heading there is none to show its number.
  const shown = labels.map((label, i) => (sections[i]?.heading && label) || '');
  if (shown.some((label, i) => label !== labelOf(rest[i]))) return 'edited';
  return {
    ...{ slug: attribute(article, 'data-slug') ?? '', title: textOf(title), dek: head, sections },
    tags: tagsOf(article),
  };
}

function sectionOf(node: Tree.Element, n: number): ExportedSection | undefined {
  const [kind, depth] = [attribute(node, 'data-kind'), Number(attribute(node, 'data-depth'))];
  const children = node.childNodes.filter((child) => !isSpace(child)).map(asElement);
  const isTitled = children.length === 2;
  const [heading, div] = isTitled ? children : [undefined, children[0]];
  const body = div && bodyOf(div, n);
  if (node.tagName !== 'section' || children.length < 1 || children.length > 2 || body === undefined)
    return undefined;
  if ((kind !== 'section' && kind !== 'faq') || !(depth >= 1 && depth <= 5)) return undefined;
  if (isTitled && heading?.tagName !== `h${depth + 1}`) return undefined;
  const numbered = attribute(node, 'data-numbered') === 'true';
  const tags = tagsOf(node);
  return { kind, depth, numbered, heading: heading ? headingText(heading) : '', body, tags };
}

/** The Markdown of a body, if what the page shows is what that gives. */
function bodyOf(div: Tree.Element, n: number): string | undefined {
  const body = attribute(div, 'data-markdown');
  if (div.tagName !== 'div' || body === undefined || tooIntricate(body)) return undefined;
  return serialize(div) === serialize(parseFragment(rendered(body, n))) ? body : undefined;
}

function labelOf(section: Tree.Element | undefined): string {
  const heading = section?.childNodes.filter(tree.isElementNode)[0];
  const first = heading?.childNodes[0];
  return first && tree.isElementNode(first) && first.tagName === 'span' ? textOf(first) : '';
}

function headingText(heading: Tree.Element): string {
  const [first, ...others] = heading.childNodes;
  if (!first || !tree.isElementNode(first)) return textOf(heading);
  return others.map(textOf).join('').replace(/^ /, '');
}

function asElement(node: Tree.ChildNode): Tree.Element | undefined {
  return tree.isElementNode(node) ? node : undefined;
}

function isSpace(node: Tree.ChildNode): boolean {
  return tree.isTextNode(node) && /^\s*$/.test(node.value);
}

function textOf(node: Tree.Node): string {
  if (tree.isTextNode(node as Tree.ChildNode)) return (node as Tree.TextNode).value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

function attribute(node: Tree.Element, name: string): string | undefined {
  return node.attrs.find((attr) => attr.name === name)?.value;
}

function find(root: Tree.ParentNode, is: (node: Tree.Element) => boolean): Tree.Element | undefined {
  const open: Tree.ParentNode[] = [root];
  for (let node = open.pop(); node; node = open.pop())
    for (const child of node.childNodes) {
      if (!tree.isElementNode(child)) continue;
      if (is(child)) return child;
      open.push(child);
    }
  return undefined;
}

function tagsOf(node: Tree.Element): string[] {
  try {
    const tags = JSON.parse(attribute(node, 'data-tags') ?? '[]');
    return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
  } catch {
    return [];
  }
}
