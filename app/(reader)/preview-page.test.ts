import { beforeAll, describe, expect, test } from 'vitest';
import { makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { makePreview } from '#lib/previews/commands.ts';
import { schedulePublication } from '#lib/schedules/commands.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { publish } from '#lib/versions/commands.ts';
import { previewReply } from './preview-page.ts';
import { replyAt } from './surfaces.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;

beforeAll(async () => {
  editor = await desk.person('editor');
  checker = await desk.person('fact_checker');
});

async function shared() {
  const article = await makeArticle(desk, editor);
  const made = await makePreview(editor, desk.db, { articleId: article.id, days: 1 });
  return { article, page: () => previewReply(desk.db, made.ok ? made.token : '') };
}

/** The text of a page without its head, its banner, its moments, its list of versions and the form for reports. */
const textOf = (body: string) =>
  body
    .slice(body.indexOf('<article>'), body.indexOf('</article>'))
    .replace(/<section class="all-versions"[\s\S]*?<\/section>/, '')
    .replace(/<details class="report"[\s\S]*?<\/details>/, '')
    .replace(/\s+(?=<\/article>|$)/, '')
    .replace(/\n{2,}/g, '\n')
    .replace(/<time[^>]*>[^<]*<\/time>(?: at \d\d:\d\d UTC)?/g, 'then');

describe('the page of a preview', () => {
  test('says that it is one, is kept by nobody and found by nobody', async () => {
    const { article, page } = await shared();
    const { status, headers, body } = await page();
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-robots-tag': expect.stringContaining('noindex'),
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(body).toContain('Preview, not published.');
    expect(body).toContain('<meta name="robots" content="noindex">');
    expect(body).not.toMatch(/rel="canonical"|og:|ld\+json/);
    // What nobody has checked does not say that it was.
    expect(body).toContain('not everything here has been checked');
    expect(body).not.toContain('How this was checked');
    await article.answerAll(checker);
    expect((await page()).body).toContain('How this was checked');
  });

  test('is the page that readers then get, word for word', async () => {
    const { article, page } = await shared();
    await article.answerAll(checker);
    const before = (await page()).body;
    await publish(editor, desk.db, article.id);
    const { slug } = await article.reload();
    expect(textOf(String((await replyAt(desk.reader, `/${slug}`))?.body))).toBe(textOf(String(before)));
    const { id: sectionId, revisionId: basedOn, heading } = article.section('After the Dam');
    await saveRevision(editor, desk.db, {
      sectionId,
      basedOn,
      heading,
      body: 'It filled in 1955.',
      note: '',
    });
    await article.answerAll(checker);
    const correction = 'It was 1955, not 1954.';
    const publishAt = new Date(Date.now() + 60_000);
    await schedulePublication(editor, desk.db, {
      articleId: article.id,
      publishAt,
      timeZone: 'UTC',
      correction,
    });
    const corrected = (await page()).body;
    expect(corrected).toContain(correction);
    await publish(editor, desk.db, article.id, correction);
    expect(textOf(String((await replyAt(desk.reader, `/${slug}`))?.body))).toBe(textOf(String(corrected)));
  });

  test('for a link that is not good says what to do, whatever it was, and is kept by nobody', async () => {
    const { status, headers, body } = await previewReply(desk.db, 'a'.repeat(43));
    expect(status).toBe(404);
    expect(String(body)).toContain('Ask whoever sent it to you for another.');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      ...{ 'content-type': 'text/html; charset=utf-8' },
    });
  });
});
