'use client';

import { type FormEvent, type ReactNode, useEffect, useRef, useState, useTransition } from 'react';
import type { Severity } from '#lib/detector/model.ts';
import { type ClaimType, claimTypeNames, claimTypes, guessClaimType } from '#lib/flags/claim-types.ts';
import { categories, type FlagKind, flagKinds, severityNames } from '#lib/flags/model.ts';
import { raiseFlagAction } from './articles/[articleId]/actions.ts';

type Words = { sectionId: string; revisionId: string; section: string; quote: string; start: number | null };

/**
 * Lets a person raise a flag on words that they select with mouse, finger or keyboard, or that they type, in an element
 * with `data-section`, `data-revision` and `data-name`. Where runs of its text have a `data-at`, their place goes along;
 * elsewhere, as in a comparison or where the text is written in, the words have to stand in the text once. Also ties marks
 * in the galley to their cards.
 * @param said whether it shows what was flagged, because nothing else on the page does
 */
export function FlagSelection({ children, said }: { children: ReactNode; said?: boolean }) {
  const root = useRef<HTMLDivElement>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const [selection, setSelection] = useState<(Words & { top: number; left: number }) | null>(null);
  const [words, setWords] = useState<Words | null>(null);
  const [raised, setRaised] = useState('');
  const pressed = useRef('');

  useEffect(() => {
    const read = () => setSelection(root.current && selectedWords(root.current));
    document.addEventListener('selectionchange', read);
    return () => document.removeEventListener('selectionchange', read);
  }, []);

  function open(next: Words) {
    setWords(next);
    dialog.current?.showModal();
  }

  function openFromClick(target: Element) {
    const button = target.closest<HTMLElement>('[data-flag-words]');
    const text =
      button && root.current?.querySelector<HTMLElement>(`[data-section="${button.dataset.flagWords}"]`);
    if (text) {
      const selected =
        selection ?? selectedIn(document.activeElement) ?? selectedIn(text.querySelector('textarea.body'));
      return open(
        selected && selected.sectionId === text.dataset.section
          ? selected
          : { ...placeOf(text), quote: '', start: null },
      );
    }
    const flags = target.closest<HTMLElement>('mark[data-flags]')?.dataset.flags?.split(' ') ?? [];
    // Of flags that overlap, each further press shows the next.
    const flag = flags[(flags.indexOf(pressed.current) + 1) % flags.length];
    if (!flag || !window.getSelection()?.isCollapsed) return;
    pressed.current = flag;
    showCard(flag);
  }

  return (
    // The click handler only adds a way to what its buttons and links do.
    // biome-ignore lint/a11y/useKeyWithClickEvents: marks are also reached through their cards in the margin
    // biome-ignore lint/a11y/noStaticElementInteractions: the interactive elements are inside
    <div
      ref={root}
      className={said ? 'sections stack' : 'sections'}
      onMouseDown={(event) => {
        // A press of the button leaves the words selected.
        if ((event.target as Element).closest('[data-flag-words]')) event.preventDefault();
      }}
      onClick={(event) => openFromClick(event.target as Element)}
    >
      {children}
      <p role="status" className={said && raised ? 'done' : 'sr-only'}>
        {raised && `Flagged: “${raised}”`}
      </p>
      {selection && (
        <button
          type="button"
          className="primary small flag-selection"
          style={{ top: selection.top, left: selection.left }}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => open(selection)}
        >
          Flag these words
        </button>
      )}
      <dialog ref={dialog} aria-labelledby="flag-title" onClose={() => setWords(null)}>
        {words && (
          <FlagForm
            key={words.sectionId + words.quote}
            words={words}
            close={(quote) => {
              if (quote) setRaised(quote);
              dialog.current?.close();
            }}
          />
        )}
      </dialog>
    </div>
  );
}

