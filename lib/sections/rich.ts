import type {
  AlignType,
  BlockContent,
  DefinitionContent,
  List,
  ListItem,
  Nodes,
  PhrasingContent,
  RootContent,
  Table,
} from 'mdast';
import { visit } from 'unist-util-visit';
import { tooIntricate } from './intricacy.ts';
import { normalise, parseMarkdown, withoutEdges, writeStretch } from './markdown.ts';

/** A body as the rich editor holds it: ProseMirror's JSON in the schema of app/desk/sections/…/rich-schema.ts. */
export type Rich = { type: string; attrs?: Attrs; content?: Rich[]; text?: string; marks?: Mark[] };
type Attrs = Record<string, unknown>;
/**
 * `at` is how deep the mark stood in the source, `of` and `to` where it began and ended there: of two marks on the same
 * words, which may be alike, one is outside, and two that touched each other are two. Null for what was marked in the
 * editor.
 */
type Mark = { type: string; attrs?: Attrs };

/** Thrown while a body is read that the rich editor has no form for; says which. */
class Unfit extends Error {}

/**
 * Reads a body for the rich editor.
 * @returns the document, or why it can only be edited as Markdown: what would be written back is not what came in
 */
export function richOf(body: string): { ok: true; doc: Rich } | { ok: false; why: string } {
  const intricate = tooIntricate(body);
  if (intricate) return { ok: false, why: intricate };
  try {
    const doc: Rich = { type: 'doc', content: filled(parseMarkdown(body).children.map(blockOf)) };
    if (markdownOf(doc) === body) return { ok: true, doc };
    return { ok: false, why: 'It is spelled in a way that the rich editor would change.' };
  } catch (error) {
    if (error instanceof Unfit) return { ok: false, why: error.message };
    throw error;
  }
}

/** The same for Markdown that somebody typed and that may not be spelled as Galley stores it: saving would respell it anyway. */
export function richOfTyped(body: string): ReturnType<typeof richOf> {
  const read = richOf(body);
  if (read.ok || tooIntricate(body)) return read;
  const stored = normalise(body);
  return stored === body ? read : richOf(stored);
}

/** Markdown that was not written by Galley, such as what was pasted: what cannot be shown richly stays as its source. */
export function richBlocksOf(markdown: string): Rich[] {
  const tree = parseMarkdown(markdown);
  visit(tree, 'list', putUnder);
  return tree.children.map((node) => {
    try {
      return blockOf(node);
    } catch (error) {
      if (!(error instanceof Unfit)) throw error;
      return { type: 'paragraph', content: [{ type: 'text', text: writeStretch([node]) }] };
    }
  });
}

/** Google Docs hands a deeper list over as an item of its own, without words, and not as part of the item above it. */
function putUnder(list: List): void {
  list.children = list.children.reduce<ListItem[]>((items, item) => {
    const above = items.at(-1);
    const isDeeper = item.children.length > 0 && item.children.every(({ type }) => type === 'list');
    if (above && isDeeper) above.children.push(...item.children);
    else items.push(item);
    return items;
  }, []);
}

function blockOf(node: RootContent): Rich {
  switch (node.type) {
    case 'paragraph': {
      const content = inlineOf(node.children);
      return isSpaced(content)
        ? { type: 'paragraph', attrs: { spaced: true }, content }
        : { type: 'paragraph', content };
    }
    case 'heading':
      return { type: 'heading', attrs: { level: node.depth }, content: inlineOf(node.children) };
    case 'blockquote':
      return { type: 'blockquote', content: filled(node.children.map(blockOf)) };
    case 'list': {
      const { ordered, start, spread } = node;
      const content = node.children.map(itemOf);
      return ordered
        ? { type: 'orderedList', attrs: { start: start ?? 1, spread: spread === true }, content }
        : { type: 'bulletList', attrs: { spread: spread === true }, content };
    }
    case 'code': {
      const attrs = { language: node.lang ?? null, meta: node.meta ?? null };
      return { type: 'codeBlock', attrs, content: node.value ? [{ type: 'text', text: node.value }] : [] };
    }
    case 'thematicBreak':
      return { type: 'horizontalRule' };
    case 'table':
      return { type: 'table', content: node.children.map((row, index) => rowOf(node, row, index === 0)) };
    case 'footnoteDefinition': {
      const attrs = { identifier: node.identifier, label: node.label ?? node.identifier };
      return { type: 'footnoteDefinition', attrs, content: filled(node.children.map(blockOf)) };
    }
    case 'definition':
      throw new Unfit('It has links whose addresses stand apart from them (“[name]: https://…”).');
    default:
      throw new Unfit(`It has a part that the rich editor does not know (${node.type}).`);
  }
}

