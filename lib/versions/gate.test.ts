import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { record } from '#lib/audit/commands.ts';
import { giveVerdict, raiseFlag } from '#lib/flags/commands.ts';
import { addSection } from '#lib/outline/commands.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { publish } from './commands.ts';
import { readPublished } from './queries.ts';

/*
 * The gate as the database keeps it: everything here is raw SQL under the application's own role, past every command.
 */
const desk = testDesk();
let editor: Actor;
let checker: Actor;
let article: MadeArticle;

beforeAll(async () => {
  editor = await desk.person('editor');
  checker = await desk.person('fact_checker');
});
beforeEach(async () => {
  article = await makeArticle(desk, editor);
});

/** What an attacker with the application's connection would run: a version of the newest text, and the pointer on it. */
async function forceOut(signOffId?: string, number = 1, isRecorded = true) {
  const versionId = newId();
  const { slug } = await article.reload();
  await desk.db.transaction().execute(async (trx) => {
    await trx
      .insertInto('version')
      .values({ id: versionId, articleId: article.id, number, slug, createdBy: editor.id })
      .execute();
    await sql`
      insert into version_section (version_id, article_id, position, section_id, revision_id, sign_off_id, kind, depth, numbered)
      select ${versionId}, article_id, position, s.id, s.revision_id, coalesce(o.id, ${signOffId ?? null}::uuid), kind, depth, numbered
      from section s left join sign_off o on o.revision_id = s.revision_id
      where article_id = ${article.id}`.execute(trx);
    if (isRecorded)
      await record(editor, trx, { action: 'version.published', articleId: article.id, subjectId: versionId });
    if (number > 1) {
      await sql`update publication set version_id = ${versionId} where article_id = ${article.id}`.execute(
        trx,
      );
      return;
    }
    await sql`
      insert into publication (article_id, version_id, slug, published_by)
      values (${article.id}, ${versionId}, ${slug}, ${editor.id})`.execute(trx);
  });
}

const isPublic = async () => (await readPublished(desk.reader, (await article.reload()).slug)) !== null;

