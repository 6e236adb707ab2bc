import type { Metadata } from 'next';
import { deskDb } from '#db/client.ts';
import { formatNames, formats } from '#lib/export/model.ts';
import { listForExport, readForExport } from '#lib/export/queries.ts';
import { articleId } from '#lib/import/schema.ts';
import { requireActor } from '../../session.ts';
import { count } from '../words.ts';

export const metadata: Metadata = { title: 'Export' };

type Props = { searchParams: Promise<{ article?: string }> };

export default async function Export({ searchParams }: Props) {
  const actor = await requireActor();
  const asked = articleId.safeParse({ articleId: (await searchParams).article });
  const article = asked.success ? await readForExport(actor, deskDb(), asked.data.articleId) : null;
  const all = await listForExport(actor, deskDb());
  return (
    <div className="page narrow">
      <h1>Export</h1>
      <p>
        What goes out is the draft as it stands in the desk, with its tags. Each of these files can be
        imported again, and gives the same article word for word.
      </p>
      {article && asked.data && (
        <section>
          <h2>{article.title}</h2>
          <Formats path={`/desk/articles/${asked.data.articleId}/export`} />
        </section>
      )}
      <section>
        <h2>Everything</h2>
        <p className="quiet">{count(all.length, 'article')} in an archive (.zip), a file for each.</p>
        <Formats path="/desk/export/all" />
      </section>
    </div>
  );
}

function Formats({ path }: { path: string }) {
  return (
    <ul className="buttons">
      {formats.map((format) => (
        <li key={format}>
          <a className="button" href={`${path}?format=${format}`} download>
            {formatNames[format]}
          </a>
        </li>
      ))}
    </ul>
  );
}
