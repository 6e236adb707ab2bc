import { type DefaultTreeAdapterTypes as Tree, defaultTreeAdapter as tree } from 'parse5';
import { attribute, elementsIn, rawText } from './html-tree.ts';

/** The footnotes of a page: what its marks in the text refer to, and the elements that hold the notes. */
export type Notes = {
  /** By the link that is a mark: the name of the note. */
  marks: Map<Tree.Element, string>;
  /** By the element that holds a note: its name. */
  notes: Map<Tree.Element, string>;
};

/** A mark that refers to a note: "1", "[12]", "(a)", "*", "note 3". */
const MARK =
  /^[[(]?\s*(?:\d{1,4}|[a-z]{1,2}|[ivxlc]{1,6}|[*†‡§¶#]{1,4}|(?:n|note|nb|fn|ref)\.?\s?\d{1,4})\s*[\])]?[.,]?$/i;
/** Names that notes, marks and the elements around them have. */
const NAMED = /(?:foot|end|side|cite|ref)?_?-?note|\bref(?:erence)?s?\b|ftn|edn|\bfn|cite|doc-noteref/i;
/** How far around a link back its note is. */
const LEVELS = 8;
/** The longest note, in characters. */
const MAX_NOTE = 5_000;

/**
 * Finds the footnotes of a page, those of Word, Google Docs, Wikipedia, Markdown's renderers and ones made by hand: a
 * link that looks like a mark and leads to a later element, which leads back, is named a note or is referred to by a
 * mark that stands raised. Takes the links back and the marks before the notes out of the tree.
 */
export function findNotes(document: Tree.Document): Notes {
  const all = elementsIn(document);
  const targets = new Map<string, number>();
  for (const [i, node] of all.entries())
    for (const id of [attribute(node, 'id'), node.tagName === 'a' ? attribute(node, 'name') : undefined])
      if (id && !targets.has(id)) targets.set(id, i);
  const links = all.flatMap((node, i) => {
    const to = node.tagName === 'a' ? targetOf(node) : undefined;
    const at = to === undefined ? undefined : targets.get(to);
    return at === undefined ? [] : [{ node, i, at }];
  });
  const found: Notes = { marks: new Map(), notes: new Map() };
  const names = new Set<string>();
  const candidates = links.filter(({ node, i, at }) => at > i && MARK.test(markOf(node)));
  const marksAt = new Set(candidates.map(({ i }) => i));
  const around = new Set<Tree.ParentNode>();
  for (const { node, at } of links) {
    if (!marksAt.has(at)) continue;
    let outer: Tree.ParentNode | null = node;
    for (let level = 0; outer && tree.isElementNode(outer) && level < LEVELS; level++) {
      around.add(outer);
      outer = outer.parentNode;
    }
  }
  for (const { node, at } of candidates) {
    const note = noteOf(all[at] as Tree.Element);
    if (!note || contains(note, node)) continue;
    const known = found.notes.get(note);
    if (known === undefined && !isNote(note, node, all[at] as Tree.Element, around)) continue;
    const name = known ?? nameOf(markOf(node), names);
    names.add(name);
    found.notes.set(note, name);
    found.marks.set(node, name);
  }
  for (const [note, name] of found.notes) clean(note, name, found, targets, all);
  return found;
}

/** The name of the place on the same page that a link leads to. */
function targetOf(link: Tree.Element): string | undefined {
  const fragment = /^(?:[^#]*[/.][^#]*)?#(.+)$/.exec(attribute(link, 'href')?.trim() ?? '')?.[1];
  if (!fragment) return undefined;
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function markOf(link: Tree.Element): string {
  return rawText(link).replace(/\s+/g, ' ').trim();
}

const INLINE = new Set('a span sup sub b i em strong small font cite'.split(' '));
const HOLDERS = new Set('p li div aside dd td section'.split(' '));

/** The element that holds the note that a place belongs to. */
function noteOf(place: Tree.Element): Tree.Element | undefined {
  let node: Tree.ParentNode | null = place;
  while (node && tree.isElementNode(node) && INLINE.has(node.tagName)) node = node.parentNode;
  if (!node || !tree.isElementNode(node) || !HOLDERS.has(node.tagName)) return undefined;
  const { parentNode: outer } = node;
  const isAlone =
    outer && tree.isElementNode(outer) && outer.childNodes.filter(tree.isElementNode).length === 1;
  const holder =
    node.tagName === 'p' && isAlone && (outer.tagName === 'li' || NAMED.test(attribute(outer, 'id') ?? ''))
      ? outer
      : node;
  const text = rawText(holder).trim();
  return text && text.length <= MAX_NOTE ? holder : undefined;
}

function contains(outer: Tree.Element, inner: Tree.Element): boolean {
  for (let node: Tree.ParentNode | null = inner; node; node = 'parentNode' in node ? node.parentNode : null)
    if (node === outer) return true;
  return false;
}

/** Whether an element that a mark leads to is a note: it leads back, both stand out as such, or one is named so. */
function isNote(
  note: Tree.Element,
  mark: Tree.Element,
  place: Tree.Element,
  leadingBack: ReadonlySet<Tree.ParentNode>,
): boolean {
  if (isRaised(mark)) return true;
  const said = [mark, place, note].map((node) =>
    ['id', 'class', 'name', 'role', 'epub:type', 'rel'].map((name) => attribute(node, name) ?? '').join(' '),
  );
  if (said.some((names) => NAMED.test(names))) return true;
  return leadingBack.has(note);
}

function isRaised(mark: Tree.Element): boolean {
  const outer = mark.parentNode;
  const isSup = (node: Tree.ChildNode) => tree.isElementNode(node) && node.tagName === 'sup';
  return (outer !== null && isSup(outer as Tree.Element)) || mark.childNodes.some(isSup);
}

/** A name for a note that Markdown can hold, from its first mark. */
function nameOf(mark: string, taken: ReadonlySet<string>): string {
  const own = mark.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
  let name = own;
  for (let n = 1; !name || taken.has(name); n++) name = own ? `${own}-${n}` : `${n}`;
  return name;
}

/** Takes from a note its links back and the mark that it begins with. */
function clean(
  note: Tree.Element,
  name: string,
  { marks }: Notes,
  targets: Map<string, number>,
  all: Tree.Element[],
): void {
  for (const link of elementsIn(note)) {
    const to = link.tagName === 'a' && !marks.has(link) ? targetOf(link) : undefined;
    const place = to === undefined ? undefined : all[targets.get(to) ?? -1];
    const text = markOf(link);
    if (place && text.length <= 12 && leadsToMark(place, marks)) tree.detachNode(link);
    else if (link.tagName === 'a' && /^[↩↑^⏎]\ufe0e?$/.test(text)) tree.detachNode(link);
  }
  const first = firstText(note);
  if (!first) return;
  const label = name.replace(/-\d+$/, '');
  const lead = new RegExp(`^[\\s^↑*†‡§]*(?:[[(]?${label}(?:[\\])]|[.:]|(?=\\s)|$)[.:]?)?[\\s^↑]*`, 'i');
  first.value = first.value.replace(lead, '');
}

/** Whether a place is a mark, or stands around one or beside it. */
function leadsToMark(place: Tree.Element, marks: ReadonlyMap<Tree.Element, string>): boolean {
  if (
    marks.has(place) ||
    elementsIn(place)
      .slice(0, 20)
      .some((node) => marks.has(node))
  )
    return true;
  const outer = place.parentNode;
  if (!outer || !INLINE.has(place.tagName)) return false;
  return outer.childNodes.some((node) => tree.isElementNode(node) && marks.has(node));
}

/** The first text of an element that has anything but white space. */
function firstText(node: Tree.Element): Tree.TextNode | undefined {
  const open: Tree.ChildNode[] = [...node.childNodes].reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    if (tree.isTextNode(next) && next.value.trim()) return next;
    if (tree.isElementNode(next)) open.push(...[...next.childNodes].reverse());
  }
  return undefined;
}

/** What `write` makes of a page while its notes and their marks are not in it. */
export function withoutNotes<T>({ marks, notes }: Notes, write: () => T): T {
  const taken = [...marks.keys(), ...notes.keys()].map((node) => ({ node, children: node.childNodes }));
  for (const { node } of taken) node.childNodes = [];
  const written = write();
  for (const { node, children } of taken) node.childNodes = children;
  return written;
}
