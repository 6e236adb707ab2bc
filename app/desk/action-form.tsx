'use client';

import { type ReactNode, useActionState, useState } from 'react';
import { type Answer, refuse } from '#lib/refusal.ts';
import { isNavigation } from './navigation.ts';

/**
 * A form of one button that runs a server action and shows its refusal above itself. With `confirm`, the first press
 * asks that question and only the second one acts.
 */
export function ActionForm({
  action,
  submit,
  confirm,
  children,
  className,
  buttonClass,
}: {
  action: (data: FormData) => Promise<Answer>;
  submit: ReactNode;
  confirm?: string;
  children?: ReactNode;
  className?: string;
  buttonClass?: string;
}) {
  const [asked, setAsked] = useState(false);
  const [answer, send, pending] = useActionState(async (_: Answer | null, data: FormData) => {
    try {
      return await action(data);
    } catch (error) {
      if (isNavigation(error)) throw error;
      return refuse('invalid', 'The server did not answer. Nothing was changed; try again in a moment.');
    }
  }, null);
  return (
    <form action={send} className={className}>
      {answer && !answer.ok && (
        <p role="alert" className="alert">
          {answer.message}
        </p>
      )}
      {children}
      {confirm && !asked ? (
        <button type="button" className={buttonClass} onClick={() => setAsked(true)}>
          {submit}
        </button>
      ) : (
        <>
          <button type="submit" className={confirm ? 'small danger' : buttonClass} disabled={pending}>
            {confirm ?? submit}
          </button>
          {confirm && (
            <button type="button" className={buttonClass} onClick={() => setAsked(false)}>
              Keep
            </button>
          )}
        </>
      )}
    </form>
  );
}
