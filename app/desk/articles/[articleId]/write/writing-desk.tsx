'use client';

import { useRouter } from 'next/navigation';
import {
  type MouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { SectionKind } from '#lib/articles/model.ts';
import type { WritingContext } from '#lib/detector/writing.ts';
import type { Draft } from '#lib/drafts/model.ts';
import type { Answer } from '#lib/refusal.ts';
import { useKeysSwitch } from '../../../queue/keys-switch.ts';
import { holdPlace, type Place, pressedPlace } from '../../../sections/[sectionId]/place.ts';
import { type InPlace, ReviseForm } from '../../../sections/[sectionId]/revise-form.tsx';
import type { Revision } from '../../../sections/[sectionId]/unsaved.ts';
import { ReadRow } from './read-row.tsx';
import { useCompany } from './use-company.ts';

export type WrittenSection = {
  id: string;
  name: string;
  kind: SectionKind;
  /** Of its newest revision. */
  number: number;
  /** As it is read, and what stands on it: drawn by the server. */
  text: ReactNode;
  margin: ReactNode;
};

type Found = { kind: SectionKind; newest: Revision; writing: WritingContext; kept: Draft | null };
type Open = Found & { id: string; at: InPlace['at'] };

const silent = 'The server did not answer. Try again in a moment.';

/**
 * An article that is read from its beginning to its end, one section of which at a time is written in where it stands.
 * What was typed is kept as a draft when it is closed or another one is opened; the page never moves under the reader.
 */
export function WritingDesk({
  articleId,
  staffId,
  sections,
  drafted,
}: {
  articleId: string;
  staffId: string;
  sections: WrittenSection[];
  /** The sections at which this person has words that are not saved. */
  drafted: string[];
}) {
  const router = useRouter();
  const form: InPlace['handle'] = useRef(null);
  const [open, setOpen] = useState<Open | null>(null);
  const [opening, setOpening] = useState('');
  const [kept, setKept] = useState<ReadonlySet<string>>(() => new Set(drafted));
  const [said, setSaid] = useState<{ id: string; text: string; isBad?: boolean } | null>(null);
  const [singleKeys] = useKeysSwitch();
  const turn = useRef(0);
  /** What sections were opened with that have words here which are not saved: without a network they open again. */
  const left = useRef(new Map<string, Found>());
  /** What must not move on the screen while one form takes the place of the other. */
  const held = useRef<{ id: string; still: string; top: number; height: number; seen: Place | null } | null>(
    null,
  );
  const isGone = open !== null && !sections.some(({ id }) => id === open.id);
  const company = useCompany(articleId, sections, (now) => {
    // A section that somebody removes stays before whoever is writing in it.
    if (open && !now.includes(open.id)) setSaid({ id: open.id, isBad: true, text: removed });
    else router.refresh();
  });
  const rowOf = useCallback((id: string) => document.getElementById(id), []);

  const hold = (id: string, seen: Place | null = null) => {
    const row = rowOf(id);
    if (!row) return;
    // Who has scrolled away from it reads another one.
    const still = isSeen(row) ? row : ([...document.querySelectorAll('.section-row')].find(isSeen) ?? row);
    const { top } = still.getBoundingClientRect();
    held.current = { id, still: still.id, top, height: row.getBoundingClientRect().height, seen };
  };

  /** Leaves the open section: what was typed there stays its draft. */
  function leave() {
    if (!open) return;
    const isChanged = form.current?.isChanged();
    if (isChanged) left.current.set(open.id, open);
    else left.current.delete(open.id);
    setKept((before) => {
      const others = [...before].filter((id) => id !== open.id);
      return new Set(isChanged ? [...others, open.id] : others);
    });
  }

  async function go(id: string, at: InPlace['at'] = null) {
    if (open?.id === id) return;
    turn.current++;
    const asked = turn.current;
    setOpening(id);
    const answer = await find(id);
    if (asked !== turn.current) return;
    setOpening('');
    if (answer && !answer.ok) return setSaid({ id, text: answer.message, isBad: true });
    const found = answer ?? left.current.get(id);
    if (!found) return setSaid({ id, text: silent, isBad: true });
    hold(id);
    leave();
    setSaid(null);
    setOpen({ ...found, id, at });
    history.replaceState(null, '', `#${id}`);
  }

  function close(text = '') {
    if (!open) return;
    turn.current++;
    setOpening('');
    hold(open.id, form.current?.seen() ?? null);
    leave();
    setOpen(null);
    setSaid({ id: open.id, text });
  }

  // The page stays where it was: the block that was read, else the section's beginning.
  useLayoutEffect(() => {
    const was = held.current;
    const row = was && rowOf(was.id);
    if (!was || !row) return;
    const stay = () => {
      const top = rowOf(was.still)?.getBoundingClientRect().top ?? was.top;
      scrollBy({ top: top - was.top, behavior: 'instant' });
    };
    if (open?.id === was.id) {
      // Until the editor stands there, so that the page does not grow short in between.
      row.style.minHeight = `${was.height}px`;
      stay();
      return;
    }
    held.current = null;
    const text = row.querySelector('.prose');
    if (!was.seen || !text || !holdPlace(text, was.seen)) stay();
    row.querySelector<HTMLElement>('[data-write].button')?.focus({ preventScroll: true });
  }, [open, rowOf]);

  function begun(id: string, at: InPlace['at']) {
    const row = rowOf(id);
    held.current = null;
    if (!row) return;
    row.style.minHeight = '';
    const { top } = row.getBoundingClientRect();
    if (!at && (top < 0 || top > innerHeight / 2)) row.scrollIntoView({ behavior: 'instant' });
  }

  // An address that names a section opens it.
  const first = useRef(go);
  useEffect(() => {
    const id = location.hash.slice(1);
    if (id && document.getElementById(id)?.matches('.section-row')) first.current(id);
  }, []);

  function press(event: MouseEvent<HTMLDivElement>) {
    const { target } = event;
    if (!(target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const row = target.closest('.section-row');
    if (!row || row.id === open?.id) return;
    const link = target.closest('a, button, summary');
    const text = target.closest('.section-text');
    if (link?.matches('[data-write]')) {
      event.preventDefault();
      // By a key it has no number of presses.
      go(row.id, text && event.detail > 0 ? 'heading' : null);
    } else if (!link && text && window.getSelection()?.isCollapsed) {
      const prose = target.closest('.prose');
      go(row.id, prose ? pressedPlace(prose, event.nativeEvent) : null);
    }
  }

  function key(event: KeyboardEvent) {
    const { target } = event;
    if (event.isComposing || !(target instanceof Element) || target.closest('dialog')) return;
    const at = target.closest('.section-row');
    // What had the focus may be gone, as the button is that discards a draft.
    const isOpen = open !== null && (at?.id === open.id || target === document.body);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && event.altKey && (event.ctrlKey || event.metaKey)) {
      const index = sections.findIndex(({ id }) => id === (at?.id ?? open?.id));
      const next = sections[index + step];
      if (!next) return;
      event.preventDefault();
      if (open) go(next.id);
      else rowOf(next.id)?.querySelector<HTMLElement>('[data-write]')?.focus();
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      close();
    } else if (event.key === 'e' && singleKeys && at && !isOpen && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      go(at.id);
    }
  }

  const shown = open && isGone ? [...sections, { ...gone, id: open.id, kind: open.kind }] : sections;
  const keys = useRef(key);
  keys.current = key;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => keys.current(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);

  return (
    // What a press of the text does, the links in it do as well.
    // biome-ignore lint/a11y/useKeyWithClickEvents: those take keys
    // biome-ignore lint/a11y/noStaticElementInteractions: the interactive elements are inside
    <div className="sections written" onClick={press}>
      {shown.map((section) => (
        <section
          key={section.id}
          id={section.id}
          className="section-row"
          data-kind={section.kind}
          data-open={open?.id === section.id}
          aria-busy={opening === section.id}
          aria-label={section.name}
        >
          {open?.id === section.id ? (
            <div
              className="in-place"
              data-section={section.id}
              data-revision={open.newest.id}
              data-name={section.name}
            >
              {said?.id === section.id && <Said {...said} />}
              <ReviseForm
                sectionId={section.id}
                articleId={articleId}
                kind={open.kind}
                newest={open.newest}
                writing={open.writing}
                staffId={staffId}
                kept={open.kept}
                inPlace={{
                  ...{ at: open.at, handle: form },
                  onReady: () => begun(section.id, open.at),
                  onSaved: close,
                  onClose: () => close(),
                }}
              />
            </div>
          ) : (
            <ReadRow
              section={section}
              present={company.get(section.id)}
              isDrafted={kept.has(section.id)}
              said={said?.id === section.id ? <Said {...said} /> : null}
            />
          )}
        </section>
      ))}
    </div>
  );
}

function isSeen(row: Element): boolean {
  const { top, bottom } = row.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

const removed =
  'Somebody removed this section. Your words stay in this window; to save them, have it restored in the outline first.';
const gone = { name: 'Removed section', number: 0, text: null, margin: null };

function Said({ text, isBad }: { text: string; isBad?: boolean }) {
  if (!text) return null;
  return (
    <p role={isBad ? 'alert' : 'status'} className={isBad ? 'alert' : 'done'}>
      {text}
    </p>
  );
}

/** What a section is revised from, as it stands at this moment; null when the server does not answer. */
async function find(sectionId: string): Promise<Answer<Found> | null> {
  try {
    const response = await fetch(`/desk/sections/${sectionId}/writing`, {
      signal: AbortSignal.timeout(10_000),
    });
    return await response.json();
  } catch {
    return null;
  }
}
