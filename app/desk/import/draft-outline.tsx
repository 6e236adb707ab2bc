'use client';

import type { FormEvent, ReactNode } from 'react';
import { outlineNumbers } from '#lib/articles/outline.ts';
import { type Correction, type Draft, type DraftItem, MAX_DEPTH } from '#lib/import/model.ts';
import { bodyHtml } from '#lib/sections/render.ts';
import { Sanitised } from '../sanitised.tsx';
import { count } from '../words.ts';

/** What the importer understood, beside the source, with the means to put it right. */
export function DraftOutline({
  draft,
  source,
  corrected,
  onCorrect,
  onUndo,
  onBack,
  onImport,
  pending,
  children,
}: {
  draft: Draft;
  source: string;
  corrected: number;
  onCorrect: (correction: Correction) => void;
  onUndo: () => void;
  onBack: () => void;
  onImport: () => void;
  pending: boolean;
  children: ReactNode;
}) {
  const labels = outlineNumbers(draft.items);
  const faqs = draft.items.filter((item) => item.kind === 'faq').length;
  const tables = draft.items.filter((item) => /^\| :?-+/m.test(item.body)).length;
  return (
    <div className="page wide import-preview">
      <div className="page-head">
        <h1>Is this the article?</h1>
        <div className="buttons">
          <button type="button" onClick={onBack}>
            Back to the source
          </button>
          <button type="button" onClick={onUndo} disabled={corrected === 0}>
            Undo the last change
          </button>
          <button type="button" className="primary" onClick={onImport} disabled={pending || !draft.title}>
            {pending ? 'Importing…' : 'Import'}
          </button>
        </div>
      </div>
      {children}
      <p>
        {count(draft.items.length - faqs, 'section')}, {count(faqs, 'FAQ')}, {count(tables, 'section')} with a
        table, {count(draft.setAside.length, 'part')} set aside. Put right what is not: nothing is stored yet.
      </p>
      {draft.notes.map((note) => (
        <p key={note} className="note">
          {note}
        </p>
      ))}
      <div className="columns">
        <div>
          <section className="draft-head">
            <p className="quiet">Title</p>
            {draft.title ? <h2>{draft.title}</h2> : <MissingTitle onCorrect={onCorrect} />}
            <p className="quiet">Dek</p>
            <p>{draft.dek || 'None'}</p>
          </section>
          <ol className="draft-items">
            {draft.items.map((item, index) => (
              <Item
                key={item.id}
                item={item}
                index={index}
                label={labels[index] ?? null}
                onCorrect={onCorrect}
              />
            ))}
          </ol>
          <section>
            <h2>Set aside</h2>
            {draft.setAside.length === 0 ? (
              <p className="quiet">Nothing: every word of the source is above.</p>
            ) : (
              <ul className="set-aside">
                {draft.setAside.map((part) => (
                  <li key={part.id}>
                    <p>
                      <strong>{part.reason}</strong> <span className="quiet">{lines(part.lines)}</span>
                    </p>
                    <pre>{part.text}</pre>
                    <button
                      type="button"
                      className="small"
                      onClick={() => onCorrect({ type: 'restore', id: part.id })}
                    >
                      Put it back
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </section>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too */}
        <section className="source" aria-label="The source" tabIndex={0}>
          <p className="quiet">The source</p>
          <ol>
            {source.split('\n').map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
              <li key={index} id={`line-${index + 1}`}>
                {line || ' '}
              </li>
            ))}
          </ol>
        </section>
      </div>
    </div>
  );
}

function MissingTitle({ onCorrect }: { onCorrect: (correction: Correction) => void }) {
  function give(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onCorrect({ type: 'title', title: String(new FormData(event.currentTarget).get('title')) });
  }
  return (
    <form className="row" onSubmit={give}>
      <input
        name="title"
        aria-label="Title"
        placeholder="The source has no title: give it one"
        required
        maxLength={300}
      />
      <button type="submit" className="small">
        Use this title
      </button>
    </form>
  );
}

function Item({
  item,
  index,
  label,
  onCorrect,
}: {
  item: DraftItem;
  index: number;
  label: string | null;
  onCorrect: (correction: Correction) => void;
}) {
  const { id, depth, kind } = item;
  const name = item.heading || 'Section without a heading';
  return (
    <li data-depth={depth} data-kind={kind}>
      <details>
        <summary>
          {kind === 'faq' && <span className="faq-mark">FAQ</span>}{' '}
          {label && <span className="number">{label}</span>} {name}
        </summary>
        {item.body ? (
          <Sanitised className="draft-body prose" html={bodyHtml(item.body)} />
        ) : (
          <p className="quiet">No text of its own.</p>
        )}
        <div className="buttons">
          <button
            type="button"
            className="small"
            disabled={depth <= 1}
            onClick={() => onCorrect({ type: 'depth', id, depth: depth - 1 })}
          >
            Out
          </button>
          <button
            type="button"
            className="small"
            disabled={depth >= MAX_DEPTH}
            onClick={() => onCorrect({ type: 'depth', id, depth: depth + 1 })}
          >
            In
          </button>
          <button
            type="button"
            className="small"
            disabled={index === 0}
            onClick={() => onCorrect({ type: 'move', id, to: index - 1 })}
          >
            Up
          </button>
          <button
            type="button"
            className="small"
            onClick={() => onCorrect({ type: 'move', id, to: index + 1 })}
          >
            Down
          </button>
          <button
            type="button"
            className="small"
            disabled={!item.heading}
            onClick={() => onCorrect({ type: 'kind', id, kind: kind === 'faq' ? 'section' : 'faq' })}
          >
            {kind === 'faq' ? 'Make it a section' : 'Make it a FAQ'}
          </button>
          <button
            type="button"
            className="small"
            disabled={index === 0}
            onClick={() => onCorrect({ type: 'merge', id })}
          >
            Join to the one above
          </button>
          <button type="button" className="small" onClick={() => onCorrect({ type: 'set-aside', id })}>
            Set aside
          </button>
          <a className="button small" href={`#line-${item.lines[0]}`}>
            Show {lines(item.lines)}
          </a>
        </div>
      </details>
    </li>
  );
}

function lines([first, last]: [number, number]): string {
  return first === last ? `line ${first}` : `lines ${first} to ${last}`;
}
