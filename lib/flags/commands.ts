import { setImmediate as sent } from 'node:timers/promises';
import { type NotNull, sql } from 'kysely';
import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { type Statement, together } from '#db/together.ts';
import { keys, unnest } from '#db/unnest.ts';
import { lockArticle, lockArticleOfSection } from '#lib/articles/commands.ts';
import { record } from '#lib/audit/commands.ts';
import { claimsOf } from '#lib/detector/claims.ts';
import { contextOf } from '#lib/detector/context.ts';
import { detect } from '#lib/detector/detect.ts';
import {
  type Detector,
  type DetectorContext,
  type DetectorSettings,
  newsroomRule,
  readerRule,
  type Suggestion,
} from '#lib/detector/model.ts';
import { settingsInForce } from '#lib/detector/queries.ts';
import { tell, tellIfUnblocked } from '#lib/notices/commands.ts';
import { type Answer, orRefusal, Refused, refuse } from '#lib/refusal.ts';
import { type ReadRevision, readRevision } from '#lib/sections/model.ts';
import type { Actor } from '#lib/staff/model.ts';
import { carry, locate, selectorAt } from './anchor.ts';
import { type Placed, placeFlags, type Standing } from './carrying.ts';
import { guessClaimType } from './claim-types.ts';
import { isOwnSource, ownPage } from './evidence.ts';
import { likeness, readClaim } from './likeness.ts';
import type { FlagState } from './model.ts';
import { notAllowed, type Relation, verdictActions } from './permissions.ts';
import { findSameWords, fold } from './same-words.ts';
import type { GivenVerdict, RaisedFlag } from './schema.ts';

/**
 * Raises a flag on exact words of a section's newest revision. The words were selected on a screen that may be older:
 * they are looked for in the text as it stands now, and a flag that cannot be placed without guessing is refused.
 */
export async function raiseFlag(
  actor: Actor,
  db: Db,
  input: RaisedFlag,
): Promise<Answer<{ flagId: string }>> {
  const no = notAllowed(actor, 'raise');
  if (no) return no;
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer<{ flagId: string }>> => {
      const articleId = await lockArticleOfSection(trx, input.sectionId);
      const newest = await newestRevision(trx, input.sectionId);
      if (!articleId || !newest) return refuse('missing', 'This section does not exist any more.');
      const seen =
        input.revisionId === newest.id ? newest : await revisionOf(trx, input.sectionId, input.revisionId);
      if (!seen) return refuse('invalid', 'Reload the page and select the words again.');
      const words = wordsIn(seen.visible.text, input);
      const place = words && followed(seen, newest, words);
      if (!place)
        return refuse(
          'conflict',
          input.start === null
            ? 'Exactly these words have to stand once in this section, as it was last saved. Copy them from the text, or select them in it.'
            : 'These words no longer stand in the text as you saw them. Reload the page and select them again.',
        );
      const { quote, prefix, suffix, start, end } = selectorAt(newest.visible.text, place.start, place.end);
      const flagId = newId();
      await trx
        .insertInto('flag')
        .values({
          ...{
            id: flagId,
            sectionId: input.sectionId,
            kind: input.kind,
            category: input.category,
            severity: input.severity ?? 'must',
          },
          ...{ reason: input.reason, raisedBy: actor.id, quote, prefix, suffix, raisedOn: newest.id },
          claimType: input.claimType ?? guessClaimType(quote),
        })
        .execute();
      await trx
        .insertInto('anchor')
        .values({
          flagId,
          revisionId: newest.id,
          sectionId: input.sectionId,
          startAt: start,
          endAt: end,
          quote,
        })
        .execute();
      await record(actor, trx, {
        ...{ action: 'flag.raised', articleId, sectionId: input.sectionId, subjectId: flagId },
        detail: { kind: input.kind, category: input.category, quote, reason: input.reason },
      });
      return { ok: true, flagId };
    }),
  );
}

/** Where words of one revision stand in another, when they stand there unchanged. */
function followed(from: ReadRevision, to: ReadRevision, words: { start: number; end: number }) {
  if (from.id === to.id) return words;
  const [place] = carry(from.visible.text, to.visible.text, [words]);
  return place?.holds ? { start: place.start, end: place.end } : null;
}

/** Where the flagged words stand: at the place that was selected or, when they were typed, at the only place they can mean. */
function wordsIn(text: string, { quote, start }: RaisedFlag): { start: number; end: number } | null {
  if (start !== null)
    return locate(text, { quote, prefix: '', suffix: '', start, end: start + quote.length });
  const first = text.indexOf(quote);
  return first < 0 || text.includes(quote, first + 1) ? null : { start: first, end: first + quote.length };
}

/** Makes a suggested flag one that a person stands behind; it blocks publishing until it is settled. */
export async function confirmFlag(actor: Actor, db: Db, flagId: string): Promise<Answer> {
  const no = notAllowed(actor, 'confirm');
  if (no) return no;
  return db.transaction().execute(async (trx) => {
    const flag = await lockedFlag(actor, trx, flagId);
    if (!flag) return refuse('missing', 'This flag does not stand in the text any more.');
    if (flag.ruleId === null || flag.confirmedAt !== null || flag.verdictId !== null)
      return refuse('conflict', 'This suggestion has been answered already.');
    await trx
      .updateTable('flag')
      .set({ confirmedBy: actor.id, confirmedAt: new Date() })
      .where('id', '=', flagId)
      .execute();
    await record(actor, trx, {
      ...{
        action: 'flag.confirmed',
        articleId: flag.articleId,
        sectionId: flag.sectionId,
        subjectId: flagId,
      },
      detail: { rule: flag.ruleId, quote: flag.quote },
    });
    return { ok: true };
  });
}

