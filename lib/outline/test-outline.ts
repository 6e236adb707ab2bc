import { sql } from 'kysely';
import type { Db } from '#db/client.ts';

/*
 * What an article has to be after a history of saves, merges, restores, splits, joins, moves and restored outlines, kept
 * in memory and by other means than the commands: bodies are lists of paragraphs here, and the outline is one list with the bin in it.
 */

export type ModelRevision = { id: string; heading: string; paragraphs: string[] };
export type ModelSection = {
  id: string;
  depth: number;
  isHead: boolean;
  isRemoved: boolean;
  tags: string[];
  /** The oldest first. */
  revisions: ModelRevision[];
};

export const bodyOf = (paragraphs: string[]) => paragraphs.join('\n\n');
export const newest = (section: ModelSection) => section.revisions.at(-1) as ModelRevision;

/** The outline as it was after an event, with how many revisions each section had by then. */
export type ModelMoment = { seq: number; standing: { id: string; depth: number; number: number }[] };

/** Whether this is what a section says by now. */
export function hasText(section: ModelSection, { heading, paragraphs }: Omit<ModelRevision, 'id'>): boolean {
  const now = newest(section);
  return now.heading === heading && bodyOf(now.paragraphs) === bodyOf(paragraphs);
}

export class Article {
  sections: ModelSection[] = [];
  /** The oldest first; the last one is now. */
  moments: ModelMoment[] = [];
  /** How often it was rearranged, and how often its texts were revised. */
  changes = { outline: 0, texts: 0 };

  copy(): Article {
    return Object.assign(new Article(), structuredClone({ ...this }));
  }

  section(id: string): ModelSection {
    return this.sections.find((section) => section.id === id) as ModelSection;
  }

  standing(): ModelSection[] {
    return this.sections.filter(({ isRemoved }) => !isRemoved);
  }

  isNewest(id: string, revisionId: string): boolean {
    return newest(this.section(id)).id === revisionId;
  }

  revise(id: string, heading: string, paragraphs: string[]) {
    this.changes.texts++;
    this.section(id).revisions.push({ id: '', heading, paragraphs });
  }

  /** The section and what stands below it. */
  withBelow(id: string): ModelSection[] {
    const [first, ...after] = this.standing().slice(
      this.standing().findIndex((section) => section.id === id),
    );
    if (!first) return [];
    const end = after.findIndex(({ depth }) => depth <= first.depth);
    return [first, ...(end < 0 ? after : after.slice(0, end))];
  }

  mayMove(id: string, before: string | null, depth: number): boolean {
    const section = this.section(id);
    const moved = this.withBelow(id);
    if (section.isHead || section.isRemoved) return false;
    if (moved.some((other) => other.id === before || other.depth - section.depth + depth > 5)) return false;
    if (before === null) return true;
    const target = this.section(before);
    return !target.isHead && !target.isRemoved;
  }

  move(id: string, before: string | null, depth: number) {
    const stood = this.outline();
    this.moveTo(id, before, depth);
    if (this.outline() !== stood) this.changes.outline++;
  }

  private outline(): string {
    return this.standing()
      .map((section) => `${section.id} ${section.depth}`)
      .join();
  }

  private moveTo(id: string, before: string | null, depth: number) {
    const by = depth - this.section(id).depth;
    const last = this.withBelow(id).at(-1) as ModelSection;
    const below = this.withBelow(id);
    const from = this.sections.findIndex((section) => section.id === id);
    let to = this.sections.indexOf(last) + 1;
    // What is in the bin goes along with what it stands behind.
    while (this.sections[to]?.isRemoved) to++;
    const moved = this.sections.splice(from, to - from);
    for (const section of below) section.depth += by;
    const place = before === null ? this.sections.length : this.sections.findIndex((s) => s.id === before);
    this.sections.splice(place, 0, ...moved);
  }

  /** Where a section is parted, and what the second part is called. */
  split(id: string, at: number, heading: string, madeId: string) {
    this.changes.outline++;
    const section = this.section(id);
    const { heading: own, paragraphs } = newest(section);
    const bold = /^\*\*(.+)\*\*$/.exec(paragraphs[at] ?? '')?.[1];
    const rest = paragraphs.slice(bold && !heading ? at + 1 : at);
    this.revise(id, own, paragraphs.slice(0, at));
    this.sections.splice(this.sections.indexOf(section) + 1, 0, {
      ...{ id: madeId, depth: section.depth, isHead: false, isRemoved: false, tags: [...section.tags] },
      revisions: [{ id: '', heading: heading || (bold ?? ''), paragraphs: rest }],
    });
  }

  above(id: string): ModelSection | undefined {
    const standing = this.standing();
    return standing[standing.findIndex((section) => section.id === id) - 1];
  }

  join(id: string) {
    this.changes.outline++;
    const section = this.section(id);
    const above = this.above(id) as ModelSection;
    const [first, second] = [newest(above), newest(section)];
    const title = second.heading ? [`**${second.heading}**`] : [];
    this.revise(above.id, first.heading, [...first.paragraphs, ...title, ...second.paragraphs]);
    above.tags = [...new Set([...above.tags, ...section.tags])].sort();
    section.isRemoved = true;
  }

  setRemoved(id: string, isRemoved: boolean) {
    this.changes.outline++;
    this.section(id).isRemoved = isRemoved;
  }

  /** Arranges it as it was: what came since goes to the bin, behind all others. */
  restoreOutline({ standing }: ModelMoment, texts: boolean) {
    this.changes.outline++;
    const then = standing.map(({ id, depth, number }) => {
      const section = this.section(id);
      const was = section.revisions[number - 1] as ModelRevision;
      if (texts && !hasText(section, was)) this.revise(id, was.heading, was.paragraphs);
      return Object.assign(section, { depth, isRemoved: false });
    });
    const rest = this.sections.filter((section) => !then.includes(section));
    for (const section of rest) section.isRemoved = true;
    this.sections = [...then, ...rest];
  }

  add(madeId: string, heading: string, before: string | null) {
    this.changes.outline++;
    const place = before === null ? this.sections.length : this.sections.findIndex((s) => s.id === before);
    this.sections.splice(place, 0, {
      ...{ id: madeId, depth: 1, isHead: false, isRemoved: false, tags: [] },
      revisions: [{ id: '', heading, paragraphs: [] }],
    });
  }
}

export type Observed = {
  id: string;
  depth: number;
  isHead: boolean;
  isRemoved: boolean;
  tags: string[];
  revisions: { id: string; heading: string; body: string }[];
}[];

/** The whole article as PostgreSQL has it: the outline with the bin, and every revision of every section. */
export async function observed(db: Db, articleId: string): Promise<Observed> {
  const { rows } = await sql<Observed[number]>`
    select s.id, s.depth, s.kind = 'head' as is_head, s.removed_at is not null as is_removed,
      array(select tag.name from section_tag join tag on tag.id = tag_id where section_id = s.id order by 1) as tags,
      (select jsonb_agg(jsonb_build_object('id', r.id, 'heading', r.heading, 'body', r.body) order by r.number)
        from revision r where r.section_id = s.id) as revisions
    from section s where s.article_id = ${articleId} order by s.position`.execute(db);
  return rows;
}

/** The number of the newest event of an article. */
export async function newestEvent(db: Db, articleId: string): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    select max(seq)::int as seq from event where article_id = ${articleId}`.execute(db);
  return rows[0]?.seq ?? 0;
}
