'use client';

import { type ClipboardEvent, type FormEvent, useEffect, useRef, useState, useTransition } from 'react';
import { type Change, changesAnything, type Side } from '#lib/import/edition.ts';
import { type Correction, correct, type Draft } from '#lib/import/model.ts';
import type { EarlierEdition } from '#lib/import/queries.ts';
import type { Refusal } from '#lib/refusal.ts';
import { isNavigation } from '../navigation.ts';
import { useReady } from '../use-ready.ts';
import { compareAction, fetchAction, importAction, importEditionAction, previewAction } from './actions.ts';
import { EditionChanges } from './edition-changes.tsx';
import { Preview } from './preview.tsx';

/** Above this a source is refused before it is sent; the server says the same (lib/import/decode.ts). */
const maxBytes = 5 * 1024 * 1024;

/** `steps` begin with the draft as it was read; each later one is a correction and what it made. */
type Reading = {
  source: FormData;
  text: string;
  steps: { draft: Draft; correction?: Correction }[];
  earlier: EarlierEdition[];
};

/** A source compared with the article that an earlier edition of it became. */
type Compared = {
  article: { id: string; title: string };
  changes: Change[];
  seen: string;
  choices: Record<string, Side>;
};

/**
 * Paste or choose a source, look at what the importer understood, correct it, import it.
 * @param article the one that the source is a newer edition of, if the editor came from there
 * @param fetches whether a source can be given by its address
 */
