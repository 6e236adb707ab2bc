import { type Kysely, sql } from 'kysely';
import { expect } from 'vitest';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/types.ts';
import { findSameWords, fold } from '#lib/flags/same-words.ts';
import type { Actor } from '#lib/staff/model.ts';

/*
 * What the gate has to answer, worked out a second time and another way: from the history of an article kept in
 * memory, by the rules as DESIGN.md words them. A history is run against this and against PostgreSQL side by side.
 *
 * Where a flag goes whose words are edited is the anchors' business (lib/flags/anchor.ts): the model looks where it
 * went and checks that it may stand there so.
 */

export type Revision = { id: string; number: number; author: string; text: string; before: string | null };
export type ModelSection = {
  id: string;
  isHead: boolean;
  heading: string;
  isRemoved: boolean;
  revisions: Revision[];
  /** Who has signed which revision off, and has not taken it back. */
  signedBy: Map<string, string>;
};
export type ModelFlag = {
  id: string;
  sectionId: string;
  kind: string;
  severity: string;
  isRule: boolean;
  isConfirmed: boolean;
  raisedBy: string | null;
  original: string;
  /** The words where it stands, or last stood. */
  quote: string;
  start: number;
  end: number;
  stands: boolean;
  verdict: { id: string; kind: string } | null;
};

/** The newest revisions in their order, and the verdicts that verify claims in them. */
export type Outline = { revisions: string[]; verified: string[] };

export const newest = (section: ModelSection) => section.revisions.at(-1) as Revision;
const isChecker = (actor: Actor) => actor.role === 'fact_checker' || actor.role === 'admin';
const isEditor = (actor: Actor) => actor.role === 'editor' || actor.role === 'admin';

export function stateOf(flag: ModelFlag): string {
  return flag.verdict?.kind ?? (flag.isRule && !flag.isConfirmed ? 'suggested' : 'open');
}

export class History {
  sections: ModelSection[] = [];
  flags: ModelFlag[] = [];
  published: Outline | null = null;

  readonly articleId: string;
  constructor(articleId: string) {
    this.articleId = articleId;
  }

  /** Another one with the same past, to try an order of steps on. */
  copy(): History {
    const other = new History(this.articleId);
    return Object.assign(other, structuredClone({ ...this }));
  }

  section(id: string): ModelSection {
    return this.sections.find((section) => section.id === id) as ModelSection;
  }

  flag(id: string): ModelFlag {
    return this.flags.find((flag) => flag.id === id) as ModelFlag;
  }

  /** Everything that keeps the article from readers: `unsigned` or the id of a flag, with its section. */
  blockers(): string[] {
    return this.sections
      .filter(({ isRemoved }) => !isRemoved)
      .flatMap((section) => [
        ...(this.isSignedOff(section) ? [] : [`${section.id} unsigned`]),
        ...this.flags
          .filter((flag) => flag.sectionId === section.id && this.isInTheWay(flag))
          .map(({ id }) => id),
      ])
      .sort();
  }

  isInTheWay(flag: ModelFlag): boolean {
    const state = stateOf(flag);
    return (
      flag.stands &&
      (state === 'open' || state === 'rewrite' || (state === 'suggested' && flag.severity === 'must'))
    );
  }

  private isSignedOff(section: ModelSection): boolean {
    const signer = section.signedBy.get(newest(section).id);
    return signer !== undefined && !this.wroteUnread(section, signer);
  }

  /** Did this person write in the newest revision what no other fact-checker has signed off since? */
  private wroteUnread(section: ModelSection, person: string): boolean {
    const last = newest(section).number;
    const read = section.revisions.findLast(
      ({ id, number }) => number < last && section.signedBy.has(id) && section.signedBy.get(id) !== person,
    );
    return section.revisions.some(({ author, number }) => author === person && number > (read?.number ?? 0));
  }

  mayConfirm(flag: ModelFlag): boolean {
    return flag.stands && flag.isRule && !flag.isConfirmed && flag.verdict === null;
  }

  /** @param seen the words that were on this person's screen */
  maySettle(actor: Actor, flag: ModelFlag, kind: string, seen: string): boolean {
    if (!isChecker(actor) || !flag.stands || flag.quote !== seen) return false;
    const isOwnWords = this.section(flag.sectionId).revisions.some(
      ({ author, text, before }) => author === actor.id && text.includes(seen) && !before?.includes(seen),
    );
    const isOwnFlag = flag.raisedBy === actor.id && flag.original === seen;
    return !isOwnWords && !(isOwnFlag && kind !== 'rewrite');
  }

  maySignOff(actor: Actor, section: ModelSection, revisionId: string): boolean {
    const { id } = newest(section);
    return (
      isChecker(actor) &&
      id === revisionId &&
      !section.signedBy.has(id) &&
      !this.wroteUnread(section, actor.id)
    );
  }

  mayWithdraw(actor: Actor, section: ModelSection, revisionId: string): boolean {
    return isChecker(actor) && section.signedBy.has(revisionId);
  }

  /** The text that stands already is no revision, so it meets no other one either. */
  mayRevise(actor: Actor, section: ModelSection, basedOn: string, text: string): boolean {
    const { id, text: standing } = newest(section);
    return isEditor(actor) && !section.isRemoved && (id === basedOn || text === standing);
  }

  maySetRemoved(actor: Actor, section: ModelSection, removed: boolean): boolean {
    return isEditor(actor) && !section.isHead && section.isRemoved !== removed;
  }

