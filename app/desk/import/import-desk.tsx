'use client';

import { type ClipboardEvent, type FormEvent, useEffect, useRef, useState, useTransition } from 'react';
import { type Correction, correct, type Draft } from '#lib/import/model.ts';
import type { Refusal } from '#lib/refusal.ts';
import { isNavigation } from '../navigation.ts';
import { importAction, previewAction } from './actions.ts';
import { Preview } from './preview.tsx';

/** Above this a source is refused before it is sent; the server says the same (lib/import/decode.ts). */
const maxBytes = 5 * 1024 * 1024;

/** `steps` begin with the draft as it was read; each later one is a correction and what it made. */
type Reading = { source: FormData; text: string; steps: { draft: Draft; correction?: Correction }[] };

/** Paste or choose a source, look at what the importer understood, correct it, import it. */
export function ImportDesk() {
  const form = useRef<HTMLFormElement>(null);
  const [preview, setPreview] = useState<Reading | null>(null);
  const [problem, setProblem] = useState<{ message: string; articleId?: string } | null>(null);
  const [rich, setRich] = useState('');
  const [pending, startTransition] = useTransition();

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
      ({ draft, text }) => setPreview({ source, text, steps: [{ draft }] }),
    );
  }

  function store(current: Reading) {
    const data = new FormData();
    for (const [name, value] of current.source) data.set(name, value);
    data.set('corrections', JSON.stringify(current.steps.flatMap(({ correction }) => correction ?? [])));
    ask(
      () => importAction(data),
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
        <h1>Import an article</h1>
        <p>
          Several at once, a folder or an archive: <a href="/desk/import/many">import many</a>.
        </p>
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
              accept=".txt,.md,.markdown,.html,.htm,.docx,text/plain,text/markdown,text/html"
            />
            <small>
              Plain text, Markdown, a saved web page (.html) or a Word document (.docx), 5 MB at most. A
              chosen file is read instead of what is pasted.
            </small>
          </label>
          <div className="buttons">
            <button type="submit" className="primary" disabled={pending}>
              {pending ? 'Reading…' : 'Show what it contains'}
            </button>
          </div>
          <p className="quiet">Nothing is stored until you have seen it and say so.</p>
        </form>
      </div>
      {preview && draft && (
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
              <button
                type="button"
                className="primary"
                onClick={() => store(preview)}
                disabled={pending || !draft.title}
              >
                {pending ? 'Importing…' : 'Import'}
              </button>
            </>
          }
        >
          {alert}
        </Preview>
      )}
    </>
  );
}
