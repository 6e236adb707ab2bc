import type { TagColour } from '#lib/tags/model.ts';
import { ActionForm } from '../../action-form.tsx';
import { tagAction, untagAction } from './actions.ts';

export function Tags({
  sectionId,
  tags,
  colours,
  name,
}: {
  sectionId: string;
  tags: string[];
  /** Of those that have one of their own, by name. */
  colours: Record<string, TagColour>;
  name: string;
}) {
  return (
    <div className="tags">
      {tags.map((tag) => (
        <ActionForm
          key={tag}
          action={untagAction}
          className="tag"
          buttonClass="plain"
          submit={
            <>
              <span className="tag-name" data-colour={colours[tag]}>
                {tag}
              </span>{' '}
              <span aria-hidden="true">×</span>
              <span className="hidden">: take this tag off</span>
            </>
          }
        >
          <input type="hidden" name="sectionId" value={sectionId} />
          <input type="hidden" name="tag" value={tag} />
        </ActionForm>
      ))}
      <details className="add-tag">
        <summary>Add a tag</summary>
        <ActionForm action={tagAction} submit="Add" buttonClass="small" className="row">
          <input type="hidden" name="sectionId" value={sectionId} />
          <input
            name="tag"
            list="tags"
            aria-label={`New tag for ${name}`}
            maxLength={40}
            required
            autoComplete="off"
          />
        </ActionForm>
      </details>
    </div>
  );
}