/**
 * Answers a flag, on the words as they stand in the newest revision, and with it the flags on like claims that were
 * chosen (`also`): each gets a verdict of its own with copies of the evidence, all of them or none. A later verdict
 * takes the place of an earlier one; both stay on record. Refused when the words changed since the fact-checker read
 * them, when the fact-checker worked on the text, for clearing a flag of their own, and on the word of the article itself.
 * @param site where readers find this site, to tell its own pages among the sources
 */
export async function giveVerdict(
  actor: Actor,
  db: Db,
  input: GivenVerdict,
  site?: string,
): Promise<Answer<{ verdictId: string }>> {
  const no = notAllowed(actor, verdictActions[input.kind]);
  if (no) return no;
  const { flagId, revisionId } = input;
  const also = new Map((input.also ?? []).map((other) => [other.flagId, other]));
  also.delete(flagId);
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer<{ verdictId: string }>> => {
      await lockArticlesOf(trx, [flagId, ...also.keys()]);
      const flag = await flagToJudge(actor, trx, { flagId, revisionId });
      const judged = [{ flagId, flag, verdictId: newId() }];
      for (const other of also.values()) {
        const like = await flagToJudge(actor, trx, other);
        if (like.kind !== flag.kind || !likeness(readClaim(flag.quote), readClaim(like.quote)))
          throw new Refused(
            refuse('conflict', `“${like.quote}” is not the same claim any more. Reload the page.`),
          );
        judged.push({ flagId: other.flagId, flag: like, verdictId: newId() });
      }
      if (site) await refuseOwnSources(trx, site, input.evidence, judged);
      for (const each of judged) await storeVerdict(actor, trx, input, each);
      for (const { flagId, flag, verdictId } of judged) {
        const { articleId, sectionId, quote } = flag;
        await record(actor, trx, {
          ...{ action: 'verdict.given', articleId, sectionId, subjectId: verdictId },
          detail: {
            ...{ verdict: input.kind, flag: flagId, quote, reason: input.reason },
            sources: input.evidence.map((source) => source.url),
            ...(input.claimType && { claimType: input.claimType, checked: input.checked ?? [] }),
            ...(judged.length > 1 && { together: judged.length }),
          },
        });
        if (input.kind === 'rewrite' && flag.authorId !== actor.id)
          await tell(trx, [flag.authorId], {
            ...{ kind: 'flag.rewrite', articleId },
            detail: { flagId, quote, by: actor.name, reason: input.reason },
          });
      }
      for (const articleId of new Set(judged.map(({ flag }) => flag.articleId)))
        if (input.kind !== 'rewrite') await tellIfUnblocked(actor, trx, articleId);
      return { ok: true, verdictId: judged[0]?.verdictId ?? '' };
    }),
  );
}

/** @throws Refused when a source is an article that it is to verify, or a page of the desk */
async function refuseOwnSources(
  trx: Trx,
  site: string,
  evidence: GivenVerdict['evidence'],
  judged: { flag: LockedFlag }[],
): Promise<void> {
  if (!evidence.some(({ url }) => ownPage(url, site) !== null)) return;
  const addresses = await trx
    .selectFrom('address')
    .select('slug')
    .where(
      'articleId',
      'in',
      judged.map(({ flag }) => flag.articleId),
    )
    .execute();
  const slugs = addresses.map(({ slug }) => slug);
  const own = evidence.find(({ url }) => isOwnSource(url, site, slugs));
  if (own)
    throw new Refused(
      refuse(
        'invalid',
        `${own.url} is this article or this desk. A source stands outside of what it verifies.`,
      ),
    );
}

/** Takes the articles of some flags in one order, so that two who settle the same claims never wait for each other. */
async function lockArticlesOf(trx: Trx, flagIds: string[]): Promise<void> {
  const rows = await trx
    .selectFrom('flag')
    .innerJoin('section', 'section.id', 'flag.sectionId')
    .select('section.articleId')
    .distinct()
    .where('flag.id', 'in', flagIds)
    .orderBy('section.articleId')
    .execute();
  for (const { articleId } of rows) await lockArticle(trx, articleId);
}

/** @throws Refused when the flag is gone, or its words are others than those that were on screen */
async function flagToJudge(
  actor: Actor,
  trx: Trx,
  { flagId, revisionId }: { flagId: string; revisionId: string },
) {
  const flag = await lockedFlag(actor, trx, flagId);
  if (!flag)
    throw new Refused(
      refuse('missing', 'This flag does not stand in the text any more: its words are gone.'),
    );
  if (flag.revisionId !== revisionId && flag.quote !== (await quoteOn(trx, flagId, revisionId)))
    throw new Refused(
      refuse('conflict', 'The words have changed since you opened this flag. Reload it and read them again.'),
    );
  return flag;
}