function FlagForm({ words, close }: { words: Words; close: (raised?: string) => void }) {
  const [kind, setKind] = useState<FlagKind>('unverifiable');
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const quote = words.start === null ? String(data.get('quote')).trim() : words.quote;
    startTransition(async () => {
      const answer = await raiseFlagAction({
        ...{ sectionId: words.sectionId, revisionId: words.revisionId, start: words.start, kind },
        ...{ quote, category: String(data.get('category')), reason: String(data.get('reason')) },
        claimType: (String(data.get('claimType')) as ClaimType) || undefined,
        severity: String(data.get('severity')) as Severity,
      }).catch(() => ({ ok: false as const, message: 'The server did not answer. Try again in a moment.' }));
      if (answer.ok) close(quote);
      else setProblem(answer.message);
    });
  }

  return (
    <form className="stack" onSubmit={submit}>
      <h2 id="flag-title">Flag words in “{words.section}”</h2>
      {problem && (
        <p role="alert" className="alert">
          {problem}
        </p>
      )}
      {words.start === null ? (
        <label>
          The exact words
          <textarea name="quote" rows={3} required defaultValue={words.quote} />
          <small>
            Copy them from the text, letter for letter. Or close this and select them in the text.
          </small>
        </label>
      ) : (
        <blockquote className="words">{words.quote}</blockquote>
      )}
      <fieldset className="choice">
        <legend>What is wrong with them?</legend>
        {flagKinds.map((value) => (
          <label key={value}>
            <input
              type="radio"
              name="kind"
              value={value}
              checked={kind === value}
              onChange={() => setKind(value)}
            />
            {value === 'promotional'
              ? 'Promotional: they sell something'
              : 'Unverifiable: nobody can check them'}
          </label>
        ))}
      </fieldset>
      <label>
        Category
        <select name="category" key={kind}>
          {categories[kind].map(({ value, name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        What it claims
        <select name="claimType" defaultValue={words.quote ? guessClaimType(words.quote) : ''}>
          {!words.quote && <option value="">As its words suggest</option>}
          {claimTypes.map((value) => (
            <option key={value} value={value}>
              {claimTypeNames[value]}
            </option>
          ))}
        </select>
      </label>
      <label>
        How grave it is
        <select name="severity" defaultValue="must">
          {Object.entries(severityNames).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
        <small>What is graver stands further up in the queue. Each has to be answered.</small>
      </label>
      <label>
        Reason
        <textarea name="reason" rows={3} required maxLength={1000} />
        <small>What is missing, or what would settle it?</small>
      </label>
      <div className="buttons">
        <button type="submit" className="primary" disabled={pending}>
          {pending ? 'Raising…' : 'Raise the flag'}
        </button>
        <button type="button" onClick={() => close()}>
          Cancel
        </button>
      </div>
    </form>
  );
}

function placeOf(text: HTMLElement): { sectionId: string; revisionId: string; section: string } {
  const { section = '', revision = '', name = '' } = text.dataset;
  return { sectionId: section, revisionId: revision, section: name };
}

/** What is selected in a field, for the button above it: a field does not say where its selection is on the screen. */
function selectedIn(field: Element | null): Words | null {
  const text = field?.closest<HTMLElement>('[data-section]');
  const isText = field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement;
  if (!text || !isText || !field.matches('.body, .heading-field')) return null;
  const quote = field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0).trim();
  return quote ? { ...placeOf(text), quote, start: null } : null;
}

/** The words selected on the page if they stand in one section: their offsets are counted from the `data-at` of their runs. */
function selectedWords(root: HTMLElement): (Words & { top: number; left: number }) | null {
  if (document.activeElement?.matches('input, textarea')) return null;
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const text = elementOf(range.commonAncestorContainer)?.closest<HTMLElement>('[data-section]');
  if (!text || !root.contains(text)) return null;
  const runs = [...text.querySelectorAll<HTMLElement>('[data-at]')].filter((run) =>
    range.intersectsNode(run),
  );
  let quote = '';
  let start: number | null = null;
  for (const run of runs) {
    const at = Number(run.dataset.at);
    const content = run.textContent ?? '';
    const from = run.contains(range.startContainer) ? range.startOffset : 0;
    const to = run.contains(range.endContainer) ? range.endOffset : content.length;
    if (to <= from) continue;
    // Between runs that do not touch stands the end of a line: of a paragraph, an item or a cell.
    if (start !== null && at + from > start + quote.length) quote += '\n';
    start ??= at + from;
    quote += content.slice(from, to).replaceAll(/[\n\r\t]/g, ' ');
  }
  if (runs.length === 0) quote = newWords(range.cloneContents());
  else if (start === null) return null;
  const lead = quote.length - quote.trimStart().length;
  const trimmed = quote.trim();
  if (!trimmed) return null;
  const box = range.getBoundingClientRect();
  return {
    ...placeOf(text),
    ...{ quote: trimmed, start: start === null ? null : start + lead },
    ...{ top: box.bottom + window.scrollY + 6, left: Math.max(8, box.left + window.scrollX) },
  };
}

/** What stands in the newer text of a comparison. */
function newWords(selected: DocumentFragment): string {
  for (const gone of selected.querySelectorAll('del, .moved')) gone.remove();
  return selected.textContent ?? '';
}

function elementOf(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement;
}

function showCard(flagId: string) {
  const card = document.getElementById(`flag-${flagId}`);
  const folded = card?.closest('details');
  if (folded) folded.open = true;
  card?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  card?.querySelector<HTMLElement>('a')?.focus({ preventScroll: true });
}
