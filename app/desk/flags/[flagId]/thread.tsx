'use client';

import type { Comment } from '#lib/discussion/model.ts';
import { ActionForm } from '../../action-form.tsx';
import { When } from '../../when.tsx';
import { commentAction } from './actions.ts';

/** What is said about a flag, and a place to say more. */
export function Thread({ flagId, comments }: { flagId: string; comments: Comment[] }) {
  return (
    <section className="thread" id="discussion">
      <h2>Discussion</h2>
      {comments.length > 0 && (
        <ol>
          {comments.map((comment) => (
            <li key={comment.id}>
              <p className="quiet">
                {comment.by}, <When at={comment.at} />
              </p>
              <p className="said">{comment.text}</p>
            </li>
          ))}
        </ol>
      )}
      <ActionForm action={commentAction} submit="Say it" className="stack" buttonClass="small">
        {(sent) => (
          <>
            <input type="hidden" name="flagId" value={flagId} />
            <label>
              {comments.length === 0 ? 'Say something about this flag' : 'Answer'}
              <textarea
                name="text"
                rows={2}
                maxLength={4000}
                required
                key={comments.length}
                defaultValue={sent && !sent.answer.ok ? sent.values.text : ''}
              />
              <small>@ and somebody’s name tells them.</small>
            </label>
          </>
        )}
      </ActionForm>
    </section>
  );
}
