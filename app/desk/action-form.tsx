'use client';

import { type KeyboardEvent, type MouseEvent, type ReactNode, useActionState, useRef, useState } from 'react';
import { type Answer, refuse } from '#lib/refusal.ts';
import { isNavigation } from './navigation.ts';

/** What a form gets back after it was sent: the answer, and what was typed, so that nothing has to be typed again. */
export type Sent = { answer: Answer; values: Record<string, string> } | null;

/**
 * A form of one button that runs a server action and shows its refusal above itself. With `confirm`, the first press
 * asks that question, once the fields are filled in, and only the second one acts. `children` may be a function of what
 * was sent, for fields that keep their values; `done` is what it says when it has worked.
 */
export function ActionForm({
  action,
  submit,
  confirm,
  children,
  className,
  buttonClass,
  done,
  id,
}: {
  action: (data: FormData) => Promise<Answer>;
  submit: ReactNode;
  confirm?: string;
  children?: ReactNode | ((sent: Sent) => ReactNode);
  className?: string;
  buttonClass?: string;
  done?: string;
  /** For fields that stand elsewhere on the page. */
  id?: string;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const [asked, setAsked] = useState(false);
  const asks = confirm !== undefined && !asked;
  const [sent, send, pending] = useActionState(async (_: Sent, data: FormData): Promise<Sent> => {
    const values: Record<string, string> = {};
    for (const [name, value] of data) if (typeof value === 'string') values[name] = value;
    try {
      const answer = await action(data);
      // It is done: the next press asks again.
      if (answer.ok) setAsked(false);
      return { answer, values };
    } catch (error) {
      if (isNavigation(error)) throw error;
      const message = 'The server did not answer. Nothing was changed; try again in a moment.';
      return { answer: refuse('invalid', message), values };
    }
  }, null);

  function press(event: MouseEvent<HTMLButtonElement>) {
    if (!confirm) return;
    if (asks) {
      event.preventDefault();
      if (event.currentTarget.form?.reportValidity()) setAsked(true);
      return;
    }
    // The second half of a double click answers nothing.
    if (event.detail > 1) event.preventDefault();
  }

  // Neither does a key that is held down.
  function hold(event: KeyboardEvent<HTMLFormElement>) {
    const isWriting = event.target instanceof HTMLTextAreaElement;
    if (confirm && event.repeat && event.key === 'Enter' && !isWriting) event.preventDefault();
  }

  return (
    <form
      action={asks ? undefined : send}
      onSubmit={(event) => {
        // Enter in a field.
        if (!asks) return;
        event.preventDefault();
        setAsked(true);
      }}
      // React empties the fields after each action; what was refused is still to be put right.
      onReset={(event) => {
        if (sent && !sent.answer.ok) event.preventDefault();
      }}
      onKeyDown={hold}
      className={className}
      id={id}
    >
      {sent && !sent.answer.ok && (
        <p role="alert" className="alert">
          {sent.answer.message}
        </p>
      )}
      {typeof children === 'function' ? children(sent) : children}
      <button
        ref={button}
        type={asks ? 'button' : 'submit'}
        className={confirm && asked ? 'small danger' : buttonClass}
        disabled={pending}
        onClick={press}
      >
        {asks ? submit : (confirm ?? submit)}
      </button>
      {confirm && asked && (
        <button
          type="button"
          className={buttonClass}
          onClick={() => {
            setAsked(false);
            button.current?.focus();
          }}
        >
          Keep
        </button>
      )}
      {sent?.answer.ok && done && (
        <p role="status" className="done">
          {done}
        </p>
      )}
    </form>
  );
}
