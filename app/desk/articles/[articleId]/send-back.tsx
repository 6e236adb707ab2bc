'use client';

import { ActionForm } from '../../action-form.tsx';
import { sendBackAction } from './actions.ts';

/** Gives a section back to its author, with what is to be done. */
export function SendBack({ revisionId, name, author }: { revisionId: string; name: string; author: string }) {
  return (
    <details className="send-back">
      <summary aria-label={`Send ${name} back`}>Send back</summary>
      <ActionForm action={sendBackAction} submit="Send it back" className="stack" buttonClass="small">
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
                defaultValue={sent && !sent.answer.ok ? sent.values.note : ''}
              />
            </label>
          </>
        )}
      </ActionForm>
    </details>
  );
}
