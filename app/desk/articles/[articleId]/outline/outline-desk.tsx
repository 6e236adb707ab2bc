'use client';

import { useEffect, useOptimistic, useState, useTransition } from 'react';
import { sizeOf } from '#lib/articles/outline.ts';
import { type Correction, correct, type Draft, type DraftItem } from '#lib/import/model.ts';
import { type Answer, refuse } from '#lib/refusal.ts';
import { ActionForm } from '../../../action-form.tsx';
import { actionsAt, itemName, type Place } from '../../../import/draft-actions.ts';
import { OutlineTree } from '../../../import/outline-tree.tsx';
import { isNavigation } from '../../../navigation.ts';
import { saveRevisionAction } from '../../../sections/[sectionId]/actions.ts';
import { removeSectionAction } from '../actions.ts';
import { addSectionAction, joinSectionsAction, moveSectionAction, splitSectionAction } from './actions.ts';

type Item = Pick<DraftItem, 'id' | 'kind' | 'depth' | 'numbered' | 'heading' | 'body'> & {
  revisionId: string;
};

/** A change to the outline as it is shown at once; `level` moves all that stands below along, as the command does. */
type Change = Correction | { type: 'level'; id: string; before: string | null; depth: number };

/** The outline of an article that is stored: each change is shown at once and made by a command. */
export function OutlineDesk({ articleId, items }: { articleId: string; items: Item[] }) {
  // A section that was just split off keeps the name under which it was shown first, and with it the focus.
  const [names, setNames] = useState<Record<string, string>>({});
  const [shown, show] = useOptimistic(asDraft(items, names), changed);
  const [at, setAt] = useState<Place>({ id: items[0]?.id ?? '', block: null });
  const [problem, setProblem] = useState('');
  const [isPending, start] = useTransition();
  // Two changes of one text at once would be a conflict with oneself: the second waits until the first is stored.
  const [waiting, setWaiting] = useState<Correction | null>(null);
  useEffect(() => {
    if (isPending || !waiting) return;
    setWaiting(null);
    act(waiting);
  });

  useEffect(() => {
    if (!isPending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isPending]);

  function make(change: Change, command: () => Promise<Answer<{ sectionId?: string }>>) {
    setProblem('');
    const made = change.type === 'split' ? newIn(shown, correct(shown, change)) : undefined;
    start(async () => {
      show(change);
      const answer = await command().catch((error: unknown): Answer<{ sectionId?: string }> => {
        if (isNavigation(error)) throw error;
        return refuse('invalid', 'The server did not answer. Nothing was changed; try again in a moment.');
      });
      if (!answer.ok) setProblem(answer.message);
      else if (made && answer.sectionId)
        setNames((known) => ({ ...known, [answer.sectionId as string]: made }));
    });
  }

  const idOf = (shownAs: string) =>
    Object.entries(names).find(([, name]) => name === shownAs)?.[0] ?? shownAs;
  const itemOf = (shownAs: string | undefined) => items.find(({ id }) => shownAs && id === idOf(shownAs));

  function move(id: string, before: string | null, depth: number) {
    const moved = { sectionId: idOf(id), before: before && idOf(before), depth };
    make({ type: 'level', id, before, depth }, () => moveSectionAction(moved));
  }

  function act(correction: Correction) {
    if (!('id' in correction)) return;
    const isText = ['split', 'merge', 'heading'].includes(correction.type);
    if (isText && isPending) return setWaiting(correction);
    const { id } = correction;
    const now = shown.items;
    const index = now.findIndex((item) => item.id === id);
    const item = itemOf(id);
    const behind = now[index + sizeOf(now, index)]?.id ?? null;
    if (!item) return;
    const { id: sectionId, revisionId: basedOn, heading, body, depth } = item;
    if (correction.type === 'depth') move(id, behind, correction.depth);
    if (correction.type === 'move') {
      const others = now.toSpliced(index, sizeOf(now, index));
      move(id, others[correction.to]?.id ?? null, now[index]?.depth ?? depth);
    }
    if (correction.type === 'split')
      make(correction, () => splitSectionAction({ sectionId, basedOn, at: correction.at }));
    if (correction.type === 'merge') {
      const above = itemOf(now[index - 1]?.id);
      const into = { into: above?.id, intoBasedOn: above?.revisionId };
      make(correction, () => joinSectionsAction({ sectionId, basedOn, ...into }));
    }
    if (correction.type === 'heading')
      make(correction, () =>
        saveRevisionAction({
          sectionId,
          basedOn,
          heading: correction.heading,
          body,
          note: heading ? `Heading was “${heading.slice(0, 200)}”` : 'Gave it a heading',
        }),
      );
    if (correction.type === 'set-aside') {
      const data = new FormData();
      data.set('sectionId', sectionId);
      make(correction, () => removeSectionAction(data));
    }
  }

  const here = shown.items.findIndex((item) => item.id === at.id);
  const next = shown.items[here + sizeOf(shown.items, here)];
  const current = shown.items[here];
  return (
    <>
      <p className="quiet" id="outline-keys">
        Drag a line, or use the keys: <kbd>↑</kbd> <kbd>↓</kbd> go, <kbd>→</kbd> <kbd>←</kbd> open and close a
        text, <kbd>Alt</kbd> <kbd>↑</kbd> <kbd>↓</kbd> move, <kbd>o</kbd> out, <kbd>i</kbd> in, <kbd>e</kbd>{' '}
        heading, <kbd>s</kbd> split at a block, <kbd>m</kbd> join to the one above, <kbd>x</kbd> remove. Text
        that is split or joined is signed off anew; order and depth are not.
      </p>
      {problem && (
        <p role="alert" className="alert">
          {problem}
        </p>
      )}
      <p role="status" className="quiet stored">
        {isPending ? 'Storing…' : ''}
      </p>
      {shown.items.length > 0 && (
        <OutlineTree
          draft={shown}
          at={at}
          onGo={setAt}
          onCorrect={act}
          onUndo={null}
          onLight={() => {}}
          actionsOf={deskActions}
          onDrop={move}
        />
      )}
      <ActionForm
        action={addSectionAction}
        submit="Add"
        className="row add-section"
        done="It is in the outline."
      >
        <input type="hidden" name="articleId" value={articleId} />
        <input type="hidden" name="before" value={next ? idOf(next.id) : ''} />
        <input type="hidden" name="depth" value={current?.depth ?? 1} />
        <select name="kind" aria-label="What to add">
          <option value="section">Section</option>
          <option value="faq">FAQ</option>
        </select>
        <input
          name="heading"
          className="grow"
          required
          maxLength={300}
          aria-label="Heading or question"
          placeholder="Heading or question"
        />
        <p className="quiet">
          {current
            ? `It comes to stand behind “${itemName(current)}”, at its level.`
            : 'It is the first one.'}
        </p>
      </ActionForm>
    </>
  );
}

/** The item that a change has made. */
function newIn(before: Draft, after: Draft): string | undefined {
  const had = new Set(before.items.map(({ id }) => id));
  return after.items.find(({ id }) => !had.has(id))?.id;
}

/** What can be done to an article that is stored: nothing turns a section into a FAQ, and the bin keeps what is removed. */
function deskActions(items: readonly DraftItem[], place: Place) {
  return actionsAt(items, place)
    .filter(({ key }) => key !== 'f')
    .map((action) =>
      action.key === 'x' ? { ...action, name: 'Remove', said: 'is in the bin now.' } : action,
    );
}

function asDraft(items: Item[], names: Record<string, string>): Draft {
  const lines: [number, number] = [0, 0];
  return {
    ...{ title: '', dek: '', setAside: [], notes: [] },
    items: items.map((item) => ({ ...item, id: names[item.id] ?? item.id, lines, places: [] })),
  };
}

function changed(draft: Draft, change: Change): Draft {
  if (change.type !== 'level') return correct(draft, change);
  const { id, before, depth } = change;
  const index = draft.items.findIndex((item) => item.id === id);
  const item = draft.items[index];
  if (!item) return draft;
  const size = sizeOf(draft.items, index);
  const others = draft.items.toSpliced(index, size);
  const found = others.findIndex((other) => other.id === before);
  const moved = draft.items
    .slice(index, index + size)
    .map((other) => ({ ...other, depth: other.depth - item.depth + depth }));
  return { ...draft, items: others.toSpliced(found < 0 ? others.length : found, 0, ...moved) };
}
