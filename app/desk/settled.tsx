import Link from 'next/link';
import { count } from './words.ts';

/** Says that a verdict was given, and how many flags still keep this article from readers. */
export function Settled({ flagId, left }: { flagId: string; left: number }) {
  const known = /^[0-9a-f-]{36}$/.test(flagId);
  return (
    <p role="status" className="done">
      The verdict is given.{' '}
      {known && (
        <Link prefetch={false} href={`/desk/flags/${flagId}`}>
          Look at it again
        </Link>
      )}{' '}
      {left > 0
        ? `${count(left, 'flag')} of this article must still be answered.`
        : 'No flag that you can settle blocks any more.'}
    </p>
  );
}
