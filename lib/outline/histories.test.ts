import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDesk } from '#db/test-desk.ts';
import { createArticle } from '#lib/articles/commands.ts';
import { readMoment } from '#lib/history/queries.ts';
import {
  addSections,
  removeSection,
  restoreRevision,
  restoreSection,
  saveRevision,
} from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { tagSection } from '#lib/tags/commands.ts';
import { addSection, joinSections, moveSection, restoreOutline, splitSection } from './commands.ts';
import {
  Article,
  bodyOf,
  hasText,
  type ModelMoment,
  type ModelSection,
  newest,
  newestEvent,
  type Observed,
  observed,
} from './test-outline.ts';

const desk = testDesk();
let staff: Actor[];

beforeAll(async () => {
  staff = await Promise.all(['Ada', 'Ben', 'Cleo'].map((name) => desk.person('editor', name)));
});

const sentences = [
  'The river ran high in spring.',
  'Snow lay on the pass until May.',
  'A bell hung over the gate.',
  'Traders came from the coast.',
  'The mill stood by the bridge.',
  'It likely included discussions on tolls.',
];

type Step =
  | { do: 'save'; how: 'add' | 'drop' | 'swap' | 'heading'; stale: boolean }
  | {
      do: 'restore-revision' | 'split' | 'join' | 'move' | 'add' | 'remove' | 'restore' | 'restore-outline';
    };
/** `at` and `by` choose among what there is. */
type Chosen = Step & { who: number; section: number; at: number; by: number };

const numbers = { who: fc.nat(2), section: fc.nat(20), at: fc.nat(20), by: fc.nat(20) };
const step: fc.Arbitrary<Chosen> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      ...{ do: fc.constant('save' as const), ...numbers },
      how: fc.constantFrom<('add' | 'drop' | 'swap' | 'heading')[]>('add', 'add', 'drop', 'swap', 'heading'),
      stale: fc.nat(2).map((n) => n === 0),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constantFrom(
        ...([
          'restore-revision',
          'split',
          'split',
          'join',
          'move',
          'move',
          'add',
          'remove',
          'restore',
          'restore-outline',
        ] as const),
      ),
      ...numbers,
    }),
  },
);
/** One step, or two by different people at the same moment. */
const moment = fc.oneof(
  { weight: 3, arbitrary: step.map((one) => [one]) },
  { weight: 1, arbitrary: fc.tuple(step, step) },
);

type Answered = {
  ok: boolean;
  changed?: boolean;
  isMerged?: boolean;
  sectionId?: string;
  saved?: { heading: string; body: string };
};
type Ready = {
  name: string;
  send: () => Promise<Answered>;
  expected: (article: Article) => boolean;
  apply: (article: Article, answer: Answered) => void;
};

async function begin(): Promise<{ articleId: string; article: Article }> {
  const [editor] = staff as [Actor];
  const parts: [string, string[], number][] = [
    ['The Town', ['Its story.'], 1],
    ['Before', [0, 1, 2].map((n) => sentences[n] as string), 1],
    ['The Plan', [3, 4].map((n) => sentences[n] as string), 2],
    ['After', [sentences[5] as string], 1],
  ];
  const articleId = await desk.db.transaction().execute(async (trx) => {
    const { id } = await createArticle(editor, trx, 'The Town');
    const made = parts.map(([heading, paragraphs, depth], index) => ({
      ...{ kind: index === 0 ? ('head' as const) : ('section' as const), heading, depth, numbered: false },
      body: bodyOf(paragraphs),
    }));
    await addSections(editor, trx, id, made);
    return id;
  });
  const article = new Article();
  const seen = await observed(desk.owner, articleId);
  article.sections = seen.map((section, index): ModelSection => {
    const [heading, paragraphs] = parts[index] as (typeof parts)[number];
    return { ...section, revisions: [{ id: '', heading, paragraphs }] };
  });
  const tagged = article.sections[2] as ModelSection;
  await tagSection(editor, desk.db, { sectionId: tagged.id, tag: 'plans' });
  tagged.tags = ['plans'];
  return { articleId, article: await now(articleId, agreed(article, await observed(desk.owner, articleId))) };
}

/** The model with this moment in its history. */
async function now(articleId: string, article: Article): Promise<Article> {
  const standing = article
    .standing()
    .map(({ id, depth, revisions }) => ({ id, depth, number: revisions.length }));
  article.moments.push({ seq: await newestEvent(desk.owner, articleId), standing });
  return article;
}

