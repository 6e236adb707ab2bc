'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Draft } from '#lib/drafts/model.ts';
import type { Answer, RefusalCode } from '#lib/refusal.ts';
import {
  beThere,
  dropLeft,
  findLeft,
  readDropped,
  readUnsaved,
  type Typed,
  type Unsaved,
  unsavedKey,
  writeDropped,
  writeLeft,
  writeUnsaved,
} from './unsaved.ts';

/** How long after a key this tab keeps the text, in milliseconds: to write a long one at each key would hold up the keys. */
const atOnce = 100;
/** How long after a key the text is sent, and sent again after no answer, in milliseconds. */
const soon = 2_000;
const again = 4_000;
/** How long an answer is waited for, in milliseconds. */
const patience = 10_000;

/** Refusals that end by themselves, or elsewhere: what was typed is sent again. */
const passes: ReadonlySet<RefusalCode> = new Set(['signed-out', 'unavailable', 'too-often']);

/** Where what was typed is by now; `untouched` when nothing was. */
export type DraftState = 'untouched' | 'saving' | 'saved' | 'offline' | 'signed-out' | 'conflict' | 'refused';

type Props = {
  sectionId: string;
  staffId: string;
  /** What the server kept of this person's when the page was made. */
  kept: Draft | null;
  typed: Typed;
  changed: boolean;
  /** What stands in the fields at this moment, also what React has not been told yet. */
  read: () => Typed;
  restore: (kept: Typed) => void;
};

/**
 * Keeps what somebody types: in this tab at once, and on the server as their own draft within seconds and when they
 * leave. Typing never waits for it, and no answer ever changes a field. One request is under way at a time.
 */
