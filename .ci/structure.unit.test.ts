import { describe, expect, test } from 'vitest';
import { breaches } from './structure.ts';

describe('the layout checker', () => {
  test.each([
    ['lib/flags/commands.ts', "import { page } from '#app/desk/page.tsx';", 'never back'],
    ['lib/flags/commands.ts', "import { page } from '../../app/desk/page.tsx';", 'never back'],
    ['lib/flags/queries.ts', "import { cookies } from 'next/headers';", 'never back'],
    ['db/client.ts', "import { mayRead } from '#lib/articles/policy.ts';", 'never back'],
    ['lib/flags/anchor.ts', "import { deskDb } from '#db/client.ts';", 'know the database'],
    ['lib/flags/model.ts', "import { readFlag } from './queries.ts';", 'know the database'],
    [
      'lib/articles/commands.ts',
      "await trx.insertInto('flag').values(row)",
      'only lib/flags/commands.ts does',
    ],
    ['app/desk/page.tsx', "await db.deleteFrom(\n'signOff')", 'only lib/signoffs/commands.ts does'],
    ['lib/flags/queries.ts', "await db.updateTable('verdict')", 'only lib/flags/commands.ts does'],
    ['app/desk/page.tsx', "await deskDb().selectFrom('draft')", 'asks the database itself'],
    ['app/desk/actions.ts', "'use server';\nimport { sql } from 'kysely';", 'asks the database itself'],
    ['app/desk/page.tsx', "'use server';\n", 'only app/**/actions.ts may'],
    ['app/desk/flags/actions.ts', 'export async function settle() {}', "does not say 'use server'"],
    ['lib/flags/utils.ts', 'export const x = 1;', 'name it for what it does'],
  ])('catches a breach planted in %s: %s', (path, text, message) => {
    expect(breaches([{ path, text }])).toEqual([expect.stringContaining(message)]);
  });

  test.each([
    ['lib/flags/commands.ts', "import { newId } from '#db/id.ts';\nawait trx.insertInto('flag').values(row)"],
    ['lib/flags/model.ts', "import type { Severity } from '#lib/detector/model.ts';"],
    ['app/desk/flags/actions.ts', "'use server';\nimport { giveVerdict } from '#lib/flags/commands.ts';"],
  ])('lets the intended way pass in %s', (path, text) => {
    expect(breaches([{ path, text }])).toEqual([]);
  });
});
