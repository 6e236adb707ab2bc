'use client';

import { type FormEvent, useState, useTransition } from 'react';
import { type DetectorDesk, isForReview, type RuleLine, type Severity } from '#lib/detector/model.ts';
import { useReady } from '../use-ready.ts';
import { count } from '../words.ts';
import { setDetectorAction } from './actions.ts';

const severityNames: Record<Severity, string> = {
  must: 'Must be answered',
  should: 'Should be looked at',
  consider: 'Worth considering',
};

const kinds = [
  { kind: 'promotional', title: 'Promotional', about: 'Words that sell something.' },
  { kind: 'unverifiable', title: 'Unverifiable', about: 'Words that nobody can check as they stand.' },
] as const;

/** The settings and the record of every rule; what is typed stays when the server refuses. */
export function DetectorForm({ detector, readOnly }: { detector: DetectorDesk; readOnly: boolean }) {
  const { settings, rules } = detector;
  const [names, setNames] = useState(settings.publisherNames.join('\n'));
  const [phrases, setPhrases] = useState(settings.allowedPhrases.join('\n'));
  const [off, setOff] = useState<ReadonlySet<string>>(new Set(settings.rulesOff));
  const [severities, setSeverities] = useState(settings.severities);
  // The fields hold what was decided on top of these settings; the page may meanwhile show newer ones.
  const [basedOn, setBasedOn] = useState(detector.number);
  const [message, setMessage] = useState<{ ok: boolean; text: string } | null>(null);
  const [pending, startTransition] = useTransition();
  const ready = useReady();

  function save(event: FormEvent) {
    event.preventDefault();
    const known = new Set(rules.map(({ id }) => id));
    startTransition(async () => {
      const answer = await setDetectorAction({
        ...{ basedOn, publisherNames: names, allowedPhrases: phrases },
        // What an earlier release named and this one does not is left behind.
        rulesOff: [...off].filter((id) => known.has(id)),
        severities: Object.fromEntries(Object.entries(severities).filter(([id]) => known.has(id))),
      }).catch(() => null);
      if (!answer)
        return setMessage({
          ok: false,
          text: 'The server did not answer. What you chose is still here: save it again in a moment.',
        });
      if (!answer.ok) return setMessage({ ok: false, text: answer.message });
      setBasedOn(answer.number);
      setMessage({ ok: true, text: 'Saved. Flags that exist stay as they are.' });
    });
  }

  const setSeverity = (rule: RuleLine, severity: Severity) => {
    const { [rule.id]: _, ...others } = severities;
    setSeverities(severity === rule.ownSeverity ? others : { ...others, [rule.id]: severity });
  };

  return (
    <form onSubmit={save} className="detector">
      <div className="columns">
        <label>
          Names of the publisher
          <textarea
            rows={4}
            value={names}
            readOnly={readOnly}
            onChange={(event) => setNames(event.target.value)}
          />
          <small>One to a line. An article that uses them praises its own house.</small>
        </label>
        <label>
          Phrases that are allowed
          <textarea
            rows={4}
            value={phrases}
            readOnly={readOnly}
            onChange={(event) => setPhrases(event.target.value)}
          />
          <small>One to a line. They are never flagged, in capitals or not.</small>
        </label>
      </div>
      {kinds.map(({ kind, title, about }) => (
        <section key={kind} data-kind={kind}>
          <h2>
            <span className="flag-kind">{title}</span>{' '}
            <span className="count">{count(rules.filter((rule) => rule.kind === kind).length, 'rule')}</span>
          </h2>
          <p className="quiet">{about}</p>
          <ul className="rules">
            {rules
              .filter((rule) => rule.kind === kind)
              .map((rule) => (
                <li key={rule.id} data-off={off.has(rule.id)}>
                  <div>
                    <h3>
                      {rule.id.replaceAll('-', ' ')}
                      <small> {rule.category.replaceAll('-', ' ')}</small>
                      {isForReview(rule) && <span className="for-review">for review</span>}
                    </h3>
                    <p>{rule.message}</p>
                    <blockquote className="words">{rule.example}</blockquote>
                    <Acceptance rule={rule} />
                  </div>
                  <div className="rule-setting">
                    <label className="check">
                      <input
                        type="checkbox"
                        checked={!off.has(rule.id)}
                        disabled={readOnly}
                        aria-label={`On: ${rule.id.replaceAll('-', ' ')}`}
                        onChange={(event) => {
                          const next = new Set(off);
                          if (event.target.checked) next.delete(rule.id);
                          else next.add(rule.id);
                          setOff(next);
                        }}
                      />
                      On
                    </label>
                    <select
                      value={severities[rule.id] ?? rule.ownSeverity}
                      disabled={readOnly || off.has(rule.id)}
                      aria-label={`Severity of ${rule.id.replaceAll('-', ' ')}`}
                      onChange={(event) => setSeverity(rule, event.target.value as Severity)}
                    >
                      {(['must', 'should', 'consider'] as const).map((severity) => (
                        <option key={severity} value={severity}>
                          {severityNames[severity]}
                        </option>
                      ))}
                    </select>
                    {severities[rule.id] && <small>Its own: {severityNames[rule.ownSeverity]}</small>}
                  </div>
                </li>
              ))}
          </ul>
        </section>
      ))}
      {!readOnly && (
        <div className="sign-off-bar">
          <p role={message?.ok === false ? 'alert' : 'status'}>
            {message?.text ?? 'Flags that exist stay as they are.'}
          </p>
          <button type="submit" className="primary" disabled={pending || !ready}>
            {pending ? 'Saving…' : 'Save the settings'}
          </button>
        </div>
      )}
    </form>
  );
}

function Acceptance({ rule: { accepted, dismissed } }: { rule: RuleLine }) {
  const answered = accepted + dismissed;
  if (answered === 0) return <p className="quiet">Nobody has answered a flag of this rule yet.</p>;
  return (
    <p className="quiet">
      <meter min={0} max={answered} value={accepted} aria-label="Accepted" />{' '}
      {Math.round((100 * accepted) / answered)} % accepted: {accepted} accepted, {dismissed} dismissed
    </p>
  );
}
