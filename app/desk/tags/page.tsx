import type { Metadata } from 'next';
import Link from 'next/link';
import { deskDb } from '#db/client.ts';
import { type TagUse, tagColours } from '#lib/tags/model.ts';
import { mayManageTags } from '#lib/tags/policy.ts';
import { readTagUse } from '#lib/tags/queries.ts';
import { requireActor } from '../../session.ts';
import { ActionForm } from '../action-form.tsx';
import { count } from '../words.ts';
import { changeTagAction, createTagAction, mergeTagsAction } from './actions.ts';

export const metadata: Metadata = { title: 'Tags' };

export default async function Tags() {
  const actor = await requireActor();
  const tags = await readTagUse(actor, deskDb());
  const manages = mayManageTags(actor);
  return (
    <div className="page narrow">
      <h1>
        Tags <span className="count">{tags.length.toLocaleString('en')}</span>
      </h1>
      <p className="quiet">
        A new name stands in drafts at once and reaches readers with the next version of each article: what
        went out keeps the name under which it went out.
      </p>
      {manages && (
        <details className="new-tag" open={tags.length === 0}>
          <summary>Make a tag</summary>
          <ActionForm action={createTagAction} submit="Make it" className="stack" done="It is in the list.">
            <TagFields />
          </ActionForm>
        </details>
      )}
      <datalist id="tags">
        {tags.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
      <ul className="tag-list">
        {tags.map((tag) => (
          <Tag key={tag.id} tag={tag} manages={manages} />
        ))}
      </ul>
    </div>
  );
}

function Tag({ tag, manages }: { tag: TagUse; manages: boolean }) {
  const places = [
    tag.articles > 0 && count(tag.articles, 'article'),
    tag.sections > 0 && count(tag.sections, 'section'),
    tag.faqs > 0 && count(tag.faqs, 'FAQ'),
  ].filter(Boolean);
  return (
    <li>
      <p>
        <Link
          prefetch={false}
          className="tag"
          data-colour={tag.colour}
          href={`/desk?tag=${encodeURIComponent(tag.name)}`}
        >
          {tag.name}
        </Link>{' '}
        {tag.description}
      </p>
      <p className="quiet">
        {places.length > 0 ? `On ${places.join(', ')}.` : 'On nothing.'}{' '}
        {tag.published > 0 && `Readers find ${count(tag.published, 'article')} under it.`}
      </p>
      {manages && (
        <details>
          <summary aria-label={`Change ${tag.name}`}>Change</summary>
          <ActionForm key={JSON.stringify(tag)} action={changeTagAction} submit="Save" className="stack">
            <input type="hidden" name="tagId" value={tag.id} />
            <TagFields tag={tag} />
          </ActionForm>
          <ActionForm
            action={mergeTagsAction}
            submit="Merge"
            confirm="Merge? Every draft with the one then has the other."
            className="row"
            buttonClass="small"
          >
            <input type="hidden" name="tagId" value={tag.id} />
            <input
              name="into"
              list="tags"
              aria-label={`Merge ${tag.name} into`}
              placeholder="Merge into…"
              maxLength={40}
              required
              autoComplete="off"
            />
          </ActionForm>
        </details>
      )}
    </li>
  );
}

function TagFields({ tag }: { tag?: TagUse }) {
  return (
    <>
      <label>
        Name
        <input name="name" maxLength={40} required defaultValue={tag?.name} autoComplete="off" />
      </label>
      <label>
        What it is for
        <input name="description" maxLength={300} defaultValue={tag?.description} />
      </label>
      <label>
        Colour
        <select name="colour" defaultValue={tag?.colour ?? 'grey'}>
          {tagColours.map((colour) => (
            <option key={colour} value={colour}>
              {colour}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
