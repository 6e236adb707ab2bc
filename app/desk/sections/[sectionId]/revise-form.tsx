'use client';

import Link from 'next/link';
import {
  type FormEvent,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  useTransition,
} from 'react';
import type { SectionKind } from '#lib/articles/model.ts';
import { editBetween, shiftSpans } from '#lib/detector/source-spans.ts';
import type { WritingContext, WritingSuggestion } from '#lib/detector/writing.ts';
import type { Draft } from '#lib/drafts/model.ts';
import type { Conflict } from '#lib/sections/model.ts';
import { useReady } from '../../use-ready.ts';
import { saveRevisionAction } from './actions.ts';
import { BodyField } from './body-field.tsx';
import { CompanyNote } from './company-note.tsx';
import { ConflictPanel } from './conflict-panel.tsx';
import { DraftNote } from './draft-note.tsx';
import type { Mark } from './marked-textarea.tsx';
import type { Place } from './place.ts';
import type { RichHandle } from './rich-editor.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import type { Revision, Typed } from './unsaved.ts';
import { isChanged, useDraft } from './use-draft.ts';
import { usePresence } from './use-presence.ts';
import { type Suggestions, useSuggestions } from './use-suggestions.ts';

const headingNames: Record<SectionKind, string> = { head: 'Title', section: 'Heading', faq: 'Question' };
const bodyNames: Record<SectionKind, string> = { head: 'Dek', section: 'Text', faq: 'Answer' };

/** A form that stands in the place of the text that it revises: what the page around asks of it, and is told. */
export type InPlace = {
  /** Where the caret is put: in the heading, or at a place of the text; at the text's beginning without one. */
  at: 'heading' | Place | null;
  handle: RefObject<{ isChanged: () => boolean; seen: () => Place | null } | null>;
  onReady: () => void;
  onSaved: (message: string) => void;
  onClose: () => void;
};

