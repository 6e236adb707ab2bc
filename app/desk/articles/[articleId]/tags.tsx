import { ActionForm } from '../../action-form.tsx';
import { tagAction, untagAction } from './actions.ts';

export function Tags({ sectionId, tags, name }: { sectionId: string; tags: string[]; name: string }) {
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
              {tag} <span aria-hidden="true">×</span>
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
