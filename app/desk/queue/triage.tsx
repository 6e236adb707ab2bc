'use client';

import { useEffect, useRef, useState } from 'react';
import type { QueueEntry } from '#lib/flags/model.ts';
import { type Answer, refuse } from '#lib/refusal.ts';
import { confirmInQueueAction, dismissInQueueAction } from './actions.ts';
import { DismissPanel } from './dismiss-panel.tsx';
import { useKeysSwitch } from './keys-switch.ts';
import { QueueLine } from './queue-line.tsx';

export type Group = { title: string; about: string; flags: QueueEntry[] };

/**
 * The flags that wait, answered one after the other by single keys, by mouse or by a screen reader's own keys. A line
 * goes at once and comes back with the reason when the server refuses; the focus is then on the next line.
 */
export function Triage({ groups, maySettle }: { groups: Group[]; maySettle: boolean }) {
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [dismissing, setDismissing] = useState<string | null>(null);
  const [said, setSaid] = useState<{ ok: boolean; text: string }>({ ok: true, text: '' });
  const [keys, switchKeys] = useKeysSwitch();
  // Answers go to the server one after the other, and the keys are faster than that.
  const [unsent, setUnsent] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const flags = groups.flatMap((group) => group.flags).filter(({ id }) => !gone.has(id));

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

  async function answer(flag: QueueEntry, done: string, leaves: boolean, work: Promise<Answer>) {
    const at = flags.indexOf(flag);
    focusOn((flags[at + 1] ?? flags[at - 1])?.id);
    setDismissing(null);
    if (leaves) setGone((before) => new Set([...before, flag.id]));
    const noAnswer = refuse('invalid', 'The server did not answer. Try again in a moment.');
    setUnsent((before) => before + 1);
    const result = await work.catch(() => noAnswer);
    setUnsent((before) => before - 1);
    setSaid({ ok: result.ok, text: result.ok ? done : `“${flag.quote.slice(0, 60)}”: ${result.message}` });
    if (!result.ok) setGone((before) => new Set([...before].filter((id) => id !== flag.id)));
  }
  function confirm(flag: QueueEntry) {
    if (flag.state !== 'suggested')
      return setSaid({
        ok: false,
        text: 'Somebody stands behind this flag already: it waits for a verdict.',
      });
    answer(flag, 'Confirmed. It waits for a verdict.', false, confirmInQueueAction({ flagId: flag.id }));
  }
  function dismiss(flag: QueueEntry, reason: string) {
    const { id: flagId, revisionId } = flag;
    answer(flag, `Dismissed: ${reason}`, true, dismissInQueueAction({ flagId, revisionId, reason }));
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
    else return;
    event.preventDefault();
  }
  const pressed = useRef(press);
  pressed.current = press;
  useEffect(() => {
    const listener = (event: KeyboardEvent) => pressed.current(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);

  return (
    <div ref={list} className="triage" aria-busy={unsent > 0}>
      <p className="keys quiet">
        {keys ? (
          <>
            <kbd>j</kbd> next, <kbd>k</kbd> previous, <kbd>c</kbd> confirm a suggestion
            {maySettle && (
              <>
                , <kbd>d</kbd> dismiss, then <kbd>1</kbd> to <kbd>5</kbd> for the reason
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
      {groups.map(({ title, about, flags: all }) => {
        const shown = all.filter(({ id }) => !gone.has(id));
        if (shown.length === 0) return null;
        return (
          <section key={title}>
            <h2>
              {title} <span className="count">{shown.length}</span>
            </h2>
            <p className="quiet">{about}</p>
            <ul className="queue">
              {shown.map((flag) => (
                <QueueLine key={flag.id} flag={flag}>
                  {dismissing === flag.id ? (
                    <DismissPanel onDismiss={(reason) => dismiss(flag, reason)} onLeave={leavePanel} />
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
                    </div>
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
