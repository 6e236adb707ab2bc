import type { Element, ElementContent, Root as HastRoot } from 'hast';
import type { Nodes, Paragraph, PhrasingContent, Root, RootContent } from 'mdast';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

const schema = {
  ...defaultSchema,
  // A body can hold links and images by address; everything that could run or fetch by itself is not in the schema.
  protocols: { ...defaultSchema.protocols, href: ['http', 'https', 'mailto'], src: ['http', 'https'] },
  tagNames: [...(defaultSchema.tagNames ?? []), 'figure', 'figcaption', 'caption'],
  // Ids come from footnotes alone, and those are made for their section: see `bodyTree`.
  clobberPrefix: '',
};

const parser = unified().use(remarkParse).use(remarkGfm).freeze();
const writer = unified()
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkStringify, {
    bullet: '-',
    emphasis: '*',
    strong: '*',
    rule: '-',
    fences: true,
    listItemIndent: 'one',
  })
  .freeze();

/** Parses Markdown (CommonMark with GFM) to its syntax tree. HTML in it is text, word for word, never markup. */
export function parseMarkdown(markdown: string): Root {
  if (markdown.length < LONG && PLAIN.test(markdown) && !LINKS_ITSELF.test(markdown))
    return plainTree(markdown);
  const tree = parser.parse(markdown);
  visit(tree, 'html', (node, index, parent) => {
    if (!parent || index === undefined) return;
    const { position } = node;
    const text: PhrasingContent = { type: 'text', value: node.value, position };
    const isInline = parent.type === 'paragraph' || 'value' in parent || isPhrasingParent(parent);
    parent.children[index] = isInline
      ? text
      : ({ type: 'paragraph', children: [text], position } satisfies Paragraph);
  });
  visit(tree, 'link', (node, index, parent) => {
    const [only] = node.children;
    if (!parent || index === undefined || only?.type !== 'text' || ADDRESS.test(only.value)) return;
    if (node.url === `mailto:${only.value}`) parent.children[index] = only;
  });
  return tree;
}

/**
 * What Markdown takes for an address between angle brackets (CommonMark 0.31, 6.5), which is how one is written. GFM finds
 * more of them in bare text, such as name@two_words.org: they would be written with brackets that are then read as text,
 * and get another pair with each save.
 */
const ADDRESS =
  /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i;

