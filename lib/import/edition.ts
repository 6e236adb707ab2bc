import { mergeRevisions } from '#lib/sections/merge.ts';
import type { Draft, DraftItem } from './model.ts';
import { inPlace, rematch } from './rematch.ts';

type Text = { heading: string; body: string };
type Form = { kind: 'head' | 'section' | 'faq'; depth: number; numbered: boolean };

/** A section of an article as the desk has it, and as the last imported edition had it (null: that had no such section). */
export type Standing = Form & Text & { id: string; revisionId: string; removed: boolean; base: Text | null };

/** Whose text a section gets where the desk and the source both changed it; the desk's unless somebody decides otherwise. */
export type Side = 'desk' | 'source' | 'merged';

/**
 * What a newer edition of the source means for one section:
 * - `same`: its text stays as it is, because the source has not changed it or has the desk's own text
 * - `revised`: changed in the source alone, so the source's text becomes its next revision
 * - `added`: new in the source, or back in it after an edition without it
 * - `removed`: gone from the source, untouched by the desk, so it goes to the bin
 * - `conflict`: changed in both, see `Side`; gone from the source but revised in the desk (`source` is null); changed
 *   in the source but removed in the desk (`removed`)
 */
export type Change = Form & {
  key: string;
  type: 'same' | 'revised' | 'added' | 'removed' | 'conflict';
  sectionId: string | null;
  desk: Text | null;
  source: Text | null;
  /** Both sides' changes together, where they do not touch. */
  merged: Text | null;
  /** The desk has it in the bin. */
  removed: boolean;
  /** It stands elsewhere among the others, at another depth, or became a FAQ or a section. */
  moved: boolean;
};

/**
 * Compares a newer edition with the article: every section of both, in the order in which they would stand. Three ways
 * by section, with the last imported text as the base, so that neither side's change is undone by the other's not
 * having made it.
 */
export function compareEdition(standing: readonly Standing[], draft: Draft): Change[] {
  const head = standing.find((section) => section.kind === 'head');
  const sections = standing.filter((section) => section.kind !== 'head');
  const matched = rematch(
    sections.map(({ kind, base, heading, body }) => ({ kind, ...(base ?? { heading, body }) })),
    draft.items,
  );
  const partner = new Map(matched.flatMap((from, to) => (from === null ? [] : [[from, to] as const])));
  const stay = inPlace(matched.flatMap((from) => from ?? []));
  const inOrder = draft.items.map((item, to): Change => {
    const from = matched[to] ?? null;
    const section = from === null ? undefined : sections[from];
    return section ? changed(section, item, !stay.has(from as number)) : added(item);
  });
  // What the source does not have stands behind what it stood behind.
  const changes: Change[] = [];
  const followers = new Map<number, Change[]>();
  let anchor = -1;
  for (const [from, section] of sections.entries()) {
    if (partner.has(from)) anchor = from;
    else followers.set(anchor, [...(followers.get(anchor) ?? []), gone(section)]);
  }
  changes.push(...(followers.get(-1) ?? []));
  for (const [to, change] of inOrder.entries()) {
    changes.push(change);
    const from = matched[to];
    if (typeof from === 'number') changes.push(...(followers.get(from) ?? []));
  }
  const title: DraftItem = { ...formOf(head), ...titleItem(draft) };
  return head ? [{ ...changed(head, title, false), kind: 'head' }, ...changes] : changes;
}

function titleItem(draft: Draft): DraftItem {
  const { title, dek } = draft;
  const form = { kind: 'section' as const, depth: 1, numbered: false };
  return { id: 'head', ...form, heading: title, body: dek, lines: [1, 1], places: [] };
}

function formOf(section: Standing | undefined): Partial<Form> {
  return section ? { depth: section.depth, numbered: section.numbered } : {};
}

function changed(section: Standing, item: DraftItem, isElsewhere: boolean): Change {
  const { id, base, removed } = section;
  const desk = textOf(section);
  const source = textOf(item);
  const isFormed =
    section.kind !== 'head' &&
    (section.kind !== item.kind || section.depth !== item.depth || section.numbered !== item.numbered);
  const shared = {
    ...{ key: id, sectionId: id, desk, source, merged: null, removed, moved: isElsewhere || isFormed },
    ...{ kind: item.kind, depth: item.depth, numbered: item.numbered },
  };
  if (removed && !base) return { ...shared, type: 'added', moved: false };
  if (removed) return { ...shared, type: base && same(base, source) ? 'same' : 'conflict', moved: false };
  if (same(desk, source) || (base && same(base, source))) return { ...shared, type: 'same' };
  if (base && same(base, desk)) return { ...shared, type: 'revised' };
  const merged = base && mergeRevisions(base, desk, source);
  const both = merged?.clean ? { heading: merged.heading.text, body: merged.body.text } : null;
  return { ...shared, type: 'conflict', merged: both };
}

function added(item: DraftItem): Change {
  const { id, kind, depth, numbered } = item;
  return {
    ...{ key: id, type: 'added', sectionId: null, desk: null, source: textOf(item), merged: null },
    ...{ removed: false, moved: false, kind, depth, numbered },
  };
}

function gone(section: Standing): Change {
  const { id, base, removed, kind, depth, numbered } = section;
  const isOwn = base === null || removed;
  const type = isOwn ? 'same' : same(base, textOf(section)) ? 'removed' : 'conflict';
  return {
    ...{ key: id, type, sectionId: id, desk: textOf(section), source: null, merged: null },
    ...{ removed, moved: false, kind, depth, numbered },
  };
}

function textOf({ heading, body }: Text): Text {
  return { heading, body };
}

function same(a: Text, b: Text): boolean {
  return a.heading === b.heading && a.body === b.body;
}

/** What is done with one section. */
export type Decision = { change: Change; text: Text | null; removed: boolean };

/** The outcome of a comparison: for each section the text that it gets (null: none anew) and whether it is in the bin. */
export function decide(changes: readonly Change[], choices: Readonly<Record<string, Side>>): Decision[] {
  return changes.map((change): Decision => {
    const { type, desk, source, merged, removed } = change;
    const side = type === 'conflict' ? (choices[change.key] ?? 'desk') : 'source';
    if (type === 'same' || side === 'desk') return { change, text: null, removed };
    if (!source) return { change, text: null, removed: true };
    const text = side === 'merged' && merged ? merged : source;
    return { change, text: desk && same(desk, text) ? null : text, removed: false };
  });
}

/** Whether importing the edition would change anything but to remember that it was seen. */
export function changesAnything(changes: readonly Change[]): boolean {
  return changes.some(({ type, moved }) => type !== 'same' || moved);
}
