import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesAnything, compareEdition, decide, type Standing } from './edition.ts';
import type { Draft, DraftItem } from './model.ts';

const told = 'The plan was drawn up in 1949.';
const revised = 'The plan was drawn up in 1950.';
const item = (heading: string, body: string, more: Partial<DraftItem> = {}): DraftItem => ({
  ...{ id: heading, kind: 'section', depth: 1, numbered: false, heading, body, lines: [1, 1], places: [] },
  ...more,
});
const draftOf = (...items: DraftItem[]): Draft => ({
  title: 'Title',
  dek: 'Dek',
  items,
  setAside: [],
  notes: [],
});
const standing = (heading: string, body: string, more: Partial<Standing> = {}): Standing => ({
  ...{
    id: heading,
    kind: 'section',
    depth: 1,
    numbered: false,
    heading,
    body,
    revisionId: 'r',
    removed: false,
  },
  ...{ base: { heading, body: more.base === null ? '' : told } },
  ...more,
});
const head = standing('Title', 'Dek', { id: 'head', kind: 'head', base: { heading: 'Title', body: 'Dek' } });
const plan = (body: string, more: Partial<Standing> = {}) => standing('Plan', body, more);

describe('three ways, by section', () => {
  test.each<[string, Standing[], DraftItem[], string, string | null, boolean]>([
    ['unchanged on both sides', [plan(told)], [item('Plan', told)], 'same', null, false],
    [
      'changed in the desk alone keeps the desk’s',
      [plan(revised)],
      [item('Plan', told)],
      'same',
      null,
      false,
    ],
    [
      'changed in the source alone takes the source’s',
      [plan(told)],
      [item('Plan', revised)],
      'revised',
      revised,
      false,
    ],
    ['changed alike in both', [plan(revised)], [item('Plan', revised)], 'same', null, false],
    [
      'changed in both keeps the desk’s at first',
      [plan('In 1951.')],
      [item('Plan', revised)],
      'conflict',
      null,
      false,
    ],
    ['new in the source', [], [item('Plan', told)], 'added', told, false],
    ['gone from the source', [plan(told)], [], 'removed', null, true],
    ['gone from the source but revised here stays at first', [plan(revised)], [], 'conflict', null, false],
    ['never in the source', [plan(told, { base: null })], [], 'same', null, false],
    [
      'in the bin, unchanged in the source',
      [plan(told, { removed: true })],
      [item('Plan', told)],
      'same',
      null,
      true,
    ],
    [
      'in the bin, changed in the source',
      [plan(told, { removed: true })],
      [item('Plan', revised)],
      'conflict',
      null,
      true,
    ],
    [
      'back after an edition without it',
      [plan(told, { removed: true, base: null })],
      [item('Plan', told)],
      'added',
      null,
      false,
    ],
  ])('%s', (_, sections, items, type, text, removed) => {
    const changes = compareEdition([head, ...sections], draftOf(...items));
    expect(changes).toHaveLength(2);
    expect(changes[0]).toMatchObject({ kind: 'head', type: 'same' });
    expect(changes[1]).toMatchObject({ type });
    const [, decision] = decide(changes, {});
    expect([decision?.text?.body ?? null, decision?.removed]).toEqual([text, removed]);
  });

  test('where both changed, the editor takes the source’s, or both changes where they do not touch', () => {
    const base = { heading: 'Plan', body: 'One. Two. Three.' };
    const desk = plan('One! Two. Three.', { base });
    const changes = compareEdition([head, desk], draftOf(item('Plan', 'One. Two. Three!')));
    expect(changes[1]?.merged?.body).toBe('One! Two. Three!');
    expect(decide(changes, { Plan: 'source' })[1]?.text?.body).toBe('One. Two. Three!');
    expect(decide(changes, { Plan: 'merged' })[1]?.text?.body).toBe('One! Two. Three!');
    const clash = compareEdition([head, desk], draftOf(item('Plan', 'One? Two. Three.')));
    expect(clash[1]).toMatchObject({ type: 'conflict', merged: null });
  });

  test('what the source lacks stands behind what it stood behind; what moved is named', () => {
    const own = standing('Own', 'By hand.', { base: null });
    const [a, b, c] = ['A', 'B', 'C'].map((name) =>
      standing(name, `${name} text of it`, { base: { heading: name, body: `${name} text of it` } }),
    ) as [Standing, Standing, Standing];
    const items = ['B', 'C', 'A'].map((name) => item(name, `${name} text of it`));
    const changes = compareEdition([head, a, own, b, c], draftOf(...items));
    expect(changes.map(({ key, moved }) => [key, moved])).toEqual([
      ['head', false],
      ['B', false],
      ['C', false],
      ['A', true],
      ['Own', false],
    ]);
    expect(changesAnything(changes)).toBe(true);
    const same = compareEdition(
      [head, a, own, b, c],
      draftOf(...['A', 'B', 'C'].map((n) => item(n, `${n} text of it`))),
    );
    expect(changesAnything(same)).toBe(false);
  });
});

test('whatever the source says, no text of the desk’s own is lost, and each section has one place', () => {
  const text = fc.constantFrom(told, revised, 'In 1951.', 'Nobody knows.', 'Floods came in spring.', '');
  const heading = fc.constantFrom('Plan', 'Floods', 'After', '');
  const sections = fc.array(
    fc.record({
      ...{ heading, body: text, removed: fc.boolean() },
      base: fc.option(fc.record({ heading, body: text })),
    }),
    { maxLength: 6 },
  );
  const items = fc.array(fc.record({ heading, body: text }), { maxLength: 6 });
  fc.assert(
    fc.property(sections, items, (had, has) => {
      const before = had.map((section, i) => standing('', '', { ...section, id: `s${i}` }));
      const draft = draftOf(...has.map((one, i) => item('', '', { ...one, id: `i${i}` })));
      const decisions = decide(compareEdition([head, ...before], draft), {});
      const named = decisions.flatMap(({ change }) => change.sectionId ?? []);
      expect(named.toSorted()).toEqual(['head', ...before.map(({ id }) => id)].toSorted());
      for (const section of before) {
        const isOwn = section.base?.body !== section.body || section.base?.heading !== section.heading;
        // What an earlier edition dropped and this one has again is no text of the desk's.
        if (!isOwn || (section.removed && !section.base)) continue;
        const decision = decisions.find(({ change }) => change.sectionId === section.id);
        expect(decision?.text).toBeNull();
        if (!section.removed) expect(decision?.removed).toBe(false);
      }
      for (const one of draft.items)
        expect(decisions.filter(({ change }) => change.source?.body === one.body).length).toBeGreaterThan(0);
    }),
    { seed: 3, numRuns: 500 },
  );
});
