import { diffWords, type Part } from '#lib/sections/diff.ts';
import type { PublishedArticle } from './model.ts';

/** A section that two versions do not have in common, or not with the same words. */
export type SectionChange = { kind: 'added' | 'removed' | 'changed'; name: string; parts: Part[] };

export type VersionChanges = {
  /** In the order of the later text; what was removed stands where it stood. */
  changes: SectionChange[];
  /** How many sections and FAQs have the same words in both. */
  same: number;
  /** Whether sections that both have stand in another order, depth or numbering. */
  rearranged: boolean;
};

type Text = Pick<PublishedArticle, 'title' | 'dek' | 'sections'>;
type Passage = { id: string; heading: string; body: string; place: string };

/** Compares two versions section by section, and the words of each section that changed. */
export function compareVersions(before: Text, after: Text): VersionChanges {
  const old = passages(before);
  const now = passages(after);
  const oldById = new Map(old.map((passage) => [passage.id, passage]));
  const nowById = new Map(now.map((passage) => [passage.id, passage]));
  const removedAfter = new Map<string, Passage[]>();
  let last = '';
  for (const passage of old) {
    if (nowById.has(passage.id)) last = passage.id;
    else removedAfter.set(last, [...(removedAfter.get(last) ?? []), passage]);
  }
  const changes: SectionChange[] = [];
  let same = 0;
  for (const passage of now) {
    const was = oldById.get(passage.id);
    if (was && written(was) === written(passage)) same += 1;
    else changes.push(change(was, passage));
    for (const gone of removedAfter.get(passage.id) ?? []) changes.push(change(gone, undefined));
  }
  const kept = (list: Passage[], others: Map<string, Passage>) =>
    list.filter(({ id }) => others.has(id)).map(({ id, place }) => id + place);
  return { changes, same, rearranged: String(kept(old, nowById)) !== String(kept(now, oldById)) };
}

/** The title and dek, which every version has first, and the sections. */
function passages({ title, dek, sections }: Text): Passage[] {
  return [
    { id: 'head', heading: title, body: dek, place: '' },
    ...sections.map(({ sectionId, heading, body, kind, depth, numbered }) => ({
      ...{ id: sectionId, heading, body },
      place: `${kind} ${depth} ${numbered}`,
    })),
  ];
}

function change(was: Passage | undefined, now: Passage | undefined): SectionChange {
  const { id, heading } = (now ?? was) as Passage;
  return {
    kind: was && now ? 'changed' : now ? 'added' : 'removed',
    name: id === 'head' ? 'Title and introduction' : heading || 'A section without a heading',
    // The name says the heading already, unless it is what changed.
    parts:
      was && now && was.heading !== now.heading
        ? diffWords(written(was), written(now))
        : diffWords(was?.body ?? '', now?.body ?? ''),
  };
}

const written = ({ heading, body }: Passage) => (heading ? `${heading}\n\n${body}` : body);