async function storeVerdict(
  actor: Actor,
  trx: Trx,
  { kind, reason, evidence, proposal = '', claimType, checked = [] }: GivenVerdict,
  { flagId, flag, verdictId }: { flagId: string; flag: LockedFlag; verdictId: string },
): Promise<void> {
  const { revisionId, quote } = flag;
  const no = notAllowed(actor, verdictActions[kind], ...relationsTo(actor, flag));
  if (no) throw new Refused(no);
  await trx
    .insertInto('verdict')
    .values({
      ...{ id: verdictId, flagId, revisionId, kind, quote, givenBy: actor.id, claimType, checked },
      ...(kind === 'rewrite'
        ? { reason: reason || 'See the wording that is proposed.', proposal }
        : { reason }),
    })
    .execute();
  if (evidence.length > 0)
    await trx
      .insertInto('evidence')
      .values(
        evidence.map((source) => ({
          ...{ ...source, publishedOn: source.publishedOn || null },
          ...{ id: newId(), verdictId },
        })),
      )
      .execute();
  await trx
    .updateTable('anchor')
    .set({ verdictId })
    .where('flagId', '=', flagId)
    .where('revisionId', '=', revisionId)
    .execute();
}

type LockedFlag = NonNullable<Awaited<ReturnType<typeof lockedFlag>>>;

/** A flag on its section's newest revision, with the article taken for this transaction. */
async function lockedFlag(actor: Actor, trx: Trx, flagId: string) {
  const section = await trx
    .selectFrom('flag')
    .select('sectionId')
    .where('id', '=', flagId)
    .executeTakeFirst();
  const articleId = section && (await lockArticleOfSection(trx, section.sectionId));
  if (!articleId) return undefined;
  const row = await trx
    .selectFrom('flag')
    .innerJoin('section', 'section.id', 'flag.sectionId')
    .innerJoin('flagOnRevision as placed', (join) =>
      join.onRef('placed.flagId', '=', 'flag.id').onRef('placed.revisionId', '=', 'section.revisionId'),
    )
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .select([
      'revision.authorId',
      'flag.raisedBy',
      'flag.quote as originalQuote',
      'flag.sectionId',
      'flag.kind',
      'flag.ruleId',
      'flag.confirmedAt',
      'placed.revisionId',
      'placed.quote',
      'placed.verdictId',
    ])
    .select(
      sql<'author' | 'proposer' | null>`wrote_words(${actor.id}, flag.section_id, placed.quote)`.as('wrote'),
    )
    .where('flag.id', '=', flagId)
    .$narrowType<{ revisionId: NotNull; quote: NotNull }>()
    .executeTakeFirst();
  return row && { ...row, articleId };
}

/** What this person has to do with a flag and the words on which it stands. */
function relationsTo(actor: Actor, flag: LockedFlag): Relation[] {
  return [
    ...(flag.wrote ? [flag.wrote] : []),
    ...(flag.raisedBy === actor.id && flag.quote === flag.originalQuote ? ['raiser' as const] : []),
  ];
}

async function quoteOn(trx: Trx, flagId: string, revisionId: string): Promise<string | undefined> {
  const row = await trx
    .selectFrom('anchor')
    .select('quote')
    .where('flagId', '=', flagId)
    .where('revisionId', '=', revisionId)
    .executeTakeFirst();
  return row?.quote;
}

async function newestRevision(trx: Trx, sectionId: string): Promise<ReadRevision | undefined> {
  const row = await trx
    .selectFrom('section')
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .select(['revision.id', 'revision.sectionId', 'revision.heading', 'revision.body'])
    .where('section.id', '=', sectionId)
    .where('section.removedAt', 'is', null)
    .executeTakeFirst();
  return row && readRevision(row);
}

async function revisionOf(
  trx: Trx,
  sectionId: string,
  revisionId: string,
): Promise<ReadRevision | undefined> {
  const row = await trx
    .selectFrom('revision')
    .select(['id', 'sectionId', 'heading', 'body'])
    .where('id', '=', revisionId)
    .where('sectionId', '=', sectionId)
    .executeTakeFirst();
  return row && readRevision(row);
}

/** A flag as it stands in a revision that is being stored. */
type Stands = { kind: string; start: number; end: number; state: FlagState };

/** A flag of the section before, as it stands in the next revision. */
type Carried = Stands & { flagId: string; quote: string; verdictId: string | null };

/** What carrying a section's flags over came to: ids of flags. */
type CarriedFlags = { reopened: string[]; withdrawn: string[]; returned: string[] };

/**
 * Carries a section's flags from one revision to the next (invariant 4). Where the exact words stand, flag and
 * verdict stay; where they changed, the flag stays on what they became and is open again; where they are gone, it is
 * withdrawn. Words that were gone and come back bring their flag and its verdict back. A suggestion that nobody has
 * answered goes with its words: the detector looks at the new ones itself.
 * @returns the ids of the flags that were reopened, withdrawn and brought back
 */
export async function carryFlags(trx: Trx, before: ReadRevision, after: ReadRevision): Promise<CarriedFlags> {
  const last = await lastPlaces(trx, before.sectionId).execute();
  const { carried, ...ids } = carriedTo(before, after, last);
  await together(trx, storedCarried(trx, after, carried));
  return ids;
}

