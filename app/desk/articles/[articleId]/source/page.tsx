import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import type { DeskArticle } from '#lib/articles/model.ts';
import { readArticle } from '#lib/articles/queries.ts';
import { readSources, type SourceRecord } from '#lib/import/queries.ts';
import { DOCX, type SourceType } from '#lib/import/read.ts';
import { bodyHtml } from '#lib/sections/render.ts';
import { requireActor } from '../../../../session.ts';
import { Sanitised } from '../../../sanitised.tsx';
import { When } from '../../../when.tsx';
import { count } from '../../../words.ts';

export const metadata: Metadata = { title: 'Source' };

/** A longer source is shown up to here, in lines; its file holds all of it. */
const mostLines = 3_000;

type Props = { params: Promise<{ articleId: string }>; searchParams: Promise<{ source?: string }> };

export default async function Source({ params, searchParams }: Props) {
  const actor = await requireActor();
  const { articleId } = await params;
  if (!/^[0-9a-f-]{36}$/.test(articleId)) notFound();
  const [article, sources] = await Promise.all([
    readArticle(actor, deskDb(), articleId),
    readSources(actor, deskDb(), articleId),
  ]);
  const chosen = (await searchParams).source;
  const source = sources.find(({ id }) => id === chosen) ?? sources[0];
  if (!article || !source) notFound();
  return (
    <div className="page wide import-preview">
      <div className="page-head">
        <h1>Source of {article.title}</h1>
        <div className="buttons">
          <Link prefetch={false} href={`/desk/articles/${article.id}`} className="button">
            The article
          </Link>
          <a href={`/desk/articles/${article.id}/source/${source.id}`} className="button" download>
            The file as it came
          </a>
        </div>
      </div>
      {sources.length > 1 && (
        <nav className="job-states" aria-label="Sources">
          {sources.map(({ id, name, importedAt }) => (
            <Link
              prefetch={false}
              key={id}
              href={`?source=${id}`}
              className="button small"
              aria-current={id === source.id ? 'page' : undefined}
            >
              {name}, <When at={importedAt} />
            </Link>
          ))}
        </nav>
      )}
      <Facts source={source} />
      <div className="columns">
        <Result article={article} setAside={source.setAside} />
        <Text source={source} />
      </div>
    </div>
  );
}

const typeNames: Record<SourceType, string> = {
  'text/plain': 'plain text',
  'text/markdown': 'Markdown',
  'text/html': 'a web page',
  [DOCX]: 'a Word document',
};

function Facts({ source }: { source: SourceRecord }) {
  const { name, type, encoding, size, sha256, importer, importedBy, importedAt, byline, dated } = source;
  return (
    <dl className="source-facts">
      <Fact name="File">
        {name}: {typeNames[type as SourceType] ?? type}, {encoding}, {count(size, 'byte')}
      </Fact>
      <Fact name="Imported">
        by {importedBy}, <When at={importedAt} />, importer {importer}
      </Fact>
      {byline && <Fact name="Byline">{byline}</Fact>}
      {dated && <Fact name="Dated">{dated}</Fact>}
      {source.url && <Fact name="Fetched from">{source.url}</Fact>}
      {source.canonicalUrl && <Fact name="Names as its address">{source.canonicalUrl}</Fact>}
      <Fact name="SHA-256">
        <code>{sha256}</code>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Result({ article, setAside }: { article: DeskArticle; setAside: SourceRecord['setAside'] }) {
  return (
    <div>
      <h2>The article as it stands</h2>
      {article.sections.map((section) => (
        <section key={section.id} className="draft-head">
          <h3>
            {section.label && <span className="number">{section.label}</span>} {section.heading}
          </h3>
          <Sanitised className="prose" html={bodyHtml(section.body)} />
        </section>
      ))}
      <h2>Set aside at import</h2>
      {setAside.length === 0 ? (
        <p className="quiet">Nothing was set aside.</p>
      ) : (
        <ul className="set-aside">
          {setAside.map(({ text, reason, firstLine, lastLine }) => (
            <li key={`${firstLine} ${text}`}>
              <p>
                <strong>{reason}</strong>{' '}
                <a href={`#line-${firstLine}`} className="quiet">
                  {firstLine === lastLine ? `line ${firstLine}` : `lines ${firstLine} to ${lastLine}`}
                </a>
              </p>
              <pre>{text}</pre>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Text({ source: { text } }: { source: SourceRecord }) {
  const lines = text?.split('\n') ?? [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too
    <section className="source" aria-label="The source" tabIndex={0}>
      <p className="quiet">The source</p>
      {text === null && <p>This version of Galley cannot show it. The file is kept as it came.</p>}
      <ol>
        {lines.slice(0, mostLines).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          <li key={index} id={`line-${index + 1}`}>
            {line || ' '}
          </li>
        ))}
      </ol>
      {lines.length > mostLines && (
        <p>{count(lines.length - mostLines, 'line')} more: they are in the file.</p>
      )}
    </section>
  );
}
