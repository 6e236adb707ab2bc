import type { List, ListItem, PhrasingContent, RootContent, TableCell, TableRow } from 'mdast';
import { type DefaultTreeAdapterTypes as Tree, defaultTreeAdapter as tree } from 'parse5';
import { type Block, caption, nodeOf, paragraph, plain } from './blocks.ts';
import { POPUP_NAME } from './html-beside.ts';
import type { Notes } from './html-notes.ts';
import { isDataTable, readGrid } from './html-table.ts';
import {
  attribute,
  BLOCKS,
  descendants,
  elementsIn,
  hasBlocks,
  isHidden,
  nameOf,
  rawText,
} from './html-tree.ts';
import { readWordItem, type WordItem } from './html-word.ts';
import { addressesIn } from './words.ts';

/** A block of a page, and what the page says of its place. */
export type PageBlock = {
  block: Block;
  /** What a reader sees of it, on one line. */
  text: string;
  /** The part of the page that it stands in: `nav`, `header`, `aside` and the like; empty for the rest. */
  landmark: string;
  /** The classes and ids of the elements next around it, the innermost last. */
  names: string;
  /** How many characters of its text are links. */
  linked: number;
  /** The numbers of the articles that it stands in, the outermost first: a page may show several. */
  posts: number[];
};

/** How many of the elements around a block name it: those further out name the page. */
const NAMING = 4;

const LANDMARKS = new Set(['nav', 'header', 'footer', 'aside', 'form', 'button']);
const MARKS: Record<string, 'strong' | 'emphasis' | 'delete'> = {
  b: 'strong', strong: 'strong', em: 'emphasis', i: 'emphasis', cite: 'emphasis', s: 'delete', del: 'delete', strike: 'delete',
}; // biome-ignore format: one line of pairs

/** What the whole of a page says that its blocks are read by. */
export type Context = {
  /** The page's address, to which those of its links belong. */
  base?: string | undefined;
  notes?: Notes;
  /** Takes the alternative texts of images that have no address on the web. */
  unplaced?: string[];
};

/** Reads a page's visible content as blocks, in order; every visible word is in exactly one. */
export function readPageBlocks(body: Tree.ParentNode, context: Context = {}): PageBlock[] {
  const { marks, notes } = context.notes ?? { marks: new Map(), notes: new Map() };
  const around = new Set<Tree.ParentNode>();
  for (const note of notes.keys())
    for (let outer = note.parentNode; outer && !around.has(outer); outer = parentOf(outer)) around.add(outer);
  const hasWordTitle = elementsIn(body).some(isWordTitle);
  const reader = new PageReader({
    base: context.base,
    marks,
    notes,
    around,
    hasWordTitle,
    unplaced: context.unplaced ?? [],
  });
  reader.walk(body);
  reader.flush();
  return reader.blocks;
}

function parentOf(node: Tree.ParentNode): Tree.ParentNode | null {
  return tree.isElementNode(node as Tree.Element) ? (node as Tree.Element).parentNode : null;
}

/** Word's title is no heading of its own accord, and stands above those of the first level. */
function isWordTitle(node: Tree.Element): boolean {
  return node.tagName === 'p' && /\bMsoTitle\b/.test(attribute(node, 'class') ?? '');
}

type Reading = Notes & {
  base: string | undefined;
  /** The elements in which notes stand. */
  around: ReadonlySet<Tree.ParentNode>;
  hasWordTitle: boolean;
  unplaced: string[];
};

/** Goes through a page once and gathers runs of inline content between the bounds of blocks. */
class PageReader {
  blocks: PageBlock[] = [];
  private run: PhrasingContent[] = [];
  private landmark = '';
  private names: string[] = [];
  /** Marks of footnotes in a heading: that is plain text, so they stand before the paragraph below it. */
  private carried: PhrasingContent[] = [];
  private posts: number[] = [];
  private postCount = 0;
  /** What pops up over a word: it is put behind the run in which it stands. */
  private popups: Tree.Element[] = [];
  private page: Reading;

  private isInner: boolean;

  constructor(page: Reading, isInner = false) {
    this.page = page;
    this.isInner = isInner;
  }

