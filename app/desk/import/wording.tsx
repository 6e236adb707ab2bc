'use client';

import { type FormEvent, useId, useState } from 'react';

/** A line of the article that the editor can write anew. What the source says is set aside then, not lost. */
export function Wording({
  name,
  value,
  most,
  required = false,
  onWrite,
}: {
  name: string;
  value: string;
  /** In characters. */
  most: number;
  required?: boolean;
  onWrite: (words: string) => void;
}) {
  const [writing, setWriting] = useState(false);
  const isOpen = writing || (required && !value);
  const Line = name === 'Title' ? 'h2' : 'p';
  return (
    <div className="wording">
      <p className="quiet">{name}</p>
      {isOpen ? (
        <WordingForm
          {...{ name, value, most, required }}
          onWrite={(words) => {
            setWriting(false);
            if (words !== null) onWrite(words);
          }}
        />
      ) : (
        <div className="row">
          <Line>{value || 'None'}</Line>
          <button type="button" className="small plain" onClick={() => setWriting(true)}>
            Write another<span className="hidden"> {name.toLowerCase()}</span>
          </button>
        </div>
      )}
    </div>
  );
}

/** A field for new words; answers null when the editor leaves it as it was. */
export function WordingForm({
  name,
  value,
  most,
  required,
  onWrite,
}: {
  name: string;
  value: string;
  most: number;
  required: boolean;
  onWrite: (words: string | null) => void;
}) {
  const id = useId();
  function write(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onWrite(String(new FormData(event.currentTarget).get('words')));
  }
  return (
    <form
      className="row"
      onSubmit={write}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onWrite(null);
      }}
    >
      <label htmlFor={id} className="hidden">
        {name}
      </label>
      <input
        id={id}
        name="words"
        className="grow"
        defaultValue={value}
        maxLength={most}
        required={required}
        placeholder={required ? 'The source has none: give it one' : undefined}
        // biome-ignore lint/a11y/noAutofocus: the editor asked for it, but where a title is missing
        autoFocus={value !== '' || !required}
      />
      <button type="submit" className="small">
        Use these words
      </button>
      {(value !== '' || !required) && (
        <button type="button" className="small plain" onClick={() => onWrite(null)}>
          Leave it
        </button>
      )}
    </form>
  );
}
