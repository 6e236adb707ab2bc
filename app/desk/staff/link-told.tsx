'use client';

/**
 * What came of asking for a link: the problem, or the address to give to the person, which is shown this once. Without
 * a token it went to them by e-mail.
 */
export type LinkOutcome = { problem: string } | { name: string; token: string | null };

export function LinkTold({ outcome }: { outcome: LinkOutcome }) {
  if ('problem' in outcome)
    return (
      <p role="alert" className="alert">
        {outcome.problem}
      </p>
    );
  if (outcome.token === null)
    return (
      <p role="status" className="done">
        A link to set the password is on its way to {outcome.name} by e-mail.
      </p>
    );
  const address = new URL(`/sign-in/link/${outcome.token}`, location.origin).href;
  return (
    <div role="status" className="done">
      <label>
        Give {outcome.name} this link, shown this once: it sets the password
        <input readOnly value={address} onFocus={(event) => event.target.select()} />
      </label>
    </div>
  );
}
