import { randomUUID } from 'node:crypto';
import type { DeskArticle, DeskSection } from '#lib/articles/model.ts';
import { readArticle } from '#lib/articles/queries.ts';
import { giveVerdict } from '#lib/flags/commands.ts';
import { importSource } from '#lib/import/commands.ts';
import { signOff } from '#lib/signoffs/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { newId } from './id.ts';
import type { TestDesk } from './test-desk.ts';

/**
 * A small article for tests: title, dek, two numbered sections and a sub-section, a FAQ section with one FAQ. Its
 * sub-section holds one claim that the detector finds: "It likely included discussions on fisheries."
 */
const source = (mark: string) => `Why Was the Dam Built?

The dam was finished in 1954, and this is its story ${mark}.

1. Before the Dam

Floods came in the spring of each year.

1.1 The Plan

The plan was drawn up in 1949. It likely included discussions on fisheries. The reservoir is 40 kilometres long, according to the Water Authority.

2. After the Dam

The valley filled with water. The town moved uphill.

FAQ: The Dam

Readers asked this about the dam:

- Who paid for it?
- The province paid for it.
`;

export type TestSection = DeskSection & { revisionId: string };
export type MadeArticle = {
  id: string;
  head: TestSection;
  /** A section by its heading, as it was when the article was made or last reloaded. */
  section: (heading: string) => TestSection;
  reload: () => Promise<DeskArticle>;
  /** Dismisses every flag that waits and signs off every section that is not. */
  answerAll: (checker: Actor) => Promise<void>;
};

/** Imports an article as this editor: a small one, another at each call, or the one of this text. */
export async function makeArticle(
  desk: Pick<TestDesk, 'db'>,
  editor: Actor,
  text = source(randomUUID().slice(0, 8)),
): Promise<MadeArticle> {
  const bytes = new TextEncoder().encode(text);
  const answer = await importSource(editor, desk.db, { bytes, name: 'dam.txt' }, []);
  if (!answer.ok) throw new Error(answer.message);
  let article = await read();

  async function read(): Promise<DeskArticle> {
    const found = answer.ok && (await readArticle(editor, desk.db, answer.articleId));
    if (!found) throw new Error('The test article is gone.');
    return found;
  }
  const withRevision = (section: DeskSection | undefined): TestSection => {
    if (!section) throw new Error('The test article has no such section.');
    return { ...section, revisionId: section.revision.id };
  };
  const reload = async () => {
    article = await read();
    return article;
  };
  return {
    id: answer.articleId,
    get head() {
      return withRevision(article.sections[0]);
    },
    section: (heading) => withRevision(article.sections.find((section) => section.heading === heading)),
    reload,
    async answerAll(checker) {
      await reload();
      for (const { revision, flags, signOff: signed } of article.sections) {
        for (const flag of flags.filter(({ state }) => state !== 'verified' && state !== 'dismissed')) {
          const verdict = {
            flagId: flag.id,
            revisionId: revision.id,
            kind: 'dismissed' as const,
            reason: 'Fine.',
            evidence: [],
          };
          const given = await giveVerdict(checker, desk.db, verdict);
          if (!given.ok) throw new Error(given.message);
        }
        if (signed) continue;
        const done = await signOff(checker, desk.db, [revision.id]);
        if (!done.ok) throw new Error(done.message);
      }
      await reload();
    },
  };
}

/** Changes words of a section that has no flags, as these people, whatever their role is now. */
export async function putWords(
  { db }: Pick<TestDesk, 'db'>,
  section: TestSection,
  from: string,
  to: string,
  who: { authorId: string; proposedBy: string | null },
): Promise<void> {
  const { number, heading, body, text } = await db
    .selectFrom('revision')
    .select(['number', 'heading', 'body', 'text'])
    .where('id', '=', section.revisionId)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('revision')
    .values({
      ...{ id: newId(), sectionId: section.id, parentId: section.revisionId, number: number + 1, heading },
      ...{ body: body.replace(from, to), text: text.replace(from, to), note: '', ...who },
    })
    .execute();
}