describe('raw SQL as the application’s role', () => {
  test('publishes when nothing blocks, so that the refusals below are the gate’s', async () => {
    await article.answerAll(checker);
    await forceOut();
    expect(await isPublic()).toBe(true);
  });

  test('cannot publish text that nobody signed off, nor borrow the sign-off of another text', async () => {
    await expect(forceOut()).rejects.toMatchObject({ code: '23502' });
    const other = await makeArticle(desk, editor);
    await other.answerAll(checker);
    const borrowed = await desk.owner
      .selectFrom('signOff')
      .select('id')
      .where('revisionId', '=', other.head.revisionId)
      .executeTakeFirstOrThrow();
    await expect(forceOut(borrowed.id)).rejects.toMatchObject({ code: '23503' });
    expect(await isPublic()).toBe(false);
  });

  test('cannot publish over an open flag', async () => {
    await article.answerAll(checker);
    const { id: sectionId, revisionId } = article.section('After the Dam');
    const flagId = newId();
    const quote = 'The town moved uphill.';
    await desk.db
      .insertInto('flag')
      .values({
        id: flagId,
        sectionId,
        kind: 'unverifiable',
        category: 'undated',
        severity: 'must',
        reason: 'When?',
        raisedBy: editor.id,
        quote,
        prefix: '',
        suffix: '',
        raisedOn: revisionId,
      })
      .execute();
    await desk.db
      .insertInto('anchor')
      .values({ flagId, revisionId, sectionId, startAt: 0, endAt: quote.length, quote })
      .execute();
    await expect(forceOut()).rejects.toMatchObject({ constraint_name: 'publication_gate' });
    expect(await isPublic()).toBe(false);
  });

  test('cannot move the pointer to such a text either, once something is published', async () => {
    await article.answerAll(checker);
    await forceOut();
    await forceOut(undefined, 2);
    await sql`update sign_off set withdrawn_by = ${checker.id}, withdrawn_at = now() where revision_id = ${article.head.revisionId}`.execute(
      desk.db,
    );
    await expect(forceOut(undefined, 3)).rejects.toMatchObject({ constraint_name: 'publication_gate' });
    expect((await readPublished(desk.reader, (await article.reload()).slug))?.number).toBe(2);
  });

  test('cannot leave a flag behind by a new revision in which its words still stand', async () => {
    const plan = article.section('The Plan');
    const insert = desk.db.insertInto('revision').values({
      ...{ id: newId(), sectionId: plan.id, number: 2, parentId: plan.revisionId, authorId: editor.id },
      ...{ heading: plan.heading, body: `${plan.body} And more.`, text: `${plan.body} And more.` },
    });
    await expect(insert.execute()).rejects.toMatchObject({ constraint_name: 'revision_keeps_flags' });
  });

  test('cannot publish on a sign-off that was withdrawn', async () => {
    await article.answerAll(checker);
    await sql`update sign_off set withdrawn_by = ${checker.id}, withdrawn_at = now() where revision_id = ${article.head.revisionId}`.execute(
      desk.db,
    );
    await expect(forceOut()).rejects.toMatchObject({ constraint_name: 'publication_gate' });
  });

  test.each([
    ['the author', () => editor.id, 'sign_off_by_fact_checker'],
    ['a fact-checker who wrote the text', () => 'own', 'sign_off_not_by_author'],
  ])('cannot sign off as %s', async (_, who, constraint) => {
    const admin = await desk.person('admin');
    const mine = await makeArticle(desk, admin);
    const own = who() === 'own';
    const insert = desk.db.insertInto('signOff').values({
      id: newId(),
      revisionId: own ? mine.head.revisionId : article.head.revisionId,
      signedBy: own ? admin.id : who(),
    });
    await expect(insert.execute()).rejects.toMatchObject({ constraint_name: constraint });
  });

  test('cannot tie a verdict to other words than those judged', async () => {
    const plan = article.section('The Plan');
    await article.answerAll(checker);
    const flag = plan.flags[0];
    const verdict = await desk.owner
      .selectFrom('verdict')
      .select('id')
      .where('flagId', '=', flag?.id ?? '')
      .executeTakeFirstOrThrow();
    const insert = desk.db.insertInto('anchor').values({
      ...{
        flagId: flag?.id ?? '',
        revisionId: plan.revisionId,
        sectionId: plan.id,
        startAt: 0,
        endAt: 8,
        quote: 'The plan',
      },
      verdictId: verdict.id,
    });
    await expect(insert.execute()).rejects.toMatchObject({ constraint_name: 'anchor_verdict_words' });
  });

  test('cannot settle, sign off or publish off the record', async () => {
    const plan = article.section('The Plan');
    const offRecord = { constraint_name: 'on_the_record' };
    const verdict = desk.db.insertInto('verdict').values({
      ...{ id: newId(), flagId: plan.flags[0]?.id ?? '', revisionId: plan.revisionId, kind: 'dismissed' },
      ...{ quote: plan.flags[0]?.quote ?? '', reason: 'Because.', givenBy: checker.id },
    });
    await expect(verdict.execute()).rejects.toMatchObject(offRecord);
    const signOff = desk.db
      .insertInto('signOff')
      .values({ id: newId(), revisionId: plan.revisionId, signedBy: checker.id });
    await expect(signOff.execute()).rejects.toMatchObject(offRecord);
    await article.answerAll(checker);
    await expect(forceOut(undefined, 1, false)).rejects.toMatchObject(offRecord);
    await forceOut();
    await expect(forceOut(undefined, 2, false)).rejects.toMatchObject(offRecord);
  });

  test('cannot show a verdict in a version where it does not hold', async () => {
    const section = article.section('After the Dam');
    const answer = await raiseFlag(editor, desk.db, {
      ...{
        sectionId: section.id,
        revisionId: section.revisionId,
        quote: 'The town moved uphill.',
        start: null,
      },
      ...{ kind: 'unverifiable' as const, category: 'undated', reason: 'When?' },
    });
    const flagId = answer.ok ? answer.flagId : '';
    const evidence = [{ url: 'https://a.example/', title: 'A', publisher: '', publishedOn: '', passage: '' }];
    const given = await giveVerdict(checker, desk.db, {
      ...{ flagId, revisionId: section.revisionId, kind: 'verified', reason: '', evidence },
    });
    const verdictId = given.ok ? given.verdictId : '';
    await saveRevision(editor, desk.db, {
      ...{ sectionId: section.id, basedOn: section.revisionId, heading: section.heading, note: '' },
      body: 'The valley filled with water. The town moved downhill.',
    });
    const attempt = desk.db.transaction().execute(async (trx) => {
      const versionId = newId();
      const { slug } = await article.reload();
      await trx
        .insertInto('version')
        .values({ id: versionId, articleId: article.id, number: 1, slug, createdBy: editor.id })
        .execute();
      await trx
        .insertInto('versionVerdict')
        .values({ versionId, verdictId, sectionId: section.id })
        .execute();
    });
    await expect(attempt).rejects.toMatchObject({ constraint_name: 'version_verdict_holds' });
  });

  test('cannot let a version out past open flags in the name of anybody but a managing editor', async () => {
    const versionId = newId();
    const { slug } = await article.reload();
    const attempt = (who: Actor) =>
      desk.db.transaction().execute(async (trx) => {
        await trx
          .insertInto('version')
          .values({ id: versionId, articleId: article.id, number: 1, slug, createdBy: who.id })
          .execute();
        await sql`insert into gate_override (version_id, reason, made_by) values (${versionId}, 'Now', ${who.id})`.execute(
          trx,
        );
      });
    await expect(attempt(editor)).rejects.toMatchObject({ constraint_name: 'override_by_admin' });
    await expect(attempt(checker)).rejects.toMatchObject({ constraint_name: 'override_by_admin' });
    // A managing editor overrides nothing where nothing is open.
    await expect(attempt(await desk.person('admin'))).rejects.toThrow(/gate_override_claims_check/);
  });

  test.each([
    'insert into revision (id, created_at) values (gen_random_uuid(), now())',
    'insert into flag (id, raised_at) values (gen_random_uuid(), now())',
    'insert into evidence (id, looked_at) values (gen_random_uuid(), now())',
    'insert into verdict (id, given_at) values (gen_random_uuid(), now())',
  ])('cannot say when: %s', async (statement) => {
    await expect(sql.raw(statement).execute(desk.db)).rejects.toThrow(/permission denied/);
  });

  test('cannot give a verified verdict without evidence', async () => {
    const plan = article.section('The Plan');
    const flag = plan.flags[0];
    const insert = desk.db.insertInto('verdict').values({
      id: newId(),
      flagId: flag?.id ?? '',
      revisionId: plan.revisionId,
      kind: 'verified',
      quote: flag?.quote ?? '',
      reason: '',
      givenBy: checker.id,
    });
    await expect(insert.execute()).rejects.toMatchObject({ constraint_name: 'verdict_evidence' });
  });

  test.each([
    'alter table publication disable trigger gate',
    'drop trigger gate on publication',
    'create or replace function keep_gate() returns trigger language plpgsql as $$ begin return new; end $$',
    'set session_replication_role = replica',
    'set role postgres',
    'set session authorization postgres',
    'alter role galley_app superuser',
    'delete from version',
    'update version_section set depth = 1',
    'delete from event',
    'update event set action = $$nothing$$',
    'delete from sign_off',
    'delete from anchor',
    'delete from verdict',
    'update flag set severity = $$consider$$',
    'delete from publication',
  ])('cannot: %s', async (statement) => {
    await expect(sql.raw(statement).execute(desk.db)).rejects.toThrow(/permission denied|must be owner/);
  });

  test('cannot slip sections into a version behind the pointer', async () => {
    await article.answerAll(checker);
    await sql`update sign_off set withdrawn_by = ${checker.id}, withdrawn_at = now()
      where revision_id = ${article.section('After the Dam').revisionId}`.execute(desk.db);
    const versionId = newId();
    const { slug } = await article.reload();
    const pin = (kinds: string[]) => sql`
      insert into version_section (version_id, article_id, position, section_id, revision_id, sign_off_id, kind, depth, numbered)
      select ${versionId}, article_id, position, s.id, s.revision_id, o.id, kind, depth, numbered
      from section s join sign_off o on o.revision_id = s.revision_id
      where article_id = ${article.id} and kind = any(${kinds})`;
    const attempt = desk.db.transaction().execute(async (trx) => {
      await trx
        .insertInto('version')
        .values({ id: versionId, articleId: article.id, number: 1, slug, createdBy: editor.id })
        .execute();
      await pin(['head']).execute(trx);
      await sql`insert into publication (article_id, version_id, slug, published_by)
        values (${article.id}, ${versionId}, ${slug}, ${editor.id})`.execute(trx);
      await pin(['section', 'faq']).execute(trx);
    });
    await expect(attempt).rejects.toMatchObject({ constraint_name: 'publication_gate' });
    expect(await isPublic()).toBe(false);
  });

  test('cannot put temporary tables in the place of those that the gate reads', async () => {
    const signOffId = newId();
    const attempt = desk.db.transaction().execute(async (trx) => {
      await sql`create temp table staff as select ${editor.id}::uuid as id, 'fact_checker' as role, null::timestamptz as deactivated_at`.execute(
        trx,
      );
      await sql`grant all on staff to public`.execute(trx);
      await sql`insert into public.sign_off (id, revision_id, signed_by) values (${signOffId}, ${article.head.revisionId}, ${editor.id})`.execute(
        trx,
      );
    });
    await expect(attempt).rejects.toMatchObject({ constraint_name: 'sign_off_by_fact_checker' });
  });

  test('finds no function of the owner that looks at temporary tables first', async () => {
    const { rows } = await sql<{ proname: string; proconfig: string[] | null }>`
      select proname, proconfig from pg_proc where prosecdef and pronamespace = 'public'::regnamespace`.execute(
      desk.owner,
    );
    expect(rows.length).toBeGreaterThan(10);
    const open = rows.filter(
      ({ proconfig }) => !proconfig?.some((line) => /^search_path=.*pg_temp$/.test(line)),
    );
    expect(open.map(({ proname }) => proname)).toEqual([]);
  });

  test('cannot publish from an old snapshot, nor at an address that is not the article’s', async () => {
    await article.answerAll(checker);
    await publish(editor, desk.db, article.id);
    const point = (trx: Db, slug: string) =>
      sql`update publication set published_by = ${editor.id}, slug = ${slug} where article_id = ${article.id}`.execute(
        trx,
      );
    const { slug } = await article.reload();
    const old = desk.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((trx) => point(trx, slug));
    await expect(old).rejects.toMatchObject({ constraint_name: 'publication_gate' });
    await expect(point(desk.db, 'sign-in')).rejects.toMatchObject({
      constraint_name: 'publication_at_article',
    });
  });

  test('cannot revive a verdict that a later one has replaced', async () => {
    const plan = article.section('The Plan');
    const flagId = plan.flags[0]?.id ?? '';
    for (const kind of ['dismissed', 'rewrite'] as const)
      await giveVerdict(checker, desk.db, {
        flagId,
        revisionId: plan.revisionId,
        kind,
        reason: 'Because.',
        evidence: [],
      });
    const first = await desk.owner
      .selectFrom('verdict')
      .select('id')
      .where('flagId', '=', flagId)
      .where('kind', '=', 'dismissed')
      .executeTakeFirstOrThrow();
    const revive = desk.db.updateTable('anchor').set({ verdictId: first.id }).where('flagId', '=', flagId);
    await expect(revive.execute()).rejects.toMatchObject({ constraint_name: 'anchor_verdict_words' });
  });

  test('cannot add evidence to a verdict later', async () => {
    await article.answerAll(checker);
    const flagId = article.section('The Plan').flags[0]?.id ?? '';
    const given = await desk.owner
      .selectFrom('verdict')
      .select('id')
      .where('flagId', '=', flagId)
      .executeTakeFirstOrThrow();
    const add = desk.db
      .insertInto('evidence')
      .values({ id: newId(), verdictId: given.id, url: 'https://late.example/', title: 'Late' });
    await expect(add.execute()).rejects.toMatchObject({ constraint_name: 'evidence_with_verdict' });
  });

  test('cannot add to a version that is complete', async () => {
    await article.answerAll(checker);
    await publish(editor, desk.db, article.id);
    const late = { articleId: article.id, kind: 'section', heading: 'Late', depth: 1 } as const;
    expect(await addSection(editor, desk.db, late)).toMatchObject({ ok: true });
    await article.answerAll(checker);
    const add = sql`
      insert into version_section (version_id, article_id, position, section_id, revision_id, sign_off_id, kind, depth, numbered)
      select v.id, v.article_id, 99, s.id, s.revision_id, o.id, s.kind, s.depth, s.numbered
      from version v join section s using (article_id) join sign_off o on o.revision_id = s.revision_id
      where s.id = ${article.section('Late').id}`;
    await expect(add.execute(desk.db)).rejects.toMatchObject({ constraint_name: 'version_never_changes' });
  });
});