/** Whether there is space at an end that the source asks for (“&#x20;”): what is typed there in the editor is left out. */
function isSpaced(content: Rich[]): boolean {
  return /^[ \t]/.test(content[0]?.text ?? '') || /[ \t]$/.test(content.at(-1)?.text ?? '');
}

function itemOf({ spread, checked, children }: ListItem): Rich {
  const attrs = { spread: spread === true, checked: checked ?? null };
  return { type: 'listItem', attrs, content: filled(children.map(blockOf)) };
}

function rowOf({ align }: Table, row: Table['children'][number], isHead: boolean): Rich {
  const content = row.children.map((cell, column): Rich => {
    const attrs = { align: align?.[column] ?? null };
    const paragraph = { type: 'paragraph', content: inlineOf(cell.children) };
    return { type: isHead ? 'tableHeader' : 'tableCell', attrs, content: [paragraph] };
  });
  return { type: 'tableRow', content };
}

/** What holds blocks has at least an empty paragraph in the editor, to type in. */
const filled = (blocks: Rich[]): Rich[] => (blocks.length > 0 ? blocks : [{ type: 'paragraph' }]);

function inlineOf(nodes: PhrasingContent[], marks: Mark[] = []): Rich[] {
  return nodes.flatMap((node): Rich[] => {
    const within = (type: string, children: PhrasingContent[], attrs: Attrs = {}) => {
      const { start, end } = node.position ?? {};
      const source = { at: marks.length, of: start?.offset ?? null, to: end?.offset ?? null };
      return inlineOf(children, [...marks, { type, attrs: { ...attrs, ...source } }]);
    };
    switch (node.type) {
      case 'text':
        return linesOf(node.value, marks);
      case 'inlineCode':
        return [{ type: 'text', text: node.value, marks: [...marks, { type: 'code' }] }];
      case 'emphasis':
        return within('italic', node.children);
      case 'strong':
        return within('bold', node.children);
      case 'delete':
        return within('strike', node.children);
      case 'link':
        return within('link', node.children, { href: node.url, title: node.title ?? null });
      case 'break':
        return [{ type: 'hardBreak', marks }];
      case 'image': {
        const attrs = { src: node.url, alt: node.alt ?? '', title: node.title ?? null };
        return [{ type: 'image', attrs, marks }];
      }
      case 'footnoteReference': {
        const attrs = { identifier: node.identifier, label: node.label ?? node.identifier };
        return [{ type: 'footnoteReference', attrs, marks }];
      }
      case 'linkReference':
      case 'imageReference':
        throw new Unfit('It has links whose addresses stand apart from them (“[name]: https://…”).');
      default:
        throw new Unfit(`It has a part that the rich editor does not know (${node.type}).`);
    }
  });
}

function linesOf(value: string, marks: Mark[]): Rich[] {
  return value
    .split('\n')
    .flatMap((text, index): Rich[] => [
      ...(index > 0 ? [{ type: 'softBreak', marks }] : []),
      ...(text ? [{ type: 'text', text, marks }] : []),
    ]);
}

/** Writes a rich document as a body. */
export function markdownOf(doc: Rich): string {
  const stretches = stretchesOf(doc.content ?? [], ({ type }) => type).map(markdownOfStretch);
  return withoutEdges(stretches.filter(Boolean).join('\n\n'));
}

/**
 * Parts blocks where what is written of one does not depend on the next: only lists that follow each other change their
 * signs, so that they stay two. The editor keeps what it has written of each stretch.
 */
export function stretchesOf<T>(blocks: readonly T[], typeOf: (block: T) => string): T[][] {
  const stretches: T[][] = [];
  let last = '';
  for (const block of blocks) {
    const type = typeOf(block);
    if (type === last && /List$/.test(type)) stretches.at(-1)?.push(block);
    else stretches.push([block]);
    last = type;
  }
  return stretches;
}

export function markdownOfStretch(blocks: Rich[]): string {
  const nodes = blocks.flatMap(nodesOf);
  return nodes.length > 0 ? writeStretch(nodes) : '';
}