  walk(node: Tree.ParentNode): void {
    let items: { item: WordItem; node: Tree.Element }[] = [];
    const finishList = () => {
      if (items.length > 0) this.wordList(items);
      items = [];
    };
    for (const child of node.childNodes) {
      if (tree.isTextNode(child)) {
        if (child.value.trim()) finishList();
        this.run.push({ type: 'text', value: child.value.replace(/\s+/g, ' ') });
      } else if (tree.isElementNode(child) && !isHidden(child)) {
        const item = readWordItem(child);
        if (item) {
          if (items.length === 0) this.flush();
          items.push({ item, node: child });
          continue;
        }
        finishList();
        this.element(child);
      }
    }
    finishList();
  }

  /** Paragraphs that Word means as a list, as one. */
  private wordList(items: { item: WordItem; node: Tree.Element }[]): void {
    const open: { level: number; list: List }[] = [];
    const tops: List[] = [];
    for (const { item, node } of items) {
      const children = this.inside(node);
      if (children.length === 0) continue;
      while (open.length > 0 && (open.at(-1) as { level: number }).level > item.level) open.pop();
      const ordered = item.number !== undefined;
      const last = open.at(-1);
      if (last && last.level === item.level && last.list.ordered !== ordered) open.pop();
      if (open.at(-1)?.level !== item.level) {
        const list: List = { type: 'list', ordered, start: item.number ?? null, spread: false, children: [] };
        const parent = open.at(-1)?.list.children.at(-1);
        if (parent) parent.children.push(list);
        else tops.push(list);
        open.push({ level: item.level, list });
      }
      const own: ListItem = { type: 'listItem', spread: false, children: children as never };
      open.at(-1)?.list.children.push(own);
    }
    for (const list of tops)
      this.push({ kind: 'list', list, itemLines: list.children.map(() => [1, 1]), lines: [1, 1] });
  }

  flush(): void {
    const own = tidy(this.run);
    const children = own.length > 0 ? [...this.carried.splice(0), ...own] : [];
    this.run = [];
    for (const part of parted(children))
      if (plain(part) || part.some(isShown)) this.push(paragraph(part, [1, 1]));
    if (this.isInner) return;
    for (const popup of this.popups.splice(0)) {
      this.names.push(nameOf(popup));
      this.walk(popup);
      this.flush();
      this.names.pop();
    }
  }

  private element(node: Tree.Element): void {
    const name = node.tagName;
    if (name === 'br') {
      this.lineBreak();
      return;
    }
    if (!BLOCKS.has(name) && !hasBlocks(node)) {
      this.run.push(...this.inline(node));
      return;
    }
    const outer = this.landmark;
    if (LANDMARKS.has(name) || isNoted(node)) this.landmark = LANDMARKS.has(name) ? name : 'aside';
    this.flush();
    this.names.push(nameOf(node));
    const isPost = name === 'article' || /\bhentry\b/.test(attribute(node, 'class') ?? '');
    if (isPost) this.posts = [...this.posts, ++this.postCount];
    this.block(node, name);
    this.flush();
    if (isPost) this.posts = this.posts.slice(0, -1);
    this.names.pop();
    this.landmark = outer;
  }

  /** Two line breaks in a row end a paragraph. */
  private lineBreak(): void {
    const last = this.run.findLast((child) => child.type !== 'text' || child.value.trim());
    if (last?.type === 'break') this.flush();
    else if (last) this.run.push({ type: 'break' });
  }

