'use client';

import { useState } from 'react';
import { ActionForm } from '../../action-form.tsx';
import { sendBackAction } from './actions.ts';

/** Gives a section back to its author, with what is to be done. */
export function SendBack({ revisionId, name, author }: { revisionId: string; name: string; author: string }) {
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <button type="button" className="small" aria-label={`Send ${name} back`} onClick={() => setOpen(true)}>
        Send back…
      </button>
    );
  return (
    <ActionForm action={sendBackAction} submit="Send back" className="stack send-back" buttonClass="small">
      {(sent) => (
        <>
          <input type="hidden" name="revisionId" value={revisionId} />
          <label>
            What is to be done? {author} is told.
            <textarea
              name="note"
              rows={3}
              maxLength={2000}
              required
              // biome-ignore lint/a11y/noAutofocus: it opens where the button was that asked for it
              autoFocus
              defaultValue={sent && !sent.answer.ok ? sent.values.note : ''}
            />
          </label>
          <button type="button" className="small plain" onClick={() => setOpen(false)}>
            Cancel
          </button>
        </>
      )}
    </ActionForm>
  );
}
