import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { roles } from './migrate.ts';
import { makeArticle } from './test-article.ts';
import { testDesk } from './test-desk.ts';

const desk = testDesk();

async function lines(query: ReturnType<typeof sql<{ line: string }>>): Promise<string[]> {
  return (await query.execute(desk.owner)).rows.map(({ line }) => line);
}

const grants = () =>
  lines(sql<{ line: string }>`
    select grantee || ' ' || table_name || ': ' || string_agg(what, ', ' order by what) as line from (
      select grantee, table_name, lower(privilege_type) as what from information_schema.role_table_grants
      where table_schema = 'public' and grantee in (${sql.join([...roles])})
      union all
      select c.grantee, c.table_name, lower(c.privilege_type) || ' (' || string_agg(c.column_name, ' ' order by c.column_name) || ')'
      from information_schema.column_privileges c
      where c.table_schema = 'public' and c.grantee in (${sql.join([...roles])})
        and not exists (select from information_schema.role_table_grants t where t.table_schema = 'public'
          and t.grantee = c.grantee and t.table_name = c.table_name and t.privilege_type = c.privilege_type)
      group by c.grantee, c.table_name, c.privilege_type
    ) granted group by grantee, table_name order by grantee, table_name`);

const functions = () =>
  lines(sql<{ line: string }>`
    select r.rolname || ' ' || p.proname as line from pg_proc p, pg_roles r
    where p.pronamespace = 'public'::regnamespace and r.rolname in (${sql.join([...roles])})
      and has_function_privilege(r.oid, p.oid, 'execute') and p.prorettype <> 'trigger'::regtype
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    order by 1`);