  private block(node: Tree.Element, name: string): void {
    const note = this.page.notes.get(node);
    const level = this.levelOf(node);
    if (note !== undefined) {
      const children = this.inside(node) as never;
      this.push({
        kind: 'other',
        node: { type: 'footnoteDefinition', identifier: note, label: note, children },
        lines: [1, 1],
      });
    } else if (level !== undefined) {
      const children = tidy(this.inlineChildren(node));
      // An image in a heading is named only where nothing else is.
      const text = plain(withoutImages(children)) || plain(children);
      const addresses = addressesIn(children);
      if (text) this.push({ kind: 'heading', level, text, addresses, lines: [1, 1] });
      this.carried.push(...children.filter((child) => child.type === 'footnoteReference'));
    } else if (this.page.around.has(node)) {
      this.walk(node);
    } else if ((name === 'ul' || name === 'ol') && isSimple(node)) {
      const list = this.list(node);
      if (list.children.length > 0)
        this.push({ kind: 'list', list, itemLines: list.children.map(() => [1, 1]), lines: [1, 1] });
    } else if (name === 'table' && isDataTable(node)) {
      this.table(node);
    } else if (name === 'blockquote') {
      const nodes = this.inside(node);
      if (nodes.length > 0)
        this.push({ kind: 'other', node: { type: 'blockquote', children: nodes as never }, lines: [1, 1] });
    } else if (name === 'pre') {
      const value = rawText(node).replace(/^\n|\s+$/g, '');
      if (value.trim()) this.push({ kind: 'other', node: { type: 'code', value }, lines: [1, 1] });
    } else if (name === 'hr') {
      this.add({ kind: 'rule', lines: [1, 1] }, '', 0);
    } else if (name === 'figcaption' || name === 'summary' || name === 'dt') {
      const children = tidy(this.inlineChildren(node));
      if (!plain(children)) return;
      const isCaption = name === 'figcaption';
      const strong: PhrasingContent = { type: 'strong', children };
      const wrapped = isCaption ? (caption(children) as { children: PhrasingContent[] }).children : [strong];
      this.push(paragraph(wrapped, [1, 1]));
    } else {
      this.walk(node);
    }
  }

  /** The level of a heading; `undefined` for what is none. */
  private levelOf(node: Tree.Element): number | undefined {
    const said = attribute(node, 'role') === 'heading' ? attribute(node, 'aria-level') || '2' : undefined;
    const level = /^h([1-6])$/.exec(node.tagName)?.[1] ?? (/^[1-6]$/.test(said ?? '') ? said : undefined);
    if (isWordTitle(node)) return 1;
    return level === undefined ? undefined : Number(level) + (this.page.hasWordTitle ? 1 : 0);
  }

  private push(block: Block): void {
    const node = nodeOf(block);
    const text = visibleText([node]);
    const linked = linkedLength([node]);
    this.add(block, text, linked);
  }

  private add(block: Block, text: string, linked: number): void {
    const names = this.names.slice(-NAMING).join(' / ');
    this.blocks.push({ block, text, landmark: this.landmark, names, linked, posts: this.posts });
  }

  /** The nodes of what stands inside an element, such as a quote. */
  private inside(node: Tree.Element): RootContent[] {
    const reader = new PageReader(this.page, true);
    reader.walk(node);
    reader.flush();
    this.popups.push(...reader.popups);
    return reader.blocks.map(({ block }) => nodeOf(block));
  }

  private list(node: Tree.Element) {
    const items = node.childNodes.filter(tree.isElementNode).filter((child) => !isHidden(child));
    const children: ListItem[] = [];
    for (const item of items) {
      const nodes = this.inside(item.tagName === 'li' ? item : wrapperOf(item));
      const above = children.at(-1);
      // Google Docs puts a list of the next level beside the item that it belongs to.
      if (above && (item.tagName === 'ul' || item.tagName === 'ol'))
        above.children.push(...(nodes as never[]));
      else if (nodes.length > 0) children.push({ type: 'listItem', spread: false, children: nodes as never });
    }
    const start = node.tagName === 'ol' ? Number(attribute(node, 'start') ?? 1) || 1 : null;
    return { type: 'list' as const, ordered: node.tagName === 'ol', start, spread: false, children };
  }

  private table(node: Tree.Element): void {
    const title = descendants(node, 'caption')[0];
    const name = title ? tidy(this.inlineChildren(title)) : [];
    if (plain(name))
      this.push(paragraph((caption(name) as { children: PhrasingContent[] }).children, [1, 1]));
    const { rows, width, isHeaded } = readGrid(node);
    const filled = isHeaded ? rows : [[], ...rows];
    const children = filled.map((row, y): TableRow => {
      const cells = Array.from({ length: width }, (_, x): TableCell => {
        const cell = row[x];
        const content = cell ? tidy(this.inlineChildren(cell)) : [];
        const [only] = content;
        const isStrong = y === 0 && content.length === 1 && only?.type === 'strong';
        return { type: 'tableCell', children: isStrong ? only.children : content };
      });
      return { type: 'tableRow', children: cells };
    });
    this.push({
      kind: 'table',
      table: { type: 'table', align: Array.from({ length: width }, () => null), children },
      lines: [1, 1],
    });
  }

