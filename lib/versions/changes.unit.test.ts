import { describe, expect, test } from 'vitest';
import { compareVersions } from './changes.ts';
import type { PublishedSection } from './model.ts';

const section = (sectionId: string, body: string, depth = 1): PublishedSection => ({
  ...{ sectionId, kind: 'section', depth, numbered: true, heading: sectionId.toUpperCase(), body },
});
const version = (...sections: PublishedSection[]) => ({ title: 'The Dam', dek: 'Its story.', sections });
const kinds = (before: ReturnType<typeof version>, after: ReturnType<typeof version>) => {
  const { changes, same, rearranged } = compareVersions(before, after);
  return { changes: changes.map(({ kind, name }) => `${kind} ${name}`), same, rearranged };
};

describe('two versions', () => {
  test('that are the same have no changes', () => {
    const one = version(section('a', 'Text.'));
    expect(kinds(one, one)).toEqual({ changes: [], same: 2, rearranged: false });
  });

  test('are compared section by section, and what was removed stands where it stood', () => {
    const before = version(section('a', 'First.'), section('b', 'Second.'), section('c', 'Third.'));
    const after = version(section('a', 'First.'), section('c', 'Third, revised.'), section('d', 'Fourth.'));
    expect(kinds(before, after)).toEqual({
      changes: ['removed B', 'changed C', 'added D'],
      same: 2,
      rearranged: false,
    });
  });

  test('that differ in title and dek say so', () => {
    const before = version();
    expect(kinds(before, { ...before, dek: 'Its long story.' }).changes).toEqual([
      'changed Title and introduction',
    ]);
  });

  test('with another order, depth or kind are rearranged', () => {
    const [a, b] = [section('a', 'First.'), section('b', 'Second.')];
    expect(kinds(version(a, b), version(b, a))).toEqual({ changes: [], same: 3, rearranged: true });
    expect(kinds(version(a, b), version(a, section('b', 'Second.', 2))).rearranged).toBe(true);
  });

  test('give back both texts, word by word', () => {
    const [before, after] = ['The dam is 40 m high.', 'The dam is 42 m high.'];
    const [changed] = compareVersions(version(section('a', before)), version(section('a', after))).changes;
    const text = (skip: string) =>
      changed?.parts
        .filter(({ type }) => type !== skip)
        .map((part) => part.text)
        .join('');
    expect([text('added'), text('removed')]).toEqual([before, after]);
    expect(changed?.parts).toContainEqual({ type: 'added', text: '42' });
  });

  test('show the heading where that is what changed', () => {
    const [changed] = compareVersions(
      version(section('a', 'Text.')),
      version({ ...section('a', 'Text.'), heading: 'New' }),
    ).changes;
    expect(changed?.parts.map(({ text }) => text).join('')).toBe('A\n\nNew\n\nText.');
  });
});
