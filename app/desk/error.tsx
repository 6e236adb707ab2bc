'use client';

/** What somebody sees when a page of the desk fails: no internals, and a way on. */
export default function DeskError({ reset }: { reset: () => void }) {
  return (
    <div className="page narrow">
      <h1>This page could not be shown</h1>
      <p>Something went wrong on the server. Nothing that you saved is lost.</p>
      <button type="button" className="primary" onClick={reset}>
        Try again
      </button>
    </div>
  );
}