  private inlineChildren(node: Tree.Element): PhrasingContent[] {
    return node.childNodes.flatMap((child): PhrasingContent[] => {
      if (tree.isTextNode(child)) return [{ type: 'text', value: child.value.replace(/\s+/g, ' ') }];
      return tree.isElementNode(child) && !isHidden(child) ? this.inline(child) : [];
    });
  }

  private inline(node: Tree.Element): PhrasingContent[] {
    const name = node.tagName;
    if (name === 'br') return [{ type: 'break' }];
    const note = name === 'a' ? this.page.marks.get(node) : undefined;
    if (note !== undefined) return [{ type: 'footnoteReference', identifier: note, label: note }];
    if (name === 'img') return this.image(node);
    if (name === 'svg')
      return [{ type: 'text', value: ` ${descendants(node, 'text').map(rawText).join(' ')} ` }];
    if (name === 'annotation' || name === 'annotation-xml') return [];
    if (POPUP_NAME.test(attribute(node, 'class') ?? '')) {
      this.popups.push(node);
      return [];
    }
    const children = this.inlineChildren(node);
    if (BLOCKS.has(name)) return [{ type: 'text', value: ' ' }, ...children, { type: 'text', value: ' ' }];
    if (name === 'sup' && children.some((child) => child.type === 'footnoteReference'))
      return children.filter((child) => child.type !== 'text' || /[\p{L}\p{N}]/u.test(child.value));
    if (!plain(children) && !children.some(isShown)) return children;
    const href = name === 'a' ? this.address(attribute(node, 'href')) : undefined;
    if (href) return [{ type: 'link', url: href, title: null, children: children as never }];
    const style = attribute(node, 'style') ?? '';
    const mark = /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(style)
      ? 'strong'
      : /font-weight\s*:\s*(?:normal|400)/i.test(style)
        ? undefined
        : MARKS[name];
    const isStruck = mark !== 'delete' && /text-decoration(?:-line)?\s*:[^;]*line-through/i.test(style);
    const shown = isStruck ? outside(children, (inner) => ({ type: 'delete', children: inner })) : children;
    if (mark) return outside(shown, (inner) => ({ type: mark, children: inner }));
    return name === 'code' ? [{ type: 'inlineCode', value: plain(children) }] : shown;
  }

  private image(node: Tree.Element): PhrasingContent[] {
    const sets = ['data-srcset', 'srcset'].map(
      (name) =>
        attribute(node, name)
          ?.trim()
          .split(/[\s,]+/)[0],
    );
    const own = ['data-src', 'data-original', 'data-lazy-src', 'src'].map((name) => attribute(node, name));
    const url = [...own, ...sets].map((source) => this.address(source)).find(Boolean);
    const alt = (attribute(node, 'alt') ?? '').replace(/\s+/g, ' ').trim();
    if (!url && alt) this.page.unplaced.push(alt);
    return url ? [{ type: 'image', url, alt, title: null }] : [];
  }

  /** An address that a body may hold: absolute, http, https or mailto. */
  private address(href: string | undefined): string | undefined {
    const asked = href && URL.parse(href.trim(), this.page.base);
    const url = asked && (behindGoogle(asked) ?? asked);
    return url && /^(?:https?|mailto):$/.test(url.protocol) ? url.href : undefined;
  }
}

/** Where a link of a document of Google's leads, which it leads over a page of its own when it is exported. */
function behindGoogle({ hostname, pathname, searchParams }: URL): URL | null {
  const isRedirect = hostname === 'www.google.com' && pathname === '/url';
  return isRedirect ? URL.parse(searchParams.get('q') ?? '') : null;
}

/** Keeps the white space around marked words outside of the mark, where Markdown can hold it. */
function outside(
  children: PhrasingContent[],
  wrap: (inner: PhrasingContent[]) => PhrasingContent,
): PhrasingContent[] {
  const [first, last] = [children[0], children.at(-1)];
  const before: PhrasingContent[] =
    first?.type === 'text' && /^\s/.test(first.value) ? [{ type: 'text', value: ' ' }] : [];
  const after: PhrasingContent[] =
    last?.type === 'text' && /\s$/.test(last.value) ? [{ type: 'text', value: ' ' }] : [];
  return [...before, wrap(tidy(children)), ...after];
}