describe('the owner of the schema', () => {
  test.each([
    'version',
    'version_section',
    'version_verdict',
    'verdict',
    'evidence',
    'event',
    'revision',
    'source',
    'set_aside',
  ])('cannot delete from %s by accident either', async (table) => {
    await expect(sql`delete from ${sql.table(table)}`.execute(desk.owner)).rejects.toMatchObject({
      constraint_name: `${table}_never_changes`,
    });
  });
});

describe('the reader’s role', () => {
  test.each([
    'article',
    'section',
    'revision',
    'flag',
    'verdict',
    'version',
    'version_section',
    'publication',
    'staff',
    'source',
    'event',
    'flag_on_revision',
  ])('cannot read %s', async (table) => {
    await expect(sql`select * from ${sql.table(table)}`.execute(desk.reader)).rejects.toThrow(
      /permission denied/,
    );
  });

  test('finds no byte of a draft in what it can read', async () => {
    await article.answerAll(checker);
    await publish(editor, desk.db, article.id);
    const section = article.section('After the Dam');
    const { saveRevision } = await import('#lib/sections/commands.ts');
    const body = 'Unpublishedmarker stands here.';
    await saveRevision(editor, desk.db, {
      sectionId: section.id,
      basedOn: section.revisionId,
      heading: section.heading,
      body,
      note: '',
    });
    for (const view of ['published_article', 'published_section', 'published_claim'] as const) {
      const { rows } = await sql`select * from ${sql.table(view)}`.execute(desk.reader);
      expect(JSON.stringify(rows)).not.toContain('Unpublishedmarker');
    }
  });
});
