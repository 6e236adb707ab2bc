import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import type { Actor } from '#lib/staff/model.ts';
import { tagSection } from '#lib/tags/commands.ts';
import type { AuditFilter, ExportedEvent } from './model.ts';
import { exportAudit, findBrokenEvent, readAudit, readAuditChoices } from './queries.ts';

const desk = testDesk();
let editor: Actor;

beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
});

const exportedTo = (actor: Actor, filter?: AuditFilter): Promise<ExportedEvent[]> =>
  Readable.from(exportAudit(actor, desk.db, filter)).toArray();

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

  test('is read and exported by the managing editor only', async () => {
    expect(await readAudit(editor, desk.db)).toEqual([]);
    expect(await exportedTo(editor)).toEqual([]);
    expect(await readAuditChoices(editor, desk.db)).toEqual({ people: [], articles: [] });
  });

  test('is filtered by person, action, article and day, on the page and in the export', async () => {
    const admin = await desk.person('admin');
    const other = await desk.person('editor', 'Filippa');
    const { id: articleId, head } = await makeArticle(desk, other);
    await tagSection(other, desk.db, { sectionId: head.id, tag: 'filtered' });
    const today = new Date().toISOString().slice(0, 10);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const both = async (filter: AuditFilter) => {
      const shown = (await readAudit(admin, desk.db, filter)).map(({ action }) => action);
      const out = (await exportedTo(admin, filter)).map(({ action }) => action);
      expect(out.toReversed()).toEqual(shown);
      return shown;
    };
    expect(await both({ actorId: other.id })).toEqual(['section.tagged', 'article.imported']);
    expect(await both({ articleId, action: 'section.tagged' })).toEqual(['section.tagged']);
    expect(await both({ articleId, from: today, to: today })).toHaveLength(2);
    expect(await both({ articleId, from: tomorrow })).toEqual([]);
    expect(await both({ articleId, to: '2001-01-01' })).toEqual([]);
    expect((await readAuditChoices(admin, desk.db)).people).toContainEqual({ id: other.id, name: 'Filippa' });
  });

  test('is verified from the command line, which names the first broken event', async () => {
    const verify = () => {
      const { status, stdout, stderr } = spawnSync('node', ['app/server/verify-audit.ts'], {
        ...{ cwd: path.resolve(import.meta.dirname, '../..'), encoding: 'utf8' },
        env: { ...process.env, DATABASE_APP_URL: desk.urlFor('galley_app') } as unknown as NodeJS.ProcessEnv,
      });
      return { status, said: stdout + stderr };
    };
    expect(verify()).toMatchObject({ status: 0, said: expect.stringContaining('each carries the hash') });
    const change = (detail: string) =>
      desk.owner.transaction().execute(async (trx) => {
        await sql`alter table event disable trigger user`.execute(trx);
        await sql`update event set detail = ${detail}::text::jsonb where seq = 2`.execute(trx);
        await sql`alter table event enable trigger user`.execute(trx);
      });
    const { detail } = await desk.owner
      .selectFrom('event')
      .select('detail')
      .where('seq', '=', '2')
      .executeTakeFirstOrThrow();
    await change('{}');
    expect(verify()).toMatchObject({ status: 1, said: expect.stringContaining('breaks at event 2') });
    await change(JSON.stringify(detail));
    expect(verify().status).toBe(0);
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