/** Neighbours of one kind as one node. */
function joined(run: PhrasingContent[]): PhrasingContent {
  const first = run[0] as PhrasingContent;
  if (first.type === 'text' || first.type === 'inlineCode') {
    const value = run.map((node) => ('value' in node ? node.value : '')).join('');
    return first.type === 'text' ? { type: 'text', value: value.replace(/\s+/g, ' ') } : { ...first, value };
  }
  if (run.length === 1 || !('children' in first)) return first;
  const children = run.flatMap((node) => ('children' in node ? node.children : []));
  return { ...first, children: tidy(children) } as PhrasingContent;
}

/** Whether a node shows something though it has no text. */
function isShown(node: PhrasingContent): boolean {
  return node.type === 'image' || node.type === 'footnoteReference';
}

/** The longest line in bold that is parted from the text below it, in characters. */
const MAX_BOLD_LINE = 180;

/** A paragraph whose first line stands in bold, alone, as two: the line may be a heading. */
function parted(children: PhrasingContent[]): PhrasingContent[][] {
  const [first, second] = children;
  if (first?.type !== 'strong' || second?.type !== 'break') return [children];
  const rest = children.slice(2);
  const length = plain([first]).length;
  return length <= MAX_BOLD_LINE && plain(rest).length > length ? [[first], rest] : [children];
}

function withoutImages(children: PhrasingContent[]): PhrasingContent[] {
  return children.flatMap((child): PhrasingContent[] => {
    if (child.type === 'image') return [];
    return 'children' in child
      ? [{ ...child, children: withoutImages(child.children) } as PhrasingContent]
      : [child];
  });
}

const MERGED = new Set(['text', 'inlineCode', 'strong', 'emphasis', 'delete']);

/** Joins neighbouring texts, and what stands in the same mark; drops white space at the ends. */
function tidy(children: PhrasingContent[]): PhrasingContent[] {
  const runs: PhrasingContent[][] = [];
  for (const child of children) {
    const last = runs.at(-1);
    if (last?.[0]?.type === child.type && MERGED.has(child.type)) last.push(child);
    else runs.push([child]);
  }
  const out = runs.map(joined);
  const isBlank = (child: PhrasingContent | undefined) =>
    child?.type === 'break' || (child?.type === 'text' && !child.value.trim());
  while (isBlank(out[0])) out.shift();
  while (isBlank(out.at(-1))) out.pop();
  const [first, last] = [out[0], out.at(-1)];
  if (first?.type === 'text') out[0] = { type: 'text', value: first.value.trimStart() };
  if (last?.type === 'text') {
    const value = (out.at(-1) as { value: string }).value.trimEnd();
    out[out.length - 1] = { type: 'text', value };
  }
  return out;
}

/** Whether an element says by its role or name that it is beside the article. */
function isNoted(node: Tree.Element): boolean {
  const role = attribute(node, 'role') ?? '';
  return /^(?:navigation|complementary|banner|contentinfo|search|dialog)$/.test(role);
}

function isSimple(list: Tree.Element): boolean {
  return !['h1', 'h2', 'h3', 'h4', 'table', 'figure', 'form'].some(
    (name) => descendants(list, name).length > 0,
  );
}

function wrapperOf(node: Tree.Element): Tree.Element {
  return { ...node, tagName: 'li', nodeName: 'li', childNodes: [node] };
}

type AnyNode = { type: string; value?: string; children?: AnyNode[] };

/** What a reader sees of nodes, parts of blocks parted by spaces. */
export function visibleText(nodes: RootContent[]): string {
  const text = (node: AnyNode): string => {
    if (node.type === 'break') return ' ';
    const inner = node.value ?? (node.children ?? []).map(text).join('');
    return /^(?:paragraph|listItem|tableCell|code|blockquote|footnoteDefinition)$/.test(node.type)
      ? ` ${inner} `
      : inner;
  };
  return nodes
    .map((node) => text(node as AnyNode))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function linkedLength(nodes: AnyNode[]): number {
  return nodes.reduce(
    (sum, node) =>
      sum +
      (node.type === 'link' ? visibleText([node as RootContent]).length : linkedLength(node.children ?? [])),
    0,
  );
}
