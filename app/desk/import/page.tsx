import type { Metadata } from 'next';
import { deskDb } from '#db/client.ts';
import { readArticle } from '#lib/articles/queries.ts';
import { fetchesUrls } from '#lib/import/fetch-source.ts';
import { mayImport } from '#lib/import/policy.ts';
import { articleId } from '#lib/import/schema.ts';
import { requireActor } from '../../session.ts';
import { ImportDesk } from './import-desk.tsx';

export const metadata: Metadata = { title: 'Import' };

type Props = { searchParams: Promise<{ article?: string }> };

export default async function Import({ searchParams }: Props) {
  const actor = await requireActor();
  if (!mayImport(actor))
    return (
      <div className="page narrow">
        <h1>Import</h1>
        <p>Editors import articles. You can read and flag them as soon as they are in.</p>
      </div>
    );
  const asked = articleId.safeParse({ articleId: (await searchParams).article });
  const article = asked.success ? await readArticle(actor, deskDb(), asked.data.articleId) : null;
  return (
    <ImportDesk
      article={article && { id: article.id, title: article.title }}
      fetches={fetchesUrls(process.env)}
    />
  );
}