/** Where each flag that a section has or had stands in its next revision, and what that is for the record. */
function carriedTo(
  before: ReadRevision,
  after: ReadRevision,
  last: LastPlace[],
): CarriedFlags & { carried: Carried[] } {
  const standing = last.filter(({ revisionId }) => revisionId === before.id);
  // Those that a person has looked at and whose words are gone.
  const gone = last.filter(({ revisionId, state }) => revisionId !== before.id && state !== 'suggested');
  const reopened: string[] = [];
  const withdrawn: string[] = [];
  const carried: Carried[] = [];
  const places = placeFlags(before.visible.text, after.visible.text, standing);
  const put = (flag: LastPlace, { start, end, quote, verdictId }: Omit<Placed, 'exact'>) => {
    const { flagId, kind } = flag;
    const state = verdictId ? flag.state : flag.isSuggestion ? 'suggested' : 'open';
    carried.push({ flagId, kind, start, end, quote, verdictId, state });
  };
  for (const [index, flag] of standing.entries()) {
    const { flagId, state, quote } = flag;
    const place = places[index];
    const isAnswered = state !== 'suggested' || after.visible.text.includes(quote);
    if (!place || (place.quote !== quote && !isAnswered)) {
      withdrawn.push(flagId);
      continue;
    }
    if (!place.exact && state !== 'open') reopened.push(flagId);
    put(flag, place);
  }
  const returned: string[] = [];
  const words = gone.length > 0 ? fold(after.visible.text) : null;
  for (const flag of gone) {
    const [place] = placeFlags(flag.text, after.visible.text, [flag]);
    const same = words && findSameWords(words, flag.quote);
    // What its words became elsewhere is no return: only the words themselves are, or the same but for their spelling.
    const back =
      place?.quote === flag.quote
        ? place
        : same && { ...same, quote: after.visible.text.slice(same.start, same.end), verdictId: null };
    if (!back) continue;
    returned.push(flag.flagId);
    put(flag, back);
  }
  return { reopened, withdrawn, returned, carried };
}

function storedCarried(trx: Trx, after: ReadRevision, carried: Carried[]): Statement[] {
  return inserting(
    trx,
    'anchor',
    { ...anchorColumns, verdictId: 'uuid' },
    carried.map(({ flagId, start, end, quote, verdictId }) => ({
      ...{ flagId, revisionId: after.id, sectionId: after.sectionId },
      ...{ startAt: start, endAt: end, quote, verdictId },
    })),
  );
}

/** A flag on another section that is raised here, too, and where. */
type Following = Stands & { id: string; flag: BlockingFlag };

/**
 * Raises again, in this section, what blocks elsewhere in the article and whose words appear here with this revision:
 * a claim that is moved into another section, or copied and then rewritten in the one that was flagged, takes what
 * somebody had against it along.
 * @returns the ids of the flags that this made
 */
export async function followFlags(
  trx: Trx,
  articleId: string,
  before: ReadRevision,
  after: ReadRevision,
): Promise<string[]> {
  const blocking = await blockingElsewhere(trx, articleId, after.sectionId);
  if (blocking.length === 0) return [];
  const following = followingTo(before, after, blocking, await standingOn(trx, after.id));
  await together(trx, storedFollowing(trx, after, following));
  return following.map(({ id }) => id);
}

function followingTo(
  before: ReadRevision,
  after: ReadRevision,
  blocking: BlockingFlag[],
  standing: Stands[],
): Following[] {
  const [old, now] = [fold(before.visible.text), fold(after.visible.text)];
  return blocking.flatMap((flag): Following[] => {
    const place = findSameWords(old, flag.quote) ? null : findSameWords(now, flag.quote);
    const isFlagged = standing.some(
      (other) => other.kind === flag.kind && place && other.start < place.end && other.end > place.start,
    );
    return place && !isFlagged ? [{ id: newId(), flag, kind: flag.kind, state: 'open', ...place }] : [];
  });
}

function storedFollowing(trx: Trx, after: ReadRevision, following: Following[]): Statement[] {
  const flags = following.map(({ id, flag, start, end }) => {
    const { kind, category, severity, reason, raisedBy, ruleId, confirmedBy, claimType } = flag;
    const { quote, prefix, suffix } = selectorAt(after.visible.text, start, end);
    return {
      ...{ id, sectionId: after.sectionId, kind, category, severity, reason, raisedBy, ruleId, claimType },
      ...{ quote, prefix, suffix, raisedOn: after.id },
      ...(raisedBy === null
        ? { confirmedBy, confirmedAt: new Date() }
        : { confirmedBy: null, confirmedAt: null }),
    };
  });
  const anchors = following.map(({ id, start, end }) => ({
    ...{ flagId: id, revisionId: after.id, sectionId: after.sectionId },
    ...{ startAt: start, endAt: end, quote: after.visible.text.slice(start, end) },
  }));
  return [
    ...inserting(trx, 'flag', followingColumns, flags),
    ...inserting(trx, 'anchor', anchorColumns, anchors),
  ];
}

/** A verdict that came along with its words: what the record has to say of it. */
export type CarriedVerdict = {
  verdictId: string;
  sectionId: string;
  quote: string;
  kind: string;
  from: string;
};

/**
 * Takes the flags of one section along to another into which the very words were moved: each stands there as a flag of
 * its own, and the verdict that held on the words holds on (migrations/0016_outline.sql). What stayed behind stays.
 * Whoever calls it records each verdict as `verdict.carried`.
 * @param from what the words were taken from, the newest revision of its section until now
 * @param to the revision in which they stand now, made in this transaction with `from` as its `takenFrom`
 */
