import type { ListItem, PhrasingContent, RootContent, TableCell, TableRow } from 'mdast';
import { type DefaultTreeAdapterTypes as Tree, defaultTreeAdapter as tree } from 'parse5';
import { type Block, caption, nodeOf, paragraph, plain } from './blocks.ts';
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

const HIDDEN = new Set(
  'script style noscript template head iframe svg math select textarea object canvas audio video'.split(' '),
);
const BLOCKS = new Set(
  (
    'address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);
/** Classes of what a page shows over a word when it is pointed at. */
const POPUP =
  /(?:^|\s)(?:rollover|hover|tooltip|popover|popup)[\w-]*?[_-]?(?:block|content|body|text|inner|card|box)(?:\s|$)/i;
const LANDMARKS = new Set(['nav', 'header', 'footer', 'aside', 'form', 'button']);
const MARKS: Record<string, 'strong' | 'emphasis' | 'delete'> = {
  b: 'strong', strong: 'strong', em: 'emphasis', i: 'emphasis', cite: 'emphasis', s: 'delete', del: 'delete', strike: 'delete',
}; // biome-ignore format: one line of pairs

/** Reads a page's visible content as blocks, in order; every visible word is in exactly one. */
export function readPageBlocks(body: Tree.ParentNode, base?: string): PageBlock[] {
  const reader = new PageReader(base);
  reader.walk(body);
  reader.flush();
  return reader.blocks;
}

/** The value of an attribute. */
export function attribute(node: Tree.Element, name: string): string | undefined {
  return node.attrs.find((attr) => attr.name === name)?.value;
}

/** Goes through a page once and gathers runs of inline content between the bounds of blocks. */
class PageReader {
  blocks: PageBlock[] = [];
  private run: PhrasingContent[] = [];
  private landmark = '';
  private names: string[] = [];
  private posts: number[] = [];
  private postCount = 0;
  /** What pops up over a word: it is put behind the run in which it stands. */
  private popups: Tree.Element[] = [];
  private base: string | undefined;

  constructor(base: string | undefined) {
    this.base = base;
  }

  walk(node: Tree.ParentNode): void {
    for (const child of node.childNodes) {
      if (tree.isTextNode(child)) this.run.push({ type: 'text', value: child.value.replace(/\s+/g, ' ') });
      else if (tree.isElementNode(child) && !isHidden(child)) this.element(child);
    }
  }

  flush(): void {
    const children = tidy(this.run);
    this.run = [];
    const hasImage = children.some((child) => child.type === 'image');
    if (plain(children) || hasImage) this.push(paragraph(children, [1, 1]));
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
    if (/^h[1-6]$/.test(name)) {
      const children = tidy(this.inlineChildren(node));
      const text = plain(children);
      const addresses = addressesIn(children);
      if (text) this.push({ kind: 'heading', level: Number(name[1]), text, addresses, lines: [1, 1] });
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
    const reader = new PageReader(this.base);
    reader.walk(node);
    reader.flush();
    return reader.blocks.map(({ block }) => nodeOf(block));
  }

  private list(node: Tree.Element) {
    const items = node.childNodes.filter(tree.isElementNode).filter((child) => !isHidden(child));
    const children = items.flatMap((item): ListItem[] => {
      const nodes = this.inside(item.tagName === 'li' ? item : wrapperOf(item));
      return nodes.length > 0 ? [{ type: 'listItem', spread: false, children: nodes as never }] : [];
    });
    const start = node.tagName === 'ol' ? Number(attribute(node, 'start') ?? 1) || 1 : null;
    return { type: 'list' as const, ordered: node.tagName === 'ol', start, spread: false, children };
  }

  private table(node: Tree.Element): void {
    const rows = descendants(node, 'tr');
    const grid: (Tree.Element | null)[][] = rows.map(() => []);
    for (const [y, row] of rows.entries()) {
      let x = 0;
      for (const cell of row.childNodes.filter(tree.isElementNode)) {
        if (cell.tagName !== 'td' && cell.tagName !== 'th') continue;
        while (grid[y]?.[x] !== undefined) x++;
        const wide = Math.min(Number(attribute(cell, 'colspan')) || 1, 50);
        const high = Math.min(Number(attribute(cell, 'rowspan')) || 1, rows.length - y);
        for (let dy = 0; dy < high; dy++)
          for (let dx = 0; dx < wide; dx++)
            (grid[y + dy] as (Tree.Element | null)[])[x + dx] = dx + dy ? null : cell;
        x += wide;
      }
    }
    const title = descendants(node, 'caption')[0];
    const name = title ? tidy(this.inlineChildren(title)) : [];
    if (plain(name))
      this.push(paragraph((caption(name) as { children: PhrasingContent[] }).children, [1, 1]));
    const width = Math.max(...grid.map((row) => row.length), 1);
    const isHeaded =
      (grid[0] ?? []).every((cell) => !cell || cell.tagName === 'th') ||
      rows[0]?.parentNode?.nodeName === 'thead';
    const filled = isHeaded ? grid : [[], ...grid];
    const children = filled.map((row): TableRow => {
      const cells = Array.from({ length: width }, (_, x): TableCell => {
        const cell = row[x];
        return { type: 'tableCell', children: cell ? tidy(this.inlineChildren(cell)) : [] };
      });
      return { type: 'tableRow', children: cells };
    });
    this.push({
      kind: 'table',
      table: { type: 'table', align: children[0]?.children.map(() => null) ?? [], children },
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
    if (name === 'img') return this.image(node);
    if (POPUP.test(attribute(node, 'class') ?? '')) {
      this.popups.push(node);
      return [];
    }
    const children = this.inlineChildren(node);
    if (BLOCKS.has(name)) return [{ type: 'text', value: ' ' }, ...children, { type: 'text', value: ' ' }];
    if (!plain(children) && !children.some((child) => child.type === 'image')) return children;
    const href = name === 'a' ? this.address(attribute(node, 'href')) : undefined;
    if (href) return [{ type: 'link', url: href, title: null, children: children as never }];
    const style = attribute(node, 'style') ?? '';
    const mark = /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(style)
      ? 'strong'
      : /font-weight\s*:\s*(?:normal|400)/i.test(style)
        ? undefined
        : MARKS[name];
    if (mark) return outside(children, (inner) => ({ type: mark, children: inner }));
    return name === 'code' ? [{ type: 'inlineCode', value: plain(children) }] : children;
  }

  private image(node: Tree.Element): PhrasingContent[] {
    const source = ['data-src', 'data-original', 'src'].map((name) => this.address(attribute(node, name)));
    const url = source.find(Boolean);
    const alt = (attribute(node, 'alt') ?? '').replace(/\s+/g, ' ').trim();
    return url ? [{ type: 'image', url, alt, title: null }] : [];
  }

  /** An address that a body may hold: absolute, http, https or mailto. */
  private address(href: string | undefined): string | undefined {
    const url = href && URL.parse(href.trim(), this.base);
    return url && /^(?:https?|mailto):$/.test(url.protocol) ? url.href : undefined;
  }
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

/** Joins neighbouring texts and drops white space at the ends. */
function tidy(children: PhrasingContent[]): PhrasingContent[] {
  const out: PhrasingContent[] = [];
  for (const child of children) {
    const last = out.at(-1);
    if (child.type === 'text' && last?.type === 'text')
      out[out.length - 1] = { type: 'text', value: (last.value + child.value).replace(/\s+/g, ' ') };
    else out.push(child);
  }
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

function isHidden(node: Tree.Element): boolean {
  if (HIDDEN.has(node.tagName)) return true;
  const style = attribute(node, 'style') ?? '';
  return attribute(node, 'hidden') !== undefined || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style);
}

/** Whether an element says by its role or name that it is beside the article. */
function isNoted(node: Tree.Element): boolean {
  const role = attribute(node, 'role') ?? '';
  return /^(?:navigation|complementary|banner|contentinfo|search|dialog)$/.test(role);
}

function nameOf(node: Tree.Element): string {
  const said = ['class', 'id', 'itemprop', 'data-component', 'data-testid'].map(
    (name) => attribute(node, name) ?? '',
  );
  return [node.tagName, ...said].join(' ').toLowerCase();
}

function hasBlocks(node: Tree.Element): boolean {
  return node.childNodes.some(
    (child) => tree.isElementNode(child) && (BLOCKS.has(child.tagName) || hasBlocks(child)),
  );
}

function isSimple(list: Tree.Element): boolean {
  return !['h1', 'h2', 'h3', 'h4', 'table', 'figure', 'form'].some(
    (name) => descendants(list, name).length > 0,
  );
}

function isDataTable(table: Tree.Element): boolean {
  const rows = descendants(table, 'tr');
  const cells = [...descendants(table, 'td'), ...descendants(table, 'th')];
  const widest = Math.max(0, ...rows.map((row) => row.childNodes.filter(tree.isElementNode).length));
  const isLayout = ['table', 'h1', 'h2', 'h3', 'ul', 'form', 'div'].some(
    (name) => descendants(table, name).length > 1 && name !== 'div',
  );
  return rows.length >= 2 && widest >= 2 && !isLayout && cells.length <= 100_000;
}

function descendants(node: Tree.Element, name: string): Tree.Element[] {
  return node.childNodes
    .filter(tree.isElementNode)
    .flatMap((child) =>
      child.tagName === name ? [child, ...descendants(child, name)] : descendants(child, name),
    );
}

function wrapperOf(node: Tree.Element): Tree.Element {
  return { ...node, tagName: 'li', nodeName: 'li', childNodes: [node] };
}

/** The text of an element as it stands in the source. */
export function rawText(node: Tree.Element): string {
  return node.childNodes
    .map((child) =>
      tree.isTextNode(child)
        ? child.value
        : tree.isElementNode(child)
          ? child.tagName === 'br'
            ? '\n'
            : rawText(child)
          : '',
    )
    .join('');
}

type AnyNode = { type: string; value?: string; children?: AnyNode[] };

/** What a reader sees of nodes, parts of blocks parted by spaces. */
export function visibleText(nodes: RootContent[]): string {
  const text = (node: AnyNode): string => {
    if (node.type === 'break') return ' ';
    const inner = node.value ?? (node.children ?? []).map(text).join('');
    return /^(?:paragraph|listItem|tableCell|code|blockquote)$/.test(node.type) ? ` ${inner} ` : inner;
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
