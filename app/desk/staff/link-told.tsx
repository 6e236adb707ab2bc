'use client';

/** What came of asking for a link: the problem, or the address to give to the person, which is shown this once. */
export type LinkOutcome = { problem: string } | { name: string; token: string };

export function LinkTold({ outcome }: { outcome: LinkOutcome }) {
  if ('problem' in outcome)
    return (
      <p role="alert" className="alert">
        {outcome.problem}
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
