'use client';

import { type ClipboardEvent, type FormEvent, useEffect, useRef, useState, useTransition } from 'react';
import { type Correction, correct, type Draft } from '#lib/import/model.ts';
import type { Refusal } from '#lib/refusal.ts';
import { isNavigation } from '../navigation.ts';
import { fetchAction, importAction, previewAction } from './actions.ts';
import { DraftOutline } from './draft-outline.tsx';

/** Above this a source is refused before it is sent; the server says the same (lib/import/decode.ts). */
const maxBytes = 5 * 1024 * 1024;

type Preview = { source: FormData; text: string; read: Draft; corrections: Correction[] };

/** Paste or choose a source, look at what the importer understood, correct it, import it. */
export function ImportDesk({ fetches }: { fetches: boolean }) {
  const form = useRef<HTMLFormElement>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
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
    const address = String(source.get('url') ?? '').trim();
    source.delete('url');
    if (address && !file.size && !source.get('text')) {
      fetchFrom(address);
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
      ({ draft, text }) => setPreview({ source, text, read: draft, corrections: [] }),
    );
  }

  function fetchFrom(address: string) {
    const question = new FormData();
    question.set('url', address);
    ask(
      () => fetchAction(question),
      ({ draft, text, fetched: { bytes, name, url, seal } }) => {
        const source = new FormData();
        source.set('file', new File([bytes], name));
        source.set('url', url);
        source.set('seal', seal);
        setPreview({ source, text, read: draft, corrections: [] });
      },
    );
  }

  function store(current: Preview) {
    const data = new FormData();
    for (const [name, value] of current.source) data.set(name, value);
    data.set('corrections', JSON.stringify(current.corrections));
    ask(
      () => importAction(data),
      () => {},
    );
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
            <button type="submit" className="primary" disabled={pending}>
              {pending ? 'Reading…' : 'Show what it contains'}
            </button>
          </div>
          <p className="quiet">Nothing is stored until you have seen it and say so.</p>
        </form>
      </div>
      {preview && (
        <DraftOutline
          draft={preview.corrections.reduce(correct, preview.read)}
          source={preview.text}
          corrected={preview.corrections.length}
          onCorrect={(correction) =>
            setPreview({ ...preview, corrections: [...preview.corrections, correction] })
          }
          onUndo={() => setPreview({ ...preview, corrections: preview.corrections.slice(0, -1) })}
          onBack={() => {
            setPreview(null);
            setProblem(null);
          }}
          onImport={() => store(preview)}
          pending={pending}
        >
          {alert}
        </DraftOutline>
      )}
    </>
  );
}