/** No node for a paragraph without words: Markdown has none. */
function nodesOf({ type, attrs = {}, content = [] }: Rich): RootContent[] {
  switch (type) {
    case 'paragraph': {
      const children = phrasingOf(content, { isSpaced: attrs.spaced === true });
      return children.length > 0 ? [{ type: 'paragraph', children }] : [];
    }
    case 'heading':
      return [
        { type: 'heading', depth: attrs.level as 1 | 2 | 3 | 4 | 5 | 6, children: phrasingOf(content) },
      ];
    case 'blockquote':
      return [{ type: 'blockquote', children: flow(content) }];
    case 'bulletList':
    case 'orderedList': {
      const ordered = type === 'orderedList';
      const list = {
        ordered,
        start: ordered ? (attrs.start as number) : null,
        spread: attrs.spread === true,
      };
      const children = content.map(
        (item): ListItem => ({
          type: 'listItem',
          spread: item.attrs?.spread === true,
          checked: (item.attrs?.checked as boolean | null) ?? null,
          children: flow(item.content ?? []),
        }),
      );
      return [{ type: 'list', ...list, children }];
    }
    case 'codeBlock': {
      const value = content.map(({ text }) => text ?? '').join('');
      return [{ type: 'code', lang: text(attrs.language), meta: text(attrs.meta), value }];
    }
    case 'horizontalRule':
      return [{ type: 'thematicBreak' }];
    case 'table':
      return [tableOf(content)];
    case 'footnoteDefinition': {
      const { identifier, label } = attrs as { identifier: string; label: string };
      return [{ type: 'footnoteDefinition', identifier, label, children: flow(content) }];
    }
    default:
      throw new Error(`The rich editor holds a ${type}, which has no Markdown.`);
  }
}

const text = (value: unknown) => (typeof value === 'string' && value ? value : null);

const flow = (content: Rich[]) => content.flatMap(nodesOf) as (BlockContent | DefinitionContent)[];

function tableOf(rows: Rich[]): Table {
  const first = rows[0]?.content ?? [];
  return {
    type: 'table',
    align: first.map(({ attrs }) => (attrs?.align as AlignType) ?? null),
    children: rows.map(({ content = [] }) => ({
      type: 'tableRow',
      children: content.map((cell) => ({
        type: 'tableCell',
        children: phrasingOf(
          (cell.content ?? []).flatMap(({ content = [] }) => content),
          { lineBreak: ' ' },
        ),
      })),
    })),
  };
}

/** A piece of a line, and the marks that are yet to be put around it, the outermost first where that is known. */
type Run = { node: Nodes; marks: Mark[] };

/**
 * @param how `lineBreak` is what stands for the end of a line where there can be none; `isSpaced` keeps the space at both
 * ends
 */
function phrasingOf(
  content: Rich[],
  { lineBreak, isSpaced = false }: { lineBreak?: string; isSpaced?: boolean } = {},
): PhrasingContent[] {
  const runs = content.map((piece): Run => {
    const marks = (piece.marks ?? []).filter(({ type }) => type !== 'code');
    return { node: leafOf(piece, lineBreak), marks };
  });
  return wrapped(isSpaced ? outside(runs) : trimmed(outside(runs)));
}

function leafOf({ type, attrs = {}, text = '', marks = [] }: Rich, lineBreak?: string): PhrasingContent {
  switch (type) {
    case 'text':
      if (marks.some((mark) => mark.type === 'code')) return { type: 'inlineCode', value: text };
      return { type: 'text', value: text };
    case 'hardBreak':
      return lineBreak === undefined ? { type: 'break' } : { type: 'text', value: lineBreak };
    case 'softBreak':
      return { type: 'text', value: lineBreak ?? '\n' };
    case 'image': {
      const { src, alt, title } = attrs as { src: string; alt: string; title: string | null };
      return { type: 'image', url: src, alt, title };
    }
    case 'footnoteReference': {
      const { identifier, label } = attrs as { identifier: string; label: string };
      return { type: 'footnoteReference', identifier, label };
    }
    default:
      throw new Error(`The rich editor holds a ${type}, which has no Markdown.`);
  }
}

/** Takes the space at the edges of emphasised words out of the emphasis, which could not be written otherwise. */
function outside(runs: Run[]): Run[] {
  const emphasis = (run: Run | undefined) => (run?.marks ?? []).filter(({ type }) => type !== 'link');
  return runs.flatMap((run, index): Run[] => {
    if (run.node.type !== 'text' || emphasis(run).length === 0) return [run];
    const ends = (other: Run | undefined) => emphasis(run).some((mark) => !has(other, mark));
    const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(run.node.value) ?? [];
    const bare = run.marks.filter(({ type }) => type === 'link');
    const cut = { before: before && ends(runs[index - 1]), after: after && ends(runs[index + 1]) };
    const value = (cut.before ? '' : before) + words + (cut.after ? '' : after);
    const space = (value: string): Run => ({ node: { type: 'text', value }, marks: bare });
    return [
      ...(cut.before ? [space(before)] : []),
      ...(value ? [{ node: { type: 'text' as const, value }, marks: run.marks }] : []),
      ...(cut.after && words ? [space(after)] : []),
    ];
  });
}

