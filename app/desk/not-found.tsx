import Link from 'next/link';

/** In the frame of the desk: whoever followed a link to what was removed goes on from there. */
export default function NotFound() {
  return (
    <div className="page narrow">
      <h1>There is no such page</h1>
      <p>It may have been removed, or the address is mistyped.</p>
      <p>
        <Link prefetch={false} href="/desk">
          To the desk
        </Link>
        , or <a href="/">to what is published</a>.
      </p>
    </div>
  );
}