export function ImportDesk({
  article,
  fetches,
}: {
  article: { id: string; title: string } | null;
  fetches: boolean;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [preview, setPreview] = useState<Reading | null>(null);
  const [compared, setCompared] = useState<Compared | null>(null);
  const [problem, setProblem] = useState<{ message: string; articleId?: string } | null>(null);
  const [rich, setRich] = useState('');
  const [pending, startTransition] = useTransition();
  const ready = useReady();

  useEffect(() => {
    if (!preview) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [preview]);

  function ask<T extends object>(
    work: () => Promise<({ ok: true } & T) | (Refusal & { articleId?: string })>,
    then: (answer: { ok: true } & T) => void,
  ) {
    startTransition(async () => {
      setProblem(null);
      try {
        const answer = await work();
        // After an import the answer is the next page.
        if (!answer) return;
        if (answer.ok) then(answer);
        else setProblem({ message: answer.message, articleId: answer.articleId });
      } catch (error) {
        if (isNavigation(error)) throw error;
        setProblem({
          message: 'The server did not answer. Nothing was stored, and your text is still here: try again.',
        });
      }
    });
  }

  /** What is pasted into an empty field with its formatting is kept so, beside the text that shows. */
  function paste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const html = event.clipboardData.getData('text/html');
    const field = event.currentTarget;
    const isAll = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    if (!isAll || !/<(?:p|h[1-6]|li|table|b|strong|div)\b/i.test(html)) return;
    event.preventDefault();
    field.value = event.clipboardData.getData('text/plain');
    setRich(html);
  }

  function show(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const source = new FormData(event.currentTarget);
    const file = source.get('file') as File;
    const address = String(source.get('url') ?? '').trim();
    source.delete('url');
    if (address && !file.size && !source.get('text')) {
      fetchFrom(address);
      return;
    }
    if (!file.name && !source.get('text')) {
      setProblem({ message: 'Paste the article, or choose a file, first.' });
      return;
    }
    if (rich) source.set('html', rich);
    const size = file.size || new Blob([rich || String(source.get('text'))]).size;
    if (size > maxBytes) {
      const name = file.size ? `“${file.name}”` : 'The pasted text';
      setProblem({
        message: `${name} is larger than 5 MB. Split it into several articles and import each of them.`,
      });
      return;
    }
    ask(
      () => previewAction(source),
      ({ draft, text, earlier }) => setPreview({ source, text, steps: [{ draft }], earlier }),
    );
  }

  function fetchFrom(address: string) {
    const question = new FormData();
    question.set('url', address);
    ask(
      () => fetchAction(question),
      ({ draft, text, earlier, fetched: { bytes, name, url, seal } }) => {
        const source = new FormData();
        source.set('file', new File([bytes], name));
        source.set('url', url);
        source.set('seal', seal);
        setPreview({ source, text, steps: [{ draft }], earlier });
      },
    );
  }

  function dataOf({ source, steps }: Reading): FormData {
    const data = new FormData();
    for (const [name, value] of source) data.set(name, value);
    data.set('corrections', JSON.stringify(steps.flatMap(({ correction }) => correction ?? [])));
    return data;
  }

  function store(current: Reading) {
    const data = dataOf(current);
    ask(
      () => importAction(data),
      () => {},
    );
  }

  function compareWith(current: Reading, earlier: { id: string; title: string }) {
    const data = dataOf(current);
    data.set('articleId', earlier.id);
    ask(
      () => compareAction(data),
      ({ changes, seen }) => {
        setCompared({ article: earlier, changes, seen, choices: {} });
        window.scrollTo(0, 0);
      },
    );
  }

  function storeEdition(current: Reading, { article: { id }, seen, choices }: Compared) {
    const data = dataOf(current);
    data.set('compared', JSON.stringify({ articleId: id, seen, choices }));
    ask(
      () => importEditionAction(data),
      () => {},
    );
  }

  const draft = preview?.steps.at(-1)?.draft;

  function makeCorrection(correction: Correction) {
    if (!preview || !draft) return;
    const next = correct(draft, correction);
    if (next !== draft) setPreview({ ...preview, steps: [...preview.steps, { draft: next, correction }] });
  }

  const alert = problem && (
    <p role="alert" className="alert">
      {problem.message}{' '}
      {problem.articleId && <a href={`/desk/articles/${problem.articleId}`}>Open the article</a>}
    </p>
  );
  return (
    <>
      <div className="page narrow" hidden={preview !== null}>
        <h1>{article ? `Import a newer edition of “${article.title}”` : 'Import an article'}</h1>
        {!article && (
          <p>
            Several at once, a folder or an archive: <a href="/desk/import/many">import many</a>.
          </p>
        )}
        {!preview && alert}
        <form ref={form} onSubmit={show} className="stack">
          <label>
            Paste the article
            <textarea
              name="text"
              rows={14}
              placeholder="Title, text and headings, as they come"
              onPaste={paste}
              onInput={() => setRich('')}
            />
          </label>
          {rich && (
            <p className="note" role="status">
              Pasted with its headings, lists, tables and links.{' '}
              <button type="button" className="small" onClick={() => setRich('')}>
                Take the plain text instead
              </button>
            </p>
          )}
          <label>
            Or choose a file
            <input
              name="file"
              type="file"
              accept=".txt,.md,.markdown,.html,.htm,.docx,.json,text/plain,text/markdown,text/html,application/json"
            />
            <small>
              Plain text, Markdown, a saved web page (.html), a Word document (.docx) or what was exported
              from here, 5 MB at most. A chosen file is read instead of what is pasted.
            </small>
          </label>
          {fetches && (
            <label>
              Or give its address
              <input name="url" type="text" inputMode="url" autoComplete="off" placeholder="https://" />
              <small>
                A public web page or text. It is fetched once, now; its address is kept with the article.
              </small>
            </label>
          )}
          <div className="buttons">
            <button type="submit" className="primary" disabled={pending || !ready}>
              {pending ? 'Reading…' : 'Show what it contains'}
            </button>
          </div>
          <p className="quiet">
            Nothing is stored until you have seen it and say so.
            {article && ' You will see what it changes, section by section.'}
          </p>
        </form>
      </div>
      {preview && draft && (
        <div hidden={compared !== null}>
          <Preview
            draft={draft}
            source={preview.text}
            onCorrect={makeCorrection}
            onUndo={
              preview.steps.length > 1
                ? () => setPreview({ ...preview, steps: preview.steps.slice(0, -1) })
                : null
            }
            buttons={
              <>
                <button
                  type="button"
                  onClick={() => {
                    setPreview(null);
                    setProblem(null);
                  }}
                >
                  Back to the source
                </button>
                {article ? (
                  <button
                    type="button"
                    className="primary"
                    onClick={() => compareWith(preview, article)}
                    disabled={pending || !draft.title}
                  >
                    {pending ? 'Comparing…' : 'Show what it changes'}
                  </button>
                ) : (
                  <button
                    type="button"
                    className="primary"
                    onClick={() => store(preview)}
                    disabled={pending || !draft.title}
                  >
                    {pending ? 'Importing…' : 'Import'}
                  </button>
                )}
              </>
            }
          >
            {alert}
            {!article &&
              preview.earlier.map((edition) => (
                <p key={edition.articleId} className="note">
                  This may be a newer edition of “{edition.title}”, which has the same {edition.by}.{' '}
                  <button
                    type="button"
                    className="small"
                    disabled={pending}
                    onClick={() => compareWith(preview, { id: edition.articleId, title: edition.title })}
                  >
                    Show what it changes there
                  </button>
                </p>
              ))}
          </Preview>
        </div>
      )}
      {preview && compared && (
        <EditionChanges
          title={compared.article.title}
          changes={compared.changes}
          choices={compared.choices}
          onChoose={(key, side) =>
            setCompared({ ...compared, choices: { ...compared.choices, [key]: side } })
          }
          buttons={
            <>
              <button
                type="button"
                onClick={() => {
                  setCompared(null);
                  setProblem(null);
                }}
              >
                Back to the outline
              </button>
              <button
                type="button"
                className="primary"
                onClick={() => storeEdition(preview, compared)}
                disabled={pending || !changesAnything(compared.changes)}
              >
                {pending ? 'Importing…' : 'Import these changes'}
              </button>
            </>
          }
        >
          {alert}
        </EditionChanges>
      )}
    </>
  );
}
