'use client';

import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';

/** @param props `provider` is what the newsroom's own provider is called, or null where there is none */
export function SignInForm({ to, provider }: { to: string; provider: string | null }) {
  const [state, setState] = useState<{ pending: boolean; problem: string | null; asksCode: boolean }>({
    pending: false,
    problem: null,
    asksCode: false,
  });

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setState(({ asksCode }) => ({ pending: true, problem: null, asksCode }));
    const answer = await signIn('credentials', {
      email: String(data.get('email')),
      password: String(data.get('password')),
      code: String(data.get('code') ?? ''),
      redirect: false,
    }).catch(() => undefined);
    if (answer?.ok) {
      // A full load: the desk is then rendered for the person who just signed in.
      window.location.assign(to);
      return;
    }
    setState(({ asksCode }) =>
      answer?.error === 'code-needed'
        ? { pending: false, problem: null, asksCode: true }
        : { pending: false, problem: problemOf(answer?.error), asksCode },
    );
  }

  async function goToProvider() {
    setState(({ asksCode }) => ({ pending: true, problem: null, asksCode }));
    // It leads away from here. Whoever comes back finds the form as it was.
    const problem = await signIn('provider', { callbackUrl: to }).then(
      () => null,
      () => problemOf(null),
    );
    setState(({ asksCode }) => ({ pending: false, problem, asksCode }));
  }

  return (
    <form method="post" onSubmit={submit} className="stack">
      {state.problem && (
        <p role="alert" className="alert">
          {state.problem}
        </p>
      )}
      <label>
        E-mail address
        <input name="email" type="email" autoComplete="username" required />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      {state.asksCode && (
        <label>
          Code
          {/* biome-ignore lint/a11y/noAutofocus: it appears because the person pressed "Sign in", and is what comes next. */}
          <input name="code" autoComplete="one-time-code" required maxLength={40} autoFocus />
          <small className="quiet">Of your authenticator app, or one of your recovery codes.</small>
        </label>
      )}
      <button type="submit" className="primary" disabled={state.pending}>
        {state.pending ? 'Signing in…' : 'Sign in'}
      </button>
      {provider && (
        <>
          <p className="or">or</p>
          <button type="button" disabled={state.pending} onClick={goToProvider}>
            Sign in with {provider}
          </button>
        </>
      )}
    </form>
  );
}

/** What next-auth gives back, in words: its own name for a refusal, or what app/session.ts threw. */
function problemOf(error: string | null | undefined): string {
  if (error === 'CredentialsSignin')
    return 'This address and password do not belong together, or the account has been closed.';
  if (!error || error === 'unavailable') return 'The server did not answer. Try again in a moment.';
  return error;
}
