'use client';

import { ActionForm } from '../../../action-form.tsx';
import { changeSlugAction, withdrawAction } from './actions.ts';

/** The address of an article; a change takes effect at once, without a new version. */
export function AddressForm({
  articleId,
  slug,
  wasPublic,
}: {
  articleId: string;
  slug: string;
  wasPublic: boolean;
}) {
  return (
    <ActionForm
      action={changeSlugAction}
      submit="Change the address"
      className="stack"
      done="The address is changed."
    >
      {(sent) => (
        <>
          <input type="hidden" name="articleId" value={articleId} />
          <label>
            New address
            <input
              name="slug"
              required
              maxLength={80}
              autoComplete="off"
              spellCheck={false}
              defaultValue={sent && !sent.answer.ok ? sent.values.slug : slug}
              key={sent ? `${sent.answer.ok} ${slug}` : slug}
            />
            <small>
              Small letters a to z, digits and hyphens.
              {wasPublic && ' The old address leads here for ever.'}
            </small>
          </label>
        </>
      )}
    </ActionForm>
  );
}

/** Takes an article from readers, in one of two ways. */
export function WithdrawForms({ articleId, unpublished }: { articleId: string; unpublished: boolean }) {
  return (
    <>
      {!unpublished && (
        <details className="withdraw">
          <summary>Unpublish</summary>
          <p>
            The address says that the article is no longer published, and nothing else. A later version may be
            published there.
          </p>
          <Withdraw
            articleId={articleId}
            kind="unpublished"
            label="Why? For the desk only"
            submit="Unpublish the article"
          />
        </details>
      )}
      <details className="withdraw">
        <summary>Retract</summary>
        <p>
          All text goes, with its earlier versions, and a notice with your reason stays at the address for
          ever. A retracted article is never published again.
        </p>
        <Withdraw
          articleId={articleId}
          kind="retracted"
          label="The public notice: what was wrong, and why it could not be put right"
          submit="Retract the article for ever"
          confirm="Retract it? This cannot be undone"
        />
      </details>
    </>
  );
}

function Withdraw(props: {
  articleId: string;
  kind: string;
  label: string;
  submit: string;
  confirm?: string;
}) {
  return (
    <ActionForm action={withdrawAction} submit={props.submit} confirm={props.confirm} className="stack">
      {(sent) => (
        <>
          <input type="hidden" name="articleId" value={props.articleId} />
          <input type="hidden" name="kind" value={props.kind} />
          <label>
            {props.label}
            <textarea name="reason" rows={3} required maxLength={2000} defaultValue={sent?.values.reason} />
          </label>
        </>
      )}
    </ActionForm>
  );
}
