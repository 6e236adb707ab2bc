import { describe, expect, test } from 'vitest';
import { exportsOf, gaps, withoutActor } from './authorisation.ts';

const staff = { editor: 'yes', fact_checker: 'yes', admin: 'yes', signedOut: 'no' };
const inside = (...callers: string[]) => ({ inside: 'A part of importing, which asks.', callers });

describe('the table of who may what', () => {
  test.each([
    ['an export without a row', { 'lib/tags/queries.ts': ['listTags', 'readTag'] }, 'exports readTag'],
    ['a file without rows', { 'lib/tags/commands.ts': ['tag'] }, 'exports tag'],
    ['a row without an export', { 'lib/tags/queries.ts': [] }, 'names listTags'],
    ['a name that every object has', { 'lib/tags/queries.ts': ['listTags', 'constructor'] }, 'constructor'],
  ])('misses %s', (_, exported: Record<string, string[]>, told) => {
    const found = gaps(exported, [], { 'lib/tags/queries.ts': { listTags: staff } });
    expect(found.join('\n')).toContain(told);
  });

  test('is whole when both say the same', () => {
    expect(
      gaps({ 'lib/tags/queries.ts': ['listTags'] }, [], { 'lib/tags/queries.ts': { listTags: staff } }),
    ).toEqual([]);
  });

  const table = { 'lib/staff/queries.ts': { actorOfStaff: inside('app/server/'), readLink: inside() } };
  const exported = { 'lib/staff/queries.ts': ['actorOfStaff', 'readLink'] };
  const importing = (path: string, text: string) => gaps(exported, [{ path, text }], table);

  test.each([
    ["import { actorOfStaff } from '#lib/staff/queries.ts';"],
    ["import {\n  type Staff,\n  actorOfStaff as whoever,\n} from '#lib/staff/queries.ts';"],
    ["import { readLink } from '../../lib/staff/queries.ts';"],
    ["export { readLink } from '#lib/staff/queries.ts';"],
    ["export * from '#lib/staff/queries.ts';"],
    ["import * as staff from '#lib/staff/queries.ts';"],
    ["const staff = await import('#lib/staff/queries.ts');"],
  ])('lets no page have what knows no roles: %s', (text) => {
    expect(importing('app/desk/page.tsx', text)).toHaveLength(1);
  });

  test('lets those have it that it names, by file or folder, and anybody the types', () => {
    expect(importing('app/server/seed.ts', "import { actorOfStaff } from '#lib/staff/queries.ts';")).toEqual(
      [],
    );
    expect(importing('app/server/seed.ts', "import { readLink } from '#lib/staff/queries.ts';")).toHaveLength(
      1,
    );
    expect(importing('app/desk/page.tsx', "import type { Staff } from '#lib/staff/queries.ts';")).toEqual([]);
  });
});

test('whoever asks comes first', () => {
  const table = { 'lib/tags/queries.ts': { listTags: staff, readTag: staff, lockTag: inside() } };
  const functions = {
    listTags: 'async function listTags(actor       , db    ) {}',
    readTag: 'async function readTag(db, actor) {}',
    lockTag: 'async function lockTag(trx) {}',
  };
  expect(withoutActor('lib/tags/queries.ts', functions, table)).toEqual([
    'lib/tags/queries.ts: the first parameter of readTag is the actor.',
  ]);
});

describe('the exports of a file of app/', () => {
  const of = (text: string) => exportsOf({ path: 'app/desk/route.ts', text });

  test.each([
    ['export async function GET(request: Request) {', ['GET']],
    ['export function* lines() {', ['lines']],
    ['export const saveAction = async () => {', ['saveAction']],
    ['export { answer as GET, answer as PUT, answer };', ['GET', 'PUT', 'answer']],
    ["export const dynamic = 'force-dynamic';", []],
    ['export type Answer = string;', []],
  ])('%s', (text, names) => {
    expect(of(text)).toEqual(names);
  });

  test.each([
    'export default function x() {}',
    "export * from './x.ts';",
    'export let x = 1;',
    'export const { a } = b;',
  ])('in a form that it does not read is no export that slips through: %s', (text) => {
    expect(() => of(text)).toThrow('as .ci/authorisation.ts can read it');
  });
});
