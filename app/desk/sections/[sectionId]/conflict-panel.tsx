'use client';

import { memo, useState } from 'react';
import { diffWords } from '#lib/sections/diff.ts';
import type { Chunk, Merged } from '#lib/sections/merge.ts';
import type { Conflict } from '#lib/sections/model.ts';

type Choices = Record<string, 'mine' | 'theirs'>;

/** Two texts on one base: what both agree on is merged, and where they disagree the author chooses, place by place. */
export function ConflictPanel({
  conflict,
  isPast,
  onTake,
}: {
  conflict: Conflict;
  /** The author has written on since: both have to be compared again. */
  isPast: boolean;
  onTake: (chosen: { heading: string; body: string }, form: HTMLFormElement | null) => void;
}) {
  const { merged, newest, mine } = conflict;
  const [choices, setChoices] = useState<Choices>({});
  const open = [...openChunks('heading', merged.heading), ...openChunks('body', merged.body)];
  const decided = open.every((key) => choices[key]);
  const chosen = {
    heading: choose('heading', merged.heading, choices),
    body: choose('body', merged.body, choices),
  };
  const take =
    (text: { heading: string; body: string }) =>
    ({ currentTarget }: { currentTarget: HTMLButtonElement }) =>
      onTake(text, currentTarget.form);
  return (
    <section className="conflict" aria-label="Conflict">
      <p>
        {open.length === 0
          ? `Your changes and ${newest.author}’s do not touch. Take both, read them once, and save.`
          : `You and ${newest.author} changed the same words. Choose for each place; everything else is merged.`}
        {open.length === 0 && ' What that changes in your text is marked.'}
      </p>
      {(!merged.heading.clean || merged.heading.text !== mine.heading) && (
        <Chunks
          field="heading"
          merged={merged.heading}
          author={newest.author}
          choices={choices}
          onChoose={setChoices}
        />
      )}
      <Chunks
        field="body"
        merged={merged.body}
        author={newest.author}
        choices={choices}
        onChoose={setChoices}
      />
      {isPast ? (
        <div className="buttons">
          <button type="submit" className="primary">
            Compare again
          </button>
          <span className="quiet">You have written on since both were compared.</span>
        </div>
      ) : (
        <div className="buttons">
          <button type="button" className="primary" disabled={!decided} onClick={take(chosen)}>
            Take the merged text
          </button>
          <button type="button" onClick={take(mine)}>
            Take mine
          </button>
          <button type="button" onClick={take(newest)}>
            Take {newest.author}’s
          </button>
        </div>
      )}
    </section>
  );
}

function Chunks({
  field,
  merged,
  author,
  choices,
  onChoose,
}: {
  field: string;
  merged: Merged;
  author: string;
  choices: Choices;
  onChoose: (choices: Choices) => void;
}) {
  return (
    <div className="diff">
      {merged.chunks.map((chunk, index) => {
        const key = `${field}-${index}`;
        if (chunk.type === 'agreed') return <Words key={key} before={chunk.mine} after={chunk.text} />;
        return (
          <fieldset key={key} className="choice">
            <legend>Choose one</legend>
            {(['mine', 'theirs'] as const).map((side) => (
              <label key={side}>
                <input
                  type="radio"
                  checked={choices[key] === side}
                  onChange={() => onChoose({ ...choices, [key]: side })}
                />
                <span>
                  <small>{side === 'mine' ? 'Yours' : `${author}’s`}</small>
                  {chunk[side] ? <Words before={chunk.base} after={chunk[side]} /> : '(nothing)'}
                </span>
              </label>
            ))}
          </fieldset>
        );
      })}
    </div>
  );
}

/** What becomes of words; worked out once, and not with each key that is pressed below. */
const Words = memo(function Words({ before, after }: { before: string; after: string }) {
  return diffWords(before, after).map(({ type, text }, index) => {
    const Tag = type === 'added' ? 'ins' : type === 'removed' ? 'del' : 'span';
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one comparison never move
    return <Tag key={index}>{text}</Tag>;
  });
});

function openChunks(field: string, merged: Merged): string[] {
  return merged.chunks.flatMap((chunk, index) => (chunk.type === 'conflict' ? [`${field}-${index}`] : []));
}

function choose(field: string, merged: Merged, choices: Choices): string {
  return merged.chunks.map((chunk, index) => text(chunk, choices[`${field}-${index}`] ?? 'mine')).join('');
}

function text(chunk: Chunk, side: 'mine' | 'theirs'): string {
  return chunk.type === 'agreed' ? chunk.text : chunk[side];
}
