import Link from 'next/link';
import { type Blocker, blockerNames } from '#lib/versions/model.ts';
import { excerpt } from '../../../words.ts';

/** What stands in the way, each a link to where it is settled. */
export function BlockerList({ articleId, blockers }: { articleId: string; blockers: Blocker[] }) {
  return (
    <ul className="blockers">
      {blockers.map((blocker) =>
        blocker.blocker === 'unsigned' ? (
          <li key={blocker.sectionId}>
            <Link prefetch={false} href={`/desk/articles/${articleId}#${blocker.sectionId}`}>
              {blocker.section}
            </Link>
            <span className="quiet">waits for a fact-checker other than {blocker.author}</span>
          </li>
        ) : (
          <li key={blocker.flagId}>
            <Link prefetch={false} href={`/desk/flags/${blocker.flagId}`}>
              “{excerpt(blocker.quote, 90)}”
            </Link>
            <span className="quiet">
              {blockerNames[blocker.blocker]} in {blocker.section};{' '}
              {blocker.assignee
                ? `waits for ${blocker.assignee}`
                : blocker.blocker === 'rewrite'
                  ? 'waits for an editor'
                  : 'waits for a fact-checker'}
            </span>
          </li>
        ),
      )}
    </ul>
  );
}
