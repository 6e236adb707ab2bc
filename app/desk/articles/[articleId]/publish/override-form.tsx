'use client';

import { ActionForm } from '../../../action-form.tsx';
import { count } from '../../../words.ts';
import { overrideAction } from './actions.ts';

/** The managing editor's way past open flags; a missing sign-off stays in the way. */
export function OverrideForm({
  articleId,
  flags,
  unsigned,
}: {
  articleId: string;
  flags: number;
  unsigned: number;
}) {
  return (
    <section>
      <h2>Publish all the same</h2>
      {unsigned > 0 ? (
        <p className="quiet">
          The managing editor can publish over open flags, but never without a sign-off:{' '}
          {count(unsigned, 'section')} still {unsigned === 1 ? 'waits' : 'wait'} for one.
        </p>
      ) : (
        <ActionForm
          action={overrideAction}
          submit="Publish over open flags"
          confirm={`Publish with ${count(flags, 'claim')} under review?`}
          className="stack"
          buttonClass="small"
          done="It is published, and readers see that it is under review."
        >
          {(sent) => (
            <>
              <input type="hidden" name="articleId" value={articleId} />
              <label>
                Why it cannot wait
                <textarea
                  name="reason"
                  rows={3}
                  maxLength={2000}
                  required
                  defaultValue={sent && !sent.answer.ok ? sent.values.reason : ''}
                />
                <small>
                  Readers see this, above the text: “Published with {count(flags, 'claim')} under review”.
                </small>
              </label>
            </>
          )}
        </ActionForm>
      )}
    </section>
  );
}
