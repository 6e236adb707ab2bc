import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { testDesk } from '#db/test-desk.ts';
import { createArticle } from '#lib/articles/commands.ts';
import { confirmFlag, giveVerdict, raiseFlag, suggestFlags } from '#lib/flags/commands.ts';
import type { VerdictKind } from '#lib/flags/model.ts';
import { addSections, removeSection, restoreSection, saveRevision } from '#lib/sections/commands.ts';
import { signOff, withdrawSignOff } from '#lib/signoffs/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { publish } from './commands.ts';
import {
  History,
  type ModelFlag,
  type ModelSection,
  newest,
  observedBlockers,
  observedFlags,
  observedPublication,
} from './test-history.ts';

const desk = testDesk();
let staff: Actor[];

beforeAll(async () => {
  const roles = ['editor', 'editor', 'fact_checker', 'fact_checker', 'admin'] as const;
  staff = await Promise.all(roles.map((role, index) => desk.person(role, `${role} ${index}`)));
});

/** No sentence is part of another; the last two are found by the detector. */
const sentences = [
  'The river ran high in spring.',
  'Snow lay on the pass until May.',
  'A bell hung over the gate.',
  'Traders came from the coast.',
  'The mill stood by the bridge.',
  'Boats were built on the shore.',
  'Barley grew on the terraces.',
  'A wall closed the upper town.',
  'It likely included discussions on tolls.',
  'It also likely included talks about the ferries.',
];

type Edit = { how: 'replace' | 'insert' | 'delete' | 'swap' | 'reword' | 'back'; at: number; by: number };
type Step =
  | { do: 'revise'; who: number; section: number; edit: Edit; stale: boolean }
  | { do: 'raise'; who: number; section: number; at: number; kind: 'promotional' | 'unverifiable' }
  | { do: 'confirm'; who: number; flag: number }
  | { do: 'settle'; who: number; flag: number; kind: VerdictKind }
  | { do: 'sign'; who: number; section: number }
  | { do: 'unsign'; who: number; section: number }
  | { do: 'remove' | 'restore'; who: number; section: number }
  | { do: 'publish'; who: number };

const who = fc.nat(4);
const section = fc.nat(2);
const one = <T extends string>(word: T) => fc.constant(word);
const single: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ do: one('revise'), who: fc.constantFrom(0, 0, 1, 1, 2, 4), section },
      edit: fc.record({
        how: fc.constantFrom<Edit['how'][]>('replace', 'insert', 'delete', 'swap', 'reword', 'back'),
        ...{ at: fc.nat(20), by: fc.nat(20) },
      }),
      stale: fc.nat(15).map((n) => n === 0),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ do: one('raise'), who, section, at: fc.nat(20) },
      kind: fc.constantFrom('promotional' as const, 'unverifiable' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: one('confirm'), who, flag: fc.nat(20) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      ...{ do: one('settle'), who: fc.constantFrom(0, 2, 2, 3, 3, 4), flag: fc.nat(20) },
      kind: fc.constantFrom<VerdictKind[]>('verified', 'dismissed', 'dismissed', 'rewrite'),
    }),
  },
  { weight: 7, arbitrary: fc.record({ do: one('sign'), who: fc.constantFrom(0, 2, 2, 3, 3, 4), section }) },
  { weight: 1, arbitrary: fc.record({ do: one('unsign'), who, section }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('remove' as const, 'restore' as const), who, section }),
  },
  { weight: 4, arbitrary: fc.record({ do: one('publish'), who: fc.constantFrom(0, 1, 2, 4) }) },
);
/** One step, two by different people at the same moment, or everything answered by one fact-checker, step by step. */
type Moment = Step[] | { sweepBy: number };
const moment: fc.Arbitrary<Moment> = fc.oneof(
  { weight: 25, arbitrary: single.map((step) => [step]) },
  { weight: 6, arbitrary: fc.tuple(single, single) },
  { weight: 3, arbitrary: fc.constantFrom(2, 3).map((sweepBy) => ({ sweepBy })) },
);

async function begin(): Promise<History> {
  const editor = staff[0] as Actor;
  const parts = [
    ['head', 'The upper town', [0, 8]],
    ['section', 'The valley', [1, 2, 3]],
    ['section', 'The coast', [4, 5, 9]],
  ] as const;
  const history = await desk.db.transaction().execute(async (trx) => {
    const { id } = await createArticle(editor, trx, `History ${crypto.randomUUID()}`);
    const revisions = await addSections(
      editor,
      trx,
      id,
      parts.map(([kind, heading, at]) => ({
        ...{ kind, heading, depth: 1, numbered: false },
        body: at.map((n) => sentences[n]).join(' '),
      })),
    );
    await suggestFlags(trx, revisions, '');
    const made = new History(id);
    made.sections = revisions.map((revision, index): ModelSection => {
      const { text } = revision.visible;
      const first = { id: revision.id, number: 1, author: editor.id, text, before: null };
      return {
        ...{ id: revision.sectionId, isHead: index === 0, heading: revision.heading, isRemoved: false },
        ...{ revisions: [first], signedBy: new Map() },
      };
    });
    return made;
  });
  history.flags = await observedFlags(desk.owner, history.articleId);
  return history;
}