/** Without those that only a trigger can call. Whoever gives a role something more says so here, in the same commit, where a reviewer sees it. */
test('the roles of the desk and of the reader may do this and nothing else', async () => {
  expect(await grants()).toMatchInlineSnapshot(`
    [
      "galley_app address: select",
      "galley_app anchor: insert, select, update (verdict_id)",
      "galley_app article: insert, select, update (slug)",
      "galley_app assignment: insert (due_on flag_id id made_by staff_id), select",
      "galley_app comment: insert (author_id flag_id id text), select",
      "galley_app correction: insert (made_by note version_id), select",
      "galley_app delivery: insert (article_id body id type webhook_id), select, update (asked_by next_at)",
      "galley_app delivery_attempt: insert (answer asked_by delivery_id milliseconds number problem status), select",
      "galley_app detector_settings: insert (allowed_phrases decided_by number publisher_names rules_off severities), select",
      "galley_app draft: delete, insert, select, update (based_on body heading kept_at note turn window_id)",
      "galley_app draft_text: select",
      "galley_app edition: select",
      "galley_app edition_tag: select",
      "galley_app event: insert (action actor_id article_id detail section_id subject_id), select",
      "galley_app evidence: insert (id passage published_on publisher recheck_on title url verdict_id), select",
      "galley_app flag: insert (category claim_type confirmed_at confirmed_by id kind prefix quote raised_by raised_on reason rule_id section_id severity suffix), select, update (confirmed_at confirmed_by)",
      "galley_app flag_assigned: select",
      "galley_app flag_on_revision: select",
      "galley_app gate_override: insert (made_by reason version_id), select",
      "galley_app import_file: insert (bytes done_at job_id message name position state), select, update (article_id bytes done_at message state)",
      "galley_app import_job: insert (id started_by), select, update (cancelled_at cancelled_by complete_at)",
      "galley_app imported_section: insert, select",
      "galley_app kept_outline: insert, select",
      "galley_app mail: insert (digest_day digest_for id notice_id recipient subject text), select, update (attempts next_at problem sent_at text)",
      "galley_app mail_choice: insert (notices staff_id), select, update (chosen_at notices)",
      "galley_app migration: select",
      "galley_app notice: insert (article_id detail id kind staff_id), select, update (dismissed_at)",
      "galley_app presence: delete, insert, select, update (seen_at writing)",
      "galley_app preview: insert (article_id expires_at id made_by token_hash), select, update (revoked_at revoked_by)",
      "galley_app publication: insert (article_id published_by slug version_id), select, update (published_by slug version_id)",
      "galley_app published_article: select",
      "galley_app published_checker: select",
      "galley_app published_claim: select",
      "galley_app published_digest: select",
      "galley_app published_logo: select",
      "galley_app published_notice: select",
      "galley_app published_overdue: select",
      "galley_app published_override: select",
      "galley_app published_redirect: select",
      "galley_app published_section: select",
      "galley_app published_site: select",
      "galley_app published_tag: select",
      "galley_app published_text: select",
      "galley_app published_version: select",
      "galley_app reader_report: insert (article_id email flag_id id message quote section_id version_id), select",
      "galley_app reader_report_attempt: insert (address_hash)",
      "galley_app reader_report_settlement: insert (note report_id settled_by), select",
      "galley_app revision: insert (author_id body heading id note number parent_id proposed_by section_id taken_from text), select",
      "galley_app saved_view: delete, insert (id name query staff_id tag_id), select",
      "galley_app schedule: insert (article_id correction id made_by publish_at time_zone), select, update (blockers ended_by outcome reason version_id)",
      "galley_app second_factor: delete, insert, select, update",
      "galley_app section: insert (article_id depth id kind numbered position removed_at removed_by revision_id), select, update (depth kind numbered position removed_at removed_by)",
      "galley_app section_tag: delete, insert, select",
      "galley_app sent_back: insert (id note revision_id sent_by), select",
      "galley_app set_aside: insert, select",
      "galley_app sign_in_attempt: delete, insert, select, update",
      "galley_app sign_off: insert (id revision_id signed_by), select, update (withdrawn_at withdrawn_by)",
      "galley_app site_logo: insert (bytes height sha256 type width), select",
      "galley_app site_logo_decision: insert (decided_by logo), select",
      "galley_app site_settings: insert (accent accent_dark corrections_policy decided_by description language name names_shown number publisher), select",
      "galley_app source: insert, select",
      "galley_app staff: insert, select, update",
      "galley_app staff_identity: delete, insert (issuer staff_id subject), select",
      "galley_app staff_link: insert (expires_at id made_by purpose staff_id token_hash), select, update (ended_at used_at)",
      "galley_app staff_session: insert (browser id network staff_id), select, update (ended_at seen_at)",
      "galley_app suggestion_withdrawal: insert (flag_id withdrawn_by), select",
      "galley_app tag: insert, select, update (colour description merged_into name)",
      "galley_app unsigned_section: select",
      "galley_app verdict: insert (carried_from checked claim_type flag_id given_by id kind proposal quote reason revision_id), select",
      "galley_app version: insert (article_id created_by id number slug), select",
      "galley_app version_section: insert, select",
      "galley_app version_verdict: insert, select",
      "galley_app webhook: insert (id made_by secret url), select, update (off_at off_by on_at)",
      "galley_app withdrawal: insert (article_id kind made_by reason version_id), select",
      "galley_reader published_article: select",
      "galley_reader published_checker: select",
      "galley_reader published_claim: select",
      "galley_reader published_digest: select",
      "galley_reader published_logo: select",
      "galley_reader published_notice: select",
      "galley_reader published_overdue: select",
      "galley_reader published_override: select",
      "galley_reader published_redirect: select",
      "galley_reader published_section: select",
      "galley_reader published_site: select",
      "galley_reader published_tag: select",
      "galley_reader published_text: select",
      "galley_reader published_version: select",
    ]
  `);
  expect(await functions()).toMatchInlineSnapshot(`
    [
      "galley_app broken_event",
      "galley_app flags_like",
      "galley_app is_overdue",
      "galley_app revision_blockers",
      "galley_app verdicts_like",
      "galley_app wrote_unread",
      "galley_app wrote_words",
      "galley_reader is_overdue",
    ]
  `);
});