/** Paragraphs on a line each that begin with a letter, without any character that Markdown reads as a mark. */
const PLAIN = /^(?:\p{L}(?:[^\p{C}\p{Z}\\`*_[\]<>&|~#@]| (?! |\n|$))*(?:\n\n|$))+$/u;
/** The pattern remembers a place for each character. */
const LONG = 50_000;
/** What becomes a link without a mark. */
const LINKS_ITSELF = /www\.|:\/\/|mailto:|xmpp:|\n$/i;

/** The tree of text without a mark, made ten times as fast as by the parser, as most paragraphs of an import are. */
function plainTree(markdown: string): Root {
  let offset = 0;
  const children = markdown.split('\n\n').map((value, i): Paragraph => {
    const line = 2 * i + 1;
    const start = { line, column: 1, offset };
    const end = { line, column: value.length + 1, offset: offset + value.length };
    offset = end.offset + 2;
    const text = { type: 'text' as const, value, position: { start, end } };
    return { type: 'paragraph', children: [text], position: { start: { ...start }, end: { ...end } } };
  });
  const last = children.at(-1)?.position?.end ?? { line: 1, column: 1, offset: 0 };
  return { type: 'root', children, position: { start: { line: 1, column: 1, offset: 0 }, end: { ...last } } };
}

function isPhrasingParent(node: Nodes): boolean {
  return ['emphasis', 'strong', 'delete', 'link', 'heading', 'tableCell'].includes(node.type);
}

/** Writes a syntax tree as Markdown in the one spelling that Galley stores; ends without a newline. */
export function writeMarkdown(tree: Root): string {
  return withoutEdges(writer.stringify(tree));
}

/** Without empty lines at both ends. A space that cannot be broken stays: “&nbsp;- so” without it is an item of a list. */
export const withoutEdges = (markdown: string) => markdown.replace(/^\n+|\n+$/g, '');

/** The same for a stretch of a body, which may begin with a space that cannot be broken. */
export function writeStretch(children: RootContent[]): string {
  return writer.stringify({ type: 'root', children }).replace(/\n+$/, '');
}

/**
 * The stored spelling of a body: `normalise(normalise(x)) === normalise(x)`, so that opening and saving a body
 * without a change makes no revision.
 */
export function normalise(markdown: string): string {
  return writeMarkdown(parseMarkdown(markdown));
}

/** Scripts that run from right to left: Hebrew, Arabic and their neighbours. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * A body as a sanitised HTML tree. A paragraph that is all emphasis before a table or after an image is its caption;
 * headings in a body stand below those of the outline.
 * @param notePrefix what the ids of footnotes begin with, one for each section of a page
 */
export function bodyTree(markdown: string, notePrefix = ''): HastRoot {
  const tree = unified()
    .use(remarkRehype, { clobberPrefix: notePrefix })
    .use(rehypeSanitize, schema)
    .runSync(parseMarkdown(markdown)) as HastRoot;
  tree.children = captioned(tree.children as ElementContent[]);
  if (turns.test(markdown)) showTurns(tree);
  const hasRightToLeft = rightToLeft.test(markdown);
  visit(tree, 'element', (element) => {
    const level = /^h([1-6])$/.exec(element.tagName)?.[1];
    if (level) element.tagName = `h${Math.min(Number(level) + 3, 6)}`;
    if (hasRightToLeft && directed.has(element.tagName)) element.properties.dir = 'auto';
  });
  return tree;
}

/** Characters that turn the direction of writing, by which a text can be made to read otherwise than it is. */
const turns = /[\u202a-\u202e\u2066-\u2069]/;
const turnNames: Record<string, string> = {
  ...{ '\u202a': 'LRE', '\u202b': 'RLE', '\u202c': 'PDF', '\u202d': 'LRO', '\u202e': 'RLO' },
  ...{ '\u2066': 'LRI', '\u2067': 'RLI', '\u2068': 'FSI', '\u2069': 'PDI' },
};

/** Sets each character that turns the direction in an element that shows its name; the text stays as it is. */
function showTurns(tree: HastRoot): void {
  visit(tree, 'text', (node, index, parent) => {
    if (!parent || index === undefined || !turns.test(node.value)) return;
    const parts = node.value.split(/([\u202a-\u202e\u2066-\u2069])/).filter(Boolean);
    const shown = parts.map((value): ElementContent => {
      const text = { type: 'text' as const, value };
      const name = turnNames[value];
      if (!name) return text;
      const properties = { className: ['turn'], dataTurn: name };
      return { type: 'element', tagName: 'span', properties, children: [text] };
    });
    parent.children.splice(index, 1, ...shown);
    return index + shown.length;
  });
}

const directed = new Set('p li td th h4 h5 h6 figcaption caption'.split(' '));

function captioned(children: ElementContent[]): ElementContent[] {
  const blocks = children.filter((child) => child.type === 'element');
  const out: ElementContent[] = [];
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i] as Element;
    const next = blocks[i + 1] as Element | undefined;
    const caption = captionOf(block);
    if (caption && next?.tagName === 'table') {
      next.children.unshift({ type: 'element', tagName: 'caption', properties: {}, children: caption });
      continue;
    }
    if (caption) {
      const last = out.at(-1);
      const figcaption: Element = {
        type: 'element',
        tagName: 'figcaption',
        properties: {},
        children: caption,
      };
      const image = last?.type === 'element' && isImage(last) ? (out.pop() as Element).children : [];
      out.push({ type: 'element', tagName: 'figure', properties: {}, children: [...image, figcaption] });
      continue;
    }
    out.push(block);
  }
  return out;
}

function captionOf(block: Element): ElementContent[] | undefined {
  const only = block.children[0];
  const isCaption =
    block.tagName === 'p' && block.children.length === 1 && only?.type === 'element' && only.tagName === 'em';
  return isCaption ? only.children : undefined;
}

function isImage(block: Element): boolean {
  const only = block.children[0];
  return (
    block.tagName === 'p' && block.children.length === 1 && only?.type === 'element' && only.tagName === 'img'
  );
}
