import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { giveVerdict } from '#lib/flags/commands.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { tagSection } from '#lib/tags/commands.ts';
import { publish, withdraw } from '#lib/versions/commands.ts';
import { readPublished } from '#lib/versions/queries.ts';
import { makePreview, revokePreview } from './commands.ts';
import { listPreviews, readPreview } from './queries.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;
let article: MadeArticle;

beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
  checker = await desk.person('fact_checker', 'Farid');
});
beforeEach(async () => {
  article = await makeArticle(desk, editor);
});

async function link(days = 7): Promise<string> {
  const made = await makePreview(editor, desk.db, { articleId: article.id, days });
  if (!made.ok) throw new Error(made.message);
  return made.token;
}
const links = () => listPreviews(checker, desk.db, article.id);
const withdrawIt = (kind: 'unpublished' | 'retracted') =>
  withdraw(editor, desk.db, { articleId: article.id, kind, reason: 'Wrong.' });

async function revise(body: string) {
  await article.reload();
  const { id: sectionId, revisionId: basedOn, heading } = article.section('After the Dam');
  await saveRevision(editor, desk.db, { sectionId, basedOn, heading, body, note: '' });
}

async function verifyTheClaim() {
  const { flags, revisionId } = article.section('The Plan');
  const url = 'https://archive.example/1949';
  await giveVerdict(checker, desk.db, {
    ...{ flagId: flags[0]?.id ?? '', revisionId, kind: 'verified' as const, reason: '' },
    evidence: [{ url, title: 'Minutes', publisher: '', publishedOn: '1949-05-03', passage: 'Fisheries.' }],
  });
}

describe('a preview', () => {
  test('shows what publishing would publish, and nothing else', async () => {
    const token = await link();
    await verifyTheClaim();
    await tagSection(editor, desk.db, { sectionId: article.section('The Plan').id, tag: 'dams' });
    for (const body of ['The valley filled slowly.', 'The valley filled in 1955.']) {
      await revise(body);
      expect(await readPreview(desk.db, token)).toMatchObject({ inTheWay: expect.any(Number) });
      expect((await readPreview(desk.db, token))?.inTheWay).toBeGreaterThan(0);
      await article.answerAll(checker);
      const previewed = await readPreview(desk.db, token);
      expect(previewed?.inTheWay).toBe(0);
      await publish(editor, desk.db, article.id);
      const published = await readPublished(desk.reader, (await article.reload()).slug);
      expect(published?.sections.map((section) => section.body)).toContain(body);
      expect(published?.claims).toHaveLength(1);
      // But for the moment itself.
      const at = published?.publishedAt;
      const [newest, ...earlier] = previewed?.article.versions ?? [];
      expect({
        ...previewed?.article,
        publishedAt: at,
        firstPublishedAt: published?.firstPublishedAt,
        versions: [{ ...newest, publishedAt: at }, ...earlier],
      }).toEqual(published);
    }
  });

  test('is kept only as the hash of 256 random bits', async () => {
    const token = await link();
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(token).not.toBe(await link());
    const { rows } = await sql<{ all: string }>`
      select string_agg(preview::text, ' ') as all from preview where article_id = ${article.id}`.execute(
      desk.owner,
    );
    expect(rows[0]?.all).not.toContain(token);
    expect(rows[0]?.all).toContain(createHash('sha256').update(token).digest('hex'));
    const events = await desk.owner
      .selectFrom('event')
      .selectAll()
      .where('articleId', '=', article.id)
      .execute();
    expect(JSON.stringify(events)).not.toContain(token);
    expect(events.map(({ action }) => action)).toContain('preview.made');
  });

  test('is good until it expires, is revoked or the article is retracted, and is listed that long', async () => {
    const [revoked, expired, good] = [await link(), await link(), await link(1)];
    const all = await links();
    expect(all).toHaveLength(3);
    expect(all[0]).toMatchObject({ by: 'Edith' });
    expect((all[0]?.expiresAt.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(24 * 60 * 60 * 1000);
    const id = all[2]?.id ?? '';
    expect(await revokePreview(checker, desk.db, id)).toMatchObject({ code: 'not-allowed' });
    expect(await revokePreview(editor, desk.db, id)).toEqual({ ok: true });
    expect(await revokePreview(editor, desk.db, id)).toMatchObject({ code: 'missing' });
    await sql`alter table preview disable trigger kept`.execute(desk.owner);
    await desk.owner
      .updateTable('preview')
      .set({ madeAt: sql`now() - interval '2 days'`, expiresAt: sql`now()` })
      .where('id', '=', all[1]?.id ?? '')
      .execute();
    await sql`alter table preview enable trigger kept`.execute(desk.owner);
    for (const token of [revoked, expired, `${good}x`, '', 'a'.repeat(43)])
      expect(await readPreview(desk.db, token)).toBeNull();
    expect(await readPreview(desk.db, good)).not.toBeNull();
    expect(await links()).toHaveLength(1);

    await article.answerAll(checker);
    await publish(editor, desk.db, article.id);
    await withdrawIt('unpublished');
    expect(await readPreview(desk.db, good)).not.toBeNull();
    await publish(editor, desk.db, article.id);
    await withdrawIt('retracted');
    expect(await readPreview(desk.db, good)).toBeNull();
    expect(await links()).toEqual([]);
    const retracted = desk.owner
      .selectFrom('event')
      .select('detail')
      .where('action', '=', 'article.retracted');
    expect(await retracted.where('articleId', '=', article.id).execute()).toMatchObject([
      { detail: { revokedLinks: 1 } },
    ]);
    expect(await makePreview(editor, desk.db, { articleId: article.id, days: 1 })).toMatchObject({
      code: 'invalid',
    });
  });

  test('is made by editors only, for an article that is there, for a month at most', async () => {
    const made = (actor: Actor, articleId: string) => makePreview(actor, desk.db, { articleId, days: 7 });
    expect(await made(checker, article.id)).toMatchObject({ code: 'not-allowed' });
    expect(await made(editor, '019330c0-0000-7000-8000-000000000000')).toMatchObject({ code: 'missing' });
    await expect(makePreview(editor, desk.db, { articleId: article.id, days: 90 })).rejects.toMatchObject({
      constraint_name: 'preview_expires',
    });
  });

  test('gives the public’s role sight of nothing, and is not brought back by raw SQL', async () => {
    const token = await link();
    await expect(readPreview(desk.reader, token)).rejects.toThrow('permission denied');
    await expect(desk.reader.selectFrom('revision').selectAll().execute()).rejects.toThrow(
      'permission denied',
    );
    const [preview] = await links();
    await revokePreview(editor, desk.db, preview?.id ?? '');
    const back = desk.db.updateTable('preview').set({ revokedAt: null, revokedBy: null });
    await expect(back.where('id', '=', preview?.id ?? '').execute()).rejects.toMatchObject({
      constraint_name: 'preview_never_changes',
    });
    await expect(
      desk.db
        .updateTable('preview')
        .set({ expiresAt: new Date(Date.now() + 1e9) })
        .execute(),
    ).rejects.toThrow('permission denied');
  });
});
