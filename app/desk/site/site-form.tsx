'use client';

import { type FormEvent, useState, useTransition } from 'react';
import { contrastOn, enough } from '#lib/site/contrast.ts';
import type { SiteDesk, SiteSettings } from '#lib/site/model.ts';
import { useReady } from '../use-ready.ts';
import { setSiteAction } from './actions.ts';

/** What the public pages say of themselves; what is typed stays when the server refuses. */
export function SiteForm({ site, readOnly }: { site: SiteDesk; readOnly: boolean }) {
  const [settings, setSettings] = useState(site.settings);
  // The fields hold what was decided on top of these settings; the page may meanwhile show newer ones.
  const [basedOn, setBasedOn] = useState(site.number);
  const [message, setMessage] = useState<{ ok: boolean; text: string } | null>(null);
  const [fields, setFields] = useState<Record<string, string>>({});
  const [pending, startTransition] = useTransition();
  const ready = useReady();

  function save(event: FormEvent) {
    event.preventDefault();
    startTransition(async () => {
      const answer = await setSiteAction({ basedOn, ...settings }).catch(() => null);
      setFields((answer && !answer.ok && answer.fields) || {});
      if (!answer)
        return setMessage({
          ok: false,
          text: 'The server did not answer. What you typed is still here: save it again in a moment.',
        });
      if (!answer.ok) return setMessage({ ok: false, text: answer.message });
      setBasedOn(answer.number);
      setMessage({ ok: true, text: 'Saved. Readers see it now.' });
    });
  }

  const change = (part: Partial<SiteSettings>) => setSettings({ ...settings, ...part });
  const text = (name: 'name' | 'publisher' | 'description' | 'language', label: string, hint: string) => (
    <label>
      {label}
      <input
        value={settings[name]}
        readOnly={readOnly}
        aria-invalid={name in fields}
        onChange={(event) => change({ [name]: event.target.value })}
      />
      <small>{fields[name] ?? hint}</small>
    </label>
  );
  return (
    <form onSubmit={save} className="stack">
      {text('name', 'Name', 'Stands at the head of every page, in feeds and on cards.')}
      {text('publisher', 'Publisher', 'Who answers for it, if that has another name.')}
      {text('description', 'Description', 'One sentence, for the front page, feeds and search engines.')}
      {text('language', 'Language', 'The tag of the language that the site is written in, as in en-GB.')}
      <fieldset className="columns">
        <legend>Colour of links</legend>
        <Colour
          {...{ scheme: 'light', value: settings.accent, readOnly, refused: fields.accent }}
          onChange={(accent) => change({ accent })}
        />
        <Colour
          {...{ scheme: 'dark', value: settings.accentDark, readOnly, refused: fields.accentDark }}
          onChange={(accentDark) => change({ accentDark })}
        />
      </fieldset>
      <label>
        Corrections policy
        <textarea
          rows={8}
          value={settings.correctionsPolicy}
          readOnly={readOnly}
          onChange={(event) => change({ correctionsPolicy: event.target.value })}
        />
        <small>
          {fields.correctionsPolicy ??
            'Markdown. It is published at /corrections-policy, and the foot of every page leads there; empty, there is no such page.'}
        </small>
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={settings.namesShown}
          disabled={readOnly}
          onChange={(event) => change({ namesShown: event.target.checked })}
        />
        Tell readers the names of those who checked an article, not their roles alone
      </label>
      {!readOnly && (
        <div className="sign-off-bar">
          <p role={message?.ok === false ? 'alert' : 'status'}>
            {message?.text ?? 'Every public page changes at once.'}
          </p>
          <button type="submit" className="primary" disabled={pending || !ready}>
            {pending ? 'Saving…' : 'Save the settings'}
          </button>
        </div>
      )}
    </form>
  );
}

function Colour({
  scheme,
  value,
  readOnly,
  refused,
  onChange,
}: {
  scheme: 'light' | 'dark';
  value: string;
  readOnly: boolean;
  refused?: string;
  onChange: (value: string) => void;
}) {
  const ratio = /^#[0-9a-f]{6}$/i.test(value) ? contrastOn(scheme, value) : null;
  const said =
    ratio === null
      ? 'As # and six digits.'
      : `Contrast ${ratio.toFixed(1)}${ratio < enough ? `: ${enough} is needed` : ''}`;
  return (
    <label>
      On {scheme} paper
      <input
        type="color"
        value={value}
        disabled={readOnly}
        aria-invalid={refused !== undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      <small>{refused ?? said}</small>
    </label>
  );
}