function edited(section: ModelSection, { how, at, by }: Edit): string {
  const lines =
    (newest(section).text.split('\n')[1] ?? '').match(/[^.]+\./g)?.map((line) => line.trim()) ?? [];
  const from = at % Math.max(lines.length, 1);
  const other = sentences[by % sentences.length] as string;
  if (how === 'back') return section.revisions[by % section.revisions.length]?.text.split('\n')[1] ?? '';
  if (how === 'swap')
    [lines[from], lines[by % lines.length]] = [lines[by % lines.length] ?? '', lines[from] ?? ''];
  if (how === 'reword')
    lines[from] = (lines[from] ?? '').replace(/\.$/, by % 2 ? ' by night.' : ' in those days.');
  if (how === 'delete' && lines.length > 1) lines.splice(from, 1);
  if (how === 'replace' && !lines.includes(other)) lines[from] = other;
  if (how === 'insert' && !lines.includes(other)) lines.splice(from, 0, other);
  return lines.filter((line, index) => line && lines.indexOf(line) === index).join(' ');
}

type Answered = { ok: boolean; changed?: boolean; revisionId?: string; number?: number; flagId?: string };

/** A step made ready for what is on everybody's screen now. */
type Ready = {
  name: string;
  send: () => Promise<Answered>;
  /** Does the model expect it to be done? null where the anchors decide. */
  expected: (history: History) => boolean | null;
  /** What it makes of the model; `seen` are the flags as they stand after the moment, `touched` those of its other step. */
  apply: (history: History, answer: Answered, seen: ModelFlag[], touched: string[]) => void;
  flagId?: string;
};

function ready(history: History, step: Step): Ready | null {
  const actor = staff[step.who] as Actor;
  const name = `${actor.name} ${JSON.stringify(step)}`;
  if (step.do === 'publish')
    return {
      name,
      send: () => publish(actor, desk.db, history.articleId),
      expected: (then) => then.mayPublish(actor),
      apply: (then) => then.publish(),
    };
  if ('flag' in step) return readyOnFlag(history, step, actor, name);
  const { id: sectionId, heading } = history.sections[step.section] as ModelSection;
  const shown = newest(history.section(sectionId));
  const revisionId = shown.id;
  switch (step.do) {
    case 'revise': {
      const basedOn = step.stale ? (history.section(sectionId).revisions[0]?.id ?? '') : revisionId;
      const body = edited(history.section(sectionId), step.edit);
      const text = body ? `${heading}\n${body}` : heading;
      return {
        name,
        send: () => saveRevision(actor, desk.db, { sectionId, basedOn, heading, body, note: '' }),
        expected: (then) => then.mayRevise(actor, then.section(sectionId), basedOn, text),
        apply: (then, { changed, revisionId: id = '', number = 0 }, seen, touched) => {
          const before = newest(then.section(sectionId)).text;
          expect(changed).toBe(text !== before);
          if (changed) then.revised(sectionId, { id, number, author: actor.id, text, before }, seen, touched);
        },
      };
    }
    case 'raise': {
      const lines = shown.text.split('\n')[1]?.match(/[^.]+\./g) ?? [];
      const quote = lines[step.at % Math.max(lines.length, 1)]?.trim();
      if (!quote) return null;
      const words = { sectionId, revisionId, quote, start: null };
      return {
        name,
        send: () =>
          raiseFlag(actor, desk.db, { ...words, kind: step.kind, category: 'undated', reason: 'When?' }),
        expected: (then) =>
          newest(then.section(sectionId)).id === revisionId ? !then.section(sectionId).isRemoved : null,
        apply: (then, { flagId }, seen) => {
          const made = seen.find(({ id }) => id === flagId);
          expect(made).toBeDefined();
          if (made && !then.flag(made.id)) then.flags.push(made);
        },
      };
    }
    case 'sign':
      return {
        name,
        send: () => signOff(actor, desk.db, [revisionId]),
        expected: (then) => then.maySignOff(actor, then.section(sectionId), revisionId),
        apply: (then) => void then.section(sectionId).signedBy.set(revisionId, actor.id),
      };
    case 'unsign':
      return {
        name,
        send: () => withdrawSignOff(actor, desk.db, revisionId),
        expected: (then) => then.mayWithdraw(actor, then.section(sectionId), revisionId),
        apply: (then) => void then.section(sectionId).signedBy.delete(revisionId),
      };
    default: {
      const removes = step.do === 'remove';
      return {
        name,
        send: () => (removes ? removeSection : restoreSection)(actor, desk.db, sectionId),
        expected: (then) => then.maySetRemoved(actor, then.section(sectionId), removes),
        apply: (then) => {
          then.section(sectionId).isRemoved = removes;
        },
      };
    }
  }
}

