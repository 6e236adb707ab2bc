import { ActionForm } from './action-form.tsx';
import { tagArticlesAction } from './actions.ts';

/** Tags the articles that are chosen in the list above: their boxes belong to this form. */
export function BulkTags({ tags }: { tags: string[] }) {
  return (
    <details className="bulk-tags">
      <summary>Tag the chosen articles</summary>
      <ActionForm id="bulk-tags" action={tagArticlesAction} submit="Do it" className="row" done="Done.">
        <select name="how" aria-label="What to do">
          <option value="on">Put on</option>
          <option value="off">Take off</option>
        </select>
        <input
          name="tag"
          list={tags.length > 0 ? 'tags' : undefined}
          aria-label="Tag for the chosen articles"
          placeholder="Tag"
          maxLength={40}
          required
          autoComplete="off"
        />
      </ActionForm>
    </details>
  );
}
