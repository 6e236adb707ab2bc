import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import type { Actor } from '#lib/staff/model.ts';
import { tagSection } from '#lib/tags/commands.ts';
import { findBrokenEvent, readAudit } from './queries.ts';

const desk = testDesk();
let editor: Actor;

beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
});

/** Lets the owner change what the triggers protect, tries it, and puts everything back. */
async function tampered(statement: string) {
  const found: { broken: Awaited<ReturnType<typeof findBrokenEvent>> } = { broken: null };
  await desk.owner
    .transaction()
    .execute(async (trx) => {
      await sql`alter table event disable trigger user`.execute(trx);
      await sql.raw(statement).execute(trx);
      found.broken = await findBrokenEvent(trx);
      throw new Error('undo');
    })
    .catch((error) => {
      if (error.message !== 'undo') throw error;
    });
  return found.broken;
}

describe('the audit log (invariant 6)', () => {
  test('holds a line for each change, in the transaction of the change', async () => {
    // Several articles, so that nothing but the chain itself keeps these apart.
    const articles = [];
    for (let n = 0; n < 5; n++) articles.push(await makeArticle(desk, editor));
    await Promise.all(
      articles.flatMap(({ head }) =>
        ['dams', 'rivers'].map((tag) => tagSection(editor, desk.db, { sectionId: head.id, tag })),
      ),
    );
    const admin = await desk.person('admin');
    const lines = await readAudit(admin, desk.db);
    expect(lines.filter((line) => line.action === 'section.tagged')).toHaveLength(10);
    expect(lines.at(-1)).toMatchObject({ action: 'article.imported', actor: 'Edith' });
    expect(await findBrokenEvent(desk.db)).toBeNull();
  });

  test('is read by the managing editor only', async () => {
    expect(await readAudit(editor, desk.db)).toEqual([]);
  });

  test.each([
    ['a changed line', `update event set detail = '{"tag":"other"}' where seq = 3`, 3],
    [
      'a changed actor',
      `update event set actor_id = (select id from staff where name = 'admin' limit 1) where seq = 3`,
      3,
    ],
    ['a line taken out', 'delete from event where seq = 3', 4],
    ['the newest lines cut off', 'delete from event where seq > 8', undefined],
    [
      'a line rewritten with a fitting hash',
      `update event set detail = '{}', hash = sha256(previous_hash || convert_to(event_text(row(seq, at, actor_id, action, article_id, section_id, subject_id, '{}'::jsonb, previous_hash, hash)::event), 'UTF8')) where seq = 3`,
      4,
    ],
  ])('shows %s', async (_, statement, seq) => {
    const broken = await tampered(statement);
    expect(broken).not.toBeNull();
    if (seq) expect(broken?.seq).toBe(seq);
  });

  test('gives the application no way to set a line’s time or hash', async () => {
    const forge = sql`insert into event (actor_id, action, at) values (${editor.id}, 'article.imported', '2001-01-01')`;
    await expect(forge.execute(desk.db)).rejects.toThrow(/permission denied/);
  });
});
