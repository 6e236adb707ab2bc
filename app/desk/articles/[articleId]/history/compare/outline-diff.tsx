import Link from 'next/link';
import type { MomentSection } from '#lib/history/model.ts';
import type { OutlineChange } from '#lib/history/outline-diff.ts';
import { WordDiff } from '../../../../word-diff.tsx';

/** What became of an outline, section by section. */
export function OutlineDiff({ changes }: { changes: OutlineChange[] }) {
  const isSame = changes.every((change) => saidOf(change).length === 0);
  return (
    <>
      {isSame && <p>They are the same.</p>}
      <ol className="outline-diff">
        {changes.map((change) => {
          const { sectionId, was, is } = change;
          const shown = (is ?? was) as MomentSection;
          return (
            <li
              key={sectionId}
              style={{ '--depth': shown.depth } as Record<string, number>}
              data-gone={is === null}
              data-changed={saidOf(change).length > 0}
            >
              <WordDiff before={nameOf(was ?? shown)} after={nameOf(shown)} />
              <p className="became">
                {saidOf(change).map((words) => (
                  <span key={words} data-turn={is === null ? 'removed' : was === null ? 'added' : undefined}>
                    {words}
                  </span>
                ))}
                {was && is && was.number !== is.number && (
                  <Link
                    prefetch={false}
                    href={`/desk/history/${sectionId}/compare?from=${was.number}&to=${is.number}`}
                    aria-label={`What changed in the text of ${nameOf(is)}`}
                  >
                    Text: revision {was.number} to {is.number}
                  </Link>
                )}
              </p>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function saidOf({ was, is, isMoved }: OutlineChange): string[] {
  if (!is) return ['Removed'];
  if (!was) return ['Added', ...is.tags.map((tag) => `Tagged “${tag}”`)];
  return [
    ...(isMoved ? ['Moved'] : []),
    ...(was.depth === is.depth ? [] : [`From level ${was.depth} to level ${is.depth}`]),
    ...(was.heading === is.heading ? [] : ['Renamed']),
    ...(was.kind === is.kind ? [] : [is.kind === 'faq' ? 'Became a FAQ' : 'Became a section']),
    ...(was.numbered === is.numbered ? [] : [is.numbered ? 'Got a number' : 'Lost its number']),
    ...is.tags.filter((tag) => !was.tags.includes(tag)).map((tag) => `Tagged “${tag}”`),
    ...was.tags.filter((tag) => !is.tags.includes(tag)).map((tag) => `Lost the tag “${tag}”`),
    ...(was.number === is.number ? [] : ['Revised']),
  ];
}

function nameOf({ kind, heading }: MomentSection): string {
  return heading || (kind === 'head' ? 'Title and dek' : 'Section without a heading');
}