export async function moveFlags(trx: Trx, from: ReadRevision, to: ReadRevision): Promise<CarriedVerdict[]> {
  const rows = await trx
    .selectFrom('flagOnRevision as placed')
    .innerJoin('flag', 'flag.id', 'placed.flagId')
    .leftJoin('verdict', 'verdict.id', 'placed.verdictId')
    .select([
      'placed.flagId',
      'placed.startAt as start',
      'placed.endAt as end',
      'placed.quote',
      'placed.state',
    ])
    .select(['placed.verdictId', 'verdict.reason as answer', 'verdict.proposal', 'verdict.givenBy'])
    .select(['verdict.claimType as judgedAs', 'verdict.checked', 'flag.claimType'])
    .select(['flag.kind', 'flag.category', 'flag.severity', 'flag.reason', 'flag.raisedBy', 'flag.ruleId'])
    .select(['flag.confirmedBy', 'flag.confirmedAt'])
    .where('placed.revisionId', '=', from.id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('section')
            .innerJoin('anchor as kept', 'kept.revisionId', 'section.revisionId')
            .select('section.id')
            .where('section.id', '=', from.sectionId)
            .where('section.revisionId', '<>', from.id)
            .whereRef('kept.flagId', '=', 'placed.flagId')
            .whereRef('kept.quote', '=', 'placed.quote'),
        ),
      ),
    )
    .$narrowType<{ flagId: NotNull; start: NotNull; end: NotNull; quote: NotNull; state: FlagState }>()
    .execute();
  const places = placeFlags(from.visible.text, to.visible.text, rows);
  const standing = await standingOn(trx, to.id);
  const moved = rows.flatMap((flag, index) => {
    const place = places[index];
    if (!place || place.quote !== flag.quote) return [];
    // Unanswered, the built-in rules find it again; what is settled here may not hide what is open there.
    const isOpen = flag.state === 'open' || flag.state === 'rewrite';
    const isHeld = standing.some(
      (other) =>
        other.kind === flag.kind &&
        other.start < place.end &&
        other.end > place.start &&
        (!isOpen || !isSettled(other.state)),
    );
    const isAnswered = place.exact && flag.verdictId !== null;
    return isHeld ? [] : [{ id: newId(), verdictId: isAnswered ? newId() : null, flag, place }];
  });
  const statements = moved.flatMap(({ id, verdictId, flag, place }): Statement[] => {
    const { quote, prefix, suffix, start, end } = selectorAt(to.visible.text, place.start, place.end);
    const { kind, category, severity, reason, raisedBy, ruleId, claimType, confirmedBy, confirmedAt } = flag;
    const raising = [
      trx.insertInto('flag').values({
        ...{ id, sectionId: to.sectionId, kind, category, severity, reason, raisedBy, ruleId, claimType },
        ...{ confirmedBy, confirmedAt, quote, prefix, suffix, raisedOn: to.id },
      }),
      trx.insertInto('anchor').values({
        flagId: id,
        revisionId: to.id,
        sectionId: to.sectionId,
        startAt: start,
        endAt: end,
        quote,
      }),
    ];
    if (!flag.givenBy || !verdictId) return raising;
    return [
      ...raising,
      trx.insertInto('verdict').values({
        ...{ id: verdictId, flagId: id, revisionId: to.id, kind: flag.state, quote, givenBy: flag.givenBy },
        ...{ reason: flag.answer ?? '', proposal: flag.proposal ?? '', carriedFrom: flag.verdictId },
        ...{ claimType: flag.judgedAs, checked: flag.checked ?? [] },
      }),
      trx.updateTable('anchor').set({ verdictId }).where('flagId', '=', id).where('revisionId', '=', to.id),
    ];
  });
  await together(trx, statements);
  return moved.flatMap(({ verdictId, flag, place: { quote } }) =>
    flag.verdictId && verdictId
      ? [{ verdictId, sectionId: to.sectionId, quote, kind: flag.state, from: flag.verdictId }]
      : [],
  );
}

type BlockingFlag = Awaited<ReturnType<typeof blockingElsewhere>>[number];

/** The flags of the other sections that a person stands behind and that wait for words to change, each as it last stood. */
async function blockingElsewhere(trx: Trx, articleId: string, sectionId: string) {
  const rows = await trx
    .selectFrom('flag')
    .innerJoin('section', 'section.id', 'flag.sectionId')
    .innerJoin('flagOnRevision as last', 'last.flagId', 'flag.id')
    .innerJoin('revision', 'revision.id', 'last.revisionId')
    .leftJoin('verdict', 'verdict.id', 'last.verdictId')
    .distinctOn('flag.id')
    .select([
      'flag.claimType',
      'flag.kind',
      'flag.category',
      'flag.severity',
      'flag.reason',
      'flag.raisedBy',
      'flag.ruleId',
    ])
    .select((eb) => eb.fn.coalesce('flag.confirmedBy', 'verdict.givenBy').as('confirmedBy'))
    .select(['last.quote', 'last.state'])
    .where('section.articleId', '=', articleId)
    .where('section.id', '<>', sectionId)
    .orderBy('flag.id')
    .orderBy('revision.number', 'desc')
    .$narrowType<{ quote: NotNull }>()
    .execute();
  return rows.filter(({ state }) => state === 'open' || state === 'rewrite');
}