export function useDraft({ sectionId, staffId, kept, typed, changed, read, restore }: Props) {
  const key = unsavedKey(staffId, sectionId);
  const address = `/desk/sections/${sectionId}/draft`;
  const [state, setState] = useState<DraftState>('untouched');
  const [refusal, setRefusal] = useState('');
  const [restored, setRestored] = useState(false);
  const [looked, setLooked] = useState(false);
  const [windowId] = useState(() => crypto.randomUUID());
  const now = useRef({ read, changed, typed });
  now.current = { read, changed, typed };
  const run = useRef({
    turn: 0,
    /** The window whose draft this one goes on with. */
    instead: null as string | null,
    /** The text that the server has, or is being sent. */
    sent: '',
    isOnServer: false,
    /** The server did not take the last one. */
    isRefused: false,
    isHeld: false,
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
    /** Set while what was typed is not yet kept by this tab. */
    keeping: undefined as ReturnType<typeof setTimeout> | undefined,
    underway: null as Promise<unknown> | null,
  });

  const textOf = useCallback(
    ({ base, heading, body, note }: Typed) => {
      return { sectionId, basedOn: base.id, heading, body, note };
    },
    [sectionId],
  );

  const keep = useCallback(
    (typed: Typed) => {
      const at = run.current;
      clearTimeout(at.keeping);
      at.keeping = undefined;
      if (!isChanged(typed)) return;
      writeDropped(key, []);
      // A draft that is only looked at is in no tab's keeping: the next reload may find a newer one.
      const isLookedAt = at.isOnServer && at.turn === 0 && JSON.stringify(textOf(typed)) === at.sent;
      if (!isLookedAt) writeUnsaved(key, { ...typed, windowId });
      if (at.isRefused) writeLeft(key, { ...typed, windowId });
    },
    [key, textOf, windowId],
  );

  const windows = useCallback(
    () => [windowId, ...(run.current.instead ? [run.current.instead] : [])],
    [windowId],
  );

  const send = useCallback(
    async (isLeaving = false): Promise<void> => {
      const at = run.current;
      clearTimeout(at.timer);
      at.timer = undefined;
      const typed = now.current.read();
      if (!isChanged(typed) || (at.isHeld && !isLeaving) || (at.underway && !isLeaving)) return;
      const text = textOf(typed);
      const said = JSON.stringify(text);
      if (said === at.sent) {
        if (at.isOnServer) setState('saved');
        return;
      }
      at.turn++;
      const draft = JSON.stringify({ ...text, windowId, turn: at.turn, instead: at.instead });
      if (isLeaving) {
        at.sent = said;
        // A browser lets at most 64 kB outlive the page.
        const isSmall = draft.length < 20_000 || new Blob([draft]).size < 63_000;
        const told = fetch(address, { ...request('PUT', draft), keepalive: isSmall });
        const isKept = await told.then(({ ok }) => ok).catch(() => false);
        // Only who comes back to the page gets as far as here.
        if (!isKept) at.sent = '';
        else {
          dropLeft(key, windows());
          Object.assign(at, { isOnServer: true, isRefused: false, instead: null });
          setState('saved');
        }
        return;
      }
      setState('saving');
      writeLeft(key, { ...typed, windowId });
      const asked = ask('PUT', address, draft);
      at.underway = asked;
      const answer = await asked;
      at.underway = null;
      at.isRefused = !answer?.ok;
      if (answer?.ok) {
        dropLeft(key, windows());
        at.sent = said;
        at.isOnServer = true;
        at.instead = null;
        setState('saved');
      } else if (answer && !passes.has(answer.code)) {
        setState(answer.code === 'conflict' ? 'conflict' : 'refused');
        setRefusal(answer.message);
        return;
      } else setState(answer?.code === 'signed-out' ? 'signed-out' : 'offline');
      if (JSON.stringify(textOf(now.current.read())) !== at.sent)
        at.timer = setTimeout(() => send(), answer?.ok ? soon : again);
    },
    [address, key, textOf, windowId, windows],
  );

  useEffect(() => beThere(windowId), [windowId]);

  function begin(unsaved: Unsaved | null) {
    // Discarded here a moment ago, while the page was on its way.
    const dropped = readDropped(key);
    const isDropped = kept !== null && dropped.includes(kept.windowId);
    if (isDropped) ask('DELETE', address, JSON.stringify({ sectionId, windows: dropped }), true);
    const found = unsaved ?? (kept && !isDropped ? { ...kept, base: kept.basedOn } : null);
    const { heading, body } = now.current.typed.base;
    if (found?.heading === heading && found.body === body) {
      // Saved while the page was left: there is nothing to write on.
      sessionStorage.removeItem(key);
      dropLeft(key, [found.windowId]);
      ask('DELETE', address, JSON.stringify({ sectionId, windows: [found.windowId] }), true);
    } else if (found && !now.current.changed) {
      run.current.instead = found.windowId;
      run.current.isOnServer = kept?.windowId === found.windowId;
      const text = { base: found.base, heading: found.heading, body: found.body, note: found.note };
      // Looking at a draft is no writing: until a key is pressed it stays that of its window.
      if (!unsaved) run.current.sent = JSON.stringify(textOf(text));
      restore(text);
      setRestored(true);
    }
    setLooked(true);
  }

  // Once, after the first render: the server knows nothing of what this tab keeps.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read once
  useEffect(() => {
    const unsaved = readUnsaved(key);
    if (unsaved) return begin(unsaved);
    let isOver = false;
    findLeft(key)
      .catch(() => null)
      .then((left) => !isOver && begin(left));
    return () => {
      isOver = true;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever was typed is to be kept
  useEffect(() => {
    if (!looked) return;
    const at = run.current;
    if (changed) {
      at.keeping ??= setTimeout(() => keep(now.current.typed), atOnce);
      at.timer ??= setTimeout(() => send(), soon);
      return;
    }
    clearTimeout(at.keeping);
    at.keeping = undefined;
    sessionStorage.removeItem(key);
    dropLeft(key, windows());
    clearTimeout(at.timer);
    at.timer = undefined;
    setState('untouched');
    // Whether what was sent has arrived is not known here: all that may have been kept is dropped.
    const mayBeKept = at.isOnServer || at.turn > 0 || at.instead !== null;
    if (!mayBeKept || at.isHeld) return;
    at.isOnServer = false;
    at.sent = '';
    const dropped = windows();
    writeDropped(key, dropped);
    const drop = () => {
      if (!now.current.changed) ask('DELETE', address, JSON.stringify({ sectionId, windows: dropped }), true);
    };
    if (at.underway) at.underway.then(drop);
    else drop();
  }, [looked, changed, key, typed, windows, keep, send, address, sectionId]);

  useEffect(() => {
    const leave = () => {
      const text = now.current.read();
      const isNew = JSON.stringify(textOf(text)) !== run.current.sent;
      if (isNew || run.current.keeping) keep(text);
      send(true);
    };
    const hide = () => (document.visibilityState === 'hidden' ? leave() : send());
    const online = () => send();
    addEventListener('pagehide', leave);
    addEventListener('online', online);
    addEventListener('focus', online);
    document.addEventListener('visibilitychange', hide);
    return () => {
      leave();
      removeEventListener('pagehide', leave);
      removeEventListener('online', online);
      removeEventListener('focus', online);
      document.removeEventListener('visibilitychange', hide);
    };
  }, [keep, send, textOf]);

  // Closing the tab would take along what it alone keeps.
  const isHereAlone = changed && !['untouched', 'saving', 'saved'].includes(state);
  useEffect(() => {
    if (!isHereAlone) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isHereAlone]);

  return {
    // Until the first of what was typed is sent.
    state: changed && state === 'untouched' ? ('saving' as const) : state,
    refusal,
    restored,
    /** The windows whose draft the fields hold. */
    windows,
    /** Sends nothing until `release`, and waits for what is under way: a draft must not come after its revision. */
    async hold() {
      run.current.isHeld = true;
      await Promise.race([run.current.underway, new Promise((done) => setTimeout(done, 3_000))]);
    },
    release(isSaved: boolean) {
      const at = run.current;
      at.isHeld = false;
      if (isSaved) dropLeft(key, windows());
      if (isSaved) Object.assign(at, { isOnServer: false, sent: '', instead: null });
      at.timer ??= setTimeout(() => send(), soon);
    },
    /** Has this window's text be the draft, in the place of whatever another window keeps. */
    async takeOver(): Promise<void> {
      const other = await otherDraft(address);
      run.current.instead = other?.windowId ?? null;
      run.current.sent = '';
      await send();
    },
    /** What another window keeps. */
    other: () => otherDraft(address),
    /** Goes on with what another window keeps. */
    goOnWith(draft: Draft): void {
      dropLeft(key, windows());
      run.current.instead = draft.windowId;
      run.current.isOnServer = true;
      restore({ ...draft, base: draft.basedOn });
    },
  };
}

/** Whether it says something else than the revision that it is based on. */
export function isChanged({ base, heading, body }: Typed): boolean {
  return heading !== base.heading || body !== base.body;
}

function request(method: string, body: string): RequestInit {
  return { method, body, headers: { 'content-type': 'application/json' } };
}

/** What the server answers; null when it does not. @param keepalive whether it outlives the page */
async function ask(method: string, address: string, body: string, keepalive = false): Promise<Answer | null> {
  try {
    const response = await fetch(address, {
      ...request(method, body),
      keepalive,
      signal: AbortSignal.timeout(patience),
    });
    return await response.json();
  } catch {
    return null;
  }
}

async function otherDraft(address: string): Promise<Draft | null> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(patience) });
    const answer: Answer<{ draft: Draft | null }> = await response.json();
    return answer.ok ? answer.draft : null;
  } catch {
    return null;
  }
}
