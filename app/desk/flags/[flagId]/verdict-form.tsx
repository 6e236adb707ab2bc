'use client';

import { type FormEvent, useState, useTransition } from 'react';
import { type ClaimType, checklists, claimTypeNames, claimTypes } from '#lib/flags/claim-types.ts';
import type { LikeFlag, VerdictKind } from '#lib/flags/model.ts';
import { isNavigation } from '../../navigation.ts';
import { giveVerdictAction } from './actions.ts';

const kinds: { kind: VerdictKind; name: string; about: string }[] = [
  { kind: 'verified', name: 'Verified', about: 'The words are true, and these sources say so.' },
  {
    kind: 'rewrite',
    name: 'Must be rewritten',
    about: 'The words may not stand. They block until they change.',
  },
  { kind: 'dismissed', name: 'Dismissed', about: 'The words may stand as they are, for this reason.' },
];

/** Settles a flag. The next one opens by itself; a refusal leaves everything as it was typed. */
export function VerdictForm({
  flagId,
  revisionId,
  claimType: raisedAs,
  hint,
  alike,
}: {
  flagId: string;
  revisionId: string;
  claimType: ClaimType;
  hint: string | null;
  /** Flags on like claims that wait as well. */
  alike: LikeFlag[];
}) {
  const [kind, setKind] = useState<VerdictKind | null>(null);
  const [claimType, setClaimType] = useState(raisedAs);
  // Only the very words are chosen beforehand: whether others say the same is for a person to see.
  const [also, setAlso] = useState<ReadonlySet<string>>(
    new Set(alike.filter((flag) => flag.likeness === 'same' && !flag.notMine).map(({ id }) => id)),
  );
  const [sources, setSources] = useState([0]);
  const [proposal, setProposal] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  function settle(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const field = (name: string) => String(data.get(name) ?? '');
    const evidence =
      kind === 'verified'
        ? sources.map((n) => ({
            ...{ url: field(`url-${n}`), title: field(`title-${n}`), publisher: field(`publisher-${n}`) },
            ...{ publishedOn: field(`publishedOn-${n}`), passage: field(`passage-${n}`) },
            recheckOn: field(`recheckOn-${n}`),
          }))
        : [];
    startTransition(async () => {
      try {
        const answer = await giveVerdictAction({
          flagId,
          revisionId,
          kind,
          claimType,
          checked: data.getAll('checked').map(String),
          reason: field('reason'),
          proposal: field('proposal'),
          evidence,
          also: alike
            .filter(({ id }) => also.has(id))
            .map((flag) => ({ flagId: flag.id, revisionId: flag.revisionId })),
        });
        if (answer && !answer.ok) setProblem(answer.message);
      } catch (error) {
        if (isNavigation(error)) throw error;
        setProblem('The server did not answer. What you typed is still here: try again in a moment.');
      }
    });
  }

  return (
    <form className="stack verdict" onSubmit={settle}>
      <h2>Settle it</h2>
      {hint && <p className="note">{hint}</p>}
      {problem && (
        <p role="alert" className="alert">
          {problem}
        </p>
      )}
      <fieldset className="choice">
        <legend>Verdict</legend>
        {kinds.map(({ kind: value, name, about }) => (
          <label key={value}>
            <input
              type="radio"
              name="kind"
              value={value}
              checked={kind === value}
              onChange={() => setKind(value)}
              required
            />
            <span>
              {name} <small>{about}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <label>
        What it claims
        <select value={claimType} onChange={(event) => setClaimType(event.target.value as ClaimType)}>
          {claimTypes.map((value) => (
            <option key={value} value={value}>
              {claimTypeNames[value]}
            </option>
          ))}
        </select>
      </label>
      {kind && (
        <fieldset className="choice checklist" key={claimType}>
          <legend>What you looked at</legend>
          {checklists[claimType].map(({ id, ask }) => (
            <label key={id}>
              <input type="checkbox" name="checked" value={id} />
              <span>{ask}</span>
            </label>
          ))}
          <small>It is kept with the verdict, with what stays open.</small>
        </fieldset>
      )}
      {kind === 'verified' &&
        sources.map((n, index) => (
          <fieldset key={n} className="evidence">
            <legend>{sources.length === 1 ? 'Source' : `Source ${index + 1}`}</legend>
            <label className="full">
              Web address
              <input name={`url-${n}`} type="url" required placeholder="https://" />
            </label>
            <label className="full">
              Title
              <input name={`title-${n}`} required maxLength={300} />
            </label>
            <label>
              Publisher
              <input name={`publisher-${n}`} maxLength={200} />
            </label>
            <label>
              Date
              <input name={`publishedOn-${n}`} type="date" />
            </label>
            <label className="full">
              The passage relied on
              <textarea name={`passage-${n}`} rows={2} maxLength={2000} />
            </label>
            <label>
              Look at it again by
              <input name={`recheckOn-${n}`} type="date" />
            </label>
            {sources.length > 1 && (
              <button
                type="button"
                className="small plain"
                onClick={() => setSources(sources.filter((other) => other !== n))}
              >
                Take this source off
              </button>
            )}
          </fieldset>
        ))}
      {kind === 'verified' && (
        <button
          type="button"
          className="small"
          onClick={() => setSources([...sources, Math.max(...sources) + 1])}
        >
          Add another source
        </button>
      )}
      {kind && (
        <label>
          {kind === 'verified'
            ? 'Note (optional)'
            : kind === 'rewrite'
              ? 'What has to change?'
              : 'Why may these words stand?'}
          <textarea
            name="reason"
            rows={3}
            maxLength={2000}
            required={kind === 'dismissed' || (kind === 'rewrite' && !proposal.trim())}
          />
        </label>
      )}
      {kind === 'rewrite' && (
        <label>
          Wording that you would accept (optional)
          <textarea
            name="proposal"
            rows={2}
            maxLength={2000}
            value={proposal}
            onChange={(event) => setProposal(event.target.value)}
          />
          <small>The editor can take it over with one press. Somebody else then signs it off.</small>
        </label>
      )}
      {alike.length > 0 && (
        <fieldset className="choice">
          <legend>The same verdict for</legend>
          {alike.map((flag) => (
            <label key={flag.id}>
              <input
                type="checkbox"
                checked={also.has(flag.id)}
                disabled={flag.notMine !== null}
                onChange={(event) => {
                  const next = new Set(also);
                  if (event.target.checked) next.add(flag.id);
                  else next.delete(flag.id);
                  setAlso(next);
                }}
              />
              <span>
                {flag.quote}
                <small>
                  {flag.likeness === 'same' ? 'The very words' : 'Almost the same words'}, in {flag.article},{' '}
                  {flag.section}. {flag.notMine}
                </small>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <div className="buttons">
        <button type="submit" className="primary" disabled={pending || !kind}>
          {pending
            ? 'Giving the verdict…'
            : also.size > 0
              ? `Give the verdict on all ${also.size + 1}`
              : 'Give the verdict'}
        </button>
      </div>
    </form>
  );
}
