import Link from 'next/link';

export default function NotFound() {
  return (
    <main className="page narrow">
      <h1>There is no such page</h1>
      <p>It may have been removed, or the address is mistyped.</p>
      <p>
        <Link href="/desk">To the desk</Link>, or <a href="/">to what is published</a>.
      </p>
    </main>
  );
}