async function standingOn(
  trx: Trx,
  ...revisionIds: string[]
): Promise<(Standing & { kind: string; revisionId: string })[]> {
  const rows = await trx
    .selectFrom('flagOnRevision')
    .innerJoin('flag', 'flag.id', 'flagOnRevision.flagId')
    .select(['flagId', 'revisionId', 'startAt as start', 'endAt as end', 'flagOnRevision.quote', 'verdictId'])
    .select(['state', 'flag.kind'])
    .where('revisionId', 'in', revisionIds)
    .$narrowType<{ flagId: NotNull; revisionId: NotNull; start: NotNull; end: NotNull; quote: NotNull }>()
    .$narrowType<{ state: FlagState }>()
    .execute();
  return rows;
}

/** Where a flag last stood, and in which text; `isSuggestion` until somebody confirms it. */
type LastPlace = Standing & { kind: string; isSuggestion: boolean; text: string; revisionId: string };

/** The query for each flag that a section has or had, where it last stood. */
export function lastPlaces(trx: Trx, sectionId: string) {
  return trx
    .selectFrom('flagOnRevision as last')
    .innerJoin('flag', 'flag.id', 'last.flagId')
    .innerJoin('revision', 'revision.id', 'last.revisionId')
    .distinctOn('last.flagId')
    .select(['last.flagId', 'last.startAt as start', 'last.endAt as end', 'last.quote', 'last.verdictId'])
    .select(['last.state', 'flag.kind', 'revision.text', 'revision.id as revisionId'])
    .select(sql<boolean>`flag.raised_by is null and flag.confirmed_at is null`.as('isSuggestion'))
    .where('last.sectionId', '=', sectionId)
    .orderBy('last.flagId')
    .orderBy('revision.number', 'desc')
    .$narrowType<{ flagId: NotNull; start: NotNull; end: NotNull; quote: NotNull; state: FlagState }>();
}

/**
 * Runs the detector, as the site has set it, over revisions of one article that were just written and stores the
 * claims that it suggests, except where a flag of the kind stands already on some of the same words.
 * @param articleText the visible text of the whole article, for the names by which it speaks of its publisher
 * @returns how many flags were suggested
 */
export async function suggestFlags(
  trx: Trx,
  revisions: ReadRevision[],
  articleText: string,
): Promise<number> {
  const settings = await settingsInForce(trx);
  const context = contextOf(articleText);
  return storeNew(
    trx,
    revisions.map((revision) => ({ revision, claims: foundIn(revision, settings, context) })),
  );
}

/** The same for the first revisions of a new article, on which no flag can stand yet. */
export async function suggestOnFirst(
  trx: Trx,
  revisions: ReadRevision[],
  articleText: string,
): Promise<number> {
  const settings = await settingsInForce(trx);
  const context = contextOf(articleText);
  const suggestions = revisions.flatMap((revision) =>
    unflagged(revision, foundIn(revision, settings, context), []),
  );
  await together(trx, storedSuggestions(trx, suggestions));
  return suggestions.length;
}

function foundIn(revision: ReadRevision, settings: DetectorSettings, context: DetectorContext): Suggestion[] {
  return claimsOf(revision.visible, detect(revision.visible, settings, context));
}

/**
 * Stores a section's next revision and what it means for flags: those of the section are carried over, those on the same
 * words elsewhere follow, and while PostgreSQL stores all that, the detector looks at the text.
 * @param storing the statement that stores the revision
 * @param last what `lastPlaces` found
 * @param flaggedElsewhere whether anybody stands behind a flag on another section of the article
 * @returns what has to be stored yet, and what to put on record
 */
export async function reviseWithFlags(
  trx: Trx,
  storing: Statement,
  text: { articleId: string; before: ReadRevision; after: ReadRevision; articleText: string },
  {
    last,
    flaggedElsewhere,
    settings,
  }: {
    last: LastPlace[];
    flaggedElsewhere: boolean;
    settings: DetectorSettings;
  },
): Promise<{ rest: Statement[]; done: CarriedFlags & { followed: string[]; suggested: number } }> {
  const { articleId, before, after, articleText } = text;
  const { carried, ...ids } = carriedTo(before, after, last);
  const blocking = flaggedElsewhere ? await blockingElsewhere(trx, articleId, after.sectionId) : [];
  const following = blocking.length > 0 ? followingTo(before, after, blocking, carried) : [];
  const stored = together(trx, [
    storing,
    ...storedCarried(trx, after, carried),
    ...storedFollowing(trx, after, following),
  ]);
  const looked = sent().then(() => foundIn(after, settings, contextOf(articleText)));
  const [claims] = await Promise.all([looked, stored]);
  const suggestions = unflagged(after, claims, [...carried, ...following]);
  const done = { ...ids, followed: following.map(({ id }) => id), suggested: suggestions.length };
  return { rest: storedSuggestions(trx, suggestions), done };
}

/** Stores claims as suggested flags, except where a flag of the kind answers for them. */
async function storeNew(
  trx: Trx,
  found: { revision: ReadRevision; claims: Suggestion[] }[],
): Promise<number> {
  const ids = found.flatMap(({ revision, claims }) => (claims.length > 0 ? revision.id : []));
  if (ids.length === 0) return 0;
  const standing = await standingOn(trx, ...ids);
  const suggestions = found.flatMap(({ revision, claims }) =>
    unflagged(
      revision,
      claims,
      standing.filter(({ revisionId }) => revisionId === revision.id),
    ),
  );
  await together(trx, storedSuggestions(trx, suggestions));
  return suggestions.length;
}