/** The model with the ids of its revisions, once all that stands in PostgreSQL is what the model has, and nothing else. */
function agreed(article: Article, seen: Observed): Article {
  const told = article.sections.map(({ revisions, ...section }) => ({
    ...section,
    revisions: revisions.map(({ heading, paragraphs }) => ({ heading, body: bodyOf(paragraphs) })),
  }));
  const stored = seen.map(({ revisions, ...section }) => ({
    ...section,
    revisions: revisions.map(({ heading, body }) => ({ heading, body })),
  }));
  expect(stored).toEqual(told);
  const known = article.copy();
  for (const [n, section] of known.sections.entries())
    for (const [m, revision] of section.revisions.entries()) revision.id = seen[n]?.revisions[m]?.id ?? '';
  return known;
}

function ready(articleId: string, article: Article, chosen: Chosen): Ready {
  const { at, by } = chosen;
  const actor = staff[chosen.who] as Actor;
  const name = `${actor.name} ${JSON.stringify(chosen)}`;
  const section = article.sections[chosen.section % article.sections.length] as ModelSection;
  const { id, isHead } = section;
  const shown = newest(section);
  const other = article.sections[by % article.sections.length] as ModelSection;
  const before = by % 4 === 0 ? null : other.id;
  const stands = (then: Article) => !then.section(id).isRemoved && then.isNewest(id, shown.id);
  switch (chosen.do) {
    case 'save': {
      const base = chosen.stale ? (section.revisions[at % section.revisions.length] ?? shown) : shown;
      const heading =
        chosen.how === 'heading' ? `${base.heading || 'Part'} ${by}`.slice(0, 60) : base.heading;
      const paragraphs = edited(base.paragraphs, chosen);
      const same = (then: Article) => hasText(then.section(id), { heading, paragraphs });
      return {
        name,
        send: async () => {
          let text = { heading, body: bodyOf(paragraphs) };
          let isMerged = false;
          for (let basedOn = base.id; ; ) {
            const saved = await saveRevision(actor, desk.db, { sectionId: id, basedOn, ...text, note: '' });
            if (saved.ok) return { ...saved, saved: text, isMerged };
            if (!('conflict' in saved)) return saved;
            // What both wrote, put together, on top of what the other one saved; until nobody saves in between.
            const { merged, newest: theirs } = saved.conflict;
            text = { heading: merged.heading.text, body: merged.body.text };
            basedOn = theirs.id;
            isMerged = true;
          }
        },
        expected: (then) => !then.section(id).isRemoved,
        apply: (then, { changed, saved }) => {
          if (then.isNewest(id, base.id)) expect(changed).toBe(!same(then));
          if (changed && saved) then.revise(id, saved.heading, saved.body.split('\n\n').filter(Boolean));
        },
      };
    }
    case 'restore-revision': {
      const number = (at % section.revisions.length) + 1;
      const wanted = section.revisions[number - 1] ?? shown;
      const isSame = (then: Article) => hasText(then.section(id), wanted);
      return {
        name,
        send: () => restoreRevision(actor, desk.db, { sectionId: id, number, basedOn: shown.id }),
        expected: (then) => !then.section(id).isRemoved && (isSame(then) || then.isNewest(id, shown.id)),
        apply: (then) => {
          if (!isSame(then)) then.revise(id, wanted.heading, wanted.paragraphs);
        },
      };
    }
    case 'split': {
      const place = (at % Math.max(shown.paragraphs.length, 1)) + (by % 8 === 0 ? 1 : 0);
      const heading = by % 3 === 0 ? `Part ${by}` : '';
      const split = { sectionId: id, basedOn: shown.id, at: place, heading };
      return {
        name,
        send: () => splitSection(actor, desk.db, split),
        expected: (then) => !isHead && stands(then) && place >= 1 && place < shown.paragraphs.length,
        apply: (then, { sectionId = '' }) => then.split(id, place, heading, sectionId),
      };
    }
    case 'join': {
      const above = section.isRemoved ? undefined : article.above(id);
      const into = { into: above?.id ?? id, intoBasedOn: above ? newest(above).id : shown.id };
      return {
        name,
        send: () => joinSections(actor, desk.db, { sectionId: id, basedOn: shown.id, ...into }),
        expected: (then) => {
          const now = then.section(id).isRemoved ? undefined : then.above(id);
          const isThere = now !== undefined && !now.isHead && now.id === into.into;
          return isThere && stands(then) && then.isNewest(into.into, into.intoBasedOn);
        },
        apply: (then) => then.join(id),
      };
    }
    case 'move': {
      const depth = (at % 5) + 1;
      return {
        name,
        send: () => moveSection(actor, desk.db, { sectionId: id, before, depth }),
        expected: (then) => then.mayMove(id, before, depth),
        apply: (then) => then.move(id, before, depth),
      };
    }
    case 'add': {
      const added = { articleId, kind: 'section' as const, heading: `New ${at}`, depth: 1, before };
      return {
        name,
        send: () => addSection(actor, desk.db, added),
        expected: (then) =>
          before === null || (!then.section(before).isRemoved && !then.section(before).isHead),
        apply: (then, { sectionId = '' }) => then.add(sectionId, added.heading, before),
      };
    }
    case 'restore-outline': {
      const moment = article.moments[at % article.moments.length] as ModelMoment;
      const seen = article.moments.at(-1) as ModelMoment;
      const texts = by % 2 === 0;
      const wanted = { articleId, seq: moment.seq, newest: seen.seq, texts };
      return {
        name,
        send: async () => {
          const then = await readMoment(actor, desk.db, articleId, moment.seq);
          const told = then?.sections?.map(({ sectionId, depth, number }) => ({
            id: sectionId,
            depth,
            number,
          }));
          expect(told).toEqual(moment.standing);
          return restoreOutline(actor, desk.db, wanted);
        },
        expected: ({ changes }) =>
          changes.outline === article.changes.outline && (!texts || changes.texts === article.changes.texts),
        apply: (then) => then.restoreOutline(moment, texts),
      };
    }
    default: {
      const removes = chosen.do === 'remove';
      return {
        name,
        send: () => (removes ? removeSection : restoreSection)(actor, desk.db, id),
        expected: (then) => !isHead && then.section(id).isRemoved !== removes,
        apply: (then) => then.setRemoved(id, removes),
      };
    }
  }
}

