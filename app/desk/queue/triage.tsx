'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { QueueEntry } from '#lib/flags/model.ts';
import { type Answer, refuse } from '#lib/refusal.ts';
import { assignAction } from '../flags/[flagId]/actions.ts';
import { count } from '../words.ts';
import { confirmInQueueAction, dismissInQueueAction } from './actions.ts';
import { DismissPanel } from './dismiss-panel.tsx';
import { useKeysSwitch } from './keys-switch.ts';
import { QueueLine } from './queue-line.tsx';

export type Group = { title: string; about: string; flags: QueueEntry[] };

/**
 * The flags that wait, answered one after the other by single keys, by mouse or by a screen reader's own keys. A line
 * goes at once and comes back with the reason when the server refuses; the focus is then on the next line. A claim that
 * waits in several places has one line, which opens to the others.
 */
export function Triage({ groups, maySettle, me }: { groups: Group[]; maySettle: boolean; me: string }) {
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [dismissing, setDismissing] = useState<string | null>(null);
  const [said, setSaid] = useState<{ ok: boolean; text: string }>({ ok: true, text: '' });
  const [keys, switchKeys] = useKeysSwitch();
  // Answers go to the server one after the other, and the keys are faster than that.
  const [unsent, setUnsent] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  /** Claims of which the other places are looked at. */
  const [looked, setLooked] = useState<ReadonlySet<string>>(new Set());
  const claims = groups.map((group) => byClaim(group.flags.filter(({ id }) => !gone.has(id))));
  /** Those on screen, in order. */
  const flags = claims.flat().flatMap(([first, ...others]) => (isOpen(first) ? [first, ...others] : first));
  function isOpen({ claim }: QueueEntry) {
    return claim !== null && looked.has(claim);
  }

  // Once the server's list is without a line, it may come back: its words may change under the verdict.
  useEffect(() => {
    const listed = new Set(groups.flatMap((group) => group.flags.map(({ id }) => id)));
    setGone((before) => new Set([...before].filter((id) => listed.has(id))));
  }, [groups]);

  // Who leaves before the last one has arrived would lose it.
  useEffect(() => {
    if (unsent === 0) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [unsent]);

  const focusOn = (id: string | undefined) => {
    const line = id && list.current?.querySelector<HTMLElement>(`[data-flag="${id}"] .context a`);
    if (line) line.focus();
  };
  const here = () => {
    const line = document.activeElement?.closest<HTMLElement>('[data-flag]');
    return flags.findIndex(({ id }) => id === line?.dataset.flag);
  };
  const move = (step: number) => {
    const at = here();
    focusOn(flags[at < 0 ? 0 : Math.max(0, Math.min(flags.length - 1, at + step))]?.id);
  };

  async function answer(
    answered: [QueueEntry, ...QueueEntry[]],
    done: string,
    leaves: boolean,
    work: Promise<Answer>,
  ) {
    const [flag] = answered;
    const at = flags.indexOf(flag);
    const isNext = (other: QueueEntry) => !answered.includes(other);
    focusOn((flags.slice(at + 1).find(isNext) ?? flags.slice(0, at).findLast(isNext))?.id);
    setDismissing(null);
    const ids = answered.map(({ id }) => id);
    if (leaves) setGone((before) => new Set([...before, ...ids]));
    const noAnswer = refuse('invalid', 'The server did not answer. Try again in a moment.');
    setUnsent((before) => before + 1);
    const result = await work.catch(() => noAnswer);
    setUnsent((before) => before - 1);
    setSaid({ ok: result.ok, text: result.ok ? done : `“${flag.quote.slice(0, 60)}”: ${result.message}` });
    if (!result.ok) setGone((before) => new Set([...before].filter((id) => !ids.includes(id))));
  }
  function confirm(flag: QueueEntry) {
    if (flag.state !== 'suggested')
      return setSaid({
        ok: false,
        text: 'Somebody stands behind this flag already: it waits for a verdict.',
      });
    answer([flag], 'Confirmed. It waits for a verdict.', false, confirmInQueueAction({ flagId: flag.id }));
  }
  /** Takes a flag upon oneself, or hands it back. */
  function take(flag: QueueEntry) {
    if (!maySettle) return;
    const isMine = flag.assigned?.staffId === me;
    const given = new FormData();
    given.set('flagId', flag.id);
    given.set('staffId', isMine ? '' : me);
    given.set('dueOn', (!isMine && flag.assigned?.dueOn) || '');
    answer([flag], isMine ? 'Handed back.' : 'It is yours to answer.', false, assignAction(given));
  }
  function dismiss(flag: QueueEntry, reason: string, others: QueueEntry[]) {
    const refs = [flag, ...others].map(({ id, revisionId }) => ({ flagId: id, revisionId }));
    const [{ flagId, revisionId } = { flagId: '', revisionId: '' }, ...also] = refs;
    const done = `Dismissed${also.length > 0 ? ` in ${also.length + 1} places` : ''}: ${reason}`;
    answer([flag, ...others], done, true, dismissInQueueAction({ flagId, revisionId, reason, also }));
  }
  function askWhy(flag: QueueEntry) {
    if (flag.notMine) return setSaid({ ok: false, text: flag.notMine });
    setDismissing(flag.id);
  }
  function leavePanel() {
    focusOn(dismissing ?? undefined);
    setDismissing(null);
  }

  function press(event: KeyboardEvent) {
    const at = event.target as HTMLElement;
    if (!keys || event.ctrlKey || event.metaKey || event.altKey) return;
    if (at.closest('input, textarea, select, [contenteditable], .dismissing')) return;
    const flag = flags[here()];
    if (event.key === 'j') move(1);
    else if (event.key === 'k') move(-1);
    else if (event.key === 'c' && flag) confirm(flag);
    else if (event.key === 'd' && flag) askWhy(flag);
    else if (event.key === 't' && flag) take(flag);
    else return;
    event.preventDefault();
  }
  const pressed = useRef(press);
  pressed.current = press;
  const [listens, setListens] = useState(false);
  useEffect(() => {
    const listener = (event: KeyboardEvent) => pressed.current(event);
    document.addEventListener('keydown', listener);
    setListens(true);
    return () => document.removeEventListener('keydown', listener);
  }, []);

  const turn = (claim: string | null, open: boolean) =>
    setLooked((before) => {
      const others = [...before].filter((other) => other !== claim);
      return new Set(open && claim ? [...others, claim] : others);
    });
  const line = (flag: QueueEntry, others: QueueEntry[]) =>
    dismissing === flag.id ? (
      <DismissPanel
        others={others.length}
        onDismiss={(reason, isForAll) => dismiss(flag, reason, isForAll ? others : [])}
        onLeave={leavePanel}
      />
    ) : (
      <div className="buttons">
        {flag.state === 'suggested' && (
          <button
            type="button"
            className="small"
            aria-keyshortcuts={keys ? 'c' : undefined}
            onClick={() => confirm(flag)}
          >
            Confirm<span className="hidden"> “{flag.quote}”</span>
          </button>
        )}
        {flag.notMine === null && (
          <button
            type="button"
            className="small"
            aria-keyshortcuts={keys ? 'd' : undefined}
            onClick={() => askWhy(flag)}
          >
            Dismiss…<span className="hidden"> “{flag.quote}”</span>
          </button>
        )}
        {maySettle && (
          <button
            type="button"
            className="small plain"
            aria-keyshortcuts={keys ? 't' : undefined}
            onClick={() => take(flag)}
          >
            {flag.assigned?.staffId === me ? 'Hand it back' : 'Take it'}
            <span className="hidden"> “{flag.quote}”</span>
          </button>
        )}
      </div>
    );

  return (
    <div ref={list} className="triage" aria-busy={!listens || unsent > 0}>
      <p className="keys quiet">
        {keys ? (
          <>
            <kbd>j</kbd> next, <kbd>k</kbd> previous, <kbd>c</kbd> confirm a suggestion
            {maySettle && (
              <>
                , <kbd>d</kbd> dismiss, then <kbd>1</kbd> to <kbd>5</kbd> for the reason, <kbd>t</kbd> take or
                hand back
              </>
            )}
            , <kbd>Enter</kbd> open.
          </>
        ) : (
          'Single keys are off.'
        )}{' '}
        <button type="button" className="small plain" aria-pressed={keys} onClick={switchKeys}>
          {keys ? 'Switch single keys off' : 'Switch single keys on'}
        </button>
      </p>
      <p role="status" className={said.text ? (said.ok ? 'done' : 'note') : 'hidden'}>
        {said.text}
      </p>
      {groups.map(({ title, about }, index) => {
        const shown = claims[index] ?? [];
        if (shown.length === 0) return null;
        return (
          <section key={title}>
            <h2>
              {title} <span className="count">{shown.flat().length}</span>
            </h2>
            <p className="quiet">{about}</p>
            <ul className="queue">
              {shown.map(([flag, ...others]) => (
                <QueueLine key={flag.id} flag={flag}>
                  {line(flag, isOpen(flag) ? others.filter(({ notMine }) => notMine === null) : [])}
                  {others.length > 0 && flag.claim && (
                    <More
                      places={others.length}
                      isOpen={isOpen(flag)}
                      onTurn={(open) => turn(flag.claim, open)}
                    >
                      {others.map((other) => (
                        <QueueLine key={other.id} flag={other}>
                          {line(other, [])}
                        </QueueLine>
                      ))}
                    </More>
                  )}
                </QueueLine>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

/** The other places of a claim: out of the way until somebody looks. */
function More({
  places,
  isOpen,
  onTurn,
  children,
}: {
  places: number;
  isOpen: boolean;
  onTurn: (open: boolean) => void;
  children: ReactNode;
}) {
  return (
    <details
      className="more-flags"
      open={isOpen}
      onToggle={({ currentTarget }) => currentTarget.open !== isOpen && onTurn(currentTarget.open)}
    >
      <summary>The same words wait in {count(places, 'more place')}</summary>
      <ul className="queue">{children}</ul>
    </details>
  );
}

/** Each claim once, where it first stands, with the other places at which the very words wait. */
function byClaim(flags: QueueEntry[]): [QueueEntry, ...QueueEntry[]][] {
  const claims = new Map<string, [QueueEntry, ...QueueEntry[]]>();
  for (const flag of flags) {
    const key = flag.claim ?? flag.id;
    const places = claims.get(key);
    if (places) places.push(flag);
    else claims.set(key, [flag]);
  }
  return [...claims.values()];
}