  mayPublish(actor: Actor): boolean {
    return (
      isEditor(actor) &&
      this.blockers().length === 0 &&
      JSON.stringify(this.outline()) !== JSON.stringify(this.published)
    );
  }

  private outline(): Outline {
    const standing = this.sections.filter(({ isRemoved }) => !isRemoved);
    return {
      revisions: standing.map((section) => newest(section).id),
      verified: this.flags
        .filter(
          (flag) =>
            flag.stands &&
            flag.verdict?.kind === 'verified' &&
            standing.some(({ id }) => id === flag.sectionId),
        )
        .map(({ verdict }) => verdict?.id ?? '')
        .sort(),
    };
  }

  publish() {
    this.published = this.outline();
  }

  /**
   * Takes over where the flags of a section stand after a save, once it has been seen that they may.
   * @param spared flags that another step of the same moment concerns
   */
  revised(sectionId: string, revision: Revision, seen: ModelFlag[], spared: string[]) {
    const section = this.section(sectionId);
    const before = newest(section).text;
    section.revisions.push(revision);
    const { text } = revision;
    const known = new Map(this.flags.map((flag) => [flag.id, flag]));
    const here = seen.filter((flag) => flag.sectionId === section.id).map((flag) => ({ ...flag }));
    for (const flag of here) {
      const was = known.get(flag.id);
      if (!was) {
        expect(
          flag.isRule || this.blocksElsewhere(section).some((other) => other.raisedBy === flag.raisedBy),
        ).toBe(true);
        continue;
      }
      if (spared.includes(flag.id)) {
        // It is seen as the other step left it, which has yet to be followed.
        flag.isConfirmed = was.isConfirmed;
        continue;
      }
      const where = `“${was.quote}” (${stateOf(was)}) in “${before}” -> “${text}”`;
      if (was.stands || stateOf(was) === 'open' || stateOf(was) === 'rewrite')
        if (text.includes(was.quote)) expect(flag.stands && flag.quote, where).toBe(was.quote);
      if (flag.stands && flag.verdict) {
        expect(flag.quote, where).toBe(was.quote);
        expect(flag.verdict.id, where).toBe(was.verdict?.id);
      }
    }
    for (const other of this.blocksElsewhere(section)) {
      const place = findSameWords(fold(text), other.quote);
      if (!place || findSameWords(fold(before), other.quote)) continue;
      const isHeld = here.some(
        (flag) => flag.stands && flag.kind === other.kind && flag.start < place.end && flag.end > place.start,
      );
      expect(isHeld, `“${other.quote}” went unflagged into “${text}”`).toBe(true);
    }
    for (const [doubted] of text.matchAll(/It [^.]*likely included[^.]*\./g)) {
      const at = text.indexOf(doubted);
      const isFlagged = here.some((flag) => flag.stands && flag.start < at + doubted.length && flag.end > at);
      expect(isFlagged, `“${doubted}” went unflagged into “${text}”`).toBe(true);
    }
    this.flags = [...this.flags.filter(({ sectionId }) => sectionId !== section.id), ...here];
  }

  private blocksElsewhere(section: ModelSection): ModelFlag[] {
    return this.flags.filter(
      (flag) => flag.sectionId !== section.id && ['open', 'rewrite'].includes(stateOf(flag)),
    );
  }
}

/** Every flag of an article where it stands now or last stood. */
export async function observedFlags(db: Kysely<DB>, articleId: string): Promise<ModelFlag[]> {
  const { rows } = await sql<Omit<ModelFlag, 'verdict'> & { verdictId: string | null; verdictKind: string }>`
    select distinct on (f.id) f.id, f.section_id, f.kind, f.severity, f.rule_id is not null as is_rule,
      f.confirmed_at is not null as is_confirmed, f.raised_by, f.quote as original, a.quote, a.start_at as start,
      a.end_at as end, s.revision_id = a.revision_id as stands, v.id as verdict_id, v.kind as verdict_kind
    from section s join flag f on f.section_id = s.id join anchor a on a.flag_id = f.id
    join revision r on r.id = a.revision_id left join verdict v on v.id = a.verdict_id
    where s.article_id = ${articleId} order by f.id, r.number desc`.execute(db);
  return rows.map(({ verdictId, verdictKind, ...flag }) => ({
    ...flag,
    verdict: verdictId ? { id: verdictId, kind: verdictKind } : null,
  }));
}

/** The gate's own answer, in the words of `History.blockers`. */
export async function observedBlockers(db: Db, articleId: string): Promise<string[]> {
  const { rows } = await sql<{ said: string }>`
    select coalesce(b.flag_id::text, s.id || ' ' || b.blocker) as said
    from revision_blockers(array(
      select revision_id from section where article_id = ${articleId} and removed_at is null)) b
    join section s on s.revision_id = b.revision_id`.execute(db);
  return rows.map(({ said }) => said).sort();
}

/** What readers see: the revisions in the order of the outline, and the verdicts that verified claims in them. */
export async function observedPublication(db: Db, articleId: string): Promise<Outline | null> {
  const { rows } = await sql<Outline>`
    select array(select revision_id from version_section where version_id = p.version_id order by position) as revisions,
      array(select v.id from version_verdict pinned join verdict v on v.id = pinned.verdict_id
        where pinned.version_id = p.version_id and v.kind = 'verified' order by v.id::text) as verified
    from publication p where p.article_id = ${articleId}`.execute(db);
  return rows[0] ?? null;
}