/**
 * The claims for which no flag of their kind answers yet: none that waits on some of the same words, and none that was
 * settled for all of them.
 */
function unflagged(revision: ReadRevision, claims: Suggestion[], standing: Stands[]): Suggested[] {
  return claims
    .filter(
      (claim) =>
        !standing.some(
          (flag) =>
            flag.kind === claim.kind &&
            flag.start < claim.end &&
            flag.end > claim.start &&
            (!isSettled(flag.state) || coversWords(revision.visible.text, flag, claim)),
        ),
    )
    .map((claim) => ({ id: newId(), revision, found: claim }));
}

const isSettled = (state: string | null) => state === 'verified' || state === 'dismissed';

/** Does a flag stand on every word of a claim? */
function coversWords(
  text: string,
  flag: { start: number; end: number },
  claim: { start: number; end: number },
): boolean {
  const outside = text.slice(claim.start, flag.start) + text.slice(flag.end, Math.max(claim.end, flag.end));
  return !/[\p{L}\p{N}]/u.test(outside);
}

/**
 * Suggests a flag in a reader's name on words that stand once in an article's newest text, white space aside. It does
 * not block. Words on which a reader's suggestion waits already are not flagged again. The article is to be locked.
 * @returns the flag and its section; null where the words stand nowhere or in more than one place
 */
export async function suggestForReader(
  trx: Trx,
  { articleId, quote, message }: { articleId: string; quote: string; message: string },
): Promise<{ flagId: string; sectionId: string } | null> {
  const words = new RegExp(quote.split(' ').map(literally).join('\\s+'), 'gu');
  const places = (await newestRevisions(trx, { articleId })).flatMap((revision) =>
    [...revision.visible.text.matchAll(words)].map((match) => ({ revision, match })),
  );
  const [place] = places;
  if (!place || places.length > 1) return null;
  const { revision, match } = place;
  const start = match.index;
  const end = start + match[0].length;
  const waiting = await trx
    .selectFrom('flagOnRevision as placed')
    .innerJoin('flag', 'flag.id', 'placed.flagId')
    .select('flag.id')
    .where('flag.ruleId', '=', readerRule)
    .where('placed.revisionId', '=', revision.id)
    .where('placed.startAt', '=', start)
    .where('placed.endAt', '=', end)
    .where('placed.state', '=', 'suggested')
    .executeTakeFirst();
  if (waiting) return { flagId: waiting.id, sectionId: revision.sectionId };
  const found: Suggested['found'] = {
    ...{ ruleId: readerRule, kind: 'unverifiable', category: 'reader-report', severity: 'should' },
    ...{ message, start, end },
  };
  const suggested = { id: newId(), revision, found };
  await trx.insertInto('flag').values(flagRow(suggested)).execute();
  await trx.insertInto('anchor').values(anchorRow(suggested)).execute();
  return { flagId: suggested.id, sectionId: revision.sectionId };
}

/** A text as a regular expression that finds it and nothing else. */
const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/**
 * Has the detector look again at the newest revisions of an article, as the site has set it by now. What it finds anew
 * is suggested; a suggestion of the rules that nobody has ever answered and that it does not make any more, or not with
 * this severity, is withdrawn by a row that says who asked and when. One that blocks goes only after the managing editor
 * decided anew about the detector since it was made; the database says the same.
 */
export async function lookAgain(
  actor: Actor,
  db: Db,
  articleId: string,
): Promise<Answer<{ added: number; withdrawn: number }>> {
  const no = notAllowed(actor, 'raise');
  if (no) return no;
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer<{ added: number; withdrawn: number }>> => {
      const revisions = (await lockArticle(trx, articleId)) ? await newestRevisions(trx, { articleId }) : [];
      if (revisions.length === 0) return refuse('missing', 'This article does not exist any more.');
      const settings = await settingsInForce(trx);
      const context = contextOf(revisions.map(({ visible }) => visible.text).join('\n'));
      const found = revisions.map((revision) => ({ revision, claims: foundIn(revision, settings, context) }));
      const stale = (await unanswered(trx, articleId)).filter(
        (flag) =>
          !found.some(({ revision, claims }) => claims.some((claim) => isSame(flag, revision, claim))),
      );
      if (stale.length > 0)
        await trx
          .insertInto('suggestionWithdrawal')
          .values(stale.map(({ flagId }) => ({ flagId, withdrawnBy: actor.id })))
          .execute();
      const added = await storeNew(trx, found);
      await record(actor, trx, {
        ...{ action: 'detector.looked-again', articleId },
        detail: { added, withdrawn: stale.map(({ flagId }) => flagId) },
      });
      return { ok: true, added, withdrawn: stale.length };
    }),
  );
}

/**
 * Asks a detector that takes its time about the newest revisions of an article, or of one of its sections, and stores
 * what it suggests: after a save or an import was answered, never within it. It is asked outside of any transaction,
 * and what it says of a text that was revised meanwhile is dropped.
 * @returns how many flags were suggested
 * @throws what the detector throws; what it had suggested before is stored
 */
export async function suggestFrom(
  actor: Actor,
  db: Db,
  detector: Detector,
  about: { articleId: string } | { sectionId: string },
): Promise<number> {
  const revisions = await newestRevisions(db, about);
  let suggested = 0;
  for (const revision of revisions) {
    const found = await detector.suggest(revision.visible, await settingsInForce(db));
    const claims = claimsOf(revision.visible, found);
    if (claims.length > 0) suggested += await storeFrom(actor, db, detector, { revision, claims });
  }
  return suggested;
}