test('neither role owns anything, makes anything, or is more than a role that signs in', async () => {
  const { rows } = await sql`
    select rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,
      has_schema_privilege(oid, 'public', 'create') as makes,
      (select count(*)::int from pg_class where relowner = r.oid) as owns,
      (select count(*)::int from pg_auth_members where member = r.oid) as inherits
    from pg_roles r where rolname in (${sql.join([...roles])}) order by rolname`.execute(desk.owner);
  const nothing = {
    ...{ rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false },
    ...{ rolbypassrls: false, makes: false, owns: 0, inherits: 0 },
  };
  expect(rows).toEqual(roles.map((rolname) => ({ rolname, ...nothing })));
});

test('what no command changes, the desk’s role cannot: history stays as it was written', async () => {
  for (const table of [
    'event',
    'revision',
    'version',
    'version_section',
    'verdict',
    'evidence',
    'source',
    'correction',
  ]) {
    await expect(sql`delete from ${sql.table(table)}`.execute(desk.db), table).rejects.toMatchObject({
      code: '42501',
    });
    await expect(sql`truncate ${sql.table(table)}`.execute(desk.db), table).rejects.toMatchObject({
      code: '42501',
    });
    await expect(
      sql`alter table ${sql.table(table)} add x int`.execute(desk.db),
      table,
    ).rejects.toMatchObject({
      code: '42501',
    });
    await expect(
      sql`alter table ${sql.table(table)} disable trigger user`.execute(desk.db),
      table,
    ).rejects.toMatchObject({ code: '42501' });
  }
  await expect(sql`set session_replication_role = replica`.execute(desk.db)).rejects.toMatchObject({
    code: '42501',
  });
  await expect(sql`update event set action = 'x'`.execute(desk.db)).rejects.toMatchObject({ code: '42501' });
  await expect(sql`update revision set body = 'x'`.execute(desk.db)).rejects.toMatchObject({ code: '42501' });
});

test('every function that runs as its owner finds its tables in its own path', async () => {
  const found = await lines(sql<{ line: string }>`
    select proname || ' ' || coalesce(array_to_string(proconfig, ';'), 'none') as line from pg_proc
    where prosecdef and pronamespace = 'public'::regnamespace and
      coalesce(array_to_string(proconfig, ';'), '') not like '%search_path=pg_catalog, public, pg_temp%'`);
  expect(found).toEqual([]);
});

test('no function calls itself: in which order PostgreSQL asks, and so whether that ends, is for its planner to say', async () => {
  const found = await lines(sql<{ line: string }>`
    select proname as line from pg_proc
    where pronamespace = 'public'::regnamespace and prosrc ~ ('\\m' || proname || '\\s*\\(')`);
  expect(found).toEqual([]);
});

test('of an article that is not published the reader’s role sees no row, and of none any other table', async () => {
  await makeArticle(desk, await desk.person('editor'));
  const tables = await lines(sql<{ line: string }>`
    select relname as line from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') order by 1`);
  expect(tables.length).toBeGreaterThan(40);
  for (const table of tables) {
    const seen = sql`select * from ${sql.table(table)}`.execute(desk.reader).then(
      ({ rows }) => rows.length,
      ({ code }) => code,
    );
    // These have a row of themselves.
    const isOfSite = table === 'published_site' || table === 'published_digest';
    const isOpen = table.startsWith('published_') && !isOfSite;
    if (!isOfSite) expect(await seen, table).toBe(isOpen ? 0 : '42501');
  }
  const { digest } = await desk.reader
    .selectFrom('publishedDigest')
    .select('digest')
    .executeTakeFirstOrThrow();
  expect(digest).toMatch(/^0 0 0 /);
});
