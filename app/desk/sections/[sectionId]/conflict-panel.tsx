'use client';

import { useState } from 'react';
import type { Chunk, Merged } from '#lib/sections/merge.ts';
import type { Conflict } from '#lib/sections/model.ts';

type Choices = Record<string, 'mine' | 'theirs'>;

/** Two texts on one base: what both agree on is merged, and where they disagree the author chooses, place by place. */
export function ConflictPanel({
  conflict,
  onTake,
}: {
  conflict: Conflict;
  onTake: (chosen: { heading: string; body: string }) => void;
}) {
  const { merged, newest, mine } = conflict;
  const [choices, setChoices] = useState<Choices>({});
  const open = [...openChunks('heading', merged.heading), ...openChunks('body', merged.body)];
  const decided = open.every((key) => choices[key]);
  const chosen = {
    heading: choose('heading', merged.heading, choices),
    body: choose('body', merged.body, choices),
  };
  return (
    <section className="conflict" aria-label="Conflict">
      <p>
        {open.length === 0
          ? `Your changes and ${newest.author}’s do not touch. Take both, read them once, and save.`
          : `You and ${newest.author} changed the same words. Choose for each place; everything else is merged.`}
      </p>
      {merged.heading.clean || (
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
      <div className="buttons">
        <button type="button" className="primary" disabled={!decided} onClick={() => onTake(chosen)}>
          Take the merged text
        </button>
        <button type="button" onClick={() => onTake(mine)}>
          Take mine
        </button>
        <button type="button" onClick={() => onTake(newest)}>
          Take {newest.author}’s
        </button>
      </div>
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
        if (chunk.type === 'agreed') return <span key={key}>{chunk.text}</span>;
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
                  {chunk[side] || '(nothing)'}
                </span>
              </label>
            ))}
          </fieldset>
        );
      })}
    </div>
  );
}

function openChunks(field: string, merged: Merged): string[] {
  return merged.chunks.flatMap((chunk, index) => (chunk.type === 'conflict' ? [`${field}-${index}`] : []));
}

function choose(field: string, merged: Merged, choices: Choices): string {
  return merged.chunks.map((chunk, index) => text(chunk, choices[`${field}-${index}`] ?? 'mine')).join('');
}

function text(chunk: Chunk, side: 'mine' | 'theirs'): string {
  return chunk.type === 'agreed' ? chunk.text : chunk[side];
}