function edited(paragraphs: string[], step: Chosen): string[] {
  const lines = [...paragraphs];
  const from = step.at % Math.max(lines.length, 1);
  if (step.do !== 'save') return lines;
  if (step.how === 'add') lines.splice(from, 0, sentences[step.by % sentences.length] as string);
  if (step.how === 'drop') lines.splice(from, 1);
  if (step.how === 'swap' && lines.length > 1) lines.push(...lines.splice(from, 1));
  return lines;
}

async function run(moments: Chosen[][]) {
  let { articleId, article } = await begin();
  const told: string[] = [];
  for (const together of moments) {
    const steps = together.map((chosen) => ready(articleId, article, chosen));
    const answers = await Promise.all(steps.map(({ send }) => send()));
    const done = steps.map((one, index) => ({ one, answer: answers[index] as Answered }));
    told.push(...done.map(({ one, answer }) => `${one.name}: ${answer.ok ? 'done' : 'refused'}`));
    for (const [index, { do: what }] of together.entries()) {
      const answer = answers[index] as Answered;
      if (!answer.ok) continue;
      happened.add(what);
      if (answer.isMerged) happened.add('merge');
    }
    article = await now(articleId, inSomeOrder(article, done, await observed(desk.owner, articleId), told));
  }
}

/** @returns the model after these steps, in an order that explains what was answered and what stands now */
function inSomeOrder(
  article: Article,
  done: { one: Ready; answer: Answered }[],
  seen: Observed,
  told: string[],
) {
  const problems: unknown[] = [];
  for (const order of done.length > 1 ? [done, done.toReversed()] : [done]) {
    const then = article.copy();
    try {
      for (const { one, answer } of order) {
        expect(answer.ok, one.name).toBe(one.expected(then));
        if (answer.ok) one.apply(then, answer);
      }
      return agreed(then, seen);
    } catch (problem) {
      problems.push(problem);
    }
  }
  throw new Error([...told, ...problems].join('\n'));
}

/** What was done at least once: a run in which nothing happened says nothing. */
const happened = new Set<string>();
const all = 'save merge restore-revision split join move add remove restore restore-outline'.split(' ');

/** How many histories are run; GALLEY_HISTORIES asks for more. */
const histories = Number(process.env.GALLEY_HISTORIES ?? 80);
/** As many are under way at once: while one waits for PostgreSQL, others go on. */
const lanes = 4;

describe('an article', () => {
  test('is what its history makes of it, whoever acts at the same moment, and no text that was saved is lost', {
    timeout: 3_600_000,
  }, async () => {
    const history = fc.array(moment, { minLength: 25, maxLength: 25 });
    const { seed = 3 } = fc.readConfigureGlobal();
    const settings = { numRuns: Math.ceil(histories / lanes), endOnFailure: true };
    await Promise.all(
      Array.from({ length: lanes }, (_, lane) =>
        fc.assert(fc.asyncProperty(history, run), { ...settings, seed: seed + lane }),
      ),
    );
    expect([...happened].sort()).toEqual(all.toSorted());
  });
});
