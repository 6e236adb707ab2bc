'use client';

import { type FormEvent, useState, useTransition } from 'react';
import type { QrCode } from '#lib/secondfactor/qr.ts';
import { beginSecondFactorAction, confirmSecondFactorAction } from './actions.ts';

type Step =
  | { at: 'start'; problem?: string }
  | { at: 'secret'; secret: string; address: string; qrCode: QrCode; problem?: string }
  | { at: 'done'; recoveryCodes: string[] };

const silent = 'The server did not answer. Try again in a moment.';

/** Leads somebody through taking a second factor: the secret into the app, a code back, the recovery codes kept. */
export function SecondFactor() {
  const [step, setStep] = useState<Step>({ at: 'start' });
  const [pending, startTransition] = useTransition();

  function begin() {
    startTransition(async () => {
      const answer = await beginSecondFactorAction().catch(() => null);
      if (answer?.ok) setStep({ at: 'secret', ...answer });
      else setStep({ at: 'start', problem: answer?.message ?? silent });
    });
  }

  function confirm(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    startTransition(async () => {
      const answer = await confirmSecondFactorAction(data).catch(() => null);
      if (answer?.ok) setStep({ at: 'done', recoveryCodes: answer.recoveryCodes });
      else setStep({ ...step, problem: answer?.message ?? silent } as Step);
    });
  }

  const problem = 'problem' in step && step.problem && (
    <p role="alert" className="alert">
      {step.problem}
    </p>
  );
  if (step.at === 'done')
    return (
      <div role="status" className="done">
        <p>
          Sign-in asks for a code from now on. Keep these recovery codes where your phone is not, shown this
          once. Each takes the place of a code one time.
        </p>
        <ul className="codes">
          {step.recoveryCodes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </div>
    );
  if (step.at === 'start')
    return (
      <div className="stack">
        {problem}
        <p className="quiet">
          With an authenticator app on your phone, a password that somebody else has learned is not enough.
        </p>
        <button type="button" disabled={pending} onClick={begin}>
          Set it up
        </button>
      </div>
    );
  return (
    <form className="stack" onSubmit={confirm}>
      {problem}
      <label className="qr">
        1. Scan this with your app, or give it this key
        <svg viewBox={`0 0 ${step.qrCode.size} ${step.qrCode.size}`} aria-hidden="true">
          <path d={step.qrCode.path} />
        </svg>
        <input readOnly value={step.secret} onFocus={(event) => event.target.select()} />
        <small className="quiet">
          On the phone that the app is on: <a href={step.address}>open it in the app</a>.
        </small>
      </label>
      <label>
        2. The code that it shows now
        <input
          name="code"
          autoComplete="one-time-code"
          inputMode="numeric"
          required
          maxLength={10}
          // biome-ignore lint/a11y/noAutofocus: it appears because the person pressed "Set it up", which is gone.
          autoFocus
        />
      </label>
      <button type="submit" className="primary" disabled={pending}>
        Ask for a code at sign-in
      </button>
    </form>
  );
}
