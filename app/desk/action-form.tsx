'use client';

import { type ReactNode, useActionState } from 'react';
import type { Answer } from '#lib/refusal.ts';

/** What a form gets back after it was sent: the answer, and what was typed, so that nothing has to be typed again. */
export type Sent = { answer: Answer; values: Record<string, string> } | null;

type Action = (data: FormData) => Promise<Answer>;

/**
 * A form that runs one server action and shows its refusal above its fields. `children` may be a function of what
 * was sent, for fields that keep their values.
 */
export function ActionForm({
  action,
  submit,
  pendingText,
  children,
  className,
  buttonClass,
  done,
}: {
  action: Action;
  submit: ReactNode;
  pendingText?: string;
  children?: ReactNode | ((sent: Sent) => ReactNode);
  className?: string;
  buttonClass?: string;
  done?: string;
}) {
  const [sent, send, pending] = useActionState(async (_: Sent, data: FormData): Promise<Sent> => {
    const values: Record<string, string> = {};
    for (const [name, value] of data)
      if (typeof value === 'string' && name !== 'password') values[name] = value;
    try {
      return { answer: await action(data), values };
    } catch (error) {
      // Next's own redirects travel as errors and must go on.
      if (isNavigation(error)) throw error;
      const message = 'The server did not answer. Nothing was changed; try again in a moment.';
      return { answer: { ok: false, code: 'invalid', message }, values };
    }
  }, null);
  return (
    <form action={send} className={className}>
      {sent && !sent.answer.ok && (
        <p role="alert" className="alert">
          {sent.answer.message}
        </p>
      )}
      {typeof children === 'function' ? children(sent) : children}
      <button type="submit" className={buttonClass} disabled={pending}>
        {pending ? (pendingText ?? submit) : submit}
      </button>
      {sent?.answer.ok && done && (
        <p role="status" className="done">
          {done}
        </p>
      )}
    </form>
  );
}

function isNavigation(error: unknown): boolean {
  const digest = (error as { digest?: unknown } | null)?.digest;
  return typeof digest === 'string' && digest.startsWith('NEXT_');
}
