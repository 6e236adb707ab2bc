'use client';

import { type ReactNode, useState } from 'react';
import { type Change, changesAnything, type Side } from '#lib/import/edition.ts';
import { fullText, WordDiff } from '../word-diff.tsx';
import { count } from '../words.ts';

/** In a comparison of no more than this all differences are open at first. */
const FEW = 40;

/** What a newer edition changes in an article, section by section and word by word, before anything is stored. */
export function EditionChanges({
  title,
  changes,
  choices,
  onChoose,
  buttons,
  children,
}: {
  title: string;
  changes: Change[];
  choices: Record<string, Side>;
  onChoose: (key: string, side: Side) => void;
  buttons: ReactNode;
  children: ReactNode;
}) {
  const shown = changes.filter(({ type, moved }) => type !== 'same' || moved);
  const of = (type: Change['type']) => shown.filter((change) => change.type === type).length;
  const counts = [
    `${of('revised')} revised`,
    `${of('added')} new`,
    `${of('removed')} gone`,
    `${shown.filter((change) => change.moved).length} moved`,
    `${of('conflict')} changed on both sides`,
    `${changes.length - shown.length} as they are`,
  ];
  return (
    <div className="page">
      <div className="page-head">
        <h1>What the newer edition changes in “{title}”</h1>
        <div className="buttons">{buttons}</div>
      </div>
      {children}
      <p>
        {count(changes.length, 'section')} in all: {counts.join(', ')}.{' '}
        {changesAnything(changes)
          ? 'Nothing is stored yet. Where the text does not change, sign-offs and verdicts hold.'
          : 'This edition changes nothing in the article.'}
      </p>
      <ul className="edition">
        {shown.map((change) => (
          <li key={change.key} data-type={change.type}>
            <ChangeLine
              change={change}
              isOpen={shown.length <= FEW || change.type === 'conflict'}
              side={choices[change.key] ?? 'desk'}
              onChoose={(side) => onChoose(change.key, side)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function ChangeLine({
  change,
  isOpen,
  side,
  onChoose,
}: {
  change: Change;
  isOpen: boolean;
  side: Side;
  onChoose: (side: Side) => void;
}) {
  const [open, setOpen] = useState(isOpen);
  const { desk, source, merged, type } = change;
  const isConflict = type === 'conflict';
  const [before, after] = textsOf(change, side);
  return (
    <>
      <h2>
        <span className="change-type">{nameOf(change)}</span> {headingOf(change)}
      </h2>
      {isConflict && <p>{whyOf(change)}</p>}
      {type !== 'same' && (
        <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{isConflict ? 'From the desk’s text to the source’s' : 'Its text'}</summary>
          {open && <WordDiff before={before} after={after} />}
        </details>
      )}
      {isConflict && (
        <fieldset className="choice">
          <legend>What the article gets</legend>
          {sidesOf(change).map(([value, label]) => (
            <label key={value}>
              <input
                type="radio"
                name={`side-${change.key}`}
                checked={side === value}
                onChange={() => onChoose(value)}
              />
              <span>{label}</span>
            </label>
          ))}
          {desk && source && !merged && (
            <p className="quiet">
              Both changed the same sentences, so their changes cannot be put together here.
            </p>
          )}
        </fieldset>
      )}
    </>
  );
}

function textsOf({ desk, source, merged, type }: Change, side: Side): [string, string] {
  const made = side === 'merged' && merged ? merged : source;
  return [desk && type !== 'added' ? fullText(desk) : '', made ? fullText(made) : ''];
}

function nameOf({ type, moved }: Change): string {
  const names = {
    same: '',
    revised: 'Revised',
    added: 'New',
    removed: 'Gone',
    conflict: 'Changed on both sides',
  };
  return [names[type], moved ? 'Moved' : ''].filter(Boolean).join(', ');
}

function headingOf({ kind, desk, source }: Change): string {
  if (kind === 'head') return 'Title and dek';
  return (source ?? desk)?.heading || 'Section without a heading';
}

function whyOf({ removed, source }: Change): string {
  if (removed) return 'The source has changed it, and the desk has removed it.';
  if (!source) return 'The source does not have it any more, and the desk has revised it.';
  return 'The source and the desk have both changed it since the last import.';
}

function sidesOf({ removed, source, merged }: Change): [Side, string][] {
  if (removed)
    return [
      ['desk', 'Leave it removed'],
      ['source', 'Put it back with the source’s text'],
    ];
  if (!source)
    return [
      ['desk', 'Keep the desk’s text'],
      ['source', 'Remove it'],
    ];
  const sides: [Side, string][] = [
    ['desk', 'Keep the desk’s text'],
    ['source', 'Take the source’s text'],
  ];
  return merged ? [...sides, ['merged', 'Take both changes']] : sides;
}