function readyOnFlag(
  history: History,
  step: Extract<Step, { flag: number }>,
  actor: Actor,
  name: string,
): Ready | null {
  const flag = history.flags[step.flag % Math.max(history.flags.length, 1)];
  if (!flag) return null;
  const { id: flagId, quote } = flag;
  if (step.do === 'confirm')
    return {
      ...{ name, flagId },
      send: () => confirmFlag(actor, desk.db, flagId),
      expected: (then) => then.mayConfirm(then.flag(flagId)),
      apply: (then) => {
        then.flag(flagId).isConfirmed = true;
      },
    };
  const { kind } = step;
  const revisionId = newest(history.section(flag.sectionId)).id;
  const source = { url: 'https://a.example/', title: 'A', publisher: '', publishedOn: '', passage: '' };
  return {
    ...{ name, flagId },
    send: () =>
      giveVerdict(actor, desk.db, {
        ...{ flagId, revisionId, kind, reason: 'Because.', evidence: kind === 'verified' ? [source] : [] },
      }),
    expected: (then) => then.maySettle(actor, then.flag(flagId), kind, quote),
    apply: (then, _, seen) => {
      then.flag(flagId).verdict = seen.find(({ id }) => id === flagId)?.verdict ?? null;
    },
  };
}

/** Steps of one moment, in one of the orders in which they may have been done. */
function follow(history: History, done: { step: Ready; answer: Answered }[], seen: ModelFlag[]) {
  for (const { step, answer } of done) {
    const expected = step.expected(history);
    if (expected !== null) expect(answer.ok, step.name).toBe(expected);
    const touched = done.flatMap((other) => (other.step === step ? [] : (other.step.flagId ?? [])));
    if (answer.ok) step.apply(history, answer, seen, touched);
  }
}

function sweep(history: History, who: number): Step[][] {
  const settled = history.flags.flatMap((flag, index): Step[] =>
    history.isInTheWay(flag) ? [{ do: 'settle', who, flag: index, kind: 'dismissed' }] : [],
  );
  const signed = history.sections.flatMap((section, index): Step[] =>
    section.signedBy.has(newest(section).id) ? [] : [{ do: 'sign', who, section: index }],
  );
  return [...settled, ...signed].map((step) => [step]);
}

async function run(moments: Moment[]) {
  let history = await begin();
  const told: string[] = [];
  for (const moment of moments)
    for (const together of 'sweepBy' in moment ? sweep(history, moment.sweepBy) : [moment]) {
      const steps = together.flatMap((step) => ready(history, step) ?? []);
      const answers = await Promise.all(steps.map(({ send }) => send()));
      const done = steps.map((step, index) => ({ step, answer: answers[index] as Answered }));
      told.push(...done.map(({ step, answer }) => `${step.name}: ${answer.ok ? 'done' : 'refused'}`));
      // What was refused is seen to have changed nothing the next time that something is done.
      const seen = done.some(({ answer }) => answer.ok) ? await observe(history.articleId) : null;
      history = inSomeOrder(history, done, seen, told);
    }
  inSomeOrder(history, [], await observe(history.articleId), told);
}

type Done = { step: Ready; answer: Answered }[];
type Seen = Awaited<ReturnType<typeof observe>>;

/** @returns the model after these steps, in an order that explains what was answered and what stands now */
function inSomeOrder(history: History, done: Done, seen: Seen | null, told: string[]): History {
  const problems: unknown[] = [];
  for (const order of done.length > 1 ? [done, done.toReversed()] : [done]) {
    const then = history.copy();
    try {
      follow(then, order, seen?.flags ?? []);
      if (seen) {
        expect(seen.blockers).toEqual(then.blockers());
        expect(seen.published).toEqual(then.published);
      }
      return then;
    } catch (problem) {
      problems.push(problem);
    }
  }
  throw new Error([...told, ...problems].join('\n'));
}

async function observe(articleId: string) {
  const [flags, blockers, published] = await Promise.all([
    observedFlags(desk.owner, articleId),
    observedBlockers(desk.owner, articleId),
    observedPublication(desk.owner, articleId),
  ]);
  return { flags, blockers, published };
}

/** How many histories are run in all; GALLEY_HISTORIES asks for more. */
const histories = Number(process.env.GALLEY_HISTORIES ?? 2000);
/** As many are under way at once: while one waits for PostgreSQL, others go on. */
const lanes = { first: [0, 1], second: [2, 3] };

/**
 * Runs half of the histories, which a file calls for each half: two workers then share them, each with a database of
 * its own. In one database they wait for each other at the end of the audit log.
 */
export function runHistories(half: keyof typeof lanes) {
  test(`answers as the rules do in any history, whoever acts at the same moment: the ${half} half`, {
    timeout: 3_600_000,
  }, async () => {
    const history = fc.array(moment, { minLength: 30, maxLength: 30 });
    const { seed = 3 } = fc.readConfigureGlobal();
    const settings = { numRuns: Math.ceil(histories / 4), endOnFailure: true };
    await Promise.all(
      lanes[half].map((lane) =>
        fc.assert(fc.asyncProperty(history, run), { ...settings, seed: seed + lane }),
      ),
    );
  });
}
