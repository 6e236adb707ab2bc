import Link from 'next/link';
import {
  type ArticleFilter,
  articleFlags,
  articleSorts,
  articleStates,
  type SavedView,
} from '#lib/articles/model.ts';
import { ActionForm } from './action-form.tsx';
import { removeViewAction, saveViewAction } from './actions.ts';
import { Choice } from './choice.tsx';

/** A filter as it stands in the address of the list; always in the same order, so that a kept one is known again. */
export function queryOf(filter: ArticleFilter): string {
  const asked = Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return new URLSearchParams(asked.toSorted(([a], [b]) => a.localeCompare(b))).toString();
}

/** The views that somebody keeps, and the form that keeps the one that is shown. */
export function Views({ views, query }: { views: SavedView[]; query: string }) {
  const shown = views.find((view) => view.query === query);
  if (views.length === 0 && query === '') return null;
  return (
    <div className="saved-views">
      <nav className="views" aria-label="Views">
        <Link prefetch={false} href="/desk" aria-current={query === '' ? 'page' : undefined}>
          All
        </Link>
        {views.map((view) => (
          <Link
            prefetch={false}
            key={view.id}
            href={`/desk?${view.query}`}
            aria-current={view === shown ? 'page' : undefined}
          >
            {view.name}
          </Link>
        ))}
      </nav>
      {shown ? (
        <ActionForm
          key={shown.id}
          action={removeViewAction}
          submit="Give up this view"
          buttonClass="small plain"
        >
          <input type="hidden" name="viewId" value={shown.id} />
        </ActionForm>
      ) : (
        query !== '' && (
          <details>
            <summary>Keep this view</summary>
            <ActionForm key={query} action={saveViewAction} submit="Keep" className="row" buttonClass="small">
              <input type="hidden" name="query" value={query} />
              <input name="name" aria-label="Name of the view" maxLength={60} required autoComplete="off" />
            </ActionForm>
          </details>
        )
      )}
    </div>
  );
}

export function FilterForm({
  filter,
  tags,
  people,
}: {
  filter: ArticleFilter;
  tags: string[];
  people: { id: string; name: string }[];
}) {
  const isNarrow = Boolean(filter.personId || filter.flags || filter.from || filter.to);
  return (
    <form className="filter" action="/desk" key={queryOf(filter)}>
      <label>
        Title contains
        <input name="titled" type="search" maxLength={200} defaultValue={filter.titled} />
      </label>
      <Choice name="state" label="State" any="Any" choices={articleStates} value={filter.state} />
      <label>
        Tag
        <input name="tag" list="tags" maxLength={40} defaultValue={filter.tag} autoComplete="off" />
      </label>
      <Choice name="sort" label="Sort by" any="" choices={articleSorts} value={filter.sort ?? 'revised'} />
      <button type="submit">Find</button>
      <details open={isNarrow}>
        <summary>More filters</summary>
        <div className="filter">
          <Choice
            {...{ name: 'personId', label: 'Person', any: 'Anybody', value: filter.personId }}
            choices={Object.fromEntries(people.map(({ id, name }) => [id, name]))}
          />
          <Choice name="flags" label="Flags" any="Any" choices={articleFlags} value={filter.flags} />
          <label>
            Revised from (UTC)
            <input type="date" name="from" defaultValue={filter.from} />
          </label>
          <label>
            To
            <input type="date" name="to" defaultValue={filter.to} />
          </label>
        </div>
      </details>
      <datalist id="tags">
        {tags.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
    </form>
  );
}