function storeFrom(
  actor: Actor,
  db: Db,
  detector: Detector,
  found: { revision: ReadRevision; claims: Suggestion[] },
): Promise<number> {
  const { id, sectionId } = found.revision;
  return db.transaction().execute(async (trx) => {
    const articleId = await lockArticleOfSection(trx, sectionId);
    if (!articleId || (await newestRevision(trx, sectionId))?.id !== id) return 0;
    const suggested = await storeNew(trx, [found]);
    if (suggested > 0)
      await record(actor, trx, {
        ...{ action: 'detector.suggested', articleId, sectionId, subjectId: id },
        detail: { name: detector.name, suggested },
      });
    return suggested;
  });
}

/** The rules' own suggestions on the newest revisions of an article that were never answered and may be withdrawn. */
async function unanswered(trx: Trx, articleId: string) {
  return trx
    .selectFrom('section')
    .innerJoin('flagOnRevision as placed', 'placed.revisionId', 'section.revisionId')
    .innerJoin('flag', 'flag.id', 'placed.flagId')
    .select(['flag.id as flagId', 'flag.ruleId', 'flag.kind', 'flag.severity'])
    .select(['placed.revisionId', 'placed.startAt', 'placed.endAt'])
    .where('section.articleId', '=', articleId)
    .where('section.removedAt', 'is', null)
    .where('placed.state', '=', 'suggested')
    .where('flag.ruleId', 'not in', [newsroomRule, readerRule])
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('verdict').select('id').whereRef('flagId', '=', 'flag.id'))),
    )
    .where((eb) =>
      eb.or([
        eb('flag.severity', '<>', 'must'),
        eb.exists(
          eb.selectFrom('detectorSettings').select('number').whereRef('decidedAt', '>', 'flag.raisedAt'),
        ),
      ]),
    )
    .execute();
}

/** Would the detector make this very suggestion today? */
function isSame(
  flag: Awaited<ReturnType<typeof unanswered>>[number],
  revision: ReadRevision,
  claim: Suggestion,
): boolean {
  return (
    flag.revisionId === revision.id &&
    flag.startAt === claim.start &&
    flag.endAt === claim.end &&
    flag.ruleId === claim.ruleId &&
    flag.kind === claim.kind &&
    flag.severity === claim.severity
  );
}

async function newestRevisions(
  db: Db,
  about: { articleId: string } | { sectionId: string },
): Promise<ReadRevision[]> {
  const rows = await db
    .selectFrom('section')
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .select(['revision.id', 'revision.sectionId', 'revision.heading', 'revision.body'])
    .where((eb) =>
      'articleId' in about
        ? eb('section.articleId', '=', about.articleId)
        : eb('section.id', '=', about.sectionId),
    )
    .where('section.removedAt', 'is', null)
    .orderBy('section.position')
    .execute();
  return rows.map(readRevision);
}

function storedSuggestions(trx: Trx, suggestions: Suggested[]): Statement[] {
  return [
    ...inserting(trx, 'flag', flagColumns, suggestions.map(flagRow)),
    ...inserting(trx, 'anchor', anchorColumns, suggestions.map(anchorRow)),
  ];
}

/** The statement that stores rows of a table, or none where there are none. */
function inserting<Column extends string>(
  trx: Trx,
  table: 'flag' | 'anchor',
  columns: Record<Column, string>,
  rows: Record<Column, unknown>[],
): Statement[] {
  if (rows.length === 0) return [];
  return [
    trx
      .insertInto(table)
      .columns(keys(columns) as never[])
      .expression(unnest(columns, rows)),
  ];
}

const flagColumns = {
  ...{ id: 'uuid', sectionId: 'uuid', kind: 'text', category: 'text', severity: 'text', reason: 'text' },
  ...{ claimType: 'text', ruleId: 'text', quote: 'text', prefix: 'text', suffix: 'text', raisedOn: 'uuid' },
};
const followingColumns = {
  ...flagColumns,
  ...{ raisedBy: 'uuid', confirmedBy: 'uuid', confirmedAt: 'timestamptz' },
};
const anchorColumns = {
  ...{ flagId: 'uuid', revisionId: 'uuid', sectionId: 'uuid', startAt: 'int', endAt: 'int', quote: 'text' },
};

type Suggested = {
  id: string;
  revision: ReadRevision;
  found: Omit<Suggestion, 'category' | 'quote'> & { category: string };
};

function flagRow({ id, revision, found }: Suggested) {
  const { quote, prefix, suffix } = selectorAt(revision.visible.text, found.start, found.end);
  return {
    ...{
      id,
      sectionId: revision.sectionId,
      kind: found.kind,
      category: found.category,
      severity: found.severity,
    },
    ...{ reason: found.message, ruleId: found.ruleId, quote, prefix, suffix, raisedOn: revision.id },
    claimType: guessClaimType(quote),
  };
}

function anchorRow({ id, revision, found }: Suggested) {
  const { start, end } = found;
  const quote = revision.visible.text.slice(start, end);
  return {
    flagId: id,
    revisionId: revision.id,
    sectionId: revision.sectionId,
    startAt: start,
    endAt: end,
    quote,
  };
}