/** Without space and line breaks at both ends; in a link Markdown can hold them. */
function trimmed(runs: Run[]): Run[] {
  const cut = (list: Run[], edge: RegExp, at: 0 | -1): Run[] => {
    const run = list.at(at);
    if (!run) return list;
    const rest = at === 0 ? list.slice(1) : list.slice(0, -1);
    if (run.node.type === 'break') return cut(rest, edge, at);
    if (run.node.type !== 'text' || run.marks.some(({ type }) => type === 'link')) return list;
    const value = run.node.value.replace(edge, '');
    if (!value) return cut(rest, edge, at);
    const kept: Run = { ...run, node: { type: 'text', value } };
    return at === 0 ? [kept, ...rest] : [...rest, kept];
  };
  return cut(cut(runs, /^[ \t\n]+/, 0), /[ \t\n]+$/, -1);
}

/** Puts the marks around: the one that reaches furthest outside, and of two on the same words that which was. */
function wrapped(runs: Run[]): PhrasingContent[] {
  const out: PhrasingContent[] = [];
  for (let i = 0; i < runs.length; ) {
    const run = runs[i] as Run;
    const outer = outermost(runs, i);
    if (!outer) {
      const last = out.at(-1);
      if (run.node.type === 'text' && last?.type === 'text') last.value += run.node.value;
      else out.push({ ...run.node } as PhrasingContent);
      i++;
      continue;
    }
    const inner = runs.slice(i, outer.end).map(({ node, marks }) => ({
      ...{ node, marks: marks.filter((mark) => !outer.of.some((one) => isOne(mark, one))) },
    }));
    out.push(markOf(outer.of[0] as Mark, wrapped(inner)));
    i = outer.end;
  }
  return out;
}

/** The mark that is put around the words from a place on, with those that are one with it, and where it ends. */
function outermost(runs: Run[], start: number): { of: Mark[]; end: number } | undefined {
  const found = (runs[start]?.marks ?? []).map((mark) => {
    let end = start + 1;
    while (runs[end]?.marks.some((other) => isOne(mark, other))) end++;
    return { mark, end };
  });
  const [first] = found.toSorted((a, b) => b.end - a.end || depthOf(a.mark) - depthOf(b.mark));
  if (!first) return undefined;
  const { mark, end } = first;
  // What touches it and is marked alike is one with it, unless the two touched each other in the source.
  const next = has(runs[end], mark) ? outermost(runs, end) : undefined;
  const [other] = next?.of ?? [];
  const isJoined = other && isSame(mark, other) && !(mark.attrs?.to && mark.attrs.to === other.attrs?.of);
  return isJoined ? { of: [mark, ...(next?.of ?? [])], end: next?.end ?? end } : { of: [mark], end };
}

/** Whether two marks were one in the source, or may become one because the editor made either. */
function isOne(a: Mark, b: Mark): boolean {
  return isSame(a, b) && (a.attrs?.of ?? b.attrs?.of) === (b.attrs?.of ?? a.attrs?.of);
}

const has = (run: Run | undefined, mark: Mark) => run?.marks.some((other) => isSame(mark, other)) ?? false;
const depthOf = (mark: Mark) => (mark.attrs?.at as number | null) ?? (mark.type === 'link' ? -1 : 9);
const isSame = (a: Mark, b: Mark) =>
  a.type === b.type &&
  a.attrs?.href === b.attrs?.href &&
  (a.attrs?.title ?? null) === (b.attrs?.title ?? null);

function markOf({ type, attrs = {} }: Mark, children: PhrasingContent[]): PhrasingContent {
  const { href, title } = attrs as { href: string; title: string | null };
  switch (type) {
    case 'italic':
      return { type: 'emphasis', children };
    case 'bold':
      return { type: 'strong', children };
    case 'strike':
      return { type: 'delete', children };
    case 'link':
      return { type: 'link', url: href, title, children };
    default:
      throw new Error(`The rich editor holds words marked ${type}, which has no Markdown.`);
  }
}