/** Revises a section. What is typed stays in the fields whatever the server answers, and is kept as a draft. */
export function ReviseForm({
  sectionId,
  articleId,
  kind,
  newest,
  writing,
  staffId,
  kept,
  inPlace,
}: {
  sectionId: string;
  articleId: string;
  kind: SectionKind;
  newest: Revision;
  writing: WritingContext;
  staffId: string;
  kept: Draft | null;
  inPlace?: InPlace;
}) {
  // What the fields hold was based on this revision; the page may meanwhile have been rendered with a newer one.
  const [base, setBase] = useState(newest);
  const [heading, setHeading] = useState(newest.heading);
  const [body, setBody] = useState(newest.body);
  const [loaded, setLoaded] = useState({ body: newest.body, times: 0 });
  const load = (next: string) => {
    setBody(next);
    setLoaded(({ times }) => ({ body: next, times: times + 1 }));
  };
  const [note, setNote] = useState('');
  const [message, setMessage] = useState<{ ok: boolean; text: string; isSaved?: boolean } | null>(null);
  /** With the text that was to be saved. */
  const [conflict, setConflict] = useState<(Conflict & { sent: Sent }) | null>(null);
  const [pending, startTransition] = useTransition();
  const ready = useReady();
  // The page is rendered anew after each save; what the detector has to know stays that of the first rendering.
  const [context] = useState(writing);
  const known = useSuggestions(heading, body, context);
  const marks = useMemo(() => marksIn(known, body), [known, body]);
  const [pointed, setPointed] = useState<string | null>(null);
  // Each key tells what the caret points at. To set the same again can have React draw all that is due within the key.
  const lastPointed = useRef(pointed);
  const point = useCallback((id: string | null) => {
    if (id === lastPointed.current) return;
    lastPointed.current = id;
    setPointed(id);
  }, []);
  const headingField = useRef<HTMLInputElement>(null);
  const bodyField = useRef<HTMLTextAreaElement>(null);
  const rich = useRef<RichHandle>(null);
  const read = () => ({ base, heading, body: rich.current?.body() ?? body, note });
  const typed = useMemo(() => ({ base, heading, body, note }), [base, heading, body, note]);
  const changed = isChanged(typed);
  const setTyped = (found: Typed) => {
    setBase(found.base);
    setHeading(found.heading);
    load(found.body);
    setNote(found.note);
  };
  const draft = useDraft({
    ...{ sectionId, staffId, kept, typed, changed, read, restore: setTyped },
  });
  const { present, newest: theirs } = usePresence(sectionId, changed);

  const around = useRef(inPlace);
  around.current = inPlace;
  const isBegun = useRef(false);
  const begin = useCallback(() => {
    const { at, onReady } = around.current ?? {};
    if (!onReady || isBegun.current) return;
    isBegun.current = true;
    const place = at === 'heading' ? null : (at ?? null);
    if (at !== 'heading' && rich.current) rich.current.goTo(place);
    else (at === 'heading' ? headingField : bodyField).current?.focus({ preventScroll: place === null });
    onReady();
  }, []);
  useImperativeHandle(inPlace?.handle, () => ({
    isChanged: () => isChanged(read()),
    seen: () => rich.current?.seen() ?? null,
  }));
  // Only when what is kept of the draft knows that it is saved. Words that were typed meanwhile hold the form open.
  const [saved, setSaved] = useState('');
  useEffect(() => {
    if (!saved) return;
    if (!changed) around.current?.onSaved(saved);
    setSaved('');
  }, [saved, changed]);
  const told = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (message && !message.ok) told.current?.scrollIntoView({ block: 'nearest' });
  }, [message]);

  function press(event: KeyboardEvent<HTMLFormElement>) {
    if (
      event.key.toLowerCase() !== 's' ||
      !(event.ctrlKey || event.metaKey) ||
      event.altKey ||
      event.shiftKey
    )
      return;
    // Not the page, which the browser would save.
    event.preventDefault();
    if (!pending && !conflict) event.currentTarget.requestSubmit();
  }

  function save(event: FormEvent) {
    event.preventDefault();
    const sent = { heading, body: rich.current?.body() ?? body };
    startTransition(async () => {
      await draft.hold();
      const asked = { sectionId, basedOn: base.id, ...sent, note, writtenIn: draft.windows() };
      const answer = await saveRevisionAction(asked).catch(() => null);
      draft.release(answer?.ok === true);
      if (!answer) {
        setMessage({
          ok: false,
          text: 'The server did not answer. Your text is still here: save it again in a moment.',
        });
        return;
      }
      if (answer.ok) {
        // Only what was sent is saved: words typed meanwhile stay in the fields, as changes of the new base.
        setBase({ id: answer.revisionId, number: answer.number, ...sent });
        setNote('');
        setConflict(null);
        const text = answer.changed
          ? `Saved as revision ${answer.number}.`
          : `Nothing changed: this is revision ${answer.number}.`;
        setMessage({ ok: true, text, isSaved: true });
        setSaved(text);
        return;
      }
      if ('conflict' in answer) setConflict({ ...answer.conflict, sent });
      setMessage({ ok: false, text: answer.message });
    });
  }

  // The list is drawn anew only when its entries change, not with every key: it keeps this one function.
  const marked = useRef(marks);
  marked.current = marks;
  const choose = useCallback(
    ({ id, start, end }: WritingSuggestion) => {
      if (rich.current?.select(id)) return point(id);
      const own = marked.current.filter((mark) => mark.id === id);
      const field = own.length > 0 ? bodyField.current : headingField.current;
      field?.focus();
      field?.setSelectionRange(own[0]?.start ?? start, own.at(-1)?.end ?? end);
      const words = bodyField.current?.parentElement?.querySelector<HTMLElement>(
        `[data-mark="${CSS.escape(id)}"]`,
      );
      if (words) field?.scrollTo({ top: words.offsetTop - field.clientHeight / 3 });
      point(id);
    },
    [point],
  );

  return (
    <form onSubmit={save} onKeyDown={press} className="stack">
      {message && (
        <p ref={told} role={message.ok ? 'status' : 'alert'} className={message.ok ? 'done' : 'alert'}>
          {message.text}
          {message.isSaved && changed && ' You have written on since.'}{' '}
          {message.ok && !inPlace && (
            <Link prefetch={false} href={`/desk/articles/${articleId}#${sectionId}`}>
              Back to the article
            </Link>
          )}
        </p>
      )}
      {draft.restored && changed && (
        <p role="status" className="note">
          Your unsaved text is back.{' '}
          <button
            type="button"
            className="plain"
            onClick={() => setTyped({ base: newest, heading: newest.heading, body: newest.body, note: '' })}
          >
            Discard it
          </button>
        </p>
      )}
      <CompanyNote present={present} newest={theirs} base={base.number} />
      {conflict && (
        <ConflictPanel
          key={JSON.stringify([conflict.newest.id, conflict.sent])}
          conflict={conflict}
          isPast={isPast(conflict.sent, { heading, body })}
          onTake={(chosen, form) => {
            // What was typed since the texts were compared is in none of them.
            if (isPast(conflict.sent, read())) return form?.requestSubmit();
            setHeading(chosen.heading);
            load(chosen.body);
            setBase(conflict.newest);
            setConflict(null);
            setMessage({
              ok: true,
              text: `The fields hold your choice, on top of revision ${conflict.newest.number}. Read it, then save.`,
            });
          }}
        />
      )}
      <label>
        {headingNames[kind]}
        <input
          ref={headingField}
          className="heading-field"
          dir="auto"
          value={heading}
          onChange={(event) => setHeading(event.target.value)}
          maxLength={300}
          required={kind !== 'section'}
        />
      </label>
      <div className="writing">
        <BodyField
          sectionId={sectionId}
          label={bodyNames[kind]}
          body={body}
          loaded={loaded}
          marks={marks}
          suggestions={known.suggestions}
          pointed={pointed}
          field={bodyField}
          rich={rich}
          onChange={setBody}
          onLoad={load}
          onPoint={point}
          onReady={begin}
        />
        <SuggestionList
          suggestions={known.suggestions}
          failed={known.failed}
          pointed={pointed}
          onPoint={point}
          onChoose={choose}
        />
      </div>
      <label>
        What did you change, and why?
        <input
          value={note}
          onChange={(event) => setNote(event.target.value)}
          maxLength={300}
          placeholder="Optional, for those who read the history"
        />
      </label>
      <div className="buttons">
        <button
          type="submit"
          className="primary"
          aria-keyshortcuts="Control+S Meta+S"
          disabled={!ready || pending || conflict !== null}
        >
          {pending ? 'Saving…' : 'Save revision'}
        </button>
        {inPlace && (
          <button type="button" aria-keyshortcuts="Escape" onClick={inPlace.onClose}>
            Close
          </button>
        )}
        <span className="quiet">Verdicts on words that you change have to be given again.</span>
      </div>
      <DraftNote
        state={draft.state}
        refusal={draft.refusal}
        other={draft.other}
        onKeep={draft.takeOver}
        onTake={draft.goOnWith}
      />
    </form>
  );
}

type Sent = { heading: string; body: string };

/** Whether somebody has written on since. */
const isPast = (sent: Sent, now: Sent) => sent.heading !== now.heading || sent.body !== now.body;

/** Where the suggested words stand in the text as it is by now; those that were edited since are not marked. */
function marksIn({ body, suggestions }: Suggestions, now: string): Mark[] {
  const edit = editBetween(body, now);
  return (suggestions ?? [])
    .flatMap(({ id, kind, spans }) => (shiftSpans(spans, edit) ?? []).map((span) => ({ ...span, id, kind })))
    .sort((a, b) => a.start - b.start);
}
